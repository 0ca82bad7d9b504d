//! Laws that hold for any identity, room or text.

mod support;

use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};
use support::{ACCOUNT, KEY, SECRET, SERVICE, twimint};
use twimint::token::AccessToken;
use twimint::token::claims::{Claims, Segments};
use twimint::token::escape::{is_hostile, push_json_string, quoted, visible};
use twimint::token::grant::{Chat, Grant, Grants, RawGrant, Video, name};
use twimint::token::intake;
use twimint::token::json::Json;
use twimint::token::jwt::{Compact, Signer, Verifier, encode_segment, sign};
use twimint::token::rules::identity::Demands;
use twimint::token::rules::{self, Context, Finding, Leaks, Severity, Signature};
use twimint::token::secret::Secret;
use twimint::token::sid::Sid;
use twimint::token::time::UnixTime;

const NOW: i64 = 1_800_000_000;

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

fn judge(claims: &Claims<'_>, least: Severity) -> Vec<Finding> {
    let context = Context {
        at: at(NOW),
        signature: &Signature::Valid,
        ours: None,
        leaks: &Leaks::of(claims),
        least,
    };
    rules::judge(claims, &context)
}

/// Text as it comes, and text full of what makes trouble.
fn text() -> impl Strategy<Value = String> {
    let trouble = prop::collection::vec(
        prop::sample::select(vec![
            "\u{1b}[31m",
            "\u{202e}",
            "\u{200b}",
            "\r\n",
            "\n",
            "\t",
            "\u{feff}",
            "\0",
            "\"",
            "\\",
            "'",
            "`",
            "$(",
            "%s",
            "-",
            "=",
            ".",
            "@",
            " ",
            "é",
            "李",
            "👍",
            "a",
            "eyJ",
            "\u{7f}",
        ]),
        0..12,
    );
    prop_oneof![any::<String>(), trouble.prop_map(|pieces| pieces.concat())]
}

/// Any JSON.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
        Just(json!(KEY)),
        Just(json!(SERVICE)),
        Just(json!(SECRET)),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let names = prop_oneof![
            text(),
            prop::sample::select(vec![
                "service_sid",
                "outgoing",
                "incoming",
                "allow",
                "application_sid",
                "params",
                "room",
            ])
            .prop_map(str::to_owned)
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((names, inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A text that may well be a token: from noise to claims that are nearly right.
fn token() -> impl Strategy<Value = String> {
    let object = |names: Vec<&'static str>| {
        prop::collection::vec((prop::sample::select(names), value()), 0..7).prop_map(|members| {
            members.into_iter().map(|(n, v)| (n.to_owned(), v)).collect::<Value>()
        })
    };
    let grants = object(vec![
        "chat",
        "voice",
        "video",
        "data_sync",
        "task_router",
        "ip_messaging",
        "rtc",
        "identity",
        "x",
    ]);
    let payload = (
        object(vec!["iss", "sub", "iat", "nbf", "exp", "grants", "jti", "scope"]),
        prop::option::of(grants),
    )
        .prop_map(|(mut payload, grants)| {
            if let (Some(grants), Some(payload)) = (grants, payload.as_object_mut()) {
                payload.insert("grants".to_owned(), grants);
            }
            payload.to_string()
        });
    let header =
        object(vec!["typ", "alg", "cty", "twr", "crit"]).prop_map(|header| header.to_string());
    let good_header = Just(r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#.to_owned());
    let signed = (prop_oneof![header, good_header], payload)
        .prop_map(|(header, payload)| sign(&Secret::new(SECRET.to_owned()), &header, &payload));
    let bytes = prop::collection::vec(any::<u8>(), 0..40);
    let framed = prop::collection::vec(bytes, 1..5).prop_map(|segments| {
        let segments: Vec<_> = segments.iter().map(|bytes| encode_segment(bytes)).collect();
        segments.join(".")
    });
    prop_oneof![4 => signed, 1 => framed, 1 => text(), 1 => "eyJ[A-Za-z0-9_.=+/ -]{0,60}"]
}

fn is_made_of_harmless_characters(text: &str) -> bool {
    !text.contains(is_hostile)
}

proptest! {
    #[test]
    fn what_is_minted_says_what_was_asked(
        identity in text(),
        room in text(),
        start in -60..60_i64,
        ttl in 1..=86_400_i64,
        nbf in prop::option::of(-3600..0_i64),
    ) {
        let mut grants = Grants::default();
        grants.push(Grant::Chat(Chat {
            service_sid: Some(Sid::parse(SERVICE).unwrap()),
            ..Chat::default()
        })).unwrap();
        grants.push(Grant::Video(Video { room: Some(room.clone()) })).unwrap();
        let params = json!({"to": room}).to_string();
        grants.push(Grant::Raw(RawGrant::parse("player", &params).unwrap())).unwrap();
        let access_token = AccessToken {
            issuer: Sid::parse(KEY).unwrap(),
            subject: Sid::parse(ACCOUNT).unwrap(),
            issued_at: at(NOW + start.min(0)),
            not_before: nbf.map(|nbf| at(NOW + nbf)),
            expires_at: at(NOW + start.min(0) + ttl.max(61)),
            grants,
            region: None,
        };
        let mut own = String::new();
        access_token.push_own_payload(&mut own, Some(&identity), "an id");
        let secret = Secret::new(SECRET.to_owned());
        let mut signer = Signer::new(&secret, &access_token.header(), &access_token.shared_payload());
        let mut token = Vec::new();
        signer.sign(&own, &mut token);
        let token = String::from_utf8(token).unwrap();

        let found: Vec<_> = intake::tokens(&token).collect();
        prop_assert_eq!(&found, &[Ok(token.as_str().into())]);
        let compact = Compact::split(&token).unwrap();
        prop_assert!(Verifier::new(&secret).verify(&compact));
        let mut segments = Segments::default();
        segments.decode(&compact);
        let claims = segments.claims();
        let text = |path| claims.at_path(path).and_then(Json::as_str);
        prop_assert_eq!(text("identity"), Some(identity.as_str()));
        prop_assert_eq!(text("grants.video.room"), Some(room.as_str()));
        prop_assert_eq!(text("grants.player.to"), Some(room.as_str()));
        prop_assert_eq!(text("grants.chat.service_sid"), Some(SERVICE));
        prop_assert_eq!(text("iss"), Some(KEY));
        prop_assert_eq!(text("sub"), Some(ACCOUNT));
        prop_assert_eq!(text("jti"), Some("an id"));
        let number = |path| claims.at_path(path).and_then(Json::as_number);
        prop_assert_eq!(number("exp"), Some(access_token.expires_at.as_f64()));
        prop_assert_eq!(number("nbf"), access_token.not_before.map(UnixTime::as_f64));

        // Nothing but the identity is anything that Twilio could mind.
        let errors: Vec<_> = judge(&claims, Severity::Error);
        let is_fine = !identity.trim().is_empty() && identity.chars().count() <= 64;
        prop_assert!(!is_fine || errors.is_empty(), "{:?}", errors);
    }

    #[test]
    fn any_text_can_be_judged(text in token()) {
        for token in intake::tokens(&text).flatten() {
            let Some(compact) = Compact::split(&token) else {
                continue;
            };
            let mut segments = Segments::default();
            segments.decode(&compact);
            let claims = segments.claims();
            let findings = judge(&claims, Severity::Hint);
            prop_assert!(findings.is_sorted_by_key(|finding| finding.severity));
            for finding in &findings {
                let texts = [Some(&finding.message), finding.hint.as_ref(), finding.claim.as_ref()];
                for text in texts.into_iter().flatten() {
                    prop_assert!(is_made_of_harmless_characters(text), "{:?}", text);
                }
                prop_assert!(finding.message.chars().count() < 300, "{}", finding.message);
            }
            // Less asked for is less found, and nothing else.
            let errors: Vec<_> =
                findings.into_iter().filter(|f| f.severity == Severity::Error).collect();
            prop_assert_eq!(judge(&claims, Severity::Error), errors);
        }
    }

    #[test]
    fn what_is_escaped_is_harmless_and_means_the_same(text in text()) {
        prop_assert!(is_made_of_harmless_characters(&visible(&text)));
        prop_assert!(is_made_of_harmless_characters(&quoted(&text)));
        let mut json = String::new();
        push_json_string(&mut json, &text);
        prop_assert!(is_made_of_harmless_characters(&json));
        prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn no_more_than_two_characters_of_a_leaked_credential_are_shown(
        credential in "[QXZqxz]{31}[0-9]",
        around in "[0-9]{0,3}[\"' \n]{0,2}",
        before in "[a-f-]{0,9}",
        after in "[a-f-]{0,9}",
        party in prop::sample::select(vec!["iss", "sub"]),
    ) {
        // Quotes and blanks around it do not make it less of a secret.
        let around = around.trim_start_matches(|c: char| c.is_ascii_digit());
        let mut payload = json!({"jti": "", "grants": {}});
        payload[party] = json!(format!("{around}{credential}{around}"));
        let payload = payload.to_string();
        let header = format!(r#"{{"typ":"{before}{credential}{after}"}}"#);
        let claims = Claims::of_json(&header, &payload);
        let covered = Leaks::of(&claims).cover(&format!("{before}{credential}{after}")).into_owned();
        prop_assert_eq!(covered, format!("{before}{}…{after}", &credential[..2]));
        for finding in judge(&claims, Severity::Hint) {
            prop_assert!(!finding.message.contains(&credential[..3]), "{}", finding.message);
        }
    }

    #[test]
    fn an_identity_alone_is_judged_as_in_its_token(
        identity in prop_oneof![text(), "[a-z_-]{1,300}", "[李é ]{0,140}"],
        grants in prop::sample::subsequence(
            vec![
                name::CHAT, name::VOICE, name::VIDEO, name::SYNC, name::TASK_ROUTER, name::PLAYER,
                name::LEGACY_CHAT, name::LEGACY_VIDEO, "verify",
            ],
            1..9,
        ),
    ) {
        let mut members: Value = grants.iter().map(|&grant| (grant.to_owned(), json!({}))).collect();
        members["identity"] = json!(identity);
        let payload = json!({"iss": KEY, "sub": ACCOUNT, "grants": members}).to_string();
        let claims = Claims::of_json("{}", &payload);
        let mut found = judge(&claims, Severity::Warning);
        found.retain(|finding| finding.claim.as_deref() == Some("grants.identity"));
        let alone = Demands::of(grants.iter().copied()).findings(&identity);
        prop_assert_eq!(alone, found);
    }
}

proptest! {
    // Each case is a run of the program for each form of output.
    #![proptest_config(Config::with_cases(24))]

    #[test]
    fn the_program_survives_any_tokens_and_prints_nothing_hostile(
        tokens in prop::collection::vec(token(), 1..40),
    ) {
        let input = tokens.join("\n");
        for form in ["text", "json", "command"] {
            let at = NOW.to_string();
            let output = twimint(["decode", "-o", form, "--at", &at])
                .env("TWILIO_API_SECRET", SECRET)
                .stdin(input.clone())
                .output();
            let stdout = String::from_utf8(output.stdout).unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            prop_assert!(matches!(output.status.code(), Some(0 | 1 | 3)), "{:?}", output.status);
            prop_assert!(!stderr.contains("bug"), "{}", stderr);
            for line in stdout.lines().chain(stderr.lines()) {
                prop_assert!(is_made_of_harmless_characters(line), "{:?}", line);
            }
            for token in &tokens {
                if let Some((_, signature)) = token.rsplit_once('.').filter(|(_, s)| s.len() == 43) {
                    prop_assert!(!stdout.contains(signature) && !stderr.contains(signature));
                }
            }
            prop_assert!(!stdout.contains(SECRET) && !stderr.contains(SECRET), "{}", stdout);
            if form == "json" {
                for line in stdout.lines() {
                    let report: Value = serde_json::from_str(line).unwrap();
                    let is_refused = report["verdict"] == "refused";
                    let findings = report["findings"].as_array().unwrap();
                    let has_error = findings.iter().any(|finding| finding["severity"] == "error");
                    prop_assert_eq!(is_refused, has_error, "{}", line);
                }
            }
        }
    }
}
