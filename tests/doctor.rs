//! Stories of `doctor`: folders with one fault each, which the report's first line must name, and good folders.

#![cfg(feature = "cli")]

mod support;

use std::fs;

use serde_json::Value;
use support::{ACCOUNT, APP, KEY, SECRET, SERVICE, Story, twimint};

const OTHER_ACCOUNT: &str = "AC99999999999999999999999999999990";
const AUTH_TOKEN: &str = "f00dfacef00dfacef00dfacecafe2015";

fn doctor() -> Story {
    twimint(["doctor"])
}

fn env_file() -> String {
    format!("TWILIO_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_KEY={KEY}\nTWILIO_API_SECRET={SECRET}\n")
}

/// Makes a file readable only by its owner, as .env files should be.
fn keep_private(story: &Story, name: &str) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let path = story.folder.path().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = (story, name);
}

/// A folder with this .env file, which nobody else can read.
fn with_env(text: impl AsRef<[u8]>) -> Story {
    let story = doctor().file(".env", text);
    keep_private(&story, ".env");
    story
}

#[track_caller]
fn report(mut story: Story, status: i32) -> String {
    let output = story.output();
    let text = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, "", "{text}");
    assert_eq!(output.status.code(), Some(status), "{text}");
    assert!(!text.contains(&SECRET[..8]), "{text}");
    text
}

#[test]
fn the_first_line_names_the_one_thing_that_is_wrong() {
    let without_secret = env_file().replace(&format!("TWILIO_API_SECRET={SECRET}\n"), "");
    let utf16: Vec<u8> = env_file().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folders: [(Story, i32, &str); 16] = [
        (doctor(), 1, "error: no account SID, API key SID or API key secret"),
        (with_env(&without_secret), 1, "error: no API key secret"),
        (
            with_env(env_file().replace(SECRET, &format!("\"{SECRET}"))),
            1,
            "error: .env:3: TWILIO_API_SECRET: the quote is not closed on its line",
        ),
        (
            with_env(utf16),
            1,
            "error: .env is UTF-16, not UTF-8, and no account SID, API key SID or API key secret \
             elsewhere",
        ),
        (
            doctor().file(".env/pyvenv.cfg", ""),
            1,
            "error: .env: it is a folder, and no account SID, API key SID or API key secret \
             elsewhere",
        ),
        (
            with_env(env_file()).env("TWILIO_ACCOUNT_SID", OTHER_ACCOUNT),
            1,
            "error: two account SIDs: TWILIO_ACCOUNT_SID in the environment and .env:1: \
             TWILIO_ACCOUNT_SID",
        ),
        (
            with_env(env_file() + &format!("TWILIO_API_KEY_SID=SK{}\n", &OTHER_ACCOUNT[2..])),
            1,
            "error: two API key SIDs: .env:2: TWILIO_API_KEY and .env:4: TWILIO_API_KEY_SID",
        ),
        (
            with_env(env_file().replace(SECRET, AUTH_TOKEN)).env("TWILIO_AUTH_TOKEN", AUTH_TOKEN),
            1,
            "error: .env:3: TWILIO_API_SECRET: this is the Auth Token from TWILIO_AUTH_TOKEN in the \
             environment",
        ),
        (
            with_env(env_file().replace(SECRET, AUTH_TOKEN)),
            1,
            "error: .env:3: TWILIO_API_SECRET: not an API key secret: 32 characters, looks like an \
             Auth Token",
        ),
        (
            with_env(env_file().replace(SECRET, "op://vault/item/secret")),
            1,
            "error: .env:3: TWILIO_API_SECRET: not an API key secret: 22 characters, a 1Password reference that was not resolved",
        ),
        (
            with_env(env_file().replace(ACCOUNT, "your_account_sid")),
            1,
            "error: .env:1: TWILIO_ACCOUNT_SID: not an account SID (AC and 32 hex \
             digits): 16 characters, a placeholder that was never filled in",
        ),
        (
            with_env(env_file().replace(ACCOUNT, "AC00000000000000000000000000000000")),
            1,
            "error: .env:1: TWILIO_ACCOUNT_SID: a placeholder that was never filled in",
        ),
        (
            with_env(env_file() + "TWILIO_CHAT_SERVICE_SID=MG00112233445566778899aabbccddeeff"),
            1,
            "error: .env:4: TWILIO_CHAT_SERVICE_SID: not a service SID (IS and 32 hex \
             digits): 34 characters, a messaging service SID (MG…)",
        ),
        (
            with_env(without_secret + "TWILIO_API_SECRET_FILE=secret.txt\n"),
            1,
            "error: .env:3: TWILIO_API_SECRET_FILE: `secret.txt`: no such file",
        ),
        (
            twimint(["doctor", "-p", "gone"]).file(".twilio-cli/config.json", "{}"),
            1,
            "error: --profile: the Twilio CLI has no profile gone",
        ),
        (
            twimint(["doctor", "--env-file", "gone"]).credentials(),
            1,
            "error: --env-file: `gone`: no such file",
        ),
    ];
    for (story, status, expected) in folders {
        let text = report(story, status);
        // Join wrapped lines, but keep hints apart: they start lines of their own.
        let first = text.replace("\n  hint: ", "\n\n").replace("\n  looked", "\n\n");
        let first = first.split("\n\n").next().unwrap().replace("\n  ", " ");
        assert!(first == expected || first.starts_with(&format!("{expected} the")), "{text}");
    }
}

#[test]
fn each_fault_is_reported_once() {
    let text = report(with_env(env_file().replace(SECRET, "op://a/b/c")), 1);
    assert_eq!(text.matches("error:").count(), 1, "{text}");
    let broken = with_env("TWILIO_API_SECRET=a b\n")
        .env("TWILIO_ACCOUNT_SID", ACCOUNT)
        .env("TWILIO_API_KEY", KEY);
    let text = report(broken, 1);
    assert_eq!(text.matches("error:").count(), 1, "{text}");
    let text = report(twimint(["doctor", "--env-file", "gone"]), 1);
    assert_eq!(text.matches("error:").count(), 1, "{text}");
}

#[test]
fn all_faults_are_reported_at_once() {
    let text = report(
        with_env("TWILIO_API_SECRET=a b\nTWILIO_WORKER_SID=x\n").env("TWILIO_ACCOUNT_SID", SECRET),
        1,
    );
    for what in [
        "error: .env:1: TWILIO_API_SECRET: a space inside the value\n",
        "error: no API key SID\n",
        "error: TWILIO_ACCOUNT_SID in the environment: not an account SID",
        "error: .env:1: TWILIO_API_SECRET: a space",
    ] {
        assert!(text.contains(what), "no {what} in {text}");
    }
}

#[test]
fn a_folder_where_all_is_well() {
    let file = env_file()
        + &format!("TWILIO_TWIML_APP_SID={APP}\nTWILIO_SYNC_SERVICE_SID=default\n")
        + "API_KEY=another vendor's\nTWILIO_API_KEY_SID=\n";
    let story = with_env(file).env("TWILIO_REGION", "ie1").env("API_SECRET", SECRET);
    story
        .stdout(
            "\
ok: nothing wrong found

account SID       ok  AC0123…cdef    .env:1: TWILIO_ACCOUNT_SID
API key SID       ok  SKfedc…3210    .env:2: TWILIO_API_KEY
API key secret    ok  32 characters  .env:3: TWILIO_API_SECRET
TwiML app SID     ok  AP0011…eeff    .env:4: TWILIO_TWIML_APP_SID
Sync service SID  ok  default        .env:5: TWILIO_SYNC_SERVICE_SID

twimint <product> -i alice:
  chat        no Conversations service SID: export TWILIO_CHAT_SERVICE_SID=IS…
  voice       works
  video       works
  sync        works
  taskrouter  no workspace SID or worker SID: export TWILIO_WORKSPACE_SID=WS…
              TWILIO_WORKER_SID=WK…

set but not used:
  API_SECRET          the environment: this name counts in a .env file only
  TWILIO_REGION       the environment: the region of REST requests; --region is
                      for tokens
  TWILIO_API_KEY_SID  .env:7: it is empty
  API_KEY             .env:6: TWILIO_API_KEY is set there too
",
        )
        .check();
}

/// The report fits into 80 columns, for a good `.env` and for all that can be wrong with it.
#[test]
fn the_report_fits_80_columns() {
    for file in [
        support::DOT_ENV.to_owned(),
        support::DOT_ENV.replace("TWILIO_", "VITE_TWILIO_"),
        support::DOT_ENV.replace('=', ": "),
        support::DOT_ENV.replace(ACCOUNT, OTHER_ACCOUNT) + support::DOT_ENV,
    ] {
        let mut story = doctor().file(".env", file).env("TWILIO_ACCOUNT_SID", ACCOUNT);
        let text = String::from_utf8(story.output().stdout).unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}

/// After the command that the report suggests for a product, the product works.
#[test]
fn the_suggested_command_repairs_a_product() {
    for (product, repaired) in [
        ("chat", format!("export TWILIO_CHAT_SERVICE_SID={SERVICE}")),
        ("voice", format!("export TWILIO_TWIML_APP_SID={APP}")),
        ("sync", "export TWILIO_SYNC_SERVICE_SID=default".to_owned()),
        (
            "taskrouter",
            format!("export TWILIO_WORKSPACE_SID=WS{0} TWILIO_WORKER_SID=WK{0}", &APP[2..]),
        ),
    ] {
        let mut story = twimint(["doctor", "-o", "json"]).credentials();
        let json: Value = serde_json::from_slice(&story.output().stdout).unwrap();
        let products = json["products"].as_array().unwrap();
        let of = products.iter().find(|of| of["name"] == product).unwrap();
        assert_eq!(of["works"], false);
        let shape = repaired.replace(&APP[2..], "…");
        assert_eq!(of["repair"].as_str(), Some(shape.as_str()));
        let mut story = twimint([product, "-i", "alice"]).credentials();
        for assignment in repaired.split(' ').skip(1) {
            let (name, value) = assignment.split_once('=').unwrap();
            story = story.env(name, value);
        }
        assert_eq!(story.output().status.code(), Some(0), "{repaired}");
    }
}

#[test]
fn names_that_are_nearly_ours_are_named() {
    let named = |story: Story, expected: &str| {
        let text = report(story, 1).replace("\n        ", " ").replace("\n  ", " ");
        assert!(text.contains(expected), "no `{expected}` in {text}");
    };
    let near = env_file().replace("TWILIO_ACCOUNT_SID", "TWILIO_ACOUNT_SID");
    named(
        with_env(near),
        ".env:1: TWILIO_ACOUNT_SID is not read: did you mean TWILIO_ACCOUNT_SID?",
    );
    let near = env_file().replace("TWILIO_ACCOUNT_SID=", "TWILIO_ACOUNT_SID: ");
    named(
        with_env(near),
        ".env:1: TWILIO_ACOUNT_SID is not read: did you mean TWILIO_ACCOUNT_SID?",
    );
    let near = env_file().replace("TWILIO_API_KEY", "TWILIO_API_SID");
    named(with_env(near), ".env:2: TWILIO_API_SID is not read: did you mean TWILIO_API_KEY?");
    let near = env_file().replace("TWILIO_API_SECRET", "twilio_api_secret");
    named(with_env(near), ".env:3: twilio_api_secret is not read: did you mean TWILIO_API_SECRET?");
    let near =
        doctor().credentials().env("TWILIO_ACCOUNT_SID", "").env("twilio_account_sid", ACCOUNT);
    named(
        near,
        "twilio_account_sid in the environment is not read: did you mean TWILIO_ACCOUNT_SID?",
    );
    let colon = env_file().replace("TWILIO_API_KEY=", "TWILIO_API_KEY: ");
    named(with_env(colon), "error: .env:2: TWILIO_API_KEY: a `:` after the name");
    // The names of product SIDs too, even if the credentials are complete. A second key is not a misspelling.
    let product = env_file() + &format!("TWILIO_CHAT_SERVICE={SERVICE}\nTWILIO_API_KEY_2={KEY}\n");
    let text = report(with_env(product), 0);
    let near = "warning: .env:4: TWILIO_CHAT_SERVICE is not read: did you mean\n  TWILIO_CHAT_SERVICE_SID?\n";
    assert!(text.starts_with(near), "{text}");
    assert!(!text.contains("_KEY_2"), "{text}");
}

#[test]
fn common_slips_are_named() {
    let twice = env_file() + &format!("TWILIO_ACCOUNT_SID={OTHER_ACCOUNT}\n");
    let mended = "TWILIO_API_KEY=a b\n".to_owned() + &env_file();
    let tested = env_file() + &format!("TWILIO_TEST_ACCOUNT_SID={ACCOUNT}\n");
    for (file, expected) in [
        (twice, "warning: .env:1: TWILIO_ACCOUNT_SID: line 4 sets it again, to another value\n"),
        (mended, "warning: .env:1: TWILIO_API_KEY: line 3 sets it again, to another value\n"),
        (tested, "warning: .env:1: TWILIO_ACCOUNT_SID is the account of TWILIO_TEST_ACCOUNT_SID\n"),
    ] {
        let text = report(with_env(file), 0);
        assert!(text.starts_with(expected), "{text}");
    }
    // The file is checked even if nothing in it is needed.
    let file = format!("TWILIO_TEST_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_KEY: {KEY}\n");
    let text = report(with_env(file).credentials(), 0);
    let expected = "warning: TWILIO_ACCOUNT_SID in the environment is the account of";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("it cannot be read: a `:` after"), "{text}");
    for prefix in ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "PUBLIC_"]
    {
        let shipped = env_file() + &format!("{prefix}TWILIO_API_SECRET={SECRET}\n");
        let file = format!("warning: .env:4: {prefix}TWILIO_API_SECRET: variables that start with");
        let variable = with_env(env_file()).env(&format!("{prefix}AUTH_TOKEN"), AUTH_TOKEN);
        let environment =
            format!("warning: {prefix}AUTH_TOKEN in the environment: variables that start");
        // A variable with the secret itself counts, whatever its name.
        let unnamed = with_env(env_file()).env(&format!("{prefix}KEY"), SECRET);
        let called = format!("warning: {prefix}KEY in the environment: variables that start");
        // So does a line that only some programs read.
        let colon = env_file() + &format!("{prefix}KEY: {SECRET}\n");
        let with_colon = format!("warning: .env:4: {prefix}KEY: variables that start with");
        let stories = [
            (with_env(shipped), file),
            (with_env(colon), with_colon),
            (variable, environment),
            (unnamed, called),
        ];
        for (story, expected) in stories {
            let text = report(story, 0);
            assert!(text.starts_with(&expected), "{text}");
        }
        let harmless = env_file() + &format!("{prefix}TWILIO_ACCOUNT_SID={ACCOUNT}\n");
        assert!(report(with_env(harmless), 0).starts_with("ok: "));
    }
}

/// A warning for each line, or a search through the rest of the file for each, would take minutes.
#[test]
fn a_name_that_is_set_many_times_gets_one_warning() {
    let started = std::time::Instant::now();
    let text = report(with_env("API_KEY=x\n".repeat(100_000) + "API_KEY=y\n" + &env_file()), 0);
    assert_eq!(text.matches("sets it again").count(), 1, "{text}");
    assert!(started.elapsed().as_secs() < 60);
}

#[test]
fn a_product_of_another_account_is_reported_as_minting_reports_it() {
    let service =
        format!("TWILIO_ACCOUNT_SID={OTHER_ACCOUNT}\nTWILIO_CHAT_SERVICE_SID={SERVICE}\n");
    let text = report(with_env(service).credentials(), 1);
    let expected = "error: two account SIDs: TWILIO_ACCOUNT_SID in the environment and .env:1:\n  \
                    TWILIO_ACCOUNT_SID\n  the Conversations service SID would come from .env\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(
        text.contains(
            "give the Conversations service SID of the token's account with\n        --service-sid"
        ),
        "{text}"
    );
}

/// A terminal, a device or a pipe in place of a file is reported, and not waited for.
#[cfg(unix)]
#[test]
fn nothing_is_waited_for() {
    let started = std::time::Instant::now();
    let fifo = |story: Story, name: &str| {
        let path = story.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
        story
    };
    let waits = "no data arrived within 2 seconds";
    let text = report(fifo(doctor(), ".env"), 1);
    assert!(text.starts_with(&format!("error: .env: {waits}")), "{text}");
    report(fifo(doctor().credentials(), ".twilio-cli/config.json"), 0);
    for (option, path) in [
        ("--api-secret-file", "pipe"),
        ("--env-file", "pipe"),
        ("--env-file", "/dev/zero"),
        ("--env-file", "/dev/ptmx"),
    ] {
        if path.starts_with('/') && !cfg!(target_os = "linux") {
            continue;
        }
        let text = report(fifo(twimint(["doctor", option, path]), "pipe"), 1);
        assert!(text.starts_with(&format!("error: {option}: ")), "{text}");
    }
    let named = fifo(doctor(), "pipe").env("TWILIO_API_SECRET_FILE", "pipe");
    let text = report(named, 1).replace("\n  ", " ");
    assert!(text.contains(waits), "{text}");
    assert!(started.elapsed().as_secs() < 60);
}

/// Minting works for exactly the products for which `doctor` says so.
#[test]
fn products_work_if_the_report_says_so() {
    let sids = format!("TWILIO_CHAT_SERVICE_SID={SERVICE}\nTWILIO_WORKSPACE_SID=WS{}\n", &APP[2..]);
    let folders = [
        env_file(),
        env_file() + &sids,
        env_file() + &format!("{sids}TWILIO_WORKER_SID=WK{}\nAPP_SID={APP}\n", &APP[2..]),
        env_file().replace(SECRET, "your_secret") + &sids,
        env_file().replace(KEY, SECRET),
        env_file() + "TWILIO_APP_SID=AP00000000000000000000000000000000\n",
    ];
    for file in folders {
        let mut story = twimint(["doctor", "-o", "json"]).file(".env", &file);
        let json: Value = serde_json::from_slice(&story.output().stdout).unwrap();
        for product in json["products"].as_array().unwrap() {
            let name = product["name"].as_str().unwrap();
            let mut mint = twimint([name, "-i", "alice"]).file(".env", &file);
            let minted = mint.output().status.code() == Some(0);
            assert_eq!(product["works"], minted, "{name} with {file}: {product}");
            assert_eq!(product["reason"].is_null(), minted);
        }
    }
}

#[test]
fn json_has_all_of_it() {
    let mut story = twimint(["doctor", "-o", "json"])
        .file(".env", format!("ACCOUNT_SID={ACCOUNT}\nAPI_SECRET={SECRET}\n"))
        .env("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
    keep_private(&story, ".env");
    let output = story.output();
    assert_eq!(output.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["usable"], false);
    assert_eq!(json["summary"], "error: no API key SID or API key secret");
    assert_eq!(
        json["values"][0],
        serde_json::json!({
            "name": "account SID",
            "value": "AC0123…cdef",
            "source": ".env:1: ACCOUNT_SID",
            "verdict": "ok",
        })
    );
    assert_eq!(json["values"][2]["verdict"], "missing");
    assert_eq!(json["problems"].as_array().unwrap().len(), 1);
    assert_eq!(
        json["ignored"],
        serde_json::json!([
            {
                "variable": "TWILIO_AUTH_TOKEN",
                "source": "the environment",
                "reason": "it cannot sign Access Tokens",
            },
            {
                "variable": "API_SECRET",
                "source": ".env:2",
                "reason": "no API_KEY in the same file starts with SK",
            },
        ])
    );
}

#[test]
fn options_profiles_and_the_demo_are_looked_at_too() {
    let text = report(twimint(["doctor", "--demo"]), 0);
    assert!(text.contains("API key secret  ok  32 characters  --demo"), "{text}");
    let config = format!(
        r#"{{"activeProject":"dev","profiles":{{"dev":{{"accountSid":"{ACCOUNT}","apiKey":"{KEY}","apiSecret":"{SECRET}","region":"au1"}}}}}}"#
    );
    let text = report(doctor().file(".twilio-cli/config.json", config), 0);
    assert!(text.starts_with("warning: the Twilio CLI profile is for region `au1`\n"), "{text}");
    assert!(text.contains("AC0123…cdef    Twilio CLI profile dev\n"), "{text}");
    assert!(text.ends_with("\nTwilio CLI profiles: dev (active)\n"), "{text}");
    let options = twimint(["doctor", "--api-key", KEY, "--api-secret-file", "-"])
        .stdin(SECRET)
        .env("TWILIO_ACCOUNT_SID", ACCOUNT);
    let text = report(options, 0);
    assert!(text.contains("the file named by --api-secret-file\n"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_file_that_everybody_can_read_is_a_warning() {
    use std::os::unix::fs::PermissionsExt as _;
    let story = doctor().file(".env", env_file());
    let path = story.folder.path().join(".env");
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
    let text = report(story, 0);
    let first = "warning: .env holds a secret and every user of this machine can read it\n";
    assert!(text.starts_with(first), "{text}");
    // Without a real secret in it, the file may be readable.
    for file in ["X=1\n", "TWILIO_API_SECRET=op://vault/twilio/secret\n"] {
        let text = report(doctor().file(".env", file).credentials(), 0);
        assert!(text.starts_with("ok: "), "{text}");
    }
}

/// The credentials are in the environment, but the file may have the SIDs of the products.
#[test]
fn a_file_that_cannot_be_read_is_a_warning_even_if_the_credentials_are_elsewhere() {
    let text = report(doctor().file(".env/pyvenv.cfg", "").credentials(), 0);
    assert!(text.starts_with("warning: .env: it is a folder\n"), "{text}");
    let story = twimint(["doctor", "--no-env-file"]).file(".env/pyvenv.cfg", "").credentials();
    let text = report(story, 0);
    assert!(text.starts_with("ok: "), "{text}");
}

#[test]
fn a_short_secret_with_its_key_is_ignored_for_what_comes_first() {
    let file = format!("ACCOUNT_SID={ACCOUNT}\nAPI_KEY={KEY}\nAPI_SECRET={SECRET}\n");
    let text = report(twimint(["doctor"]).credentials().file(".env", file), 0);
    assert!(!text.contains("beside it"), "{text}");
    assert!(text.contains("TWILIO_API_SECRET in the environment comes first"), "{text}");
}
