//! The three that belong together: account SID, API key SID and API key secret.
//!
//! What is asked for beats what is lying around, and no token is ever made of two accounts:
//! where one place overrides another's value and the rest comes from that other place,
//! that is an error and not a guess. The search goes on behind a problem, so that `doctor`
//! can tell all of them; whoever mints stops at the first.

use zeroize::Zeroizing;

use super::api_secret::{self, Doubt};
use super::args::CredentialArgs;
use super::demo;
use super::missing;
use super::profile::Profile;
use super::report::{self, Error, Failure};
use super::sources::{
    self, ACCOUNT_SID, API_KEY, API_SECRET, API_SECRET_FILE, CONFIG_DIR, CREDENTIALS, Found, Layer,
    Origin, Setting, Sources, Text, two_accounts,
};
use crate::token::escape::visible;
use crate::token::secret::Secret;
use crate::token::sid::{Account, ApiKey, Sid};

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

/// What came of looking for the three.
#[derive(Default)]
pub struct Search {
    /// What was found.
    pub three: Three,
    /// What stands in the way, the first found first.
    pub problems: Vec<Failure>,
    /// What may not be meant: a fact, and what to know about it.
    pub doubts: Vec<Doubt>,
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
        let Search {
            three,
            problems,
            mut doubts,
        } = find(args, sources);
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem.into());
        }
        let Three {
            account: Some(account),
            key: Some(key),
            secret: Some(secret),
            region,
        } = three
        else {
            return Err(missing::failure(&three.missing(), &three, args, sources).into());
        };
        let credentials = Self {
            account: Found {
                value: account.parse()?,
                origin: account.origin,
            },
            key: Found {
                value: key.parse()?,
                origin: key.origin,
            },
            secret: Found {
                value: Secret::new(secret.value),
                origin: secret.origin,
            },
            profile_region: region,
        };
        doubts.extend(api_secret::judge(&credentials.secret, sources)?);
        for doubt in doubts {
            report::warning(&doubt.fact, &[doubt.hint.to_owned()]);
        }
        credentials.tell(args, sources);
        Ok(credentials)
    }

    /// Says what was taken without being named, and where all came from if that is asked for.
    fn tell(&self, args: &CredentialArgs, sources: &Sources) {
        if let (Origin::Profile(name), None) = (&self.account.origin, &args.profile) {
            report::note(&format!(
                "using Twilio CLI profile {} ({})",
                visible(name),
                self.account.value
            ));
        }
        sources.tell(ACCOUNT_SID.noun, &self.account.origin);
        sources.tell(API_KEY.noun, &self.key.origin);
        sources.tell(API_SECRET.noun, &self.secret.origin);
    }
}

/// Looks for the three; where there is none of them, the Twilio CLI's active profile serves.
pub fn find(args: &CredentialArgs, sources: &Sources) -> Search {
    let mut search = look(args, sources);
    if search.three.is_empty() && search.problems.is_empty() {
        search.three = active_profile().unwrap_or_default();
    }
    search
}

/// Looks for the three, but not in a profile that nobody asked for.
pub fn look(args: &CredentialArgs, sources: &Sources) -> Search {
    let mut search = Search::default();
    if args.demo {
        search.three = demo::three();
        return search;
    }
    if let Some(name) = &args.profile {
        match asked_profile(name) {
            Ok(three) => search.three = three,
            Err(problem) => search.problems.push(problem),
        }
        return search;
    }
    search.take_options(args);
    for layer in sources.layers() {
        if search.three.is_complete() {
            break;
        }
        let weaker = search.look_in(layer);
        search.fill_from(weaker);
    }
    search
}

impl Three {
    fn from_profile(profile: Profile) -> Self {
        let origin = Origin::Profile(profile.name);
        let text = |value| Found {
            value,
            origin: origin.clone(),
        };
        Self {
            account: profile.account_sid.map(Zeroizing::new).map(text),
            key: profile.api_key.map(Zeroizing::new).map(text),
            secret: profile.api_secret.map(text),
            region: profile.region,
        }
    }

    /// Each with what it is.
    pub fn each(&self) -> [(&'static Setting, Option<&Text>); 3] {
        let [account, key, secret] = CREDENTIALS;
        [
            (account, self.account.as_ref()),
            (key, self.key.as_ref()),
            (secret, self.secret.as_ref()),
        ]
    }

    /// What was not found.
    pub fn missing(&self) -> Vec<&'static Setting> {
        let missing = self.each().into_iter().filter(|(_, found)| found.is_none());
        missing.map(|(setting, _)| setting).collect()
    }

    /// Whether all of the three were found.
    pub fn is_complete(&self) -> bool {
        self.account.is_some() && self.key.is_some() && self.secret.is_some()
    }

    /// Whether none of the three was found.
    pub fn is_empty(&self) -> bool {
        self.account.is_none() && self.key.is_none() && self.secret.is_none()
    }
}

impl Search {
    fn take_options(&mut self, args: &CredentialArgs) {
        let sid = |text: &str, setting: &Setting| Found {
            value: Zeroizing::new(text.to_owned()),
            origin: Origin::Option(setting.option),
        };
        let account = args.account_sid.as_ref();
        self.three.account = account.map(|account| sid(account.as_str(), &ACCOUNT_SID));
        let key = args.api_key.as_ref();
        self.three.key = key.map(|key| sid(key.as_str(), &API_KEY));
        if let Some(path) = &args.api_secret_file {
            self.three.secret = self.unless(api_secret::in_asked_file(path));
        }
    }

    /// What one place has of the three. A line that cannot be read is a problem only where a
    /// value is still missing.
    fn look_in(&mut self, layer: Layer<'_>) -> Three {
        let (has_account, has_key) = (self.three.account.is_some(), self.three.key.is_some());
        let mut account = self.unanimous(layer, ACCOUNT_SID.variables, has_account);
        let mut key = self.unanimous(layer, API_KEY.variables, has_key);
        let mut secret = self.secret_in(layer);
        if let Layer::File(_) = layer {
            if account.is_none() {
                account = self.unprefixed_sid(layer, &ACCOUNT_SID);
            }
            if key.is_none() {
                key = self.unprefixed_sid(layer, &API_KEY);
                // A secret has no look of its own, so it must stand beside such a key.
                if key.is_some() && secret.is_none() {
                    let has_secret = self.three.secret.is_some();
                    secret = self.unanimous(layer, API_SECRET.unprefixed, has_secret);
                }
            }
        }
        Three {
            account,
            key,
            secret,
            region: None,
        }
    }

    /// The value that all of these variables agree on, as far as they are set here.
    fn unanimous(
        &mut self,
        layer: Layer<'_>,
        variables: &[&'static str],
        is_known: bool,
    ) -> Option<Text> {
        let mut agreed = None;
        for variable in variables {
            match layer.get(variable) {
                Ok(Some(found)) => agreed = self.agreed(agreed, found),
                Err(_) if is_known => {}
                Err(problem) => self.problems.push(problem),
                Ok(None) => {}
            }
        }
        agreed
    }

    fn agreed(&mut self, first: Option<Text>, second: Text) -> Option<Text> {
        if let Some(first) = &first
            && first.value != second.value
        {
            self.problems.push(
                Failure::failed(format!("{} and {} differ", first.origin, second.origin))
                    .hint("they name the same thing: keep one of them"),
            );
        }
        first.or(Some(second))
    }

    fn secret_in(&mut self, layer: Layer<'_>) -> Option<Text> {
        let known = self.three.secret.as_ref();
        let (is_known, is_asked) = (
            known.is_some(),
            known.is_some_and(|secret| secret.origin.is_option()),
        );
        let mut secret = self.unanimous(layer, API_SECRET.variables, is_known);
        if is_asked {
            // Whatever other files there are, none of them is read.
            return secret;
        }
        for variable in API_SECRET_FILE.variables {
            match layer.get(variable) {
                Ok(Some(path)) => {
                    let named = api_secret::in_named_file(path);
                    if let Some(named) = self.unless(named) {
                        secret = self.agreed(secret, named);
                    }
                }
                Err(_) if is_known => {}
                Err(problem) => self.problems.push(problem),
                Ok(None) => {}
            }
        }
        secret
    }

    /// A SID under a name that belongs to other vendors too: it counts if it looks like
    /// Twilio's, and what cannot be read is theirs.
    fn unprefixed_sid(&mut self, layer: Layer<'_>, setting: &Setting) -> Option<Text> {
        let mut agreed = None;
        for variable in setting.unprefixed {
            if let Ok(Some(found)) = layer.get(variable)
                && found.value.starts_with(setting.prefix)
            {
                agreed = self.agreed(agreed, found);
            }
        }
        agreed
    }

    /// Takes from a weaker place what is still missing, unless the two contradict each other.
    fn fill_from(&mut self, weaker: Three) {
        let ours = &mut self.three;
        let pairs = [
            (&mut ours.account, weaker.account),
            (&mut ours.key, weaker.key),
            (&mut ours.secret, weaker.secret),
        ];
        let mut taken = [false; 3];
        let mut overridden = [const { None }; 3];
        for (n, (ours, theirs)) in pairs.into_iter().enumerate() {
            match (&ours, theirs) {
                (None, Some(theirs)) => {
                    *ours = Some(theirs);
                    taken[n] = true;
                }
                (Some(ours), Some(theirs)) if ours.value != theirs.value => {
                    overridden[n] = Some((ours.origin.clone(), theirs.origin));
                }
                _ => {}
            }
        }
        for (n, overridden) in overridden.into_iter().enumerate() {
            if let Some((ours, theirs)) = overridden
                && let Some(with) = (0..3).find(|&with| taken[with])
            {
                self.judge_override(n, with, taken, &ours, &theirs);
            }
        }
    }

    /// What to think of a value that differs from what the same place has as another's.
    fn judge_override(
        &mut self,
        which: usize,
        with: usize,
        taken: [bool; 3],
        ours: &Origin,
        theirs: &Origin,
    ) {
        let noun = CREDENTIALS[with].noun;
        if !ours.is_option() {
            self.problems.push(two_accounts(ours, theirs, noun));
            return;
        }
        // An option is asked for, so it may differ; a key and a secret of the same account go
        // with the account SID that lies around, but not with each other's.
        let [_, takes_key, takes_secret] = taken;
        let is_odd = match which {
            0 => takes_key || takes_secret,
            1 => takes_secret,
            _ => takes_key,
        };
        if is_odd {
            self.doubts.push(Doubt {
                fact: format!("{ours} differs from {theirs}, where the {noun} comes from"),
                hint: "an API key signs with its own secret, and for its own account",
            });
        }
    }

    /// The value, or none and one more problem.
    fn unless<T>(&mut self, result: Result<T, Failure>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem)).ok()
    }
}

fn asked_profile(name: &str) -> Result<Three, Failure> {
    let profiles = sources::profiles()?.ok_or_else(|| {
        Failure::failed("--profile: the Twilio CLI has no config.json").hint(format!(
            "it is looked for in ~/.twilio-cli, or in {CONFIG_DIR}"
        ))
    })?;
    let names: Vec<_> = profiles
        .names()
        .map(|name| visible(name).into_owned())
        .collect();
    let profile = profiles.take(name).ok_or_else(|| {
        let failure = Failure::failed("--profile: the Twilio CLI has no profile of this name");
        match names.as_slice() {
            [] => failure.hint("`twilio profiles:create` makes one"),
            names => failure.hint(format!("it has {}", names.join(", "))),
        }
    })?;
    Ok(Three::from_profile(profile))
}

/// The three of the profile that serves where nothing else is found. A broken config.json of
/// another program is nothing to complain of then.
fn active_profile() -> Option<Three> {
    let profiles = sources::profiles().ok()??;
    if profiles.requires_profile_input() {
        return None;
    }
    let name = profiles.active()?.name.clone();
    let profile = profiles.take(&name)?;
    profile.is_complete().then(|| Three::from_profile(profile))
}
