//! twimint: parse, run, report, exit. All of it is in the library, where `cli` is the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    twimint::cli::run(&arguments)
}
