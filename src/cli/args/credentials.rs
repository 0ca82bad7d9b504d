//! Where the credentials come from: the options of every command that needs some, or can do with some.
//!
//! Only what was typed. Which source wins, and what is wrong with a value, is decided in `values`.

use std::path::PathBuf;
use std::str::FromStr as _;

use clap::builder::NonEmptyStringValueParser as Text;
use clap::{Args, ValueHint};

use crate::token::sid::{Account, Key, Sid};

/// The heading of these options. The short help has room for one of them only.
pub(crate) const CREDENTIALS: &str = "Credentials";

#[derive(Debug, Args)]
#[command(next_help_heading = CREDENTIALS)]
pub(crate) struct CredentialArgs {
    /// The account that the token is for
    ///
    /// Its SID is `AC` and 32 hex digits: see the first page of Twilio's console. A subaccount
    /// needs API keys of its own.
    #[arg(long, value_name = "AC…", value_parser = Sid::<Account>::from_str)]
    pub(crate) account_sid: Option<Sid<Account>>,

    /// The API key, a Main or a Standard one: Restricted keys cannot sign
    ///
    /// Its SID is `SK` and 32 hex digits. You make keys in Twilio's console under Account, API
    /// keys & tokens; the secret is shown once, right then. An Auth Token cannot sign Access
    /// Tokens.
    #[arg(long, value_name = "SK…", value_parser = Sid::<Key>::from_str)]
    pub(crate) api_key: Option<Sid<Key>>,

    /// A file that holds the API key's secret, or `-` for standard input
    ///
    /// There is no option for the secret itself, because other users can read the command line
    /// in the process list. One newline at the end of the file is dropped. A pipe works too:
    /// `--api-secret-file <(pass twilio/secret)`. With `-` on a terminal you are asked for the
    /// secret, and it is not shown as you type.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) api_secret_file: Option<PathBuf>,

    /// Read this .env file first, and ./.env not at all
    ///
    /// Lines of NAME=VALUE, of which only the variables listed below are read. They beat the
    /// environment; what the file does not set is taken from the environment.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_env_file")]
    pub(crate) env_file: Option<PathBuf>,

    /// Do not read ./.env
    ///
    /// Without this, the .env file of the current folder gives what neither an option nor the
    /// environment does. The .env of a parent folder is never read.
    #[arg(long)]
    pub(crate) no_env_file: bool,

    /// Take all three credentials from this profile of the Twilio CLI
    ///
    /// Without this, the active profile is used if none of the three is found anywhere else, and
    /// a note says so.
    #[arg(short, long, value_name = "NAME", value_parser = Text::new(), conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file",
    ])]
    pub(crate) profile: Option<String>,

    /// No account needed: built-in credentials, which Twilio refuses
    ///
    /// SIDs that you do not give are made up, and the identity is `alice` unless you give one.
    #[arg(long, conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file", "no_env_file", "profile",
    ])]
    pub(crate) demo: bool,

    /// Say on standard error where each value came from
    #[arg(short, long)]
    pub(crate) verbose: bool,
}
