//! What is known of a token's signature: the keys at hand, and what people sign with by accident.
//!
//! For looking at a token nothing is needed, so what is missing or unreadable is a note and never an error. Nothing here says
//! a secret; only where it is from.

use zeroize::Zeroizing;

use crate::cli::values::settings::API_SECRET;
use crate::cli::values::{AtHand, Origin};
use crate::token::claims::Token;
use crate::token::json::Json;
use crate::token::jwt::{self, Verifier};
use crate::token::key::Secret;
use crate::token::rules::Signature;
use crate::token::sid::{self, Account, SidKind as _, is_of, kind_of};
use crate::token::text::Mask;

/// How many texts of a token are tried.
const MOST_TEXTS: usize = 20;

/// The keys at hand. Where several fit a token, the first is tried.
pub(crate) struct Keys {
    pub(crate) at_hand: AtHand,
    secrets: Vec<Key>,
    auth_token: Option<Verifier>,
}

/// A secret, and whose it is.
struct Key {
    /// Its API key SID, if that is known.
    sid: Option<String>,
    secret: Secret,
    verifier: Verifier,
    how: String,
}

impl Keys {
    pub(crate) fn new(at_hand: AtHand) -> Self {
        let of_kind = |text: &Option<String>, kind| text.clone().filter(|text| is_of(text, kind));
        // What is no SID may be a secret.
        let at_hand = AtHand {
            account: of_kind(&at_hand.account, Account::KIND),
            key: of_kind(&at_hand.key, sid::Key::KIND),
            ..at_hand
        };
        let ours = at_hand
            .secret
            .as_ref()
            .map(|secret| Key::new(&secret.value, at_hand.key.clone(), &secret.origin));
        let profiles = at_hand.profiles.iter().filter_map(|profile| {
            let origin = Origin::Profile(profile.name.clone());
            Some(Key::new(profile.secret.as_ref()?, Some(profile.key.clone()?), &origin))
        });
        let mut secrets: Vec<Key> = ours.into_iter().chain(profiles).collect();
        // A key without a name may be anybody's: those with one come first.
        secrets.sort_by_key(|key| key.sid.is_none());
        let auth_token = at_hand.auth_token.as_ref();
        let auth_token = auth_token.map(|token| Verifier::new(token.value.expose()));
        Self { at_hand, secrets, auth_token }
    }

    /// Whether there is no secret that could check any signature.
    pub(crate) fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// The API key and the account that are known to be ours, if the key is this one.
    pub(crate) fn ours(&self, issuer: Option<&str>) -> Option<(&str, &str)> {
        let AtHand { key, account, profiles, .. } = &self.at_hand;
        let profiles = profiles.iter().map(|profile| (&profile.key, &profile.account));
        let mut pairs = std::iter::once((key, account)).chain(profiles);
        let (key, account) = pairs.find(|(key, _)| key.is_some() && key.as_deref() == issuer)?;
        Some((key.as_deref()?, account.as_deref()?))
    }

    /// Checks a signature with the key that the token names as its issuer. Says what it was checked with, or why it was not.
    pub(crate) fn check(&self, token: &Token, mask: &Mask) -> (Signature, String) {
        let checked = |signature, how: &str| (signature, how.to_owned());
        let unchecked = |why: &str| checked(Signature::Unchecked, why);
        if token.signature.is_err() {
            return unchecked("it cannot be read");
        }
        if token.claim("header.alg").and_then(Json::as_str) != Some("HS256") {
            return unchecked("only an HS256 signature can be checked");
        }
        let issuer = token.text("iss");
        let fits = |key: &&Key| key.sid.is_none() || key.sid.as_deref() == issuer;
        let key = self.secrets.iter().find(fits);
        let how = key.map_or("signed with something other than a secret", |key| &key.how);
        if key.is_some_and(|key| token.is_signed_with(&key.verifier)) {
            return checked(Signature::Valid, how);
        }
        let maker = self.accident(token, key, mask);
        if key.is_some() || maker.is_some() {
            return checked(Signature::Invalid(maker), how);
        }
        match (self.secrets.first().and_then(|key| key.sid.as_deref()), issuer) {
            (None, _) => unchecked("no API key secret at hand"),
            (Some(_), None) => unchecked("the token names no API key (`iss`)"),
            (Some(key), Some(_)) => {
                unchecked(&format!("your API key is {key}, which is not the token's `iss`"))
            }
        }
    }

    /// Tries what gets into the place of the secret by accident, and says what it was.
    fn accident(&self, token: &Token, key: Option<&Key>, mask: &Mask) -> Option<String> {
        let signed_by = |secret: &str| token.is_signed_with(&Verifier::new(secret));
        if self.auth_token.as_ref().is_some_and(|verifier| token.is_signed_with(verifier)) {
            return Some("the account's Auth Token".to_owned());
        }
        let keys = key.map_or(self.secrets.as_slice(), std::slice::from_ref);
        let mut spoiled = keys.iter().flat_map(|key| spoiled(key.secret.expose()));
        if let Some((how, _)) = spoiled.find(|(_, secret)| signed_by(secret)) {
            return Some(format!("the secret {how}"));
        }
        let mut texts = Vec::new();
        token.strings(&mut |path, text| {
            // A token full of SIDs is somebody's idea of keeping us busy.
            if texts.len() < MOST_TEXTS
                && (path == ["grants", "identity"] || kind_of(text).is_some())
            {
                texts.push((path.join("."), text));
            }
        });
        let public = texts.iter().find(|(_, text)| signed_by(text));
        let public = public.map(|(path, _)| format!("the text of {}", mask.quoted(path)));
        let words = [
            ("undefined", "the word `undefined`"),
            ("null", "the word `null`"),
            ("", "an empty secret"),
        ];
        public.or_else(|| {
            words.iter().find(|(word, _)| signed_by(word)).map(|(_, what)| (*what).to_owned())
        })
    }
}

impl Key {
    fn new(secret: &Secret, sid: Option<String>, origin: &Origin) -> Self {
        Self {
            sid,
            verifier: Verifier::new(secret.expose()),
            secret: secret.clone(),
            how: format!("checked with {origin}"),
        }
    }
}

/// What becomes of a secret on its way through files, shells and settings.
fn spoiled(secret: &str) -> Vec<(&'static str, Zeroizing<String>)> {
    const AROUND: [(&str, &str, &str); 10] = [
        ("in quotes", "\"", "\""),
        ("in quotes", "'", "'"),
        ("and a newline", "", "\n"),
        ("and the characters `\\n`", "", "\\n"),
        ("and a `\\r`", "", "\r"),
        ("and a newline", "", "\r\n"),
        ("and a space", "", " "),
        ("and a space before it", " ", ""),
        ("and spaces around it", " ", " "),
        ("and a byte order mark before it", "\u{feff}", ""),
    ];
    // Put together in one piece: a text that grows leaves copies behind.
    let around = AROUND.map(|(how, before, after)| (how, [before, secret, after].concat()));
    let variables = API_SECRET.variables.iter().chain(API_SECRET.in_file_only);
    let named = variables.map(|name| ("and its `NAME=` before it", [*name, "=", secret].concat()));
    let encoded = ("in base64", jwt::standard_base64(secret.as_bytes()));
    let decoded = jwt::from_standard_base64(secret).map(|text| ("decoded from base64", text));
    let all = around.into_iter().chain(named).chain([encoded]).chain(decoded);
    all.map(|(how, text)| (how, Zeroizing::new(text))).collect()
}
