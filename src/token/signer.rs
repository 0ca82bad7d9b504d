//! Signs many tokens from one template. What they share is encoded, hashed and checked once.

use std::array;
use std::fmt::{self, Write as _};

use super::error::Error;
use super::jwt::Framer;
use super::rules::identity::Needs;
use super::text::{Mask, push_wire_string};

/// How many bytes to reserve for a token's own part of the payload, or for its `jti`: more than most tokens need.
const OWN_CAPACITY: usize = 256;

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
    pub(crate) has_grants: bool,
    pub(crate) mask: Mask,
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
        let jti = self.next_jti();
        let mut own = String::with_capacity(OWN_CAPACITY);
        self.write_own(&mut own, Some(identity), &jti);
        Ok(self.framer.sign(&own))
    }

    pub(crate) fn next_jti(&mut self) -> String {
        self.count += 1;
        let mut jti = String::with_capacity(OWN_CAPACITY);
        self.push_jti(&mut jti, self.count);
        jti
    }

    /// Appends the `jti` of the token with this number.
    pub(crate) fn push_jti(&self, out: &mut String, number: u64) {
        out.push_str(&self.jti);
        out.push('-');
        match self.nonce {
            // Writing to a string cannot fail.
            None => _ = write!(out, "{number}"),
            // By hand, because a formatter would take a twentieth of a token's time.
            Some(start) => {
                let number = start.wrapping_add(number);
                let digit = |place| b"0123456789abcdef"[((number >> (4 * place)) & 15) as usize];
                let digits: [u8; 16] = array::from_fn(|n| digit(15 - n));
                out.push_str(str::from_utf8(&digits).unwrap_or_default());
            }
        }
    }

    /// Writes the rest of a payload to `own`, replacing what is there: the bytes that the [`Framer`] has left over, the
    /// identity, if there is one, and the `jti`.
    pub(crate) fn write_own(&self, own: &mut String, identity: Option<&str>, jti: &str) {
        own.clear();
        own.push_str(&self.framer.left_over);
        if let Some(identity) = identity {
            own.push_str(if self.has_grants { r#","identity":"# } else { r#""identity":"# });
            push_wire_string(own, identity);
        }
        own.push_str(r#"},"jti":"#);
        push_wire_string(own, jti);
        own.push('}');
    }
}
