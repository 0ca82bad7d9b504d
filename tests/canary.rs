//! No output ever shows a secret, or even eight characters of one. The tests put a marked secret, the canary, wherever
//! people could put one, and look for it in everything that is printed.

#![cfg(feature = "cli")]

mod support;

use std::process::Output;
use std::sync::OnceLock;

use support::{ACCOUNT, APP, KEY, SERVICE, Story, twimint};

/// The marked secret. It looks like an API key's secret, and no part of it occurs anywhere else.
const CANARY: &str = "Zq7Wx3Kv9Jp5Bn1Md8Fg4Hs6Tr2Yc0Lu";
/// An output must not show this many characters of the canary in a row.
const PIECE: usize = 8;

const COMMANDS: [&str; 9] =
    ["chat", "voice", "video", "sync", "taskrouter", "custom", "decode", "doctor", "completions"];

/// The canary in the forms in which people write, quote and mistype a secret.
fn forms() -> Vec<String> {
    vec![
        CANARY.to_owned(),
        format!("\"{CANARY}\""),
        format!("SK{CANARY}"),
        format!("x={CANARY}"),
        format!("{CANARY}={{}}"),
        format!("@{CANARY}"),
        format!("1h{CANARY}"),
        format!("--{CANARY}"),
        format!("-{CANARY}"),
        format!("video {CANARY}"),
        format!("video --room {CANARY} --foo={CANARY}"),
        format!("video '{CANARY}"),
        format!("{{\"{CANARY}\":1,\"{CANARY}\":2}}"),
        format!("x={{\"{CANARY}\":1,\"{CANARY}\":2}}"),
        format!("chat={{\"service_sid\":\"{CANARY}\"}}"),
        CANARY.to_lowercase(),
        // Looks like an Auth Token.
        "7e3b91d6c05fa284e9617cd03b5f8a42".to_owned(),
    ]
}

/// Fails if the output shows a part of the canary, of its lower-case form, or of a given value without the canary.
#[track_caller]
fn is_clean(what: &str, output: &Output, given: &str) {
    let lower = CANARY.to_lowercase();
    let secrets = [CANARY, if given.contains(CANARY) { CANARY } else { given }, &lower];
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        for secret in secrets {
            for piece in secret.as_bytes().windows(PIECE) {
                let piece = std::str::from_utf8(piece).unwrap();
                assert!(!text.contains(piece), "{what} shows `{piece}`:\n{text}");
            }
        }
        assert!(!text.contains("panicked") && !text.contains("has a bug"), "{what}:\n{text}");
    }
    let status = output.status.code().unwrap();
    // 127: the form was taken for a command to run.
    assert!(matches!(status, 0..=3 | 127), "{what} ends with {status}");
}

/// A run with the canary as the API key's secret, so neither a message nor a token may contain it.
fn with_the_canary_as_secret(arguments: &[&str]) -> Story {
    twimint(arguments)
        .env("TWILIO_ACCOUNT_SID", ACCOUNT)
        .env("TWILIO_API_KEY", KEY)
        .env("TWILIO_API_SECRET", CANARY)
        .env("TWILIO_CHAT_SERVICE_SID", SERVICE)
        .env("TWILIO_SYNC_SERVICE_SID", SERVICE)
        .env("TWILIO_APP_SID", APP)
        .env("TWILIO_WORKSPACE_SID", format!("WS{}", &APP[2..]))
        .env("TWILIO_WORKER_SID", format!("WK{}", &APP[2..]))
}

/// A token that was signed with another secret than the canary.
fn token() -> &'static str {
    static TOKEN: OnceLock<String> = OnceLock::new();
    TOKEN.get_or_init(|| {
        let output = twimint(["voice", "--demo"]).output();
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    })
}

/// A command with the arguments that it needs to run, before the tested option is added.
fn base(command: &str) -> Vec<&str> {
    match command {
        "decode" => vec![command, token(), "-o", "json"],
        "doctor" | "completions" => vec![command],
        _ => vec![command, "--identity", "alice"],
    }
}

/// The long options of a command, taken from its help so that none is forgotten.
fn options(command: &str) -> Vec<String> {
    let output = twimint([command, "--help"]).output();
    let help = String::from_utf8(output.stdout).unwrap();
    let words = help.split(|c: char| c.is_whitespace() || ",[=".contains(c));
    let mut options: Vec<String> = words
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .map(|word| word.trim_end_matches(['.', ':', ';', ')']).to_owned())
        .collect();
    options.extend(
        [
            "--foo",
            "--api-secret",
            "--apiSecret",
            "--auth-token",
            "--token",
            "--identities",
            "--outgoing-application-sid",
            "--outgoing-application-params",
            "--incoming-allow",
            "--chat-service-sid",
            "--sync-service-sid",
            "--voice-app-sid",
            "--room-name",
            "--allow-incoming",
        ]
        .map(str::to_owned),
    );
    options.sort();
    options.dedup();
    options
}

#[test]
fn in_every_option() {
    for command in COMMANDS {
        // Commands share the options for tokens and credentials, so try odd forms with two commands only.
        let forms = match command {
            "voice" | "decode" => forms(),
            _ => vec![CANARY.to_owned()],
        };
        for option in options(command) {
            for form in &forms {
                let joined = format!("{option}={form}");
                let given: [&[&str]; 2] = [&[&joined], &[&option, form]];
                let given = if form == CANARY { &given[..] } else { &given[..1] };
                for given in given {
                    // An identity cannot be given twice.
                    let base = match option.as_str() {
                        "--identity" | "--identities" => vec![command],
                        _ => base(command),
                    };
                    let arguments = [&base, *given].concat();
                    let output = with_the_canary_as_secret(&arguments).output();
                    is_clean(&format!("{arguments:?}"), &output, form);
                }
            }
        }
    }
}

#[test]
fn as_an_argument() {
    for form in forms() {
        for arguments in [
            vec![form.as_str()],
            vec![&form, "--identity", "alice"],
            vec!["help", &form],
            vec!["--", &form],
        ] {
            let output = with_the_canary_as_secret(&arguments).output();
            is_clean(&format!("{arguments:?}"), &output, &form);
        }
        for command in COMMANDS {
            for arguments in [
                [base(command).as_slice(), &[&form]].concat(),
                [base(command).as_slice(), &["--", &form]].concat(),
                vec![command, "-i", &form],
                vec![command, "-p", &form],
                vec![command, "-o", &form],
                vec![command, "-v", &form],
            ] {
                let output = with_the_canary_as_secret(&arguments).output();
                is_clean(&format!("{arguments:?}"), &output, &form);
            }
        }
    }
}

/// All variables that the program reads, taken from its help so that none is forgotten.
fn variables() -> Vec<String> {
    let help = twimint(["doctor", "--help"]).succeed();
    let words = help.split(|c: char| !c.is_ascii_uppercase() && c != '_');
    let is_name = |word: &&str| word.contains('_') && *word != "NO_COLOR";
    let mut names: Vec<String> = words.filter(is_name).map(str::to_owned).collect();
    // Misspelled names, and a name with a bundler's prefix.
    names.extend(
        ["TWILIO_ACCESS_TOKEN", "TWILIO_API_SID", "TWILIO_API_SECRETS", "VITE_TWILIO_API_SECRET"]
            .map(str::to_owned),
    );
    names.sort();
    names.dedup();
    assert!(names.len() > 30, "{names:?}");
    names
}

/// Command lines that read variables.
fn readers() -> Vec<Vec<&'static str>> {
    let mut readers: Vec<_> = COMMANDS.map(base).to_vec();
    readers.extend([
        vec!["doctor", "-o", "json"],
        vec!["video", "-i", "alice", "-v"],
        vec!["voice", "-i", "alice", "-v", "-o", "json"],
        vec!["chat", "-i", "alice", "-o", "github"],
        vec!["chat"],
        vec!["--help"],
        vec!["chat", "--help"],
    ]);
    readers
}

#[test]
fn in_every_variable() {
    for variable in variables() {
        for arguments in readers() {
            let mut story = with_the_canary_as_secret(&arguments).env(&variable, CANARY);
            let what = format!("{variable} {arguments:?}");
            is_clean(&what, &story.output(), CANARY);
        }
        // Without other credentials: the search might end before it reads this variable.
        for form in forms() {
            for arguments in [&["doctor"][..], &["voice", "-i", "alice"]] {
                let what = format!("{variable}={form} {arguments:?} alone");
                is_clean(&what, &twimint(arguments).env(&variable, &form).output(), &form);
            }
        }
    }
}

#[test]
fn in_every_line_of_a_file() {
    let check = |variable: &str, form: &str| {
        for line in [
            format!("{variable}={form}"),
            format!("export {variable} = {form} # {form}"),
            format!("{variable}=\"{form}"),
            format!("{variable}='{form}' {form}"),
            format!("{variable} {form}"),
            format!("{variable}: {form}"),
            format!("{form}={form}"),
            format!("X='\n{variable}={form}\n'"),
        ] {
            let file = format!("TWILIO_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_KEY={KEY}\n{line}\n");
            for arguments in
                [&["doctor", "--env-file", ".env"][..], &["voice", "-i", "alice", "-v"]]
            {
                let what = format!("{line} {arguments:?}");
                let output = twimint(arguments).file(".env", &file).output();
                is_clean(&what, &output, form);
            }
        }
    };
    for variable in variables() {
        check(&variable, CANARY);
    }
    for form in forms() {
        check("TWILIO_API_SECRET", &form);
        check("TWILIO_TWIML_APP_SID", &form);
    }
}

#[test]
fn in_files_and_standard_input() {
    let config = |place: usize, form: &str| {
        let mut values =
            ["dev", "dev", ACCOUNT, KEY, "secret", "ie1", "false"].map(|text| format!("{text:?}"));
        values[place] = serde_json::to_string(form).unwrap();
        let [active, name, account, key, secret, region, input] = values;
        format!(
            r#"{{"activeProject":{active},"requireProfileInput":{input},"profiles":{{{name}:{{"accountSid":{account},"apiKey":{key},"apiSecret":{secret},"region":{region}}}}}}}"#
        )
    };
    for form in forms() {
        // Skip the profile's name (1): it is not a place for a secret, and notes and hints show it.
        for place in [0, 2, 3, 4, 5, 6] {
            let config = config(place, &form);
            for arguments in [
                &["doctor", "-o", "json"][..],
                &["doctor", "-p", "dev"],
                &["voice", "-i", "alice", "-v"],
                &["video", "-i", "alice", "-p", "dev"],
            ] {
                let what = format!("{config} {arguments:?}");
                for config in [&config, &config[..config.len() - 2]] {
                    let mut story = twimint(arguments).file(".twilio-cli/config.json", config);
                    is_clean(&what, &story.output(), &form);
                }
            }
        }
        for arguments in [
            &["doctor", "--api-secret-file", "-"][..],
            &["doctor", "--env-file", "-"],
            &["voice", "-i", "alice", "--params", "@-"],
            &["custom", "--grant", "x=@-"],
            &["video", "-i", "alice", "--api-secret-file", "-"],
            &["decode"],
            &["decode", "-o", "json"],
            &["decode", "--claim", "exp"],
        ] {
            let what = format!("{form} | {arguments:?}");
            is_clean(
                &what,
                &with_the_canary_as_secret(arguments).stdin(form.clone()).output(),
                &form,
            );
            is_clean(&what, &twimint(arguments).stdin(form.clone()).output(), &form);
        }
    }
}

/// The arguments of `--expect` are not repeated either.
#[test]
fn in_what_is_asked_about_a_token() {
    for output in ["text", "json"] {
        for asked in [
            format!("--expect=identity={CANARY}"),
            format!("--expect={CANARY}=alice"),
            format!("--expect=grants.{CANARY}=alice"),
        ] {
            let output = twimint(["decode", "-o", output, &asked, token()]).output();
            assert_eq!(output.status.code(), Some(3));
            is_clean(&asked, &output, CANARY);
        }
    }
}

/// The secret is never handed to another process, and the process leaves no core file.
#[cfg(target_os = "linux")]
#[test]
fn in_the_process() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let mut child = Command::new(env!("CARGO_BIN_EXE_twimint"))
        .args(["decode", "--verify"])
        .env_clear()
        .env("TWILIO_API_SECRET", CANARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It reads the secret before it waits for a token. Give it time to do so.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"eyJ").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let process = format!("/proc/{}", child.id());
    let arguments = std::fs::read(format!("{process}/cmdline")).unwrap();
    let children =
        std::fs::read(format!("{process}/task/{}/children", child.id())).unwrap_or_default();
    let limits = std::fs::read_to_string(format!("{process}/limits")).unwrap();
    drop(stdin);
    child.wait().unwrap();
    let arguments = String::from_utf8(arguments).unwrap();
    assert!(arguments.ends_with("\0decode\0--verify\0"), "{arguments}");
    assert_eq!(children, b"");
    let mut limits = limits.lines();
    let core = limits.find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
}
