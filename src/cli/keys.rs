//! What signatures are checked with: the credentials as for minting, as far as they are
//! there, and the Twilio CLI's profiles.
//!
//! For looking at a token nothing is needed, so what is missing or unreadable is a note and
//! never an error.

use zeroize::Zeroizing;

use super::args::CredentialArgs;
use super::credentials::{self, Three};
use super::profile::Profiles;
use super::report::Error;
use super::sources::{self, AUTH_TOKEN, Origin, Sources};
use crate::token::claims::Claims;
use crate::token::json::Json;
use crate::token::jwt::{Compact, Verifier};
use crate::token::rules::{Accident, Signature};
use crate::token::secret::Secret;

/// The keys at hand.
pub struct Keys {
    /// The secret, and what it takes to explain why it does not match.
    ours: Option<Ours>,
    /// The account and key SIDs, as far as known.
    pub account: Option<String>,
    key: Option<String>,
    profiles: Option<Profiles>,
    /// Why the credentials could not be read, or nothing.
    pub trouble: Option<String>,
}

struct Ours {
    secret: Zeroizing<String>,
    verifier: Verifier,
    origin: Origin,
    auth_token: Option<Zeroizing<String>>,
}

/// What is known of a signature, and how.
#[derive(Debug)]
pub struct Checked {
    /// What is known.
    pub signature: Signature,
    /// What it was checked with, or why it was not.
    pub how: String,
}

impl Keys {
    /// Gathers what there is.
    pub fn gather(args: &CredentialArgs, sources: &Sources) -> Self {
        let (three, trouble) = match credentials::find(args, sources) {
            Ok(three) => (three, None),
            Err(Error::Failure(failure)) => (Three::default(), Some(failure.message().to_owned())),
            Err(_) => (Three::default(), None),
        };
        let profiles = if args.demo {
            None
        } else {
            sources::profiles().ok().flatten()
        };
        let ours = three.secret.map(|secret| Ours {
            verifier: Verifier::new(&Secret::new(String::clone(&secret.value))),
            secret: secret.value,
            origin: secret.origin,
            auth_token: sources.variable(AUTH_TOKEN).map(|found| found.value),
        });
        Self {
            ours,
            account: three.account.map(|found| String::clone(&found.value)),
            key: three.key.map(|found| String::clone(&found.value)),
            profiles,
            trouble,
        }
    }

    /// Whether there is anything to check a signature with.
    pub fn is_empty(&self) -> bool {
        self.ours.is_none() && self.profiles.is_none()
    }

    /// The API key and the account that are known to be ours.
    pub fn pair(&self) -> Option<(&str, &str)> {
        Some((self.key.as_deref()?, self.account.as_deref()?))
    }

    /// Checks a signature with the key that the token names as its issuer.
    pub fn check(&self, token: &Compact<'_>, claims: &Claims<'_>) -> Checked {
        let header = claims.header.as_ref().ok();
        if header
            .and_then(|header| header.get("alg"))
            .and_then(Json::as_str)
            != Some("HS256")
        {
            return unchecked("only HS256 can be");
        }
        let issuer = claims.get("iss").and_then(Json::as_str);
        let is_other = self.key.as_deref().is_some_and(|key| Some(key) != issuer);
        match &self.ours {
            Some(ours) if !is_other => ours.check(token, issuer),
            _ => match self.of_profile(issuer) {
                Some(profile) => profile.check(token, issuer),
                None if is_other => unchecked("the API key at hand is not the token's `iss`"),
                None => unchecked("no API key secret at hand"),
            },
        }
    }

    fn of_profile(&self, issuer: Option<&str>) -> Option<Ours> {
        let profile = self.profiles.as_ref()?.by_api_key(issuer?)?;
        let secret = profile.api_secret.clone()?;
        Some(Ours {
            verifier: Verifier::new(&Secret::new(String::clone(&secret))),
            secret,
            origin: Origin::Profile(profile.name.clone()),
            auth_token: None,
        })
    }
}

impl Ours {
    fn check(&self, token: &Compact<'_>, issuer: Option<&str>) -> Checked {
        let signature = if self.verifier.verify(token) {
            Signature::Valid
        } else {
            Signature::Invalid(self.accident(token, issuer))
        };
        Checked {
            signature,
            how: format!("checked with {}", self.origin),
        }
    }

    /// Tries what gets into the place of the secret by accident.
    fn accident(&self, token: &Compact<'_>, issuer: Option<&str>) -> Option<Accident> {
        let secret = self.secret.as_str();
        let signed_by = |key: String| Verifier::new(&Secret::new(key)).verify(token);
        let auth_token = self.auth_token.as_deref().cloned();
        [
            (Accident::AuthToken, auth_token),
            (Accident::ApiKeySid, issuer.map(str::to_owned)),
            (Accident::Quotes, Some(format!("\"{secret}\""))),
            (Accident::Quotes, Some(format!("'{secret}'"))),
            (Accident::Newline, Some(format!("{secret}\n"))),
            (Accident::Newline, Some(format!("{secret}\r\n"))),
            (Accident::Empty, Some(String::new())),
        ]
        .into_iter()
        .find(|(_, key)| key.clone().is_some_and(signed_by))
        .map(|(accident, _)| accident)
    }
}

fn unchecked(why: &str) -> Checked {
    Checked {
        signature: Signature::Unchecked,
        how: why.to_owned(),
    }
}
