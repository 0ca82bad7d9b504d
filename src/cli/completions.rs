//! `twimint completions`: the scripts in `completions/`, as `clap_complete` generates them, with its mistakes fixed.
//!
//! They are generated from the declarations alone: nothing is looked up.

use clap_complete::Shell;

use super::args::help;
use super::say::{self, Stop};

pub(crate) fn run(shell: Shell) -> Result<(), Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::documented(80), "twimint", &mut script);
    let script = String::from_utf8_lossy(&script);
    say::print(match shell {
        // `-V` keeps the order: without it, zsh would sort an alias before its command.
        Shell::Zsh => script.replace("_describe -t commands", "_describe -V -t commands"),
        // The descriptions of values are in double quotes, where fish expands variables. The commands after `help` are
        // offered only if `help` was not typed, which it always was.
        Shell::Fish => script
            .replace("$GITHUB_ENV", "\\$GITHUB_ENV")
            .replace(" help\" -f -a \"", "\" -f -a \""),
        _ => script.into_owned(),
    })
}
