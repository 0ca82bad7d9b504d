//! Mistakes on the command line. Each message says what to type instead, and repeats nothing that could be a credential
//! or that a terminal would interpret.

#![cfg(feature = "cli")]

use support::{APP, KEY, SECRET, SERVICE, twimint};

mod support;

/// Runs the command line, which must fail with exactly this message and print nothing else.
#[track_caller]
fn mistake(words: &[&str], said: &str) {
    twimint(words).stderr(said).status(2).check();
}

#[test]
fn a_misspelled_command_gets_the_nearest_name() {
    mistake(
        &["chta", "-i", "alice"],
        "error: there is no command `chta`\n  hint: did you mean `chat`?\n",
    );
    mistake(&["vidoe"], "error: there is no command `vidoe`\n  hint: did you mean `video`?\n");
    mistake(
        &["help", "vidoe"],
        "error: there is no command `vidoe`\n  hint: `twimint --help` lists the commands\n",
    );
    mistake(
        &["login"],
        "error: there is no command `login`\n  hint: `twimint --help` lists the commands\n",
    );
    mistake(
        &["eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln"],
        "error: there is no command <36 characters, looks like a JWT>\n  hint: `twimint decode` shows what is in a token\n",
    );
}

#[test]
fn a_missing_or_misplaced_identity_gets_the_option() {
    mistake(
        &["chat"],
        "error: no identity: who is the token for?\n  hint: add `-i alice`; or `--identities FILE`, with one identity per line\n",
    );
    mistake(
        &["chat", "alice"],
        "error: unexpected argument `alice`\n  hint: the identity goes after `-i`, and a command to run with the token after `--`\n",
    );
    mistake(
        &["-i", "alice"],
        "error: `-i` must come after the command\n  hint: write `twimint chat -i …`\n",
    );
    mistake(
        &["-i", "alice", "chat"],
        "error: `-i` must come after the command\n  hint: write `twimint chat -i …`\n",
    );
    mistake(
        &["chat", "-i", "alice", "npm", "test"],
        "error: unexpected argument `npm`\n  hint: the identity goes after `-i`, and a command to run with the token after `--`\n",
    );
}

#[test]
fn an_edge_is_not_a_region() {
    let region = |name: &str, said: &str| {
        mistake(&["voice", "-i=alice", "--region", name], &format!("error: --region: {said}\n"));
    };
    region(
        "dublin",
        "`dublin` is an edge location, not a region\n  hint: its region is `ie1`: write that",
    );
    region("IE1", "`IE1` is not a region: regions are in lower case\n  hint: write `ie1`");
    region(
        "mars1",
        "`mars1` is not a region that Twilio has documented\n  \
         hint: the regions are `us1`, `ie1`, `au1` and `jp1`",
    );
    twimint(["voice", "--app-sid", APP, "-i=alice", "--region=mars1", "--allow-invalid"])
        .credentials()
        .stdout(snapbox::str!["[..]\n"])
        .stderr(
            "warning: `mars1` is not a region that Twilio has documented\n  \
             hint: the regions are `us1`, `ie1`, `au1` and `jp1`\n",
        )
        .check();
}

#[test]
fn an_option_of_another_command_is_told_where_it_belongs() {
    mistake(
        &["chat", "--room", "daily"],
        "error: chat has no option `--room`\n  hint: it is an option of video\n",
    );
    mistake(
        &["chat", "-i", "alice", "--with", "video", "--room", "daily"],
        "error: chat has no option `--room`\n  hint: it is an option of video\n  \
         hint: --with takes a product and its options in quotes: `--with \"video --room …\"`\n",
    );
    mistake(
        &["video", "--rom", "daily"],
        "error: there is no option `--rom`\n  hint: did you mean `--room`?\n",
    );
    mistake(
        &["chat", "-i", "alice", "--json"],
        "error: there is no option `--json`\n  hint: `-o json` prints JSON\n",
    );
    mistake(
        &["completions", "--json"],
        "error: there is no option `--json`\n  hint: see `twimint completions --help`\n",
    );
    mistake(&["chat", "-x"], "error: there is no option `-x`\n  hint: see `twimint chat --help`\n");
}

#[test]
fn a_word_where_none_is_expected_is_told_where_it_may_belong() {
    mistake(
        &["voice", "-i", "alice", "--incoming", "yes"],
        "error: `--incoming`: `yes` is not one of true and false\n  hint: see `twimint voice --help`\n",
    );
    mistake(
        &["decode", "Authorization:", "Bearer"],
        "error: unexpected argument `Bearer`\n  hint: it takes one TOKEN or FILE: put all that you paste in quotes, or pass it on standard input\n",
    );
    mistake(
        &["version"],
        "error: there is no command `version`\n  hint: `twimint --version` prints it\n",
    );
    mistake(
        &["video", "--room", "daily", "-i", "alice", "daily"],
        "error: unexpected argument `daily`\n  hint: the identity goes after `-i`, and a command to run with the token after `--`\n",
    );
    mistake(
        &["video", "--demo", "alice"],
        "error: unexpected argument `alice`\n  hint: the identity goes after `-i`, and a command to run with the token after `--`\n",
    );
    mistake(
        &["chat", "--demo=yes"],
        "error: `--demo` takes no value\n  hint: see `twimint chat --help`\n",
    );
}

#[test]
fn a_wrong_value_is_told_what_was_expected() {
    let chat =
        |words: &[&str], said: &str| mistake(&[&["chat", "-i", "alice"], words].concat(), said);
    let see = "\n  hint: see `twimint chat --help`\n";
    for (words, said) in [
        (
            ["--expires-at", "15m"],
            "`--expires-at` cannot be `15m`: expected Unix seconds, RFC 3339 with `Z` or an offset (`2026-11-20T18:00:00Z`), `now`, or a duration with a sign (`+15m`, `-2h`)",
        ),
        (
            ["--ttl", "1.5h"],
            "`--ttl` cannot be `1.5h`: expected whole seconds (`3600`) or units (`90s`, `1h30m`, `1d`)",
        ),
        (["-o", "xml"], "`--output`: `xml` is not one of token, json, header, env and github"),
        (
            ["--var", "A-B"],
            "`--var` cannot be `A-B`: expected the name of a variable: letters, digits and `_`",
        ),
        (["-i", "bob"], "`--identity` is given twice"),
    ] {
        chat(&words, &format!("error: {said}{see}"));
    }
    chat(
        &["-o", "jsn"],
        "error: `--output`: `jsn` is not one of token, json, header, env and github\n  hint: did you mean `json`?\n",
    );
    chat(
        &["--ttl", "1795987300000"],
        "error: --ttl: the token would expire after the year 9999\n  hint: is it in milliseconds? a lifetime is in seconds\n",
    );
    chat(
        &["--ttl", "1h", "--expires-at", "+1h"],
        &format!("error: `--ttl` cannot be used with `--expires-at`{see}"),
    );
    chat(
        &["-o", "json", "--", "ls"],
        &format!("error: `--output` cannot be used with `-- COMMAND`{see}"),
    );
    mistake(
        &["voice", "-i", "alice", "--params", "p.json"],
        "error: `--params` cannot be `p.json`: expected a JSON object, or `@` and the name of a file that holds one: `@call.json`\n  \
         hint: see `twimint voice --help`\n",
    );
    mistake(
        &["explain", "20104x"],
        "error: `CODE` cannot be `20104x`: expected a number such as 20101\n  hint: see `twimint explain --help`\n",
    );
    mistake(
        &["completions"],
        "error: `SHELL` is missing\n  hint: see `twimint completions --help`\n",
    );
}

/// This is what a script passes when its variable is unset.
#[test]
fn an_empty_option_is_a_mistake() {
    for (command, option) in [
        ("video", "--room"),
        ("chat", "--endpoint-id"),
        ("chat", "--service-sid"),
        ("sync", "--service-sid"),
        ("voice", "--params"),
        ("voice", "--param"),
        ("taskrouter", "--role"),
        ("chat", "--ttl"),
        ("chat", "--jti"),
        ("chat", "--region"),
        ("chat", "--with"),
        ("chat", "--grant"),
        ("chat", "--identities"),
        ("chat", "--account-sid"),
        ("chat", "--api-secret-file"),
        ("chat", "--env-file"),
        ("chat", "--profile"),
        ("decode", "--claim"),
        ("decode", "--expect"),
    ] {
        let words = [command, "--demo", option, ""];
        let words = if ["--api-secret-file", "--account-sid", "--env-file", "--profile"]
            .contains(&option)
        {
            &[command, "-i", "alice", option, ""][..]
        } else {
            &words[..]
        };
        let output = twimint(words).output();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with(&format!("error: `{option}`")), "{words:?}: {said}");
        assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()), "{words:?}");
    }
    mistake(
        &["video", "--demo", "--room", ""],
        "error: `--room` needs a value\n  hint: if the value comes from a shell variable, check that it is set\n",
    );
}

#[test]
fn a_secret_is_not_taken_from_the_command_line() {
    let error = "error: the API key secret is not taken from the command line, where `ps` and the shell's history show it\n";
    let ways =
        "hint: export TWILIO_API_SECRET, or put it in .env, or use `--api-secret-file FILE`\n";
    for words in [
        &["chat", "--api-secret", SECRET][..],
        &["chat", &format!("--api-secret={SECRET}")],
        &["decode", "--api-key-secret", SECRET],
        &["chat", "--PASSWORD", SECRET],
    ] {
        mistake(words, &format!("{error}  {ways}"));
    }
    let auth_token =
        "  hint: an Auth Token cannot sign Access Tokens; use the secret of an API key\n";
    mistake(&["chat", "--auth-token", SECRET], &format!("{error}{auth_token}  {ways}"));
}

/// People paste credentials into the wrong place.
#[test]
fn no_credential_is_repeated() {
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.c2ln", "eyJhIjoxfQ".repeat(4));
    let with = format!("video --room a {SECRET}");
    for credential in [SECRET, KEY, &token] {
        for words in [
            &[credential][..],
            &["chat", credential],
            &["chat", "-i", "alice", credential],
            &["chat", "-i", "alice", "-o", credential],
            &["chat", "-i", "alice", "--ttl", credential],
            &["chat", "-i", "alice", "--account-sid", credential],
            &["chat", "-i", "alice", "--with", credential],
            &["chat", "-i", "alice", "--with", &with],
            &["chat", &format!("--{credential}")],
            &["chat", &format!("--identty={credential}")],
            &["voice", "-i", "alice", "--incoming", credential],
            &["explain", credential],
            &["completions", credential],
            &["help", credential],
            &["decode", "a", credential],
        ] {
            let output = twimint(words).credentials().output();
            let said = String::from_utf8(output.stderr).unwrap();
            let piece = &credential[4..16];
            assert!(!said.contains(piece) && said.starts_with("error: "), "{words:?}: {said}");
            assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        }
    }
}

#[test]
fn a_terminal_gets_no_control_character_however_short_the_word() {
    for word in ["\u{1b}", "\n", "\u{202e}", "a\u{7}", "\u{1b}[31mred", "`\n`"] {
        for words in [
            &[word][..],
            &["chat", word],
            &["chat", "-i", "a", "-o", word],
            &["chat", "-i", "a", "--ttl", word],
            &["chat", &format!("--{word}")],
            &["chat", &format!("-{word}")],
            &["chat", "-i", "a", "--with", &format!("video --room '{word}' '{word}'")],
        ] {
            let output = twimint(words).credentials().output();
            let said = String::from_utf8(output.stderr).unwrap();
            let lines: Vec<&str> = said.lines().collect();
            assert!(
                lines[0].starts_with("error: ")
                    && lines[1..].iter().all(|line| line.starts_with("  ")),
                "{said:?}"
            );
            let is_hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!said.contains(is_hostile), "{words:?}: {said:?}");
            assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_name_of_the_executable_is_never_printed() {
    use std::os::unix::process::CommandExt as _;
    for words in
        [&[][..], &["-h"], &["--version"], &["chta"], &["chat", "-h"], &["chat"], &["chat", "-x"]]
    {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_twimint"))
            .arg0("\u{1b}[31mevil")
            .args(words)
            .env_clear()
            .output()
            .unwrap();
        let shown = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!shown.is_empty() && !shown.contains("evil"), "{words:?}: {shown}");
    }
}

#[test]
fn the_words_of_with_are_read_as_that_product_reads_them() {
    let with = |words: &str, said: &str| {
        let run = twimint(["chat", "-i", "alice", "--service-sid", SERVICE, "--with", words]);
        run.credentials().stderr(said).status(2).check();
    };
    let products = "  hint: it takes chat, voice, video, sync or taskrouter and their options\n";
    with("'video", "error: --with: a quote is not closed\n");
    with(" ", &format!("error: --with: no product is named\n{products}"));
    with("vdeo", &format!("error: --with: no product is called `vdeo`\n{products}"));
    with(
        "video --ttl 5m",
        "error: --with: `--ttl` is an option for the whole token\n  hint: put it outside the quotes of --with\n",
    );
    with(
        "video -i bob",
        "error: --with: `-i` is an option for the whole token\n  hint: put it outside the quotes of --with\n",
    );
    with(
        "video --rom daily",
        "error: --with: there is no option `--rom`\n  hint: did you mean `--room`?\n",
    );
    with(
        "voice --room daily",
        "error: --with: voice has no option `--room`\n  hint: it is an option of video\n",
    );
    let said = "error: --with: `--service-sid`: not a service SID (IS and 32 hex digits): 34 characters, a TwiML app SID \
         (AP…)\n  hint: see `twimint sync --help`\n";
    with(&format!("sync --service-sid {APP}"), said);
}
