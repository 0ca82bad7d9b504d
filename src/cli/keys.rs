//! What signatures are checked with: the credentials as for minting, as far as they are
//! there, and the Twilio CLI's profiles.
//!
//! For looking at a token nothing is needed, so what is missing or unreadable is a note and
//! never an error.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::args::CredentialArgs;
use super::credentials::{self, Search};
use super::profile::{Profile, Profiles};
use super::report::Error;
use super::sources::{self, AUTH_TOKEN, Found, Origin, Sources};
use crate::token::claims::Claims;
use crate::token::json::Json;
use crate::token::jwt::{Compact, Verifier};
use crate::token::rules::{Accident, Leaks, Signature};
use crate::token::secret::Secret;
use crate::token::sid::{Account, ApiKey, SidKind, is_sid_of};

/// The keys at hand.
#[derive(Default)]
pub struct Keys {
    /// The secret.
    ours: Option<Key>,
    /// The account and key SIDs, where they are known and are SIDs.
    account: Option<String>,
    key: Option<String>,
    profiles: Option<Profiles>,
    /// What may have signed in the place of a secret.
    auth_token: Option<Key>,
    /// A secret that is not tried, because the credentials contradict each other.
    untried: Option<Zeroizing<String>>,
    /// Why the credentials could not be read, or nothing.
    pub trouble: Option<String>,
}

/// A secret, and what is said of a signature that was checked with it.
struct Key {
    secret: Zeroizing<String>,
    verifier: Verifier,
    how: Rc<str>,
}

/// What is known of a signature, and how.
#[derive(Debug)]
pub struct Checked {
    /// What is known.
    pub signature: Signature,
    /// What it was checked with, or why it was not.
    pub how: Rc<str>,
    /// Whether there is a key that was not tried because the token names another.
    pub is_of_other_key: bool,
}

impl Keys {
    /// Gathers what there is.
    pub fn gather(args: &CredentialArgs, sources: &Result<Sources, Error>) -> Self {
        let mut keys = Self::default();
        match sources {
            Ok(sources) => keys.search(args, sources),
            Err(error) => keys.trouble = reason(error),
        }
        if !args.demo {
            // A broken config.json of another program is not ours to complain of.
            keys.profiles = sources::profiles().ok().flatten();
        }
        keys
    }

    fn search(&mut self, args: &CredentialArgs, sources: &Sources) {
        let Search {
            three, problems, ..
        } = credentials::look(args, sources);
        // Of the places that were read by now.
        self.auth_token = sources.variable(AUTH_TOKEN).map(Key::new);
        if let Some(problem) = problems.first() {
            // Credentials that contradict each other check nothing.
            self.trouble = Some(problem.message().to_owned());
            self.untried = three.secret.map(|found| found.value);
            return;
        }
        for (setting, found) in three.each() {
            if let Some(found) = found {
                sources.tell(setting.noun, &found.origin);
            }
        }
        self.account = three.account.and_then(|found| sid::<Account>(&found.value));
        self.key = three.key.and_then(|found| sid::<ApiKey>(&found.value));
        self.ours = three.secret.map(Key::new);
    }

    /// Whether there is no secret that could check any signature.
    pub fn is_empty(&self) -> bool {
        self.ours.is_none()
            && self
                .profiles
                .iter()
                .flat_map(Profiles::secrets)
                .next()
                .is_none()
    }

    /// The API key and the account that are known to be ours, as far as a token with this issuer
    /// is concerned.
    pub fn pair(&self, issuer: Option<&str>) -> Option<(&str, &str)> {
        match (self.key.as_deref(), self.account.as_deref()) {
            (Some(key), Some(account)) if Some(key) == issuer => Some((key, account)),
            _ => {
                let profile = self.profile(issuer)?;
                let account = profile.account_sid.as_deref();
                let account = account.filter(|account| is_sid_of::<Account>(account))?;
                Some((profile.api_key.as_deref()?, account))
            }
        }
    }

    /// Checks a signature with the key that the token names as its issuer.
    pub fn check(&self, token: &Compact<'_>, claims: &Claims<'_>) -> Checked {
        let alg = claims.header.as_ref().ok().and_then(|h| h.get("alg"));
        if alg.and_then(Json::as_str) != Some("HS256") {
            return unchecked("only an HS256 signature can be checked");
        }
        let issuer = claims.get("iss").and_then(Json::as_str);
        let key = self.key.as_deref();
        let is_ours = key.is_some() && key == issuer;
        match &self.ours {
            Some(ours) if is_ours => return self.check_with(ours, token, issuer),
            _ => {}
        }
        if let Some(theirs) = self.profile(issuer).and_then(Key::of_profile) {
            return self.check_with(&theirs, token, issuer);
        }
        match (&self.ours, key) {
            (Some(ours), None) => return self.check_with(ours, token, issuer),
            (None, _) => {}
            (Some(_), Some(key)) => {
                let why = match issuer {
                    Some(_) => format!("your API key is {key}, which is not the token's `iss`"),
                    None => "the token names no API key (`iss`)".to_owned(),
                };
                return Checked {
                    is_of_other_key: true,
                    ..unchecked(&why)
                };
            }
        }
        match &self.auth_token {
            // Nothing to check with, and yet an answer.
            Some(auth_token) if auth_token.verifier.verify(token) => Checked {
                signature: Signature::Invalid(Some(Accident::AuthToken)),
                how: Rc::clone(&auth_token.how),
                is_of_other_key: false,
            },
            _ => unchecked("no API key secret at hand"),
        }
    }

    /// The credentials of a token that must not be shown: those that it leaks itself, and a secret
    /// of ours, should it be in there.
    pub fn leaks(&self, claims: &Claims<'_>) -> Leaks {
        let mut leaks = Leaks::of(claims);
        let ours = [&self.ours, &self.auth_token].into_iter().flatten();
        let profiles = self.profiles.iter().flat_map(Profiles::secrets);
        for secret in ours
            .map(|key| &key.secret)
            .chain(&self.untried)
            .chain(profiles)
        {
            leaks.add(secret);
        }
        leaks
    }

    fn profile(&self, issuer: Option<&str>) -> Option<&Profile> {
        self.profiles.as_ref()?.by_api_key(issuer?)
    }

    fn check_with(&self, key: &Key, token: &Compact<'_>, issuer: Option<&str>) -> Checked {
        let signature = if key.verifier.verify(token) {
            Signature::Valid
        } else {
            Signature::Invalid(self.accident(key, token, issuer))
        };
        Checked {
            signature,
            how: Rc::clone(&key.how),
            is_of_other_key: false,
        }
    }

    /// Tries what gets into the place of the secret by accident.
    fn accident(&self, key: &Key, token: &Compact<'_>, issuer: Option<&str>) -> Option<Accident> {
        let secret = key.secret.as_str();
        let auth_token = self.auth_token.as_ref();
        if auth_token.is_some_and(|auth_token| auth_token.verifier.verify(token)) {
            return Some(Accident::AuthToken);
        }
        let signed_by =
            |key: &Zeroizing<String>| Verifier::new(&Secret::new(String::clone(key))).verify(token);
        [
            (Accident::ApiKeySid, issuer.unwrap_or_default().to_owned()),
            // Put together in one piece: a text that grows leaves copies behind.
            (Accident::Quotes, ["\"", secret, "\""].concat()),
            (Accident::Quotes, ["'", secret, "'"].concat()),
            (Accident::Newline, [secret, "\n"].concat()),
            (Accident::Newline, [secret, "\r\n"].concat()),
            (Accident::Empty, String::new()),
        ]
        .map(|(accident, key)| (accident, Zeroizing::new(key)))
        .iter()
        .find(|(_, key)| signed_by(key))
        .map(|(accident, _)| *accident)
    }
}

impl Key {
    fn new(found: Found<Zeroizing<String>>) -> Self {
        Self {
            verifier: Verifier::new(&Secret::new(String::clone(&found.value))),
            secret: found.value,
            how: format!("checked with {}", found.origin).into(),
        }
    }

    fn of_profile(profile: &Profile) -> Option<Self> {
        Some(Self::new(Found {
            value: profile.api_secret.clone()?,
            origin: Origin::Profile(profile.name.clone()),
        }))
    }
}

/// A value that is a SID of the kind it should be: what it is otherwise may be anything, a secret
/// included.
fn sid<K: SidKind>(value: &str) -> Option<String> {
    is_sid_of::<K>(value).then(|| value.to_owned())
}

fn reason(error: &Error) -> Option<String> {
    match error {
        Error::Failure(failure) => Some(failure.message().to_owned()),
        Error::Unexpected(error) => Some(format!("{error:#}")),
        _ => None,
    }
}

fn unchecked(why: &str) -> Checked {
    Checked {
        signature: Signature::Unchecked,
        how: why.into(),
        is_of_other_key: false,
    }
}
