//! The options that say where the credentials are, for every command that needs or can use some.
//!
//! They hold only what was typed. `values` decides which source wins and what is wrong with a value.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser as Text;
use clap::{Args, ValueHint};

use crate::token::sid::{Account, Key, Sid};

/// The heading of these options. The short help shows only one of them, `--demo`.
pub(crate) const CREDENTIALS: &str = "Credentials";

#[derive(Debug, Args)]
#[command(next_help_heading = CREDENTIALS)]
#[group(skip)]
pub(crate) struct CredentialArgs {
    #[arg(long)]
    pub(crate) account_sid: Option<Sid<Account>>,
    #[arg(long)]
    pub(crate) api_key: Option<Sid<Key>>,
    #[arg(long, value_hint = ValueHint::FilePath)]
    pub(crate) api_secret_file: Option<PathBuf>,
    #[arg(long, value_hint = ValueHint::FilePath, conflicts_with = "no_env_file")]
    pub(crate) env_file: Option<PathBuf>,
    #[arg(long)]
    pub(crate) no_env_file: bool,
    #[arg(short, long, value_parser = Text::new(), conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file",
    ])]
    pub(crate) profile: Option<String>,
    #[arg(long, conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file", "no_env_file", "profile",
    ])]
    pub(crate) demo: bool,
    #[arg(short, long)]
    pub(crate) verbose: bool,
}
