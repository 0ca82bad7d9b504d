//! The `twimint` program, all of which is in the library's module `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    twimint::cli::run(&arguments)
}
