//! `twimint completions`: the scripts in `completions/`, as `clap_complete` generates them, with its mistakes fixed.
//!
//! They are generated from the declarations alone: nothing is looked up.

use clap::builder::PossibleValue;
use clap::{Arg, Command, ValueHint};
use clap_complete::Shell;

use super::args::help;
use super::say::{self, Stop};

pub(crate) fn run(shell: Shell) -> Result<(), Stop> {
    let mut command = help::documented(80);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "twimint", &mut script);
    let script = String::from_utf8_lossy(&script);
    say::print(match shell {
        // `-V` keeps the order: without it, zsh would sort an alias before its command.
        Shell::Zsh => script.replace("_describe -t commands", "_describe -V -t commands"),
        // The descriptions of values are in double quotes, where fish expands variables. The commands after `help` are
        // offered only if `help` was not typed, which it always was.
        Shell::Fish => {
            let script = script.replace("$GITHUB_ENV", "\\$GITHUB_ENV");
            script.replace(" help\" -f -a \"", "\" -f -a \"") + &fish_positionals(&command)
        }
        _ => script.into_owned(),
    })
}

/// What `clap_complete` leaves out for fish: the values of positional arguments, and whether they are file names.
fn fish_positionals(program: &Command) -> String {
    let commands = program.get_subcommands().filter(|command| command.get_name() != "help");
    let positionals = commands.flat_map(|of| of.get_positionals().map(|arg| (of.get_name(), arg)));
    let line = |(command, argument): (&str, &Arg)| {
        let values = argument.get_possible_values();
        let values: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let offers = match argument.get_value_hint() {
            ValueHint::FilePath => "-F".to_owned(),
            _ => format!("-f -a \"{}\"", values.join(" ")),
        };
        format!("complete -c twimint -n \"__fish_twimint_using_subcommand {command}\" {offers}\n")
    };
    positionals.map(line).collect()
}
