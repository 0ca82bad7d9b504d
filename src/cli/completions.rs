//! `twimint completions`: the scripts of `completions/`, as clap_complete makes them, and what it gets wrong put right.
//!
//! Made of the declarations alone; knows no values.

use std::fmt::Write as _;

use clap_complete::Shell;

use super::args::help;
use super::say::{self, Stop};

pub(crate) fn run(shell: Shell) -> Result<(), Stop> {
    say::print(script(shell))
}

fn script(shell: Shell) -> String {
    let mut command = help::documented(80);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "twimint", &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        // In the order given: zsh would sort an alias before its command.
        Shell::Zsh => script.replace("_describe -t commands", "_describe -V -t commands"),
        Shell::Fish => {
            // What describes a value stands between double quotes, in which fish expands variables.
            script = script.replace("$GITHUB_ENV", "\\$GITHUB_ENV");
            for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
                for argument in sub.get_positionals() {
                    let values = argument.get_possible_values();
                    let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
                    let offers = match argument.get_value_hint() {
                        clap::ValueHint::FilePath => "-F".to_owned(),
                        _ => format!("-f -a \"{}\"", values.join(" ")),
                    };
                    // Writing into a string cannot fail.
                    _ = writeln!(
                        script,
                        "complete -c twimint -n \"__fish_twimint_using_subcommand {}\" {offers}",
                        sub.get_name()
                    );
                }
            }
            script
        }
        _ => script,
    }
}
