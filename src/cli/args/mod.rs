//! What is typed: the command line as declared to clap, and its texts. Nothing is looked up here; what an option leaves open,
//! `values` fills in.
//!
//! Values that could be a credential are parsed by parsers whose errors repeat nothing; the rest of a clap error is cleaned
//! where it is reported.

#![expect(clippy::doc_markdown, reason = "the comments are help texts")]

pub(crate) mod credentials;
pub(crate) mod decode;
pub(crate) mod help;
pub(crate) mod mistakes;
pub(crate) mod products;
pub(crate) mod time;
pub(crate) mod token;

use clap::builder::Resettable;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use credentials::CredentialArgs;
use decode::{DecodeArgs, error_code};
use products::{ChatArgs, NoProduct, SyncArgs, TaskRouterArgs, VideoArgs, VoiceArgs};
use token::TokenArgs;

/// Mint Twilio Access Tokens, and find out why Twilio rejects one
///
/// Twilio's client SDKs (Conversations, Voice, Video, Sync) log in with an Access Token: a JWT,
/// signed with an API key's secret, that says who the user is and what they may do. twimint
/// prints one, or shows what is in one and why Twilio would refuse it. It never opens a socket
/// and never writes a file.
///
/// To mint a token you need an account SID, an API key SID and that key's secret. They come from
/// options, from the environment, from a .env file or from a profile of the Twilio CLI: see
/// `twimint chat --help`. With `--demo` everything works without an account.
#[derive(Debug, Parser)]
#[command(name = "twimint", bin_name = "twimint", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Mint a token for Conversations
    ///
    /// For the Conversations SDKs; Twilio's docs now call the product Conversations (classic).
    /// The grant is called `chat`, as it was for Programmable Chat, which is retired.
    #[command(visible_alias = "conversations", group = for_somebody())]
    Chat(Box<Mint<ChatArgs>>),

    /// Mint a token for Voice
    ///
    /// For the Voice SDKs. It lets the user make calls through a TwiML app (--app-sid), receive
    /// calls (--incoming), or both. An identity can be registered ten times at once; the eleventh
    /// registration drops the oldest. To receive calls, a mobile app also needs a push credential.
    #[command(group = for_somebody())]
    Voice(Box<Mint<VoiceArgs>>),

    /// Mint a token for Video
    ///
    /// For the Video SDKs. Video works only with API keys of region us1. An identity can be in a
    /// room once: whoever connects later stays, the other one is dropped.
    #[command(group = for_somebody())]
    Video(Box<Mint<VideoArgs>>),

    /// Mint a token for Sync
    ///
    /// For the Sync SDKs. A token is for one Sync service; `default` is the one that every
    /// account has.
    #[command(group = for_somebody())]
    Sync(Box<Mint<SyncArgs>>),

    /// Mint a token for a TaskRouter worker, as in Flex
    ///
    /// For the TaskRouter SDK. The token names the worker by SID, so it needs no identity.
    #[command(visible_alias = "flex")]
    Taskrouter(Box<Mint<TaskRouterArgs>>),

    /// Mint a token with only the grants that you add
    ///
    /// For grants that have no command here: --grant takes any name and any JSON object, --with
    /// any product. Twilio refuses a token without grants, and so does twimint.
    Custom(Box<Mint<NoProduct>>),

    /// Show what is in a token, and why Twilio would refuse it
    ///
    /// Takes what you have in hand: the bare token, `Bearer …` or a whole `Authorization:` line,
    /// NAME=token, quotes around it, JSON with the token anywhere inside, a line of a log, or a
    /// file with any of these. Several tokens are read one per line.
    ///
    /// Prints header, claims, grants and whether the signature is right, then everything that is
    /// wrong, worst first, each with the code that Twilio most likely answers and what to do. The
    /// signature is checked if your API key secret is found where minting would find it. It is
    /// never shown, so the output can go into a ticket. If nothing was found, Twilio may still
    /// reject the token: only Twilio knows whether the key exists. Then add --error CODE.
    Decode(Box<DecodeArgs>),

    /// Explain one of Twilio's error codes
    ///
    /// What the code means for a token, which faults in a token lead to it, which causes a token
    /// does not show, and what to do. Without CODE, lists all the codes that twimint knows.
    Explain(ExplainArgs),

    /// Show which credentials would be used, and what is wrong with them
    ///
    /// Nothing secret is printed, so the report can go into a ticket. The status is 0 if minting
    /// would work, else 1.
    Doctor(Box<DoctorArgs>),

    /// Print a completion script for your shell
    ///
    /// It completes commands, options and their values, and file names where an option takes
    /// a file.
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
pub(crate) struct Mint<P: Args> {
    // First, for help begins with who the token is for.
    #[command(flatten)]
    pub(crate) token: TokenArgs,
    #[command(flatten, next_help_heading = Resettable::Reset)]
    pub(crate) product: P,
    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code that Twilio answered, such as 20104; all of them if absent
    #[arg(value_name = "CODE", value_parser = error_code)]
    pub(crate) code: Option<u32>,

    /// How to print it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: ReportOutput,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// How to print the report
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: ReportOutput,

    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that you use
    pub(crate) shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportOutput {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Makes the identity mandatory, for the products whose tokens are for somebody.
fn for_somebody() -> ArgGroup {
    ArgGroup::new("for").args(["identity", "identities", "demo"]).required(true).multiple(true)
}
