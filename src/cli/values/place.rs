//! A place where values are set (options, a .env file, the environment, a profile), and what it says of a setting.
//!
//! Here stand the rules about one place by itself: which names count in it, that two names of one credential must agree,
//! and that a line which cannot be read is not a line that is not there. What another place says is not known here.

use std::env;

use zeroize::Zeroizing;

use super::dotenv;
use super::origin::{Candidate, Found, Origin, Text};
use super::profile::Profile;
use super::secret::Reader;
use super::settings::{API_KEY, API_SECRET, API_SECRET_FILE, CREDENTIALS, Setting};
use crate::cli::read;
use crate::token::key::Secret;
use crate::token::message::Message;
use crate::token::text::visible;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// Options, a profile, the demo: nobody comes upon them by chance.
    #[default]
    Asked,
    File,
    Environment,
}

#[derive(Default)]
pub(crate) struct Place {
    pub(crate) kind: Kind,
    /// As in "would come from …".
    pub(crate) name: String,
    pub(crate) candidates: Vec<Candidate>,
    /// Why it could not be read.
    pub(crate) trouble: Option<Message>,
    /// The region that a profile names.
    pub(crate) region: Option<String>,
    /// All that a file says.
    pub(super) text: Zeroizing<String>,
}

impl Place {
    fn new(kind: Kind, name: &str) -> Self {
        Self { kind, name: name.to_owned(), ..Self::default() }
    }

    /// What is asked for: an account SID, an API key SID and a secret, and where each is from.
    pub(crate) fn asked(
        origin: impl Fn(&'static Setting) -> Origin,
        values: [Option<&str>; 3],
    ) -> Self {
        let given = CREDENTIALS.into_iter().zip(values);
        let candidates = given.filter_map(|(setting, value)| {
            let value = Ok(Zeroizing::new(value?.to_owned()));
            Some(Candidate { setting, origin: origin(setting), value })
        });
        Self { candidates: candidates.collect(), ..Self::default() }
    }

    pub(crate) fn profile(profile: &Profile) -> Self {
        let Profile { name, account, key, secret, region } = profile;
        let secret = secret.as_ref().map(Secret::expose);
        let place = Self::asked(
            |_| Origin::Profile(name.clone()),
            [account.as_deref(), key.as_deref(), secret],
        );
        Self { region: region.clone(), ..place }
    }

    pub(crate) fn environment() -> Self {
        let mut place = Self::new(Kind::Environment, "the environment");
        for (setting, variable) in names() {
            let Some(value) = env::var_os(variable) else {
                continue;
            };
            let origin = Origin::Environment(variable);
            let not_text = |_| Message::error(format!("{origin} is not UTF-8"));
            let value = value.into_string().map(Zeroizing::new).map_err(not_text);
            place.candidates.push(Candidate { setting, origin, value });
        }
        place
    }

    /// A .env file. The last line that sets a name counts.
    pub(crate) fn file(name: &str, read: Result<Zeroizing<Vec<u8>>, Message>) -> Self {
        let mut place = Self::new(Kind::File, name);
        let bytes = match read {
            // PowerShell's `>>` adds UTF-16 to what may be UTF-8 before: the mark alone says it for sure.
            Ok(bytes) if read::is_utf16(&bytes) => {
                place.trouble = read::text(&bytes, name).err();
                return place;
            }
            Ok(bytes) => bytes,
            Err(trouble) => return Self { trouble: Some(trouble), ..place },
        };
        // Latin-1 in other people's lines is none of our business.
        place.text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
        let lines: Vec<_> = dotenv::lines(&place.text).collect();
        for (setting, variable) in names() {
            if let Some(line) = lines.iter().rfind(|line| line.name == variable) {
                let origin = Origin::File { file: name.to_owned(), line: line.number, variable };
                let value = line.value().map_err(|fault| origin.begin(fault));
                place.candidates.push(Candidate { setting, origin, value });
            }
        }
        place
    }

    /// What it says of a setting. Files that a variable names are read by the reader, or left alone without one.
    ///
    /// # Errors
    ///
    /// What sets it cannot be read, or two names of one credential disagree.
    pub(crate) fn says(
        &self,
        setting: &'static Setting,
        reader: Option<&Reader>,
    ) -> Result<Option<Text>, Message> {
        let of = |setting| self.candidates.iter().filter(move |of| of.setting == setting);
        let counting = of(setting).filter(|of| self.why_not(of).is_none()).cloned();
        let reader = reader.filter(|_| *setting == API_SECRET);
        let paths = of(&API_SECRET_FILE).filter(|path| !path.is_empty());
        let named = paths.filter_map(|path| Some(reader?.follow(path)));
        let mut agreed: Option<Text> = None;
        for candidate in counting.chain(named) {
            let found = Found { value: candidate.value?, origin: candidate.origin };
            match &agreed {
                None => agreed = Some(found),
                Some(first) if first.value == found.value || !CREDENTIALS.contains(&setting) => {}
                Some(first) => {
                    return Err(two(setting, &first.origin, &found.origin)
                        .hint("they name the same thing: keep one of them"));
                }
            }
        }
        Ok(agreed)
    }

    /// Why a candidate does not count here, if it does not. Twilio's own names count; those that belong to other vendors too
    /// only in a file, without any of Twilio's, and if the value is Twilio's by its looks. A secret has no looks, so it must
    /// stand beside such a key; and so must a line that cannot be read, or it is another vendor's.
    pub(crate) fn why_not(&self, candidate: &Candidate) -> Option<String> {
        let setting = candidate.setting;
        if candidate.is_empty() {
            return Some("it is empty".to_owned());
        }
        if !candidate.is_unprefixed() {
            return None;
        }
        if self.kind != Kind::File {
            return Some("without TWILIO_ it may be another vendor's".to_owned());
        }
        if let Some(prefixed) = self.prefixed(setting) {
            return Some(format!("{prefixed} is set there too"));
        }
        let has_twilios =
            |of: &Setting| self.prefixed(of).is_none() && self.unprefixed(of).is_some();
        match &candidate.value {
            Ok(value) if !value.starts_with(setting.prefix) => {
                Some(format!("it does not start with {}", setting.prefix))
            }
            _ if *setting == API_SECRET && !has_twilios(&API_KEY) => {
                Some(format!("no API_KEY beside it that starts with {}", API_KEY.prefix))
            }
            Err(_) if !has_twilios(&API_KEY) => Some("its line cannot be read".to_owned()),
            _ => None,
        }
    }

    /// The name of Twilio's own that sets this here.
    fn prefixed(&self, setting: &Setting) -> Option<&'static str> {
        let mut all = self.candidates.iter();
        let is_set = |of: &&Candidate| of.setting.is_for(setting) && !of.is_unprefixed();
        all.find(|of| is_set(of) && !of.is_empty())?.origin.variable()
    }

    /// The unprefixed name that sets this here to what looks like Twilio's.
    pub(crate) fn unprefixed(&self, setting: &Setting) -> Option<&'static str> {
        let looks_right = |of: &&Candidate| {
            let value = of.value.as_ref();
            value.is_ok_and(|value| !value.is_empty() && value.starts_with(setting.prefix))
        };
        let mut all = self.candidates.iter().filter(|of| of.setting == setting);
        all.find(|of| of.is_unprefixed() && looks_right(of))?.origin.variable()
    }

    /// The first value of a variable that is set here to something.
    pub(crate) fn variable(&self, name: &str) -> Option<Text> {
        let candidate = self
            .candidates
            .iter()
            .find(|of| of.origin.variable() == Some(name) && !of.is_empty())?;
        let value = candidate.value.as_ref().ok()?.clone();
        Some(Found { value, origin: candidate.origin.clone() })
    }

    /// How messages say where a name is set.
    pub(crate) fn says_where(&self, line: usize, name: &str) -> String {
        let name = visible(name);
        match self.kind {
            Kind::File => format!("{}:{line}: {name}", self.name),
            _ => format!("{name} in {}", self.name),
        }
    }

    /// Every name that is set here, whosever it is, with its line and its value.
    pub(crate) fn everything(&self) -> Vec<(usize, String, Zeroizing<String>)> {
        match self.kind {
            Kind::Asked => Vec::new(),
            Kind::Environment => env::vars_os()
                .filter_map(|(name, value)| {
                    Some((0, name.into_string().ok()?, Zeroizing::new(value.into_string().ok()?)))
                })
                .collect(),
            Kind::File => dotenv::lines(&self.text)
                .map(|line| (line.number, line.name.to_owned(), line.value().unwrap_or_default()))
                .collect(),
        }
    }
}

/// Every setting with each of its variables, the strongest first.
fn names() -> impl Iterator<Item = (&'static Setting, &'static str)> {
    Setting::all().flat_map(|setting| setting.every_variable().map(move |name| (setting, name)))
}

/// The error of two values for one thing.
pub(crate) fn two(setting: &Setting, ours: &Origin, theirs: &Origin) -> Message {
    Message::error(format!("two {}s: {ours} and {theirs}", setting.noun))
}
