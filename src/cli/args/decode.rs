//! The options of `decode`.

use clap::builder::NonEmptyStringValueParser as Text;
use clap::{Args, ValueEnum, ValueHint};

use super::credentials::CredentialArgs;
use super::products::name_value;
use super::time::{When, duration};

#[derive(Debug, Args)]
pub(crate) struct DecodeArgs {
    /// A token, or a file with tokens; standard input if absent or `-`
    ///
    /// A token that you type here can be seen in the process list and stays in the shell's
    /// history. If it is still good, use standard input or a file instead.
    #[arg(value_name = "TOKEN|FILE", value_hint = ValueHint::FilePath)]
    pub(crate) token: Option<String>,

    /// Fail unless the signature was checked
    ///
    /// Without this, a token passes even if there is no API key secret to check its signature
    /// with, and the output says that it was not checked.
    #[arg(long)]
    pub(crate) verify: bool,

    /// Check the token as if it were TIME [default: now]
    ///
    /// A TIME is Unix seconds, RFC 3339 with `Z` or an offset, `now`, or a duration with a sign,
    /// counted from now: `+15m`, `-2h`. There is no leeway: at `exp` the token has expired.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) at: Option<When>,

    /// Fail if less than DURATION is left before the token expires
    ///
    /// A DURATION is seconds, or units from the longest to the shortest: `300`, `5m`, `1h30m`.
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true, value_parser = duration)]
    pub(crate) min_ttl: Option<i64>,

    /// Fail unless a claim has this value: `identity=alice` (repeatable)
    ///
    /// PATH is the claim's name, with dots into objects: `grants.video.room=daily`. `identity`
    /// alone means the one in `grants`. Strings are compared without their quotes, other values
    /// as they stand in the JSON.
    #[arg(long, value_name = "PATH=VALUE", value_parser = name_value)]
    pub(crate) expect: Vec<(String, String)>,

    /// Print only this claim: `exp`, `identity`, `header.twr`
    ///
    /// Strings are printed without quotes, objects as compact JSON. If the claim is there, the
    /// status is 0 whatever else is wrong with the token; if it is not, 1. Where --verify,
    /// --expect or --min-ttl fails, nothing is printed and the status is theirs.
    #[arg(long, value_name = "PATH", value_parser = Text::new(), conflicts_with_all = ["output", "quiet", "error"])]
    pub(crate) claim: Option<String>,

    /// Explain this Twilio error code
    ///
    /// The code that Twilio answered, such as 20101 or 31204. Adds its causes that a token does
    /// not show: a deleted key, another account, another region.
    #[arg(long, value_name = "CODE", value_parser = error_code)]
    pub(crate) error: Option<u32>,

    /// Print nothing: the exit status says it all
    ///
    /// 0 if nothing was found that Twilio would refuse and every check passed.
    #[arg(short, long, conflicts_with_all = ["output", "verbose"])]
    pub(crate) quiet: bool,

    /// How to show the token
    ///
    /// The signature is never shown, and credentials in the token are masked.
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
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
