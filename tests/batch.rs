//! `--identities`: many tokens in one run.

#![cfg(feature = "cli")]

mod support;

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use snapbox::str;
use support::{ACCOUNT, CREDENTIALS, KEY, SECRET, SERVICE, Story, segments, twimint};

/// Mints a batch of chat tokens, with these identities on standard input.
fn chat(identities: impl Into<Vec<u8>>) -> Story {
    twimint(["chat", "--service-sid", SERVICE, "--identities", "-"]).credentials().stdin(identities)
}

/// A batch that reads the identities from a pipe.
fn batch(product: &str) -> Command {
    let mut batch = Command::new(env!("CARGO_BIN_EXE_twimint"));
    batch.args([product, "--identities", "-", "--no-env-file"]);
    batch.env_clear().envs(CREDENTIALS).stdin(Stdio::piped());
    batch
}

/// The identity in each token of the output, in order.
fn identities(output: &str) -> Vec<String> {
    let identity = |token| {
        let (_, payload) = segments(token);
        let payload: Value = serde_json::from_str(&payload).unwrap();
        payload["grants"]["identity"].as_str().unwrap().to_owned()
    };
    output.lines().map(identity).collect()
}

#[test]
fn ten_thousand_identities_of_every_kind_come_back_in_order() {
    const KINDS: [&str; 6] =
        ["plain", "with space", "zoë 李", "a\"b\\c", "tab\there", "user@x.org"];
    let wanted: Vec<String> =
        (0..10_000).map(|n| format!("{} {n}", KINDS[n % KINDS.len()])).collect();
    let output = chat(wanted.join("\n")).succeed();
    assert_eq!(identities(&output), wanted);

    let ids: HashSet<String> = output
        .lines()
        .map(|token| {
            let payload: Value = serde_json::from_str(&segments(token).1).unwrap();
            payload["jti"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), wanted.len());
    assert!(ids.iter().all(|id| id.starts_with(KEY) && id.len() == KEY.len() + 17));
}

#[test]
fn each_token_is_as_if_minted_alone() {
    // The tokens have long expired, so there is a warning too.
    let fixed = ["video", "--room", "r", "--issued-at", "1700000000"];
    let run = |options: &[&str]| {
        let mut story = twimint([&fixed[..], options].concat()).credentials();
        story.folder.write("names", "a\nbb\nccc\ndddd\nzoë 李");
        String::from_utf8(story.output().stdout).unwrap()
    };
    let batch = run(&["--jti", "id", "--identities", "names"]);
    let alone = ["a", "bb", "ccc", "dddd", "zoë 李"]
        .iter()
        .zip(1..)
        .map(|(name, n)| run(&["--jti", &format!("id-{n}"), "--identity", name]));
    assert_eq!(batch, alone.collect::<String>());
}

#[test]
fn json_has_one_object_per_line() {
    let output = twimint(["video", "--identities", "-", "-o", "json", "--issued-at=0", "--jti=x"])
        .credentials()
        .stdin("a\n\"b\"\n")
        .output();
    let output = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = output.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[0]["identity"], "a");
    assert_eq!(lines[1]["identity"], "\"b\"");
    assert_eq!(lines[1]["jti"], "x-2");
    assert_eq!(lines[1]["expires_at"], "1970-01-01T01:00:00Z");
    assert!(lines[1]["expires_in"].as_i64().unwrap() < 0);
}

#[test]
fn a_bad_line_seven_gives_six_tokens_and_its_number() {
    let mut story = twimint(["voice", "--app-sid", support::APP, "--identities", "-"])
        .credentials()
        .stdin("a\nb\nc\nd\ne\nf\nno spaces\nh\n");
    let output = story.output();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        identities(&String::from_utf8(output.stdout).unwrap()),
        ["a", "b", "c", "d", "e", "f"]
    );
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error[31105]: line 7: "), "{stderr}");
}

#[test]
fn a_bad_line_far_down_ends_the_batch_on_two_cores_too() {
    let mut lines: Vec<String> = (1..=50_000).map(|n| format!("user{n}")).collect();
    lines[41_234] = "x".repeat(257);
    lines[47_000] = "y".repeat(5000);
    let output = chat(lines.join("\n")).output();
    assert_eq!(output.status.code(), Some(3));
    let printed = identities(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(printed, lines[..41_234]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error[51003]: line 41235: "), "{stderr}");
    assert!(!stderr.contains("xxxx"));
}

#[test]
fn line_ends_and_byte_order_marks_are_not_part_of_an_identity() {
    let output = chat("\u{feff}alice\r\nbob\r\n\r\n\r\n").succeed();
    assert_eq!(identities(&output), ["alice", "bob"]);
    assert_eq!(identities(&chat("alice\nbob").succeed()), ["alice", "bob"]);
    assert_eq!(identities(&chat("alice\n\n\n\n").succeed()), ["alice"]);
    chat("\u{feff}\u{feff}\nbob\n")
        .status(1)
        .stderr("error: line 1: blank line before an identity\n  hint: remove the line\n")
        .check();
}

#[test]
fn a_blank_line_in_between_is_an_error() {
    let output = chat("a\nb\n\n\nc\n").output();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(identities(&String::from_utf8(output.stdout).unwrap()), ["a", "b"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: line 3: blank"), "{stderr}");
}

#[test]
fn lines_of_spaces_are_blank() {
    let tokens = chat("a\nb\n \t\n\u{feff}\n\r\n   ").succeed();
    assert_eq!(identities(&tokens), ["a", "b"]);
    let output = chat("a\n  \nb\n").output();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: line 2: blank"), "{stderr}");
}

#[test]
fn a_blank_line_between_two_blocks_is_found_too() {
    // Put the blank lines where one block of input ends and the next begins.
    let mut text = "user\n".repeat(16 * 1024 / 5);
    let first = text.lines().count() + 1;
    text.push_str(&"\n".repeat(40_000));
    text.push_str("late\n");
    let output = chat(text).output();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with(&format!("error: line {first}: blank")), "{stderr}");
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), first - 1);
}

#[test]
fn a_line_that_is_too_long_is_named_and_not_repeated() {
    chat("x".repeat(5000)).status(1).stderr("error: line 1: longer than 4 KiB\n").check();
    let endless = "x".repeat(3_000_000);
    chat(endless).status(1).stderr("error: line 1: longer than 4 KiB\n").check();
}

#[test]
fn a_line_that_is_not_text_is_named() {
    let output = chat(b"alice\nb\xffb\n".to_vec()).output();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "error: line 2: it is not UTF-8\n");
    assert_eq!(identities(&String::from_utf8(output.stdout).unwrap()), ["alice"]);
}

#[test]
fn a_file_in_utf_16_is_named() {
    let text: Vec<u8> =
        "\u{feff}alice\r\nbob\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    chat(text)
        .status(1)
        .stderr(
            "error: line 1: it is UTF-16, not UTF-8
  hint: save it as UTF-8; in PowerShell before version 7, with `Out-File -Encoding utf8`, not with `>`
",
        )
        .check();
}

#[test]
fn no_identities_at_all() {
    for nothing in ["", "\n\n", "\u{feff}", "\u{feff}\r\n\n"] {
        chat(nothing)
            .status(1)
            .stderr("error: --identities: the input has no identities\n")
            .check();
    }
}

#[test]
fn a_warning_is_printed_once_with_its_count() {
    twimint(["voice", "--app-sid", support::APP, "--identities", "-", "-o", "token"])
        .credentials()
        .stdin("a-b\nc\nd-e\nf-g\n")
        .stdout(str!["[..]\n[..]\n[..]\n[..]\n"])
        .stderr(str![[r#"
warning[31105]: the voice identity contains `-`: Twilio's docs forbid it, but it has been seen to work (3 times)
...
"#]])
        .check();
}

#[test]
fn warnings_of_too_many_kinds_are_counted_together() {
    let characters = "!\"#$%&'()*+,./:;<=>?@[]^{|}~".chars();
    let lines: Vec<String> = characters.map(|c| format!("a{c}b")).collect();
    let mut story = twimint(["voice", "--app-sid", support::APP, "--identities=-"])
        .credentials()
        .stdin(lines.join("\n"));
    let refused = story.output();
    assert_eq!(refused.status.code(), Some(3));
    let output = twimint(["voice", "--app-sid", support::APP, "--identities=-", "--allow-invalid"])
        .credentials()
        .stdin(lines.join("\n"))
        .output();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let beyond = lines.len() - 20;
    assert!(
        stderr.ends_with(&format!("warning: {beyond} more warnings of other kinds\n")),
        "{stderr}"
    );
    assert!(!stderr.contains("times)"), "{stderr}");
}

#[test]
fn a_region_warning_for_all_tokens_is_printed_once() {
    let output = twimint(["sync", "--service-sid=default", "--region=ie1", "--identities", "-"])
        .credentials()
        .stdin("a\nb\nc\n")
        .output();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr.matches("warning: ").count(), 1, "{stderr}");
    assert!(stderr.contains("voice"), "{stderr}");
}

#[test]
fn refusals_are_warnings_with_allow_invalid() {
    let output = twimint(["voice", "--app-sid", support::APP, "--identities=-", "--allow-invalid"])
        .credentials()
        .stdin("a b\nc d\ne\n")
        .output();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(identities(&String::from_utf8(output.stdout).unwrap()), ["a b", "c d", "e"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("warning[31105]: ") && stderr.contains("(2 times)"), "{stderr}");
}

#[test]
fn a_fault_of_all_tokens_is_reported_before_the_first_line_is_read() {
    let mut child = batch("chat").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Standard input stays open and empty, so a program that reads it would hang.
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(3));
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(stderr.starts_with("error[20106]: the chat grant has no `service_sid`"), "{stderr}");
}

#[test]
fn a_token_is_printed_as_soon_as_its_line_arrives() {
    let mut child = batch("video").stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for name in ["alice", "bob"] {
        // Make the program wait: a token must be issued when its line arrives, not when the program started.
        thread::sleep(Duration::from_millis(1100));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        writeln!(stdin, "{name}").unwrap();
        let mut token = String::new();
        stdout.read_line(&mut token).unwrap();
        assert_eq!(identities(&token), [name]);
        let payload: Value = serde_json::from_str(&segments(token.trim()).1).unwrap();
        assert!(payload["iat"].as_u64().unwrap() >= now);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn tokens_that_are_read_late_are_issued_late() {
    let mut child = batch("video").stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("user\n".repeat(10_000).as_bytes()).unwrap();
    // The pipe is full long before the last token is minted.
    thread::sleep(Duration::from_millis(1100));
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let issued: Vec<_> = output
        .lines()
        .map(|token| {
            let payload: Value = serde_json::from_str(&segments(token).1).unwrap();
            payload["iat"].as_u64().unwrap()
        })
        .collect();
    assert_eq!(issued.len(), 10_000);
    assert!(issued.is_sorted());
    assert!(issued[0] < issued[9_999]);
}

#[test]
fn a_failure_far_down_does_not_wait_for_more_input() {
    let mut child = batch("video").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let lines = "user\n".repeat(200_000) + &"x".repeat(5000) + "\n";
    // Ignore errors: the program may exit before it has read all of the input.
    let _ = stdin.write_all(lines.as_bytes());
    // Standard input stays open, so a program that waits for more would hang.
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn formats_for_one_token_are_refused() {
    for format in ["header", "env", "github"] {
        twimint(["chat", "--identities", "-", "-o", format])
            .credentials()
            .status(2)
            .stderr(str![[r#"
error: --identities prints many tokens
  hint: the formats for many are `token` and `json`

"#]])
            .check();
    }
}

#[test]
fn standard_input_has_one_reader() {
    let account = format!("--account-sid={ACCOUNT}");
    let key = format!("--api-key={KEY}");
    twimint(["video", "--identities=-", "--api-secret-file=-", &account, &key])
        .stdin(SECRET)
        .status(2)
        .stderr(
            "error: --api-secret-file: standard input can be read only once
  hint: read one of them from a file
",
        )
        .check();
}

#[test]
fn the_secret_as_an_identity_is_refused() {
    let output = chat(format!("alice\n{SECRET}\n")).output();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.starts_with("error: line 2: one of your own credentials is in `grants.identity`"),
        "{stderr}"
    );
    assert!(!stderr.contains(&SECRET[..8]));
}

#[test]
fn a_folder_and_a_missing_file_are_named_by_what_they_are() {
    twimint(["video", "--identities", "."])
        .credentials()
        .status(1)
        .stderr("error: --identities: `.`: it is a folder\n")
        .check();
    twimint(["video", "--identities", "nowhere.txt"])
        .credentials()
        .status(1)
        .stderr("error: --identities: `nowhere.txt`: no such file\n")
        .check();
}
