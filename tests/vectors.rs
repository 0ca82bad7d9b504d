//! Tokens minted by Twilio's own libraries. twimint mints the same tokens from the same inputs, reads and verifies
//! them, and rejects each one if it is changed.

#![cfg(feature = "cli")]

mod support;

use std::fs;

use serde_json::{Map, Value};
use support::{is_signed_with, segments, twimint};

/// A line of the file of vectors.
struct Vector {
    name: String,
    secret: String,
    input: Value,
    token: String,
}

fn vectors() -> Vec<Vector> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/library-tokens.jsonl");
    let vectors: Vec<_> = fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| {
            let vector: Value = serde_json::from_str(line).unwrap();
            let text = |member: &str| vector[member].as_str().unwrap().to_owned();
            Vector {
                name: format!("{} by {}", text("name"), text("library")),
                secret: text("secret"),
                input: vector["input"].clone(),
                token: text("token"),
            }
        })
        .collect();
    assert_eq!(vectors.len(), 32);
    vectors
}

/// The command and options that ask for a product's grant.
fn product(product: &Value, grant: &Value) -> Vec<String> {
    let name = match product.as_str().unwrap() {
        "task_router" => "taskrouter",
        name => name,
    };
    let mut words = vec![name.to_owned()];
    for (member, value) in grant.as_object().unwrap() {
        let option = member.replace('_', "-");
        words.push(match value {
            Value::Bool(allow) => format!("--{option}={allow}"),
            Value::String(text) => format!("--{option}={text}"),
            other => format!("--{option}={other}"),
        });
    }
    words
}

/// The command line for the input that a library was given.
fn arguments(input: &Value) -> Vec<String> {
    let mut words = match input.get("grants") {
        None => product(&input["product"], &input["grant"]),
        Some(grants) => {
            let mut grants = grants.as_array().unwrap().iter();
            let first = grants.next().unwrap();
            let mut words = product(&first["product"], &first["grant"]);
            for grant in grants {
                let with = product(&grant["product"], &grant["grant"]);
                words.push(format!("--with={}", with.join(" ")));
            }
            words
        }
    };
    for (member, option) in [
        ("identity", "identity"),
        ("account_sid", "account-sid"),
        ("api_key", "api-key"),
        ("region", "region"),
        ("now", "issued-at"),
        ("ttl", "ttl"),
        ("nbf", "nbf"),
    ] {
        match input.get(member) {
            None => {}
            Some(Value::String(text)) => words.push(format!("--{option}={text}")),
            Some(number) => words.push(format!("--{option}={number}")),
        }
    }
    words
}

/// A payload without the claims that each library writes in its own way.
fn comparable(payload: &str) -> Map<String, Value> {
    let mut payload: Map<String, Value> = serde_json::from_str(payload).unwrap();
    for claim in ["iat", "nbf", "jti"] {
        payload.remove(claim);
    }
    payload
}

#[test]
fn every_input_is_minted_as_the_library_minted_it() {
    for vector in vectors() {
        let mut words = arguments(&vector.input);
        words.extend(["--api-secret-file".to_owned(), "secret".to_owned()]);
        // The token has expired, so minting warns: do not require an empty standard error.
        let output = twimint(words).file("secret", &vector.secret).output();
        assert_eq!(output.status.code(), Some(0), "{}: {output:?}", vector.name);
        let (header, payload) = segments(&String::from_utf8(output.stdout).unwrap());
        let (their_header, their_payload) = segments(&vector.token);

        let value = |json: &str| serde_json::from_str::<Value>(json).unwrap();
        assert_eq!(value(&header), value(&their_header), "{}", vector.name);
        assert_eq!(comparable(&payload), comparable(&their_payload), "{}", vector.name);

        let payload = value(&payload);
        assert_eq!(payload["iat"], vector.input["now"], "{}", vector.name);
        assert_eq!(payload.get("nbf"), vector.input.get("nbf"), "{}", vector.name);
    }
}

#[test]
fn every_token_is_read_and_verified() {
    for vector in vectors() {
        let (_, payload) = segments(&vector.token);
        let payload: Value = serde_json::from_str(&payload).unwrap();
        let start = payload["nbf"].as_i64().or(payload["iat"].as_i64()).unwrap();
        let report = twimint(["decode", "-o=json", "--verify", "--at", &start.to_string()])
            .file("secret", &vector.secret)
            .env("TWILIO_API_SECRET_FILE", "secret")
            .stdin(vector.token)
            .succeed();
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["claims"], payload, "{}", vector.name);
        assert_eq!(report["signature"], "valid", "{}", vector.name);
        assert_eq!(report["verdict"], "no_fault_found", "{}: {report}", vector.name);
        let findings = report["findings"].as_array().unwrap();
        assert!(findings.iter().all(|finding| finding["severity"] == "hint"), "{findings:?}");
    }
}

#[test]
fn a_changed_byte_breaks_every_signature() {
    for vector in vectors() {
        let is_valid = |token: &str| is_signed_with(&vector.secret, token);
        assert!(is_valid(&vector.token), "{}", vector.name);
        for at in 0..vector.token.len() {
            let mut twin = vector.token.clone().into_bytes();
            twin[at] = if twin[at] == b'A' { b'B' } else { b'A' };
            let twin = String::from_utf8(twin).unwrap();
            assert!(!is_valid(&twin), "{} with byte {at} changed", vector.name);
        }
    }
}

#[test]
fn the_sample_of_the_docs_is_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/docs-sample.json");
    let sample: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let token = sample["token"].as_str().unwrap();
    let output = twimint(["decode", "-o", "json", token])
        .file("secret", sample["secret"].as_str().unwrap())
        .env("TWILIO_API_SECRET_FILE", "secret")
        .output();
    assert_eq!(output.status.code(), Some(3));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["signature"], "valid");
    let codes: Vec<_> = report["findings"].as_array().unwrap().iter().map(|f| &f["code"]).collect();
    assert_eq!(codes[..3], [20103, 20103, 20104]);
}
