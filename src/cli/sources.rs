//! Where values come from when no option gives them: a .env file that was asked for, the
//! environment, `./.env`; each value with its origin.

use std::cell::OnceCell;
use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::args::CredentialArgs;
use super::dotenv::{DotEnv, LineError};
pub use super::found::{Found, Origin, Text};
use super::input::{self, NotText};
use super::profile::Profiles;
use super::report::{self, Error, Failure};
pub use super::settings::*;

/// The .env file that is read without being asked for.
pub const LOCAL_FILE: &str = ".env";
/// What the .env file that was asked for is called. Its path is never repeated: people paste
/// secrets into the wrong option.
pub const ASKED_FILE: &str = "--env-file";
/// The longest .env file, in bytes.
const FILE_LIMIT: usize = 1024 * 1024;

/// A place where variables are set.
#[derive(Clone, Copy)]
pub enum Layer<'s> {
    /// The process environment.
    Environment,
    /// A .env file.
    File(&'s EnvFile),
}

/// A .env file that was read.
pub struct EnvFile {
    name: &'static str,
    variables: DotEnv,
}

impl EnvFile {
    fn parse(name: &'static str, bytes: &[u8]) -> Result<Self, NotText> {
        let is_ours = |name: &str| {
            [AUTH_TOKEN, REGION].contains(&name)
                || SETTINGS.iter().any(|setting| {
                    setting.variables.contains(&name) || setting.unprefixed.contains(&name)
                })
        };
        let variables = DotEnv::parse(bytes, &is_ours)?;
        Ok(Self { name, variables })
    }

    /// What it is called in messages.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The line that sets a variable, if one does, whatever it sets it to.
    pub fn line_of(&self, variable: &str) -> Option<usize> {
        match self.variables.get(variable)? {
            Ok(entry) => Some(entry.line),
            Err(error) => Some(error.line),
        }
    }
}

impl Layer<'_> {
    /// The value of a variable here; none if it is not set, or empty.
    pub fn get(self, variable: &'static str) -> Result<Option<Text>, Failure> {
        let found = match self {
            Self::Environment => {
                let Some(value) = env::var_os(variable) else {
                    return Ok(None);
                };
                let value = value.into_string().map_err(|_| {
                    Failure::failed(format!("{variable} in the environment is not UTF-8"))
                })?;
                Found {
                    value: Zeroizing::new(value),
                    origin: Origin::Environment(variable),
                }
            }
            Self::File(file) => match file.variables.get(variable) {
                None => return Ok(None),
                Some(Err(error)) => return Err(bad_line(file.name, error)),
                Some(Ok(entry)) => Found {
                    value: entry.value.clone(),
                    origin: Origin::File {
                        file: file.name,
                        line: entry.line,
                        variable,
                    },
                },
            },
        };
        Ok(Some(found).filter(|found| !found.value.is_empty()))
    }

    /// Whether the variable is set here, be it to nothing.
    pub fn has(self, variable: &str) -> bool {
        match self {
            Self::Environment => env::var_os(variable).is_some(),
            Self::File(file) => file.variables.get(variable).is_some(),
        }
    }

    /// The value of a setting here: of its variables, the first that is set. In a file also
    /// under an unprefixed name, if the value is of the right kind; such a name belongs to
    /// other vendors too, so that a line which cannot be read is theirs.
    pub fn setting(self, setting: &Setting) -> Result<Option<Text>, Failure> {
        for variable in setting.variables {
            if let Some(found) = self.get(variable)? {
                return Ok(Some(found));
            }
        }
        let Self::File(_) = self else {
            return Ok(None);
        };
        let theirs = setting.unprefixed.iter();
        Ok(theirs
            .filter_map(|variable| self.get(variable).ok().flatten())
            .find(|found| found.value.starts_with(setting.prefix)))
    }
}

fn bad_line(file: &str, error: &LineError) -> Failure {
    let LineError { name, line, fault } = error;
    Failure::failed(format!("{file}, line {line}: {name}: {fault}")).hint(fault.hint())
}

/// What became of `./.env`.
pub enum LocalFile {
    /// There is none, or it is not to be read.
    None,
    /// It was read.
    Read(EnvFile),
    /// It could not be read.
    Unreadable {
        /// Why, the file's name first.
        reason: String,
        /// What to do about it.
        hint: Option<&'static str>,
    },
}

/// All that can be looked through.
pub struct Sources {
    asked: Option<EnvFile>,
    local: OnceCell<LocalFile>,
    /// Whether the account was asked for, and not just found.
    account_is_asked: bool,
    verbose: bool,
}

impl Sources {
    /// Opens what was asked for.
    ///
    /// # Errors
    ///
    /// `--env-file` names a file that cannot be read.
    pub fn open(args: &CredentialArgs) -> Result<Self, Error> {
        let asked = args.env_file.as_deref().map(asked_file).transpose()?;
        Ok(Self::with(args, asked))
    }

    /// The same, and where values come from is not said on the way.
    #[must_use]
    pub fn silent(self) -> Self {
        Self {
            verbose: false,
            ..self
        }
    }

    /// What there is besides the file that `--env-file` names.
    pub fn without_asked(args: &CredentialArgs) -> Self {
        Self::with(args, None)
    }

    fn with(args: &CredentialArgs, asked: Option<EnvFile>) -> Self {
        let local = OnceCell::new();
        if args.env_file.is_some() || args.no_env_file || args.demo {
            let _ = local.set(LocalFile::None);
        }
        Self {
            asked,
            local,
            account_is_asked: args.account_sid.is_some() || args.profile.is_some(),
            verbose: args.verbose,
        }
    }

    /// `./.env`, which is read when it is first needed.
    pub fn local(&self) -> &LocalFile {
        self.local.get_or_init(|| {
            let unreadable = |reason: &dyn fmt::Display, hint| LocalFile::Unreadable {
                reason: format!("{LOCAL_FILE}: {reason}"),
                hint,
            };
            match input::read_file(Path::new(LOCAL_FILE), FILE_LIMIT) {
                Ok(bytes) => match EnvFile::parse(LOCAL_FILE, &bytes) {
                    Ok(file) => LocalFile::Read(file),
                    Err(error) => unreadable(&format_args!("the file is {error}"), error.hint()),
                },
                Err(error) if error.is_not_found() => LocalFile::None,
                Err(error) => unreadable(&error, None),
            }
        })
    }

    /// The places to look at in turn, the strongest first.
    pub fn layers(&self) -> impl Iterator<Item = Layer<'_>> {
        let asked = self.asked.iter().map(Layer::File);
        // The local file is not even opened while the places before it have what is wanted.
        let local = std::iter::once_with(|| match self.local() {
            LocalFile::Read(file) => Some(Layer::File(file)),
            LocalFile::None | LocalFile::Unreadable { .. } => None,
        });
        asked.chain([Layer::Environment]).chain(local.flatten())
    }

    /// The value of a product's setting.
    ///
    /// # Errors
    ///
    /// A line that cannot be read, or a value beside another account's SID than the token's.
    pub fn find(&self, setting: &Setting) -> Result<Option<Text>, Failure> {
        for (n, layer) in self.layers().enumerate() {
            if let Some(found) = layer.setting(setting)? {
                self.is_of_the_account(n, layer, setting)?;
                self.tell(setting.noun, &found.origin);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// As [`find`](Self::find), of a setting that cannot be left out: that `./.env` cannot be
    /// read is an error then.
    pub fn require(&self, setting: &Setting) -> Result<Option<Text>, Failure> {
        let found = self.find(setting)?;
        match self.local.get() {
            Some(LocalFile::Unreadable { reason, hint }) if found.is_none() => Err(
                Failure::failed(format!("{reason}, and no {} elsewhere", setting.noun))
                    .detail(format!("looked for: {}", setting.ways()))
                    .hints(*hint),
            ),
            _ => Ok(found),
        }
    }

    /// Refuses a value from a place that names another account than a stronger place.
    fn is_of_the_account(
        &self,
        depth: usize,
        layer: Layer<'_>,
        setting: &Setting,
    ) -> Result<(), Failure> {
        if depth == 0 || self.account_is_asked {
            return Ok(());
        }
        let account = |layer: Layer<'_>| layer.setting(&ACCOUNT_SID).ok().flatten();
        let Some(ours) = self.layers().take(depth).find_map(account) else {
            return Ok(());
        };
        match account(layer) {
            Some(theirs) if theirs.value != ours.value => {
                Err(two_accounts(&ours.origin, &theirs.origin, setting.noun))
            }
            _ => Ok(()),
        }
    }

    /// The value of a variable that is no setting, in the places that were read.
    pub fn variable(&self, name: &'static str) -> Option<Text> {
        let local = match self.local.get() {
            Some(LocalFile::Read(file)) => Some(Layer::File(file)),
            _ => None,
        };
        let asked = self.asked.as_ref().map(Layer::File);
        [asked, Some(Layer::Environment), local]
            .into_iter()
            .flatten()
            .find_map(|layer| layer.get(name).ok().flatten())
    }

    /// Says where a value came from, if that is asked for.
    pub fn tell(&self, noun: &str, origin: &Origin) {
        if self.verbose {
            report::note(&format!("{noun} from {origin}"));
        }
    }
}

/// The error of a value that would come from a place which is about another account.
pub fn two_accounts(ours: &Origin, theirs: &Origin, noun: &str) -> Failure {
    let place = match theirs {
        Origin::File { file, .. } => (*file).to_owned(),
        Origin::Environment(_) => "the environment".to_owned(),
        other => other.to_string(),
    };
    Failure::failed(format!("{ours} differs from {theirs}"))
        .detail(format!("and the {noun} would come from {place}"))
        .hint("a token is of one account: set all of its values in one place")
}

/// The profiles of the Twilio CLI, if it has any here.
pub fn profiles() -> Result<Option<Profiles>, Failure> {
    let folder = match env::var_os(CONFIG_DIR) {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        _ => match env::home_dir() {
            Some(home) if !home.as_os_str().is_empty() => home.join(".twilio-cli"),
            _ => return Ok(None),
        },
    };
    let fail = |reason: String| Failure::failed(format!("the Twilio CLI's config.json: {reason}"));
    let bytes = match input::read_file(&folder.join("config.json"), FILE_LIMIT) {
        Ok(bytes) => bytes,
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(fail(error.to_string())),
    };
    let text =
        input::text(&bytes).map_err(|error| fail(format!("it is {error}")).hints(error.hint()))?;
    Profiles::parse(text)
        .map(Some)
        .map_err(|error| fail(error.to_string()))
}

fn asked_file(path: &Path) -> Result<EnvFile, Failure> {
    let bytes =
        input::read(path, FILE_LIMIT).map_err(|error| error.into_failure(ASKED_FILE, path))?;
    EnvFile::parse(ASKED_FILE, &bytes).map_err(|error| {
        Failure::failed(format!("{ASKED_FILE}: the file is {error}")).hints(error.hint())
    })
}
