//! twimint mints and inspects Twilio Access Tokens: parse, run, report, exit.

use std::ffi::OsString;
use std::panic;
use std::process::{self, ExitCode};

use twimint::cli::core_file;
use twimint::cli::report::{self, Exit};

fn main() -> ExitCode {
    core_file::forbid();
    panic::set_hook(Box::new(|panic| {
        report::bug(panic);
        // At once, in whatever thread it is: others may be waiting for this one.
        process::exit(Exit::Failed as i32);
    }));
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match twimint::cli::run(&arguments) {
        Ok(exit) => exit.into(),
        Err(error) => report::report(error).into(),
    }
}
