//! The world around tokens: arguments, environment, files, clock and terminal. A file or a folder for each command.

pub(crate) mod args;
mod completions;
mod decode;
mod doctor;
mod explain;

mod mint;
mod read;
mod say;
#[cfg(unix)]
mod system;
mod threads;
mod values;

use std::ffi::OsString;
use std::panic;
use std::process::{self, ExitCode};

use args::{Cli, mistakes};
use say::{Exit, Stop};

/// Does what a command line asks for; the first argument is the program's name.
pub fn run(arguments: &[OsString]) -> ExitCode {
    #[cfg(unix)]
    system::prepare();
    panic::set_hook(Box::new(|panic| {
        say::bug(panic);
        // At once, in whatever thread it is: others may be waiting for this one.
        process::exit(i32::from(Exit::FAILED.0));
    }));
    let exit = mistakes::parse(arguments).and_then(dispatch).unwrap_or_else(Stop::report);
    exit.0.into()
}

fn dispatch(cli: Cli) -> Result<Exit, Stop> {
    match cli {
        Cli::Mint(command) => mint::run(command),
        Cli::Decode(args) => decode::run(&args),
        Cli::Explain { code, output } => explain::run(code, output).map(|()| Exit::DONE),
        Cli::Doctor { output, credentials } => doctor::run(output, &credentials),
        Cli::Completions { shell } => completions::run(shell).map(|()| Exit::DONE),
    }
}
