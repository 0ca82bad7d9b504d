//! The command line, as declared to clap. Nothing is looked up here: `values` fills in what the options leave open.
//!
//! The help texts are in help.md, which is read only when somebody asks for help. The errors of value parsers never
//! repeat anything that could be a credential. `mistakes` turns them into messages.

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
