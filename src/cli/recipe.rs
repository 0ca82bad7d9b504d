//! The twimint line that mints a token afresh: options only, never a secret.
//!
//! A grant that a product's options can say is said by them; any other is given as it
//! stands, by `--grant`.

use std::cell::Cell;
use std::fmt::Write as _;

use super::decode::Examined;
use super::demo;
use super::report::Failure;
use super::sources::{APP_SID, PUSH_CREDENTIAL_SID, Sources};
use crate::token::escape::{is_hostile, push_json_string, quoted};
use crate::token::grant::{IDENTITY, SyncService, name};
use crate::token::json::{Json, Object};
use crate::token::region::Region;
use crate::token::rules::Leaks;
use crate::token::sid::{
    ApiKey, PushCredential, Role, Service, SidKind, TwimlApp, Worker, Workspace, is_sid_of,
};
use crate::token::time::Duration;

/// The options that say a grant, as words still to be quoted; none if they cannot.
type Words = Option<Vec<String>>;

/// How to mint a token afresh.
pub struct Recipe {
    /// The command, with a line end.
    pub line: String,
    /// What of the token no option can say.
    pub left_out: Vec<String>,
}

/// The line for a token that was decoded.
pub fn command(examined: &Examined<'_>, ambient: &Ambient) -> Result<Recipe, Failure> {
    let claims = examined.claims;
    let Some(grants) = claims.grants() else {
        return Err(Failure::failed("the token has no grants to mint afresh"));
    };
    let is_demo = claims.get("iss").and_then(Json::as_str) == Some(demo::sid::<ApiKey>().as_str());
    let writer = Writer {
        leaks: examined.leaks,
        ambient,
        is_demo,
        masked: Cell::new(false),
    };
    let mut left_out = Vec::new();
    let identity = match claims.identity() {
        None => None,
        Some(Json::String(identity)) => Some(writer.covered(identity)),
        Some(other) => {
            left_out.push(format!("the identity, which is {}", other.kind()));
            None
        }
    };

    let mut products = grants
        .members()
        .filter(|(grant, _)| *grant != IDENTITY)
        .peekable();
    // The product commands demand somebody the token is for, but for one.
    let by_command = |grant: &str| identity.is_some() || is_demo || grant == name::TASK_ROUTER;
    let first = products.peek().filter(|(grant, _)| by_command(grant));
    let mut words = vec!["twimint".to_owned()];
    match first.and_then(|(grant, body)| writer.product(grant, body)) {
        Some(product) => {
            products.next();
            words.extend(product);
        }
        None => words.push("custom".to_owned()),
    }
    let mut line = join(&words)?;
    match &identity {
        Some(identity) => push_identity(&mut line, identity)?,
        // Unless that is said, a demo token is for somebody.
        None if is_demo => line.push_str(" --identity= --allow-invalid"),
        None => {}
    }
    for (grant, body) in products {
        let words = match writer.product(grant, body) {
            Some(product) => Some(vec!["--with".to_owned(), join(&product)?]),
            None => writer.raw(grant, body),
        };
        match words {
            Some(words) => push(&mut line, &words)?,
            None => left_out.push(format!("the grant {}", quoted(&writer.covered(grant)))),
        }
    }
    push(&mut line, &times(examined))?;
    if let Some(region) = claims.header.as_ref().ok().and_then(|h| h.get("twr")) {
        match region.as_str().map(str::parse::<Region>) {
            Some(Ok(region)) => push(&mut line, &["--region".to_owned(), region.to_string()])?,
            _ if *region == Json::Null => {}
            _ => left_out.push("`twr`, which is no region that twimint knows".to_owned()),
        }
    }
    if is_demo {
        line.push_str(" --demo");
    }
    for (claim, _) in claims.payload.iter().flat_map(Object::members) {
        if !["iss", "sub", "iat", "nbf", "exp", "grants", "jti"].contains(&claim) {
            left_out.push(format!("the claim {}", quoted(&writer.covered(claim))));
        }
    }
    if writer.masked.get() {
        left_out.push("a credential, which is masked".to_owned());
    }
    line.push('\n');
    Ok(Recipe { line, left_out })
}

/// Lifetime and start, where they are not what they are by default.
fn times(examined: &Examined<'_>) -> Vec<String> {
    let mut words = Vec::new();
    let number = |claim| examined.claims.get(claim).and_then(Json::as_number);
    let (issued_at, not_before) = (number("iat"), number("nbf"));
    if let (Some(start), Some(end)) = (issued_at.or(not_before), number("exp"))
        && let Some(lifetime) = seconds(end - start).filter(|lifetime| *lifetime != Duration::HOUR)
    {
        words.extend(["--ttl".to_owned(), lifetime.to_string()]);
    }
    // Without `iat` it is a library's, which writes the `nbf` unasked.
    if let (Some(issued_at), Some(not_before)) = (issued_at, not_before) {
        let delay = not_before - issued_at;
        words.push("--nbf".to_owned());
        words.push(match (seconds(delay), seconds(-delay)) {
            (Some(later), _) => format!("+{later}"),
            (_, Some(earlier)) => format!("-{earlier}"),
            (None, None) => "now".to_owned(),
        });
    }
    words
}

/// Appends the identity, which may be any text. What a terminal would obey is spelled out,
/// for the shell's own `printf` to put together again.
fn push_identity(line: &mut String, identity: &str) -> Result<(), Failure> {
    if !identity.contains(is_hostile) {
        return push(line, &option("--identity", identity));
    }
    if identity.contains('\0') {
        return Err(no_nul());
    }
    // A shell drops the newlines that end what a command prints.
    let body = identity.trim_end_matches('\n');
    line.push_str(" --identity=\"$(printf '");
    for c in body.chars() {
        match c {
            '\n' => line.push_str("\\n"),
            '%' => line.push_str("%%"),
            // A hyphen in front would be an option of `printf`.
            '\\' | '\'' | '-' => {
                let _ = write!(line, "\\{:03o}", u32::from(c));
            }
            c if is_hostile(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(line, "\\{byte:03o}");
                }
            }
            c => line.push(c),
        }
    }
    line.push_str("')");
    line.push_str(&identity[body.len()..]);
    line.push('"');
    Ok(())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and nothing is no duration"
)]
fn seconds(length: f64) -> Option<Duration> {
    Duration::from_seconds(length as u64)
}

fn join(words: &[String]) -> Result<String, Failure> {
    shlex::try_join(words.iter().map(String::as_str)).map_err(|_| no_nul())
}

fn push(line: &mut String, words: &[String]) -> Result<(), Failure> {
    if !words.is_empty() {
        line.push(' ');
        line.push_str(&join(words)?);
    }
    Ok(())
}

/// An option and its value: in one word if the value would be taken for an option.
fn option(name: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') {
        vec![format!("{name}={value}")]
    } else {
        vec![name.to_owned(), value.to_owned()]
    }
}

fn no_nul() -> Failure {
    Failure::failed("a NUL character in the token: no shell can say it")
}

/// Which values the sources hand to a grant that leaves them open: there a product's options
/// would say more than the token does.
#[derive(Default)]
pub struct Ambient {
    app_sid: bool,
    push_credential_sid: bool,
}

impl Ambient {
    /// What the sources hold; where they cannot be read, they may hold anything.
    pub fn of(sources: Option<Sources>) -> Self {
        let sources = sources.map(Sources::silent);
        let is_set = |setting| {
            let found = sources.as_ref().map(|sources| sources.find(setting));
            !matches!(found, Some(Ok(None)))
        };
        Self {
            app_sid: is_set(&APP_SID),
            push_credential_sid: is_set(&PUSH_CREDENTIAL_SID),
        }
    }
}

/// Writes grants as words.
struct Writer<'w> {
    leaks: &'w Leaks,
    ambient: &'w Ambient,
    is_demo: bool,
    /// Whether something was masked.
    masked: Cell<bool>,
}

impl Writer<'_> {
    fn covered(&self, text: &str) -> String {
        let covered = self.leaks.cover(text);
        self.masked.set(self.masked.get() || *covered != *text);
        covered.into_owned()
    }

    fn json(&self, value: &Json<'_>) -> String {
        let mut json = String::new();
        value.write(&mut json, &mut |out, text| {
            push_json_string(out, &self.covered(text));
        });
        json
    }

    /// A grant as it stands; none if no option can say it.
    fn raw(&self, grant: &str, body: &Json<'_>) -> Words {
        body.as_object()?;
        let can_be_said = !grant.is_empty() && !grant.contains(|c| c == '=' || is_hostile(c));
        let value = format!("{}={}", self.covered(grant), self.json(body));
        can_be_said.then(|| option("--grant", &value))
    }

    /// The command and options of a grant, if they can say all of it and nothing else.
    fn product(&self, grant: &str, body: &Json<'_>) -> Words {
        let (command, known): (_, &[&str]) = match grant {
            name::CHAT => (
                "chat",
                &[
                    "service_sid",
                    "endpoint_id",
                    "deployment_role_sid",
                    "push_credential_sid",
                ],
            ),
            name::VOICE => (
                "voice",
                &["incoming", "outgoing", "push_credential_sid", "endpoint_id"],
            ),
            name::VIDEO => ("video", &["room"]),
            name::SYNC => ("sync", &["service_sid", "endpoint_id"]),
            name::TASK_ROUTER => ("taskrouter", &["workspace_sid", "worker_sid", "role"]),
            _ => return None,
        };
        let mut options = Options {
            writer: self,
            object: body.as_object()?,
            words: vec![command.to_owned()],
        };
        options.only(known)?;
        match grant {
            name::CHAT => {
                options.sid::<Service>("service_sid", "--service-sid")?;
                options.text("endpoint_id", "--endpoint-id")?;
                options.optional_sid::<Role>("deployment_role_sid", "--deployment-role-sid")?;
                options.optional_sid::<PushCredential>(
                    "push_credential_sid",
                    "--push-credential-sid",
                )?;
            }
            name::VOICE => options.voice()?,
            name::VIDEO => options.text("room", "--room")?,
            name::SYNC => {
                let service = options.object.get("service_sid")?.as_str()?;
                SyncService::parse(service).ok()?;
                options.push("--service-sid", service.to_owned());
                options.text("endpoint_id", "--endpoint-id")?;
            }
            _ => {
                options.sid::<Workspace>("workspace_sid", "--workspace-sid")?;
                options.sid::<Worker>("worker_sid", "--worker-sid")?;
                // Without the option there is a role all the same.
                options.object.get("role")?;
                options.text("role", "--role")?;
            }
        }
        Some(options.words)
    }
}

/// The members of a grant, each turned into an option; none where an option cannot say it.
struct Options<'o> {
    writer: &'o Writer<'o>,
    object: &'o Object<'o>,
    words: Vec<String>,
}

impl Options<'_> {
    fn only(&self, known: &[&str]) -> Option<()> {
        only(self.object, known)
    }

    fn push(&mut self, option: &str, value: String) {
        self.words.extend([option.to_owned(), value]);
    }

    fn text(&mut self, member: &str, option: &str) -> Option<()> {
        let Some(value) = self.object.get(member) else {
            return Some(());
        };
        // Empty would be unset, and what a terminal obeys is for JSON to spell out.
        let text = value
            .as_str()
            .filter(|text| !text.is_empty() && !text.contains(is_hostile))?;
        let text = self.writer.covered(text);
        self.words.extend(self::option(option, &text));
        Some(())
    }

    fn sid<K: SidKind>(&mut self, member: &str, option: &str) -> Option<()> {
        let sid = self.object.get(member)?.as_str()?;
        is_sid_of::<K>(sid).then(|| self.push(option, sid.to_owned()))
    }

    fn optional_sid<K: SidKind>(&mut self, member: &str, option: &str) -> Option<()> {
        match self.object.get(member) {
            None => Some(()),
            Some(_) => self.sid::<K>(member, option),
        }
    }

    fn voice(&mut self) -> Option<()> {
        if let Some(incoming) = self.object.get("incoming") {
            let incoming = incoming.as_object()?;
            only(incoming, &["allow"])?;
            match incoming.get("allow")? {
                Json::Bool(true) => self.words.push("--incoming".to_owned()),
                // Java writes what others leave out.
                Json::Bool(false) => {}
                _ => return None,
            }
        }
        match self.object.get("outgoing") {
            Some(outgoing) => self.outgoing(outgoing.as_object()?)?,
            // A demo makes an app up.
            None if self.writer.ambient.app_sid || self.writer.is_demo => return None,
            None => {}
        }
        match self.object.get("push_credential_sid") {
            None if self.writer.ambient.push_credential_sid && !self.writer.is_demo => return None,
            _ => {
                self.optional_sid::<PushCredential>(
                    "push_credential_sid",
                    "--push-credential-sid",
                )?;
            }
        }
        self.text("endpoint_id", "--endpoint-id")
    }

    fn outgoing(&mut self, outgoing: &Object<'_>) -> Option<()> {
        only(outgoing, &["application_sid", "params"])?;
        let app = outgoing.get("application_sid")?.as_str()?;
        if !is_sid_of::<TwimlApp>(app) {
            return None;
        }
        self.push("--app-sid", app.to_owned());
        if let Some(params) = outgoing.get("params") {
            // Empty ones would not be written.
            params.as_object().filter(|params| !params.is_empty())?;
            self.push("--params", self.writer.json(params));
        }
        Some(())
    }
}

fn only(object: &Object<'_>, known: &[&str]) -> Option<()> {
    object
        .members()
        .all(|(name, _)| known.contains(&name))
        .then_some(())
}
