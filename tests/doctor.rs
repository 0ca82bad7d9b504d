//! Stories of `doctor`: prepared folders with one thing wrong in each, which its first line names,
//! and reports of what works.

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

/// Makes a file its owner's alone, as .env files should be.
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
            "error: .env, line 3: TWILIO_API_SECRET: the quote is not closed on its line",
        ),
        (
            with_env(utf16),
            1,
            "error: .env: the file is UTF-16, as PowerShell's `>` writes it, and not UTF-8, and no \
             account SID, API key SID or API key secret elsewhere",
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
            "error: TWILIO_ACCOUNT_SID in the environment differs from TWILIO_ACCOUNT_SID in .env, \
             line 1",
        ),
        (
            with_env(env_file() + &format!("TWILIO_API_KEY_SID=SK{}\n", &OTHER_ACCOUNT[2..])),
            1,
            "error: TWILIO_API_KEY in .env, line 2 and TWILIO_API_KEY_SID in .env, line 4 differ",
        ),
        (
            with_env(env_file().replace(SECRET, AUTH_TOKEN)).env("TWILIO_AUTH_TOKEN", AUTH_TOKEN),
            1,
            "error: TWILIO_API_SECRET in .env, line 3: it is the Auth Token of TWILIO_AUTH_TOKEN \
             in the environment",
        ),
        (
            with_env(env_file().replace(SECRET, AUTH_TOKEN)),
            0,
            "warning: TWILIO_API_SECRET in .env, line 3: 32 characters, looks like an Auth Token",
        ),
        (
            with_env(env_file().replace(SECRET, "op://vault/item/secret")),
            1,
            "error: TWILIO_API_SECRET in .env, line 3: not an API key secret: 22 characters, a \
             1Password reference that was not resolved",
        ),
        (
            with_env(env_file().replace(ACCOUNT, "your_account_sid")),
            1,
            "error: TWILIO_ACCOUNT_SID in .env, line 1: not an account SID (AC and 32 hex \
             digits): 16 characters, a placeholder that was never filled in",
        ),
        (
            with_env(env_file().replace(ACCOUNT, "AC00000000000000000000000000000000")),
            1,
            "error: TWILIO_ACCOUNT_SID in .env, line 1: a placeholder that was never filled in",
        ),
        (
            with_env(env_file() + "TWILIO_CHAT_SERVICE_SID=MG00112233445566778899aabbccddeeff"),
            1,
            "error: TWILIO_CHAT_SERVICE_SID in .env, line 4: not a service SID (IS and 32 hex \
             digits): 34 characters, it is a messaging service SID (MG…)",
        ),
        (
            with_env(without_secret + "TWILIO_API_SECRET_FILE=secret.txt\n"),
            1,
            "error: TWILIO_API_SECRET_FILE in .env, line 3: no such file <10 characters>",
        ),
        (
            twimint(["doctor", "-p", "gone"]).file(".twilio-cli/config.json", "{}"),
            1,
            "error: --profile: the Twilio CLI has no profile of this name",
        ),
        (
            twimint(["doctor", "--env-file", "gone"]).credentials(),
            1,
            "error: --env-file: no such file <4 characters>",
        ),
    ];
    for (story, status, expected) in folders {
        let text = report(story, status);
        assert_eq!(text.lines().next(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_wrong_is_told_once() {
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
fn all_that_is_wrong_is_told_at_once() {
    let text = report(
        with_env("TWILIO_API_SECRET=a b\nTWILIO_WORKER_SID=x\n").env("TWILIO_ACCOUNT_SID", SECRET),
        1,
    );
    for what in [
        "error: .env, line 1: TWILIO_API_SECRET: a blank inside the value\n",
        "error: no API key SID\n",
        "error: TWILIO_ACCOUNT_SID in the environment: not an account SID",
        "error: TWILIO_WORKER_SID in .env, line 2: not a worker SID",
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

account SID       ok  AC0123…cdef            TWILIO_ACCOUNT_SID in .env, line 1
API key SID       ok  SKfedc…3210            TWILIO_API_KEY in .env, line 2
API key secret    ok  32 letters and digits  TWILIO_API_SECRET in .env, line 3
TwiML app SID     ok  AP0011…eeff            TWILIO_TWIML_APP_SID in .env, line 4
Sync service SID  ok  default                TWILIO_SYNC_SERVICE_SID in .env, line 5

twimint <product> -i alice:
  chat        no Conversations service SID: set TWILIO_CHAT_SERVICE_SID
  voice       works
  video       works
  sync        works
  taskrouter  no workspace SID: set TWILIO_WORKSPACE_SID

set, and not used:
  API_SECRET          the environment: without TWILIO_ it may be another vendor's
  TWILIO_REGION       the environment: the region of REST requests; --region is for tokens
  TWILIO_API_KEY_SID  .env, line 7: it is empty
  API_KEY             .env, line 6: TWILIO_API_KEY is set there too
",
        )
        .check();
}

/// What doctor says of a product is what happens.
#[test]
fn the_products_that_work_do() {
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
            "source": "ACCOUNT_SID in .env, line 1",
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
                "source": ".env, line 2",
                "reason": "no API_KEY beside it that starts with SK",
            },
        ])
    );
}

#[test]
fn options_profiles_and_the_demo_are_looked_at_too() {
    let text = report(twimint(["doctor", "--demo"]), 0);
    assert!(text.contains("API key secret  ok  32 letters and digits  --demo"), "{text}");
    let config = format!(
        r#"{{"activeProject":"dev","profiles":{{"dev":{{"accountSid":"{ACCOUNT}","apiKey":"{KEY}","apiSecret":"{SECRET}","region":"au1"}}}}}}"#
    );
    let text = report(doctor().file(".twilio-cli/config.json", config), 0);
    assert!(text.starts_with("warning: the Twilio CLI profile is of region `au1`\n"), "{text}");
    assert!(text.contains("AC0123…cdef            Twilio CLI profile dev\n"), "{text}");
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
    // Without a secret in it that is as it should be.
    let story = doctor().file(".env", "X=1\n").credentials();
    let text = report(story, 0);
    assert!(text.starts_with("ok: "), "{text}");
}

/// Runs git, in a repository of the story's own.
fn git(story: &Story, arguments: &[&str]) {
    let status = std::process::Command::new("git")
        .args(["-c", "init.defaultBranch=main", "-c", "init.defaultObjectFormat=sha1"])
        .args(arguments)
        .current_dir(story.folder.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdout(std::process::Stdio::null())
        .status();
    assert!(status.expect("git, which these stories need").success());
}

#[test]
fn a_file_that_git_tracks_is_a_warning() {
    for version in ["2", "3", "4"] {
        for tracked in [true, false] {
            let story = doctor().inside("api");
            for name in ["api/.en", "api/.env", "api/.env.example", "api/a", ".env"] {
                story.folder.write(name, env_file());
                keep_private(&story, name);
            }
            git(&story, &["init", "--quiet"]);
            git(&story, &["add", "."]);
            if version == "3" {
                // Only an entry with a flag of that version makes it one.
                git(&story, &["rm", "--quiet", "--cached", "api/a"]);
                git(&story, &["add", "--intent-to-add", "api/a", "api/.en"]);
            } else {
                git(&story, &["update-index", "--index-version", version]);
            }
            if !tracked {
                git(&story, &["rm", "--quiet", "--cached", "api/.env"]);
            }
            let index = fs::read(story.folder.path().join(".git/index")).unwrap();
            assert_eq!(index[7].to_string(), version);
            let text = report(story, 0);
            let first = "warning: .env holds a secret and is tracked by git\n";
            assert_eq!(text.starts_with(first), tracked, "version {version}: {text}");
        }
    }
}

#[test]
fn a_short_secret_with_its_key_is_ignored_for_what_comes_first() {
    let file = format!("ACCOUNT_SID={ACCOUNT}\nAPI_KEY={KEY}\nAPI_SECRET={SECRET}\n");
    let text = report(twimint(["doctor"]).credentials().file(".env", file), 0);
    assert!(!text.contains("beside it"), "{text}");
    assert!(text.contains("TWILIO_API_SECRET in the environment comes first"), "{text}");
}
