//! `--demo`: throw-away credentials and SIDs, so that everything runs without an account.
//! They name nothing that exists; Twilio refuses what they sign.

use zeroize::Zeroizing;

use super::credentials::Three;
use super::sources::{Found, Origin};
use crate::token::sid::{Account, ApiKey, Sid, SidKind};

/// Who a demo token is for, unless somebody else is named.
pub const IDENTITY: &str = "alice";

/// The digits of every demo SID.
const DIGITS: u128 = 0xde30_de30_de30_de30_de30_de30_de30_de30;
/// What signs demo tokens: no secret at all, it is printed right here.
const SECRET: &str = "ThisDemoSecretIsKnownToEverybody";

/// The demo SID of a kind.
pub fn sid<K: SidKind>() -> Sid<K> {
    Sid::from_number(DIGITS)
}

/// The demo credentials.
pub fn three() -> Three {
    let text = |text: &str| {
        Some(Found {
            value: Zeroizing::new(text.to_owned()),
            origin: Origin::Demo,
        })
    };
    Three {
        account: text(sid::<Account>().as_str()),
        key: text(sid::<ApiKey>().as_str()),
        secret: text(SECRET),
        region: None,
    }
}
