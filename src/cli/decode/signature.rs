//! What is known of a token's signature: the keys at hand, and what people sign with by accident.
//!
//! For looking at a token nothing is needed, so what is missing or unreadable is a note and never an error. Nothing here says
//! a secret; only where it is from.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::cli::values::settings::API_SECRET;
use crate::cli::values::{AtHand, Found, KnownKey};
use crate::token::claims::Token;
use crate::token::json::Json;
use crate::token::jwt::{self, Verifier};
use crate::token::rules::Signature;
use crate::token::sid::kind_of;
use crate::token::text::Mask;

/// How many texts of a token are tried.
const MOST_TEXTS: usize = 20;

/// The keys at hand. Where several fit a token, the first is tried.
pub(super) struct Keys {
    pub(super) at_hand: AtHand,
    /// Those that could check a signature.
    pub(super) secrets: Vec<Key>,
}

/// A secret, and whose it is.
pub(super) struct Key {
    /// Its API key SID, if that is known.
    sid: Option<String>,
    secret: Zeroizing<String>,
    verifier: Verifier,
    how: String,
}

impl Keys {
    pub(super) fn new(at_hand: AtHand) -> Self {
        let with_secret = at_hand.keys.iter().filter_map(|KnownKey { sid, secret, .. }| {
            let Found { value, origin } = secret.as_ref()?;
            Some(Key {
                sid: sid.clone().map(String::from),
                secret: value.clone(),
                verifier: Verifier::new(value.as_str()),
                how: format!("checked with {origin}"),
            })
        });
        let mut secrets: Vec<Key> = with_secret.collect();
        // A key without a name may be anybody's: those with one come first.
        secrets.sort_by_key(|key| key.sid.is_none());
        Self { at_hand, secrets }
    }

    /// The API key and the account that are known to be ours, if the key is this one.
    pub(super) fn ours(&self, issuer: Option<&str>) -> Option<(&str, &str)> {
        self.at_hand.keys.iter().find_map(|KnownKey { account, sid, .. }| {
            let (key, account) = (sid.as_ref()?.as_ref(), account.as_ref()?.as_ref());
            (Some(key) == issuer).then_some((key, account))
        })
    }

    /// Checks a signature with the key that the token names as its issuer. Says what it was checked with, or why it was not.
    pub(super) fn check(&self, token: &Token, mask: &Mask) -> (Signature, Cow<'_, str>) {
        let unchecked = |why: &'static str| (Signature::Unchecked, why.into());
        let alg = token.claim("header.alg").and_then(Json::as_str);
        if token.signature.is_err() || alg != Some("HS256") {
            return unchecked("only an HS256 signature can be checked");
        }
        let issuer = token.text("iss");
        let fits = |key: &&Key| key.sid.is_none() || key.sid.as_deref() == issuer;
        let key = self.secrets.iter().find(fits);
        let how = key.map_or("signed with something other than a secret", |key| &key.how).into();
        if key.is_some_and(|key| token.is_signed_with(&key.verifier)) {
            return (Signature::Valid, how);
        }
        let maker = self.accident(token, key, mask);
        if key.is_some() || maker.is_some() {
            return (Signature::Invalid(maker), how);
        }
        let Some(key) = self.secrets.first().and_then(|key| key.sid.as_deref()) else {
            return unchecked("no API key secret at hand");
        };
        let why = format!("your API key is {key}, which is not the token's `iss`");
        (Signature::Unchecked, why.into())
    }

    /// Tries what gets into the place of the secret by accident, and says what it was.
    fn accident(&self, token: &Token, key: Option<&Key>, mask: &Mask) -> Option<String> {
        let auth_token = self.at_hand.auth_token.iter();
        let auth_token =
            auth_token.map(|found| suspect("the account's Auth Token", found.value.as_str()));
        let keys = key.map_or(self.secrets.as_slice(), std::slice::from_ref);
        let spoiled = keys.iter().flat_map(|key| spoiled(&key.secret));
        let mut texts = Vec::new();
        token.strings(&mut |path, text| {
            // A token full of SIDs is somebody's idea of keeping us busy.
            if texts.len() < MOST_TEXTS
                && (path == ["grants", "identity"] || kind_of(text).is_some())
            {
                texts.push(suspect(format!("the text of {}", mask.quoted(&path.join("."))), text));
            }
        });
        let words = [
            suspect("the word `undefined`", "undefined"),
            suspect("the word `null`", "null"),
            suspect("an empty secret", ""),
        ];
        let mut all = auth_token.chain(spoiled).chain(texts).chain(words);
        let is_maker = |(_, key): &Suspect| token.is_signed_with(&Verifier::new(key.as_slice()));
        all.find(is_maker).map(|(what, _)| what.into_owned())
    }
}

/// What may have been signed with instead of the secret, in words and as it is.
type Suspect = (Cow<'static, str>, Zeroizing<Vec<u8>>);

fn suspect(what: impl Into<Cow<'static, str>>, key: impl Into<Vec<u8>>) -> Suspect {
    (what.into(), Zeroizing::new(key.into()))
}

/// What becomes of a secret on its way through files, shells and settings.
fn spoiled(secret: &str) -> Vec<Suspect> {
    const AROUND: [(&str, &str, &str); 10] = [
        ("the secret in quotes", "\"", "\""),
        ("the secret in quotes", "'", "'"),
        ("the secret and a newline", "", "\n"),
        ("the secret and the characters `\\n`", "", "\\n"),
        ("the secret and a `\\r`", "", "\r"),
        ("the secret and a newline", "", "\r\n"),
        ("the secret and a space", "", " "),
        ("the secret and a space before it", " ", ""),
        ("the secret and spaces around it", " ", " "),
        ("the secret and a byte order mark before it", "\u{feff}", ""),
    ];
    // Each is put together in one piece, which is wiped: a text that grows leaves copies behind.
    let around = AROUND.map(|(how, before, after)| suspect(how, [before, secret, after].concat()));
    let variables = API_SECRET.variables.iter().chain(API_SECRET.in_file_only);
    let named = variables
        .map(|name| suspect("the secret and its `NAME=` before it", [*name, "=", secret].concat()));
    let encoded = suspect("the secret in base64", jwt::standard_base64(secret.as_bytes()));
    let decoded = jwt::from_standard_base64(secret);
    let decoded = decoded.map(|bytes| suspect("the secret decoded from base64", bytes));
    around.into_iter().chain(named).chain([encoded]).chain(decoded).collect()
}
