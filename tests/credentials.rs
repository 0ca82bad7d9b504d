//! Stories of credentials: where they are looked for, which place wins, and the error for each mistake.

#![cfg(feature = "cli")]

mod support;

use support::{ACCOUNT, APP, KEY, SECRET, SERVICE, Story, is_signed_with, segments, twimint};

/// Credentials of other accounts.
const OTHER_ACCOUNT: &str = "AC99999999999999999999999999999990";
const OTHER_KEY: &str = "SK99999999999999999999999999999990";
const OTHER_SECRET: &str = "9ther9ecret9ther9ecret9ther9ecre";
const AUTH_TOKEN: &str = "f00dfacef00dfacef00dfacecafe2015";

fn video() -> Story {
    twimint(["video", "--identity", "alice"])
}

fn video_with(more: &[&str]) -> Story {
    twimint(["video", "--identity", "alice"].iter().chain(more))
}

/// A .env file with all three credentials.
fn env_file(account: &str, key: &str, secret: &str) -> String {
    format!("TWILIO_ACCOUNT_SID={account}\nTWILIO_API_KEY={key}\nTWILIO_API_SECRET={secret}\n")
}

/// Checks that a token names this account and key, and is signed with this secret.
#[track_caller]
fn assert_is_of(token: &str, account: &str, key: &str, secret: &str) {
    let (_, payload) = segments(token);
    let claims: serde_json::Value = serde_json::from_str(&payload).unwrap();
    assert_eq!(claims["sub"], account);
    assert_eq!(claims["iss"], key);
    assert!(is_signed_with(secret, token));
}

#[track_caller]
fn mints(story: Story, account: &str, key: &str, secret: &str) {
    assert_is_of(&story.succeed(), account, key, secret);
}

/// Runs a story that must fail with this status. Returns its standard error.
#[track_caller]
fn fails(mut story: Story, status: i32) -> String {
    let output = story.output();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert_eq!(output.stdout, b"", "{stderr}");
    stderr
}

#[track_caller]
fn says(text: &str, what: &str) {
    assert!(text.contains(what), "no `{what}` in:\n{text}");
}

#[track_caller]
fn is_silent_about(text: &str, what: &str) {
    assert!(!text.contains(what), "`{what}` in:\n{text}");
}

mod order {
    use super::*;

    #[test]
    fn the_environment_and_the_local_file_each_suffice() {
        mints(video().credentials(), ACCOUNT, KEY, SECRET);
        let file = env_file(ACCOUNT, KEY, SECRET);
        mints(video().file(".env", file), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn the_second_names_serve_as_well() {
        let story = video()
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .env("TWILIO_API_KEY_SID", KEY)
            .env("TWILIO_API_KEY_SECRET", SECRET);
        mints(story, ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn a_complete_environment_wins_and_the_local_file_is_not_read() {
        let other = env_file(OTHER_ACCOUNT, OTHER_KEY, OTHER_SECRET);
        mints(video().credentials().file(".env", other), ACCOUNT, KEY, SECRET);
        // A folder cannot be read as a file, so this would fail if it were read.
        mints(video().credentials().file(".env/pyvenv.cfg", ""), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn an_asked_file_beats_the_environment_and_replaces_the_local_one() {
        let story = video_with(&["--env-file", "other.env"])
            .credentials()
            .file("other.env", env_file(OTHER_ACCOUNT, OTHER_KEY, OTHER_SECRET));
        mints(story, OTHER_ACCOUNT, OTHER_KEY, OTHER_SECRET);

        let rest = format!("TWILIO_API_SECRET={SECRET}\n");
        let story = video_with(&["--env-file", "part.env"])
            .file("part.env", format!("TWILIO_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_KEY={KEY}\n"))
            .file(".env", rest);
        story
            .stderr(
                "error: no API key secret\n  \
                 looked for: --api-secret-file, TWILIO_API_SECRET, TWILIO_API_KEY_SECRET, part.env\n  \
                 hint: export TWILIO_API_SECRET, or put it in part.env\n",
            )
            .status(1)
            .check();
    }

    #[test]
    fn an_asked_file_may_be_standard_input() {
        let story = video_with(&["--env-file", "-"]).stdin(env_file(ACCOUNT, KEY, SECRET));
        mints(story, ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn options_beat_everything() {
        let story = video_with(&[
            "--account-sid",
            ACCOUNT,
            "--api-key",
            KEY,
            "--api-secret-file",
            "secret",
            "--env-file",
            "other.env",
        ])
        .file("secret", SECRET)
        .file("other.env", env_file(OTHER_ACCOUNT, OTHER_KEY, OTHER_SECRET))
        .env("TWILIO_ACCOUNT_SID", OTHER_ACCOUNT);
        mints(story, ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn an_empty_value_counts_as_unset() {
        let file = env_file(ACCOUNT, KEY, SECRET) + "TWILIO_API_KEY_SID=\n";
        let story = video()
            .env("TWILIO_ACCOUNT_SID", "")
            .env("TWILIO_API_SECRET_FILE", "")
            .file(".env", file);
        mints(story, ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn the_local_file_can_be_ignored() {
        let story = video_with(&["--no-env-file"]).file(".env", env_file(ACCOUNT, KEY, SECRET));
        let text = fails(story, 1);
        says(&text, "error: no account SID, API key SID or API key secret\n  looked for: ");
        is_silent_about(&text, ".env");
    }

    #[test]
    fn verbose_says_where_each_value_came_from() {
        let story = twimint(["chat", "-i", "alice", "-v"])
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .file(
                ".env",
                format!(
                    "# ours\nTWILIO_API_KEY={KEY}\nTWILIO_API_SECRET_FILE=s\nTWILIO_CHAT_SERVICE_SID={SERVICE}"
                ),
            )
            .file("s", SECRET);
        let story = story.stderr(
            "note: account SID from TWILIO_ACCOUNT_SID in the environment\n\
             note: API key SID from .env:2: TWILIO_API_KEY\n\
             note: API key secret from the file named by .env:3: TWILIO_API_SECRET_FILE\n\
             note: Conversations service SID from .env:4: TWILIO_CHAT_SERVICE_SID\n",
        );
        story.stdout("eyJ[..]\n").check();
    }
}

mod mixing {
    use super::*;

    #[test]
    fn two_names_of_one_value_in_one_place_must_agree() {
        for (noun, first, name, other) in [
            ("API key SID", "TWILIO_API_KEY", "TWILIO_API_KEY_SID", OTHER_KEY),
            ("API key secret", "TWILIO_API_SECRET", "TWILIO_API_KEY_SECRET", OTHER_SECRET),
        ] {
            video()
                .credentials()
                .env(name, other)
                .stderr(format!(
                    "error: two {noun}s: {first} in the environment and {name} in the environment\n  \
                     hint: they name the same thing: keep one of them\n"
                ))
                .status(1)
                .check();
            let file = env_file(ACCOUNT, KEY, SECRET) + &format!("{name}={other}\n");
            let text = fails(video().file(".env", file), 1);
            says(&text, &format!(" and .env:4: {name}\n"));
        }
        mints(video().credentials().env("TWILIO_API_KEY_SID", KEY), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn a_secret_and_a_file_with_another_one_disagree() {
        let story = video()
            .credentials()
            .env("TWILIO_API_SECRET_FILE", "secret")
            .file("secret", OTHER_SECRET);
        says(
            &fails(story, 1),
            "error: two API key secrets: TWILIO_API_SECRET in the environment and the file named by \
             TWILIO_API_SECRET_FILE in the environment\n",
        );
    }

    #[test]
    fn an_account_of_the_environment_does_not_get_a_key_of_another_from_the_file() {
        video()
            .env("TWILIO_ACCOUNT_SID", OTHER_ACCOUNT)
            .file(".env", env_file(ACCOUNT, KEY, SECRET))
            .stderr(
                "error: two account SIDs: TWILIO_ACCOUNT_SID in the environment and \
                 .env:1: TWILIO_ACCOUNT_SID\n  \
                 the API key SID would come from .env\n  \
                 hint: set account SID, API key and secret in one place: a token is for one account\n",
            )
            .status(1)
            .check();
        let story =
            video().env("TWILIO_ACCOUNT_SID", ACCOUNT).file(".env", env_file(ACCOUNT, KEY, SECRET));
        mints(story, ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn an_asked_file_does_not_get_an_account_of_the_environment() {
        let story = video_with(&["--env-file", "a.env"])
            .file("a.env", format!("TWILIO_API_KEY={OTHER_KEY}\n"))
            .credentials();
        says(
            &fails(story, 1),
            "error: two API key SIDs: a.env:1: TWILIO_API_KEY and TWILIO_API_KEY in the \
             environment\n  the account SID would come from the environment\n",
        );
    }

    #[test]
    fn an_option_may_differ_with_a_warning() {
        let mut story = video_with(&["--api-key", OTHER_KEY]).credentials();
        let output = story.output();
        let warning = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0));
        says(&warning, "warning: --api-key differs from TWILIO_API_KEY in the environment");
        assert_is_of(&String::from_utf8(output.stdout).unwrap(), ACCOUNT, OTHER_KEY, SECRET);
        // No warning if key and secret both differ: an account may have several keys.
        let story = video_with(&["--api-key", OTHER_KEY, "--api-secret-file", "s"])
            .file("s", OTHER_SECRET)
            .credentials();
        mints(story, ACCOUNT, OTHER_KEY, OTHER_SECRET);
    }

    #[test]
    fn a_service_is_not_taken_from_another_accounts_file() {
        let file =
            format!("TWILIO_ACCOUNT_SID={OTHER_ACCOUNT}\nTWILIO_CHAT_SERVICE_SID={SERVICE}\n");
        let text = fails(twimint(["chat", "-i", "alice"]).credentials().file(".env", &file), 1);
        says(
            &text,
            "error: two account SIDs: TWILIO_ACCOUNT_SID in the environment and \
             .env:1: TWILIO_ACCOUNT_SID\n  the Conversations service SID would come from .env\n  \
             hint: give the Conversations service SID of the token's account with --service-sid\n",
        );
        let file = file.replace(OTHER_ACCOUNT, ACCOUNT);
        let story = twimint(["chat", "-i", "alice"]).credentials().file(".env", file);
        mints(story, ACCOUNT, KEY, SECRET);
        // Every account has a default Sync service.
        let file = format!("TWILIO_ACCOUNT_SID={OTHER_ACCOUNT}\nTWILIO_SYNC_SERVICE_SID=default\n");
        let story = twimint(["sync", "-i", "alice"]).credentials().file(".env", &file);
        mints(story, ACCOUNT, KEY, SECRET);
        let file = file.replace("default", SERVICE);
        fails(twimint(["sync", "-i", "alice"]).credentials().file(".env", file), 1);
    }
}

/// A product's SID belongs to the account that is named in the same place, whichever place names the token's account.
mod products {
    use super::*;

    /// For each kind of product SID: a command that needs one, its variable, its option, and a value.
    fn products() -> [(Vec<&'static str>, &'static str, &'static str, String); 4] {
        [
            (vec!["chat", "-i=a"], "TWILIO_CHAT_SERVICE_SID", "--service-sid", SERVICE.to_owned()),
            (vec!["voice", "-i=a"], "TWILIO_APP_SID", "--app-sid", APP.to_owned()),
            (
                vec!["taskrouter", "--worker-sid=WK00112233445566778899aabbccddeeff"],
                "TWILIO_WORKSPACE_SID",
                "--workspace-sid",
                format!("WS{}", &APP[2..]),
            ),
            (
                vec!["voice", "-i=a", "--incoming", "--app-sid", APP],
                "TWILIO_PUSH_CREDENTIAL_SID",
                "--push-credential-sid",
                format!("CR{}", &APP[2..]),
            ),
        ]
    }

    const CONFIG: &str = ".twilio-cli/config.json";

    fn prod() -> String {
        format!(
            r#"{{"profiles":{{"prod":{{"accountSid":"{ACCOUNT}","apiKey":"{KEY}","apiSecret":"{SECRET}"}}}}}}"#
        )
    }

    #[test]
    fn none_of_another_account_gets_into_a_token() {
        let secret = ["--api-key", KEY, "--api-secret-file", "secret"];
        let askers = [
            (vec!["-p", "prod"], "Twilio CLI profile prod"),
            ([&["--account-sid", ACCOUNT][..], &secret].concat(), "--account-sid"),
            (vec!["--env-file", "prod.env"], "prod.env:1: TWILIO_ACCOUNT_SID"),
        ];
        for (asker, ours) in askers {
            for (product, variable, option, sid) in products() {
                let story = |more: &[&str]| {
                    twimint([&product[..], &asker, more].concat())
                        .file(CONFIG, prod())
                        .file("secret", SECRET)
                        .file("prod.env", env_file(ACCOUNT, KEY, SECRET))
                };
                let refused = |story: Story, theirs: &str| {
                    let text = fails(story, 1);
                    says(&text, &format!("error: two account SIDs: {ours} and {theirs}\n"));
                    says(&text, &format!("of the token's account with {option}\n"));
                };
                let environment = |story: Story, account: &str| {
                    story.env("TWILIO_ACCOUNT_SID", account).env(variable, &sid)
                };
                refused(
                    environment(story(&[]), OTHER_ACCOUNT),
                    "TWILIO_ACCOUNT_SID in the environment",
                );
                mints(environment(story(&[]), ACCOUNT), ACCOUNT, KEY, SECRET);
                // With the SID as an option there is no doubt.
                let settled = environment(story(&[option, &sid]), OTHER_ACCOUNT);
                if !product.contains(&option) {
                    mints(settled, ACCOUNT, KEY, SECRET);
                }
                if ours.starts_with("prod.env") {
                    continue;
                }
                let file = |account| format!("TWILIO_ACCOUNT_SID={account}\n{variable}={sid}\n");
                refused(story(&[]).file(".env", file(OTHER_ACCOUNT)), ".env:1: TWILIO_ACCOUNT_SID");
                mints(story(&[]).file(".env", file(ACCOUNT)), ACCOUNT, KEY, SECRET);
            }
        }
    }

    /// A place that names no account may belong to any account.
    #[test]
    fn a_place_without_an_account_may_be_the_tokens() {
        let chat = twimint(["chat", "-i=a"]).credentials();
        let file = format!("TWILIO_CHAT_SERVICE_SID={SERVICE}\n");
        mints(chat.file(".env", file), ACCOUNT, KEY, SECRET);
    }
}

/// Profiles are looked for in HOME only. Without HOME the program does not ask the system for the user's home folder.
#[test]
fn without_a_home_there_is_no_profile() {
    for home in ["", "/nowhere"] {
        says(&fails(video().env("HOME", home), 1), "error: no account SID, API key SID or");
        says(
            &fails(video_with(&["-p", "dev"]).env("HOME", home), 1),
            "error: --profile: the Twilio CLI has no profile dev\n  hint: its profiles are in ~/.twilio-cli/config.json",
        );
    }
}

/// Decoding needs no credentials, so a fault in them is only a note.
#[test]
fn decoding_says_that_contradictory_credentials_check_nothing() {
    let token = video().credentials().succeed();
    let mut story = twimint(["decode", "-o", "json"])
        .stdin(token)
        .env("TWILIO_ACCOUNT_SID", OTHER_ACCOUNT)
        .file(".env", env_file(ACCOUNT, KEY, SECRET));
    let output = story.output();
    assert_eq!(output.status.code(), Some(0));
    let note = String::from_utf8(output.stderr).unwrap();
    says(&note, "note: no credentials to check with: two account SIDs: TWILIO_ACCOUNT_SID in the");
    says(&String::from_utf8(output.stdout).unwrap(), r#""signature":"unchecked""#);
}

/// If a line cannot be read, nothing is taken from its file. Credentials from other places still check the signature.
#[test]
fn decoding_continues_if_a_file_cannot_be_read() {
    let token = video().credentials().succeed();
    let decode = |arguments: &[&str]| {
        twimint([&["decode", "-o", "json"], arguments].concat())
            .stdin(token.clone())
            .env("TWILIO_API_KEY", KEY)
            .env("TWILIO_API_SECRET", SECRET)
    };
    let output = decode(&[]).file(".env", "TWILIO_ACCOUNT_SID=${X}\n").output();
    let note = String::from_utf8(output.stderr).unwrap();
    says(&note, ".env:1: TWILIO_ACCOUNT_SID");
    is_silent_about(&note, "no credentials to check with");
    says(&String::from_utf8(output.stdout).unwrap(), r#""signature":"valid""#);
    // If an option names a file that cannot be read, other places do not replace it.
    let output = decode(&["--api-secret-file", "gone"]).output();
    says(&String::from_utf8(output.stderr).unwrap(), "--api-secret-file: `gone`: no such file");
    says(&String::from_utf8(output.stdout).unwrap(), r#""signature":"unchecked""#);
}

mod missing {
    use super::*;

    #[test]
    fn a_missing_one_is_reported_with_all_the_places() {
        video()
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .env("TWILIO_API_KEY", KEY)
            .stderr(
                "error: no API key secret\n  \
                 looked for: --api-secret-file, TWILIO_API_SECRET, TWILIO_API_KEY_SECRET, .env\n  \
                 hint: export TWILIO_API_SECRET, or put it in .env\n",
            )
            .status(1)
            .check();
    }

    #[test]
    fn several_missing_ones_are_listed_with_what_was_found() {
        let text = fails(video().env("TWILIO_ACCOUNT_SID", ACCOUNT), 1);
        says(
            &text,
            "error: no API key SID or API key secret\n  \
             looked for: --api-key, TWILIO_API_KEY, TWILIO_API_KEY_SID, .env\n  \
             looked for: --api-secret-file, TWILIO_API_SECRET, TWILIO_API_KEY_SECRET, .env\n  \
             found: account SID, TWILIO_ACCOUNT_SID in the environment\n",
        );
        is_silent_about(&text, "--demo");
    }

    #[test]
    fn a_newcomer_learns_how_to_begin() {
        let text = fails(video(), 1);
        says(&text, "make an API key in the Twilio Console");
        says(&text, "--demo");
        // So does whoever has copied a template.
        let text = fails(
            video().file(".env", "TWILIO_ACCOUNT_SID=\nTWILIO_API_KEY=\nTWILIO_API_SECRET=\n"),
            1,
        );
        says(&text, "make an API key in the Twilio Console");
        says(&text, ".env:3: TWILIO_API_SECRET is not used: it is empty");
        // Whoever has a file of another name has a key already.
        let text = fails(video().file(".env.local", ""), 1);
        says(
            &text,
            "  hint: there is a .env.local; to read it, add --env-file .env.local\n  hint: export",
        );
        is_silent_about(&text, "make an API key");
        is_silent_about(&text, "--demo");
    }

    #[test]
    fn an_auth_token_alone_is_explained() {
        let story = video().env("TWILIO_ACCOUNT_SID", ACCOUNT).env("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
        let text = fails(story, 1);
        for what in [
            "TWILIO_AUTH_TOKEN in the environment cannot sign an Access Token",
            "API keys & tokens; its secret is shown once",
            "a Main or a Standard key: Restricted keys cannot sign; Video needs a key of US1",
        ] {
            says(&text, what);
        }
        is_silent_about(&text, AUTH_TOKEN);
    }

    #[test]
    fn files_that_are_not_read_are_named() {
        let file = env_file(ACCOUNT, KEY, SECRET);
        let text = fails(video().file(".env.local", &file), 1);
        says(&text, "there is a .env.local; to read it, add --env-file .env.local");
        let text = fails(video().file(".env", &file).inside("src"), 1);
        says(&text, "there is a ../.env; to read it, add --env-file ../.env");
        let text = fails(video_with(&["--no-env-file"]).file(".env.local", &file), 1);
        is_silent_about(&text, ".env.local");
    }

    #[test]
    fn a_profile_lacks_something_by_name() {
        let text = fails(
            video_with(&["-p", "dev"]).file(
                ".twilio-cli/config.json",
                format!(r#"{{"profiles":{{"dev":{{"accountSid":"{ACCOUNT}"}}}}}}"#),
            ),
            1,
        );
        says(&text, "error: Twilio CLI profile dev has no API key SID or API key secret");
    }
}

mod unprefixed {
    use super::*;

    fn quickstart(key: &str) -> String {
        format!("ACCOUNT_SID={ACCOUNT}\nAPI_KEY={key}\nAPI_SECRET={SECRET}\n")
    }

    #[test]
    fn names_of_the_quickstarts_count_in_the_file() {
        mints(video().file(".env", quickstart(KEY)), ACCOUNT, KEY, SECRET);
        let file = quickstart(KEY)
            .replace("API_KEY", "API_KEY_SID")
            .replace("API_SECRET", "API_KEY_SECRET");
        mints(video().file(".env", file), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn they_do_not_count_beside_a_prefixed_one() {
        let file = quickstart(OTHER_KEY) + &format!("TWILIO_API_KEY={KEY}\n");
        let text = fails(video().file(".env", file), 1);
        says(&text, "error: no API key secret\n");
        let file = quickstart("sk_live_another_vendors").replace(SECRET, "another")
            + &env_file(ACCOUNT, KEY, SECRET);
        mints(video().file(".env", file), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn another_vendors_key_and_secret_are_ignored() {
        for key in ["sk_live_another_vendors", "$(vault read key)", "\"open"] {
            let text = fails(video().file(".env", quickstart(key)), 1);
            says(&text, "error: no API key SID or API key secret\n");
            says(&text, "found: account SID, .env:1: ACCOUNT_SID");
        }
        // Two short names with different values are no contradiction if only one value is a SID of Twilio's.
        let file = format!(
            "API_KEY=stripe\nAPI_KEY_SID={KEY}\nAPI_SECRET={SECRET}\nACCOUNT_SID={ACCOUNT}"
        );
        mints(video().file(".env", file), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn in_the_environment_hints_name_them_without_their_values() {
        let story = video()
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .env("API_KEY", KEY)
            .env("API_SECRET", SECRET);
        let text = fails(story, 1);
        says(
            &text,
            "hint: API_KEY in the environment is not used: this name counts in a .env file only\n",
        );
        says(&text, "hint: API_SECRET in the environment is not used: ");
        is_silent_about(&text, KEY);
        is_silent_about(&text, SECRET);
        let story = video().env("TWILIO_ACCOUNT_SID", ACCOUNT).env("API_KEY", "another");
        is_silent_about(&fails(story, 1), "another");
        let story = twimint(["sync", "-i=alice"]).credentials().env("TWILIO_SYNC_SID", SERVICE);
        says(&fails(story, 3), "hint: TWILIO_SYNC_SID in the environment is not used: ");
        // In CI, this is what a secret that nobody has set looks like.
        let story = video().env("TWILIO_ACCOUNT_SID", ACCOUNT).env("TWILIO_API_SECRET", "");
        says(
            &fails(story, 1),
            "hint: TWILIO_API_SECRET in the environment is not used: it is empty\n",
        );
    }

    #[test]
    fn product_sids_count_if_they_are_of_the_kind() {
        let chat = || twimint(["chat", "-i", "alice"]).credentials();
        let file = format!("CHAT_SERVICE_SID={SERVICE}");
        mints(chat().file(".env", file), ACCOUNT, KEY, SECRET);
        let text = fails(chat().file(".env", "CHAT_SERVICE_SID=another"), 3);
        says(
            &text,
            "give the Conversations service SID with --service-sid, TWILIO_CHAT_SERVICE_SID",
        );
        let text = fails(chat().env("CHAT_SERVICE_SID", SERVICE), 3);
        is_silent_about(&text, SERVICE);
    }
}

mod shapes {
    use super::*;

    #[track_caller]
    fn accident(variable: &str, value: &str, what: &[&str]) {
        let text = fails(video().credentials().env(variable, value), 1);
        says(&text, &format!("error: {variable} in the environment: "));
        for what in what {
            says(&text, what);
        }
        is_silent_about(&text, value);
    }

    #[test]
    fn each_accident_is_named() {
        let quoted = format!("\"{SECRET}\"");
        for (value, what) in [
            (
                "op://vault/twilio/secret",
                "a 1Password reference that was not resolved\n  hint: run twimint under `op run`",
            ),
            (
                "$TWILIO_SECRET",
                "a variable that was not expanded\n  hint: nothing expanded the variable",
            ),
            ("${TWILIO_SECRET}", "a variable that was not expanded"),
            (
                &quoted,
                "34 characters, in quotes\n  hint: remove the quotes; `docker run --env-file`",
            ),
            (
                "your_api_secret",
                "a placeholder that was never filled in\n  hint: put the secret there; if it is lost",
            ),
            ("<api-secret-of-twilio>", "a placeholder"),
            ("xxxxxxxxxxxx", "a placeholder"),
            ("00000000000000000000000000000000", "a placeholder"),
            (KEY, "34 characters, an API key SID (SK…)"),
            (ACCOUNT, "34 characters, an account SID (AC…)"),
            ("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u\r", "with a space, a line end or an invisible"),
            (
                "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u # prod",
                "with a space, a line end or an invisible character in it\n  hint: remove what does not belong there: `docker run --env-file`",
            ),
            ("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0\u{200b}u", "invisible character"),
        ] {
            accident("TWILIO_API_SECRET", value, &["not an API key secret: ", what]);
        }
        let quoted = format!("'{ACCOUNT}'");
        for (value, what) in [
            (KEY, "an API key SID (SK…)"),
            (&quoted, "36 characters, in quotes\n  hint: remove the quotes"),
            ("op://vault/twilio/sid", "under `op run`"),
            ("ACxxxxxxxx", "a placeholder"),
            (AUTH_TOKEN, "looks like an Auth Token"),
        ] {
            accident(
                "TWILIO_ACCOUNT_SID",
                value,
                &["not an account SID (AC and 32 hex digits)", what],
            );
        }
        accident("TWILIO_API_KEY", OTHER_SECRET, &["are the API key SID and its secret swapped?"]);
        accident("TWILIO_API_KEY", AUTH_TOKEN, &["it cannot sign Access Tokens"]);
    }

    #[test]
    fn the_auth_token_is_not_taken_for_the_secret() {
        let story = video()
            .credentials()
            .env("TWILIO_API_SECRET", AUTH_TOKEN)
            .env("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
        says(
            &fails(story, 1),
            "error: TWILIO_API_SECRET in the environment: this is the Auth Token from \
             TWILIO_AUTH_TOKEN in the environment\n",
        );
    }

    #[test]
    fn a_secret_that_looks_like_an_auth_token_signs_only_if_that_is_asked_for() {
        let story = || video().credentials().env("TWILIO_API_SECRET", AUTH_TOKEN);
        says(
            &fails(story(), 1),
            "error: TWILIO_API_SECRET in the environment: not an API key secret: 32 characters, \
             looks like an Auth Token\n",
        );
        let asked =
            || video_with(&["--allow-invalid"]).credentials().env("TWILIO_API_SECRET", AUTH_TOKEN);
        for story in [asked(), asked().env("TWILIO_AUTH_TOKEN", AUTH_TOKEN)] {
            story
                .stdout("eyJ[..]\n")
                .stderr(
                    "warning: TWILIO_API_SECRET in the environment: [..] Auth Token[..]\n  \
                     hint: Twilio refuses what is signed with an Auth Token (20107)\n",
                )
                .check();
        }
    }

    #[test]
    fn an_auth_token_beside_the_secret_does_no_harm() {
        let story = video().credentials().env("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
        mints(story, ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn a_secret_of_no_known_shape_signs_with_a_warning() {
        video()
            .credentials()
            .env("TWILIO_API_SECRET", "sk-new-kind-of-secret-1")
            .stdout("eyJ[..]\n")
            .stderr(
                "warning: TWILIO_API_SECRET in the environment: 23 characters, of no known shape\n  \
                 hint: API key secrets have always been 32 letters and digits\n",
            )
            .check();
    }
}

mod secret_files {
    use super::*;

    fn with_file(content: impl AsRef<[u8]>) -> Story {
        video_with(&["--api-secret-file", "secret"])
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .env("TWILIO_API_KEY", KEY)
            .file("secret", content)
    }

    #[test]
    fn one_newline_and_a_byte_order_mark_are_dropped() {
        for content in [
            SECRET.to_owned(),
            format!("{SECRET}\n"),
            format!("{SECRET}\r\n"),
            format!("\u{feff}{SECRET}\n"),
        ] {
            mints(with_file(content), ACCOUNT, KEY, SECRET);
        }
        let text = fails(with_file(format!("{SECRET}\n\n")), 1);
        says(
            &text,
            "the file named by --api-secret-file: not an API key secret: 33 characters, with a space",
        );
    }

    #[test]
    fn what_is_not_a_secret_file_is_named() {
        for (content, what) in [
            (b"".to_vec(), "the file named by --api-secret-file is empty"),
            (b"\n".to_vec(), "is empty"),
            (b"\xe9".to_vec(), "the file named by --api-secret-file is not UTF-8"),
            (b"\xff\xfea\0".to_vec(), "the file named by --api-secret-file is UTF-16"),
            (vec![b'a'; 64 * 1024 + 1], "it is longer than 64 KiB"),
        ] {
            says(&fails(with_file(content), 1), what);
        }
        let text = fails(
            with_file("")
                .file("secret2/x", "")
                .file("secret", "")
                .env("TWILIO_API_SECRET_FILE", "secret2"),
            1,
        );
        says(&text, "the file named by --api-secret-file is empty");
        let folder = video().env("TWILIO_API_SECRET_FILE", "f").file("f/x", "");
        says(&fails(folder, 1), "TWILIO_API_SECRET_FILE in the environment: `f`: it is a folder");
    }

    #[test]
    fn a_secret_in_place_of_its_file_is_not_repeated() {
        video_with(&["--api-secret-file", SECRET])
            .credentials()
            .stderr(
                "error: --api-secret-file: <32 characters, looks like an API key secret>: no such file\n",
            )
            .status(1)
            .check();
    }

    #[test]
    fn standard_input_works() {
        let story = video_with(&["--api-secret-file", "-"])
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .env("TWILIO_API_KEY", KEY)
            .stdin(format!("{SECRET}\n"));
        mints(story, ACCOUNT, KEY, SECRET);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_works() {
        let folder = support::Folder::new();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let path = pipe.clone();
        let writer = std::thread::spawn(move || std::fs::write(path, SECRET).unwrap());
        let story = video_with(&["--api-secret-file", pipe.to_str().unwrap()])
            .env("TWILIO_ACCOUNT_SID", ACCOUNT)
            .env("TWILIO_API_KEY", KEY);
        mints(story, ACCOUNT, KEY, SECRET);
        writer.join().unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_terminal_does_not() {
        // Opening /dev/ptmx gives one end of a new terminal, which is a terminal itself.
        let story = video_with(&["--api-secret-file", "/dev/ptmx"]).credentials();
        says(&fails(story, 1), "error: --api-secret-file: `/dev/ptmx`: it is a terminal");
    }

    #[test]
    fn a_variable_names_one_in_the_environment_and_in_the_file() {
        let two = || {
            video()
                .env("TWILIO_ACCOUNT_SID", ACCOUNT)
                .env("TWILIO_API_KEY", KEY)
                .file("secret", format!("{SECRET}\n"))
        };
        mints(two().env("TWILIO_API_SECRET_FILE", "secret"), ACCOUNT, KEY, SECRET);
        mints(two().file(".env", "TWILIO_API_SECRET_FILE=secret"), ACCOUNT, KEY, SECRET);
        let text = fails(two().env("TWILIO_API_SECRET_FILE", "-").stdin(SECRET), 1);
        says(&text, "only --api-secret-file takes standard input");
    }

    #[test]
    fn standard_input_has_one_reader() {
        let text = "{}";
        for arguments in [
            &["decode", "--api-secret-file", "-"][..],
            &["decode", "-", "--api-secret-file", "-"],
            &["decode", "--env-file", "-"],
            &["video", "-i", "a", "--env-file", "-", "--api-secret-file", "-"],
            &["voice", "-i", "a", "--params", "@-", "--api-secret-file", "-", "--app-sid", APP],
        ] {
            let text = fails(twimint(arguments).credentials().stdin(text), 2);
            says(&text, "standard input can be read only once");
        }
    }

    #[test]
    fn the_secret_is_not_taken_from_the_command_line() {
        for option in ["--api-secret", "--api-key-secret", "--apiSecret"] {
            for arguments in
                [vec![format!("{option}={SECRET}")], vec![option.to_owned(), SECRET.to_owned()]]
            {
                let story =
                    twimint(["video", "-i", "a"].map(str::to_owned).into_iter().chain(arguments));
                let text = fails(story, 2);
                says(&text, "error: the API key secret is not taken from the command line");
                says(
                    &text,
                    "hint: export TWILIO_API_SECRET, or put it in .env, or use `--api-secret-file FILE`",
                );
                is_silent_about(&text, SECRET);
            }
        }
    }
}

mod env_files {
    use super::*;

    #[test]
    fn errors_say_file_line_and_variable() {
        let file = format!("# it's ours\nTWILIO_API_KEY={KEY}\nTWILIO_API_SECRET=\"{SECRET}\n");
        video()
            .file(".env", &file)
            .stderr(
                "error: .env:3: TWILIO_API_SECRET: the quote is not closed on its line\n  \
                 hint: close it; a value cannot span lines\n",
            )
            .status(1)
            .check();
        let text = fails(video_with(&["--env-file", "a.env"]).file("a.env", file), 1);
        says(&text, "error: a.env:3: TWILIO_API_SECRET: ");
    }

    /// The unreadable value may be another account's, so nothing else is taken from that file.
    #[test]
    fn an_unreadable_line_does_not_count_as_missing() {
        let unreadable = [
            "TWILIO_ACCOUNT_SID=${STAGING}",
            "TWILIO_ACCOUNT_SID=AC99999999999999999999999999999990#dev",
            "TWILIO_ACCOUNT_SID=AC99999999999999999999999999999990 or so",
            "TWILIO_ACCOUNT_SID: AC99999999999999999999999999999990",
            "export TWILIO_ACCOUNT_SID : AC99999999999999999999999999999990",
            "TWILIO_ACCOUNT_SID:AC=99999999999999999999999999999990",
        ];
        for line in unreadable {
            let rest = format!("{line}\nTWILIO_API_KEY={KEY}\nTWILIO_API_SECRET={SECRET}\n");
            let story = video().env("TWILIO_ACCOUNT_SID", ACCOUNT).file(".env", rest);
            let text = fails(story, 1);
            says(&text, "error: .env:1: TWILIO_ACCOUNT_SID: ");
            let service = format!("TWILIO_CHAT_SERVICE_SID={SERVICE}\n{line}\n");
            let chat = || twimint(["chat", "-i", "a"]).credentials();
            let text = fails(chat().file(".env", &service), 1);
            says(&text, "error: .env:2: TWILIO_ACCOUNT_SID: ");
            says(&text, "\n  the Conversations service SID would come from .env\n");
            let asked = twimint(["chat", "-i", "a", "--env-file", "o.env"]).credentials();
            says(&fails(asked.file("o.env", &service), 1), "error: o.env:2: TWILIO_ACCOUNT_SID: ");
            // Nothing is missing, so the file is not opened.
            let video = video().credentials().file(".env", service);
            mints(video, ACCOUNT, KEY, SECRET);
        }
        let others = format!("ACCOUNT_SID=${{X}}\nAPI_KEY={KEY}\nAPI_SECRET={SECRET}\n");
        let story = video().env("TWILIO_ACCOUNT_SID", ACCOUNT).file(".env", others);
        says(&fails(story, 1), "error: .env:1: ACCOUNT_SID: a `$`");
    }

    /// A short name may be another vendor's, but what starts like an API key SID is Twilio's.
    #[test]
    fn an_unreadable_short_line_counts_if_it_starts_like_twilios() {
        for line in [
            format!("API_KEY: {OTHER_KEY}"),
            format!("API_KEY=\"{OTHER_KEY}"),
            format!("API_KEY={OTHER_KEY}\\"),
            format!("API_KEY=\" {OTHER_KEY}\""),
            format!("API_KEY=\\{OTHER_KEY}"),
            format!("API_KEY=\u{200b}{OTHER_KEY}"),
        ] {
            let story = video()
                .env("TWILIO_API_KEY", KEY)
                .env("TWILIO_API_SECRET", SECRET)
                .file(".env", format!("{line}\nTWILIO_ACCOUNT_SID={OTHER_ACCOUNT}\n"));
            says(&fails(story, 1), ".env:1: API_KEY");
        }
        let others =
            format!("{}API_KEY=$OPENAI_KEY\nAPI_KEY: none\n", env_file(ACCOUNT, KEY, SECRET));
        mints(video().file(".env", others), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn an_unreadable_path_of_a_secret_counts_even_if_the_secret_is_given() {
        let file = format!("TWILIO_API_SECRET_FILE: s\nTWILIO_CHAT_SERVICE_SID={SERVICE}\n");
        let story = twimint(["chat", "-i", "a"]).credentials().file(".env", file);
        says(&fails(story, 1), "error: .env:1: TWILIO_API_SECRET_FILE: a `:`");
    }

    /// In CI, an error that hides which file is missing cannot be mended.
    #[test]
    fn of_a_long_path_the_end_is_shown() {
        let path = format!("/{}prod.env", "a-folder/".repeat(20));
        says(&fails(video_with(&["--env-file", &path]), 1), "-folder/prod.env`: no such file\n");
        let path = format!("/{}/prod.env", "a/".repeat(30) + "b");
        let whole = format!("error: --env-file: `{path}`: no such file\n");
        says(&fails(video_with(&["--env-file", &path]), 1), &whole);
    }

    #[test]
    fn an_unreadable_local_file_matters_only_if_a_value_is_missing() {
        let story = || video().file(".env/pyvenv.cfg", "");
        mints(story().credentials(), ACCOUNT, KEY, SECRET);
        let text = fails(story().env("TWILIO_ACCOUNT_SID", ACCOUNT), 1);
        says(
            &text,
            "error: .env: it is a folder, and no API key SID or API key secret elsewhere\n",
        );
        // Whose file cannot be read is no newcomer.
        is_silent_about(&text, "make an API key");
        // Only some roles need a worker.
        let admin =
            ["taskrouter", "--role=admin", "--workspace-sid", "WS00112233445566778899aabbccddeeff"];
        mints(twimint(admin).credentials().file(".env/x", ""), ACCOUNT, KEY, SECRET);

        let chat = || twimint(["chat", "-i", "alice"]).credentials().file(".env/x", "");
        says(
            &fails(chat(), 1),
            "error: .env: it is a folder, and no Conversations service SID elsewhere\n",
        );
        mints(chat().env("TWILIO_CHAT_SERVICE_SID", SERVICE), ACCOUNT, KEY, SECRET);
        // A push credential is optional.
        let voice = twimint(["voice", "-i", "a", "--app-sid", APP]).credentials();
        mints(voice.file(".env/x", ""), ACCOUNT, KEY, SECRET);
    }

    #[test]
    fn utf16_is_named() {
        let utf16: Vec<u8> =
            env_file(ACCOUNT, KEY, SECRET).encode_utf16().flat_map(u16::to_le_bytes).collect();
        let text = fails(video().file(".env", &utf16), 1);
        says(&text, "error: .env is UTF-16, not UTF-8, and no account SID");
        says(&text, "hint: save it as UTF-8");
        let text = fails(video_with(&["--env-file", "a"]).file("a", utf16), 1);
        says(&text, "error: a is UTF-16");
    }

    #[test]
    fn an_asked_file_must_be_there() {
        let text = fails(video_with(&["--env-file", "gone"]).credentials(), 1);
        says(&text, "error: --env-file: `gone`: no such file\n");
        let text = fails(video_with(&["--env-file", "d"]).file("d/x", "").credentials(), 1);
        says(&text, "error: --env-file: `d`: it is a folder");
        let big = vec![b'\n'; 1024 * 1024 + 1];
        let text = fails(video_with(&["--env-file", "big"]).file("big", big).credentials(), 1);
        says(&text, "error: --env-file: `big`: it is longer than 1024 KiB");
    }

    #[test]
    fn unrelated_lines_are_ignored() {
        let mut file = b"it's {\"json\": \"=\"}\nX=\"open\n* * * * * cron\ncaf\xe9=1\n".to_vec();
        for n in 0..1000 {
            file.extend(format!("V{n}='a b' c\n").bytes());
        }
        file.extend(b"TWILIO_API_SECRET=wrong\r\n");
        file.extend(format!("  export TWILIO_ACCOUNT_SID = {ACCOUNT}   # mine\r\n").bytes());
        file.extend(format!("TWILIO_API_KEY='{KEY}'\r\nTWILIO_API_SECRET={SECRET}").bytes());
        mints(video().file(".env", file), ACCOUNT, KEY, SECRET);
    }
}

#[cfg(unix)]
mod pipes {
    use super::*;

    /// Runs this with a named pipe as `.env`, as some password managers provide. Returns its standard output.
    #[track_caller]
    fn with_pipe(arguments: &[&str], text: String) -> String {
        let mut story = twimint(arguments);
        let pipe = story.folder.path().join(".env");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let writer = std::thread::spawn(move || std::fs::write(pipe, text));
        let output = story.output();
        writer.join().unwrap().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn a_local_file_may_be_one() {
        for arguments in [&["video", "-i", "alice"][..], &["doctor"]] {
            with_pipe(arguments, env_file(ACCOUNT, KEY, SECRET));
        }
    }

    /// Once the pipe has been read for the credentials, its other variables count as in any other file.
    #[test]
    fn a_default_in_one_that_has_been_read_counts() {
        let push = format!("CR{}", &APP[2..]);
        let file = env_file(ACCOUNT, KEY, SECRET)
            + &format!("TWILIO_APP_SID={APP}\nTWILIO_PUSH_CREDENTIAL_SID={push}\n");
        let token = with_pipe(&["voice", "-i", "alice"], file.clone());
        says(&segments(&token).1, &push);
        let report = with_pipe(&["doctor"], file);
        says(&report, ".env:5: TWILIO_PUSH_CREDENTIAL_SID");
        is_silent_about(&report, "set but not used");
    }
}

/// If nothing is missing, the program does not wait for a pipe that nobody writes to.
#[cfg(unix)]
#[test]
fn a_local_file_that_is_not_needed_is_not_opened() {
    let with_pipe = |arguments: &[&str]| {
        let story = twimint(arguments).credentials();
        let pipe = story.folder.path().join(".env");
        assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
        story
    };
    mints(with_pipe(&["chat", "-i=a", "--service-sid", SERVICE]), ACCOUNT, KEY, SECRET);
    // The pipe could set a push credential, but that is optional.
    mints(with_pipe(&["voice", "-i=a", "--app-sid", APP]), ACCOUNT, KEY, SECRET);
    assert_eq!(with_pipe(&["decode", "-q", "undefined"]).output().status.code(), Some(3));
}

/// The same for a pipe given with `--env-file`, if options set all three credentials.
#[cfg(unix)]
#[test]
fn an_asked_file_that_is_not_needed_is_not_opened() {
    let options = ["--account-sid", ACCOUNT, "--api-key", KEY, "--api-secret-file", "secret"];
    let story =
        video_with(&[&options[..], &["--env-file", "pipe"]].concat()).file("secret", SECRET);
    let pipe = story.folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    mints(story, ACCOUNT, KEY, SECRET);
}

/// If something is missing, hints point out misspelled variable names.
#[test]
fn names_that_are_nearly_ours_are_hints() {
    let key_and_secret = || video().env("TWILIO_API_KEY", KEY).env("TWILIO_API_SECRET", SECRET);
    says(
        &fails(key_and_secret().env("TWILIO_ACOUNT_SID", ACCOUNT), 1),
        "hint: TWILIO_ACOUNT_SID in the environment is not read: did you mean TWILIO_ACCOUNT_SID?\n",
    );
    says(
        &fails(key_and_secret().file(".env", format!("twilio_account_sid={ACCOUNT}\n")), 1),
        "hint: .env:1: twilio_account_sid is not read: did you mean TWILIO_ACCOUNT_SID?\n",
    );
    let account = video().env("TWILIO_ACCOUNT_SID", ACCOUNT).env("TWILIO_API_SID", KEY);
    says(
        &fails(account, 1),
        "TWILIO_API_SID in the environment is not read: did you mean TWILIO_API_KEY?",
    );
    let others =
        key_and_secret().env("SOME_ACCOUNT_SID", ACCOUNT).env("TWILIO_TEST_ACCOUNT_SID", ACCOUNT);
    is_silent_about(&fails(others, 1), "did you mean");
}

mod statuses {
    use super::*;

    #[test]
    fn a_sid_that_does_not_parse_is_1_from_a_source_and_2_from_an_option() {
        let text = fails(video_with(&["--account-sid", KEY]).credentials(), 2);
        is_silent_about(&text, KEY);
        fails(video().credentials().env("TWILIO_ACCOUNT_SID", KEY), 1);
        let chat = || twimint(["chat", "-i", "a"]).credentials();
        let text = fails(chat().env("TWILIO_CHAT_SERVICE_SID", APP), 1);
        says(
            &text,
            "error: TWILIO_CHAT_SERVICE_SID in the environment: not a service SID (IS and 32 hex digits): 34 characters, a TwiML app SID (AP…)\n",
        );
        fails(chat().file(".env", format!("TWILIO_CHAT_SERVICE_SID={APP}")), 1);
        fails(twimint(["chat", "-i", "a", "--service-sid", APP]).credentials(), 2);
    }

    #[test]
    fn json_that_does_not_parse_is_1_from_a_file_and_2_from_the_command_line() {
        for (option, inline, file) in
            [("--params", "{", "@f"), ("--grant", "player={", "player=@f")]
        {
            let voice = |value: &str| {
                twimint(["voice", "-i", "a", "--app-sid", APP, option, value])
                    .credentials()
                    .file("f", "{")
            };
            says(&fails(voice(inline), 2), &format!("error: {option}"));
            says(&fails(voice(file), 1), &format!("error: {option}"));
        }
        let named = twimint(["custom", "--grant", "identity=@f"]).credentials().file("f", "{}");
        says(&fails(named, 2), "`identity` is not a grant");
    }
}

mod profiles {
    use super::*;

    const CONFIG: &str = ".twilio-cli/config.json";

    fn config(more: &str, region: &str) -> String {
        format!(
            r#"{{{more}"activeProject":"dev","profiles":{{
                "dev":{{"accountSid":"{ACCOUNT}","apiKey":"{KEY}","apiSecret":"{SECRET}","region":"{region}"}},
                "prod":{{"accountSid":"{OTHER_ACCOUNT}","apiKey":"{OTHER_KEY}","apiSecret":"{OTHER_SECRET}"}}
            }}}}"#
        )
    }

    #[test]
    fn the_active_one_is_used_if_nothing_else_is_found() {
        video()
            .file(CONFIG, config("", "us1"))
            .stderr(format!("note: using Twilio CLI profile dev ({ACCOUNT})\n"))
            .stdout("eyJ[..]\n")
            .check();
        let folder = support::Folder::new();
        folder.write("config.json", config("", "us1"));
        video()
            .env("TWILIO_CONFIG_DIR", folder.path())
            .stderr("note: using Twilio CLI profile dev [..]\n")
            .stdout("eyJ[..]\n")
            .check();
    }

    #[test]
    fn it_is_not_used_instead_of_a_file_that_cannot_be_read() {
        let story = || video().file(CONFIG, config("", "")).file(".env", "\0=\0");
        says(&fails(story(), 1), "error: .env is UTF-16");
        let hint = "to use the Twilio CLI's active profile all the same, add --no-env-file";
        says(&fails(story(), 1), hint);
        video_with(&["--no-env-file"])
            .file(CONFIG, config("", ""))
            .file(".env", "\0=\0")
            .stderr("note: using Twilio CLI profile dev [..]\n")
            .stdout("eyJ[..]\n")
            .check();
    }

    #[test]
    fn it_is_not_used_if_every_command_must_name_one() {
        let text = fails(video().file(CONFIG, config("\"requireProfileInput\":true,", "")), 1);
        says(
            &text,
            "active profile dev has all three; to use it, give `--profile dev`, but no other credentials\n",
        );
    }

    #[test]
    fn it_never_fills_gaps() {
        let story = video().env("TWILIO_ACCOUNT_SID", ACCOUNT).file(CONFIG, config("", ""));
        let text = fails(story, 1);
        says(&text, "error: no API key SID or API key secret\n");
        says(
            &text,
            "the Twilio CLI's active profile dev has all three; to use it, give `--profile dev`",
        );
    }

    #[test]
    fn following_a_hint_works() {
        let config = config("", "").replace("dev", "my dev");
        let text = fails(video().env("TWILIO_ACCOUNT_SID", ACCOUNT).file(CONFIG, config), 1);
        says(&text, "to use it, give `--profile 'my dev'`");
    }

    #[test]
    fn a_named_one_beats_everything_and_is_not_announced() {
        for option in ["-p", "--profile"] {
            let story = video_with(&[option, "prod"]).file(CONFIG, config("", "")).credentials();
            mints(story, OTHER_ACCOUNT, OTHER_KEY, OTHER_SECRET);
        }
        fails(video_with(&["-p", "prod", "--account-sid", ACCOUNT]), 2);
    }

    #[test]
    fn one_that_is_not_there_is_not_repeated_and_the_others_are_named() {
        video_with(&["--profile", SECRET])
            .file(CONFIG, config("", ""))
            .stderr(
                "error: --profile: the Twilio CLI has no profile <32 characters, looks like an API key \
                 secret>\n  hint: it has dev, prod\n",
            )
            .status(1)
            .check();
        says(
            &fails(video_with(&["-p", "dev"]), 1),
            "error: --profile: the Twilio CLI has no profile dev\n  hint: its profiles are in ~/.twilio-cli/config.json",
        );
    }

    #[test]
    fn a_broken_file_matters_if_it_was_asked_for() {
        mints(video().credentials().file(CONFIG, "{"), ACCOUNT, KEY, SECRET);
        let text = fails(video_with(&["-p", "dev"]).file(CONFIG, "{"), 1);
        says(&text, "error: the Twilio CLI's config.json: not valid JSON at line 1");
        says(
            &fails(video().file(CONFIG, "{"), 1),
            "hint: the Twilio CLI's config.json: not valid JSON",
        );
    }

    #[test]
    fn its_region_is_a_note_with_voice_and_a_warning_with_video() {
        let output = video_with(&["-p", "dev"]).file(CONFIG, config("", "ie1")).output();
        says(
            &String::from_utf8(output.stderr).unwrap(),
            "warning: the Twilio CLI profile is for region `ie1`",
        );
        let mut voice = twimint(["voice", "-i", "a", "-p", "dev", "--app-sid", APP])
            .file(CONFIG, config("", "ie1"));
        let output = voice.output();
        says(
            &String::from_utf8(output.stderr).unwrap(),
            "note: the Twilio CLI profile is for region `ie1`",
        );
        is_silent_about(&segments(&String::from_utf8(output.stdout).unwrap()).0, "twr");
    }
}

#[test]
fn a_service_of_another_account_is_refused_under_its_short_names_too() {
    let short = format!("ACCOUNT_SID={OTHER_ACCOUNT}\nCHAT_SERVICE_SID={SERVICE}\n");
    let story = twimint(["chat", "-i=alice"]).credentials().file(".env", short);
    says(
        &fails(story, 1),
        "two account SIDs: TWILIO_ACCOUNT_SID in the environment and .env:1: ACCOUNT_SID",
    );
    let all =
        format!("ACCOUNT_SID={OTHER_ACCOUNT}\nAPI_KEY={OTHER_KEY}\nAPI_SECRET={OTHER_SECRET}\n");
    let story = twimint(["chat", "-i=alice", "--env-file=other"])
        .file("other", all)
        .env("TWILIO_ACCOUNT_SID", ACCOUNT)
        .env("TWILIO_CHAT_SERVICE_SID", SERVICE);
    says(
        &fails(story, 1),
        "two account SIDs: other:1: ACCOUNT_SID and TWILIO_ACCOUNT_SID in the environment",
    );
}

#[test]
fn a_short_name_that_cannot_be_read_may_be_of_another_account_too() {
    for line in [
        format!("ACCOUNT_SID: {OTHER_ACCOUNT}"),
        "ACCOUNT_SID=$X".to_owned(),
        format!("ACCOUNT_SID=\"{OTHER_ACCOUNT}"),
        format!("ACCOUNT_SID={OTHER_ACCOUNT} x"),
    ] {
        let file = format!("{line}\nTWILIO_CHAT_SERVICE_SID={SERVICE}\n");
        let story = twimint(["chat", "-i=alice"]).credentials().file(".env", file);
        says(&fails(story, 1), "error: .env:1: ACCOUNT_SID: ");
    }
    // API_KEY may be another vendor's.
    let story = twimint(["chat", "-i=alice"])
        .credentials()
        .file(".env", format!("API_KEY=$STRIPE_KEY\nTWILIO_CHAT_SERVICE_SID={SERVICE}\n"));
    mints(story, ACCOUNT, KEY, SECRET);
}

#[test]
fn a_short_name_of_a_service_that_cannot_be_read_is_reported() {
    let story = twimint(["chat", "-i=alice"])
        .credentials()
        .file(".env", format!("CHAT_SERVICE_SID: {SERVICE}\n"));
    says(&fails(story, 1), "error: .env:1: CHAT_SERVICE_SID: a `:` after the name");
}

#[test]
fn a_secret_in_the_file_that_does_not_count_is_reported() {
    let file = format!("TWILIO_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_KEY={KEY}\nAPI_SECRET={SECRET}\n");
    let text = fails(video().file(".env", file), 1);
    says(&text, "hint: .env:3: API_SECRET is not used: ");
}

/// A SID is not a secret, whatever the variable is called.
#[test]
fn a_sid_in_the_place_of_a_secret_is_not_a_leak() {
    for sid in [ACCOUNT, KEY] {
        mints(video().credentials().env("TWILIO_AUTH_TOKEN", sid), ACCOUNT, KEY, SECRET);
    }
    let token = video().credentials().succeed();
    let mut story = twimint(["decode", token.trim()]).env("TWILIO_API_SECRET", KEY);
    let output = story.output();
    let text = String::from_utf8(output.stdout).unwrap();
    is_silent_about(&text, "your own credentials");
    says(&text, KEY);
}

#[test]
fn a_value_too_short_to_be_secret_may_be_in_a_token() {
    for secret in ["sub", "test"] {
        let mut story =
            twimint(["video", "-i=tester"]).credentials().env("TWILIO_API_SECRET", secret);
        let output = story.output();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        says(&String::from_utf8(output.stderr).unwrap(), "32 letters and digits");
    }
    let long = "sixteen-letters!";
    let story =
        twimint(["video", "-i", &format!("a{long}b")]).credentials().env("TWILIO_API_SECRET", long);
    says(&fails(story, 1), "one of your own credentials is in `grants.identity`");
}

#[test]
fn the_secret_of_another_profile_gets_into_no_token() {
    let config = format!(
        r#"{{"activeProject":"dev","profiles":{{
            "dev":{{"accountSid":"{ACCOUNT}","apiKey":"{KEY}","apiSecret":"{SECRET}"}},
            "other":{{"apiSecret":"{OTHER_SECRET}"}}}}}}"#
    );
    for options in [&["--profile", "dev"][..], &[]] {
        let story = video_with(&[&["--room", OTHER_SECRET], options].concat())
            .file(".twilio-cli/config.json", &config);
        says(&fails(story, 1), "one of your own credentials is in `grants.video.room`");
    }
}

#[test]
fn the_demo_ignores_the_region_of_the_environment() {
    twimint(["voice", "--demo"])
        .env("TWILIO_REGION", "ie1")
        .stdout(snapbox::str!["[..]\n"])
        .stderr("note: demo credentials: Twilio will refuse this token\n")
        .check();
}

#[test]
fn the_region_of_rest_requests_is_noted_beside_a_voice_token_without_one() {
    let voice = |options: &[&str]| {
        let words = ["voice", "--app-sid", APP, "-i", "alice"];
        twimint([&words[..], options].concat())
            .credentials()
            .env("TWILIO_REGION", "ie1")
            .stdout(snapbox::str!["[..]\n"])
    };
    voice(&[])
        .stderr(snapbox::str![[r#"
note: TWILIO_REGION in the environment is the region of REST requests and is not written into the token: give --region for that

"#]])
        .check();
    voice(&["--region", "au1"]).stderr("").check();
    voice(&[]).env("TWILIO_REGION", "us1").stderr("").check();
}
