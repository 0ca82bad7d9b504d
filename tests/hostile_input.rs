//! Anybody can write a token. Whatever it says, the output must be safe in a terminal, a log and a shell.

#![cfg(feature = "cli")]
#![cfg(unix)]

mod support;

use std::process::Command;
use std::time::Instant;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{ACCOUNT, Folder, KEY, twimint};

const FORMS: [&[&str]; 8] = [
    &["-o=text"],
    &["-o=json"],
    &["-o=command"],
    &["--claim=identity"],
    &["--claim=grants"],
    &["--claim=header.twr"],
    &["--expect=identity=x", "--min-ttl=1h", "--verify"],
    &["--error=20101", "--expect=grants.video.room=x"],
];

/// A token with this text in every place that can hold text.
fn token(text: &str) -> String {
    let header =
        json!({"typ": "JWT", "alg": "HS256", "cty": "twilio-fpa;v=1", "twr": text, "x": text});
    let mut payload = json!({
        "iss": KEY, "sub": ACCOUNT, "jti": text, "iat": 1_800_000_000, "exp": 1_800_003_600,
        "grants": {"identity": text, "video": {"room": text}, "voice": {"outgoing": {"params": {text: text}}}},
    });
    for place in ["", "/grants", "/grants/video"] {
        payload.pointer_mut(place).unwrap()[format!("{text}.")] = json!({text: [text, {text: 1}]});
    }
    let encode = |value: &Value| BASE64URL.encode(value.to_string());
    format!("{}.{}.{}", encode(&header), encode(&payload), BASE64URL.encode([7; 32]))
}

/// Control characters, bidirectional marks and invisible characters.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Runs `decode`: its standard output and standard error in one text, and the number of lines on standard output.
fn said(options: &[&str], token: &str) -> (String, usize) {
    let output = twimint(["decode", "--at=1800000000"].iter().chain(options)).stdin(token).output();
    assert!(matches!(output.status.code(), Some(0 | 1 | 3)), "{output:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    let lines = stdout.lines().count();
    (stdout + &String::from_utf8(output.stderr).unwrap(), lines)
}

fn is_harmless(text: &str) {
    let token = token(text);
    for options in FORMS {
        let (all, lines) = said(options, &token);
        assert!(!all.contains(is_harmful), "{options:?} {all:?}");
        if options[0] != "-o=text" && options[0].starts_with("-o") {
            assert_eq!(lines, 1, "{options:?} {all}");
        }
        // `--claim` prints only the claim, so it may begin a line.
        if options[0].starts_with("--claim") {
            continue;
        }
        let lines = all.lines().map(|line| line.trim_start().trim_start_matches("✗ "));
        for line in lines {
            assert!(!line.starts_with("::") && !line.starts_with("nothing found"), "{all}");
            let start = text.chars().take(12).collect::<String>();
            assert!(start.is_empty() || !line.trim_start().starts_with(&start), "{all}");
        }
    }
}

#[test]
fn text_of_a_token_is_harmless_in_every_form() {
    for text in [
        "\u{1b}[2J\u{1b}]0;x\u{7}",
        "a\nnothing found that Twilio would refuse (signature checked)",
        "a\r\n::error::x",
        "::set-output name=x::y",
        "nothing found that Twilio would refuse (signature checked)",
        &format!("{}::error::x", "x ".repeat(40)),
        &"::error::x ".repeat(40),
        &"nothing found ".repeat(40),
        "\u{202e}txet\u{2066}\u{200b}\u{feff}",
        "`x` 'y' \"z\" $HOME \\",
    ] {
        is_harmless(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_harmless(text in "[:\u{200b}\u{1b}\n~`'\"$\\\\ é李]{3,200}") {
        is_harmless(&format!("#{text}"));
    }
}

/// Fails if eight times as much takes much more than eight times as long: it would be 64 times, if each part of a text
/// looked at all the others.
fn takes_linear_time(options: &[&str], text: impl Fn(usize) -> String) {
    let time = |count: usize| {
        let text = text(count);
        let start = Instant::now();
        said(options, &text);
        start.elapsed()
    };
    let [few, many] = [1 << 12, 1 << 15].map(|count| (0..3).map(|_| time(count)).min().unwrap());
    assert!(many < 30 * few, "{few:?} {many:?}");
}

#[test]
fn many_equals_signs_take_linear_time() {
    assert!(said(&[], &"=".repeat(1 << 15)).0.starts_with("error: the token is empty\n"));
    takes_linear_time(&[], |count| "=".repeat(count));
}

#[test]
fn many_members_inside_a_long_name_take_linear_time() {
    takes_linear_time(&["-q"], |count| {
        let inner: serde_json::Map<_, _> = (0..count).map(|n| (n.to_string(), 1.into())).collect();
        let name = format!("outgoing{}", "-".repeat(count));
        let payload = json!({"grants": {"voice": {name: inner}}});
        let [header, payload] = [json!({}), payload].map(|json| BASE64URL.encode(json.to_string()));
        format!("{header}.{payload}.{}", BASE64URL.encode([7; 32]))
    });
}

/// Runs a line in a shell whose only program, a fake `twimint`, prints its arguments. Returns those arguments.
fn arguments(shell: &str, line: &str) -> Option<Vec<String>> {
    let path = ["/usr/bin", "/bin"].map(|folder| format!("{folder}/{shell}"));
    let path = path.iter().find(|path| std::path::Path::new(path).exists())?;
    let folder = Folder::new();
    // Link to a checked-in script: one written here could not run while another test's fork has it open for writing.
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/words");
    std::os::unix::fs::symlink(script, folder.path().join("twimint")).unwrap();
    let output = Command::new(path)
        .args(["-c", line])
        .env_clear()
        .env("PATH", folder.path())
        .env("HOME", folder.path())
        .env("LC_ALL", "C.UTF-8")
        .current_dir(folder.path())
        .output()
        .unwrap();
    // The shell would print an error here if the line ran any other program.
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{shell}: {line}");
    let mut words: Vec<String> =
        String::from_utf8(output.stdout).unwrap().split('\0').map(str::to_owned).collect();
    assert_eq!(words.pop().as_deref(), Some(""));
    assert!(!folder.path().join("pwned").exists(), "{shell}: {line}");
    Some(words)
}

#[test]
fn the_command_means_the_same_to_every_shell_and_runs_nothing_else() {
    for text in [
        "alice",
        "it's",
        "$(touch pwned)",
        "`touch pwned`",
        "'; touch pwned; '",
        "\"; touch pwned #",
        "a\ntouch pwned",
        "-x",
        "--help",
        "~",
        "*",
        "!!",
        "CORP\\alice",
        "it's \\x41\\101 and $a\\b",
        "a\\",
        "a\\'b\\\\",
        "%s%n\u{1b}",
        "(touch pwned)",
        "a;b&c|d<e>f",
        "zoë 李\u{202e}",
        "^",
        "=ls",
        "{a,b}",
    ] {
        let payload = json!({
            "iss": KEY, "sub": ACCOUNT, "iat": 1, "exp": 3601,
            "grants": {
                "identity": text,
                "video": {"room": text},
                "voice": {"outgoing": {"application_sid": "AP00112233445566778899aabbccddeeff", "params": {"p": text}}},
                "x": {text: text},
            },
        });
        let header = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#;
        let token = format!(
            "{}.{}.{}",
            BASE64URL.encode(header),
            BASE64URL.encode(payload.to_string()),
            BASE64URL.encode([7; 32])
        );
        let line =
            String::from_utf8(twimint(["decode", "-o=command", &token]).output().stdout).unwrap();
        assert_eq!(line.matches('\n').count(), 1, "{line}");
        for shell in ["sh", "bash", "zsh", "fish"] {
            let Some(words) = arguments(shell, &line) else { continue };
            let mut words = words.iter().map(String::as_str);
            let mut identity = None;
            let mut grants = serde_json::Map::new();
            // The first grant belongs to the command itself, so its options are the product's.
            let mut product = vec![words.next().unwrap().to_owned()];
            while let Some(word) = words.next() {
                match word {
                    "--identity" => identity = words.next(),
                    "--with" => product.extend(shlex::split(words.next().unwrap()).unwrap()),
                    "--grant" => {
                        let (name, json) = words.next().unwrap().split_once('=').unwrap();
                        grants.insert(name.to_owned(), serde_json::from_str(json).unwrap());
                    }
                    word => match word.strip_prefix("--identity=") {
                        Some(text) => identity = Some(text),
                        None => product.push(word.to_owned()),
                    },
                }
            }
            // Shells read escapes in quotes differently, and there is no JSON around it for other escapes.
            let is_said = !text.contains(['\n', '\u{1b}', '\u{202e}'])
                && !text.contains("\\'")
                && !text.ends_with('\\');
            assert_eq!(identity, is_said.then_some(text), "{shell}: {line}");
            for (name, body) in &grants {
                assert_eq!(*body, payload["grants"][name], "{shell}: {line}");
            }
            assert_eq!(grants["x"], json!({text: text}), "{shell}: {line}");
            if !grants.contains_key("video") {
                assert!(
                    product.iter().any(|word| word == text || word == &format!("--room={text}")),
                    "{line}"
                );
            }
            if !grants.contains_key("voice") {
                let params = product.iter().skip_while(|word| *word != "--params").nth(1).unwrap();
                assert_eq!(params.parse::<Value>().unwrap(), json!({"p": text}), "{shell}: {line}");
            }
        }
    }
}
