//! The API key that signs: account SID, key SID and secret, which belong together.
//!
//! A [`Secret`] has no `Display` and no `Serialize`, its `Debug` shows nothing of it, and its memory is wiped when it is
//! dropped.

use std::fmt;

use zeroize::Zeroizing;

use super::sid::{Account, Key, Sid};

/// An API key: what a token's `sub` and `iss` say, and what signs it.
///
/// Make one in the Twilio Console; a Main or Standard key, since Restricted keys cannot sign Access Tokens. It is
/// `Send + Sync`, so a server can share one among its handlers.
#[derive(Debug, Clone)]
pub struct ApiKey {
    pub(crate) account: Sid<Account>,
    pub(crate) sid: Sid<Key>,
    pub(crate) secret: Secret,
}

impl ApiKey {
    /// The key of this account, with this SID and secret. The secret is taken as it stands; nothing is trimmed.
    pub fn new(account: Sid<Account>, sid: Sid<Key>, secret: impl Into<Secret>) -> Self {
        Self { account, sid, secret: secret.into() }
    }

    /// The account that tokens are for: their `sub`.
    pub fn account(&self) -> &Sid<Account> {
        &self.account
    }

    /// The key's SID: the `iss` of the tokens that it signs.
    pub fn sid(&self) -> &Sid<Key> {
        &self.sid
    }
}

/// An API key's secret. It is never shown, not even by `Debug`, and is wiped from memory when dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into())
    }
}

impl From<Zeroizing<String>> for Secret {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
