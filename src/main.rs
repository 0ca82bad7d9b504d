//! twimint mints and inspects Twilio Access Tokens: parse, run, report, exit.

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use twimint::cli::core_file;
use twimint::cli::report::{self, Exit};

fn main() -> ExitCode {
    core_file::forbid();
    panic::set_hook(Box::new(report::bug));
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let exit = panic::catch_unwind(|| match twimint::cli::run(&arguments) {
        Ok(exit) => exit,
        Err(error) => report::report(error),
    });
    exit.unwrap_or(Exit::Failed).into()
}
