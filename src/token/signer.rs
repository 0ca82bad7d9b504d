//! Many tokens of one template: what they share is encoded, hashed and judged once.

use std::fmt::Write as _;

use super::error::Error;
use super::jwt::Framer;
use super::message::Finding;
use super::rules::identity::Needs;
use super::text::{Mask, push_wire_string};

/// How many bytes a payload's own part rarely exceeds.
const USUAL_OWN: usize = 256;

/// Signs tokens that differ in their identity alone. Made by [`AccessToken::signer`](crate::AccessToken::signer); its tokens
/// are issued when it was made, or when the template says.
///
/// It is `Send + Sync`.
pub struct Signer {
    pub(crate) framer: Framer,
    pub(crate) needs: Needs,
    /// What all `jti`s start with: the template's own, or the API key SID.
    pub(crate) jti: String,
    /// Where their numbers start, at random. Behind a start that was given they count from 1.
    pub(crate) nonce: Option<u64>,
    pub(crate) has_grants: bool,
    pub(crate) mask: Mask,
    pub(crate) count: u64,
}

impl Signer {
    /// Signs a token for this identity.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] if Twilio would refuse it for its identity; the rest was judged when the signer was made.
    pub fn sign(&mut self, identity: &str) -> Result<String, Error> {
        super::refuse(self.check(identity))?;
        let jti = self.next_jti();
        let (mut own, mut out) = (String::with_capacity(USUAL_OWN), Vec::new());
        self.push_own(&mut own, Some(identity), &jti);
        self.push(&own, &mut out);
        // Base64url and full stops are ASCII.
        Ok(String::from_utf8(out).unwrap_or_default())
    }

    /// Appends the token whose payload's own part this is.
    pub(crate) fn push(&self, own: &str, out: &mut Vec<u8>) {
        self.framer.sign(own, out);
    }

    /// What the rules find in an identity, the worst first; hints are for those who read tokens.
    pub(crate) fn check(&self, identity: &str) -> Vec<Finding> {
        self.needs.judge(identity, &self.mask)
    }

    pub(crate) fn next_jti(&mut self) -> String {
        self.count += 1;
        let mut jti = String::with_capacity(USUAL_OWN);
        self.push_jti(&mut jti, self.count);
        jti
    }

    /// Appends the `jti` of the token of this number.
    pub(crate) fn push_jti(&self, out: &mut String, number: u64) {
        out.push_str(&self.jti);
        out.push('-');
        match self.nonce {
            // Writing into a string cannot fail.
            None => _ = write!(out, "{number}"),
            Some(start) => {
                // What `{:016x}` says, in half the time.
                let bytes = start.wrapping_add(number).to_be_bytes().into_iter();
                let digits = bytes.flat_map(|byte| [byte >> 4, byte & 0xf]);
                out.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
            }
        }
    }

    /// Replaces a text by the payload's own part: what completes its start, the identity, if there is one, and the `jti`.
    pub(crate) fn push_own(&self, own: &mut String, identity: Option<&str>, jti: &str) {
        own.clear();
        own.push_str(self.framer.left_over());
        if let Some(identity) = identity {
            own.push_str(if self.has_grants { r#","identity":"# } else { r#""identity":"# });
            push_wire_string(own, identity);
        }
        own.push_str(r#"},"jti":"#);
        push_wire_string(own, jti);
        own.push('}');
    }
}
