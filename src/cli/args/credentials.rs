//! Where the credentials come from.

use std::path::PathBuf;
use std::str::FromStr as _;

use clap::{Args, ValueHint};

use crate::token::sid::{Account, Key, Sid};

/// Where the credentials come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Credentials")]
pub(crate) struct CredentialArgs {
    /// The account that the token is for
    ///
    /// Its SID, `AC` and 32 hexadecimal digits: on the first page of Twilio's console. A
    /// subaccount's tokens need an API key of that subaccount.
    #[arg(long, value_name = "AC…", value_parser = Sid::<Account>::from_str)]
    pub(crate) account_sid: Option<Sid<Account>>,

    /// The API key: a Main or Standard one, Restricted keys cannot sign
    ///
    /// Its SID, `SK` and 32 hexadecimal digits. Keys are made in Twilio's console under Account,
    /// API keys; the secret is shown once, then. The Auth Token cannot sign Access Tokens.
    #[arg(long, value_name = "SK…", value_parser = Sid::<Key>::from_str)]
    pub(crate) api_key: Option<Sid<Key>>,

    /// A file with the API key's secret, `-` for standard input
    ///
    /// The secret itself is never taken from the command line, which other users can read in the
    /// process list. One newline at the end is dropped. A pipe will do:
    /// `--api-secret-file <(pass twilio/secret)`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) api_secret_file: Option<PathBuf>,

    /// A .env file, used before the environment and instead of ./.env
    ///
    /// Lines of NAME=VALUE, of which only the variables listed below are read. What it does not
    /// set is taken from the environment.
    #[arg(
        long,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        conflicts_with = "no_env_file"
    )]
    pub(crate) env_file: Option<PathBuf>,

    /// Do not read ./.env
    ///
    /// By default the .env file of the current folder is read for what neither an option nor
    /// the environment gives; never that of a parent folder.
    #[arg(long)]
    pub(crate) no_env_file: bool,

    /// A profile of the Twilio CLI, used instead of everything else
    ///
    /// All three credentials are taken from it. Without this option the active profile serves if
    /// none of the three is found anywhere, and a note says so.
    #[arg(short, long, value_name = "NAME", conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file",
    ])]
    pub(crate) profile: Option<String>,

    /// Use built-in throw-away credentials, which Twilio will refuse
    ///
    /// Everything runs without an account: SIDs that are not given are made up, and so is
    /// the identity (`alice`).
    #[arg(long, conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file", "no_env_file", "profile",
    ])]
    pub(crate) demo: bool,

    /// Say on standard error where each value came from
    #[arg(short, long)]
    pub(crate) verbose: bool,
}
