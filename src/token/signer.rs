//! Signs many tokens from one template. What they share is encoded, hashed and checked once.

use std::array;
use std::fmt;

use super::error::Error;
use super::jwt::Framer;
use super::rules::identity::Needs;
use super::text::{Mask, push_wire_string};

/// Signs tokens that differ only in the identity. Create one with [`AccessToken::signer`](crate::AccessToken::signer).
///
/// The `iat` of every token is the time when the signer was created, unless the template sets it, so all its tokens
/// expire together. The signer has no clock: create a new one for every batch. `Signer` is `Send + Sync`;
/// threads can share one behind a `Mutex`.
pub struct Signer {
    pub(crate) framer: Framer,
    pub(crate) needs: Needs,
    /// What every `jti` starts with: the template's `jti`, or the API key SID.
    pub(crate) jti: String,
    /// The random number from which the numbers at the end of each `jti` count up. If the template has a `jti`, they
    /// count from 1 instead.
    pub(crate) nonce: Option<u64>,
    pub(crate) mask: Mask,
    /// How many tokens it has signed.
    pub(crate) count: u64,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(…)")
    }
}

impl Signer {
    /// Signs a token for this identity.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] if Twilio would refuse the token because of its identity. Everything else was checked when
    /// the signer was created.
    pub fn sign(&mut self, identity: &str) -> Result<String, Error> {
        super::refuse(self.needs.judge(identity, &self.mask))?;
        self.count += 1;
        // More than most tokens need. Growing step by step would take longer.
        let (mut jti, mut own) = (String::with_capacity(64), String::with_capacity(256));
        self.write_jti(&mut jti, self.count);
        self.write_own(&mut own, Some(identity), &jti);
        Ok(self.framer.sign(&own))
    }

    /// Replaces `jti` by that of the token with this number.
    pub(crate) fn write_jti(&self, jti: &mut String, number: u64) {
        jti.clear();
        jti.push_str(&self.jti);
        jti.push('-');
        let Some(start) = self.nonce else { return jti.push_str(&number.to_string()) };
        // By hand, because a formatter would take a twentieth of a token's time.
        let number = start.wrapping_add(number);
        let digit = |place| b"0123456789abcdef"[((number >> (4 * place)) & 15) as usize];
        let digits: [u8; 16] = array::from_fn(|n| digit(15 - n));
        jti.push_str(str::from_utf8(&digits).unwrap_or_default());
    }

    /// Replaces `own` by the rest of a token's payload: the bytes that the [`Framer`] has left over, the text of the
    /// identity, if there is one, and the `jti`.
    pub(crate) fn write_own(&self, own: &mut String, identity: Option<&str>, jti: &str) {
        own.clear();
        own.push_str(&self.framer.left_over);
        if let Some(identity) = identity {
            push_wire_string(own, identity);
        }
        own.push_str(r#"},"jti":"#);
        push_wire_string(own, jti);
        own.push('}');
    }
}
