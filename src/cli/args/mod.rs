//! What is typed: the command line as declared to clap. Nothing is looked up here; what an option leaves open, `values`
//! fills in.
//!
//! What help says of each command and option stands in help.md, and is read only when somebody asks. Parsers of values repeat
//! nothing in their errors that could be a credential; `mistakes` says the rest.

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

#[derive(Debug, Parser)]
#[command(name = "twimint", bin_name = "twimint", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    #[command(visible_alias = "conversations", group = for_somebody())]
    Chat(Box<Mint<ChatArgs>>),
    #[command(group = for_somebody())]
    Voice(Box<Mint<VoiceArgs>>),
    #[command(group = for_somebody())]
    Video(Box<Mint<VideoArgs>>),
    #[command(group = for_somebody())]
    Sync(Box<Mint<SyncArgs>>),
    #[command(visible_alias = "flex")]
    Taskrouter(Box<Mint<TaskRouterArgs>>),
    Custom(Box<Mint<NoProduct>>),
    Decode(Box<DecodeArgs>),
    Explain(ExplainArgs),
    Doctor(Box<DoctorArgs>),
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
    #[arg(value_parser = error_code)]
    pub(crate) code: Option<u32>,

    #[arg(short, long, default_value = "text")]
    pub(crate) output: ReportOutput,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    #[arg(short, long, default_value = "text")]
    pub(crate) output: ReportOutput,

    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
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
