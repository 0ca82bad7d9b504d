//! The command-line program: arguments, environment, files, clock and terminal. Each command has a file or a folder.

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

use args::Cli;
use say::{Exit, Stop};

/// Runs a command line, whose first argument is the program's name.
pub fn run(arguments: &[OsString]) -> ExitCode {
    #[cfg(unix)]
    system::prepare();
    panic::set_hook(Box::new(|panic| {
        say::bug(panic);
        // Exit at once, whichever thread panicked: other threads may be waiting for it.
        process::exit(i32::from(Exit::FAILED.0));
    }));
    let exit = args::parse(arguments).and_then(dispatch).unwrap_or_else(Stop::report);
    exit.0.into()
}

fn dispatch(cli: Cli) -> Result<Exit, Stop> {
    match cli {
        Cli::Mint(command) => mint::run(command),
        Cli::Decode(args) => decode::run(&args),
        Cli::Explain { code, output } => explain::run(code, output).map(|()| Exit::DONE),
        Cli::Doctor { output, credentials } => doctor::run(output, *credentials),
        Cli::Completions { shell } => completions::run(shell).map(|()| Exit::DONE),
    }
}
