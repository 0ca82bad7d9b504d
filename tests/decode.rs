//! `decode`: what it prints, its exit status, and what it never shows.

#![cfg(feature = "cli")]

mod support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use support::{ACCOUNT, APP, CREDENTIALS, Folder, KEY, SECRET, SERVICE, Story, segments, twimint};

const AT: i64 = 1_800_000_000;
const OTHER_KEY: &str = "SK00112233445566778899aabbccddeeff";
const AUTH_TOKEN: &str = "5d41402abc4b2a76b9719d911017c592";
const HEADER: &str = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#;

fn signed(secret: impl AsRef<[u8]>, payload: &Value) -> String {
    sign(secret, HEADER, &payload.to_string())
}

fn sign(secret: impl AsRef<[u8]>, header: &str, payload: &str) -> String {
    let signing_input = format!("{}.{}", BASE64URL.encode(header), BASE64URL.encode(payload));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_ref()).unwrap();
    mac.update(signing_input.as_bytes());
    format!("{signing_input}.{}", BASE64URL.encode(mac.finalize().into_bytes()))
}

fn claims() -> Value {
    json!({
        "iss": KEY,
        "sub": ACCOUNT,
        "iat": AT,
        "exp": AT + 3600,
        "grants": {"chat": {"service_sid": SERVICE}, "identity": "alice"},
        "jti": "an id",
    })
}

fn good() -> String {
    signed(SECRET, &claims())
}

fn expired() -> String {
    let mut claims = claims();
    claims["iat"] = json!(AT - 7200);
    claims["exp"] = json!(AT - 3600);
    signed(SECRET, &claims)
}

/// A token with an Auth Token as its issuer and in every other place that can hold one.
fn leaking() -> String {
    let mut claims = claims();
    claims["iss"] = json!(AUTH_TOKEN);
    claims["jti"] = json!(format!("{AUTH_TOKEN}-1"));
    claims["grants"]["identity"] = json!(format!("{AUTH_TOKEN}@example.com"));
    claims["grants"]["chat"]["service_sid"] = json!(AUTH_TOKEN);
    claims[AUTH_TOKEN] = json!([AUTH_TOKEN]);
    signed(SECRET, &claims)
}

fn decode(options: &[&str], token: &str) -> Story {
    let at = AT.to_string();
    let words = ["decode", "--at", &at].into_iter().chain(options.iter().copied());
    twimint(words).stdin(token)
}

/// Standard output, standard error and status of a run.
fn outcome(mut story: Story) -> (String, String, i32) {
    let output = story.output();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn report(story: Story) -> Value {
    let (stdout, stderr, _) = outcome(story);
    assert_eq!(stderr, "");
    serde_json::from_str(&stdout).unwrap()
}

fn messages(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["message"].as_str().unwrap()).collect()
}

#[test]
fn members_keep_their_order_and_numbers_are_javascripts() {
    let payload = format!(
        r#"{{"z":1.50,"exp":18000036e2,"a":{{"y":-0.0,"b":1E3}},"iss":"{KEY}","grants":{{"z":{{}}}},"sub":"{ACCOUNT}"}}"#
    );
    let header = r#"{"cty":"twilio-fpa;v=1","twr":null,"alg":"HS256","typ":"JWT"}"#;
    let (stdout, _, status) = outcome(decode(&["-o=json"], &sign(SECRET, header, &payload)));
    assert_eq!(status, 0);
    let payload = payload.replace("1.50", "1.5").replace("18000036e2", "1800003600");
    let payload = payload.replace("-0.0", "0").replace("1E3", "1000");
    assert!(stdout.starts_with(&format!(r#"{{"header":{header},"claims":{payload},"#)), "{stdout}");
    assert!(stdout.ends_with(",\"expires_at\":\"2027-01-15T09:00:00Z\",\"expires_in\":3600}\n"));
}

#[test]
fn an_empty_token_is_an_error_and_never_standard_input() {
    for options in [&[""][..], &[" \n"], &["Bearer "], &["''"]] {
        decode(options, &good())
            .stderr("error: the token is empty\n  hint: the command or variable that it comes from produced nothing\n")
            .status(1)
            .check();
    }
    for input in ["", "\n \r\n\n"] {
        decode(&[], input).stderr("error: no token in standard input\n  hint: the command or variable that it comes from produced nothing\n").status(1).check();
    }
    let empty = report(decode(&["-o=json", ""], ""));
    assert_eq!(empty["header"], Value::Null);
    assert_eq!(empty["verdict"], "refused");
    assert_eq!(empty["findings"][0]["code"], Value::Null);
}

#[test]
fn of_several_tokens_the_worst_decides_and_none_is_left_out() {
    let lines = |input: String| {
        let (stdout, stderr, status) = outcome(decode(&["-o=json"], &input));
        assert_eq!(stderr, "");
        (stdout.lines().count(), status)
    };
    let (good, expired) = (good(), expired());
    assert_eq!(lines(format!("{good}\n\n{good}\n")), (2, 0));
    assert_eq!(lines(format!("{good}\n{expired}\n{good}")), (3, 3));
    assert_eq!(lines(format!("\r\n{good}\r\nTOKEN=\r\n{good}")), (3, 1));
    assert_eq!(lines(format!("TOKEN=\n{AUTH_TOKEN}\n{good}")), (3, 3));
    // In a JSON document, only what has the shape of a token counts.
    assert_eq!(lines(format!("[\"\",\"{good}\",{{\"a\":\"{good}\"}}]")), (2, 0));
    let (stdout, stderr, status) = outcome(decode(&["--claim=nbf"], &format!("{good}\n{expired}")));
    assert_eq!((&*stdout, status), ("", 1));
    assert_eq!(stderr.matches("the token has no claim `nbf`").count(), 2);
}

#[test]
fn quiet_says_nothing_at_all() {
    for (options, input, status) in [
        (&[][..], good(), 0),
        (&[], expired(), 3),
        (&[], leaking(), 3),
        (&[], "undefined".to_owned(), 3),
        (&[], String::new(), 1),
        (&[""], String::new(), 1),
        (&["--min-ttl=2h"], good(), 3),
        (&["--expect=identity=bob"], good(), 3),
        (&["--expect=identity=alice", "--min-ttl=1h"], good(), 0),
        (&["--api-secret-file=missing"], good(), 0),
        (&["--env-file=missing"], good(), 0),
    ] {
        let options: Vec<_> = ["-q"].iter().chain(options).copied().collect();
        decode(&options, &input).status(status).check();
    }
    decode(&["-q"], &good()).env("TWILIO_API_SECRET", "another").status(3).check();
}

#[test]
fn quiet_looks_at_every_token_however_many_there_are() {
    for count in [0, 15, 16, 17, 300] {
        let tokens = format!("{}\n", good()).repeat(count);
        for (last, status) in [(good(), 0), (expired(), 3), ("TOKEN=".to_owned(), 1)] {
            decode(&["-q"], &format!("{tokens}{last}\n")).status(status).check();
            decode(&["-q"], &format!("{last}\n{tokens}")).status(status).check();
        }
    }
    let utf16 = format!("{}\n\0=\0\n", good()).repeat(40);
    let (_, stderr, status) = outcome(decode(&["-q"], &utf16));
    assert_eq!((stderr.matches("is UTF-16").count(), status), (1, 1));
}

/// It was held back, because its next part might have followed.
#[test]
fn a_token_before_what_cannot_be_read_is_shown() {
    let cut = &good()[..good().len() - 5];
    let (text, stderr, status) = outcome(decode(&[], &format!("{cut}\n\0=\0\n")));
    assert!(text.starts_with("line 1\n"), "{text}");
    assert!(stderr.contains("is UTF-16"), "{stderr}");
    assert_eq!(status, 1);
}

#[test]
fn a_claim_is_printed_raw_whatever_the_rules_find() {
    let mut claims = claims();
    claims["exp"] = json!(AT - 1);
    claims["grants"]["identity"] = json!("al\u{1b}[31m\u{202e}\nice");
    claims["nothing"] = Value::Null;
    claims["nested"] = json!({"a": [1, "\u{7f}"]});
    // Twilio reads nested members, so this name with dots is not the room of the video grant.
    claims["grants.video.room"] = json!("daily");
    claims["grants"]["video.room"] = json!("daily");
    let token = signed(SECRET, &claims);
    for (path, expected) in [
        ("exp", "1799999999"),
        ("iss", KEY),
        ("identity", "al\\u{1b}[31m\\u{202e}\\nice"),
        ("grants.identity", "al\\u{1b}[31m\\u{202e}\\nice"),
        ("grants.chat", &format!(r#"{{"service_sid":"{SERVICE}"}}"#)),
        ("grants.chat.service_sid", SERVICE),
        ("header.alg", "HS256"),
        ("nothing", "null"),
        ("nested", r#"{"a":[1,"\u007f"]}"#),
        ("nested.a", r#"[1,"\u007f"]"#),
    ] {
        // Compare raw: snapshots turn backslashes into slashes.
        let (stdout, stderr, status) = outcome(decode(&["--claim", path], &token));
        assert_eq!((stdout, &*stderr, status), (format!("{expected}\n"), "", 0));
    }
    for path in ["nbf", "grants.video.room", "header.twr", "header", "iss.x", "nested.b"] {
        let error = format!("error: the token has no claim `{path}` that can be read\n");
        decode(&["--claim", path], &token).stderr(error).status(1).check();
    }
    decode(&["-o=json", "--expect=grants.video.room=daily"], &token)
        .status(3)
        .stdout("[..]`grants.video.room` is missing[..]\n")
        .check();
    // If another check fails, the claim is not printed.
    decode(&["--claim=iss", "--expect=identity=bob", &good()], "")
        .stderr("error: `identity` is `alice`; expected `bob`\n")
        .status(3)
        .check();
    decode(&["--claim=iss", "--expect=identity=alice", "--min-ttl=1h", &good()], "")
        .stdout(format!("{KEY}\n"))
        .check();
}

#[test]
fn a_claim_that_cannot_be_read_is_an_error() {
    let token = sign(SECRET, HEADER, "[]");
    decode(&["--claim=exp"], &token)
        .stderr("error: the token has no claim `exp` that can be read\n")
        .status(1)
        .check();
    decode(&["--claim=header.alg"], &token).stdout("HS256\n").check();
}

#[test]
fn expected_values_are_compared_as_json_text() {
    let mut claims = claims();
    claims["grants"]["video"] = json!({"room": "a=b"});
    claims["flag"] = json!(true);
    claims["none"] = Value::Null;
    let token = signed(SECRET, &claims);
    for (expected, unmet) in [
        ("identity=alice", ""),
        ("grants.video.room=a=b", ""),
        ("exp=1800003600", ""),
        ("flag=true", ""),
        ("none=null", ""),
        ("header.alg=HS256", ""),
        ("identity=Alice", "`identity` is `alice`; expected `Alice`"),
        ("identity=", "`identity` is `alice`; expected ``"),
        ("exp=1800003600.0", "`exp` is `1800003600`; expected `1800003600.0`"),
        ("nbf=1", "`nbf` is missing; expected `1`"),
        ("grants.chat={}", "`grants.chat` is an object; expected `{}`"),
        ("grants.video.room.x=1", "`grants.video.room.x` is missing; expected `1`"),
    ] {
        let report = report(decode(&["-o=json", "--expect", expected], &token));
        let found = messages(&report);
        assert_eq!(found.contains(&unmet), !unmet.is_empty(), "{expected}: {found:?}");
        assert_eq!(report["verdict"] == "refused", !unmet.is_empty(), "{expected}");
        if !unmet.is_empty() {
            let finding = &report["findings"][0];
            assert_eq!(finding["code"], Value::Null);
            assert_eq!(finding["also"], json!([]));
            assert_eq!(finding["claim"], expected.split('=').next().unwrap());
        }
    }
}

#[test]
fn min_ttl_demands_a_remaining_lifetime() {
    for (least, unmet) in [
        ("1h", None),
        ("3601", Some("expires in 1 hour; --min-ttl asks for 1h1s")),
        ("1d", Some("expires in 1 hour; --min-ttl asks for 24h")),
    ] {
        let report = report(decode(&["-o=json", "--min-ttl", least], &good()));
        let unmet: Vec<&str> = unmet.into_iter().collect();
        assert_eq!(messages(&report), unmet);
        assert_eq!(report["verdict"] == "refused", !unmet.is_empty());
    }
    let expired = report(decode(&["-o=json", "--min-ttl=1s"], &expired()));
    assert_eq!(
        messages(&expired)[..2],
        ["has expired; --min-ttl asks for 1s", "expired 1 hour ago"]
    );
}

/// A library that takes the clock as it is writes fractions of a second.
#[test]
fn half_a_second_is_not_over_yet_and_not_a_second() {
    let mut claims = claims();
    claims["exp"] = serde_json::from_str(&format!("{AT}.5")).unwrap();
    let token = signed(SECRET, &claims);
    let (page, _, status) = outcome(decode(&[], &token).credentials());
    assert!(page.contains("  expires now\n"), "{page}");
    assert!(page.contains("nothing found that Twilio would refuse"), "{page}");
    assert_eq!(status, 0);
    let first =
        |token| messages(&report(decode(&["-o=json", "--min-ttl=1s"], token)))[0].to_owned();
    assert_eq!(first(&token), "expires now; --min-ttl asks for 1s");
    claims["exp"] = json!(AT);
    assert_eq!(first(&signed(SECRET, &claims)), "has expired; --min-ttl asks for 1s");
}

#[test]
fn there_is_no_leeway() {
    let status = |at: i64| {
        let (_, _, status) = outcome(twimint(["decode", "-q", "--at", &at.to_string(), &good()]));
        status
    };
    assert_eq!([status(AT + 3599), status(AT + 3600)], [0, 3]);
}

#[test]
fn verify_demands_that_the_signature_was_checked() {
    decode(&["--verify"], &expired())
        .stderr("error: --verify: no API key secret to verify with\n  hint: give the API key's secret in the same way as for minting\n")
        .status(1)
        .check();
    let finding = json!({"severity": "error", "code": null, "also": [], "claim": null,
        "message": "--verify: no API key secret to verify with", "hint": "give the API key's secret in the same way as for minting"});
    let mut nothing = decode(&["-o=json", "--verify"], &good());
    let output = nothing.output();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &said["findings"]), (Some(1), &json!([finding])));
    decode(&["-q", "--verify"], &good()).status(1).check();
    decode(&["-q", "--verify"], &good()).credentials().check();
    decode(&["-q", "--verify"], &good()).env("TWILIO_API_SECRET", SECRET).check();
    let other = decode(&["-o=json", "--verify"], &good())
        .env("TWILIO_API_SECRET", SECRET)
        .env("TWILIO_API_KEY", OTHER_KEY);
    let report = report(other);
    assert_eq!(report["signature"], "unchecked");
    assert_eq!(report["verdict"], "refused");
    let why = format!(
        "the signature is not checked: the secret of your API key {OTHER_KEY} fits, but `iss` is not this key"
    );
    assert_eq!(messages(&report), [why]);
    let mut anonymous = claims();
    anonymous["iss"].take();
    let text = outcome(
        decode(&[], &signed(SECRET, &anonymous))
            .env("TWILIO_API_SECRET", SECRET)
            .env("TWILIO_API_KEY", OTHER_KEY),
    )
    .0;
    assert!(text.contains("not checked  the secret of your API key"), "{text}");
}

#[test]
fn quotes_around_a_token_in_json_are_one_finding() {
    for quoted in [format!("b'{}'", good()), format!("\\\"{}\\\"", good())] {
        let input = format!("{{\"token\":\"{quoted}\"}}");
        let report = report(decode(&["-o=json"], &input).credentials());
        assert_eq!(messages(&report), ["the token is in quotes, which a client would send along"]);
        assert_eq!(report["findings"][0]["code"], 20101);
        assert_eq!(report["signature"], "valid");
    }
}

#[test]
fn a_key_of_another_issuer_is_not_tried_and_that_is_said() {
    let story = |options: &[&str]| {
        decode(options, &good())
            .env("TWILIO_API_SECRET", "AnotherSecretOf32LettersAndDigit")
            .env("TWILIO_API_KEY", OTHER_KEY)
    };
    let report = report(story(&["-o=json"]));
    assert_eq!(report["signature"], "unchecked");
    assert_eq!(report["verdict"], "no_fault_found");
    assert_eq!(report["findings"][0]["severity"], "hint");
    assert!(messages(&report)[0].contains(OTHER_KEY));
    let (text, _, status) = outcome(story(&[]));
    assert_eq!(status, 0);
    assert!(text.contains(&format!("not checked  your API key is {OTHER_KEY}")), "{text}");
    assert!(text.contains("nothing found that Twilio would refuse (signature not checked)\n"));
}

#[test]
fn only_the_account_of_the_tokens_own_key_must_be_its_subject() {
    let other_account = "AC99999999999999999999999999999990";
    for (key, codes) in [(KEY, &[20103][..]), (OTHER_KEY, &[])] {
        let credentials = [
            ("TWILIO_ACCOUNT_SID", other_account),
            ("TWILIO_API_KEY", key),
            ("TWILIO_API_SECRET", SECRET),
        ];
        let story = decode(&["-o=json"], &good());
        let report =
            report(credentials.iter().fold(story, |story, (name, value)| story.env(name, value)));
        let findings = report["findings"].as_array().unwrap();
        let found: Vec<_> =
            findings.iter().filter_map(|finding| finding["code"].as_u64()).collect();
        assert_eq!(found, codes, "{report}");
    }
}

/// A .env file of another account lies around: its values do not belong to what was given.
#[test]
fn a_good_token_stays_good_beside_credentials_of_another_account() {
    let other = format!(
        "TWILIO_ACCOUNT_SID=AC99999999999999999999999999999990\nTWILIO_API_KEY={OTHER_KEY}\n\
         TWILIO_API_SECRET=AnotherSecretOf32LettersAndDigit\n"
    );
    let story =
        |options: &[&str]| decode(options, &good()).file(".env", &other).file("secret", SECRET);
    let secret = "--api-secret-file=secret";
    for story in [
        story(&["-o=json", "--verify", "--api-key", KEY, secret]),
        story(&["-o=json", "--verify", secret]),
        story(&["-o=json", "--verify"]).env("TWILIO_API_KEY", KEY).env("TWILIO_API_SECRET", SECRET),
    ] {
        let (stdout, stderr, status) = outcome(story);
        assert_eq!(status, 0, "{stderr}");
        assert!(stdout.contains(r#""signature":"valid","verdict":"no_fault_found""#), "{stdout}");
    }
    // A secret without a key beside a complete file: it is not known whose it is.
    let file =
        format!("TWILIO_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_KEY={KEY}\nTWILIO_API_SECRET={SECRET}\n");
    let secret = || decode(&["-o=json"], &good()).env("TWILIO_API_SECRET", "another");
    let alone = report(secret());
    assert_eq!(alone["signature"], "invalid");
    let without_key = format!("TWILIO_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_SECRET=another\n");
    for story in [
        secret().file(".env", file),
        decode(&["-o=json", "--env-file=a"], &good())
            .file("a", without_key)
            .env("TWILIO_API_KEY", OTHER_KEY)
            .env("TWILIO_API_SECRET_FILE", "gone"),
    ] {
        let (stdout, stderr, status) = outcome(story);
        assert_eq!(status, 0, "{stderr}");
        let expected = r#""signature":"unchecked","verdict":"no_fault_found""#;
        assert!(stdout.contains(expected), "{stdout}");
    }
}

#[test]
fn a_profile_whose_key_is_the_issuer_checks_the_signature() {
    let config = json!({"activeProject": "other", "profiles": {
        "other": {"accountSid": ACCOUNT, "apiKey": OTHER_KEY, "apiSecret": "x"},
        "dev": {"accountSid": ACCOUNT, "apiKey": KEY, "apiSecret": SECRET},
    }});
    let story =
        || decode(&["--verify"], &good()).file(".twilio-cli/config.json", config.to_string());
    let checked = "valid  checked with Twilio CLI profile dev\n";
    for story in [story(), story().env("TWILIO_API_KEY", OTHER_KEY).env("TWILIO_API_SECRET", "x")] {
        let (text, stderr, status) = outcome(story);
        assert_eq!((&*stderr, status), ("", 0));
        assert!(text.contains(checked), "{text}");
    }
    // The profile also tells which account owns the key, even if the key itself came from elsewhere.
    let mut claims = claims();
    claims["sub"] = json!("ACffffffffffffffff0000000000000000");
    let story = || {
        decode(&["-o=json"], &signed(SECRET, &claims))
            .file(".twilio-cli/config.json", config.to_string())
    };
    for story in [story(), story().env("TWILIO_API_KEY", KEY).env("TWILIO_API_SECRET", SECRET)] {
        assert_eq!(report(story)["findings"][0]["also"], json!([20151]));
    }
}

#[test]
fn sources_that_cannot_be_read_are_a_note() {
    let note = "note: no credentials to check with: ";
    for story in [
        decode(&["--env-file=missing"], &good()),
        decode(&["--env-file=missing", "--api-secret-file=a"], &good()).file("a", "another"),
        decode(&["--api-secret-file=missing"], &good()),
        decode(&["--profile=missing"], &good()),
        decode(&[], &good()).env("TWILIO_API_KEY", KEY).env("TWILIO_API_KEY_SID", OTHER_KEY),
    ] {
        let (stdout, stderr, status) = outcome(story);
        assert_eq!(status, 0, "{stderr}");
        assert!(stderr.starts_with(note) && stderr.lines().count() == 1, "{stderr}");
        assert!(stdout.contains("not checked  no API key secret at hand"), "{stdout}");
    }
    // A value that is not a SID may be a secret, so it is not repeated. The signature is checked all the same.
    let (stdout, stderr, _) =
        outcome(decode(&[], &good()).credentials().env("TWILIO_API_KEY", AUTH_TOKEN));
    assert_eq!(stderr, "");
    assert!(stdout.contains("valid") && !stdout.contains(&AUTH_TOKEN[..3]), "{stdout}");
}

#[test]
fn a_javascript_object_in_place_of_the_signature_is_recognized() {
    let good = good();
    let token = format!("{}.[object Promise]", good.rsplit_once('.').unwrap().0);
    for text in [
        token.clone(),
        format!("Authorization: Bearer {token}"),
        json!({"token": token}).to_string(),
        format!("12:00:00 token={token} sent"),
    ] {
        let report = report(decode(&["-o=json"], &text));
        assert_eq!(
            messages(&report),
            ["the token's signature is a JavaScript object written as text"]
        );
        assert_eq!(report["claims"]["grants"]["identity"], "alice");
    }
}

#[test]
fn standard_base64_is_read_all_the_same() {
    let expired = expired();
    let padded = |segment: &str| {
        let standard = segment.replace('-', "+").replace('_', "/");
        format!("{standard}{}", "=".repeat((4 - segment.len() % 4) % 4))
    };
    let token = expired.split('.').map(padded).collect::<Vec<_>>().join(".");
    assert_ne!(token, expired);
    let report = report(decode(&["-o=json"], &token).env("TWILIO_API_SECRET", SECRET));
    assert_eq!(report["claims"]["grants"]["identity"], "alice");
    // Perhaps it was encoded anew after it was signed.
    assert_eq!(report["signature"], "unchecked");
    let codes = report["findings"].as_array().unwrap().iter().map(|finding| &finding["code"]);
    assert_eq!(codes.take(2).collect::<Vec<_>>(), [20101, 20104]);
    // A padded signature is checked, because header and payload are as they were signed.
    for (secret, signature) in [(SECRET, "valid"), ("another", "invalid")] {
        let story = decode(&["-o=json"], &format!("{}=", good()));
        assert_eq!(self::report(story.env("TWILIO_API_SECRET", secret))["signature"], signature);
    }
}

#[test]
fn text_right_behind_a_token_in_json_is_named() {
    for (after, character) in
        [(";", ";"), ("&a=b", "&"), ("<br>", "<"), ("==&", "="), ("\\u001b[0m", "\\u{1b}")]
    {
        let report = report(decode(&["-o=json"], &format!(r#"{{"token":"{}{after}"}}"#, good())));
        let said = format!(
            "the token's signature has the character `{character}`, which base64url does not have"
        );
        assert_eq!(messages(&report), [said]);
    }
}

#[test]
fn base64_padding_is_not_taken_for_an_empty_assignment() {
    let basic = base64::prelude::BASE64_STANDARD.encode(format!("{KEY}:{SECRET}"));
    assert!(basic.ends_with('='), "{basic}");
    for text in [format!("Basic {basic}"), basic] {
        let report = report(decode(&["-o=json"], &text));
        assert_eq!(messages(&report), ["not a token"]);
    }
}

#[test]
fn a_signature_made_by_accident_is_explained() {
    let base64 = base64::prelude::BASE64_STANDARD.encode(SECRET);
    let decoded = base64::prelude::BASE64_STANDARD.encode("a secret in base64");
    for (secret, key, explanation) in [
        (SECRET, AUTH_TOKEN, "the account's Auth Token"),
        (SECRET, KEY, "the text of `iss`"),
        (SECRET, ACCOUNT, "the text of `sub`"),
        (SECRET, SERVICE, "the text of `grants.chat.service_sid`"),
        (SECRET, "alice", "the text of `grants.identity`"),
        (SECRET, "undefined", "the word `undefined`"),
        (SECRET, "null", "the word `null`"),
        (SECRET, "", "an empty secret"),
        (SECRET, &format!("\"{SECRET}\""), "the secret in quotes"),
        (SECRET, &format!("'{SECRET}'"), "the secret in quotes"),
        (SECRET, &format!("{SECRET}\n"), "the secret and a newline"),
        (SECRET, &format!("{SECRET}\r\n"), "the secret and a newline"),
        (SECRET, &format!("{SECRET}\\n"), "the secret and the characters `\\n`"),
        (SECRET, &format!("{SECRET}\r"), "the secret and a `\\r`"),
        (SECRET, &format!("{SECRET} "), "the secret and a space"),
        (SECRET, &format!(" {SECRET}"), "the secret and a space before it"),
        (SECRET, &format!(" {SECRET} "), "the secret and spaces around it"),
        (SECRET, &format!("\u{feff}{SECRET}"), "the secret and a byte order mark before it"),
        (SECRET, &format!("TWILIO_API_SECRET={SECRET}"), "the secret and its `NAME=` before it"),
        (SECRET, &base64, "the secret in base64"),
        (&decoded, "a secret in base64", "the secret decoded from base64"),
    ] {
        let expected = format!("signed with {explanation}, not with the API key secret");
        let story = || {
            decode(&["-o=json"], &signed(key, &claims()))
                .env("TWILIO_API_SECRET", secret)
                .env("TWILIO_AUTH_TOKEN", AUTH_TOKEN)
        };
        // Explained even if the token names another key than ours, whose secret is then not tried.
        for story in [story().env("TWILIO_API_KEY", KEY), story().env("TWILIO_API_KEY", OTHER_KEY)]
        {
            let report = report(story.env("TWILIO_ACCOUNT_SID", ACCOUNT));
            assert_eq!(messages(&report), [expected.as_str()]);
            assert_eq!(report["signature"], "invalid");
            assert_eq!(report["findings"][0]["code"], 20107);
        }
    }
    // A real secret does not decode to text.
    let bytes = base64::prelude::BASE64_STANDARD.decode(SECRET).unwrap();
    let story = decode(&["-o=json"], &signed(bytes, &claims())).credentials();
    let explained = "signed with the secret decoded from base64, not with the API key secret";
    assert_eq!(messages(&report(story)), [explained]);
    let story = decode(&["-o=json"], &signed("anything else", &claims())).credentials();
    assert_eq!(messages(&report(story)), ["the signature does not match the API key secret"]);
    // Without any credentials.
    let story = decode(&["-o=json"], &signed("undefined", &claims()));
    assert_eq!(
        messages(&report(story)),
        ["signed with the word `undefined`, not with the API key secret"]
    );
    // With only the Auth Token, a token signed with it is still recognized.
    let by_auth_token = signed(AUTH_TOKEN, &claims());
    let story = decode(&["-o=json"], &by_auth_token).env("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
    assert_eq!(
        messages(&report(story)),
        ["signed with the account's Auth Token, not with the API key secret"]
    );
    let story = decode(&["-o=json"], &good()).env("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
    assert_eq!(report(story)["signature"], "unchecked");
}

/// The output of `decode` in every form.
fn every_output(token: &str) -> String {
    let mut all = String::new();
    for options in [
        &["-o=text"][..],
        &["-o=json"],
        &["-o=command"],
        &["--claim=iss"],
        &["--claim=jti"],
        &["--claim=identity"],
        &["--claim=grants"],
        &["--expect=iss=x", "--expect=jti=x", "-o=json"],
        &["--expect=identity=x"],
    ] {
        for story in [decode(options, token), decode(options, token).credentials()] {
            let (stdout, stderr, _) = outcome(story);
            all.extend([stdout, stderr]);
        }
    }
    all
}

#[test]
fn a_leaked_credential_is_masked_in_every_output() {
    for leak in [AUTH_TOKEN, "AnotherSecretOf32LettersAndDigit"] {
        for around in ["", "\"", " ", "\n"] {
            let token = leaking();
            let (_, payload) = segments(&token);
            let mut payload: Value =
                serde_json::from_str(&payload.replace(AUTH_TOKEN, leak)).unwrap();
            payload["iss"] = json!(format!("{around}{leak}{around}"));
            let all = every_output(&signed(SECRET, &payload));
            assert!(!all.contains(&leak[..4]), "{all}");
            assert!(all.contains("[masked]"));
            assert!(all.contains("rotate the credential"), "{all}");
        }
    }
}

#[test]
fn our_own_secret_in_a_token_is_masked_too() {
    let mut claims = claims();
    claims["grants"]["identity"] = json!(SECRET);
    claims["jti"] = json!(format!("x{SECRET}x"));
    for options in [&[][..], &["-o=json"], &["-o=command"], &["--claim=jti"], &["--expect=jti=y"]] {
        let token = signed(SECRET, &claims);
        let profile = json!({"accountSid": ACCOUNT, "apiKey": KEY, "apiSecret": SECRET});
        let config = json!({"profiles": {"dev": profile}}).to_string();
        for story in [
            decode(options, &token).credentials(),
            decode(options, &token).file(".twilio-cli/config.json", config),
            // Contradictory credentials are not tried, but still masked.
            decode(options, &token)
                .env("TWILIO_API_SECRET", SECRET)
                .env("TWILIO_API_KEY_SECRET", "another"),
            decode(options, &token)
                .env("TWILIO_API_KEY", OTHER_KEY)
                .file("secret", SECRET)
                .file(".env", format!("TWILIO_API_KEY={KEY}\nTWILIO_API_SECRET_FILE=secret\n")),
            // A mistake in a stronger place does not keep it from being found.
            decode(options, &token)
                .env("TWILIO_API_SECRET_FILE", "gone")
                .file(".env", format!("TWILIO_API_KEY={OTHER_KEY}\nTWILIO_API_SECRET={SECRET}\n")),
            decode(&[options, &["--api-secret-file=secret", "--env-file=gone"]].concat(), &token)
                .file("secret", SECRET),
            // Nothing is taken from a file with a line that cannot be read.
            decode(options, &token)
                .file("secret", SECRET)
                .file(".env", "TWILIO_API_KEY=$KEY\nTWILIO_API_SECRET_FILE=secret\n"),
        ] {
            let (stdout, stderr, _) = outcome(story);
            let all = stdout + &stderr;
            assert!(!all.contains(&SECRET[..3]) && all.contains("[masked]"), "{all}");
        }
    }
}

#[test]
fn no_output_holds_the_signature() {
    for token in [good(), expired(), leaking(), format!("{}x", good())] {
        let signature = token.rsplit('.').next().unwrap();
        assert!(!every_output(&token).contains(&signature[..8]));
    }
}

#[test]
fn an_error_code_is_explained_by_causes_that_no_token_shows() {
    let hints = |code: &str, token: &str| {
        let report = report(decode(&["-o=json", "--error", code], token));
        let findings = report["findings"].as_array().unwrap().clone();
        let hints = findings.into_iter().filter(|finding| finding["severity"] == "hint");
        hints.map(|hint| hint["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for code in [
        20101, 31204, 51130, 20103, 20151, 20153, 20104, 31205, 20105, 20155, 20106, 51101, 54050,
        54056, 20107, 31202, 51117, 20160, 31001, 21218, 31100, 52002, 52004, 31301, 53000, 53200,
        53205,
    ] {
        let hints = hints(&code.to_string(), &good());
        assert_eq!(hints.len(), 1, "{code}: {hints:?}");
        assert!(hints[0].starts_with(&format!("{code} ")), "{hints:?}");
    }
    assert_eq!(hints("20102", &expired()).len(), 1);
    assert_eq!(
        hints("51105", &good()),
        ["51105 Token doesn't contain identity: nothing in this token explains it"]
    );
    let rate = &hints("31206", &good())[0];
    assert!(rate.starts_with("31206 Rate exceeded: The client sent more"), "{rate}");
    assert!(rate.contains("This is no fault of the token"), "{rate}");
    let mut nobody = claims();
    nobody["grants"] = json!({"chat": {"service_sid": SERVICE}});
    assert_eq!(hints("51105", &signed(SECRET, &nobody)), [""; 0]);
    assert_eq!(hints("404", &good()), ["twimint knows nothing about 404"]);
}

#[test]
fn a_demo_token_is_recognized() {
    let (token, _, _) = outcome(twimint(["chat", "--demo"]));
    let report = report(twimint(["decode", "--demo", "-o=json", &token]));
    assert_eq!(report["signature"], "valid");
    assert_eq!(messages(&report), ["minted with --demo: Twilio does not know its key"]);
    assert_eq!(report["findings"][0]["severity"], "warning");
    assert_eq!(report["verdict"], "no_fault_found");
    let (text, _, status) = outcome(twimint(["decode", "--demo", &token]));
    assert_eq!(status, 0);
    assert!(text.contains("a --demo token: Twilio will refuse it (signature checked)"), "{text}");
    assert!(!text.contains("nothing found") && !text.contains("--error"), "{text}");
}

#[test]
fn a_good_token_gets_a_hint_to_add_the_error_code() {
    let hint = "\n  hint: Twilio still rejects it? add --error CODE\n";
    let text = |options: &[&str], token: &str| outcome(decode(options, token)).0;
    assert!(text(&[], &good()).ends_with(hint));
    assert!(!text(&["--error=20101"], &good()).contains(hint));
    assert!(!text(&[], &expired()).contains(hint));
    assert!(!text(&["-o=json"], &good()).contains("--error"));
}

#[test]
fn a_member_without_a_name_does_not_hide_the_mark_of_its_parent() {
    let header = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1","crit":{"":1}}"#;
    let (page, _, status) = outcome(decode(&[], &sign(SECRET, header, &claims().to_string())));
    assert_eq!(status, 3);
    assert!(page.contains("✗ crit\n    \"\"  1\n"), "{page}");
}

#[test]
fn the_view_for_people_fits_80_columns() {
    let mut claims = claims();
    claims["a name that is longer than any column of names would be"] = json!("☃".repeat(200));
    claims["grants"]["identity"] = json!("李".repeat(300));
    claims["grants"]["chat"]["service_sid"] = json!("y ".repeat(200));
    claims["grants"]["voice"] = json!({"outgoing": {"params": {"a": ["z".repeat(99)]}}});
    let (text, _, _) = outcome(decode(&[], &signed(SECRET, &claims)).credentials());
    for line in text.lines() {
        let columns: usize = line.chars().map(|c| if c == '李' { 2 } else { 1 }).sum();
        assert!(columns <= 80, "{columns}: {line}");
    }
    // The whole value is printed.
    assert_eq!(text.matches('☃').count(), 200);
    // The error about the voice identity repeats a part of it.
    assert!(text.matches('李').count() > 300);
}

#[test]
fn each_token_is_decoded_as_soon_as_it_arrives() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_twimint"))
        .args(["decode", "-o=json", "--no-env-file"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..2 {
        // Judged as of the program's start, this token would be issued in the future.
        thread::sleep(Duration::from_millis(1100));
        let mut token = claims();
        token["iat"] = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().into();
        writeln!(stdin, "{}", signed(SECRET, &token)).unwrap();
        let mut line = String::new();
        // This would hang if the program waited for the end of its input.
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with("{\"header\""), "{line}");
        assert!(!line.contains("in the future"), "{line}");
    }
    drop(stdin);
    child.wait().unwrap();
}

/// Runs the command that `decode -o command` prints. Returns the new token and the command.
fn afresh(token: &str, variables: &[(&str, &str)]) -> (String, String) {
    let mut story = decode(&["-o=command"], token);
    for (name, value) in variables {
        story = story.env(name, value);
    }
    let (line, stderr, _) = outcome(story);
    assert_eq!(stderr, "", "{line}");
    let folder = Folder::new();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_twimint"));
    let output = Command::new("sh")
        .args(["-c", &line])
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", program.parent().unwrap().display()))
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .envs(CREDENTIALS)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{line}{stderr}");
    (String::from_utf8(output.stdout).unwrap(), line)
}

/// Checks that the command mints a token with the same header and claims.
#[track_caller]
fn mints_the_same(header: &str, payload: &Value, variables: &[(&str, &str)]) {
    let token = sign(SECRET, header, &payload.to_string());
    let (fresh, line) = afresh(&token, variables);
    let (fresh_header, fresh) = segments(&fresh);
    let fresh: Value = serde_json::from_str(&fresh).unwrap();
    assert_eq!(fresh_header, header, "{line}");
    assert_eq!(fresh["grants"], payload["grants"], "{line}");
    let lifetime =
        |claims: &Value| claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert_eq!(lifetime(&fresh), lifetime(payload), "{line}");
    let delay = |claims: &Value| Some(claims["nbf"].as_i64()? - claims["iat"].as_i64().unwrap());
    assert_eq!(delay(&fresh), delay(payload), "{line}");
}

#[test]
fn the_command_mints_the_same_grants_afresh() {
    const PUSH: &str = "CR00112233445566778899aabbccddeeff";
    for grants in [
        json!({"chat": {"service_sid": SERVICE}}),
        json!({"chat": {
            "service_sid": SERVICE, "endpoint_id": "-x 'y'", "push_credential_sid": PUSH,
            "deployment_role_sid": "RL00112233445566778899aabbccddeeff",
        }}),
        json!({"chat": {"service_sid": SERVICE, "endpoint_id": ""}}),
        json!({"chat": {"service_sid": SERVICE, "else": [1.50, null]}}),
        json!({"voice": {"outgoing": {"application_sid": APP}}}),
        json!({"voice": {"incoming": {"allow": true}}}),
        json!({"voice": {"incoming": {"allow": true}, "outgoing": {
            "application_sid": APP, "params": {"to": "it's \"5\"\n\u{1b}", "n": 1, "o": {"p": []}},
        }, "push_credential_sid": PUSH, "endpoint_id": "e"}}),
        json!({"voice": {"outgoing": {"application_sid": APP, "params": {}}}}),
        json!({"video": {}}),
        json!({"video": {"room": "it's the \"daily\" $HOME `x` \\n standup"}}),
        json!({"video": {"room": "--help"}}),
        json!({"video": {"room": "a\nb\u{202e}c"}}),
        json!({"video": {"room": ""}}),
        json!({"data_sync": {"service_sid": "default"}}),
        json!({"data_sync": {"service_sid": SERVICE, "endpoint_id": "e"}}),
        json!({"task_router": {
            "workspace_sid": "WS00112233445566778899aabbccddeeff",
            "worker_sid": "WK00112233445566778899aabbccddeeff", "role": "supervisor",
        }}),
        json!({"task_router": {
            "workspace_sid": "WS00112233445566778899aabbccddeeff",
            "worker_sid": "WK00112233445566778899aabbccddeeff",
        }}),
        json!({"player": {"p": "it's"}, "video": {"room": "it's"}, "-x": {"a": {}}}),
        json!({"video": {"room": "it's"}, "chat": {"service_sid": SERVICE}, "verify": {}}),
    ] {
        let mut payload = claims();
        payload["grants"] = grants;
        payload["grants"]["identity"] = json!("alice");
        mints_the_same(HEADER, &payload, &[]);
        // These grants are complete, so defaults from the environment must not change them.
        mints_the_same(
            HEADER,
            &payload,
            &[
                ("TWILIO_TWIML_APP_SID", "APffffffff445566778899aabbccddeeff"),
                ("TWILIO_PUSH_CREDENTIAL_SID", "CRffffffff445566778899aabbccddeeff"),
                ("TWILIO_CHAT_SERVICE_SID", "ISffffffff445566778899aabbccddeeff"),
                ("TWILIO_SYNC_SERVICE_SID", "ISffffffff445566778899aabbccddeeff"),
                ("TWILIO_WORKSPACE_SID", "WSffffffff445566778899aabbccddeeff"),
                ("TWILIO_WORKER_SID", "WKffffffff445566778899aabbccddeeff"),
            ],
        );
    }
}

#[test]
fn the_command_mints_for_the_same_identity() {
    for identity in [
        "bob",
        "it's",
        "a \"b\" $c `d`",
        "-x",
        "--help",
        "zoë 李 👍",
        "100%'x'",
        "*",
        "~",
        "#",
        "a!b",
    ] {
        let mut payload = claims();
        payload["grants"]["identity"] = json!(identity);
        mints_the_same(HEADER, &payload, &[]);
    }
    let mut payload = claims();
    payload["grants"] = json!({"player": {"p": 1}});
    mints_the_same(HEADER, &payload, &[]);
}

#[test]
fn the_command_keeps_lifetime_start_and_region() {
    let mut payload = claims();
    for (lifetime, delay) in
        [(3600, None), (60, None), (86_400, Some(0)), (7261, Some(600)), (5400, Some(-90))]
    {
        payload["exp"] = json!(AT + lifetime);
        if let Some(delay) = delay {
            payload["nbf"] = json!(AT + delay);
        }
        mints_the_same(HEADER, &payload, &[]);
    }
    let mut payload = claims();
    let voice = json!({"incoming": {"allow": true}, "outgoing": {"application_sid": APP}});
    payload["grants"] = json!({"voice": voice, "identity": "a"});
    let (_, line) = afresh(&signed(SECRET, &payload), &[]);
    assert_eq!(line, format!("twimint voice --incoming --app-sid {APP} --identity a\n"));
    for incoming in [json!({}), Value::Null, json!({"allow": true, "x": 1})] {
        let voice = json!({"incoming": incoming, "outgoing": {"application_sid": APP}});
        payload["grants"] = json!({"voice": voice, "identity": "a"});
        mints_the_same(HEADER, &payload, &[]);
    }
    payload["grants"] = json!({"voice": {"outgoing": {"application_sid": APP}}, "identity": "a"});
    let header = HEADER.replace('}', ",\"twr\":\"ie1\"}");
    mints_the_same(&header, &payload, &[]);
}

#[test]
fn the_command_of_a_librarys_token_keeps_its_lifetime() {
    let mut payload = claims();
    payload.as_object_mut().unwrap().remove("iat");
    payload["nbf"] = json!(AT);
    payload["exp"] = json!(AT + 900);
    let (_, line) = afresh(&signed(SECRET, &payload), &[]);
    let expected = format!("twimint chat --service-sid {SERVICE} --identity alice --ttl 15m\n");
    assert_eq!(line, expected);
}

#[test]
fn the_command_of_a_demo_token_needs_no_account() {
    for command in [
        &["chat"][..],
        &["voice"],
        &["voice", "--incoming", "--ttl=1d", "-i", "bob"],
        &["taskrouter"],
        &["custom", "--with=video --room x", "--grant=voice={\"incoming\":{\"allow\":true}}"],
        &["custom", "--grant=player={}", "--identity=", "--allow-invalid"],
    ] {
        let story = twimint(command.iter().chain(&["--demo"]));
        let (token, _, status) = outcome(story);
        assert_eq!(status, 0);
        let (line, _, _) = outcome(twimint(["decode", "-o=command", token.trim_end()]));
        let words = shlex::split(&line).unwrap();
        let (fresh, stderr, status) = outcome(twimint(&words[1..]));
        assert_eq!(status, 0, "{line}{stderr}");
        let grants = |token: &str| {
            let payload: Value = serde_json::from_str(&segments(token).1).unwrap();
            payload["grants"].clone()
        };
        assert_eq!(grants(&fresh), grants(&token), "{line}");
    }
}

#[test]
fn the_command_says_what_it_leaves_out() {
    let mut payload = claims();
    payload["aud"] = json!("x");
    payload["grants"]["x"] = json!(1);
    let header = HEADER.replace('}', ",\"twr\":\"mars\",\"kid\":\"k\"}");
    decode(&["-o=command"], &sign(SECRET, &header, &payload.to_string()))
        .stdout(format!("twimint chat --service-sid {SERVICE} --identity alice\n"))
        .stderr(
            "note: the command leaves out the grant `x`\n\
             note: the command leaves out `twr`, which is not a region that twimint knows\n\
             note: the command leaves out the claim `aud`\n\
             note: the command leaves out the claim `header.kid`\n",
        )
        .check();
    // What has no account of its own is not another's.
    let mut leak = claims();
    leak["sub"] = json!("x");
    decode(&["-o=command"], &signed(SECRET, &leak))
        .env("TWILIO_ACCOUNT_SID", "AC99999999999999999999999999999990")
        .stdout(format!("twimint chat --service-sid {SERVICE} --identity alice\n"))
        .stderr("")
        .status(3)
        .check();
    decode(&["-o=command"], &good())
        .env("TWILIO_ACCOUNT_SID", "AC99999999999999999999999999999990")
        .stdout(format!("twimint chat --service-sid {SERVICE} --identity alice\n"))
        .stderr("note: the command leaves out the token's account: your credentials are for another one\n")
        .check();
    decode(&["-o=command"], &signed(SECRET, &json!({"iss": KEY})))
        .stderr("...\nerror[20106]: `grants` is missing\n...\n")
        .status(3)
        .check();
}

#[test]
fn the_command_of_a_token_that_no_option_makes_still_runs() {
    let grant = json!({"workspace_sid": format!("WS{}", &SERVICE[2..]), "worker_sid": format!("WK{}", &SERVICE[2..])});
    let mut payload = claims();
    payload["grants"] = json!({"task_router": grant, "identity": ""});
    payload["exp"] = json!((AT + 3600) * 1000);
    // Shells read escapes in quotes differently.
    for identity in ["", "back\\\\slash", "a\nb", "\u{202e}", "\0"] {
        payload["grants"]["identity"] = json!(identity);
        let (line, stderr, _) = outcome(decode(&["-o=command"], &signed(SECRET, &payload)));
        assert!(!line.contains("identity"), "{line}");
        assert_eq!(
            stderr,
            "note: the command leaves out the identity, because no option can express it\n\
             note: the command leaves out the lifetime, because no `--ttl` can produce it\n"
        );
    }
    // Without `iat` and `nbf`, nobody knows how long it was valid.
    payload = claims();
    payload.as_object_mut().unwrap().remove("iat");
    decode(&["-o=command"], &signed(SECRET, &payload))
        .stdout(format!("twimint chat --service-sid {SERVICE} --identity alice\n"))
        .stderr("note: the command leaves out the lifetime, which the token does not say\n")
        .check();
    // A demo must not make one up instead.
    let (token, _, _) = outcome(twimint(["video", "--demo", "-i", "a\\\\b"]));
    twimint(["decode", "-o", "command", "--demo", token.trim()])
        .stdout("twimint video --identity= --allow-invalid --demo\n")
        .stderr("note: the command leaves out the identity, because no option can express it\n")
        .check();
}

#[test]
fn numbers_are_read_to_the_last_digit() {
    let mut payload = claims();
    payload["n"] = json!([930.192_781_891_549_7, 123_456_789_012_345_680_000.0, 1e22]);
    let (text, _, _) = outcome(decode(&["--claim", "n"], &signed(SECRET, &payload)));
    assert_eq!(text, "[930.1927818915497,123456789012345680000,1e+22]\n");
}

/// Tokens are pasted out of chats and issues.
#[test]
fn a_code_fence_around_a_token_is_ignored() {
    for fence in ["```", "```jwt", "~~~"] {
        decode(&["-q"], &format!("{fence}\n{}\n{}\n", good(), &fence[..3])).check();
    }
    // Text between two fences on one line is not the name of a language.
    let (_, stderr, _) = outcome(decode(&[], "```undefined```\n"));
    assert!(stderr.contains("`undefined`"), "{stderr}");
}

#[test]
fn with_verbose_it_says_where_the_credentials_are_from() {
    let mut story = decode(&["-v"], &good()).credentials();
    let stderr = String::from_utf8(story.output().stderr).unwrap();
    assert_eq!(
        stderr,
        "note: account SID from TWILIO_ACCOUNT_SID in the environment\n\
         note: API key SID from TWILIO_API_KEY in the environment\n\
         note: API key secret from TWILIO_API_SECRET in the environment\n"
    );
}

/// Minting describes such a secret with the same words.
#[test]
fn a_secret_that_looks_wrong_is_described_if_it_does_not_match() {
    for (secret, said) in [
        (format!("\"{SECRET}\""), "in quotes"),
        ("$API_SECRET".to_owned(), "a variable that was not expanded"),
        ("op://vault/item/secret".to_owned(), "a 1Password reference that was not resolved"),
        (AUTH_TOKEN.to_owned(), "looks like an Auth Token"),
    ] {
        let (text, _, status) = outcome(decode(&[], &good()).env("TWILIO_API_SECRET", &secret));
        assert_eq!(status, 3);
        let checked = format!("checked with TWILIO_API_SECRET in the environment ({said})");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&checked) && !text.contains(&SECRET[..8]), "{text}");
    }
}

#[test]
fn a_signature_is_unchecked_for_the_reason_that_is_told() {
    let good = good();
    let [header, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!() };
    for (token, reason) in [
        (good[..good.len() - 3].to_owned(), "not checked  there is no HS256 signature"),
        (format!("{header}#.{payload}.{signature}"), "not checked  there is no HS256 signature"),
        (format!("{header}.{payload}#.{signature}"), "not checked  your API key is"),
    ] {
        let (text, _, status) = outcome(decode(&[], &token).credentials());
        assert_eq!(status, 3);
        assert!(text.contains(reason), "{text}");
    }
}

#[test]
fn a_token_in_utf_16_is_named() {
    let paste = format!("\u{feff}{}\r\n", good());
    let paste: Vec<u8> = paste.encode_utf16().flat_map(u16::to_be_bytes).collect();
    twimint(["decode"])
        .stdin(paste)
        .status(1)
        .stderr(
            "error: standard input is UTF-16, not UTF-8
  hint: save it as UTF-8; in PowerShell before version 7, with `Out-File -Encoding utf8`, not with `>`
",
        )
        .check();
}

#[test]
fn with_verify_no_claim_of_a_forged_token_is_printed() {
    let forged = signed("another secret", &claims());
    for more in [&[][..], &["--expect=identity=alice"]] {
        let asked = ["decode", "--at=1800000000", "--verify", "--claim=identity", &forged];
        twimint(asked.iter().chain(more))
            .credentials()
            .status(3)
            .stderr("error: the signature is invalid: checked with TWILIO_API_SECRET in the environment\n")
            .check();
    }
    twimint(["decode", "--at=1800000000", "--verify", "--claim=identity", &good()])
        .credentials()
        .stdout("alice\n")
        .check();
    twimint(["decode", "--claim=identity", &forged]).credentials().stdout("alice\n").check();
}

#[test]
fn the_auth_token_is_recognized_from_any_place() {
    let token = signed(AUTH_TOKEN, &claims());
    let line = format!("TWILIO_AUTH_TOKEN={AUTH_TOKEN}\n");
    let decode = || twimint(["decode", "-o=json", "--at=1800000000", &token]);
    let asked = ["decode", "-o=json", "--at=1800000000", "--env-file=other", &token];
    for story in [
        decode().file(".env", &line),
        twimint(asked).file("other", &line),
        decode().env("TWILIO_AUTH_TOKEN", AUTH_TOKEN),
        decode().file(".env", format!("{line}TWILIO_API_KEY={KEY}\nTWILIO_API_SECRET={SECRET}\n")),
    ] {
        let mut story = story;
        let output = story.output();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("signed with the account's Auth Token"), "{said}");
        assert_eq!(output.status.code(), Some(3));
    }
}

#[test]
fn after_a_line_that_is_too_long_an_error_says_that_the_rest_is_not_read() {
    let paste = [good(), "x".repeat((1 << 20) + 1), good()].join("\n");
    let output = twimint(["decode", "--claim=identity"]).stdin(paste).output();
    assert_eq!(output.stdout, b"alice\n");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("\n  nothing after it was read\n"), "{said}");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn each_of_several_tokens_has_a_heading_with_its_line() {
    let paste = format!("{}\nundefined\n\n{}\n", good(), good());
    let (stdout, stderr, status) = outcome(decode(&[], &paste));
    assert_eq!(status, 3);
    let headings: Vec<&str> = stdout.lines().filter(|line| line.starts_with("line ")).collect();
    assert_eq!(headings, ["line 1", "line 4"]);
    assert!(stderr.starts_with("error[20101]: line 2: `undefined`, not a token"), "{stderr}");
    let (stdout, _, _) = outcome(decode(&[], &good()));
    assert!(stdout.starts_with("header\n"), "{stdout}");
}

#[test]
fn an_argument_that_names_a_file_is_read() {
    let story = |words: &[&str]| {
        twimint(["decode", "--at=1800000000"].iter().chain(words))
            .file("token.txt", format!("# a token\n{}\n", good()))
            .file("empty", "\n")
            .file("eyJ.a.b", good())
    };
    let (stdout, stderr, status) = outcome(story(&["--claim=identity", "token.txt"]));
    assert_eq!((&*stdout, status), ("alice\n", 3));
    assert!(stderr.starts_with("error[20101]: line 1: not a token"), "{stderr}");
    story(&["empty"]).status(1).stderr("error: no token in `empty`\n  hint: the command or variable that it comes from produced nothing\n").check();
    let (_, stderr, _) = outcome(story(&["tokne.txt"]));
    assert!(
        stderr.contains("not a token\n") && stderr.contains("there is no file `tokne.txt` either"),
        "{stderr}"
    );
    let (_, stderr, _) = outcome(story(&["tokne"]));
    assert!(stderr.contains("there is no file of this name either"), "{stderr}");
    story(&["."]).status(1).stderr("error: TOKEN: `.`: it is a folder\n").check();
    // Text that starts like a token is read as a token, not as a file name.
    let (_, stderr, status) = outcome(story(&["eyJ.a.b"]));
    assert!(status == 3 && stderr.contains("the token's header"), "{stderr}");
}

#[test]
fn an_expectation_that_does_not_parse_is_told_its_form() {
    twimint(["decode", "--expect=x", "a.b.c"])
        .status(2)
        .stderr(
            "error: `--expect` cannot be `x`: expected a name, `=` and a value
  hint: see `twimint decode --help`
",
        )
        .check();
}

#[test]
fn a_value_too_short_to_be_secret_is_not_masked() {
    let story = decode(&[], &good()).env("TWILIO_API_KEY", KEY).env("TWILIO_API_SECRET", "alice");
    let (page, _, status) = outcome(story);
    assert_eq!(status, 3, "signed with another secret");
    assert!(page.contains("alice") && !page.contains("[masked]"), "{page}");
}

#[test]
fn a_value_in_place_of_a_sid_in_a_profile_is_not_shown() {
    const MISPLACED: &str = "Q9y8X7w6V5u4T3s2R1q0P9o8N7m6L5k4";
    for profile in [
        json!({"accountSid": MISPLACED, "apiKey": KEY, "apiSecret": SECRET}),
        json!({"accountSid": "x\u{1b}[2J\n", "apiKey": KEY, "apiSecret": SECRET}),
        json!({"accountSid": ACCOUNT, "apiKey": MISPLACED, "apiSecret": OTHER_KEY}),
    ] {
        let config = json!({"profiles": {"dev": profile}}).to_string();
        for options in [&[][..], &["-o=json"]] {
            let story = decode(options, &good()).file(".twilio-cli/config.json", &config);
            let (shown, said, status) = outcome(story);
            assert_eq!((status, &*said), (0, ""), "{shown}");
            assert!(!shown.contains(MISPLACED) && !shown.contains("[2J"), "{shown}");
        }
    }
}
