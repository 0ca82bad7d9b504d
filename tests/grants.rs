//! Several grants in one token: `--with`, `--grant`, `taskrouter` and `custom`.

#![cfg(feature = "cli")]

mod support;

use snapbox::str;
use support::{APP, SERVICE, Story, segments, twimint};

const WORKSPACE: &str = "WS00112233445566778899aabbccddeeff";
const WORKER: &str = "WK00112233445566778899aabbccddeeff";

/// The `grants` of the token that a story prints, as the exact JSON text.
#[track_caller]
fn grants(story: Story) -> String {
    let (_, payload) = segments(&story.succeed());
    let start = payload.find(r#""grants":"#).unwrap() + r#""grants":"#.len();
    let end = payload.rfind(r#","jti":"#).unwrap();
    payload[start..end].to_owned()
}

fn mint(arguments: &[&str]) -> Story {
    twimint(arguments).credentials()
}

#[test]
fn all_five_products_and_a_player_in_one_command() {
    let chat = format!("chat --service-sid {SERVICE}");
    let voice = format!("voice --app-sid {APP} --incoming --param team=blue");
    let task_router = format!("taskrouter --workspace-sid {WORKSPACE} --worker-sid {WORKER}");
    let story = mint(&[
        "video",
        "--room=daily standup",
        "--identity=alice",
        "--with",
        &chat,
        "--grant",
        r#"player={ "playback": {"b": 1.0, "a": [null, "é"]} }"#,
        "--with",
        &voice,
        "--with=sync --service-sid default",
        "--with",
        &task_router,
    ]);
    assert_eq!(
        grants(story),
        [
            r#"{"video":{"room":"daily standup"}"#.to_owned(),
            format!(r#""chat":{{"service_sid":"{SERVICE}"}}"#),
            r#""player":{"playback":{"b":1,"a":[null,"\u00e9"]}}"#.to_owned(),
            format!(
                r#""voice":{{"incoming":{{"allow":true}},"outgoing":{{"application_sid":"{APP}","params":{{"team":"blue"}}}}}}"#
            ),
            r#""data_sync":{"service_sid":"default"}"#.to_owned(),
            format!(
                r#""task_router":{{"workspace_sid":"{WORKSPACE}","worker_sid":"{WORKER}","role":"worker"}}"#
            ),
            r#""identity":"alice"}"#.to_owned(),
        ]
        .join(",")
    );
}

#[test]
fn incoming_calls_are_allowed_by_each_name_and_with_or_without_a_value() {
    for (words, allows) in [
        (&["--incoming"][..], true),
        (&["--incoming=true"], true),
        (&["--incoming-allow", "true"], true),
        (&["--allow-incoming", "true"], true),
        (&["--incoming", "false"], false),
        (&["--allow-incoming=false"], false),
    ] {
        let allow = if allows { r#""incoming":{"allow":true},"# } else { "" };
        assert_eq!(
            grants(mint(&[&["voice", "-i=a", "--app-sid", APP], words].concat())),
            format!(
                r#"{{"voice":{{{allow}"outgoing":{{"application_sid":"{APP}"}}}},"identity":"a"}}"#
            ),
            "{words:?}"
        );
    }
}

#[test]
fn with_reads_quotes_as_a_shell_does() {
    let story = mint(&[
        "sync",
        "--service-sid=default",
        "-i=a",
        "--with",
        r#"video --room 'daily "standup"'"#,
    ]);
    assert_eq!(
        grants(story),
        r#"{"data_sync":{"service_sid":"default"},"video":{"room":"daily \"standup\""},"identity":"a"}"#
    );
}

#[test]
fn with_fills_gaps_as_the_command_does() {
    let story = mint(&["video", "-i=a", "--with", "conversations"])
        .file(".env", format!("CONVERSATIONS_SERVICE_SID={SERVICE}\n"));
    assert_eq!(
        grants(story),
        format!(r#"{{"video":{{}},"chat":{{"service_sid":"{SERVICE}"}},"identity":"a"}}"#)
    );
}

#[test]
fn taskrouter_and_its_name_in_flex_need_no_identity() {
    let options = ["--workspace-sid", WORKSPACE, "--worker-sid", WORKER];
    for command in ["taskrouter", "flex"] {
        assert_eq!(
            grants(mint(&[&[command], &options[..], &["--role=supervisor"]].concat())),
            format!(
                r#"{{"task_router":{{"workspace_sid":"{WORKSPACE}","worker_sid":"{WORKER}","role":"supervisor"}}}}"#
            )
        );
    }
}

/// The hint is about what is missing, although there is no identity either.
#[test]
fn a_worker_that_is_missing_is_asked_for() {
    mint(&["taskrouter", "--workspace-sid", WORKSPACE])
        .status(3)
        .stderr(str![[r#"
error[20106]: the task_router grant has no `worker_sid`
  Twilio most likely answers: Invalid Access Token grants
  hint: give the worker SID with --worker-sid or TWILIO_WORKER_SID

"#]])
        .check();
}

#[test]
fn custom_has_only_what_is_added() {
    assert_eq!(grants(mint(&["custom", "--grant=player={}"])), r#"{"player":{}}"#);
    assert_eq!(grants(mint(&["custom", "-i=a", "--with=video"])), r#"{"video":{},"identity":"a"}"#);
    mint(&["custom", "-i=a"])
        .status(3)
        .stderr(str![[r#"
error[20106]: no grants: the token gives access to nothing
  Twilio most likely answers: Invalid Access Token grants
  also seen: 51103, 51116
  hint: add `--grant NAME=JSON`, or a product: `--with chat`

"#]])
        .check();
}

#[test]
fn a_grant_can_come_from_a_file() {
    let story = mint(&["custom", "--grant", "player=@player.json"])
        .file("player.json", "\u{feff}{\n  \"x\": 1\n}\n");
    assert_eq!(grants(story), r#"{"player":{"x":1}}"#);
}

#[test]
fn a_known_grant_obeys_its_rules_however_it_is_given() {
    mint(&[
        "custom",
        "-i=a",
        r#"--grant=chat={"service_sid":"MG00112233445566778899aabbccddeeff"}"#,
    ])
    .status(3)
    .stderr(str![[r#"
error[20106]: `service_sid` is a messaging service SID (MG…), not a service SID (IS…)
...
"#]])
    .check();
}

#[test]
fn the_same_grant_twice_is_an_error_by_any_route() {
    for twice in [
        &["video", "-i=a", "--with=video"][..],
        &["video", "-i=a", "--grant=video={}"],
        &["custom", "-i=a", "--grant=x={}", "--grant=x={}"],
        &["custom", "-i=a", "--with=video", "--with=video --room r"],
    ] {
        mint(twice)
            .status(2)
            .stderr(str![[r#"
error: the token already has a [..] grant
  hint: give it once, with all of its options

"#]])
            .check();
    }
}

#[test]
fn an_invalid_grant_is_an_error() {
    let cases = [
        ("identity={}", "error: --grant: `identity` is not a grant\n"),
        ("={}", "error: --grant: the grant has no name\n"),
        ("x", "error: --grant: expected NAME=JSON or NAME=@FILE, such as `player={}`\n"),
        ("x=[]", "error: --grant `x`: not a JSON object\n"),
        (
            "x={",
            "error: --grant `x`: not valid JSON: EOF while parsing an object at line 1 column 1\n",
        ),
        (
            r#"x={"a":1,"a":2}"#,
            "error: --grant `x`: not valid JSON: a member appears twice at line 1 column 13\n",
        ),
    ];
    for (grant, error) in cases {
        mint(&["custom", "--grant", grant]).status(2).stderr(error).check();
    }
}

#[test]
fn an_option_of_the_token_belongs_outside_of_with() {
    for option in ["--ttl 5m", "--identity bob", "--region ie1", "-i bob"] {
        let with = format!("video {option}");
        let output = mint(&["video", "-i=a", "--with", &with]).output();
        assert_eq!(output.status.code(), Some(2), "{option}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("is an option for the whole token"), "{stderr}");
        assert!(stderr.contains("hint: put it outside the quotes of --with"), "{stderr}");
    }
}

#[test]
fn with_reports_errors_as_the_product_s_own_command_does() {
    mint(&["video", "-i=a", "--with", "video --rom x"])
        .status(2)
        .stderr(str![[r#"
error: --with: [..]`--rom`[..]
...
"#]])
        .check();
    mint(&["video", "-i=a", "--with", "video --room 'x"])
        .status(2)
        .stderr("error: --with: a quote is not closed\n")
        .check();
    mint(&["video", "-i=a", "--with", "vdeo"])
        .status(2)
        .stderr(
            "error: --with: no product is called `vdeo`
  hint: it takes chat, voice, video, sync or taskrouter and their options
",
        )
        .check();
    mint(&["video", "-i=a", "--with", ""])
        .status(2)
        .stderr(str![[r#"
error: [..]
...
"#]])
        .check();
}

#[test]
fn a_missing_sid_of_with_must_be_given_inside_of_with() {
    for (command, option) in [
        (["video", "-i=a", "--with=sync"], "--service-sid inside its --with"),
        (["custom", "-i=a", "--with=sync"], "--service-sid inside its --with"),
        (["sync", "-i=a", "--with=video"], "--service-sid"),
    ] {
        mint(&command)
            .status(3)
            .stderr(format!(
                "error[20106]: the data_sync grant has no `service_sid`
...
  hint: give the Sync service SID with {option} or TWILIO_SYNC_SERVICE_SID
  hint: `--service-sid default` is the service that every account has
"
            ))
            .check();
    }
}

#[test]
fn a_file_of_parameters_in_utf_16_is_named() {
    let text: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf_16 = "UTF-16, not UTF-8
  hint: save it as UTF-8; in PowerShell before version 7, with `Out-File -Encoding utf8`, not with `>`
";
    mint(&["voice", "-i=a", "--params=@params"])
        .file("params", text)
        .status(1)
        .stderr(format!("error: --params: the file is {utf_16}"))
        .check();
}

/// A voice grant without an app can still be for incoming calls.
#[test]
fn the_hint_at_incoming_calls_fits_where_it_is_given() {
    let said = |arguments: &[&str]| String::from_utf8(mint(arguments).output().stderr).unwrap();
    let hint = "hint: or add --incoming, to receive calls only\n";
    assert!(said(&["voice", "-i=alice"]).ends_with(hint));
    let hint = "hint: or add --incoming inside its --with, to receive calls only\n";
    assert!(said(&["video", "-i=alice", "--with=voice"]).ends_with(hint));
    let placeholder = format!("--app-sid=AP{}", "0".repeat(32));
    for arguments in [&["voice", "-i=alice", "--incoming"][..], &["voice", "-i=a", &placeholder]] {
        let said = said(arguments);
        assert!(said.contains("--app-sid") && !said.contains("or add"), "{said}");
    }
    // There are no options in JSON.
    let said = said(&["custom", "-i=alice", "--grant=voice={}"]);
    assert!(said.contains("hint: give it a TwiML app SID (AP…)") && !said.contains("--"), "{said}");
}
