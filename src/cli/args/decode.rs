//! The options of `decode`.

use clap::{Args, ValueEnum};

use super::credentials::CredentialArgs;
use super::time::{When, duration};

/// Options of `decode`.
#[derive(Debug, Args)]
pub(crate) struct DecodeArgs {
    /// The token; standard input when absent or `-`
    ///
    /// What is typed here can be seen in the process list and stays in the shell's history;
    /// prefer standard input for a token that is still good.
    #[arg(value_name = "TOKEN")]
    pub(crate) token: Option<String>,

    /// Fail unless the signature was checked
    ///
    /// Without it a token whose signature nobody could check passes, and the output says so.
    /// With it, an API key secret must be found.
    #[arg(long)]
    pub(crate) verify: bool,

    /// Judge the token as of then [default: now]
    ///
    /// A TIME is Unix seconds, RFC 3339 with `Z` or an offset, `now`, or a duration with a
    /// sign, counted from now: `+15m`, `-2h`. There is no leeway: at `exp` a token has expired.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub(crate) at: Option<When>,

    /// Fail if the token expires sooner than that after the moment judged
    ///
    /// A DURATION is seconds, or units from the longest to the shortest: `300`, `5m`, `1h30m`.
    #[arg(
        long,
        value_name = "DURATION",
        allow_hyphen_values = true,
        value_parser = duration
    )]
    pub(crate) min_ttl: Option<i64>,

    /// Fail unless the claim has this value: `identity=alice`, `grants.video.room=daily`
    /// (repeatable)
    ///
    /// PATH is the claim's name, with dots into objects; `identity` alone is the grant's.
    /// Compares a scalar's JSON text, strings without their quotes.
    #[arg(long, value_name = "PATH=VALUE", value_parser = path_value)]
    pub(crate) expect: Vec<(String, String)>,

    /// Print only this claim: `exp`, `identity`, `grants.chat.service_sid`, `header.twr`
    ///
    /// Strings are printed raw but for hostile characters, objects as compact JSON. The
    /// status is 0 if the claim is there, whatever else is wrong with the token, and 1 if it is
    /// not; but where --verify, --expect or --min-ttl fails, nothing is printed, and it is 3.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["output", "quiet", "error"])]
    pub(crate) claim: Option<String>,

    /// The code that Twilio answered, to see what can cause it besides the token
    ///
    /// A number such as 20101 or 31204. Adds the causes of it that a token does not show: a
    /// deleted key, another account, another region.
    #[arg(long, value_name = "CODE", value_parser = error_code)]
    pub(crate) error: Option<u32>,

    /// Print nothing: the exit status says it
    ///
    /// 0 if nothing was found that Twilio would refuse and all that was asked for holds, 3 if not.
    #[arg(short, long, conflicts_with_all = ["output", "verbose"])]
    pub(crate) quiet: bool,

    /// How the token is shown
    ///
    /// Never with its signature, and with credentials masked.
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: DecodeOutput,

    /// What the signature is checked with.
    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

/// How a token is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecodeOutput {
    /// For people
    Text,
    /// One object a token, for programs
    Json,
    /// The twimint line that mints the token afresh
    Command,
}

fn error_code(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "expected a number such as 20101")
}

fn key_value(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE"),
    }
}

fn path_value(text: &str) -> Result<(String, String), &'static str> {
    key_value(text).map_err(|_| "expected PATH=VALUE")
}
