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

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use credentials::CredentialArgs;
use decode::DecodeArgs;
use products::{ChatArgs, NoProduct, SyncArgs, TaskRouterArgs, VideoArgs, VoiceArgs};
use token::TokenArgs;

/// Mint and inspect Twilio Access Tokens
///
/// Twilio's client SDKs (Conversations, Voice, Video, Sync) authenticate with an Access
/// Token: a JWT, signed with an API key's secret, that says who the user is and what they may
/// do. twimint prints one, or says what is in one and why Twilio would refuse it. It never
/// opens a socket and never writes a file.
///
/// Minting takes an account SID, an API key SID and the key's secret, from options, from the
/// environment, from a .env file or from a profile of the Twilio CLI; see `twimint chat
/// --help`. With `--demo` everything runs without an account.
#[derive(Debug, Parser)]
#[command(name = "twimint", version, bin_name = "twimint", arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Mint a token for Conversations
    ///
    /// The token is printed on a line of its own, ready for the Conversations SDK. The grant is
    /// called `chat` because Conversations took over the grant of Programmable Chat, which is
    /// retired.
    #[command(visible_alias = "conversations", group = for_somebody())]
    Chat(Box<Mint<ChatArgs>>),

    /// Mint a token for Voice
    ///
    /// The token is printed on a line of its own, ready for the Voice SDKs. It lets the identity
    /// call out through a TwiML app (--app-sid), be called (--incoming), or both. An identity can
    /// have ten registrations at a time; the eleventh drops the oldest. A mobile app needs a
    /// push credential to be called.
    #[command(group = for_somebody())]
    Voice(Box<Mint<VoiceArgs>>),

    /// Mint a token for Video
    ///
    /// The token is printed on a line of its own, ready for the Video SDKs. Video takes API keys
    /// of region us1 only. The same identity cannot be in a room twice: the one who connects
    /// later stays.
    #[command(group = for_somebody())]
    Video(Box<Mint<VideoArgs>>),

    /// Mint a token for Sync
    ///
    /// The token is printed on a line of its own, ready for the Sync SDK. It is for one Sync
    /// service; `default` is the one that every account has.
    #[command(group = for_somebody())]
    Sync(Box<Mint<SyncArgs>>),

    /// Mint a token for a TaskRouter worker, as in Flex
    ///
    /// The token is printed on a line of its own, ready for the TaskRouter SDK. It names the
    /// worker by SID, so that it needs no identity.
    #[command(visible_alias = "flex")]
    Taskrouter(Box<Mint<TaskRouterArgs>>),

    /// Mint a token of no grant but those that --grant and --with add
    ///
    /// For grants that have no command of their own: `--grant` takes any name with any JSON
    /// object. A token without any grant is refused, by twimint as by Twilio.
    Custom(Box<Mint<NoProduct>>),

    /// Show what is in a token, and why Twilio would refuse it
    ///
    /// Takes the token as people have it in hand: bare, with `Bearer` or `Authorization:` before
    /// it, in quotes, as NAME=token, in JSON; on standard input also several, one a line.
    ///
    /// Prints header, claims, grants and the state of the signature, then all that was found,
    /// worst first, each with the code that Twilio would most likely answer and what to do. The
    /// signature is checked if an API key secret is found where minting looks for it. It is
    /// never shown, so that the output can go into a ticket. That nothing was found does not
    /// say that Twilio accepts the token: whether the key exists, only Twilio knows.
    Decode(Box<DecodeArgs>),

    /// Show which credentials would be used, and what is wrong with them
    ///
    /// Nothing is printed that must stay secret, so that the report can go into a ticket. The
    /// status is 0 if minting would work, else 1.
    Doctor(Box<DoctorArgs>),

    /// Print a completion script for a shell
    ///
    /// The script completes commands, options, their values, and names of files where an option
    /// takes one.
    Completions(CompletionsArgs),
}

/// Options of a command that mints.
#[derive(Debug, Args)]
pub(crate) struct Mint<P: Args> {
    /// The grant that the command is named for.
    #[command(flatten)]
    pub(crate) product: P,
    /// The token around it.
    #[command(flatten)]
    pub(crate) token: TokenArgs,
    /// Who signs.
    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

/// Options of `doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// How the report is printed
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: DoctorOutput,

    /// What is looked at.
    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    ///
    /// PowerShell and Elvish are served as well as bash, zsh and fish.
    pub(crate) shell: Shell,
}

/// How the report of `doctor` is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DoctorOutput {
    /// For people
    Text,
    /// One object, for programs
    Json,
}

/// Makes the identity mandatory, for the products whose tokens are for somebody.
fn for_somebody() -> ArgGroup {
    ArgGroup::new("for").args(["identity", "identities", "demo"]).required(true).multiple(true)
}
