//! `twimint completions`: the scripts that `completions/` holds, generated afresh.

use clap::Arg;
use clap::builder::PossibleValue;
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
    if shell == Shell::Fish {
        for sub in command.get_subcommands() {
            for argument in sub.get_positionals() {
                script.extend(fish_positional(sub.get_name(), argument).into_bytes());
            }
        }
    }
    script
}

/// What `clap_complete` does not tell fish: the values of an argument that is no option. Where there
/// are none to list, names of files are no candidates either.
fn fish_positional(subcommand: &str, argument: &Arg) -> String {
    let values = argument.get_possible_values();
    let values: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    format!(
        "complete -c twimint -n \"__fish_twimint_using_subcommand {subcommand}\" -f -a \"{}\"\n",
        values.join(" ")
    )
}
