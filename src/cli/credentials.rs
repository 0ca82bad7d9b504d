//! The three that belong together: account SID, API key SID and API key secret.
//!
//! What is asked for beats what is lying around, and no token is ever made of two accounts:
//! where one place overrides another's value and the rest comes from that other place,
//! that is an error and not a guess.

use std::path::Path;

use zeroize::Zeroizing;

use super::args::CredentialArgs;
use super::demo;
use super::input;
use super::profile::Profile;
use super::report::{self, Error, Failure};
use super::sources::{
    self, ACCOUNT_SID, API_KEY, API_SECRET, API_SECRET_FILE, AUTH_TOKEN, CONFIG_DIR, Found, Layer,
    LocalFile, Origin, Setting, Sources, unreadable,
};
use crate::token::escape::visible;
use crate::token::secret::{Secret, Verdict};
use crate::token::shape::Shape;
use crate::token::sid::{Account, ApiKey, Sid};

/// The longest secret file, in bytes.
const SECRET_FILE_LIMIT: usize = 64 * 1024;

/// A value as it was found, before anybody looked at what it is.
type Text = Found<Zeroizing<String>>;

/// What mints a token.
#[derive(Debug)]
pub struct Credentials {
    /// The account: the token's subject.
    pub account: Found<Sid<Account>>,
    /// The API key: the token's issuer.
    pub key: Found<Sid<ApiKey>>,
    /// What signs.
    pub secret: Found<Secret>,
    /// The region that a Twilio CLI profile names.
    pub profile_region: Option<String>,
}

/// What was found of the three, in one place or in all.
#[derive(Default)]
pub struct Three {
    /// The account SID.
    pub account: Option<Text>,
    /// The API key SID.
    pub key: Option<Text>,
    /// The API key secret.
    pub secret: Option<Text>,
    /// The region, which only profiles have.
    pub region: Option<String>,
}

impl Credentials {
    /// Finds the credentials to mint with, and warns of a doubtful secret.
    ///
    /// # Errors
    ///
    /// One is missing, not what it should be, or of another account than the rest.
    pub fn resolve(args: &CredentialArgs, sources: &Sources) -> Result<Self, Error> {
        if args.demo {
            report::note("demo credentials: Twilio will refuse this token");
        }
        let three = find(args, sources)?;
        let (Some(account), Some(key), Some(secret)) = (&three.account, &three.key, &three.secret)
        else {
            return Err(missing(&three, sources).into());
        };
        let credentials = Self {
            account: Found {
                value: account.parse()?,
                origin: account.origin.clone(),
            },
            key: Found {
                value: key.parse()?,
                origin: key.origin.clone(),
            },
            secret: Found {
                value: Secret::new(String::clone(&secret.value)),
                origin: secret.origin.clone(),
            },
            profile_region: three.region,
        };
        judge_secret(&credentials.secret, sources)?;
        Ok(credentials)
    }
}

/// Looks for the three; where there is none of them, the Twilio CLI's active profile serves.
pub fn find(args: &CredentialArgs, sources: &Sources) -> Result<Three, Error> {
    let found = look(args, sources)?;
    Ok(if found.is_empty() {
        active_profile()
    } else {
        found
    })
}

/// Looks for the three, but not in a profile that nobody asked for.
pub fn look(args: &CredentialArgs, sources: &Sources) -> Result<Three, Error> {
    if args.demo {
        return Ok(demo::three());
    }
    if let Some(name) = &args.profile {
        return Ok(asked_profile(name)?);
    }
    let mut found = from_options(args)?;
    for layer in sources.layers() {
        if found.is_complete() {
            break;
        }
        found.fill_from(in_layer(layer)?)?;
    }
    Ok(found)
}

impl Three {
    fn from_profile(profile: &Profile) -> Self {
        let origin = Origin::Profile(profile.name.clone());
        let text = |value: &str| Text {
            value: Zeroizing::new(value.to_owned()),
            origin: origin.clone(),
        };
        Self {
            account: profile.account_sid.as_deref().map(text),
            key: profile.api_key.as_deref().map(text),
            secret: profile.api_secret.as_ref().map(|secret| text(secret)),
            region: profile.region.clone(),
        }
    }

    fn is_complete(&self) -> bool {
        self.account.is_some() && self.key.is_some() && self.secret.is_some()
    }

    /// Whether none of the three was found.
    pub fn is_empty(&self) -> bool {
        self.account.is_none() && self.key.is_none() && self.secret.is_none()
    }

    /// Takes from a weaker place what is still missing, unless the two contradict each other.
    fn fill_from(&mut self, weaker: Self) -> Result<(), Failure> {
        let mut taken = None;
        let mut overridden = None;
        let pairs = [
            (&mut self.account, weaker.account, &ACCOUNT_SID),
            (&mut self.key, weaker.key, &API_KEY),
            (&mut self.secret, weaker.secret, &API_SECRET),
        ];
        for (ours, theirs, setting) in pairs {
            match (&ours, theirs) {
                (None, Some(theirs)) => {
                    taken = Some((setting, theirs.origin.clone()));
                    *ours = Some(theirs);
                }
                // An option is asked for, so it may differ from what lies around.
                (
                    Some(Found {
                        origin: Origin::Option(_),
                        ..
                    }),
                    _,
                ) => {}
                (Some(ours), Some(theirs)) if ours.value != theirs.value => {
                    overridden = Some((ours.origin.clone(), theirs.origin));
                }
                _ => {}
            }
        }
        match (taken, overridden) {
            (Some((setting, from)), Some((ours, theirs))) => {
                Err(Failure::failed(format!("{ours} differs from {theirs}"))
                    .detail(format!("and the {} would come from {from}", setting.noun))
                    .hint(
                        "a token is made of one account's credentials: set all three in one place",
                    ))
            }
            _ => Ok(()),
        }
    }
}

fn from_options(args: &CredentialArgs) -> Result<Three, Error> {
    let sid = |text: &str, setting: &Setting| Text {
        value: Zeroizing::new(text.to_owned()),
        origin: Origin::Option(setting.option),
    };
    let secret = match &args.api_secret_file {
        Some(path) => Some(secret_file(path, Origin::Option(API_SECRET_FILE.option))?),
        None => None,
    };
    Ok(Three {
        account: args
            .account_sid
            .as_ref()
            .map(|account| sid(account.as_str(), &ACCOUNT_SID)),
        key: args.api_key.as_ref().map(|key| sid(key.as_str(), &API_KEY)),
        secret,
        region: None,
    })
}

/// What one place has of the three.
fn in_layer(layer: Layer<'_>) -> Result<Three, Error> {
    let mut account = unanimous(layer, ACCOUNT_SID.variables)?;
    let mut key = unanimous(layer, API_KEY.variables)?;
    let mut secret = unanimous(layer, API_SECRET.variables)?;
    for variable in API_SECRET_FILE.variables {
        if let Some(path) = layer.get(variable)? {
            let origin = Origin::Named(Box::new(path.origin));
            secret = agreed(secret, secret_file(Path::new(path.value.as_str()), origin)?)?;
        }
    }
    if let Layer::File(_) = layer {
        // Unprefixed names belong to other vendors too: a value must look like Twilio's, and
        // a secret has no look of its own, so it must stand beside such a key.
        let ours = |setting: &Setting| -> Result<_, Error> {
            let found = unanimous(layer, setting.unprefixed)?;
            Ok(found.filter(|found| found.value.starts_with(setting.prefix)))
        };
        if account.is_none() {
            account = ours(&ACCOUNT_SID)?;
        }
        if key.is_none() {
            key = ours(&API_KEY)?;
            if key.is_some() && secret.is_none() {
                secret = ours(&API_SECRET)?;
            }
        }
    }
    Ok(Three {
        account,
        key,
        secret,
        region: None,
    })
}

/// The value that all of these variables agree on, as far as they are set here.
fn unanimous(layer: Layer<'_>, variables: &[&str]) -> Result<Option<Text>, Error> {
    let mut agreed_on = None;
    for variable in variables {
        if let Some(found) = layer.get(variable)? {
            agreed_on = agreed(agreed_on, found)?;
        }
    }
    Ok(agreed_on)
}

fn agreed(first: Option<Text>, second: Text) -> Result<Option<Text>, Failure> {
    match first {
        Some(first) if first.value != second.value => Err(Failure::failed(format!(
            "{} and {} differ",
            first.origin, second.origin
        ))
        .hint("they name the same thing: keep one of them")),
        Some(first) => Ok(Some(first)),
        None => Ok(Some(second)),
    }
}

/// Reads a secret from a file: a byte order mark and one newline at the end are not part of it.
fn secret_file(path: &Path, origin: Origin) -> Result<Text, Error> {
    let fail = |reason: String| Failure::failed(format!("{origin}: {reason}"));
    let bytes =
        input::read(path, SECRET_FILE_LIMIT).map_err(|error| fail(unreadable(path, &error)))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| fail("it is not UTF-8".into()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text
        .strip_suffix('\n')
        .map_or(text, |t| t.strip_suffix('\r').unwrap_or(t));
    if text.is_empty() {
        return Err(fail("it is empty".into()).into());
    }
    Ok(Text {
        value: Zeroizing::new(text.to_owned()),
        origin: Origin::Named(Box::new(origin)),
    })
}

fn judge_secret(secret: &Found<Secret>, sources: &Sources) -> Result<(), Failure> {
    let fail = |reason: String| {
        Failure::failed(format!("{}: {reason}", secret.origin))
            .hint("it must be the secret that was shown once when the API key was made")
    };
    if sources
        .variable(AUTH_TOKEN)
        .is_some_and(|token| secret.value.is(&token.value))
    {
        return Err(fail(format!(
            "the API key secret is the Auth Token in {AUTH_TOKEN}"
        )));
    }
    let shape = secret.value.shape();
    match secret.value.verdict() {
        Verdict::Fine => Ok(()),
        Verdict::Doubtful => {
            let hint = match shape {
                Shape::AuthToken => "signed with an Auth Token, Twilio answers 20107",
                _ => "API key secrets have always been 32 letters and digits",
            };
            let length = secret.value.length();
            report::warning(
                &format!(
                    "{}: the API key secret has {length} characters, {shape}",
                    secret.origin
                ),
                &[hint.to_owned()],
            );
            Ok(())
        }
        Verdict::Unusable => {
            let length = secret.value.length();
            let failure = fail(format!(
                "not an API key secret: {length} characters, {shape}"
            ));
            Err(match shape {
                Shape::OnePassword => failure.hint("run under `op run` to resolve it"),
                Shape::Quoted => failure.hint("`docker run --env-file` keeps quotes: remove them"),
                _ => failure,
            })
        }
    }
}

fn asked_profile(name: &str) -> Result<Three, Failure> {
    let profiles = sources::profiles()?.ok_or_else(|| {
        Failure::failed("--profile: the Twilio CLI has no config.json").hint(format!(
            "it is looked for in ~/.twilio-cli, or in {CONFIG_DIR}"
        ))
    })?;
    let profile = profiles.get(name).ok_or_else(|| {
        let names: Vec<_> = profiles
            .names()
            .map(|name| visible(name).into_owned())
            .collect();
        Failure::failed("--profile: the Twilio CLI has no profile of this name")
            .detail(format!("it has: {}", names.join(", ")))
    })?;
    Ok(Three::from_profile(profile))
}

fn active_profile() -> Three {
    // A broken config.json of another program is not ours to complain of, unless asked for.
    let Ok(Some(profiles)) = sources::profiles() else {
        return Three::default();
    };
    let Some(profile) = profiles
        .active()
        .filter(|_| !profiles.requires_profile_input())
    else {
        return Three::default();
    };
    let three = Three::from_profile(profile);
    if let Some(account) = three.account.as_ref().filter(|_| three.is_complete()) {
        report::note(&format!(
            "using Twilio CLI profile {} ({})",
            visible(&profile.name),
            visible(&account.value)
        ));
    }
    three
}

/// The error that names all that is missing, where it was looked for, and what could help.
fn missing(three: &Three, sources: &Sources) -> Failure {
    let all = [
        (&ACCOUNT_SID, &three.account),
        (&API_KEY, &three.key),
        (&API_SECRET, &three.secret),
    ];
    let nouns: Vec<_> = all
        .iter()
        .filter(|(_, found)| found.is_none())
        .map(|(s, _)| s.noun)
        .collect();
    let mut failure = Failure::failed(format!("no {}", nouns.join(", no ")));
    for (setting, found) in all {
        failure = failure.detail(match found {
            Some(found) => format!("{}: {}", setting.noun, found.origin),
            None => format!("{}: not in {}, .env", setting.noun, setting.ways()),
        });
    }
    if let LocalFile::Unreadable(reason) = sources.local() {
        failure = failure.detail(reason.clone());
    }
    failure = failure.hint("export them, or put them in .env; --demo works without any");
    if sources.variable(AUTH_TOKEN).is_some() {
        failure = failure.hint(format!(
            "{AUTH_TOKEN} cannot sign Access Tokens: make a Main or Standard API key \
             (not a Restricted one); its secret is shown once"
        ));
    }
    failure
}
