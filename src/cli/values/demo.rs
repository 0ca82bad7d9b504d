//! `--demo`: throw-away credentials and SIDs, so that everything runs without an account.
//! They name nothing that exists, and Twilio refuses what they sign.

use crate::token::sid::{Sid, SidKind};

/// Who a demo token is for, unless somebody else is named.
pub(crate) const IDENTITY: &str = "alice";
/// What signs demo tokens: no secret at all, it is printed right here.
pub(crate) const SECRET: &str = "ThisDemoSecretIsKnownToEverybody";

/// The digits of every demo SID.
const DIGITS: u128 = 0xde30_de30_de30_de30_de30_de30_de30_de30;

pub(crate) fn sid<K: SidKind>() -> Sid<K> {
    Sid::from_number(DIGITS)
}
