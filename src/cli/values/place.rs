//! A place where variables are set, the environment or a .env file, and the values it gives to settings.
//!
//! These are the rules for one place on its own: which names count in it, that two names for one credential must agree,
//! and that a line which cannot be read is an error, not an unset variable. `search` and `Values::find` compare places.

use std::env;
use std::ffi::OsString;
use std::path::Path;

use zeroize::Zeroizing;

use super::dotenv::{self, Line};
use super::origin::{Candidate, Found, Lookup, Origin};
use super::secret;
use super::settings::{
    API_KEY, API_SECRET, API_SECRET_FILE, AUTH_TOKEN, CREDENTIALS, SETTINGS, Setting,
};
use crate::cli::read;
use crate::token::message::Message;

pub(crate) struct Place {
    /// What messages call the place, as in "would come from …".
    pub(crate) name: String,
    /// The lines of a .env file. `None` for the environment, where each variable is looked up when it is needed.
    lines: Option<Vec<Line>>,
}

impl Place {
    pub(crate) fn environment() -> Self {
        Self { name: "the environment".to_owned(), lines: None }
    }

    pub(crate) fn file(name: String, bytes: &[u8]) -> Result<Self, Message> {
        // Fails with a clear error for UTF-16. PowerShell's `>>` appends it even to a file that is UTF-8.
        if read::is_utf16(bytes) {
            read::text(bytes, &name)?;
        }
        // Lines that set none of our settings may be Latin-1. In the ones we need, `dotenv` refuses the replacement
        // character.
        let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
        Ok(Self { lines: Some(dotenv::lines(&name, &text)), name })
    }

    pub(crate) fn is_file(&self) -> bool {
        self.lines.is_some()
    }

    /// Every variable that sets a setting here, whether it counts or not, the strongest name first.
    pub(crate) fn candidates(&self, setting: &'static Setting) -> impl Iterator<Item = Candidate> {
        setting.every_variable().filter_map(move |variable| self.candidate(setting, variable))
    }

    /// A variable that sets a setting here. In a file, the last line that sets the variable counts.
    fn candidate(&self, setting: &'static Setting, variable: &'static str) -> Option<Candidate> {
        if let Some(lines) = &self.lines {
            let line = lines.iter().rfind(|line| line.origin.variable() == Some(variable))?;
            let value = line.value().map_err(|fault| fault.begin(&line.origin));
            let (origin, looks_right) = (line.origin.clone(), line.starts_with(setting.prefix));
            return Some(Candidate { setting, origin, value, looks_right });
        }
        let value = env::var_os(variable)?;
        let origin = Origin::Environment(variable.into());
        let not_text = |_| Message::error(format!("{origin} is not UTF-8"));
        let value = value.into_string().map(Zeroizing::new).map_err(not_text);
        let looks_right = value.as_ref().is_ok_and(|value| value.starts_with(setting.prefix));
        Some(Candidate { setting, origin, value, looks_right })
    }

    /// The candidates that count.
    fn counting(&self, setting: &'static Setting) -> impl Iterator<Item = Candidate> {
        self.candidates(setting).filter(|candidate| self.why_not(candidate).is_none())
    }

    /// The value of a setting here, if it is set. If `opens` is set, the secret may also be in a file that a variable
    /// names.
    ///
    /// # Errors
    ///
    /// If the value cannot be read, or two names of one credential disagree.
    pub(crate) fn look_up(&self, setting: &'static Setting, opens: bool) -> Lookup {
        let paths = (*setting == API_SECRET).then(|| self.counting(&API_SECRET_FILE));
        let named = paths.into_iter().flatten().filter_map(|path| match path.found() {
            Ok(path) => opens.then(|| secret::from_file(Path::new(&*path.value), &path.origin)),
            Err(unreadable) => Some(Err(unreadable)),
        });
        let all = self.counting(setting).map(Candidate::found).chain(named);
        // The first name that is set wins. But for a credential, all names that are set must agree.
        let counts = if CREDENTIALS.contains(&setting) { usize::MAX } else { 1 };
        let found: Vec<Found> = all.take(counts).collect::<Result<_, _>>()?;
        if let Some(other) = found.iter().find(|other| other.value != found[0].value) {
            return Err(two_values(setting, &found[0].origin, &other.origin)
                .hint("they name the same thing: keep one of them"));
        }
        Ok(found.into_iter().next())
    }

    /// Why a candidate does not count here, or `None` if it counts. Twilio's own names count unless they are empty. A
    /// short name counts only in a .env file, only if none of Twilio's own names for the same setting is set there, and
    /// only if its value looks like Twilio's. A secret has no prefix to go by, so an API key SID must stand beside it.
    /// The same goes for a key or a secret that cannot be read.
    pub(crate) fn why_not(&self, candidate: &Candidate) -> Option<String> {
        let Candidate { setting, value, looks_right, .. } = candidate;
        if candidate.is_empty() {
            return Some("it is empty".to_owned());
        }
        if !candidate.has_short_name() {
            return None;
        }
        if !self.is_file() {
            return Some("this name counts in a .env file only".to_owned());
        }
        if let Some(own) = self.own_name(setting) {
            return Some(format!("{own} is set there too"));
        }
        if value.is_ok() && !looks_right {
            return Some(format!("it does not start with {}", setting.prefix));
        }
        // Even an unreadable line counts, and is an error, because it may be of another account. But a secret, and an
        // `API_KEY` that does not start with SK, may be any vendor's.
        let may_be_anybodys = **setting == API_SECRET || **setting == API_KEY && !looks_right;
        let has_key =
            || self.own_name(&API_KEY).is_none() && self.by_short_name(&API_KEY).is_some();
        if !may_be_anybodys || has_key() {
            return None;
        }
        Some(match candidate.fault() {
            Some(fault) => format!("it cannot be read: {fault}"),
            None => format!("no API_KEY in the same file starts with {}", API_KEY.prefix),
        })
    }

    /// Twilio's own name that sets this setting here, if one does. For the secret, that may be the path of its file.
    fn own_name(&self, setting: &'static Setting) -> Option<&'static str> {
        let same = SETTINGS.into_iter().filter(|other| other.is_for(setting));
        let mut names = same.flat_map(|other| other.variables).copied();
        names.find(|name| self.candidate(setting, name).is_some_and(|found| !found.is_empty()))
    }

    /// The variable that sets this setting here under a short name, if the value looks like Twilio's.
    fn by_short_name(&self, setting: &'static Setting) -> Option<Candidate> {
        self.candidates(setting)
            .find(|found| found.has_short_name() && found.looks_right && !found.is_empty())
    }

    /// Every API key secret and Auth Token here, whether it counts or not. None of them may appear in any output.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = Zeroizing<String>> {
        let both = [&API_SECRET, &AUTH_TOKEN].into_iter();
        both.flat_map(|setting| self.candidates(setting)).filter_map(|found| found.value.ok())
    }

    /// Every variable that is set here, ours or not. If a value cannot be read, a file gives it as empty, and the
    /// environment leaves it out.
    pub(crate) fn everything(&self) -> Vec<Found> {
        if let Some(lines) = &self.lines {
            let found = |line: &Line| Found {
                value: line.value().unwrap_or_default(),
                origin: line.origin.clone(),
            };
            return lines.iter().map(found).collect();
        }
        let found = |(name, value): (OsString, OsString)| {
            let origin = Origin::Environment(name.into_string().ok()?.into());
            Some(Found::new(value.into_string().ok()?, origin))
        };
        env::vars_os().filter_map(found).collect()
    }
}

/// The error for two different values of one setting.
pub(crate) fn two_values(setting: &Setting, ours: &Origin, theirs: &Origin) -> Message {
    Message::error(format!("two {}s: {ours} and {theirs}", setting.noun))
}
