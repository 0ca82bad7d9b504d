//! A place where variables are set, a .env file or the environment, and what it says of a setting.
//!
//! Here stand the rules about one place by itself: which names count in it, that two names of one credential must agree,
//! and that a line which cannot be read is not a line that is not there. What another place says is not known here.

use std::env;
use std::path::Path;

use zeroize::Zeroizing;

use super::dotenv;
use super::origin::{Candidate, Found, Origin, Said, Text};
use super::secret::Reader;
use super::settings::{API_KEY, API_SECRET, API_SECRET_FILE, AUTH_TOKEN, CREDENTIALS, Setting};
use crate::cli::read;
use crate::token::message::Message;

pub(crate) struct Place {
    /// As in "would come from …".
    pub(crate) name: String,
    /// What a file sets. The environment is asked when something is needed.
    set: Vec<Candidate>,
    /// All that a file says, if it is one.
    text: Option<Zeroizing<String>>,
}

impl Place {
    pub(crate) fn environment() -> Self {
        Self { name: "the environment".to_owned(), set: Vec::new(), text: None }
    }

    /// A .env file. The last line that sets a name counts.
    pub(crate) fn file(name: &str, bytes: &[u8]) -> Result<Self, Message> {
        // PowerShell's `>>` adds UTF-16 to what may be UTF-8 before: the mark alone says it for sure.
        if read::is_utf16(bytes) {
            read::text(bytes, name)?;
        }
        // Latin-1 in other people's lines is none of our business.
        let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
        let lines: Vec<_> = dotenv::lines(&text).collect();
        let mut set = Vec::new();
        for (setting, variable) in Setting::variables_of_all() {
            if let Some(line) = lines.iter().rfind(|line| line.name == variable) {
                let variable = variable.into();
                let origin = Origin::File { file: name.to_owned(), line: line.number, variable };
                let value = line.value().map_err(|fault| origin.begin(fault));
                set.push(Candidate { setting, origin, value });
            }
        }
        Ok(Self { name: name.to_owned(), set, text: Some(text) })
    }

    pub(crate) fn is_file(&self) -> bool {
        self.text.is_some()
    }

    /// What sets a setting here, whether it counts or not, the strongest name first.
    pub(crate) fn candidates(
        &self,
        setting: &'static Setting,
    ) -> impl Iterator<Item = Candidate> + '_ {
        let variables = (!self.is_file()).then(|| setting.every_variable());
        let in_environment = variables.into_iter().flatten().filter_map(move |variable| {
            let value = env::var_os(variable)?;
            let origin = Origin::Environment(variable.into());
            let not_text = |_| Message::error(format!("{origin} is not UTF-8"));
            let value = value.into_string().map(Zeroizing::new).map_err(not_text);
            Some(Candidate { setting, origin, value })
        });
        let set = self.set.iter().filter(move |of| of.setting == setting);
        set.cloned().chain(in_environment)
    }

    /// What counts of it.
    fn counting(&self, setting: &'static Setting) -> impl Iterator<Item = Candidate> + '_ {
        self.candidates(setting).filter(|of| self.why_not(of).is_none())
    }

    /// What it says of a setting. Files that a variable names are read by the reader, or left alone without one.
    ///
    /// # Errors
    ///
    /// What sets it cannot be read, or two names of one credential disagree.
    pub(crate) fn says(&self, setting: &'static Setting, reader: Option<&Reader>) -> Said {
        let reader = reader.filter(|_| *setting == API_SECRET);
        let named = reader.map(|reader| {
            self.counting(&API_SECRET_FILE).map(|path| {
                let Found { value, origin } = path.found()?;
                reader.secret(Path::new(value.as_str()), &origin)
            })
        });
        let all = self.counting(setting).map(Candidate::found).chain(named.into_iter().flatten());
        // The first that is set wins; but all that set a credential must agree.
        let counts = if CREDENTIALS.contains(&setting) { usize::MAX } else { 1 };
        let found: Vec<Text> = all.take(counts).collect::<Result<_, _>>()?;
        if let Some(other) = found.iter().find(|other| other.value != found[0].value) {
            return Err(two(setting, &found[0].origin, &other.origin)
                .hint("they name the same thing: keep one of them"));
        }
        Ok(found.into_iter().next())
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
        if !self.is_file() {
            return Some("without TWILIO_ it may be another vendor's".to_owned());
        }
        if let Some(prefixed) = self.prefixed(setting) {
            return Some(format!("{prefixed} is set there too"));
        }
        match &candidate.value {
            Ok(value) if !value.starts_with(setting.prefix) => {
                Some(format!("it does not start with {}", setting.prefix))
            }
            Ok(_) if *setting != API_SECRET => None,
            _ if self.prefixed(&API_KEY).is_none() && self.unprefixed(&API_KEY).is_some() => None,
            Ok(_) => Some(format!("no API_KEY beside it that starts with {}", API_KEY.prefix)),
            Err(_) => Some("its line cannot be read".to_owned()),
        }
    }

    /// The name of Twilio's own that sets this here.
    fn prefixed(&self, setting: &Setting) -> Option<&str> {
        let is_set =
            |of: &&Candidate| of.setting.is_for(setting) && !of.is_unprefixed() && !of.is_empty();
        self.set.iter().find(is_set)?.origin.variable()
    }

    /// What sets this here under an unprefixed name, to what looks like Twilio's.
    pub(crate) fn unprefixed(&self, setting: &'static Setting) -> Option<Candidate> {
        let looks_right = |of: &Candidate| {
            let value = of.value.as_ref();
            value.is_ok_and(|value| !value.is_empty() && value.starts_with(setting.prefix))
        };
        self.candidates(setting).find(|of| of.is_unprefixed() && looks_right(of))
    }

    /// What must not come out: secrets and Auth Tokens, whosever they are.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = Zeroizing<String>> {
        let both = [&API_SECRET, &AUTH_TOKEN].into_iter();
        both.flat_map(|setting| self.candidates(setting)).filter_map(|of| of.value.ok())
    }

    /// Every name that is set here, whosever it is, and its value; none where that cannot be read.
    pub(crate) fn everything(&self) -> Vec<Text> {
        let Some(text) = &self.text else {
            let texts = env::vars_os().filter_map(|(name, value)| {
                let origin = Origin::Environment(name.into_string().ok()?.into());
                Some(Found { value: value.into_string().ok()?.into(), origin })
            });
            return texts.collect();
        };
        let lines = dotenv::lines(text).map(|line| {
            let variable = line.name.to_owned().into();
            let origin = Origin::File { file: self.name.clone(), line: line.number, variable };
            Found { value: line.value().unwrap_or_default(), origin }
        });
        lines.collect()
    }
}

/// The error of two values for one thing.
pub(crate) fn two(setting: &Setting, ours: &Origin, theirs: &Origin) -> Message {
    Message::error(format!("two {}s: {ours} and {theirs}", setting.noun))
}
