//! Laws of the public library that must hold for any input.
//!
//! The fuzz targets look for inputs that break a law, and `tests/properties.rs` tries many. A law takes its input as
//! bytes, so an input that a fuzzer finds can be saved in `tests/laws/corpus` and is tested from then on.

#![allow(dead_code, reason = "a fuzz target needs one law")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use twimint::{AccessToken, ApiKey, Error, Finding, Grant, Json, Region, Severity, Token};

/// Panics if the input breaks the law.
pub type Law = fn(&[u8]);

/// The laws, each with the folder of its corpus.
pub const LAWS: [(&str, Law); 3] = [("token", token), ("claims", claims), ("mint", mint)];

pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
pub const KEY: &str = "SKfedcba9876543210fedcba9876543210";
pub const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";

pub fn key(secret: &str) -> ApiKey {
    ApiKey::new(ACCOUNT.parse().expect("a SID"), KEY.parse().expect("a SID"), secret)
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// Any text either parses as a token and can be checked, or is an error. All messages about it are safe to print.
pub fn token(input: &[u8]) {
    match Token::parse(&String::from_utf8_lossy(input)) {
        Ok(token) => judged(&token),
        Err(Error::NotAToken(finding)) => harmless(&finding),
        Err(other) => panic!("{other}"),
    }
}

/// A token's claims read as `serde_json` reads them. The input is a payload, or a header, NUL and a payload.
pub fn claims(input: &[u8]) {
    let header = br#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#.as_slice();
    let (header, payload) = match input.iter().position(|byte| *byte == 0) {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (header, input),
    };
    let encode = |bytes: &[u8]| BASE64URL.encode(bytes);
    let jwt = [encode(header), encode(payload), encode(&[7; 32])].join(".");
    match Token::parse(&jwt) {
        Ok(token) => {
            assert!(!token.is_signed_by(&key(SECRET)));
            judged(&token);
            let object: serde_json::Value = serde_json::from_slice(payload).expect("JSON");
            for (name, value) in object.as_object().expect("an object") {
                if name.contains('.') || name == "identity" {
                    continue;
                }
                let claim = token.claim(name).expect("a claim");
                match value.as_str() {
                    Some(text) => assert_eq!(claim.as_str(), Some(text), "{name}"),
                    None => assert_eq!(claim.as_f64().is_some(), value.is_number(), "{name}"),
                }
            }
        }
        Err(error) => error.findings().iter().for_each(harmless),
    }
}

/// A minted token reads back as it was minted, verifies with its own secret only, and is ASCII. A signer
/// for many tokens accepts and refuses the same identities.
///
/// The input is identity, jti, secret, `iat`, lifetime, region and grants (`NAME=JSON`, any number), separated by NUL.
pub fn mint(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let mut parts = input.split('\0');
    let mut part = || parts.next().unwrap_or_default();
    let (identity, jti, secret) = (part(), part(), part());
    let number = |text: &str| text.parse::<u32>().ok();
    let issued_at = number(part()).unwrap_or(1_700_000_000);
    let ttl = number(part()).unwrap_or(3600);
    let region = match part() {
        "us1" => Some(Region::Us1),
        "ie1" => Some(Region::Ie1),
        _ => None,
    };
    let mut token = AccessToken::new(identity).jti(jti).issued_at(at(issued_at.into()));
    token = token.ttl(Duration::from_secs(ttl.into()));
    if let Some(region) = region {
        token = token.region(region);
    }
    let mut names: Vec<String> = Vec::new();
    for grant in parts {
        let (name, json) = grant.split_once('=').unwrap_or((grant, "{}"));
        if let Ok(object) = serde_json::from_str(json)
            && let Ok(grant) = Grant::raw(name, object)
            && !names.iter().any(|known| known == name)
        {
            token = token.grant(grant);
            names.push(name.to_owned());
        }
    }
    let key_of = key;
    let key = key_of(secret);
    let jwt = token.sign_unchecked(&key).expect("random numbers");
    let read = Token::parse(&jwt).expect("a token");
    assert!(read.is_signed_by(&key));
    assert!(!read.is_signed_by(&key_of(&format!("{secret}x"))));
    let payload = BASE64URL.decode(jwt.split('.').nth(1).expect("a payload")).expect("base64url");
    assert!(payload.is_ascii());

    let string = |path| read.claim(path).and_then(Json::as_str);
    assert_eq!(string("identity"), Some(identity));
    assert_eq!(string("jti"), Some(jti));
    assert_eq!((string("iss"), string("sub")), (Some(KEY), Some(ACCOUNT)));
    assert_eq!(string("header.twr"), region.map(Region::as_str));
    let exp = i64::from(issued_at) + i64::from(ttl);
    assert_eq!(read.claim("iat"), Some(&Json::Integer(issued_at.into())));
    assert_eq!(read.claim("exp"), Some(&Json::Integer(exp)));
    let grants = read.claim("grants").and_then(Json::as_object).expect("grants");
    names.push("identity".to_owned());
    assert!(grants.iter().map(|(name, _)| name).eq(names.iter().map(String::as_str)));
    judged(&read);

    // A token that `sign` accepts has no error, and a signer for many tokens decides the same.
    let signed = token.sign(&key);
    let many = token.signer(&key).and_then(|mut many| many.sign(identity));
    match (&signed, &many) {
        (Ok(jwt), Ok(of_many)) => {
            let of_many = Token::parse(of_many).expect("a token");
            assert_eq!(of_many.claim("grants"), read.claim("grants"));
            let errors = Token::parse(jwt).expect("a token").check(at(issued_at.into()));
            assert!(errors.iter().all(|finding| finding.severity != Severity::Error), "{errors:?}");
        }
        (Err(Error::Refused(_)), Err(Error::Refused(_))) => {}
        _ => panic!("{signed:?}, but of many {many:?}"),
    }
}

fn judged(token: &Token) {
    let findings = token.check(at(1_800_000_000));
    findings.iter().for_each(harmless);
    assert!(findings.is_sorted_by_key(|finding| finding.severity));
}

/// Fails on control characters, bidirectional marks and zero-width characters, without using the library's list.
fn harmless(finding: &Finding) {
    let is_harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    let hint = finding.hint.as_deref().unwrap_or_default().replace('\n', "");
    let claim = finding.claim.as_deref().unwrap_or_default();
    for text in [&*finding.message, &*hint, claim] {
        assert!(!text.contains(is_harmful), "{text:?}");
    }
}
