//! A place where values are set (options, a .env file, the environment, a profile), and what it says of a setting.
//!
//! Here stand the rules about one place by itself: which names count in it, that two names of one credential must agree,
//! and that a line which cannot be read is not a line that is not there. What another place says is not known here.

use std::env;

use zeroize::Zeroizing;

use super::dotenv;
use super::profile::Profile;
use super::secret::Reader;
use super::settings::{ACCOUNT_SID, API_KEY, API_SECRET, API_SECRET_FILE, CREDENTIALS, Setting};
use super::{Found, Origin, Text};
use crate::cli::read;
use crate::token::message::Message;

/// One option, line or variable that sets one of our names.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) setting: &'static Setting,
    pub(crate) origin: Origin,
    pub(crate) value: Result<Zeroizing<String>, Message>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Options, a profile, the demo: nobody comes upon them by chance.
    Asked,
    File,
    Environment,
}

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
    text: Zeroizing<String>,
}

impl Candidate {
    pub(crate) fn new(setting: &'static Setting, value: &str, origin: Origin) -> Self {
        Self { setting, origin, value: Ok(Zeroizing::new(value.to_owned())) }
    }

    /// Whether its name belongs to other vendors too.
    pub(crate) fn is_unprefixed(&self) -> bool {
        self.origin.variable().is_some_and(|name| self.setting.in_file_only.contains(&name))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.value.as_ref().is_ok_and(|value| value.is_empty())
    }

    fn has_prefix(&self) -> bool {
        self.value.as_ref().is_ok_and(|value| value.starts_with(self.setting.prefix))
    }
}

impl Place {
    pub(crate) fn new(kind: Kind, name: impl Into<String>, candidates: Vec<Candidate>) -> Self {
        let name = name.into();
        Self { kind, name, candidates, trouble: None, region: None, text: Zeroizing::default() }
    }

    /// A place that could not be read.
    pub(crate) fn troubled(kind: Kind, name: impl Into<String>, trouble: Message) -> Self {
        Self { trouble: Some(trouble), ..Self::new(kind, name, Vec::new()) }
    }

    pub(crate) fn environment() -> Self {
        let mut place = Self::new(Kind::Environment, "the environment", Vec::new());
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
    pub(crate) fn file(name: &str, bytes: &[u8]) -> Self {
        if read::is_utf16(bytes) {
            // PowerShell's `>>` adds UTF-16 to what may be UTF-8 before: the mark alone says it for sure.
            let trouble = read::text(b"\xff\xfe", name).err();
            return Self { trouble, ..Self::new(Kind::File, name, Vec::new()) };
        }
        // Latin-1 in other people's lines is none of our business.
        let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
        let mut place = Self::new(Kind::File, name, Vec::new());
        let lines: Vec<_> = dotenv::lines(text.trim_start_matches(read::BYTE_ORDER_MARK)).collect();
        for (setting, variable) in names() {
            let Some(line) = lines.iter().rfind(|line| line.name == variable) else {
                continue;
            };
            let origin = Origin::File { file: name.to_owned(), line: line.number, variable };
            let value = line.value().map_err(|fault| origin.begin(fault));
            place.candidates.push(Candidate { setting, origin, value });
        }
        place.text = text;
        place
    }

    pub(crate) fn profile(profile: &Profile) -> Self {
        let origin = Origin::Profile(profile.name.clone());
        let values = [
            (&ACCOUNT_SID, profile.account.as_deref()),
            (&API_KEY, profile.key.as_deref()),
            (&API_SECRET, profile.secret.as_ref().map(|secret| secret.expose())),
        ];
        let candidates = values.into_iter().filter_map(|(setting, value)| {
            value.map(|value| Candidate::new(setting, value, origin.clone()))
        });
        let place = Self::new(Kind::Asked, origin.to_string(), candidates.collect());
        Self { region: profile.region.clone(), ..place }
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
        let mut agreed: Option<Text> = None;
        for candidate in self.counting(setting, reader) {
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

    /// What counts here as setting it: the names that are Twilio's alone; without any, and in a file, those that belong to
    /// other vendors too, if the value is Twilio's by its looks. A secret has none, so it must stand beside such a key.
    fn counting(&self, setting: &'static Setting, reader: Option<&Reader>) -> Vec<Candidate> {
        let named = |is_unprefixed: bool| {
            self.candidates.iter().filter(move |candidate| {
                candidate.setting == setting
                    && candidate.is_unprefixed() == is_unprefixed
                    && !candidate.is_empty()
            })
        };
        let mut counting: Vec<Candidate> = named(false).cloned().collect();
        if let Some(reader) = reader.filter(|_| *setting == API_SECRET) {
            let paths = self.candidates.iter().filter(|of| of.setting == &API_SECRET_FILE);
            counting.extend(paths.filter(|path| !path.is_empty()).map(|path| reader.follow(path)));
        }
        if counting.is_empty() && self.kind == Kind::File {
            let is_credential = CREDENTIALS.contains(&setting);
            let is_beside_key = *setting != API_SECRET || self.has_unprefixed(&API_KEY);
            // One that cannot be read is another vendor's, unless the others of the three are Twilio's.
            let is_twilios =
                is_credential && [&ACCOUNT_SID, &API_KEY].iter().any(|of| self.has_unprefixed(of));
            counting.extend(
                named(true)
                    .filter(|of| match of.value {
                        Ok(_) => of.has_prefix() && is_beside_key,
                        Err(_) => is_twilios && is_beside_key,
                    })
                    .cloned(),
            );
        }
        counting
    }

    /// Whether a setting stands here under an unprefixed name, and looks like Twilio's.
    pub(crate) fn has_unprefixed(&self, setting: &Setting) -> bool {
        let mut all = self.candidates.iter();
        all.any(|of| of.setting == setting && of.is_unprefixed() && of.has_prefix())
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
