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

use clap::{Parser, ValueEnum};
use clap_complete::Shell;

use credentials::CredentialArgs;
use decode::{DecodeArgs, error_code};
use products::MintCommand;

#[derive(Debug, Parser)]
#[command(name = "twimint", bin_name = "twimint", version, defer = true)]
pub(crate) enum Cli {
    #[command(flatten)]
    Mint(MintCommand),
    Decode(Box<DecodeArgs>),
    Explain {
        #[arg(value_parser = error_code)]
        code: Option<u32>,
        #[arg(short, long, default_value = "text")]
        output: ReportOutput,
    },
    Doctor {
        #[arg(short, long, default_value = "text")]
        output: ReportOutput,
        #[command(flatten)]
        credentials: Box<CredentialArgs>,
    },
    Completions {
        shell: Shell,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportOutput {
    /// For people
    Text,
    /// For programs
    Json,
}
