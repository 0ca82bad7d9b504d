//! What Twilio refuses, one row per fault. Checking a token with that one fault must find it, and minting the same
//! claims must fail with the same error or succeed with the same warning.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a row reads better as `json!(…)` than as `&json!(…)`"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use Severity::{Error, Hint, Warning};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use snapbox::IntoData as _;
use twimint::{AccessToken, ApiKey, Finding, Grant, Region, Severity, Token};

/// The time at which every token here is judged, in seconds of Unix time.
const AT: i64 = 1_800_000_000;
const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const KEY: &str = "SKfedcba9876543210fedcba9876543210";
const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
const SERVICE: &str = "IS00112233445566778899aabbccddeeff";
const APP: &str = "AP00112233445566778899aabbccddeeff";
const ROLE: &str = "RL00112233445566778899aabbccddeeff";
const PUSH: &str = "CR00112233445566778899aabbccddeeff";
const WORKSPACE: &str = "WS00112233445566778899aabbccddeeff";
const WORKER: &str = "WK00112233445566778899aabbccddeeff";
const MESSAGING: &str = "MG00112233445566778899aabbccddeeff";
const CONVERSATION: &str = "CH00112233445566778899aabbccddeeff";
const ROOM: &str = "RM00112233445566778899aabbccddeeff";
const ZEROS: &str = "00000000000000000000000000000000";
const AUTH_TOKEN: &str = "fedcba98765432100123456789abcdef";
const API_SECRET: &str = "AnotherSecretOf32LettersAndDigit";

/// A token with one fault, and the finding that it must get.
struct Row {
    fault: &'static str,
    jwt: Jwt,
    severity: Severity,
    code: Option<Answer>,
    claim: &'static str,
    /// Whether minting accepts the fault silently, because it is gone by the time the token becomes valid.
    is_fine_later: bool,
}

/// The code that Twilio most likely answers, and other codes that have been seen.
type Answer = (u32, &'static [u32]);
const MALFORMED: Answer = (20101, &[31204, 51130, 20160]);
const HEADER: Answer = (20102, &[51114, 20152]);
const PARTY: Answer = (20103, &[51115, 20153, 20154]);
/// For placeholders and leaks no other codes have been seen.
const PARTY_ONLY: Answer = (20103, &[]);
const EXPIRY: Answer = (20104, &[31205, 51119, 20156]);
const NOT_YET: Answer = (20105, &[51120, 20155]);
const LIFETIME: Answer = (20157, &[20104, 31207, 51121]);
const GRANTS: Answer = (20106, &[51103, 51116]);
const SERVICE_SID: Answer = (20106, &[51104, 51102, 51101]);
const GRANT_SID: Answer = (20106, &[]);
const IDENTITY: Answer = (20106, &[51105, 20101]);
const IDENTITY_WITH_VIDEO: Answer = (20106, &[51105, 53200, 20101]);
const VIDEO_IDENTITY: Answer = (53200, &[20101]);
const VIDEO_LENGTH: Answer = (53201, &[53200]);
const CLIENT_NAME: Answer = (31105, &[]);
const CHAT_LENGTH: Answer = (51003, &[50207, 54351]);
const OUTGOING: Answer = (31002, &[31001, 21218, 31100]);
const APPLICATION: Answer = (21218, &[31001, 31100]);
const PUSH_CREDENTIAL: Answer = (52002, &[20101, 31301]);
const VOICE_DAY: Answer = (31207, &[]);

/// The header and claims of a token before it is signed.
#[derive(Clone)]
struct Jwt(Value);

impl Jwt {
    fn with(self, path: &str, value: impl Into<Value>) -> Self {
        let Self(mut jwt) = self;
        let place = path.split('.').fold(&mut jwt, |place, name| &mut place[name]);
        *place = value.into();
        Self(jwt)
    }

    fn claim(self, path: &str, value: impl Into<Value>) -> Self {
        self.with(&format!("claims.{path}"), value)
    }

    fn identity(self, identity: impl Into<Value>) -> Self {
        self.claim("grants.identity", identity)
    }

    fn without(self, path: &str) -> Self {
        let Self(mut jwt) = self;
        let (parent, name) = path.rsplit_once('.').unwrap();
        let parent = parent.split('.').fold(&mut jwt, |place, name| &mut place[name]);
        parent.as_object_mut().unwrap().remove(name).unwrap();
        Self(jwt)
    }

    fn nobody(self) -> Self {
        self.without("claims.grants.identity")
    }

    fn sign(&self) -> String {
        sign(&self.0["header"].to_string(), &self.0["claims"].to_string())
    }

    /// A request to mint these claims. `None` if minting cannot write such claims at all.
    fn request(&self) -> Option<AccessToken> {
        let claims = self.0["claims"].as_object().unwrap();
        let known =
            |name: &str| matches!(name, "iss" | "sub" | "iat" | "nbf" | "exp" | "grants" | "jti");
        let time = |claim: &str| claims.get(claim).map(Value::as_i64);
        if !claims.keys().all(|name| known(name))
            || claims.get("iss")? != KEY
            || claims.get("sub")? != ACCOUNT
        {
            return None;
        }
        let grants = claims.get("grants")?.as_object()?;
        let mut request = match grants.get("identity") {
            Some(identity) => AccessToken::new(identity.as_str()?),
            None => AccessToken::anonymous(),
        }
        .issued_at(instant(time("iat")??))
        .expires_at(instant(time("exp")??));
        if let Some(not_before) = time("nbf") {
            request = request.not_before(instant(not_before?));
        }
        for (name, body) in grants.iter().filter(|(name, _)| *name != "identity") {
            request = request.grant(Grant::raw(name, body.as_object()?.clone()).unwrap());
        }
        let mut header = self.0["header"].clone();
        match header.as_object_mut().unwrap().remove("twr") {
            None => {}
            Some(region) if region == "us1" => request = request.region(Region::Us1),
            Some(region) if region == "ie1" => request = request.region(Region::Ie1),
            Some(region) if region == "jp1" => request = request.region(Region::Jp1),
            Some(_) => return None,
        }
        (header == chat().0["header"]).then_some(request)
    }
}

fn instant(seconds: i64) -> SystemTime {
    match u64::try_from(seconds) {
        Ok(seconds) => UNIX_EPOCH + Duration::from_secs(seconds),
        Err(_) => UNIX_EPOCH - Duration::from_secs(seconds.unsigned_abs()),
    }
}

fn api_key() -> ApiKey {
    ApiKey::new(ACCOUNT.parse().unwrap(), KEY.parse().unwrap(), SECRET)
}

fn sign(header: &str, payload: &str) -> String {
    let input = [header, payload].map(|json| URL_SAFE_NO_PAD.encode(json)).join(".");
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(input.as_bytes());
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// A token with this grant and no fault.
fn jwt(grant: &str, body: Value) -> Jwt {
    Jwt(json!({
        "header": {"typ": "JWT", "alg": "HS256", "cty": "twilio-fpa;v=1"},
        "claims": {
            "iss": KEY,
            "sub": ACCOUNT,
            "iat": AT,
            "exp": AT + 3600,
            "grants": {grant: body, "identity": "alice"},
            "jti": format!("{KEY}-0123456789abcdef"),
        },
    }))
}

fn chat() -> Jwt {
    jwt("chat", json!({"service_sid": SERVICE}))
}

fn sync() -> Jwt {
    jwt("data_sync", json!({"service_sid": "default"}))
}

fn video() -> Jwt {
    jwt("video", json!({"room": "daily"}))
}

fn voice() -> Jwt {
    jwt("voice", json!({"outgoing": {"application_sid": APP}}))
}

fn incoming(incoming: Value) -> Jwt {
    jwt("voice", json!({"incoming": incoming, "push_credential_sid": PUSH}))
}

fn task_router() -> Jwt {
    let body = json!({"workspace_sid": WORKSPACE, "worker_sid": WORKER, "role": "worker"});
    jwt("task_router", body).nobody()
}

/// A grant under another name.
fn called(name: &str) -> Jwt {
    jwt(name, json!({"service_sid": SERVICE}))
}

fn row(
    severity: Severity,
    fault: &'static str,
    jwt: Jwt,
    claim: &'static str,
    code: Option<Answer>,
) -> Row {
    Row { fault, jwt, severity, code, claim, is_fine_later: false }
}

fn error(fault: &'static str, jwt: Jwt, claim: &'static str, answer: Answer) -> Row {
    row(Error, fault, jwt, claim, Some(answer))
}

fn warning(fault: &'static str, jwt: Jwt, claim: &'static str) -> Row {
    row(Warning, fault, jwt, claim, None)
}

fn hint(fault: &'static str, jwt: Jwt, claim: &'static str) -> Row {
    row(Hint, fault, jwt, claim, None)
}

impl Row {
    fn later(self) -> Self {
        Self { is_fine_later: true, ..self }
    }

    fn coded(self, answer: Answer) -> Self {
        Self { code: Some(answer), ..self }
    }
}

#[rustfmt::skip]
fn headers() -> Vec<Row> {
    let twr = |jwt: Jwt, region: Value| jwt.with("header.twr", region);
    let voice_in = |region: &str| twr(voice(), json!(region));
    vec![
        error("typ", chat().with("header.typ", "jwt"), "header.typ", HEADER),
        error("no typ", chat().without("header.typ"), "header.typ", HEADER),
        error("alg none", chat().with("header.alg", "none"), "header.alg", HEADER),
        error("alg HS512", chat().with("header.alg", "HS512"), "header.alg", HEADER),
        error("alg null", chat().with("header.alg", Value::Null), "header.alg", HEADER),
        error("cty", chat().with("header.cty", "twilio-fpa;v=2"), "header.cty", HEADER),
        error("no cty", chat().without("header.cty"), "header.cty", HEADER),
        error("crit", chat().with("header.crit", json!([])), "header.crit", HEADER),
        error("a region that is no text", twr(voice(), json!(1)), "header.twr", HEADER),
        warning("an edge", voice_in("dublin"), "header.twr"),
        warning("an edge in upper case", voice_in("Sydney"), "header.twr"),
        warning("a region in upper case", voice_in("IE1"), "header.twr"),
        warning("an empty region", voice_in(""), "header.twr"),
        warning("an unknown region", voice_in("mars1"), "header.twr"),
        warning("jp1", voice_in("jp1"), "header.twr"),
        warning("video outside us1", twr(video(), json!("ie1")), "header.twr"),
        warning("a region without voice", twr(chat(), json!("us1")), "header.twr"),
    ]
}

#[rustfmt::skip]
fn parties() -> Vec<Row> {
    vec![
        error("iss of another kind", chat().claim("iss", ACCOUNT), "iss", PARTY),
        error("iss no SID", chat().claim("iss", "me"), "iss", PARTY),
        error("iss cut off", chat().claim("iss", &KEY[..33]), "iss", PARTY),
        error("iss with letters that are no hex digits", chat().claim("iss", KEY.replace('f', "g")), "iss", PARTY),
        error("iss a number", chat().claim("iss", 1), "iss", PARTY),
        error("no iss", chat().without("claims.iss"), "iss", PARTY),
        error("sub of another kind", chat().claim("sub", KEY), "sub", PARTY),
        error("sub null", chat().claim("sub", Value::Null), "sub", PARTY),
        error("no sub", chat().without("claims.sub"), "sub", PARTY),
        error("iss and sub swapped", chat().claim("iss", ACCOUNT).claim("sub", KEY), "iss", PARTY),
        error("a placeholder for the key", chat().claim("iss", format!("SK{ZEROS}")), "iss", PARTY_ONLY),
        error("a placeholder of x for the key", chat().claim("iss", format!("SK{}", "x".repeat(32))), "iss", PARTY_ONLY),
        error("words for the key", chat().claim("iss", "your_api_key_sid"), "iss", PARTY_ONLY),
        error("a placeholder for the account", chat().claim("sub", format!("AC{ZEROS}")), "sub", PARTY_ONLY),
        error("iss an Auth Token", chat().claim("iss", AUTH_TOKEN), "iss", PARTY_ONLY),
        error("iss a secret", chat().claim("iss", API_SECRET), "iss", PARTY_ONLY),
        error("iss a secret behind the key", chat().claim("iss", format!("{KEY}:{API_SECRET}")), "iss", PARTY_ONLY),
        error("iss a secret in quotes and blanks", chat().claim("iss", format!("\u{200b}\"{API_SECRET}\"\r\n")), "iss", PARTY_ONLY),
        error("sub an Auth Token", chat().claim("sub", AUTH_TOKEN), "sub", PARTY_ONLY),
        warning("a secret under its name", jwt("player", json!({"api_secret": API_SECRET})), "grants.player.api_secret"),
        warning("a secret under its name and a colon", jwt("player", json!({"Api-Secret:": API_SECRET})), "grants.player.Api-Secret:"),
        warning("an Auth Token under its name", chat().claim("grants.chat.twilioAuthToken", format!("'{AUTH_TOKEN}'")), "grants.chat.twilioAuthToken"),
        warning("secrets in a list, and more of them", jwt("player", json!({"a": [{"secret": API_SECRET}], "b": {"secret": API_SECRET}})), "grants.player.a.secret"),
    ]
}

#[rustfmt::skip]
fn times() -> Vec<Row> {
    let no_iat = || chat().without("claims.iat");
    let lives = |seconds: i64| chat().claim("exp", AT + seconds);
    vec![
        error("expired", chat().claim("iat", AT - 3600).claim("exp", AT), "exp", EXPIRY).later(),
        error("expired a second ago", chat().claim("iat", AT - 3600).claim("exp", AT - 1), "exp", EXPIRY).later(),
        error("no exp", chat().without("claims.exp"), "exp", EXPIRY),
        error("exp a string", chat().claim("exp", "1800003600"), "exp", EXPIRY),
        error("exp what a JSON reader may take for a number", chat().claim("exp", json!({"$serde_json::private::Number": "1800003600"})), "exp", EXPIRY),
        error("exp null", chat().claim("exp", Value::Null), "exp", EXPIRY),
        error("exp negative", chat().claim("exp", -1), "exp", EXPIRY),
        error("exp zero", chat().without("claims.iat").claim("exp", 0), "exp", EXPIRY),
        error("exp not after nbf", chat().claim("nbf", AT - 1800).claim("exp", AT - 1800), "exp", EXPIRY),
        error("exp not after an nbf that is to come", chat().claim("nbf", AT + 7200), "exp", EXPIRY),
        error("exp not after iat", chat().claim("exp", AT), "exp", EXPIRY),
        error("iat a string", chat().claim("iat", "now"), "iat", EXPIRY),
        error("over 24 hours from iat", lives(86_401), "exp", LIFETIME),
        error("25 hours", lives(90_000), "exp", LIFETIME),
        error("over 24 hours from nbf", no_iat().claim("nbf", AT).claim("exp", AT + 86_401), "exp", LIFETIME),
        error("over 24 hours from now", no_iat().claim("exp", AT + 86_401), "exp", LIFETIME),
        error("a fraction over 24 hours", chat().claim("exp", json!(1_800_086_400.5)), "exp", LIFETIME),
        error("a lifetime in milliseconds", lives(3_600_000), "exp", LIFETIME),
        error("a lifetime that no milliseconds make", lives(3_600_001), "exp", LIFETIME),
        error("a lifetime of no whole minutes, if in milliseconds", lives(899_000), "exp", LIFETIME),
        error("the shortest lifetime that looks like milliseconds", lives(120_000), "exp", LIFETIME),
        error("an hour beyond a day from an nbf, but not from an iat, both to come", chat().claim("nbf", AT + 60).claim("iat", AT + 3600).claim("exp", AT + 90_000), "nbf", NOT_YET).later(),
        error("a member with a dot in its name", jwt("voice", json!({"outgoing.application_sid": APP})), "grants.voice.outgoing.application_sid", OUTGOING),
        error("thirty days", lives(30 * 86_400), "exp", LIFETIME),
        error("a leap year", lives(366 * 86_400), "exp", LIFETIME),
        error("a thousand days, or a day in milliseconds", lives(86_400_000), "exp", LIFETIME),
        error("six hours in milliseconds, or 250 days", lives(21_600_000), "exp", LIFETIME),
        error("exp just below milliseconds", chat().claim("exp", 99_999_999_999_i64), "exp", LIFETIME),
        error("exp in milliseconds", chat().claim("exp", (AT + 3600) * 1000), "exp", LIFETIME),
        error("exp and iat in milliseconds", chat().claim("exp", (AT + 3600) * 1000).claim("iat", AT * 1000), "exp", LIFETIME),
        error("all times in milliseconds", chat().claim("exp", (AT + 3600) * 1000).claim("iat", AT * 1000).claim("nbf", AT * 1000), "exp", LIFETIME),
        error("iat in milliseconds", chat().claim("iat", 100_000_000_000_i64), "iat", LIFETIME),
        error("exp beyond all clocks", chat().claim("exp", json!(1e300)), "exp", LIFETIME),
        error("not valid yet", chat().claim("nbf", AT + 1), "nbf", NOT_YET).later(),
        error("not valid for two days", chat().claim("iat", AT + 172_800).claim("nbf", AT + 172_800).claim("exp", AT + 176_400), "nbf", NOT_YET).later(),
        error("nbf a string", chat().claim("nbf", "0"), "nbf", NOT_YET),
        warning("voice for exactly a day", voice().claim("exp", AT + 86_400), "exp").coded(VOICE_DAY),
        warning("issued in the future", chat().claim("iat", AT + 60).claim("exp", AT + 7200), "iat").later(),
        hint("a second more than half a day", sync().claim("exp", AT + 43_201), "exp"),
        hint("a long life", sync().claim("exp", AT + 86_400), "exp"),
        hint("a second less than an hour for chat", lives(3599), "exp"),
        hint("a second less than three minutes for chat", lives(179), "exp"),
        hint("three minutes for chat", lives(180), "exp"),
        hint("a second less than three minutes for sync", sync().claim("exp", AT + 179), "exp"),
    ]
}

#[rustfmt::skip]
fn grants() -> Vec<Row> {
    let service = |jwt: Jwt, sid: &str| jwt.claim("grants.chat.service_sid", sid);
    let member = |grant: &str, body: Value| jwt(grant, body);
    let app = "grants.voice.outgoing.application_sid";
    vec![
        error("no grants", chat().without("claims.grants"), "grants", GRANTS),
        error("grants a list", chat().claim("grants", json!([])), "grants", GRANTS),
        error("an identity and no grant", chat().without("claims.grants.chat"), "grants", GRANTS),
        error("an identity under nearly its name, and no grant", jwt("Identity", json!({})), "grants", GRANTS),
        error("what belongs into a grant, and no grant", jwt("room", json!("daily")), "grants", GRANTS),
        error("grants within grants", jwt("grants", json!({"chat": {"service_sid": SERVICE}})), "grants", GRANTS),
        error("members of a grant, and no grant", jwt("serviceSid", json!(SERVICE)), "grants", GRANTS),
        error("a chat grant that is no object", jwt("chat", json!("IS")), "grants.chat", SERVICE_SID),
        error("a voice grant that is no object", jwt("voice", json!(true)), "grants.voice", OUTGOING),
        error("a video grant that is no object", jwt("video", json!(null)), "grants.video", GRANTS),
        error("chat without a service", jwt("chat", json!({})), "grants.chat.service_sid", SERVICE_SID),
        error("chat with an empty service", service(chat(), ""), "grants.chat.service_sid", SERVICE_SID),
        error("chat with a messaging service", service(chat(), MESSAGING), "grants.chat.service_sid", SERVICE_SID),
        error("chat with the word that only Sync knows", service(chat(), "default"), "grants.chat.service_sid", SERVICE_SID),
        error("chat with a service that is a number", chat().claim("grants.chat.service_sid", 5), "grants.chat.service_sid", SERVICE_SID),
        error("chat with something of a secret's shape", service(chat(), API_SECRET), "grants.chat.service_sid", SERVICE_SID),
        error("sync without a service", jwt("data_sync", json!({})), "grants.data_sync.service_sid", SERVICE_SID),
        error("sync with a conversation", sync().claim("grants.data_sync.service_sid", CONVERSATION), "grants.data_sync.service_sid", SERVICE_SID),
        error("a placeholder in a grant", service(chat(), &format!("IS{ZEROS}")), "grants.chat.service_sid", GRANT_SID),
        error("chat with a push credential of the wrong shape", chat().claim("grants.chat.push_credential_sid", "fcm"), "grants.chat.push_credential_sid", PUSH_CREDENTIAL),
        error("a role of the wrong shape", chat().claim("grants.chat.deployment_role_sid", "admin"), "grants.chat.deployment_role_sid", GRANT_SID),
        error("a workspace of the wrong shape", task_router().claim("grants.task_router.workspace_sid", "nowhere"), "grants.task_router.workspace_sid", GRANT_SID),
        error("a worker of the wrong shape", task_router().claim("grants.task_router.worker_sid", "nobody"), "grants.task_router.worker_sid", GRANT_SID),
        error("no worker", task_router().without("claims.grants.task_router.worker_sid"), "grants.task_router.worker_sid", GRANT_SID),
        error("a supervisor without a worker", task_router().claim("grants.task_router.role", "supervisor").without("claims.grants.task_router.worker_sid"), "grants.task_router.worker_sid", GRANT_SID),
        error("no workspace for an admin", member("task_router", json!({"role": "admin"})), "grants.task_router.workspace_sid", GRANT_SID),
        error("voice that can neither call nor be called", jwt("voice", json!({})), app, OUTGOING),
        error("voice with an empty app", voice().claim("grants.voice.outgoing.application_sid", ""), app, OUTGOING),
        error("voice with another SID for its app", voice().claim("grants.voice.outgoing.application_sid", MESSAGING), app, APPLICATION),
        error("voice with a push credential of the wrong shape", voice().claim("grants.voice.push_credential_sid", "fcm").claim("grants.voice.incoming", json!({"allow": true})), "grants.voice.push_credential_sid", PUSH_CREDENTIAL),
        warning("voice that can only be called", incoming(json!({"allow": true})), app).coded(OUTGOING),
        error("parameters of calls that nobody can make", incoming(json!({"allow": true})).claim("grants.voice.outgoing", json!({"params": {"team": "blue"}})), app, OUTGOING),
        warning("incoming true", voice().claim("grants.voice.incoming", true), "grants.voice.incoming").coded(GRANT_SID),
        warning("allow a string", voice().claim("grants.voice.incoming", json!({"allow": "true"})), "grants.voice.incoming").coded(GRANT_SID),
        warning("parameters that are no object", voice().claim("grants.voice.outgoing.params", "team=blue"), "grants.voice.outgoing.params"),
        warning("a room that is a number", video().claim("grants.video.room", 5), "grants.video.room"),
        warning("a role that is a list", task_router().claim("grants.task_router.role", json!(["worker"])), "grants.task_router.role"),
        error("a placeholder for the room", video().claim("grants.video.room", format!("RM{ZEROS}")), "grants.video.room", GRANT_SID),
        warning("a room with an empty name", video().claim("grants.video.room", ""), "grants.video.room"),
        warning("a room that was never named", video().claim("grants.video.room", "undefined"), "grants.video.room"),
        warning("a long room name", video().claim("grants.video.room", "r".repeat(129)), "grants.video.room"),
        warning("the legacy grant of chat", jwt("ip_messaging", json!({"service_sid": SERVICE})), "grants.ip_messaging"),
        warning("the legacy grant of video", jwt("rtc", json!({})), "grants.rtc"),
        hint("a grant of Twilio Live", jwt("player", json!({})), "grants.player"),
        hint("incoming calls without a push credential", voice().claim("grants.voice.incoming", json!({"allow": true})), "grants.voice.push_credential_sid"),
        hint("a push credential without incoming calls", voice().claim("grants.voice.push_credential_sid", PUSH), "grants.voice.push_credential_sid"),
    ]
}

/// Names that are nearly right.
#[rustfmt::skip]
fn near_names() -> Vec<Row> {
    let app = "grants.voice.outgoing.application_sid";
    let chat_service = "grants.chat.service_sid";
    vec![
        error("sync for data_sync", called("sync"), "grants.sync", GRANTS),
        error("dataSync", called("dataSync"), "grants.dataSync", GRANTS),
        error("conversations", called("conversations"), "grants.conversations", GRANTS),
        error("conversation", called("conversation"), "grants.conversation", GRANTS),
        error("playback", called("playback"), "grants.playback", GRANTS),
        error("Chat", called("Chat"), "grants.Chat", GRANTS),
        error("ChatGrant", called("ChatGrant"), "grants.ChatGrant", GRANTS),
        error("taskRouter", called("taskRouter"), "grants.taskRouter", GRANTS),
        error("task-router", called("task-router"), "grants.task-router", GRANTS),
        error("VideoGrant", called("VideoGrant"), "grants.VideoGrant", GRANTS),
        error("voice_grant", called("voice_grant"), "grants.voice_grant", GRANTS),
        error("VoiceGrants", called("VoiceGrants"), "grants.VoiceGrants", GRANTS),
        warning("sync beside chat", chat().claim("grants.sync", json!({"service_sid": "default"})), "grants.sync").coded(GRANTS),
        error("serviceSid", jwt("chat", json!({"serviceSid": SERVICE})), chat_service, SERVICE_SID),
        error("chat_service_sid", jwt("chat", json!({"chat_service_sid": SERVICE})), chat_service, SERVICE_SID),
        error("workspaceSid", jwt("task_router", json!({"workspaceSid": WORKSPACE, "worker_sid": WORKER})), "grants.task_router.workspace_sid", GRANT_SID),
        error("outgoingApplicationSid", jwt("voice", json!({"outgoingApplicationSid": APP})), app, OUTGOING),
        error("application_sid outside outgoing", jwt("voice", json!({"application_sid": APP})), app, OUTGOING),
        error("applicationSid", jwt("voice", json!({"outgoing": {"applicationSid": APP}})), app, OUTGOING),
        error("Outgoing", jwt("voice", json!({"Outgoing": {"application_sid": APP}})), app, OUTGOING),
        error("app_sid", jwt("voice", json!({"outgoing": {"app_sid": APP}})), app, OUTGOING),
        warning("application_sid outside outgoing, with incoming calls", incoming(json!({"allow": true})).claim("grants.voice.application_sid", APP), app).coded(OUTGOING),
        warning("roomName", jwt("video", json!({"roomName": "daily"})), "grants.video.room"),
        warning("room_sid", jwt("video", json!({"room_sid": ROOM})), "grants.video.room"),
        warning("pushCredentialSid", chat().claim("grants.chat.pushCredentialSid", PUSH), "grants.chat.push_credential_sid"),
        warning("incomingAllow", voice().claim("grants.voice.incomingAllow", true), "grants.voice.incoming.allow"),
        warning("Allow", voice().claim("grants.voice.incoming", json!({"Allow": true})), "grants.voice.incoming.allow"),
        warning("Incoming", voice().claim("grants.voice.Incoming", json!({"allow": true})), "grants.voice.incoming.allow"),
        warning("params outside outgoing", voice().claim("grants.voice.params", json!({"team": "blue"})), "grants.voice.outgoing.params"),
        error("another text that ends like a worker", jwt("task_router", json!({"workspace_sid": WORKSPACE, "worker_name": "Alice"})), "grants.task_router.worker_sid", GRANT_SID),
        error("a text that is no SID under a name that ends like an app", jwt("voice", json!({"whatsapp": "x"})), app, OUTGOING),
        error("identity beside grants", chat().nobody().claim("identity", "alice"), "grants.identity", IDENTITY),
        error("Identity", chat().nobody().claim("grants.Identity", "alice"), "grants.identity", IDENTITY),
    ]
}

#[rustfmt::skip]
fn identities() -> Vec<Row> {
    const CLAIM: &str = "grants.identity";
    let both = || chat().claim("grants.video", json!({}));
    let mut rows = vec![
        error("video for nobody", video().nobody(), CLAIM, VIDEO_IDENTITY),
        error("video for an empty identity", video().identity(""), CLAIM, VIDEO_IDENTITY),
        error("video for a blank identity", video().identity(" \t"), CLAIM, VIDEO_IDENTITY),
        error("video for a number", video().identity(7), CLAIM, VIDEO_IDENTITY),
        error("chat for nobody", chat().nobody(), CLAIM, IDENTITY),
        error("chat for an empty identity", chat().identity(""), CLAIM, IDENTITY),
        error("chat for null", chat().identity(Value::Null), CLAIM, IDENTITY),
        error("chat and video for nobody", both().nobody(), CLAIM, IDENTITY_WITH_VIDEO),
        error("sync for nobody", sync().nobody(), CLAIM, IDENTITY),
        error("sync for a blank identity", sync().identity(" "), CLAIM, IDENTITY),
        error("voice for nobody", voice().nobody(), CLAIM, IDENTITY),
        error("a character that Voice does not have", voice().identity("alice.b"), CLAIM, CLIENT_NAME),
        error("a letter that Voice does not have", voice().identity("zoë"), CLAIM, CLIENT_NAME),
        error("a plus that became a blank", voice().identity(" 15551234567"), CLAIM, CLIENT_NAME),
        error("a blank before a number that is too short for a phone", voice().identity(" 911"), CLAIM, CLIENT_NAME),
        error("a blank before a word as long as a phone number", voice().identity(" alice_bob"), CLAIM, CLIENT_NAME),
        error("an object as a voice identity", voice().identity("[object Object]"), CLAIM, CLIENT_NAME),
        error("too long for Voice", voice().identity("a".repeat(257)), CLAIM, CLIENT_NAME),
        error("too long for Video", video().identity(format!("{}x", "é".repeat(128))), CLAIM, VIDEO_LENGTH),
        error("too wide for Video", video().identity("李".repeat(65)), CLAIM, VIDEO_LENGTH),
        error("too long for Chat", chat().identity("é".repeat(257)), CLAIM, CHAT_LENGTH),
        error("too long for Sync", sync().identity("a".repeat(257)), CLAIM, CHAT_LENGTH),
        warning("a hyphen in a voice identity", voice().identity("alice-b"), CLAIM).coded(CLIENT_NAME),
        warning("undefined as a voice identity", voice().identity("undefined"), CLAIM).coded(CLIENT_NAME),
    ];
    rows.extend(["undefined", "null", "NaN", "None", "[object Object]"].map(|nothing| {
        warning("a word for nothing", chat().identity(nothing), CLAIM)
    }));
    for reserved in "!*'();:@&=+$,/?%#[]".chars() {
        rows.extend([chat(), sync(), video()].map(|jwt| {
            hint("a reserved character", jwt.identity(format!("a{reserved}b")), CLAIM)
        }));
    }
    rows
}

fn rows() -> impl Iterator<Item = Row> {
    [headers(), parties(), times(), grants(), near_names(), identities()].into_iter().flatten()
}

/// All findings about a text, be it a token or not.
fn found(text: &str) -> Vec<Finding> {
    match Token::parse(text) {
        Ok(token) => token.check(instant(AT)),
        Err(error) => error.findings().to_vec(),
    }
}

/// The findings of at least this severity. Leaves out hints in any case.
fn at_least(findings: &[Finding], severity: Severity) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.severity <= severity.min(Warning)).collect()
}

impl Row {
    /// Fails unless these findings are just the one that the row expects.
    fn is(&self, findings: &[Finding]) {
        let fault = self.fault;
        let found = match self.severity {
            Hint => findings.iter().collect(),
            severity => at_least(findings, severity),
        };
        let [finding] = found.as_slice() else { panic!("{fault}: {findings:#?}") };
        assert_eq!(finding.severity, self.severity, "{fault}");
        assert_eq!(finding.code.map(|code| (code.number, code.also)), self.code, "{fault}");
        assert_eq!(finding.claim.as_deref(), Some(self.claim), "{fault}");
        assert!(self.severity == Hint || finding.hint.is_some(), "{fault}: nothing to do about it");
    }
}

#[test]
fn a_token_with_one_fault_is_judged_by_that_fault() {
    for row in rows() {
        row.is(&found(&row.jwt.sign()));
    }
}

#[test]
fn minting_the_same_claims_gives_the_same_finding() {
    let mut asked = 0;
    for row in rows() {
        let Some(request) = row.jwt.request() else { continue };
        asked += 1;
        let fault = row.fault;
        match request.sign(&api_key()) {
            Err(twimint::Error::Refused(findings)) => {
                assert!(row.severity == Error && !row.is_fine_later, "{fault}: {findings:?}");
                row.is(&findings);
            }
            Ok(jwt) => {
                assert!(row.severity != Error || row.is_fine_later, "{fault}");
                row.is(&found(&jwt));
            }
            Err(other) => panic!("{fault}: {other}"),
        }
        row.is(&found(&request.sign_unchecked(&api_key()).unwrap()));
    }
    assert!(asked > 150, "{asked}");
}

#[test]
fn one_signer_for_many_refuses_the_same_identities() {
    for row in identities() {
        let Some(request) = row.jwt.request() else { continue };
        let identity = row.jwt.0["claims"]["grants"]["identity"].as_str();
        let Some(identity) = identity else { continue };
        match request.signer(&api_key()).unwrap().sign(identity) {
            Err(error) => row.is(error.findings()),
            Ok(_) => assert!(row.severity != Error, "{}", row.fault),
        }
    }
}

#[test]
fn one_signer_gives_each_token_an_id_of_its_own() {
    let ids = |template: AccessToken| {
        let mut signer = template.grant(video_grant()).signer(&api_key()).unwrap();
        [(); 3].map(|()| {
            let token = Token::parse(&signer.sign("alice").unwrap()).unwrap();
            token.claim("jti").and_then(|jti| jti.as_str()).unwrap().to_owned()
        })
    };
    assert_eq!(ids(AccessToken::for_each().jti("mine")), ["mine-1", "mine-2", "mine-3"]);
    let random = ids(AccessToken::for_each());
    assert_eq!(random.iter().collect::<BTreeSet<_>>().len(), 3);
    for id in random {
        let number = id.strip_prefix(KEY).and_then(|rest| rest.strip_prefix('-')).unwrap();
        let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        assert!(number.len() == 16 && number.chars().all(is_digit), "{id}");
    }
}

/// Texts that cannot be parsed as a token, each with a name and the codes that it gets.
fn unreadable() -> Vec<(&'static str, String, Answer)> {
    let good = chat().sign();
    let segments: Vec<&str> = good.split('.').collect();
    let [header, payload, signature] = segments[..] else { unreachable!() };
    let json = |part: &str| chat().0[part].to_string();
    let signed = |header: &str, payload: &str| sign(header, payload);
    let claims = json("claims");
    let padded = |segment: &str| STANDARD.encode(URL_SAFE_NO_PAD.decode(segment).unwrap());
    let ended = |end: &str| format!("{header}.{payload}.{end}");
    let latin = claims
        .replace("alice", "zoë")
        .chars()
        .map(|c| u8::try_from(c).unwrap())
        .collect::<Vec<_>>();
    let flex = URL_SAFE_NO_PAD.encode(r#"{"alg":"dir","enc":"A256GCM","cty":"twilio-fpa;v=1"}"#);
    let length = (20107, &[31202, 51117, 20159][..]);
    let mut faults: Vec<(&str, String, Answer)> = [
        ("nothing", String::new()),
        ("one segment", header.to_owned()),
        ("no segment but two", format!("{header}.{}", &payload[..30])),
        ("no header", format!("{payload}.{signature}")),
        ("two segments", format!("{header}.{payload}")),
        ("four segments", format!("{good}.e30")),
        ("five segments", format!("e30.{good}.e30")),
        ("a token of Flex", format!("{flex}..e30.e30.e30")),
        ("a full stop behind it", format!("{good}.")),
        ("a full stop behind the header", format!("{header}.")),
        ("a number sign behind the header", format!("{header}#.{payload}.{signature}")),
        ("a number sign behind it", format!("{good}#")),
        ("a NUL behind it", format!("{good}\0")),
        ("a zero-width space behind it", format!("{good}\u{200b}")),
        ("a character inside", ended(&signature.replacen(&signature[3..4], "~", 1))),
        ("a signature that was cut in a letter", good[..good.len() - 1].to_owned()),
        (
            "a payload that was cut",
            format!("{header}.{}.{signature}", &payload[..payload.len() / 4 * 4 - 3]),
        ),
        ("no signature", ended("")),
        ("padding", format!("{good}=")),
        ("standard base64 everywhere", [header, payload, signature].map(padded).join(".")),
        ("standard base64 in one segment", format!("{header}.{payload}+/.{signature}")),
        ("spare bits", format!("{}B.{payload}.{signature}", &header[..header.len() - 1])),
        ("Latin-1", format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(latin))),
        ("something before the header", format!("A{header}.{payload}.{signature}")),
        ("a header that is no JSON", signed("{", &claims)),
        ("a header that is a list", signed("[]", &claims)),
        ("a payload that is no JSON", signed(&json("header"), &claims[..claims.len() - 1])),
        ("a payload that is a string", signed(&json("header"), "\"alice\"")),
        ("a claim twice", signed(&json("header"), &claims.replacen('{', "{\"exp\":1,", 1))),
        ("a number without end", signed(&json("header"), &claims.replace("1800003600", "1e999"))),
    ]
    .map(|(fault, text)| (fault, text, MALFORMED))
    .into();
    faults.extend(
        [
            ("a signature that is too short", good[..good.len() - 3].to_owned()),
            ("a signature of HMAC-SHA512", ended(&"A".repeat(86))),
            ("a signature of hex digits", ended(&"0f".repeat(32))),
            ("an object for a signature", ended("[object Promise]")),
        ]
        .map(|(fault, text)| (fault, text, length)),
    );
    faults
}

#[test]
fn what_cannot_be_read_is_one_finding() {
    for (fault, text, answer) in unreadable() {
        let findings = found(&text);
        let [finding] = findings.as_slice() else { panic!("{fault}: {findings:?}") };
        assert_eq!(finding.code.map(|code| (code.number, code.also)), Some(answer), "{fault}");
        assert_eq!(finding.severity, Error, "{fault}");
        assert!(finding.hint.is_some(), "{fault}");
    }
}

/// Tokens that are not Access Tokens. Twilio's rules do not apply to them.
fn foreign_tokens() -> Vec<(&'static str, String)> {
    let header = json!({"typ": "JWT", "alg": "RS256"});
    let stringee = json!({"typ": "JWT", "alg": "HS256", "cty": "stringee-api;v=1"});
    let scope = "scope:client:incoming?clientName=alice";
    let worker = json!({"iss": ACCOUNT, "exp": 1, "account_sid": ACCOUNT, "policies": []});
    [
        ("a capability token", &header, json!({"scope": scope, "iss": ACCOUNT, "exp": AT + 3600})),
        ("a capability token of TaskRouter", &header, worker),
        (
            "an OAuth access token",
            &header,
            json!({"iss": "https://example.com", "sub": "OQ1", "scope": "read", "exp": 1}),
        ),
        (
            "an OAuth access token for an account",
            &header,
            json!({"iss": "twilio", "sub": ACCOUNT, "client_id": "OQ1", "exp": 1}),
        ),
        ("a login", &header, json!({"iss": "https://login.example.com", "sub": "alice", "exp": 1})),
        (
            "a login to an account",
            &header,
            json!({"sub": "alice", "account_sid": ACCOUNT, "exp": 1}),
        ),
        ("another service's token", &stringee, json!({"iss": "SK.0.abc", "exp": "soon"})),
    ]
    .map(|(fault, header, claims)| (fault, sign(&header.to_string(), &claims.to_string())))
    .into()
}

#[test]
fn somebody_elses_token_gets_one_finding() {
    for (fault, text) in foreign_tokens() {
        for text in
            [text.clone(), format!("{}.{}", text.rsplit_once('.').unwrap().0, "A".repeat(342))]
        {
            if Token::parse(&text).is_err() {
                continue;
            }
            let findings = found(&text);
            let [finding] = findings.as_slice() else { panic!("{fault}: {findings:?}") };
            assert_eq!(finding.code.map(|code| (code.number, code.also)), Some(HEADER), "{fault}");
        }
    }
    // With any sign of an Access Token, the rules apply.
    for jwt in [
        chat().without("header.cty").without("claims.grants"),
        chat().without("header.cty").without("claims.grants").claim("iss", "me"),
        chat().without("header.cty").without("claims.grants").claim("sub", "me"),
        chat().without("header.cty").claim("iss", "me").claim("sub", "me"),
    ] {
        assert!(found(&jwt.sign()).len() >= 2);
    }
}

/// Collects all messages about the tokens above in one file, so that they can be reviewed as a whole.
/// `SNAPSHOTS=overwrite cargo test --test refusals` regenerates it.
#[test]
fn the_messages_of_all_faults() {
    let rows = rows().map(|row| (row.fault, row.jwt.sign()));
    let unreadable = unreadable().into_iter().map(|(fault, text, _)| (fault, text));
    let mut said = String::new();
    let mut told = BTreeSet::new();
    for (fault, text) in rows.chain(unreadable).chain(foreign_tokens()) {
        if !told.insert(fault) {
            continue;
        }
        writeln!(said, "# {fault}").unwrap();
        for Finding { severity, code, claim, message, hint, .. } in found(&text) {
            let code = code.map(|code| format!("[{}]", code.number)).unwrap_or_default();
            let claim = claim.map(|claim| format!(" {claim}")).unwrap_or_default();
            writeln!(said, "{}{code}{claim}: {message}", severity.as_str()).unwrap();
            for hint in hint.iter().flat_map(|hint| hint.lines()) {
                writeln!(said, "  hint: {hint}").unwrap();
            }
        }
        said.push('\n');
    }
    for secret in [API_SECRET, AUTH_TOKEN] {
        assert!(!said.contains(secret), "a secret is told");
    }
    snapbox::assert_data_eq!(said.into_data().raw(), snapbox::file!["refusals/said.txt"].raw());
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
    let admin = json!({"workspace_sid": WORKSPACE, "role": "admin"});
    let long = |n| "a".repeat(n);
    for jwt in [
        chat(),
        jwt("chat", full_chat),
        sync(),
        jwt("data_sync", json!({"service_sid": SERVICE, "endpoint_id": "phone"})),
        video(),
        jwt("video", json!({})),
        // Another's name may end like one of ours.
        jwt("video", json!({"room": "daily", "theme": "dark"})),
        jwt("video", json!({"chatroom": "daily"})),
        voice(),
        jwt("voice", full_voice),
        task_router(),
        task_router().identity("alice"),
        jwt("task_router", admin).nobody(),
        jwt("player", json!({"player": "PB"})).nobody(),
        jwt("player", json!({"participant": API_SECRET})).nobody(),
        jwt("verify", json!({"factor": "YF"})).nobody(),
        jwt("verify", json!({})),
        jwt("検証", json!({})),
        // What Twilio's libraries write, and values exactly at the limits.
        chat().without("claims.iat"),
        chat().without("claims.iat").claim("nbf", AT),
        chat().claim("nbf", AT - 60),
        chat().claim("exp", AT + 86_400),
        chat().claim("exp", json!(1_800_003_600.5)),
        voice().claim("exp", AT + 86_399),
        voice().with("header.twr", "ie1"),
        voice().with("header.twr", Value::Null),
        chat().with("header.twr", Value::Null),
        video()
            .claim("grants.voice", json!({"outgoing": {"application_sid": APP}}))
            .with("header.twr", "us1"),
        voice().claim("grants.voice.incoming", json!({"allow": false})),
        voice().claim("grants.voice.incoming", Value::Null),
        voice().identity(long(256)),
        voice().identity("Undefined_1"),
        chat().identity(long(256)),
        chat().identity("15551234567"),
        chat().identity(API_SECRET),
        chat().identity("[object of art"),
        video().identity(long(128)),
        video().identity("李".repeat(64)),
        video().identity("ÿ".repeat(128)),
        video().claim("grants.video.room", long(128)),
        chat().claim("grants.chat.push_credential_sid", Value::Null),
    ] {
        let findings = found(&jwt.sign());
        assert_eq!(at_least(&findings, Warning), Vec::<&Finding>::new(), "{}", jwt.0);
    }
    for jwt in [
        chat(),
        sync().claim("exp", AT + 43_200),
        chat().claim("exp", AT + 86_399),
        voice(),
        chat().claim("exp", AT + 3600),
        sync().claim("exp", AT + 180),
    ] {
        assert_eq!(found(&jwt.sign()), [], "{}", jwt.0);
    }
}

#[test]
fn the_tokens_of_twilios_libraries_have_no_error_and_no_warning() {
    let vectors = include_str!("vectors/library-tokens.jsonl");
    let mut judged = 0;
    for vector in vectors.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let token = Token::parse(vector["token"].as_str().unwrap()).unwrap();
        let input = &vector["input"];
        let valid_from = input.get("nbf").unwrap_or(&input["now"]);
        let findings = token.check(instant(valid_from.as_i64().unwrap()));
        assert_eq!(at_least(&findings, Warning), Vec::<&Finding>::new(), "{vector}");
        judged += 1;
    }
    assert_eq!(judged, 32);
}

#[test]
fn a_start_in_the_future_does_not_hide_a_long_lifetime() {
    let future = chat().claim("iat", AT + 86_400).claim("exp", AT + 90_000);
    let findings = found(&future.sign());
    let codes: Vec<_> =
        findings.iter().map(|f| (f.severity, f.code.map(|code| code.number))).collect();
    assert_eq!(codes[..2], [(Error, Some(20157)), (Warning, None)], "{findings:?}");
    // If `nbf` is in the future too, there is only one finding.
    let early = future.claim("nbf", AT + 86_400);
    assert_eq!(found(&early.sign()).len(), 1);
}

#[test]
fn an_end_before_its_issue_does_not_hide_a_start_in_the_future() {
    let never = chat().claim("nbf", AT + 60).claim("iat", AT + 7200);
    let codes: Vec<_> = found(&never.sign()).iter().filter_map(|f| Some(f.code?.number)).collect();
    assert_eq!(codes, [20105, 20104]);
}

#[test]
fn every_misspelled_grant_is_reported() {
    let findings = found(&called("sync").claim("grants.taskRouter", json!({})).sign());
    let claims: Vec<_> = findings.iter().filter_map(|f| f.claim.as_deref()).collect();
    assert_eq!(claims, ["grants.sync", "grants.taskRouter"]);
}

#[test]
fn a_clock_that_is_ahead_does_not_hide_milliseconds() {
    let findings = found(&chat().claim("iat", AT + 5).claim("exp", AT + 3_600_005).sign());
    let hint = findings[0].hint.as_deref().unwrap();
    assert!(hint.ends_with("or was it in milliseconds? in seconds it is 3600"), "{findings:?}");
}

#[test]
fn the_signature_of_another_algorithm_may_have_another_length() {
    for (alg, signature) in [("HS512", "A".repeat(86)), ("none", String::new())] {
        let good = chat().with("header.alg", alg).sign();
        let text = format!("{}.{signature}", good.rsplit_once('.').unwrap().0);
        let findings = found(&text);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].claim.as_deref(), Some("header.alg"));
    }
}

#[test]
fn a_voice_token_with_an_error_gets_the_hint_about_53000_and_a_good_one_does_not() {
    let has_hint = |jwt: Jwt| found(&jwt.sign()).iter().any(|hint| hint.message.contains("53000"));
    assert!(has_hint(voice().claim("exp", AT)));
    assert!(has_hint(voice().without("header.typ")));
    assert!(!has_hint(voice()));
    assert!(!has_hint(chat().claim("exp", AT)));
}

#[test]
fn all_faults_of_a_token_are_found_worst_first() {
    let jwt = jwt("voice", json!({"incoming": {"allow": true}}))
        .claim("iat", AT - 60)
        .claim("exp", AT - 1)
        .claim("iss", "me")
        .identity("a b")
        .with("header.typ", "JOSE");
    let findings = found(&jwt.sign());
    assert!(findings.is_sorted_by_key(|finding| finding.severity), "{findings:?}");
    let codes: Vec<_> = findings.iter().filter_map(|f| f.code.map(|code| code.number)).collect();
    assert_eq!(codes, [20102, 20103, 20104, 31105, 31002]);
}

#[test]
fn hostile_text_of_a_token_is_escaped_and_cut_in_findings() {
    let evil = format!("\u{1b}[2J\n::error::{}", "x".repeat(500));
    for jwt in [
        chat().with("header.typ", evil.as_str()),
        chat().with("header.twr", evil.as_str()),
        chat().claim("sub", evil.as_str()),
        chat().claim("grants.chat.service_sid", evil.as_str()),
        called(&format!("s-y-n-c\u{202e}\n{}", "-".repeat(500))),
        jwt(
            "chat",
            json!({format!("serviceSid{}\n_sid", "-".repeat(500)): SERVICE, format!("{}\n-serviceSid", "x".repeat(500)): SERVICE}),
        ),
        chat().nobody().claim(&format!("grants.Identity\n{}", "-".repeat(500)), "alice"),
        jwt(&evil, json!({"secret": API_SECRET})),
    ] {
        let findings = found(&jwt.sign());
        assert!(!findings.is_empty());
        for finding in findings {
            let claim = finding.claim.unwrap_or_default();
            for text in [&finding.message, &claim] {
                assert!(!text.contains(['\n', '\u{1b}', '\u{202e}']), "{text:?}");
                assert!(text.chars().count() < 220, "{text}");
            }
        }
    }
}

#[test]
fn the_secret_that_signs_is_never_written_into_a_token() {
    let key = api_key();
    let player = json!({"id": format!("x{SECRET}")}).as_object().unwrap().clone();
    for (request, claim) in [
        (AccessToken::new(SECRET).grant(video_grant()), "grants.identity"),
        (AccessToken::new("alice").grant(video_grant()).jti(SECRET), "jti"),
        (
            AccessToken::new("alice").grant(Grant::raw("player", player).unwrap()),
            "grants.player.id",
        ),
    ] {
        let findings = request.sign(&key).unwrap_err().findings().to_vec();
        let [finding, ..] = findings.as_slice() else { panic!("{claim}: {findings:?}") };
        assert_eq!((finding.severity, finding.claim.as_deref()), (Error, Some(claim)));
        assert!(!format!("{findings:?}").contains(&SECRET[..8]), "{findings:?}");
    }
    let mut many = AccessToken::for_each().grant(video_grant()).signer(&key).unwrap();
    for identity in [SECRET.to_owned(), format!("\u{200b}{SECRET}")] {
        let error = many.sign(&identity).unwrap_err();
        assert_eq!(error.findings()[0].claim.as_deref(), Some("grants.identity"));
        assert!(!format!("{error:?}").contains(&SECRET[..8]), "{error:?}");
    }
}

fn video_grant() -> Grant {
    twimint::VideoGrant::new().into()
}
