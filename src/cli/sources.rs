//! Where values come from when no option gives them: a .env file that was asked for, the
//! environment, `./.env`; each value with its origin.
//!
//! The one place that knows the names of environment variables. Help, man pages, errors and
//! `doctor` are told by it.

use std::cell::OnceCell;
use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::args::CredentialArgs;
use super::dotenv::{DotEnv, DotEnvError, LineError};
use super::input::{self, InputError};
use super::profile::Profiles;
use super::report::{Error, Failure};
use crate::token::escape::visible;
use crate::token::shape::described;
use crate::token::sid::{Sid, SidError, SidKind};

/// A value that can be given by an option, in the environment or in a .env file.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// What it is: "account SID".
    pub noun: &'static str,
    /// The option that gives it.
    pub option: &'static str,
    /// The variables that give it, the first that is set wins.
    pub variables: &'static [&'static str],
    /// Variables that give it in a .env file only, where the value has this prefix: the names of
    /// Twilio's quickstarts. They belong to other vendors too.
    pub unprefixed: &'static [&'static str],
    /// What a value of it starts with.
    pub prefix: &'static str,
    /// Where it ends up in the token.
    pub claim: &'static str,
}

/// The account SID.
pub const ACCOUNT_SID: Setting = Setting {
    noun: "account SID",
    option: "--account-sid",
    variables: &["TWILIO_ACCOUNT_SID"],
    unprefixed: &["ACCOUNT_SID"],
    prefix: "AC",
    claim: "sub",
};

/// The API key SID.
pub const API_KEY: Setting = Setting {
    noun: "API key SID",
    option: "--api-key",
    variables: &["TWILIO_API_KEY", "TWILIO_API_KEY_SID"],
    unprefixed: &["API_KEY", "API_KEY_SID"],
    prefix: "SK",
    claim: "iss",
};

/// The API key secret.
pub const API_SECRET: Setting = Setting {
    noun: "API key secret",
    option: "--api-secret-file",
    variables: &["TWILIO_API_SECRET", "TWILIO_API_KEY_SECRET"],
    unprefixed: &["API_SECRET", "API_KEY_SECRET"],
    prefix: "",
    claim: "",
};

/// A path of a file with the API key secret.
pub const API_SECRET_FILE: Setting = Setting {
    noun: "API key secret file",
    option: "--api-secret-file",
    variables: &["TWILIO_API_SECRET_FILE"],
    unprefixed: &[],
    prefix: "",
    claim: "",
};

/// The Conversations service.
pub const CHAT_SERVICE_SID: Setting = Setting {
    noun: "Conversations service SID",
    option: "--service-sid",
    variables: &[
        "TWILIO_CHAT_SERVICE_SID",
        "TWILIO_CONVERSATIONS_SERVICE_SID",
        "TWILIO_SERVICE_SID",
    ],
    unprefixed: &["CONVERSATIONS_SERVICE_SID", "CHAT_SERVICE_SID"],
    prefix: "IS",
    claim: "grants.chat.service_sid",
};

/// The TwiML app of outgoing calls.
pub const APP_SID: Setting = Setting {
    noun: "TwiML app SID",
    option: "--app-sid",
    variables: &[
        "TWILIO_TWIML_APP_SID",
        "TWILIO_APP_SID",
        "TWILIO_VOICE_APP_SID",
        "TWILIO_APPLICATION_SID",
    ],
    unprefixed: &[
        "APP_SID",
        "TWIML_APP_SID",
        "TWIML_APPLICATION_SID",
        "APPLICATION_SID",
    ],
    prefix: "AP",
    claim: "grants.voice.outgoing.application_sid",
};

/// The push credential of Voice.
pub const PUSH_CREDENTIAL_SID: Setting = Setting {
    noun: "push credential SID",
    option: "--push-credential-sid",
    variables: &["TWILIO_PUSH_CREDENTIAL_SID"],
    unprefixed: &["PUSH_CREDENTIAL_SID"],
    prefix: "CR",
    claim: "grants.voice.push_credential_sid",
};

/// The Sync service.
pub const SYNC_SERVICE_SID: Setting = Setting {
    noun: "Sync service SID",
    option: "--service-sid",
    variables: &["TWILIO_SYNC_SERVICE_SID"],
    unprefixed: &["SYNC_SERVICE_SID"],
    prefix: "IS",
    claim: "grants.data_sync.service_sid",
};

/// The `TaskRouter` workspace.
pub const WORKSPACE_SID: Setting = Setting {
    noun: "workspace SID",
    option: "--workspace-sid",
    variables: &["TWILIO_WORKSPACE_SID"],
    unprefixed: &[],
    prefix: "WS",
    claim: "grants.task_router.workspace_sid",
};

/// The `TaskRouter` worker.
pub const WORKER_SID: Setting = Setting {
    noun: "worker SID",
    option: "--worker-sid",
    variables: &["TWILIO_WORKER_SID"],
    unprefixed: &[],
    prefix: "WK",
    claim: "grants.task_router.worker_sid",
};

/// All settings.
pub const SETTINGS: [&Setting; 10] = [
    &ACCOUNT_SID,
    &API_KEY,
    &API_SECRET,
    &API_SECRET_FILE,
    &CHAT_SERVICE_SID,
    &APP_SID,
    &PUSH_CREDENTIAL_SID,
    &SYNC_SERVICE_SID,
    &WORKSPACE_SID,
    &WORKER_SID,
];

/// The account's Auth Token: not what signs Access Tokens, but what people have.
pub const AUTH_TOKEN: &str = "TWILIO_AUTH_TOKEN";
/// The region of REST requests.
pub const REGION: &str = "TWILIO_REGION";
/// Where the Twilio CLI keeps its configuration.
pub const CONFIG_DIR: &str = "TWILIO_CONFIG_DIR";
/// The variable that `-o env` and `-o github` write.
pub const ACCESS_TOKEN: &str = "TWILIO_ACCESS_TOKEN";

/// The .env file that is read without being asked for.
const LOCAL_FILE: &str = ".env";
/// The longest .env file, in bytes.
const FILE_LIMIT: usize = 1024 * 1024;

impl Setting {
    /// The option and the variables, for hints: `--api-key, TWILIO_API_KEY or …`.
    pub fn ways(&self) -> String {
        let names: Vec<&str> = [self.option]
            .into_iter()
            .chain(self.variables.iter().copied())
            .collect();
        match names.split_last() {
            Some((last, first)) => format!("{} or {last}", first.join(", ")),
            None => String::new(),
        }
    }
}

/// Where a value was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Option(&'static str),
    /// In the environment, in the variable of this name.
    Environment(String),
    /// In a .env file.
    File {
        /// The file, as it was named.
        path: String,
        /// The line, from 1.
        line: usize,
        /// The variable.
        variable: String,
    },
    /// In a file that another value names.
    Named(Box<Origin>),
    /// In a profile of the Twilio CLI.
    Profile(String),
    /// Built in.
    Demo,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(option) => f.write_str(option),
            Self::Environment(variable) => write!(f, "{variable} in the environment"),
            Self::File {
                path,
                line,
                variable,
            } => write!(f, "{variable} in {path}, line {line}"),
            Self::Named(origin) => write!(f, "the file named by {origin}"),
            Self::Profile(name) => write!(f, "Twilio CLI profile {}", visible(name)),
            Self::Demo => f.write_str("--demo"),
        }
    }
}

/// A value and where it was found.
#[derive(Debug, Clone)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

impl Found<Zeroizing<String>> {
    /// Reads the value as a SID.
    pub fn parse<K: SidKind>(&self) -> Result<Sid<K>, Error> {
        Ok(self.parse_with(Sid::parse)?)
    }

    /// Reads the value by a function.
    pub fn parse_with<T>(&self, parse: impl Fn(&str) -> Result<T, SidError>) -> Result<T, Failure> {
        parse(&self.value).map_err(|error| Failure::failed(format!("{}: {error}", self.origin)))
    }
}

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
    path: String,
    variables: DotEnv,
}

impl EnvFile {
    fn parse(path: &Path, bytes: &[u8]) -> Result<Self, DotEnvError> {
        let is_ours = |name: &str| {
            [AUTH_TOKEN, REGION].contains(&name)
                || SETTINGS.iter().any(|setting| {
                    setting.variables.contains(&name) || setting.unprefixed.contains(&name)
                })
        };
        let variables = DotEnv::parse(bytes, &is_ours)?;
        Ok(Self {
            path: visible(&path.to_string_lossy()).into_owned(),
            variables,
        })
    }
}

impl Layer<'_> {
    /// The value of a variable here; none if it is not set, or empty.
    pub fn get(self, variable: &str) -> Result<Option<Found<Zeroizing<String>>>, Error> {
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
                    origin: Origin::Environment(variable.to_owned()),
                }
            }
            Self::File(file) => match file.variables.get(variable) {
                None => return Ok(None),
                Some(Err(error)) => return Err(bad_line(file, error).into()),
                Some(Ok(entry)) => Found {
                    value: entry.value.clone(),
                    origin: Origin::File {
                        path: file.path.clone(),
                        line: entry.line,
                        variable: variable.to_owned(),
                    },
                },
            },
        };
        Ok(Some(found).filter(|found| !found.value.is_empty()))
    }

    /// The first of several variables that is set here.
    fn first(self, variables: &[&str]) -> Result<Option<Found<Zeroizing<String>>>, Error> {
        for variable in variables {
            if let Some(found) = self.get(variable)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The value of a setting here. In a file also under an unprefixed name, if the value is of
    /// the right kind.
    fn setting(self, setting: &Setting) -> Result<Option<Found<Zeroizing<String>>>, Error> {
        let found = self.first(setting.variables)?;
        if found.is_some() || matches!(self, Self::Environment) {
            return Ok(found);
        }
        let found = self.first(setting.unprefixed)?;
        Ok(found.filter(|found| found.value.starts_with(setting.prefix)))
    }
}

fn bad_line(file: &EnvFile, error: &LineError) -> Failure {
    let failure = Failure::failed(format!(
        "{}, line {}: {}: {}",
        file.path, error.line, error.name, error.fault
    ));
    failure.hint(error.fault.hint())
}

/// What became of `./.env`.
pub enum LocalFile {
    /// There is none, or it is not to be read.
    None,
    /// It was read.
    Read(EnvFile),
    /// It could not be read, for this reason.
    Unreadable(String),
}

/// All that can be looked through.
pub struct Sources {
    asked: Option<EnvFile>,
    local: OnceCell<LocalFile>,
}

impl Sources {
    /// Opens what was asked for.
    ///
    /// # Errors
    ///
    /// `--env-file` names a file that cannot be read.
    pub fn open(args: &CredentialArgs) -> Result<Self, Error> {
        let asked = args.env_file.as_deref().map(asked_file).transpose()?;
        let local = OnceCell::new();
        if asked.is_some() || args.no_env_file || args.demo {
            let _ = local.set(LocalFile::None);
        }
        Ok(Self { asked, local })
    }

    /// `./.env`, which is read when it is first needed.
    pub fn local(&self) -> &LocalFile {
        self.local.get_or_init(|| {
            let path = PathBuf::from(LOCAL_FILE);
            match input::read(&path, FILE_LIMIT) {
                Ok(bytes) => match EnvFile::parse(&path, &bytes) {
                    Ok(file) => LocalFile::Read(file),
                    Err(error) => LocalFile::Unreadable(format!("{LOCAL_FILE}: {error}")),
                },
                Err(error) if error.is_not_found() => LocalFile::None,
                Err(error) => LocalFile::Unreadable(format!("{LOCAL_FILE}: {error}")),
            }
        })
    }

    /// The places to look at in turn, the strongest first.
    pub fn layers(&self) -> impl Iterator<Item = Layer<'_>> {
        let asked = self.asked.iter().map(Layer::File);
        // The local file is not even opened while the places before it have what is wanted.
        let local = std::iter::once_with(|| match self.local() {
            LocalFile::Read(file) => Some(Layer::File(file)),
            LocalFile::None | LocalFile::Unreadable(_) => None,
        });
        asked.chain([Layer::Environment]).chain(local.flatten())
    }

    /// The value of a product's setting.
    pub fn find(&self, setting: &Setting) -> Result<Option<Found<Zeroizing<String>>>, Error> {
        for layer in self.layers() {
            if let Some(found) = layer.setting(setting)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The value of a variable that is no setting.
    pub fn variable(&self, name: &str) -> Option<Found<Zeroizing<String>>> {
        self.layers()
            .find_map(|layer| layer.get(name).ok().flatten())
    }
}

/// The profiles of the Twilio CLI, if it has any here.
pub fn profiles() -> Result<Option<Profiles>, Failure> {
    let folder = match (env::var_os(CONFIG_DIR), env::home_dir()) {
        (Some(folder), _) if !folder.is_empty() => PathBuf::from(folder),
        (_, Some(home)) if !home.as_os_str().is_empty() => home.join(".twilio-cli"),
        _ => return Ok(None),
    };
    let path = folder.join("config.json");
    let fail = |reason: String| Failure::failed(format!("{}: {reason}", path.display()));
    let bytes = match input::read(&path, FILE_LIMIT) {
        Ok(bytes) => bytes,
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(fail(error.to_string())),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| fail("not UTF-8".to_owned()))?;
    Profiles::parse(text)
        .map(Some)
        .map_err(|error| fail(error.to_string()))
}

fn asked_file(path: &Path) -> Result<EnvFile, Error> {
    let fail = |reason: &str| Failure::failed(format!("--env-file: {reason}"));
    let bytes = input::read(path, FILE_LIMIT).map_err(|error| fail(&unreadable(path, &error)))?;
    let file = EnvFile::parse(path, &bytes);
    Ok(file.map_err(|error| fail(&error.to_string()).hint(error.hint()))?)
}

/// Why a file that was named cannot be read, without its name: that may be a secret, pasted
/// into the wrong place.
pub fn unreadable(path: &Path, error: &InputError) -> String {
    format!("{error} {}", described(&path.to_string_lossy()))
}
