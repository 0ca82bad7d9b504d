//! Reads and verifies tokens that others have published: in RFC 7515, on jwt.io and in Twilio's docs.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;
use twimint::{ApiKey, Json, Token};

/// RFC 7515, appendix A.1. Its key is not text, so no API key secret can verify it.
const RFC_7515: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\
    .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
    .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// The token that jwt.io showed for years, signed with `your-256-bit-secret`.
const JWT_IO: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\
    .eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ\
    .SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

fn with_secret(secret: &str) -> ApiKey {
    let account = "AC0123456789abcdef0123456789abcdef".parse().unwrap();
    ApiKey::new(account, "SKfedcba9876543210fedcba9876543210".parse().unwrap(), secret)
}

#[test]
fn the_rfcs_token_is_read_but_is_not_an_access_token() {
    let token = Token::parse(RFC_7515).unwrap();
    assert_eq!(token.claim("header.alg").and_then(Json::as_str), Some("HS256"));
    assert_eq!(token.claim("exp").and_then(Json::as_f64), Some(1_300_819_380.0));
    // A dot in a path separates members, so no path reaches a name with dots.
    assert_eq!(token.claim("http://example.com/is_root"), None);
    assert!(!token.is_signed_by(&with_secret("joe")));
    let findings = token.check(UNIX_EPOCH + Duration::from_secs(1_300_000_000));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].message.starts_with("somebody else's JWT"), "{findings:?}");
}

#[test]
fn a_published_signature_is_genuine_under_its_secret_alone() {
    let docs: Value = serde_json::from_str(include_str!("vectors/docs-sample.json")).unwrap();
    let text = |member: &str| docs[member].as_str().unwrap();
    for (jwt, secret) in [(JWT_IO, "your-256-bit-secret"), (text("token"), text("secret"))] {
        let token = Token::parse(jwt).unwrap();
        assert!(token.is_signed_by(&with_secret(secret)), "{jwt}");
        for other in ["", &secret[1..], &format!("{secret}\n")] {
            assert!(!token.is_signed_by(&with_secret(other)), "{jwt}");
        }
        let (input, signature) = jwt.rsplit_once('.').unwrap();
        let first = if signature.starts_with('A') { "B" } else { "A" };
        let forged = Token::parse(&format!("{input}.{first}{}", &signature[1..])).unwrap();
        assert!(!forged.is_signed_by(&with_secret(secret)), "{jwt}");
    }
}
