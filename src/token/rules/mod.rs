//! What Twilio refuses, and what it calls it.
//!
//! The one place that judges tokens. Decoding shows what is found here; minting asks the same about the very bytes that it
//! is about to sign. A token and a moment come in, findings go out, worst first.

pub(crate) mod codes;
pub(crate) mod framing;
pub(crate) mod identity;
pub(crate) mod leaks;

use super::claims::Token;
use super::message::Finding;
use super::text::Mask;
use super::time::UnixTime;

/// What is known of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signature {
    /// A secret has made it.
    Valid,
    /// The secret that was tried has not made it; what was found to have made it instead: "the account's Auth Token".
    Invalid(Option<String>),
    /// Nothing was tried.
    Unchecked,
}

/// What is known besides the token.
pub(crate) struct Context<'a> {
    /// The moment the token is judged at.
    pub(crate) at: UnixTime,
    pub(crate) signature: &'a Signature,
    /// The API key SID and the account SID that are ours, if the key is the token's.
    pub(crate) ours: Option<(&'a str, &'a str)>,
    /// The credentials that no finding may show: those at hand, and those that the token leaks.
    pub(crate) mask: &'a Mask,
}

/// All that is found about a token, worst first.
pub(crate) fn judge(_token: &Token, _context: &Context<'_>) -> Vec<Finding> {
    Vec::new()
}
