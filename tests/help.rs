//! The output of `-h`, `--help`, `help` and `--version`: short, at most 80 columns wide, and with examples that run.

#![cfg(feature = "cli")]

use support::{DOT_ENV, Folder, twimint};

mod support;

const COMMANDS: [&str; 10] = [
    "chat",
    "voice",
    "video",
    "sync",
    "taskrouter",
    "custom",
    "decode",
    "explain",
    "doctor",
    "completions",
];

fn help(arguments: &[&str]) -> String {
    twimint(arguments).succeed()
}

#[test]
fn every_help_fits_80_columns_and_a_summary_40_lines() {
    for command in [""].iter().chain(&COMMANDS) {
        for flag in ["-h", "--help"] {
            let arguments: Vec<&str> =
                [*command, flag].into_iter().filter(|word| !word.is_empty()).collect();
            let help = help(&arguments);
            for line in help.lines() {
                assert!(line.chars().count() <= 80, "{command} {flag}: {line}");
            }
            assert!(
                flag == "--help" || help.lines().count() <= 40,
                "{command}: {}",
                help.lines().count()
            );
            assert!(help.ends_with('\n') && !help.ends_with("\n\n"));
        }
    }
}

#[test]
fn a_summary_starts_with_who_the_token_is_for_and_points_to_the_credentials() {
    let help = help(&["video", "-h"]);
    let options = help.split_once("\nOptions:\n").unwrap().1;
    let first = |text: &str| text.trim_start().split([' ', ',']).next().unwrap().to_owned();
    let mut lines = options.lines().map(first);
    assert_eq!([lines.next(), lines.next()].map(Option::unwrap), ["-i", "--room"]);
    assert!(options.find("Token:") < options.find("Credentials"), "{help}");
    assert!(!help.contains("--api-key") && help.contains("see --help"), "{help}");
}

#[test]
fn the_long_help_has_its_examples_right_after_the_usage() {
    for command in COMMANDS {
        let help = help(&[command, "--help"]);
        let (_, after) = help.split_once("\nUsage: ").unwrap();
        assert_eq!(after.lines().nth(2), Some("Examples:"), "{command}");
        assert!(help.contains("\nExit status:\n"), "{command}");
    }
    let voice = help(&["voice", "--help"]);
    for told in [
        "ten times at once; the eleventh",
        "push credential",
        "[alias: --outgoing-application-sid]",
        "[env: TWILIO_TWIML_APP_SID, ",
        "~/.twilio-cli/config.json",
    ] {
        assert!(voice.replace('\n', " ").contains(told) || voice.contains(told), "{told}: {voice}");
    }
    assert!(help(&["chat", "--help"]).replace('\n', " ").contains("Conversations (classic)"));
    assert!(help(&["video", "--help"]).contains("region us1"));
}

#[test]
fn help_is_asked_for_in_three_ways() {
    let long = help(&["chat", "--help"]);
    assert_eq!(help(&["help", "chat"]), long);
    assert_eq!(help(&["help", "conversations"]), long);
    assert_eq!(help(&["chat", "-i", "alice", "--help"]), long);
    assert_eq!(help(&["help"]), help(&["--help"]));
    twimint(["--version"]).stdout(concat!("twimint ", env!("CARGO_PKG_VERSION"), "\n")).check();
}

#[test]
fn without_arguments_the_program_shows_its_commands_and_fails() {
    let output = twimint::<&str>([]).output();
    let shown = String::from_utf8(output.stderr).unwrap();
    assert!(COMMANDS.iter().all(|command| shown.contains(&format!("\n  {command} "))), "{shown}");
    assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()));
}

#[test]
fn help_is_coloured_only_if_asked_for() {
    for (words, is_coloured) in [
        (&["chat", "-h"][..], false),
        (&["chat", "-h", "--color", "always"], true),
        (&["--color=always", "chat", "-h"], true),
        (&["chat", "-h", "--color=never"], false),
    ] {
        assert_eq!(help(words).contains('\u{1b}'), is_coloured, "{words:?}");
    }
    let said = |words: &[&str]| String::from_utf8(twimint(words).output().stderr).unwrap();
    assert!(said(&["chta", "--color", "always"]).starts_with("\u{1b}["));
    assert!(said(&["chta"]).starts_with("error: "));
    // After `--` it belongs to the command that twimint runs.
    assert!(said(&["chat", "--", "ls", "--color=always"]).starts_with("error: "));
}

/// Runs every example of every help text, as a user would paste it.
#[cfg(unix)]
#[test]
fn examples_work_when_pasted() {
    let folder = Folder::new();
    folder.write(".env", DOT_ENV);
    std::fs::create_dir_all(folder.path().join(".config/fish")).unwrap();
    let run = |line: &str| {
        let here = std::path::Path::new(env!("CARGO_BIN_EXE_twimint")).parent().unwrap();
        let path = format!("{}:{}", here.display(), std::env::var("PATH").unwrap());
        let output = std::process::Command::new("bash")
            .args(["-o", "pipefail", "-c", line])
            .env_clear()
            .env("PATH", path)
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}\n{output:?}");
        output.stdout
    };
    folder.write("token.txt", run("twimint chat --identity alice"));
    let examples = include_str!("../src/cli/args/help.md").lines();
    let tried = examples.filter_map(|line| line.strip_prefix("    ")).map(run).count();
    assert!(tried > 25, "only {tried} examples were found");
}
