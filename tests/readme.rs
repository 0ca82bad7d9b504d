//! Tests the README. Bash runs its console blocks in order, in one folder, as a reader would paste them. They must
//! print what the README shows, except for what differs from run to run: tokens, times and the random part of a `jti`.
//!
//! - `<!-- file: NAME -->` before a block: the block is the content of that file.
//! - A command must succeed, unless the next one is `echo $?` or the line has its own `||`.
//!
//! `SNAPSHOTS=overwrite cargo test --test readme` updates the outputs in the README.

#![cfg(feature = "cli")]
#![cfg(unix)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use snapbox::{assert_data_eq, file};
use support::{APP, Folder, SERVICE, twimint};

const README: &str = include_str!("../README.md");

/// Separates the output of one command from that of the next.
const MARK: char = '\u{1}';

/// Fake programs, each a script that checks that it gets the token.
const STAND_INS: [(&str, &str); 2] = [
    ("curl", r#"grep -q '^Authorization: Bearer eyJ' && echo '{"user":"alice"}'"#),
    ("npx", r#"[[ ${TWILIO_ACCESS_TOKEN:-$CHAT_TOKEN} = eyJ* ]] && echo '1 passed'"#),
];

/// A command of a console block, and what it prints.
struct Step<'r> {
    command: &'r str,
    shown: &'r str,
}

#[test]
fn readme() {
    let folder = Folder::new();
    for (name, script) in STAND_INS {
        let path = folder.write(&format!("bin/{name}"), format!("#!/bin/bash\n{script}\n"));
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let parts: Vec<&str> = README.split("```").collect();
    assert!(parts.len() % 2 == 1 && parts.len() > 40, "a block is not closed, or few were found");
    let mut afresh = String::new();
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            afresh += "```";
        }
        let comment = n.checked_sub(1).and_then(|before| parts[before].trim_end().lines().last());
        let file =
            comment.and_then(|comment| comment.strip_prefix("<!-- file: ")?.strip_suffix(" -->"));
        match (part.split_once('\n'), file) {
            (Some((_, content)), Some(name)) if n % 2 == 1 => {
                folder.write(name, content);
                afresh += part;
            }
            (Some(("console", session)), None) if n % 2 == 1 => {
                afresh += "console\n";
                afresh += &played(&steps(session), folder.path());
            }
            _ => afresh += part,
        }
    }
    // Compare raw: the README has no wildcards.
    assert_data_eq!(afresh, file!["../README.md"].raw());
}

fn steps(session: &str) -> Vec<Step<'_>> {
    let commands = session.trim_end().strip_prefix("$ ").expect("a command").split("\n$ ");
    commands
        .map(|text| {
            let (command, shown) = text.split_once('\n').unwrap_or((text, ""));
            Step { command, shown }
        })
        .collect()
}

/// The session with its real output. Where that differs only from run to run, keeps what the README shows.
fn played(steps: &[Step<'_>], folder: &Path) -> String {
    let mut session = String::new();
    for (Step { command, shown }, printed) in steps.iter().zip(run(steps, folder)) {
        let printed = printed.trim_end();
        let same = steady(shown) == steady(printed);
        let output = if same { (*shown).to_owned() } else { shortened(printed) };
        writeln!(session, "$ {command}").unwrap();
        if !output.is_empty() {
            writeln!(session, "{output}").unwrap();
        }
    }
    session
}

/// Runs a block as one session of bash. Returns what each command printed.
fn run(steps: &[Step<'_>], folder: &Path) -> Vec<String> {
    let mut script = "exec 2>&1; ( exit 0 )\n".to_owned();
    for Step { command, .. } in steps {
        // Print the mark and the status, then restore the status for an `echo $?`.
        write!(
            script,
            "{command}\n{{ status=$?; printf '\\001%s\\n' $status; ( exit $status ); }}\n"
        )
        .unwrap();
    }
    let here = Path::new(env!("CARGO_BIN_EXE_twimint")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .args(["-o", "pipefail", "-c", &script])
        .env_clear()
        .env("PATH", format!("{}:{}:{path}", folder.join("bin").display(), here.display()))
        .env("HOME", folder)
        .current_dir(folder)
        .output()
        .unwrap();
    let mut rest = std::str::from_utf8(&output.stdout).unwrap();
    let mut all = Vec::new();
    for (n, Step { command, .. }) in steps.iter().enumerate() {
        let (printed, after) = rest.split_once(MARK).unwrap_or_else(|| panic!("{command}: {rest}"));
        let (status, after) = after.split_once('\n').unwrap();
        let is_asked = steps.get(n + 1).is_some_and(|next| next.command == "echo $?");
        assert!(status == "0" || is_asked, "{command}: status {status}\n{printed}");
        all.push(printed.to_owned());
        rest = after;
    }
    all
}

/// A text in which a placeholder replaces everything that differs from run to run.
fn steady(text: &str) -> String {
    let mut steady = String::new();
    for line in text.lines() {
        // Drop what follows a time ("expires in 1 hour"): it depends on when the test runs.
        let line = line.split_once("Z  ").map_or(line, |(time, _)| time);
        let is_word = |c: char| c.is_alphanumeric() || "_-.:…".contains(c);
        for piece in line.split_inclusive(|c| !is_word(c)) {
            let word = piece.trim_end_matches(|c| !is_word(c));
            let digits = word.replace(|c: char| c.is_ascii_digit(), "0");
            steady += match digits.trim_end_matches('Z') {
                _ if word.starts_with("eyJ") => "<token>",
                "0000000000" | "0000-00-00T00:00:00" => "<time>",
                _ if word.starts_with("SK") && word.len() == 51 => "<jti>",
                _ => word,
            };
            steady += &piece[word.len()..];
        }
        steady.push('\n');
    }
    steady
}

/// A text with its tokens shortened to 40 characters.
fn shortened(text: &str) -> String {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let mut short = text.to_owned();
    for token in text.split(|c| !is_token(c)).filter(|word| word.starts_with("eyJ")) {
        short = short.replace(token, &format!("{}…", &token[..40]));
    }
    short
}

#[test]
fn contributing_names_what_is_there() {
    let contributing = include_str!("../CONTRIBUTING.md");
    let (mut paths, mut names) = (0, 0);
    let sources = sources(Path::new("src")) + &sources(Path::new("tests"));
    for word in contributing.split('`').skip(1).step_by(2) {
        if word.starts_with("src/") || word.starts_with("tests/") {
            assert!(Path::new(word).exists(), "there is no {word}");
            paths += 1;
        }
        let is_constant =
            word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
        if is_constant || word.ends_with('!') && word != "println!" {
            let name = word.trim_end_matches('!');
            assert!(sources.contains(name), "nothing is called {word}");
            names += 1;
        }
    }
    assert!(paths > 30 && names > 4, "{paths} paths, {names} names");
}

/// The source code of all Rust files below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text += &sources(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// The README's table of the Twilio CLI's options: twimint accepts both columns.
#[test]
fn coming_from_the_twilio_cli() {
    let sids = [
        ("AP…", APP),
        ("IS…", SERVICE),
        ("WS…", &SERVICE.replace("IS", "WS")),
        ("WK…", &SERVICE.replace("IS", "WK")),
    ];
    let rows =
        README.lines().filter_map(|line| line.strip_prefix("| `token:")?.strip_suffix("` |"));
    let mut tried = 0;
    for row in rows {
        let (theirs, ours) = row.split_once("` | `").expect("two commands");
        for command in [theirs, ours] {
            let command =
                sids.iter().fold(command.to_owned(), |text, (short, sid)| text.replace(short, sid));
            assert!(!command.contains('…'), "{command}");
            twimint(command.split(' ')).credentials().succeed();
            tried += 1;
        }
    }
    assert_eq!(tried, 10);
}
