//! What Twilio refuses, one row a fault: a token with that one fault is judged so by decode, and
//! mint refuses to make one, or makes it where that is asked for, and decode then says the same.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use Minting::{Later, Never, Refused, Warned};
use Severity::{Error, Hint, Warning};
use serde_json::{Value, json};
use snapbox::IntoData as _;
use support::{ACCOUNT, APP, KEY, SECRET, SERVICE, twimint};
use twimint::token::claims::Segments;
use twimint::token::intake;
use twimint::token::jwt::{self, Compact};
use twimint::token::rules::{self, Context, Finding, Leaks, Severity, Signature, codes};
use twimint::token::secret::Secret;
use twimint::token::time::UnixTime;

/// The moment that everything here is judged at.
const AT: i64 = 1_800_000_000;
const ROLE: &str = "RL00112233445566778899aabbccddeeff";
const PUSH: &str = "CR00112233445566778899aabbccddeeff";
const WORKSPACE: &str = "WS00112233445566778899aabbccddeeff";
const WORKER: &str = "WK00112233445566778899aabbccddeeff";
const MESSAGING: &str = "MG00112233445566778899aabbccddeeff";
const PLACEHOLDER: &str = "00000000000000000000000000000000";
const AUTH_TOKEN: &str = "fedcba98765432100123456789abcdef";
const API_SECRET: &str = "AnotherSecretOf32LettersAndDigit";

/// How a mint can be asked for the fault.
enum Minting {
    /// In no way, for this reason.
    Never(#[expect(dead_code, reason = "it is for the reader")] &'static str),
    /// So; it is refused, and made with `--allow-invalid`.
    Refused(String),
    /// So; it is made, for it is fine when it becomes valid.
    Later(String),
    /// So; it is made with the same warning.
    Warned(String),
}

fn refused(command: impl Into<String>) -> Minting {
    Refused(command.into())
}

fn later(command: impl Into<String>) -> Minting {
    Later(command.into())
}

fn warned(command: impl Into<String>) -> Minting {
    Warned(command.into())
}

/// A fault, what it is called, and how to ask for it.
struct Row {
    fault: &'static str,
    token: Token,
    severity: Severity,
    code: Option<u16>,
    also: &'static [u16],
    claim: &'static str,
    minting: Minting,
}

/// Header and claims that are yet to be signed.
#[derive(Clone)]
struct Token(Value);

impl Token {
    fn with(self, path: &str, value: Value) -> Self {
        let Self(mut token) = self;
        let mut place = &mut token;
        for name in path.split('.') {
            place = &mut place[name];
        }
        *place = value;
        Self(token)
    }

    fn claim(self, path: &str, value: impl Into<Value>) -> Self {
        self.with(&format!("claims.{path}"), value.into())
    }

    fn without(mut self, path: &str) -> Self {
        let (parent, name) = path.rsplit_once('.').unwrap();
        let pointer = format!("/{}", parent.replace('.', "/"));
        let parent = self.0.pointer_mut(&pointer).unwrap();
        parent.as_object_mut().unwrap().shift_remove(name).unwrap();
        self
    }

    fn sign(&self, secret: &str) -> String {
        sign(&self.0["header"].to_string(), &self.0["claims"].to_string(), secret)
    }
}

fn sign(header: &str, payload: &str, secret: &str) -> String {
    jwt::sign(&Secret::new(secret.to_owned()), header, payload)
}

/// A token without a fault, of this grant.
fn token(name: &str, grant: Value) -> Token {
    let mut grants = json!({});
    grants[name] = grant;
    grants["identity"] = json!("alice");
    Token(json!({
        "header": {"typ": "JWT", "alg": "HS256", "cty": "twilio-fpa;v=1"},
        "claims": {
            "iss": KEY,
            "sub": ACCOUNT,
            "iat": AT,
            "exp": AT + 3600,
            "grants": grants,
            "jti": format!("{KEY}-0123456789abcdef"),
        },
    }))
}

fn chat() -> Token {
    token("chat", json!({"service_sid": SERVICE}))
}

fn sync() -> Token {
    token("data_sync", json!({"service_sid": "default"}))
}

fn video() -> Token {
    token("video", json!({"room": "daily"}))
}

fn voice() -> Token {
    token("voice", json!({"outgoing": {"application_sid": APP}}))
}

fn task_router() -> Token {
    let grant = json!({"workspace_sid": WORKSPACE, "worker_sid": WORKER, "role": "worker"});
    token("task_router", grant).without("claims.grants.identity")
}

/// An error of the table.
fn error(
    fault: &'static str,
    token: Token,
    claim: &'static str,
    (code, also): (u16, &'static [u16]),
    minting: Minting,
) -> Row {
    Row { fault, token, severity: Error, code: Some(code), also, claim, minting }
}

/// A warning or a hint below it.
fn remark(
    severity: Severity,
    fault: &'static str,
    token: Token,
    claim: &'static str,
    code: Option<u16>,
    minting: Minting,
) -> Row {
    let also: &[u16] = match code {
        Some(31002) => OUTGOING.1,
        _ => &[],
    };
    Row { fault, token, severity, code, also, claim, minting }
}

type Answer = (u16, &'static [u16]);
const HEADER: Answer = (20102, &[51114, 20152]);
const PARTY: Answer = (20103, &[51115, 20153, 20154]);
const OTHER_ACCOUNT: Answer = (20103, &[20151]);
const PARTY_PLACEHOLDER: Answer = (20103, &[]);
const EXPIRY: Answer = (20104, &[31205, 51119, 20156]);
const LIFETIME: Answer = (20157, &[20104, 31207, 51121]);
const NOT_YET: Answer = (20105, &[51120, 20155]);
const GRANTS: Answer = (20106, &[51103, 51116]);
const GRANT_SID: Answer = (20106, &[]);
const SERVICE_SID: Answer = (20106, &[51104, 51102, 51101]);
const VIDEO_IDENTITY: Answer = (53200, &[20101]);
const IDENTITY: Answer = (20106, &[51105, 20101]);
const CLIENT_NAME: Answer = (31105, &[]);
const VIDEO_LENGTH: Answer = (53201, &[53200]);
const CHAT_LENGTH: Answer = (51003, &[50207, 54351]);
const OUTGOING: Answer = (31002, &[31001, 21218, 31100]);
const APPLICATION: Answer = (21218, &[31001, 31100]);
const PUSH_CREDENTIAL: Answer = (52002, &[20101, 31301]);

const FIXED: &str = "the header is not for options to say";
const A_SID: &str = "a SID that does not parse is an error of the command line";
const A_NUMBER: &str = "times are whole numbers of seconds";
const A_TIME: &str = "no TIME is after the year 9999";
const A_STRING: &str = "an identity is a string";
const ALWAYS: &str = "it is always written";

/// The header, and the parties.
#[rustfmt::skip]
fn headers_and_parties() -> Vec<Row> {
    let swapped = chat().claim("iss", ACCOUNT).claim("sub", KEY);
    vec![
        error("typ", chat().with("header.typ", json!("jwt")), "header.typ", HEADER, Never(FIXED)),
        error("no typ", chat().without("header.typ"), "header.typ", HEADER, Never(FIXED)),
        error("alg none", chat().with("header.alg", json!("none")), "header.alg", HEADER, Never(FIXED)),
        error("alg HS512", chat().with("header.alg", json!("HS512")), "header.alg", HEADER, Never(FIXED)),
        error("alg null", chat().with("header.alg", json!(null)), "header.alg", HEADER, Never(FIXED)),
        error("cty", chat().with("header.cty", json!("twilio-fpa;v=2")), "header.cty", HEADER, Never(FIXED)),
        error("no cty", chat().without("header.cty"), "header.cty", HEADER, Never(FIXED)),
        error("crit", chat().with("header.crit", json!([])), "header.crit", HEADER, Never(FIXED)),
        error("iss of another kind", chat().claim("iss", ACCOUNT), "iss", PARTY, Never(A_SID)),
        error("iss no SID", chat().claim("iss", "me"), "iss", PARTY, Never(A_SID)),
        error("iss an Auth Token", chat().claim("iss", AUTH_TOKEN), "iss", PARTY, Never(A_SID)),
        error("iss a secret", chat().claim("iss", API_SECRET), "iss", PARTY, Never(A_SID)),
        error("iss a number", chat().claim("iss", 1), "iss", PARTY, Never(A_SID)),
        error("no iss", chat().without("claims.iss"), "iss", PARTY, Never(ALWAYS)),
        error("sub of another kind", chat().claim("sub", KEY), "sub", PARTY, Never(A_SID)),
        error("sub null", chat().claim("sub", Value::Null), "sub", PARTY, Never(A_SID)),
        error("no sub", chat().without("claims.sub"), "sub", PARTY, Never(ALWAYS)),
        error("iss and sub swapped", swapped, "iss", PARTY, Never(A_SID)),
        error("a key of ours with another account", chat().claim("sub", "ACffffffffffffffff0000000000000000"), "sub", OTHER_ACCOUNT, Never("whether key and account belong together is not known offline")),
        error("a placeholder for the key", chat().claim("iss", format!("SK{PLACEHOLDER}")), "iss", PARTY_PLACEHOLDER, refused("chat -i alice --api-key=SK00000000000000000000000000000000")),
        error("a placeholder of x for the key", chat().claim("iss", format!("SK{}", "x".repeat(32))), "iss", PARTY_PLACEHOLDER, Never(A_SID)),
        error("a placeholder for the account", chat().claim("sub", format!("AC{PLACEHOLDER}")), "sub", PARTY_PLACEHOLDER, refused("chat -i alice --account-sid=AC00000000000000000000000000000000")),
    ]
}

/// Expiry, lifetime and start.
#[rustfmt::skip]
fn times() -> Vec<Row> {
    let without_start = || chat().without("claims.iat");
    vec![
        error("expired", chat().claim("iat", AT - 3600).claim("exp", AT), "exp", EXPIRY, later("chat -i alice --issued-at=1799996400")),
        error("expired a second ago", chat().claim("iat", AT - 3600).claim("exp", AT - 1), "exp", EXPIRY, later("chat -i alice --issued-at=1799996399")),
        error("no exp", chat().without("claims.exp"), "exp", EXPIRY, Never(ALWAYS)),
        error("exp a string", chat().claim("exp", "1800003600"), "exp", EXPIRY, Never(A_NUMBER)),
        error("exp null", chat().claim("exp", Value::Null), "exp", EXPIRY, Never(A_NUMBER)),
        error("exp negative", chat().claim("exp", -1), "exp", EXPIRY, Never(A_NUMBER)),
        error("exp not after nbf", chat().claim("nbf", AT - 1800).claim("exp", AT - 1800), "exp", EXPIRY, refused("chat -i alice --nbf=1799998200 --expires-at=1799998200")),
        error("exp not after iat", chat().claim("exp", AT), "exp", EXPIRY, refused("chat -i alice --expires-at=1800000000")),
        error("iat a string", chat().claim("iat", "now"), "iat", EXPIRY, Never(A_NUMBER)),
        error("over 24 hours from iat", chat().claim("exp", AT + 86_401), "exp", LIFETIME, refused("chat -i alice --ttl=86401")),
        error("over 24 hours from nbf", without_start().claim("nbf", AT).claim("exp", AT + 86_401), "exp", LIFETIME, Never("`iat` is always written")),
        error("over 24 hours from now", without_start().claim("exp", AT + 86_401), "exp", LIFETIME, Never("`iat` is always written")),
        error("a lifetime in milliseconds", chat().claim("exp", AT + 3_600_000), "exp", LIFETIME, refused("chat -i alice --ttl=3600000")),
        error("a lifetime that no milliseconds make", chat().claim("exp", AT + 3_600_001), "exp", LIFETIME, refused("chat -i alice --ttl=3600001")),
        error("a lifetime that is short for milliseconds", chat().claim("exp", AT + 899_000), "exp", LIFETIME, refused("chat -i alice --ttl=899000")),
        error("the shortest lifetime that looks like milliseconds", chat().claim("exp", AT + 900_000), "exp", LIFETIME, refused("chat -i alice --ttl=900000")),
        error("thirty days", chat().claim("exp", AT + 30 * 86_400), "exp", LIFETIME, refused("chat -i alice --ttl=30d")),
        error("a leap year", chat().claim("exp", AT + 366 * 86_400), "exp", LIFETIME, refused("chat -i alice --ttl=366d")),
        error("a thousand days, or a day in milliseconds", chat().claim("exp", AT + 86_400_000), "exp", LIFETIME, refused("chat -i alice --ttl=86400000")),
        error("exp in milliseconds", chat().claim("exp", (AT + 3600) * 1000), "exp", LIFETIME, Never(A_TIME)),
        error("exp at the end of all clocks", chat().claim("exp", AT + 1_000_000_000_000_000), "exp", LIFETIME, Never(A_TIME)),
        error("exp beyond all clocks", chat().claim("exp", json!(1e300)), "exp", LIFETIME, Never(A_TIME)),
        error("a fraction over 24 hours", chat().claim("exp", json!(1_800_086_400.5)), "exp", LIFETIME, Never(A_NUMBER)),
        error("not valid yet", chat().claim("nbf", AT + 1), "nbf", NOT_YET, later("chat -i alice --nbf=1800000001")),
        error("nbf a string", chat().claim("nbf", "0"), "nbf", NOT_YET, Never(A_NUMBER)),
    ]
}

/// Grants and the SIDs in them.
#[rustfmt::skip]
fn grants() -> Vec<Row> {
    const CHAT_MG: &str =
        r#"custom -i alice '--grant=chat={"service_sid":"MG00112233445566778899aabbccddeeff"}'"#;
    const SYNC_CH: &str =
        r#"custom -i alice '--grant=data_sync={"service_sid":"CH00112233445566778899aabbccddeeff"}'"#;
    const VOICE_MG: &str = r#"custom -i alice '--grant=voice={"outgoing":{"application_sid":"MG00112233445566778899aabbccddeeff"}}'"#;
    const VOICE_PUSH: &str = r#"custom -i alice '--grant=voice={"outgoing":{"application_sid":"AP00112233445566778899aabbccddeeff"},"push_credential_sid":"fcm"}'"#;
    const CHAT_PUSH: &str = r#"custom -i alice '--grant=chat={"service_sid":"IS00112233445566778899aabbccddeeff","push_credential_sid":"fcm"}'"#;
    const CHAT_ROLE: &str = r#"custom -i alice '--grant=chat={"service_sid":"IS00112233445566778899aabbccddeeff","deployment_role_sid":"admin"}'"#;
    const ROUTER: &str = r#"custom '--grant=task_router={"workspace_sid":"nowhere","worker_sid":"WK00112233445566778899aabbccddeeff"}'"#;
    const ROUTER_WORKER: &str = r#"custom '--grant=task_router={"workspace_sid":"WS00112233445566778899aabbccddeeff","worker_sid":"nobody"}'"#;
    let outgoing = "grants.voice.outgoing.application_sid";
    let no_service = |name| token(name, json!({}));
    vec![
        error("no grants", chat().without("claims.grants"), "grants", GRANTS, Never(ALWAYS)),
        error("grants a list", chat().claim("grants", json!([])), "grants", GRANTS, Never(ALWAYS)),
        error("an identity and no grant", chat().without("claims.grants.chat"), "grants", GRANTS, refused("custom -i alice")),
        error("chat without a service", no_service("chat"), "grants.chat.service_sid", SERVICE_SID, refused("custom -i alice --grant=chat={}")),
        error("chat with an empty service", chat().claim("grants.chat.service_sid", ""), "grants.chat.service_sid", SERVICE_SID, refused(r#"custom -i alice '--grant=chat={"service_sid":""}'"#)),
        error("sync without a service", no_service("data_sync"), "grants.data_sync.service_sid", SERVICE_SID, refused("sync -i alice")),
        error("chat with a messaging service", chat().claim("grants.chat.service_sid", MESSAGING), "grants.chat.service_sid", SERVICE_SID, refused(CHAT_MG)),
        error("chat with the word that only Sync knows", chat().claim("grants.chat.service_sid", "default"), "grants.chat.service_sid", SERVICE_SID, refused(r#"custom -i alice '--grant=chat={"service_sid":"default"}'"#)),
        error("sync with a conversation", sync().claim("grants.data_sync.service_sid", "CH00112233445566778899aabbccddeeff"), "grants.data_sync.service_sid", SERVICE_SID, refused(SYNC_CH)),
        error("a chat grant that is no object", token("chat", json!("IS")), "grants.chat", SERVICE_SID, Never("--grant takes objects only")),
        error("a placeholder in a grant", chat().claim("grants.chat.service_sid", format!("IS{PLACEHOLDER}")), "grants.chat.service_sid", GRANT_SID, refused("custom -i alice --with='chat --service-sid IS00000000000000000000000000000000'")),
        error("voice that can neither call nor be called", token("voice", json!({})), outgoing, OUTGOING, refused("voice -i alice")),
        error("voice with an empty app", voice().claim("grants.voice.outgoing.application_sid", ""), outgoing, OUTGOING, refused(r#"custom -i alice '--grant=voice={"outgoing":{"application_sid":""}}'"#)),
        error("voice with another SID for its app", voice().claim("grants.voice.outgoing.application_sid", MESSAGING), outgoing, APPLICATION, refused(VOICE_MG)),
        error("a voice grant that is no object", token("voice", json!(true)), "grants.voice", OUTGOING, Never("--grant takes objects only")),
        error("voice with a push credential of the wrong shape", voice().claim("grants.voice.push_credential_sid", "fcm"), "grants.voice.push_credential_sid", PUSH_CREDENTIAL, refused(VOICE_PUSH)),
        error("chat with a push credential of the wrong shape", chat().claim("grants.chat.push_credential_sid", "fcm"), "grants.chat.push_credential_sid", PUSH_CREDENTIAL, refused(CHAT_PUSH)),
        error("a role of the wrong shape", chat().claim("grants.chat.deployment_role_sid", "admin"), "grants.chat.deployment_role_sid", GRANT_SID, refused(CHAT_ROLE)),
        error("a workspace of the wrong shape", task_router().claim("grants.task_router.workspace_sid", "nowhere"), "grants.task_router.workspace_sid", GRANT_SID, refused(ROUTER)),
        error("a worker of the wrong shape", task_router().claim("grants.task_router.worker_sid", "nobody"), "grants.task_router.worker_sid", GRANT_SID, refused(ROUTER_WORKER)),
        error("no worker", task_router().without("claims.grants.task_router.worker_sid"), "grants.task_router.worker_sid", GRANT_SID, refused("taskrouter --workspace-sid=WS00112233445566778899aabbccddeeff")),
    ]
}

/// Who the token is for.
#[rustfmt::skip]
fn identities() -> Vec<Row> {
    const CLAIM: &str = "grants.identity";
    // Two columns of one character, of another, and one more.
    let long = format!("video -i {}x", "é".repeat(128));
    let wide = format!("video -i {}", "李".repeat(65));
    let longer = format!("chat -i {}", "é".repeat(257));
    let longest_sync = format!("sync --service-sid=default -i {}", "a".repeat(257));
    let longest = format!("voice --app-sid={APP} -i {}", "a".repeat(257));
    let nobody = |token: Token| token.without("claims.grants.identity");
    vec![
        error("video for nobody", nobody(video()), CLAIM, VIDEO_IDENTITY, refused("custom --with=video")),
        error("video for an empty identity", video().claim(CLAIM, ""), CLAIM, VIDEO_IDENTITY, refused("video -i ''")),
        error("video for a blank identity", video().claim(CLAIM, " \t"), CLAIM, VIDEO_IDENTITY, refused("video -i ' \t'")),
        error("video for a number", video().claim(CLAIM, 7), CLAIM, VIDEO_IDENTITY, Never(A_STRING)),
        error("chat for nobody", nobody(chat()), CLAIM, IDENTITY, refused("custom --with='chat --service-sid IS00112233445566778899aabbccddeeff'")),
        error("chat for an empty identity", chat().claim(CLAIM, ""), CLAIM, IDENTITY, refused("chat -i ''")),
        error("chat for null", chat().claim(CLAIM, Value::Null), CLAIM, IDENTITY, Never(A_STRING)),
        error("sync for nobody", nobody(sync()), CLAIM, IDENTITY, refused("custom --with='sync --service-sid default'")),
        error("sync for a blank identity", sync().claim(CLAIM, " "), CLAIM, IDENTITY, refused("sync --service-sid=default -i ' '")),
        error("voice for nobody", nobody(voice()), CLAIM, IDENTITY, refused("custom --with='voice --app-sid AP00112233445566778899aabbccddeeff'")),
        error("a character that Voice has not", voice().claim(CLAIM, "alice.b"), CLAIM, CLIENT_NAME, refused("voice --app-sid=AP00112233445566778899aabbccddeeff -i alice.b")),
        error("a letter that Voice has not", voice().claim(CLAIM, "zoë"), CLAIM, CLIENT_NAME, refused("voice --app-sid=AP00112233445566778899aabbccddeeff -i zoë")),
        error("too long for Voice", voice().claim(CLAIM, "a".repeat(257)), CLAIM, CLIENT_NAME, refused(longest)),
        error("too long for Video", video().claim(CLAIM, format!("{}x", "é".repeat(128))), CLAIM, VIDEO_LENGTH, refused(long)),
        error("too wide for Video", video().claim(CLAIM, "李".repeat(65)), CLAIM, VIDEO_LENGTH, refused(wide)),
        error("too long for Chat", chat().claim(CLAIM, "é".repeat(257)), CLAIM, CHAT_LENGTH, refused(longer)),
        error("too long for Sync", sync().claim(CLAIM, "a".repeat(257)), CLAIM, CHAT_LENGTH, refused(longest_sync)),
    ]
}

/// Warnings and hints.
#[rustfmt::skip]
fn remarks() -> Vec<Row> {
    const FINE: &str = "hints are decode's alone";
    let room = format!("video -i alice --room={}", "r".repeat(129));
    let incoming = json!({"incoming": {"allow": true}, "push_credential_sid": PUSH});
    let region = |token: Token, region: &str| token.with("header.twr", json!(region));
    let mut rows = vec![
        remark(Warning, "voice for exactly a day", voice().claim("exp", AT + 86_400), "exp", Some(31207), warned("voice --app-sid=AP00112233445566778899aabbccddeeff -i alice --ttl=24h")),
        remark(Warning, "a long room name", video().claim("grants.video.room", "r".repeat(129)), "grants.video.room", None, warned(room)),
        remark(Warning, "video outside us1", region(video(), "ie1"), "header.twr", None, warned("video -i alice --region=ie1")),
        remark(Warning, "a region without voice", region(chat(), "us1"), "header.twr", None, warned("chat -i alice --region=us1")),
        remark(Warning, "the legacy grant of chat", token("ip_messaging", json!({"service_sid": SERVICE})), "grants.ip_messaging", None, warned(r#"custom -i alice '--grant=ip_messaging={"service_sid":"IS00112233445566778899aabbccddeeff"}'"#)),
        remark(Warning, "the legacy grant of video", token("rtc", json!({})), "grants.rtc", None, warned("custom -i alice --grant=rtc={}")),
        remark(Warning, "issued in the future", chat().claim("iat", AT + 60), "iat", None, later("chat -i alice --issued-at=1800000060")),
        remark(Warning, "a hyphen in a voice identity", voice().claim("grants.identity", "alice-b"), "grants.identity", Some(31105), warned("voice --app-sid=AP00112233445566778899aabbccddeeff -i alice-b")),
        remark(Warning, "voice that can only be called", token("voice", incoming.clone()), "grants.voice.outgoing.application_sid", Some(31002), warned(r#"custom -i alice '--grant=voice={"incoming":{"allow":true}}'"#)),
        remark(Warning, "parameters of calls that nobody can make", token("voice", json!({"incoming": {"allow": true}, "outgoing": {"params": {"team": "blue"}}, "push_credential_sid": PUSH})), "grants.voice.outgoing.application_sid", Some(31002), warned(r#"custom -i alice '--grant=voice={"incoming":{"allow":true},"outgoing":{"params":{"team":"blue"}}}'"#)),
        remark(Hint, "incoming calls without a push credential", voice().claim("grants.voice.incoming", json!({"allow": true})), "grants.voice.push_credential_sid", None, Never(FINE)),
        remark(Hint, "a second more than half a day", sync().claim("exp", AT + 43_201), "exp", None, Never(FINE)),
        remark(Hint, "a long life", sync().claim("exp", AT + 86_400), "exp", None, Never(FINE)),
        remark(Hint, "a second less than an hour for chat", chat().claim("exp", AT + 3599), "exp", None, Never(FINE)),
        remark(Hint, "a short life for chat", chat().claim("exp", AT + 600), "exp", None, Never(FINE)),
    ];
    for reserved in "!*'();:@&=+$,/?%#[]".chars() {
        for token in [chat(), sync(), video()] {
            let token = token.claim("grants.identity", format!("a{reserved}b"));
            rows.push(remark(
                Hint,
                "a reserved character",
                token,
                "grants.identity",
                None,
                Never(FINE),
            ));
        }
    }
    rows
}

fn rows() -> Vec<Row> {
    [headers_and_parties(), times(), grants(), identities(), remarks()]
        .into_iter()
        .flatten()
        .collect()
}

/// What decode says of a token, and its exit status.
fn decode(token: &str) -> (Value, i32) {
    let output =
        twimint(["decode", "-o=json", "--at", &AT.to_string(), token]).credentials().output();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    (serde_json::from_slice(&output.stdout).unwrap(), output.status.code().unwrap())
}

/// The findings of this severity or a worse one, less what is about the signature.
fn findings(report: &Value, least: Severity) -> Vec<&Value> {
    let severities: &[&str] = match least {
        Error => &["error"],
        Warning => &["error", "warning"],
        Hint => &["error", "warning", "hint"],
    };
    let all = report["findings"].as_array().unwrap().iter();
    all.filter(|finding| severities.iter().any(|s| finding["severity"] == *s)).collect()
}

impl Row {
    /// Demands that the row's finding is the only one as bad as it.
    fn is_found(&self, report: &Value, status: i32) {
        let Self { fault, severity, code, also, claim, .. } = self;
        let found = findings(report, *severity);
        assert_eq!(found.len(), 1, "{fault}: {report}");
        let finding = found[0];
        assert_eq!(finding["severity"], severity.as_str(), "{fault}: {finding}");
        assert_eq!(finding["code"], json!(code), "{fault}: {finding}");
        assert_eq!(finding["also"], json!(also), "{fault}: {finding}");
        assert_eq!(finding["claim"], *claim, "{fault}: {finding}");
        assert!(finding["message"].is_string(), "{fault}: {finding}");
        if *severity != Hint {
            assert!(finding["hint"].is_string(), "{fault} has no cure: {finding}");
        }
        let verdict = if *severity == Error { ("refused", 3) } else { ("no_fault_found", 0) };
        assert_eq!((report["verdict"].as_str().unwrap(), status), verdict, "{fault}");
    }

    fn label(&self, severity: &str) -> String {
        match self.code {
            Some(code) => format!("{severity}[{code}]: "),
            None => format!("{severity}: "),
        }
    }
}

/// Asks for a token; what comes of it.
fn mint(command: &str, options: &[&str]) -> (String, String, i32) {
    let mut words = shlex::split(command).unwrap();
    if !command.contains("--issued-at") {
        words.push(format!("--issued-at={AT}"));
    }
    words.extend(options.iter().map(|&option| option.to_owned()));
    let story = twimint(words).credentials();
    let mut story = if command.starts_with("chat") {
        story.env("TWILIO_CHAT_SERVICE_SID", SERVICE)
    } else {
        story
    };
    let output = story.output();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn a_token_with_one_fault_is_judged_by_that_fault() {
    for row in rows() {
        let (report, status) = decode(&row.token.sign(SECRET));
        row.is_found(&report, status);
    }
}

#[test]
fn mint_refuses_the_same_or_makes_it_when_told_to() {
    for row in rows() {
        let fault = row.fault;
        let token = match &row.minting {
            Never(_) => continue,
            Refused(command) => {
                let (stdout, stderr, status) = mint(command, &[]);
                assert_eq!((&*stdout, status), ("", 3), "{fault}: {stderr}");
                let label = row.label("error");
                assert_eq!(stderr.matches(&label).count(), 1, "{fault}: {stderr}");
                assert_eq!(stderr.matches("error").count(), 1, "{fault}: {stderr}");

                let (token, stderr, status) = mint(command, &["--allow-invalid"]);
                assert_eq!(status, 0, "{fault}: {stderr}");
                assert!(stderr.contains(&row.label("warning")), "{fault}: {stderr}");
                token
            }
            Later(command) => {
                let (token, stderr, status) = mint(command, &[]);
                assert_eq!(status, 0, "{fault}: {stderr}");
                assert!(!stderr.contains('['), "{fault}: {stderr}");
                token
            }
            Warned(command) => {
                let (token, stderr, status) = mint(command, &[]);
                assert_eq!(status, 0, "{fault}: {stderr}");
                assert_eq!(stderr.matches(&row.label("warning")).count(), 1, "{fault}: {stderr}");
                token
            }
        };
        let (report, status) = decode(token.trim_end());
        row.is_found(&report, status);
    }
}

/// What is no token, and each time a word for it.
fn no_tokens() -> Vec<(&'static str, String)> {
    let good = chat().sign(SECRET);
    let (header, payload) = support::segments(&good);
    let signed = |header: &str, payload: &str| sign(header, payload, SECRET);
    let segments: Vec<&str> = good.split('.').collect();
    let cut = &good[..good.len() - 1];
    let spare =
        format!("{}B.{}.{}", &segments[0][..segments[0].len() - 1], segments[1], segments[2]);
    vec![
        ("an Auth Token", AUTH_TOKEN.to_owned()),
        ("an API key secret", API_SECRET.to_owned()),
        ("an API key SID", KEY.to_owned()),
        ("a placeholder", "<token>".to_owned()),
        ("a variable", "$TOKEN".to_owned()),
        ("a reference", "op://vault/item/field".to_owned()),
        ("no value", "undefined".to_owned()),
        ("a page", "<!DOCTYPE html>".to_owned()),
        ("TwiML", "<Response/>".to_owned()),
        ("Twilio's refusal", r#"{"code":20003,"message":"Authenticate"}"#.to_owned()),
        ("JSON without a token", "{}".to_owned()),
        ("JSON that is cut off", "{\"token\":".to_owned()),
        ("words", "hello world".to_owned()),
        ("two schemes", format!("Bearer Bearer {good}")),
        ("two tokens", format!("{good} {good}")),
        ("a line break", format!("{} {}", &good[..80], &good[80..])),
        ("dots for a part", format!("{}...", &good[..80])),
        ("one segment", segments[0].to_owned()),
        ("no header", format!("{}.{}", segments[1], segments[2])),
        ("two segments", format!("{}.{}", segments[0], segments[1])),
        ("four segments", format!("{good}.e30")),
        ("five segments", format!("{good}.e30.e30")),
        ("a signature that was cut in a letter", cut.to_owned()),
        ("no signature", format!("{}.{}.", segments[0], segments[1])),
        ("padding", format!("{good}=")),
        ("standard base64", format!("{}.{}+/.{}", segments[0], segments[1], segments[2])),
        ("spare bits", spare),
        ("a header that is no JSON", signed("{", &payload)),
        ("a header that is a list", signed("[]", &payload)),
        ("a payload that is no JSON", signed(&header, &payload[..payload.len() - 1])),
        ("a payload that is a string", signed(&header, "\"alice\"")),
        ("a claim twice", signed(&header, &payload.replacen('{', "{\"exp\":1,", 1))),
        ("a number without end", signed(&header, &payload.replace("1800003600", "1e999"))),
    ]
}

#[test]
fn what_is_no_token_is_20101() {
    for (fault, token) in no_tokens() {
        let (report, status) = decode(&token);
        let errors = findings(&report, Error);
        let first = errors.iter().find(|finding| finding["code"] == 20101);
        let first = first.unwrap_or_else(|| panic!("{fault}: {report}"));
        assert_eq!(first["also"], json!([31204, 51130, 20160]), "{fault}");
        assert!(first["hint"].is_string(), "{fault}");
        assert_eq!((report["verdict"].as_str(), status), (Some("refused"), 3), "{fault}");
    }
}

/// Tokens of others, which have more than one fault of Access Tokens.
fn strangers() -> Vec<(&'static str, String)> {
    let header = json!({"typ": "JWT", "alg": "HS256"});
    let capability = json!({
        "scope": "scope:client:incoming?clientName=alice", "iss": ACCOUNT, "exp": AT + 3600,
    });
    let login = json!({"iss": "https://login.example.com", "sub": "alice", "exp": AT + 3600});
    let almost = json!({"iss": KEY, "sub": ACCOUNT, "exp": AT + 3600, "grants": {"video": {}}});
    [
        ("a capability token", capability),
        ("a login", login),
        ("grants without the content type", almost),
    ]
    .map(|(fault, claims)| (fault, sign(&header.to_string(), &claims.to_string(), SECRET)))
    .into()
}

/// All that is found about a text, as `decode` would say it with the key at hand.
fn said_of(text: &str) -> Vec<Finding> {
    let token = match intake::tokens(text).next().unwrap() {
        Ok(token) => token,
        Err(mistake) => return vec![mistake.finding()],
    };
    let compact = Compact::split(&token).unwrap();
    let mut segments = Segments::default();
    segments.decode(&compact);
    let claims = segments.claims();
    let context = Context {
        at: UnixTime::from_seconds(AT).unwrap(),
        signature: &Signature::Valid,
        ours: Some((KEY, ACCOUNT)),
        leaks: &Leaks::of(&claims),
        least: Hint,
    };
    rules::judge(&claims, &context)
}

/// Everything that is said of the tokens above stands in one file, to be read as a whole.
/// `SNAPSHOTS=overwrite cargo test --test refusals` writes it anew.
#[test]
fn what_is_said_of_each_fault() {
    let rows = rows().into_iter();
    let faults =
        rows.map(|row| (row.fault, row.token.sign(SECRET))).chain(no_tokens()).chain(strangers());
    let mut said = String::new();
    let mut told = BTreeSet::new();
    for (fault, token) in faults.filter(|(fault, _)| told.insert(*fault)) {
        writeln!(said, "# {fault}").unwrap();
        for finding in said_of(&token) {
            let code = finding.code.map(|code| format!("[{}]", code.number));
            let severity = finding.severity.as_str();
            write!(said, "{severity}{}", code.unwrap_or_default()).unwrap();
            if let Some(claim) = finding.claim {
                write!(said, " {claim}").unwrap();
            }
            writeln!(said, ": {}", finding.message).unwrap();
            if let Some(hint) = finding.hint {
                writeln!(said, "  hint: {hint}").unwrap();
            }
        }
        said.push('\n');
    }
    let expected = snapbox::file!["refusals/said.txt"].raw();
    snapbox::assert_data_eq!(said.into_data().raw(), expected);
}

#[test]
fn a_signature_of_another_length_is_20107_whoever_looks() {
    let good = chat().sign(SECRET);
    let cut = &good[..good.len() - 3];
    let output = twimint(["decode", "-o=json", "--at", &AT.to_string(), cut]).output();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let errors = findings(&report, Warning);
    assert_eq!(errors.len(), 1, "{report}");
    assert_eq!(errors[0]["code"], 20107);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_signature_of_another_algorithm_may_have_another_length() {
    let good = chat().with("header.alg", json!("HS512")).sign(SECRET);
    let (signed, _) = good.rsplit_once('.').unwrap();
    let longer = format!("{signed}.{}", "A".repeat(86));
    let (report, status) = decode(&longer);
    let errors = findings(&report, Warning);
    assert_eq!(errors.len(), 1, "{report}");
    assert_eq!(errors[0]["code"], 20102);
    assert_eq!(status, 3);
}

#[test]
fn a_signature_of_another_secret_is_20107() {
    for secret in [API_SECRET, ""] {
        let (report, status) = decode(&chat().sign(secret));
        let errors = findings(&report, Warning);
        assert_eq!(errors.len(), 1, "{report}");
        assert_eq!(errors[0]["code"], 20107);
        assert_eq!(errors[0]["also"], json!([31202, 51117, 20159]));
        assert_eq!(errors[0]["claim"], Value::Null);
        assert!(errors[0]["hint"].is_string());
        assert_eq!((report["signature"].as_str(), status), (Some("invalid"), 3));
    }
}

#[test]
fn a_faultless_token_has_no_error_and_no_warning() {
    let full_chat = json!({
        "service_sid": SERVICE, "endpoint_id": "phone", "deployment_role_sid": ROLE,
        "push_credential_sid": PUSH,
    });
    let full_voice = json!({
        "incoming": {"allow": true},
        "outgoing": {"application_sid": APP, "params": {"room": "7"}},
        "push_credential_sid": PUSH,
    });
    let long = |n| Value::from("a".repeat(n));
    for token in [
        chat(),
        token("chat", full_chat),
        sync(),
        token("data_sync", json!({"service_sid": SERVICE, "endpoint_id": "phone"})),
        video(),
        token("video", json!({})),
        voice(),
        token("voice", full_voice),
        task_router(),
        task_router().claim("grants.identity", "alice"),
        token("player", json!({"player": "PB"})).without("claims.grants.identity"),
        token("verify", json!({"factor": "YF"})).without("claims.grants.identity"),
        // What libraries write, and the limits themselves.
        chat().without("claims.iat"),
        chat().without("claims.iat").claim("nbf", AT),
        chat().claim("nbf", AT - 60),
        chat().claim("exp", AT + 86_400),
        chat().claim("exp", json!(1_800_003_600.5)),
        voice().claim("exp", AT + 86_399),
        voice().with("header.twr", json!("ie1")),
        voice().with("header.twr", Value::Null),
        chat().with("header.twr", Value::Null),
        video()
            .claim("grants.voice", json!({"outgoing": {"application_sid": APP}}))
            .with("header.twr", json!("us1")),
        voice().claim("grants.voice.incoming", json!({"allow": false})),
        voice().claim("grants.identity", long(256)),
        chat().claim("grants.identity", long(256)),
        video().claim("grants.identity", long(128)),
        video().claim("grants.identity", "李".repeat(64)),
        video().claim("grants.identity", "ÿ".repeat(128)),
        video().claim("grants.video.room", long(128)),
        chat().claim("grants.chat.push_credential_sid", Value::Null),
    ] {
        let (report, status) = decode(&token.sign(SECRET));
        assert_eq!(findings(&report, Warning), Vec::<&Value>::new(), "{report}");
        assert_eq!(report["signature"], "valid");
        assert_eq!((report["verdict"].as_str(), status), (Some("no_fault_found"), 0));
    }
}

#[test]
fn at_the_limits_of_advice_there_is_none() {
    for token in
        [chat(), sync().claim("exp", AT + 43_200), chat().claim("exp", AT + 86_399), voice()]
    {
        assert_eq!(said_of(&token.sign(SECRET)), []);
    }
}

#[test]
fn faultless_tokens_are_minted_in_silence() {
    for command in [
        "chat -i alice",
        "sync -i alice --service-sid=default",
        "video -i alice",
        "video -i alice --room=daily",
        "voice -i alice --app-sid=AP00112233445566778899aabbccddeeff",
        "voice -i alice --app-sid=AP00112233445566778899aabbccddeeff --incoming --region=au1",
        "taskrouter --workspace-sid=WS00112233445566778899aabbccddeeff --worker-sid=WK00112233445566778899aabbccddeeff",
        "custom --grant=player={}",
    ] {
        let (token, stderr, status) = mint(command, &[]);
        assert_eq!((&*stderr, status), ("", 0), "{command}");
        let (report, status) = decode(token.trim_end());
        assert_eq!(findings(&report, Warning), Vec::<&Value>::new(), "{report}");
        assert_eq!((report["verdict"].as_str(), status), (Some("no_fault_found"), 0));
    }
}

#[test]
fn a_voice_token_with_an_error_gets_the_hint_about_53000_and_a_good_one_does_not() {
    let has_hint = |token: Token| {
        let (report, _) = decode(&token.sign(SECRET));
        let hints = findings(&report, Hint);
        hints.iter().any(|hint| hint["message"].as_str().unwrap().contains("53000"))
    };
    assert!(has_hint(voice().claim("exp", AT)));
    assert!(!has_hint(voice()));
    assert!(!has_hint(chat().claim("exp", AT)));
}

#[test]
fn all_faults_of_a_token_are_found_worst_first() {
    let token = token("voice", json!({"incoming": {"allow": true}}))
        .claim("iat", AT - 60)
        .claim("exp", AT - 1)
        .claim("iss", "me")
        .claim("grants.identity", "a b")
        .with("header.typ", json!("JOSE"));
    let (report, status) = decode(&token.sign(SECRET));
    assert_eq!(status, 3);
    let all = findings(&report, Hint);
    let severity = |finding: &Value| match finding["severity"].as_str() {
        Some("error") => 0,
        Some("warning") => 1,
        _ => 2,
    };
    assert!(all.is_sorted_by_key(|finding| severity(finding)), "{report}");
    let codes: Vec<_> = all.iter().map(|finding| finding["code"].clone()).collect();
    assert_eq!(codes[..4], [20102, 20103, 20104, 31105].map(Value::from), "{report}");
    assert_eq!(codes[4], 31002);
}

/// Every code in the tables of what Twilio refuses, and of what a token does not show.
const KNOWN: [u16; 50] = [
    20101, 20102, 20103, 20104, 20105, 20106, 20107, 20151, 20152, 20153, 20154, 20155, 20156,
    20157, 20159, 20160, 21218, 31001, 31002, 31100, 31105, 31202, 31204, 31205, 31207, 31301,
    50207, 51003, 51101, 51102, 51103, 51104, 51105, 51114, 51115, 51116, 51117, 51119, 51120,
    51121, 51130, 52002, 52004, 53000, 53200, 53201, 53205, 54050, 54056, 54351,
];
/// Codes that no source has.
const UNKNOWN: [u16; 5] = [20108, 20109, 20158, 20161, 20162];

#[test]
fn every_code_is_one_of_twilios() {
    assert_eq!(codes::known().collect::<BTreeSet<_>>(), KNOWN.into());
    let program = std::fs::read(env!("CARGO_BIN_EXE_twimint")).unwrap();
    for code in UNKNOWN {
        let text = code.to_string();
        // A number that stands alone, not five digits of a hash.
        let stands_alone = |window: &[u8]| {
            let [before, number @ .., after] = window else {
                return false;
            };
            number == text.as_bytes() && ![before, after].iter().any(|b| b.is_ascii_alphanumeric())
        };
        let found = program.windows(text.len() + 2).any(stands_alone);
        assert!(!found, "{code} is in the program");
        let token = chat().sign(SECRET);
        let report =
            twimint(["decode", "-o=json", "--error", &text, "--at", &AT.to_string(), &token])
                .succeed();
        assert!(!report.contains(&text), "{report}");
    }
}

#[test]
fn a_grant_that_is_no_object_is_refused_if_its_product_is_known() {
    for (name, code) in [
        ("chat", Some(20106)),
        ("data_sync", Some(20106)),
        ("ip_messaging", Some(20106)),
        ("task_router", Some(20106)),
        ("video", Some(20106)),
        ("rtc", Some(20106)),
        ("voice", Some(31002)),
        ("player", None),
        ("verify", None),
    ] {
        let (report, status) = decode(&token(name, json!("no object")).sign(SECRET));
        let found = findings(&report, Error);
        let codes: Vec<_> = found.iter().map(|finding| &finding["code"]).collect();
        match code {
            Some(code) => assert_eq!(codes, [code], "{name}"),
            None => assert_eq!((codes.len(), status), (0, 0), "{name}"),
        }
        for finding in found {
            assert_eq!(finding["claim"], format!("grants.{name}"));
        }
    }
}

#[test]
fn an_empty_identity_is_named_where_one_is_demanded_and_left_out_where_none_is() {
    let voice = format!("voice --app-sid={APP}");
    for command in ["chat", &voice, "video", "sync --service-sid=default", "custom --grant=rtc={}"]
    {
        let (stdout, stderr, status) = mint(&format!("{command} -i ''"), &[]);
        assert_eq!((&*stdout, status), ("", 3), "{command}: {stderr}");
        assert!(stderr.contains("the identity is empty"), "{stderr}");
    }
    let taskrouter = format!("taskrouter --workspace-sid={WORKSPACE} --worker-sid={WORKER}");
    for command in [&*taskrouter, "custom --grant=player={}"] {
        let (token, stderr, status) = mint(&format!("{command} -i ''"), &[]);
        assert_eq!((&*stderr, status), ("", 0), "{command}");
        let (_, payload) = support::segments(token.trim_end());
        assert!(!payload.contains("identity"), "{payload}");
    }
}
