//! The options of `decode`.

use clap::builder::NonEmptyStringValueParser as Text;
use clap::{Args, ValueEnum, ValueHint};

use super::credentials::CredentialArgs;
use super::products::name_value;
use super::time::{When, duration};

#[derive(Debug, Args)]
pub(crate) struct DecodeArgs {
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) token: Option<String>,
    #[arg(long)]
    pub(crate) verify: bool,
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) at: Option<When>,
    #[arg(long, allow_hyphen_values = true, value_parser = duration)]
    pub(crate) min_ttl: Option<i64>,
    #[arg(long, value_parser = name_value)]
    pub(crate) expect: Vec<(String, String)>,
    #[arg(long, value_parser = Text::new(), conflicts_with_all = ["output", "quiet", "error"])]
    pub(crate) claim: Option<String>,
    #[arg(long, value_parser = error_code)]
    pub(crate) error: Option<u32>,
    #[arg(short, long, conflicts_with_all = ["output", "verbose"])]
    pub(crate) quiet: bool,
    #[arg(short, long, default_value = "text")]
    pub(crate) output: DecodeOutput,
    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecodeOutput {
    /// For people
    Text,
    /// One object per token
    Json,
    /// The twimint command that mints the same token again
    Command,
}

pub(crate) fn error_code(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "expected a number such as 20101")
}
