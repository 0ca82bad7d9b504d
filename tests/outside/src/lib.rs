//! What a server does with twimint's library, using only its public names.

#![cfg(test)]

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value, json};
use twimint::{
    AccessToken, Account, ApiKey, ChatGrant, Error, Finding, Grant, Json, Key, PushCredential,
    Region, Role, Service, Severity, Sid, SyncGrant, TaskRouterGrant, Token, TwimlApp, VideoGrant,
    VoiceGrant, Worker, Workspace,
};

type Outcome = Result<(), Box<dyn StdError + Send + Sync>>;

const HEX: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
const AUTH_TOKEN: &str = "fedcba98765432100123456789abcdef";

fn sid<S: FromStr<Err = Error>>(prefix: &str) -> Result<S, Error> {
    format!("{prefix}{HEX}").parse()
}

fn key() -> Result<ApiKey, Error> {
    Ok(ApiKey::new(sid::<Sid<Account>>("AC")?, sid::<Sid<Key>>("SK")?, SECRET))
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn refusal(token: &AccessToken) -> Result<Vec<Finding>, Box<dyn StdError + Send + Sync>> {
    match token.sign(&key()?) {
        Err(Error::Refused(findings)) => Ok(findings),
        other => Err(format!("not refused: {other:?}").into()),
    }
}

fn codes(findings: &[Finding]) -> Vec<Option<u32>> {
    findings.iter().map(|finding| finding.code.map(|code| code.number)).collect()
}

/// A claim as a `serde_json::Value`.
fn claim(token: &Token, path: &str) -> Option<Value> {
    token.claim(path).and_then(|json| serde_json::from_str(&json.to_string()).ok())
}

#[test]
fn every_grant_is_written_as_twilio_wants_it() -> Outcome {
    let params = object(json!({"to": "+15550100"}));
    let grants: [(Grant, &str, Value); 7] = [
        (
            ChatGrant::new(sid::<Sid<Service>>("IS")?)
                .endpoint_id("phone")
                .deployment_role_sid(sid::<Sid<Role>>("RL")?)
                .push_credential_sid(sid::<Sid<PushCredential>>("CR")?)
                .into(),
            "chat",
            json!({
                "service_sid": format!("IS{HEX}"), "endpoint_id": "phone",
                "deployment_role_sid": format!("RL{HEX}"), "push_credential_sid": format!("CR{HEX}"),
            }),
        ),
        (
            VoiceGrant::outgoing(sid::<Sid<TwimlApp>>("AP")?).incoming(true).params(params).into(),
            "voice",
            json!({
                "incoming": {"allow": true},
                "outgoing": {"application_sid": format!("AP{HEX}"), "params": {"to": "+15550100"}},
            }),
        ),
        (VideoGrant::new().room("daily").into(), "video", json!({"room": "daily"})),
        (VideoGrant::new().into(), "video", json!({})),
        (
            SyncGrant::default_service().endpoint_id("web").into(),
            "data_sync",
            json!({"service_sid": "default", "endpoint_id": "web"}),
        ),
        (
            TaskRouterGrant::new(sid::<Sid<Workspace>>("WS")?, sid::<Sid<Worker>>("WK")?)
                .role("supervisor")
                .into(),
            "task_router",
            json!({
                "workspace_sid": format!("WS{HEX}"), "worker_sid": format!("WK{HEX}"), "role": "supervisor",
            }),
        ),
        (Grant::raw("player", object(json!({"a": [1, "é"]})))?, "player", json!({"a": [1, "é"]})),
    ];
    for (grant, name, members) in grants {
        let jwt = AccessToken::new("alice").grant(grant).sign(&key()?)?;
        let token = Token::parse(&jwt)?;
        assert!(token.is_signed_by(&key()?));
        assert_eq!(claim(&token, &format!("grants.{name}")), Some(members));
        assert_eq!(token.claim("identity").and_then(Json::as_str), Some("alice"));
        assert!(
            token.check(SystemTime::now()).iter().all(|finding| finding.severity > Severity::Error)
        );
    }
    Ok(())
}

#[test]
fn header_and_times_are_those_asked_for() -> Outcome {
    let issued_at = SystemTime::now();
    let seconds = issued_at.duration_since(SystemTime::UNIX_EPOCH)?.as_secs();
    let jwt = AccessToken::new("alice")
        .grant(VoiceGrant::incoming_only())
        .issued_at(issued_at)
        .not_before(issued_at)
        .ttl(Duration::from_secs(900))
        .jti("one")
        .region(Region::Ie1)
        .sign(&key()?)?;
    let token = Token::parse(&jwt)?;
    assert_eq!(claim(&token, "header.twr"), Some(json!("ie1")));
    assert_eq!(claim(&token, "iat"), Some(json!(seconds)));
    assert_eq!(claim(&token, "nbf"), Some(json!(seconds)));
    assert_eq!(claim(&token, "exp"), Some(json!(seconds + 900)));
    assert_eq!(claim(&token, "jti"), Some(json!("one")));
    let expired = token.check(issued_at + Duration::from_secs(900));
    assert_eq!(codes(&expired).first(), Some(&Some(20104)));
    Ok(())
}

#[test]
fn what_twilio_would_refuse_is_refused_and_says_why() -> Outcome {
    assert_eq!(codes(&refusal(&AccessToken::new("alice"))?), [Some(20106)]);
    let anonymous = AccessToken::anonymous().grant(VideoGrant::new());
    assert_eq!(codes(&refusal(&anonymous)?), [Some(53200)]);
    let two_days =
        AccessToken::new("alice").grant(VideoGrant::new()).ttl(Duration::from_secs(172_800));
    let findings = refusal(&two_days)?;
    assert_eq!(codes(&findings), [Some(20157)]);
    assert_eq!(findings[0].severity, Severity::Error);
    assert_eq!(findings[0].claim.as_deref(), Some("exp"));
    assert!(two_days.sign(&key()?).is_err_and(|error| error.to_string().contains("20157")));
    // A negative test can still sign it.
    let token = Token::parse(&two_days.sign_unchecked(&key()?)?)?;
    assert!(token.is_signed_by(&key()?));
    Ok(())
}

/// A server that shares a template with a fixed `issued_at` would give out dead tokens an hour later.
#[test]
fn what_has_expired_already_is_refused() -> Outcome {
    let an_hour_ago = SystemTime::now() - Duration::from_secs(3600);
    let token = AccessToken::new("alice").grant(VideoGrant::new()).issued_at(an_hour_ago);
    let error = token.sign(&key()?).unwrap_err();
    assert_eq!(codes(error.findings()), [Some(20104)]);
    assert!(error.to_string().starts_with("exp: expired "), "{error}");
    assert!(token.signer(&key()?).is_err());
    token.sign_unchecked(&key()?)?;
    token.ttl(Duration::from_secs(3700)).sign(&key()?)?;
    Ok(())
}

#[test]
fn what_can_be_no_secret_is_refused() -> Outcome {
    let token = AccessToken::new("alice").grant(VideoGrant::new());
    for secret in ["", " ", "\"0aB1cD2e\"", "0aB1cD2e\n", "$SECRET", "your_secret", AUTH_TOKEN] {
        let key = ApiKey::new(sid("AC")?, sid("SK")?, secret);
        let error = token.sign(&key).unwrap_err();
        assert_eq!(codes(error.findings()), [Some(20107)], "{secret:?}");
        assert!(error.to_string().starts_with("not an API key secret: "), "{error}");
        assert!(token.signer(&key).is_err());
        assert!(Token::parse(&token.sign_unchecked(&key)?)?.is_signed_by(&key));
    }
    Ok(())
}

#[test]
fn a_mistake_in_the_grants_is_refused_and_named() -> Outcome {
    for (token, claim) in [
        (
            AccessToken::new("alice").grant(VideoGrant::new().room("daily").room("")),
            "grants.video.room",
        ),
        (
            AccessToken::new("alice").grant(VideoGrant::new()).grant(VideoGrant::new()),
            "grants.video",
        ),
    ] {
        let claims: Vec<_> = refusal(&token)?.into_iter().map(|finding| finding.claim).collect();
        assert_eq!(claims, [Some(claim.to_owned())]);
    }
    Ok(())
}

/// Twilio's libraries leave out an empty text too, but for a room that would open every room.
#[test]
fn an_empty_text_counts_as_unset() -> Outcome {
    let token = AccessToken::new("alice")
        .grant(SyncGrant::default_service().endpoint_id(""))
        .grant(VideoGrant::new().room("").room("daily"));
    let token = Token::parse(&token.sign(&key()?)?)?;
    assert_eq!(claim(&token, "grants.data_sync"), Some(json!({"service_sid": "default"})));
    assert_eq!(claim(&token, "grants.video"), Some(json!({"room": "daily"})));
    Ok(())
}

/// The same with `serde_json`'s `arbitrary_precision`, which another crate may enable.
#[test]
fn numbers_of_any_size_are_written_or_refused() -> Outcome {
    let written = |grant: &str| -> Result<Option<Value>, Box<dyn StdError + Send + Sync>> {
        let token =
            AccessToken::new("alice").grant(Grant::raw("video", serde_json::from_str(grant)?)?);
        Ok(claim(&Token::parse(&token.sign(&key()?)?)?, "grants.video"))
    };
    for (grant, expected) in [
        (
            r#"{"room":"a","n":123456789012345678901234567890}"#,
            r#"{"room":"a","n":1.2345678901234568e29}"#,
        ),
        (
            r#"{"n":[18446744073709551615,-9223372036854775808]}"#,
            r#"{"n":[18446744073709552000,-9223372036854775808]}"#,
        ),
        (r#"{"n":0.5,"m":1.0}"#, r#"{"n":0.5,"m":1}"#),
    ] {
        assert_eq!(written(grant)?, Some(serde_json::from_str(expected)?), "{grant}");
    }
    // Without the feature, serde_json itself refuses this number.
    assert!(written(r#"{"room":"a","n":1e999}"#).is_err());
    // With the feature, serde_json passes on numbers as an object, and this token's `exp` is such an object:
    // `{"exp":{"$serde_json::private::Number":"1900000000"}}`.
    let header = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImN0eSI6InR3aWxpby1mcGE7dj0xIn0";
    let payload = "eyJleHAiOnsiJHNlcmRlX2pzb246OnByaXZhdGU6Ok51bWJlciI6IjE5MDAwMDAwMDAifX0";
    let token = Token::parse(&format!("{header}.{payload}.{}", "A".repeat(43)))?;
    assert!(token.claim("exp").is_some_and(|exp| exp.as_object().is_some()));
    Ok(())
}

#[test]
fn no_token_and_no_secret_gets_into_a_log() -> Outcome {
    let key = key()?;
    let jwt = AccessToken::new("alice").grant(VideoGrant::new()).sign(&key)?;
    let signer = AccessToken::for_each().grant(VideoGrant::new()).signer(&key)?;
    let secret: twimint::Secret = serde_json::from_value(json!(SECRET))?;
    let logged = format!("{key:?} {:?} {signer:?} {secret:?}", Token::parse(&jwt)?);
    assert!(logged.ends_with("Token(…) Signer(…) Secret(…)"), "{logged}");
    assert!(!logged.contains(SECRET), "{logged}");
    Ok(())
}

#[test]
fn errors_say_what_a_text_is_and_do_not_repeat_it() {
    for text in [SECRET, &format!("SK{HEX}"), ""] {
        let error = text.parse::<Sid<Account>>().unwrap_err();
        assert!(matches!(error, Error::NotASid(_)));
        assert!(text.is_empty() || !format!("{error} {error:?}").contains(text));
    }
    assert!(matches!(Token::parse("undefined"), Err(Error::NotAToken(_))));
    assert!(matches!(Grant::raw("identity", Map::new()), Err(Error::InvalidGrant(_))));
}

#[test]
fn another_secret_did_not_sign_it() -> Outcome {
    let jwt = AccessToken::new("alice").grant(VideoGrant::new()).sign(&key()?)?;
    let other = ApiKey::new(sid("AC")?, sid("SK")?, SECRET.to_lowercase());
    assert!(!Token::parse(&jwt)?.is_signed_by(&other));
    Ok(())
}

#[test]
fn many_tokens_of_one_template_differ() -> Outcome {
    let mut many = AccessToken::for_each().grant(VideoGrant::new()).signer(&key()?)?;
    let mut ids = BTreeSet::new();
    for n in 0..100 {
        let token = Token::parse(&many.sign(&format!("user-{n}"))?)?;
        assert_eq!(claim(&token, "identity"), Some(json!(format!("user-{n}"))));
        ids.insert(token.claim("jti").map(Json::to_string));
    }
    assert_eq!(ids.len(), 100);
    assert!(matches!(many.sign(""), Err(Error::Refused(_))));
    Ok(())
}

#[test]
fn threads_share_a_key_a_template_and_a_signer() -> Outcome {
    let key = Arc::new(key()?);
    let template = Arc::new(AccessToken::for_each().grant(SyncGrant::new(sid("IS")?)));
    let signer = Arc::new(Mutex::new(template.signer(&key)?));
    let handlers = ["alice", "bob", "carol"].map(|identity| {
        let (key, signer) = (Arc::clone(&key), Arc::clone(&signer));
        thread::spawn(move || -> Outcome {
            let jwt = signer.lock().map_err(|_| "poisoned")?.sign(identity)?;
            assert!(Token::parse(&jwt)?.is_signed_by(&key));
            Ok(())
        })
    });
    for handler in handlers {
        handler.join().map_err(|_| "a handler failed")??;
    }
    Ok(())
}

#[test]
fn sids_are_values() -> Outcome {
    let account: Sid<Account> = sid("AC")?;
    let texts = BTreeSet::from([account.to_string(), account.clone().as_ref().to_owned()]);
    assert_eq!(texts.len(), 1);
    let written = serde_json::to_string(&account)?;
    assert_eq!(serde_json::from_str::<Sid<Account>>(&written)?, account);
    assert!(serde_json::from_str::<Sid<Key>>(&written).is_err());
    Ok(())
}
