//! `twimint completions`: the scripts that `completions/` holds, generated afresh.

use clap_complete::Shell;

use super::help;
use super::output;
use super::report::{Error, Exit};

/// Prints the completion script of a shell.
pub fn run(shell: Shell) -> Result<Exit, Error> {
    let script = String::from_utf8(script(shell)).map_err(anyhow::Error::from)?;
    output::print(&script)?;
    Ok(Exit::Done)
}

/// The completion script of a shell.
pub fn script(shell: Shell) -> Vec<u8> {
    let mut command = help::documented();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "twimint", &mut script);
    script
}
