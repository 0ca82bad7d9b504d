//! Tests the laws on inputs that fuzzers have found and on random ones.

mod laws;

use std::fs;

use proptest::prelude::*;

/// Random text, and text made of strings that tend to cause trouble.
fn text() -> impl Strategy<Value = String> {
    let trouble = prop::sample::select(vec![
        "\u{1b}[31m",
        "\u{202e}",
        "\u{200b}",
        "\r\n",
        "\n",
        "\t",
        "\u{feff}",
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
        "null",
        "undefined",
        laws::SECRET,
        laws::KEY,
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(trouble, 0..12).prop_map(|pieces| pieces.concat())
    ]
}

/// Any JSON, often with names and values that the rules look for.
fn value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    const NAMES: &[&str] = &[
        "iss",
        "sub",
        "iat",
        "nbf",
        "exp",
        "jti",
        "scope",
        "grants",
        "identity",
        "chat",
        "voice",
        "video",
        "data_sync",
        "sync",
        "task_router",
        "ip_messaging",
        "rtc",
        "player",
        "service_sid",
        "serviceSid",
        "outgoing",
        "incoming",
        "allow",
        "application_sid",
        "params",
        "room",
        "role",
        "worker_sid",
        "workspace_sid",
        "push_credential_sid",
        "api_secret",
    ];
    let sids = ["AC", "SK", "IS", "AP", "CR", "WS", "MG"]
        .map(|prefix| format!("{prefix}0011223344556677889900aabbccddee"));
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (1_790_000_000_i64..1_810_000_000).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
        prop::sample::select(sids.to_vec()).prop_map(Value::from),
        Just(Value::from("default")),
    ];
    let name = prop_oneof![1 => text(), 9 => prop::sample::select(NAMES).prop_map(str::to_owned)];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        let members = prop::collection::vec((name.clone(), inner.clone()), 0..7);
        prop_oneof![
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::from),
            6 => members.prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn object() -> impl Strategy<Value = String> {
    value().prop_map(|value| {
        if value.is_object() {
            value.to_string()
        } else {
            serde_json::json!({"grants": value}).to_string()
        }
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in text(), jwt in "eyJ[A-Za-z0-9_-]{0,40}[.][A-Za-z0-9_=+/-]{0,40}[.]?[A-Za-z0-9_.-]{0,45}") {
        laws::token(text.as_bytes());
        laws::token(jwt.as_bytes());
    }

    #[test]
    fn any_claims_are_judged(header in object(), payload in object(), bytes in any::<Vec<u8>>()) {
        laws::claims(payload.as_bytes());
        laws::claims(&[header.as_bytes(), b"\0", payload.as_bytes()].concat());
        laws::claims(&bytes);
    }

    #[test]
    fn any_token_that_is_minted_is_read_back(
        identity in text(),
        jti in text(),
        secret in text(),
        times in (any::<u32>(), any::<u32>()),
        region in prop::sample::select(vec!["", "us1", "ie1"]),
        grants in prop::collection::vec((prop_oneof!["chat|video|voice|sync|data_sync|x", text()], object()), 0..4),
    ) {
        let no_nul = |text: &str| text.replace('\0', "");
        let (issued_at, ttl) = times;
        let mut input = [no_nul(&identity), no_nul(&jti), no_nul(&secret), issued_at.to_string(), (ttl % 100_000).to_string(), region.to_owned()].join("\0");
        for (name, body) in grants {
            input = [input, format!("{}={}", no_nul(&name), no_nul(&body))].join("\0");
        }
        laws::mint(input.as_bytes());
    }
}

#[test]
fn the_laws_hold_for_what_fuzzers_have_found() {
    for (name, law) in laws::LAWS {
        let corpus =
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/laws/corpus").to_owned() + "/" + name;
        let files = fs::read_dir(&corpus).unwrap_or_else(|error| panic!("{corpus}: {error}"));
        let mut tried = 0;
        for file in files {
            law(&fs::read(file.unwrap().path()).unwrap());
            tried += 1;
        }
        assert!(tried > 0, "{corpus} is empty");
    }
}
