//! `--demo`: throw-away credentials and SIDs, so that every command works without a Twilio account. They belong to no
//! account, so Twilio refuses the tokens that they sign.

use crate::token::sid::{Sid, SidKind};

/// The identity in a demo token, unless `--identity` gives another.
pub(crate) const IDENTITY: &str = "alice";
/// Signs demo tokens. It is not secret: anyone can read it here.
pub(crate) const SECRET: &str = "ThisDemoSecretIsKnownToEverybody";

/// The digits of every demo SID.
const DIGITS: u128 = 0xde30_de30_de30_de30_de30_de30_de30_de30;

pub(crate) fn sid<K: SidKind>() -> Sid<K> {
    Sid::from_number(DIGITS)
}
