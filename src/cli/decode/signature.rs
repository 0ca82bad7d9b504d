//! Checks a token's signature with the keys at hand, and with what people sign with by accident.
//!
//! Decoding needs no key, so missing or unreadable credentials are no error here: a caller that needs some checks
//! [`Keys::secrets`]. Nothing here shows a secret, only where it came from.

use zeroize::Zeroizing;

use crate::cli::values::profile::Profiles;
use crate::cli::values::settings::{API_SECRET, AUTH_TOKEN};
use crate::cli::values::{Found, Values, hide};
use crate::token::claims::Token;
use crate::token::jwt::{self, Verifier};
use crate::token::rules::Signature;
use crate::token::sid::{Account, Key, Shape, Sid, kind_of};
use crate::token::text::Mask;

/// How many strings from a token are tried as its key.
const MOST_TEXTS: usize = 20;

/// The keys at hand. Where several fit a token, the first is tried.
pub(super) struct Keys {
    /// The secrets that can check a signature.
    pub(super) secrets: Vec<KnownSecret>,
    /// The API keys whose account is known, each with its account.
    ours: Vec<(Sid<Key>, Sid<Account>)>,
    auth_token: Option<Found>,
    /// The credentials that must not be shown.
    pub(super) mask: Mask,
}

/// A secret, and the API key that it belongs to.
pub(super) struct KnownSecret {
    /// The SID of its API key, if that is known.
    key: Option<Sid<Key>>,
    text: Zeroizing<String>,
    verifier: Verifier,
    how: String,
}

impl Keys {
    /// Collects the key that minting would use, and the keys of the Twilio CLI's profiles.
    pub(super) fn new(values: &Values<'_>) -> Self {
        let (auth_token, mask) = (values.variable(&AUTH_TOKEN), values.mask());
        let mut keys = Self { secrets: Vec::new(), ours: Vec::new(), auth_token, mask };
        // A secret with the key SID or account of another would make a good token look bad.
        keys.add(values.search.belonging_together());
        for profile in Profiles::open().unwrap_or_default().by_name.into_values() {
            profile.secrets.iter().for_each(|secret| hide(&mut keys.mask, secret));
            let [_, key, _] = &profile.chosen;
            if key.as_ref().is_some_and(|key| key.sid::<Key>().is_ok()) {
                keys.add(profile.chosen);
            }
        }
        // A secret without a key SID fits every token, so the others come first.
        keys.secrets.sort_by_key(|secret| secret.key.is_none());
        keys
    }

    /// Adds credentials. A value that should be a SID and is not may be anything, even a secret, so it is left out.
    fn add(&mut self, [account, key, secret]: [Option<Found>; 3]) {
        let account = account.and_then(|found| found.sid().ok());
        let key = key.and_then(|found| found.sid().ok());
        self.secrets.extend(secret.map(|found| {
            // A secret that minting would refuse is still tried.
            let looks = match Shape::of(&found.value) {
                Shape::ApiKeySecret | Shape::Other => String::new(),
                shape => format!(" ({shape})"),
            };
            KnownSecret {
                key: key.clone(),
                verifier: Verifier::new(found.value.as_str()),
                how: format!("checked with {}{looks}", found.origin),
                text: found.value,
            }
        }));
        self.ours.extend(key.zip(account));
    }

    /// The account of this issuer, if it is one of our keys.
    pub(super) fn account(&self, issuer: &str) -> Option<&str> {
        let ours = self.ours.iter().find(|(key, _)| key.as_ref() == issuer);
        ours.map(|(_, account)| account.as_ref())
    }

    /// Checks a signature with the secret of the token's issuer. Also returns what the signature was checked with, or
    /// why it was not checked.
    pub(super) fn check(&self, token: &Token, mask: &Mask) -> (Signature, String) {
        let unchecked = |why: &str| (Signature::Unchecked, why.to_owned());
        if !token.is_hs256() || token.signature.is_err() {
            return unchecked("there is no HS256 signature to check");
        }
        let issuer = token.text("iss");
        let fits = |key: &Sid<Key>| Some(key.as_ref()) == issuer;
        let secret = self.secrets.iter().find(|secret| secret.key.as_ref().is_none_or(fits));
        let how = secret.map_or("signed with something other than a secret", |secret| &secret.how);
        let how = how.to_owned();
        if secret.is_some_and(|secret| token.is_signed_with(&secret.verifier)) {
            return (Signature::Valid, how);
        }
        // The signature does not cover itself, so it does not matter how that is encoded.
        if token.is_standard[..2].contains(&true) {
            return unchecked(
                "the token may have been turned into standard base64 after it was signed",
            );
        }
        let maker = self.accident(token, secret, mask);
        if secret.is_some() || maker.is_some() {
            return (Signature::Invalid(maker), how);
        }
        let Some(key) = self.secrets.first().and_then(|secret| secret.key.as_ref()) else {
            return unchecked("no API key secret at hand");
        };
        let mut others = self.secrets.iter().filter(|other| token.is_signed_with(&other.verifier));
        unchecked(&match others.find_map(|other| other.key.as_ref()) {
            Some(key) => {
                format!("the secret of your API key {key} fits, but `iss` is not this key")
            }
            None => format!("your API key is {key}, which is not the token's `iss`"),
        })
    }

    /// Tries what people sign with by accident instead of the secret, and returns the description of what fits.
    fn accident(&self, token: &Token, secret: Option<&KnownSecret>, mask: &Mask) -> Option<String> {
        let auth_token = self.auth_token.iter();
        let auth_token =
            auth_token.map(|found| suspect("the account's Auth Token", found.value.as_str()));
        let secrets = secret.map_or(self.secrets.as_slice(), std::slice::from_ref);
        let spoiled = secrets.iter().flat_map(|secret| spoiled(&secret.text));
        let mut texts = Vec::new();
        token.strings(&mut |path, text| {
            // A hostile token may be full of SIDs, to keep us busy.
            if texts.len() < MOST_TEXTS
                && (path == ["grants", "identity"] || kind_of(text).is_some())
            {
                texts.push(suspect(&format!("the text of {}", mask.quoted(&path.join("."))), text));
            }
        });
        let words = [
            suspect("the word `undefined`", "undefined"),
            suspect("the word `null`", "null"),
            suspect("an empty secret", ""),
        ];
        let mut all = auth_token.chain(spoiled).chain(texts).chain(words);
        let is_maker = |(_, key): &Suspect| token.is_signed_with(&Verifier::new(key.as_slice()));
        all.find(is_maker).map(|(what, _)| what)
    }
}

/// What may have been used instead of the secret: its description, and its bytes.
type Suspect = (String, Zeroizing<Vec<u8>>);

fn suspect(what: &str, key: impl Into<Vec<u8>>) -> Suspect {
    (what.to_owned(), Zeroizing::new(key.into()))
}

/// The ways in which files, shells and settings spoil a secret.
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
    // Build each in one allocation, which is wiped: a string that grows leaves copies behind.
    let around = AROUND.map(|(how, before, after)| suspect(how, [before, secret, after].concat()));
    let variables = API_SECRET.every_variable();
    let named = variables
        .map(|name| suspect("the secret and its `NAME=` before it", [name, "=", secret].concat()));
    let encoded = suspect("the secret in base64", jwt::standard_base64(secret.as_bytes()));
    let decoded = jwt::from_standard_base64(secret);
    let decoded = decoded.map(|bytes| suspect("the secret decoded from base64", bytes));
    around.into_iter().chain(named).chain([encoded]).chain(decoded).collect()
}
