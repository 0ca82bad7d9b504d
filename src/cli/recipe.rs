//! The twimint line that mints a token afresh: options only, never a secret.
//!
//! A grant that a product's options can say is said by them; any other is given as it
//! stands, by `--grant`.

use std::fmt::Write as _;

use super::decode::Examined;
use super::demo;
use super::report::{Error, Failure};
use crate::token::grant::{IDENTITY, SyncService, name};
use crate::token::json::{Json, Object, push_wire_string};
use crate::token::region::Region;
use crate::token::sid::{
    ApiKey, PushCredential, Role, Service, SidKind, TwimlApp, Worker, Workspace, is_sid_of,
};
use crate::token::time::Duration;

/// The options that say a grant, as words still to be quoted; none if they cannot.
type Words = Option<Vec<String>>;

/// The line for a token that was decoded.
pub fn command(examined: &Examined<'_>) -> Result<String, Error> {
    let claims = examined.claims;
    let Some(grants) = claims.grants() else {
        return Err(Failure::failed("the token has no grants to mint afresh").into());
    };
    let mut words: Vec<String> = vec!["twimint".to_owned()];
    let mut products = grants
        .members()
        .filter(|(grant, _)| *grant != IDENTITY)
        .peekable();
    let first = products
        .peek()
        .and_then(|(grant, body)| product(grant, body));
    match first {
        Some(product) => {
            products.next();
            words.extend(product);
        }
        None => words.push("custom".to_owned()),
    }
    if let Some(identity) = claims.identity().and_then(Json::as_str) {
        words.extend(["--identity".to_owned(), identity.to_owned()]);
    }
    for (grant, body) in products {
        match product(grant, body) {
            Some(product) => words.extend(["--with".to_owned(), join(&product)?]),
            None => words.extend(["--grant".to_owned(), raw(grant, body)]),
        }
    }
    let number = |claim| claims.get(claim).and_then(Json::as_number);
    let start = number("iat").or_else(|| number("nbf"));
    if let (Some(start), Some(end)) = (start, number("exp"))
        && let Some(lifetime) = seconds(end - start).filter(|lifetime| *lifetime != Duration::HOUR)
    {
        words.extend(["--ttl".to_owned(), lifetime.to_string()]);
    }
    if let (Some(issued_at), Some(not_before)) = (number("iat"), number("nbf"))
        && let Some(delay) = seconds(not_before - issued_at)
    {
        words.extend(["--nbf".to_owned(), format!("+{delay}")]);
    }
    let header = claims.header.as_ref().ok();
    if let Some(region) = header
        .and_then(|header| header.get("twr"))
        .and_then(Json::as_str)
        && region.parse::<Region>().is_ok()
    {
        words.extend(["--region".to_owned(), region.to_owned()]);
    }
    if claims.get("iss").and_then(Json::as_str) == Some(demo::sid::<ApiKey>().as_str()) {
        words.push("--demo".to_owned());
    }
    Ok(join(&words)? + "\n")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and nothing is no duration"
)]
fn seconds(length: f64) -> Option<Duration> {
    Duration::from_seconds(length as u64)
}

fn join(words: &[String]) -> Result<String, Error> {
    shlex::try_join(words.iter().map(String::as_str))
        .map_err(|_| Failure::failed("a NUL character in the token: no shell can say it").into())
}

fn raw(grant: &str, body: &Json<'_>) -> String {
    let mut word = format!("{grant}=");
    body.write(&mut word, &mut push_wire_string);
    word
}

/// The command and options of a grant, if they can say all of it and nothing else.
fn product(grant: &str, body: &Json<'_>) -> Words {
    let members = Members {
        object: body.as_object()?,
    };
    let mut words = Vec::new();
    match grant {
        name::CHAT => {
            members.only(&[
                "service_sid",
                "endpoint_id",
                "deployment_role_sid",
                "push_credential_sid",
            ])?;
            words.push("chat".to_owned());
            members.sid::<Service>("service_sid", "--service-sid", &mut words)?;
            members.text("endpoint_id", "--endpoint-id", &mut words)?;
            members.sid::<Role>("deployment_role_sid", "--deployment-role-sid", &mut words)?;
            members.sid::<PushCredential>(
                "push_credential_sid",
                "--push-credential-sid",
                &mut words,
            )?;
        }
        name::VOICE => {
            members.only(&["incoming", "outgoing", "push_credential_sid", "endpoint_id"])?;
            words.push("voice".to_owned());
            members.voice(&mut words)?;
            members.sid::<PushCredential>(
                "push_credential_sid",
                "--push-credential-sid",
                &mut words,
            )?;
            members.text("endpoint_id", "--endpoint-id", &mut words)?;
        }
        name::VIDEO => {
            members.only(&["room"])?;
            words.push("video".to_owned());
            members.text("room", "--room", &mut words)?;
        }
        name::SYNC => {
            members.only(&["service_sid", "endpoint_id"])?;
            words.push("sync".to_owned());
            let service = members.object.get("service_sid")?.as_str()?;
            SyncService::parse(service).ok()?;
            words.extend(["--service-sid".to_owned(), service.to_owned()]);
            members.text("endpoint_id", "--endpoint-id", &mut words)?;
        }
        name::TASK_ROUTER => {
            members.only(&["workspace_sid", "worker_sid", "role"])?;
            words.push("taskrouter".to_owned());
            members.sid::<Workspace>("workspace_sid", "--workspace-sid", &mut words)?;
            members.sid::<Worker>("worker_sid", "--worker-sid", &mut words)?;
            members.object.get("role")?;
            members.text("role", "--role", &mut words)?;
        }
        _ => return None,
    }
    Some(words)
}

/// The members of a grant, each turned into an option; none where an option cannot say it.
struct Members<'m, 'a> {
    object: &'m Object<'a>,
}

impl Members<'_, '_> {
    fn only(&self, known: &[&str]) -> Option<()> {
        self.object
            .members()
            .all(|(name, _)| known.contains(&name))
            .then_some(())
    }

    fn text(&self, member: &str, option: &str, words: &mut Vec<String>) -> Option<()> {
        let Some(value) = self.object.get(member) else {
            return Some(());
        };
        let text = value.as_str().filter(|text| !text.is_empty())?;
        // A value that starts with a hyphen would be taken for an option.
        words.push(format!("{option}={text}"));
        Some(())
    }

    fn sid<K: SidKind>(&self, member: &str, option: &str, words: &mut Vec<String>) -> Option<()> {
        let Some(value) = self.object.get(member) else {
            return Some(());
        };
        let sid = value.as_str().filter(|sid| is_sid_of::<K>(sid))?;
        words.extend([option.to_owned(), sid.to_owned()]);
        Some(())
    }

    fn voice(&self, words: &mut Vec<String>) -> Option<()> {
        if let Some(incoming) = self.object.get("incoming") {
            let incoming = Members {
                object: incoming.as_object()?,
            };
            incoming.only(&["allow"])?;
            match incoming.object.get("allow")? {
                Json::Bool(true) => words.push("--incoming".to_owned()),
                // Java writes what others leave out.
                Json::Bool(false) => {}
                _ => return None,
            }
        }
        if let Some(outgoing) = self.object.get("outgoing") {
            let outgoing = Members {
                object: outgoing.as_object()?,
            };
            outgoing.only(&["application_sid", "params"])?;
            outgoing.object.get("application_sid")?;
            outgoing.sid::<TwimlApp>("application_sid", "--app-sid", words)?;
            if let Some(params) = outgoing.object.get("params") {
                let mut json = String::new();
                let _ = write!(json, "{}", params.as_object()?.to_wire());
                words.extend(["--params".to_owned(), json]);
            }
        }
        Some(())
    }
}
