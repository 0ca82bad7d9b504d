//! `-- COMMAND`: the command runs with the token in its environment, and nothing else is printed.

#![cfg(feature = "cli")]
#![cfg(unix)]

mod support;

use snapbox::str;
use support::{Story, segments, twimint};

const SHOW: [&str; 4] = ["--", "/bin/sh", "-c", r#"printf '%s' "$TWILIO_ACCESS_TOKEN""#];

fn video(more: &[&str]) -> Story {
    twimint([&["video", "-i=ci", "--room=test"], more].concat()).credentials()
}

#[test]
fn the_command_finds_the_token_and_is_all_that_prints() {
    let token = video(&SHOW).succeed();
    assert!(segments(&token).1.contains(r#""identity":"ci""#), "{token}");
}

#[test]
fn the_variable_can_be_named() {
    let show = r#"printf '%s,%s' "${TWILIO_ACCESS_TOKEN-unset}" "${TOKEN%%.*}""#;
    video(&["--var=TOKEN", "--", "/bin/sh", "-c", show]).stdout(str!["unset,eyJ[..]"]).check();
    video(&["--var=TOKEN", "-o=env"]).stdout(str!["TOKEN=eyJ[..]\n"]).check();
    for name in ["", "1A", "A-B", "A=B"] {
        video(&["-o=env", "--var", name]).status(2).stderr(str!["error: [..]\n...\n"]).check();
    }
    video(&["--var=TOKEN"])
        .status(2)
        .stderr(str![[r#"
error: --var has no effect here
  hint: it goes with `-o env`, `-o github` and `-- COMMAND`

"#]])
        .check();
}

#[test]
fn its_status_is_passed_on_and_its_arguments_are_left_alone() {
    video(&["--", "/bin/sh", "-c", "exit 7"]).status(7).check();
    video(&["--", "/bin/echo", "--ttl", "-i", "$HOME"]).stdout("--ttl -i $HOME\n").check();
    video(&["--", "/bin/echo", "--"]).stdout("--\n").check();
}

/// If a script runs `-- $COMMAND` with the variable unset, printing the token would leak it into the log.
#[test]
fn nothing_after_the_dashes_does_not_print_the_token() {
    video(&["--"])
        .status(2)
        .stderr("error: no command after `--`\n  hint: leave `--` out to print the token\n")
        .check();
}

#[test]
fn it_has_standard_input_to_itself() {
    video(&["--", "/bin/cat"]).stdin("for the command\n").stdout("for the command\n").check();
}

#[test]
fn what_cannot_be_started_is_127_or_126_as_in_shells() {
    video(&["--", "./no-such-command"])
        .status(127)
        .stderr("error: `./no-such-command`: command not found\n")
        .check();
    video(&["--", "./plain-file"])
        .file("plain-file", "")
        .status(126)
        .stderr("error: `./plain-file`: permission denied\n")
        .check();
}

#[test]
fn nothing_runs_when_the_token_would_be_refused() {
    let story = twimint(["voice", "-i=a b", "--app-sid", support::APP, "--", "/bin/echo", "ran"]);
    story.credentials().status(3).stderr(str!["error[31105]: [..]\n...\n"]).check();
}

#[test]
fn it_cannot_be_combined_with_another_output() {
    for more in [&["-o=json", "--", "true"][..], &["--", "true"]] {
        let mut words = vec!["video"];
        words.extend(if more.len() == 3 { ["-i=a"] } else { ["--identities=-"] });
        words.extend(more);
        twimint(words).credentials().status(2).stderr(str!["error: [..]\n...\n"]).check();
    }
}

#[test]
fn a_command_can_leave_a_core_file_as_before() {
    let limits = video(&["--", "/bin/sh", "-c", "ulimit -S -c"]).succeed();
    let ours = std::process::Command::new("/bin/sh").args(["-c", "ulimit -S -c"]).output().unwrap();
    assert_eq!(limits, String::from_utf8(ours.stdout).unwrap());
}
