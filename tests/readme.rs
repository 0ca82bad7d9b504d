//! The README does what it says: its console blocks are run in order, in one folder, by bash, as a
//! reader would paste them; what they print is compared with what it shows.
//!
//! - `<!-- file: NAME -->` before a block: the block is that file's content.
//! - `<!-- needs: WORD -->`: the block is run once the help has that command or option.
//! - `...` stands for any lines, `[..]` for any text in a line.
//! - A command must succeed, unless the next one is `echo $?`, or the line has its own `||`.

#![cfg(unix)]

mod support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::thread;

use snapbox::assert_data_eq;
use support::Folder;

/// What parts the output of one command from that of the next.
const MARK: char = '\u{1}';

/// A fenced block of the README.
struct Block<'r> {
    line: usize,
    language: &'r str,
    /// The comment on the line before it, taken apart: `file`, `.env`.
    comment: Option<(&'r str, &'r str)>,
    text: Vec<&'r str>,
}

/// A command of a console block, and what it prints.
struct Step<'r> {
    command: &'r str,
    shown: Vec<&'r str>,
}

#[test]
fn readme() {
    let folder = Folder::new();
    let backend = backend();
    let mut run = 0;
    for block in blocks(include_str!("../README.md")) {
        match (block.language, block.comment) {
            (_, Some(("file", name))) => {
                folder.write(name, block.text.join("\n") + "\n");
            }
            ("console", Some(("needs", word))) if !help_has(word) => {}
            ("console", None | Some(("needs", _))) => {
                check(&block, folder.path(), &backend);
                run += 1;
            }
            ("console", Some(comment)) => panic!("line {}: {comment:?}?", block.line),
            _ => {}
        }
    }
    assert!(run >= 10, "only {run} console blocks were found");
}

fn blocks(readme: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    let mut before = "";
    for (n, line) in readme.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(language) if !is_open => {
                let comment = before.strip_prefix("<!-- ").and_then(|c| c.strip_suffix(" -->"));
                blocks.push(Block {
                    line: n + 1,
                    language,
                    comment: comment.and_then(|comment| comment.split_once(": ")),
                    text: Vec::new(),
                });
                is_open = true;
            }
            Some(_) => is_open = false,
            None if is_open => blocks.last_mut().unwrap().text.push(line),
            None => {}
        }
        before = line;
    }
    assert!(!is_open, "a block is not closed");
    blocks
}

fn steps<'r>(block: &Block<'r>) -> Vec<Step<'r>> {
    let mut steps: Vec<Step<'r>> = Vec::new();
    for line in &block.text {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step { command, shown: Vec::new() }),
            (None, Some(step)) => step.shown.push(line),
            (None, None) => panic!("line {}: output before any command", block.line),
        }
    }
    steps
}

/// Runs a block as one session of bash, and compares what each command printed.
#[expect(clippy::print_stderr, reason = "says where it failed")]
fn check(block: &Block<'_>, folder: &Path, backend: &str) {
    let steps = steps(block);
    let mut script = String::from("exec 2>&1; ( exit 0 )\n");
    for step in &steps {
        // The mark carries the status along, and hands it on to an `echo $?`.
        script += step.command;
        script += "\n{ status=$?; printf '\\001%s\\n' $status; ( exit $status ); }\n";
    }
    let here = Path::new(env!("CARGO_BIN_EXE_twimint")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .args(["-o", "pipefail", "-c", &script])
        .env_clear()
        .env("PATH", format!("{}:{path}", here.display()))
        .env("HOME", folder)
        .env("BACKEND", backend)
        .current_dir(folder)
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let mut rest = stdout.as_str();
    for (n, step) in steps.iter().enumerate() {
        let at = format!("README.md, block of line {}: {}", block.line, step.command);
        let (printed, after) = rest.split_once(MARK).unwrap_or_else(|| panic!("{at}: {rest}"));
        let (status, after) = after.split_once('\n').unwrap();
        rest = after;
        let is_asked = steps.get(n + 1).is_some_and(|next| next.command == "echo $?");
        assert!(status == "0" || is_asked, "{at}: status {status}\n{printed}");
        // A blank line before the closing fence is for the eye.
        let shown = step.shown.join("\n").trim_end_matches('\n').to_owned();
        let newline = if shown.is_empty() { "" } else { "\n" };
        eprintln!("{at}");
        assert_data_eq!(printed.to_owned(), shown + newline);
    }
}

fn help_has(word: &str) -> bool {
    let helps = [&["--help"][..], &["chat", "--help"], &["decode", "--help"]];
    helps.iter().any(|arguments| {
        let output = Command::new(env!("CARGO_BIN_EXE_twimint")).args(*arguments).output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        help.split_whitespace().any(|other| other == word)
    })
}

/// A server that answers with the Authorization header it was sent, cut after the scheme.
fn backend() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let header = lines
                .map(Result::unwrap)
                .take_while(|line| !line.is_empty())
                .find(|line| line.starts_with("Authorization: Bearer eyJ"));
            let answer = header.map_or("nobody", |_| "alice");
            let length = answer.len() + 1;
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{answer}\n"
            );
        }
    });
    format!("http://{address}")
}
