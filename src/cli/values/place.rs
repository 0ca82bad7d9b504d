//! A place where variables are set, the environment or a .env file, and the values it gives to settings.
//!
//! These are the rules for one place on its own: which names count in it, that two names for one credential must agree,
//! and that a line which cannot be read is an error, not an unset variable. `search` and `Values::find` compare places.

use std::env;
use std::ffi::OsString;
use std::path::Path;

use zeroize::Zeroizing;

use super::dotenv::{self, Line};
use super::origin::{Found, Lookup, Origin};
use super::secret;
use super::settings::{
    API_KEY, API_SECRET, API_SECRET_FILE, AUTH_TOKEN, CREDENTIALS, SETTINGS, Setting,
};
use crate::cli::read;
use crate::token::message::Message;

pub(crate) struct Place {
    /// What messages call the place, as in "would come from …".
    pub(crate) name: String,
    pub(crate) is_file: bool,
    /// Every variable that is set here, ours or not.
    pub(crate) lines: Vec<Line>,
}

impl Place {
    pub(crate) fn environment() -> Self {
        let line = |(name, value): (OsString, OsString)| {
            let name = name.into_string().ok()?;
            // Windows does not tell names apart by their case.
            let name = if cfg!(windows) { name.to_ascii_uppercase() } else { name };
            let value = value.into_string().map(Zeroizing::new);
            let value = value.map_err(|_| Message::error("not UTF-8")).into();
            Some(Line { origin: Origin::Environment(name), raw: Zeroizing::default(), value })
        };
        let mut lines: Vec<_> = env::vars_os().filter_map(line).collect();
        // In a file the last line counts, but of a variable that the environment has twice, programs get the first.
        lines.reverse();
        Self { name: "the environment".to_owned(), is_file: false, lines }
    }

    pub(crate) fn file(name: String, bytes: &[u8]) -> Result<Self, Message> {
        // Fails with a clear error for UTF-16. PowerShell's `>>` appends it even to a file that is UTF-8.
        if read::is_utf16(bytes) {
            read::text(bytes, &name)?;
        }
        // Lines that set none of our settings may be Latin-1. In the ones we need, `dotenv` refuses the replacement
        // character.
        let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
        Ok(Self { lines: dotenv::lines(&name, &text), name, is_file: true })
    }

    /// The line that sets a variable here: the last one counts.
    pub(crate) fn line(&self, variable: &str) -> Option<&Line> {
        self.lines.iter().rfind(|line| line.origin.variable() == Some(variable))
    }

    /// Every line that sets a setting here, whether it counts or not, the strongest name first.
    pub(crate) fn candidates(&self, setting: &'static Setting) -> impl Iterator<Item = &Line> {
        setting.every_variable().filter_map(|variable| self.line(variable))
    }

    /// The candidates that count.
    fn counting(&self, setting: &'static Setting) -> impl Iterator<Item = &Line> {
        self.candidates(setting).filter(move |line| self.why_not(setting, line).is_none())
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
        let all = self.counting(setting).map(Line::found).chain(named);
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
    pub(crate) fn why_not(&self, setting: &'static Setting, line: &Line) -> Option<String> {
        if line.is_empty() {
            return Some("it is empty".to_owned());
        }
        if !has_short_name(setting, line) {
            return None;
        }
        if !self.is_file {
            return Some("this name counts in a .env file only".to_owned());
        }
        if let Some(own) = self.own_name(setting) {
            return Some(format!("{own} is set there too"));
        }
        let looks_right = line.starts_with(setting.prefix);
        if line.value().is_ok() && !looks_right {
            return Some(format!("it does not start with {}", setting.prefix));
        }
        // Even an unreadable line counts, and is an error, because it may be of another account. But a secret, and an
        // `API_KEY` that does not start with SK, may be any vendor's.
        let may_be_anybodys = *setting == API_SECRET || *setting == API_KEY && !looks_right;
        if !may_be_anybodys || self.has_short_key() {
            return None;
        }
        Some(match line.value() {
            Err(fault) => format!("it cannot be read: {}", fault.message),
            Ok(_) => format!("no API_KEY in the same file starts with {}", API_KEY.prefix),
        })
    }

    /// Twilio's own name that sets this setting here, if one does. For the secret, that may be the path of its file.
    fn own_name(&self, setting: &'static Setting) -> Option<&'static str> {
        let same = SETTINGS.into_iter().filter(|other| other.is_for(setting));
        let mut names = same.flat_map(|other| other.variables).copied();
        names.find(|name| self.line(name).is_some_and(|line| !line.is_empty()))
    }

    /// Whether the API key SID is set here under a short name, and looks like one.
    fn has_short_key(&self) -> bool {
        let is_key =
            |line: &Line| has_short_name(&API_KEY, line) && line.starts_with(API_KEY.prefix);
        self.own_name(&API_KEY).is_none() && self.candidates(&API_KEY).any(is_key)
    }

    /// Every API key secret and Auth Token here, whether it counts or not. None of them may appear in any output.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Zeroizing<String>> {
        let both = [&API_SECRET, &AUTH_TOKEN].into_iter();
        both.flat_map(|setting| self.candidates(setting)).filter_map(|line| line.value().ok())
    }
}

/// Whether a line's name counts in a .env file only. Other vendors use most of these names too.
fn has_short_name(setting: &Setting, line: &Line) -> bool {
    line.origin.variable().is_some_and(|name| setting.in_file_only.contains(&name))
}

/// The error for two different values of one setting.
pub(crate) fn two_values(setting: &Setting, ours: &Origin, theirs: &Origin) -> Message {
    Message::error(format!("two {}s: {ours} and {theirs}", setting.noun))
}
