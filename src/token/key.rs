//! The API key that signs: account SID, key SID and secret, which belong together.
//!
//! A secret must not leak by accident, so [`Secret`] has no `Display` and no `Serialize`, its `Debug` shows nothing,
//! and its memory is wiped when it is dropped.

use std::fmt;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

use super::sid::{Account, Key, Sid};

/// An API key: the `sub` and `iss` of a token, and the secret that signs it.
///
/// Create one in the Twilio Console. Make it a Main or Standard key: Restricted keys cannot sign Access Tokens.
/// `ApiKey` is `Send + Sync`, so a server can share one among its handlers.
#[derive(Debug, Clone)]
pub struct ApiKey {
    pub(crate) account: Sid<Account>,
    pub(crate) sid: Sid<Key>,
    pub(crate) secret: Secret,
}

impl ApiKey {
    /// The key of this account, with this SID and secret. The secret is used as it is, without trimming.
    pub fn new(account: Sid<Account>, sid: Sid<Key>, secret: impl Into<Secret>) -> Self {
        Self { account, sid, secret: secret.into() }
    }

    /// The account that owns the key: the `sub` of the tokens that it signs.
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

/// For configuration files. There is no `Serialize`.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
