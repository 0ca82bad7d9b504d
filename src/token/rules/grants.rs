//! Whether each grant has what its product needs.
//!
//! The table of products says what that is. This file applies the table, and adds the few rules that do not fit in it.

use std::iter;

use super::super::grant::{
    APP, CHAT, DEFAULT_SERVICE, Grant, IDENTITY, LEGACY_CHAT, LEGACY_VIDEO, Member, PLAYER,
    PRODUCTS, Product, SYNC, TASK_ROUTER, VIDEO, VOICE, Value,
};
use super::super::sid::{Service, SidKind, kind_of};
use super::super::text::listed;
use super::identity::{self, Needs};
use super::{
    Finding, Json, Mask, Object, Severity, codes, folded, is_placeholder, not_a_sid, placeholder,
};

/// The longest room name, in characters.
const MAX_ROOM: usize = 128;

/// What is wrong with the grants of a token before it is written: what the token itself would not show.
pub(crate) fn before_writing(grants: &[Grant], mask: &Mask) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (n, grant) in grants.iter().enumerate() {
        if grants[..n].iter().filter(|earlier| earlier.name == grant.name).count() == 1 {
            let message = format!("the token has two {} grants", mask.quoted(&grant.name));
            let claim = format!("grants.{}", mask.excerpt(&grant.name));
            let finding = Finding::error(message).code(codes::MALFORMED).at(claim);
            findings.push(finding.hint("give it once, with all of its members"));
        }
        if grant.has_blank_room {
            let finding = Finding::error("the name of the room is empty").at("grants.video.room");
            findings.push(finding.hint("name the room, or leave it out for any room"));
        }
    }
    findings
}

pub(super) fn judge(payload: &Object, mask: &Mask, findings: &mut Vec<Finding>) {
    let finding = match payload.get("grants") {
        Some(Json::Object(grants)) if grants.iter().any(may_be_grant) => {
            return judge_all(payload, grants, mask, findings);
        }
        None => Finding::error("`grants` is missing"),
        Some(Json::Object(_)) => Finding::error("no grants: the token gives access to nothing"),
        Some(other) => Finding::error(format!("`grants` is {}, not an object", other.kind())),
    };
    let hint = format!("give it the grant of a product: {}", listed(Product::commands(), "or"));
    findings.push(finding.code(codes::GRANTS).at("grants").hint(hint));
}

fn judge_all(payload: &Object, grants: &Object, mask: &Mask, findings: &mut Vec<Finding>) {
    // If another grant is right, the token still gives access to something.
    let has_known = grants.iter().any(|(name, _)| Product::of(name).is_some());
    let severity = if has_known { Severity::Warning } else { Severity::Error };
    for (name, body) in grants.iter().filter(|(name, _)| *name != IDENTITY) {
        match Product::of(name) {
            Some(product) => judge_one(product, body, mask, findings),
            None => findings.extend(near_grant(name, severity, mask)),
        }
    }
    let needs = Needs::of(grants.iter().map(|(name, _)| name));
    findings.extend(needs.judge_claim(payload, grants, mask));
}

/// Whether a member of `grants` may be a grant. An unknown object may be, but not the identity, not another `grants`, and
/// not a member that belongs inside a grant.
fn may_be_grant((name, body): (&str, &Json)) -> bool {
    let mut members = PRODUCTS.iter().flat_map(|product| product.members);
    Product::of(name).is_some()
        || (body.as_object().is_some()
            && folded(name) != IDENTITY
            && !name.eq_ignore_ascii_case("grants")
            && !members.any(|member| member.path.split('.').next() == Some(name)))
}

/// The finding that a grant has nearly the right name.
fn near_grant(name: &str, severity: Severity, mask: &Mask) -> Option<Finding> {
    let product = match folded(name).as_str() {
        "sync" => SYNC,
        "conversation" | "conversations" => CHAT,
        "playback" => PLAYER,
        "flex" => TASK_ROUTER,
        name => PRODUCTS.iter().map(|product| product.grant).find(|known| folded(known) == name)?,
    };
    let message =
        format!("Twilio knows no grant named {}: it is called `{product}`", mask.quoted(name));
    let claim = format!("grants.{}", mask.excerpt(name));
    let finding = Finding::new(severity, message).code(codes::NEAR_GRANT).at(claim);
    Some(finding.hint(format!("rename it to `{product}`")))
}

fn judge_one(product: &'static Product, body: &Json, mask: &Mask, findings: &mut Vec<Finding>) {
    let name = product.grant;
    let Some(members) = body.as_object() else {
        let required = product.members.iter().find_map(|member| member.required);
        let message = format!("the {name} grant is {}, not an object", body.kind());
        let finding = Finding::error(message).code(required.unwrap_or(codes::GRANTS));
        let finding = finding.at(format!("grants.{name}"));
        findings.push(finding.hint(format!("a grant is an object: `{{\"{name}\":{{…}}}}`")));
        return;
    };
    // True for most tokens. Then no member is misspelled.
    let is_all_known = product.knows(members);
    for member in product.members {
        let finding = match set(members, member.path) {
            Some(value) => wrong_value(member, value, mask),
            None if is_all_known && member.required.is_none() => None,
            None => not_set(product, members, member, mask),
        };
        findings.extend(finding.map(|f| f.at(format!("grants.{name}.{}", member.path))));
    }
    match name {
        VOICE => voice(members, findings),
        VIDEO => findings.extend(room(members, mask).map(|f| f.at("grants.video.room"))),
        LEGACY_CHAT => findings.push(legacy(name, CHAT)),
        LEGACY_VIDEO => findings.push(legacy(name, VIDEO)),
        PLAYER => findings.push(
            Finding::advice("`player` is for Twilio Live, which ended in 2023").at("grants.player"),
        ),
        _ => {}
    }
}

/// The value at a path, unless it is null or an empty string.
fn set<'o>(members: &'o Object, path: &str) -> Option<&'o Json> {
    members.at(path).filter(|value| !matches!(value, Json::Null) && value.as_str() != Some(""))
}

/// Whether somebody with this role in TaskRouter needs a worker. Twilio's own tests mint an `admin` without one.
pub(crate) fn needs_worker(role: &str) -> bool {
    matches!(role, "worker" | "supervisor")
}

/// What a member should hold, with its article.
fn wanted(value: Value) -> String {
    match value {
        Value::Sid(kind, _) => kind.to_string(),
        Value::SyncService => format!("{} or `{DEFAULT_SERVICE}`", Service::KIND),
        Value::Text => "a string, or leave it out".to_owned(),
        Value::Free => "an object, or leave it out".to_owned(),
        Value::Flag => "a boolean".to_owned(),
    }
}

/// The finding about a member that is not set: it is required, or it is misspelled or in the wrong place.
fn not_set(product: &Product, members: &Object, member: &Member, mask: &Mask) -> Option<Finding> {
    let misnamed = misnamed(product, members, member, mask);
    let role = || set(members, "role").and_then(Json::as_str).unwrap_or("worker");
    let has_params = || set(members, "outgoing.params").is_some();
    let severity = match member.path {
        "worker_sid" if !needs_worker(role()) => return misnamed,
        // Twilio's libraries silently drop parameters without an app. A grant for incoming calls needs none.
        APP if is_callable(members) && !has_params() => Severity::Warning,
        _ => Severity::Error,
    };
    let Some(fault) = member.required else { return misnamed };
    let finding = misnamed.unwrap_or_else(|| {
        let effect = if member.path == APP { ": it cannot make calls" } else { "" };
        Finding::error(format!("the {} grant has no `{}`{effect}", product.grant, member.path))
            .hint(format!("give it {}", wanted(member.value)))
    });
    Some(Finding { severity, ..finding.code(fault) })
}

/// The finding that a member is misspelled or in the wrong place: `serviceSid`, `roomName`, `application_sid` outside
/// `outgoing`. What should be a SID must at least be one.
fn misnamed(product: &Product, members: &Object, member: &Member, mask: &Mask) -> Option<Finding> {
    let (parent, last) = match member.path.rsplit_once('.') {
        Some((parent, last)) => (Some(parent), last),
        None => (None, member.path),
    };
    let wanted = stem(last);
    let is_sid = matches!(member.value, Value::Sid(..) | Value::SyncService);
    let outside = parent.map(folded).unwrap_or_default();
    let joined = format!("{outside}{wanted}");
    // A SID says itself what it is, so its name may be farther off.
    let is_near =
        |stem: &str| stem == wanted || stem == joined || is_sid && stem.ends_with(&wanted);
    let is_meant = |(outer, name, value): &(Option<&str>, &str, &Json)| {
        let text = value.as_str().unwrap_or_default();
        let fits = !is_sid || text == DEFAULT_SERVICE || kind_of(text).is_some();
        fits && (*outer, *name) != (parent, last) && is_near(&stem(name))
    };
    let mut names = members.iter().flat_map(|(outer, value)| {
        let inner = value.as_object().filter(|_| folded(outer) == outside);
        let inner = inner.into_iter().flat_map(Object::iter);
        let inner = inner.map(move |(name, value)| (Some(outer), name, value));
        iter::once((None, outer, value)).chain(inner)
    });
    let (outer, name, _) = names.find(is_meant)?;
    let name = outer.map_or(name.to_owned(), |outer| format!("{outer}.{name}"));
    let place = parent.map_or(String::new(), |parent| format!(" inside `{parent}`"));
    let name = mask.quoted(&name);
    let fact = format!("the {} grant has {name}, but Twilio reads `{last}`{place}", product.grant);
    Some(Finding::warning(fact).hint(format!("write it as `{last}`{place}")))
}

/// A member's name in lower case, with `application` shortened, and without an end that people add or drop: `AppSid` and
/// `application_id` both give `app`.
fn stem(name: &str) -> String {
    let folded = folded(name).replace("application", "app");
    let stem = ["sid", "id", "name"].iter().find_map(|end| folded.strip_suffix(end));
    stem.unwrap_or(&folded).to_owned()
}

fn wrong_value(member: &Member, value: &Json, mask: &Mask) -> Option<Finding> {
    let path = member.path;
    let sid = |kind, fault| not_a_sid(path, value, kind, fault, codes::GRANT_PLACEHOLDER, mask);
    let of_type =
        |wanted| Some(Finding::warning(format!("`{path}` is {}, not {wanted}", value.kind())));
    let finding = match (member.value, value) {
        (Value::Sid(kind, fault), _) => sid(kind, fault),
        (Value::SyncService, Json::String(text)) if text == DEFAULT_SERVICE => None,
        (Value::SyncService, _) => sid(Service::KIND, codes::SERVICE),
        (Value::Text, Json::String(text)) if is_placeholder(text) => {
            let finding = placeholder(path, codes::GRANT_PLACEHOLDER);
            return Some(finding.hint("fill it in, or leave it out"));
        }
        (Value::Text, Json::String(_)) | (Value::Free, Json::Object(_)) | (Value::Flag, _) => None,
        (Value::Text, _) => of_type("a string"),
        (Value::Free, _) => of_type("an object"),
    }?;
    Some(finding.hint(format!("give it {}", wanted(member.value))))
}

/// Whether a voice grant allows incoming calls.
fn is_callable(members: &Object) -> bool {
    members.at("incoming.allow") == Some(&Json::Bool(true))
}

/// Findings about what a voice grant allows: incoming calls, push notifications.
fn voice(members: &Object, findings: &mut Vec<Finding>) {
    let allow = members.at("incoming.allow");
    let fault = match (members.get("incoming"), allow) {
        (None | Some(Json::Null), _)
        | (Some(Json::Object(_)), None | Some(Json::Bool(_) | Json::Null)) => None,
        (Some(_), Some(allow)) => Some(format!("`allow` is {}, not a boolean", allow.kind())),
        (Some(other), None) => Some(format!("`incoming` is {}, not an object", other.kind())),
    };
    if let Some(fault) = fault {
        let finding = Finding::warning(format!("{fault}: Twilio allows no incoming calls"));
        let finding = finding.code(codes::INCOMING).at("grants.voice.incoming");
        findings.push(finding.hint("to allow them, write `\"incoming\":{\"allow\":true}`"));
    }
    let has_push = set(members, "push_credential_sid").is_some();
    let advice = match (is_callable(members), has_push) {
        (true, false) => "without a push credential, mobile SDKs cannot be called (52004)",
        (false, true) => "the push credential is unused: `incoming.allow` is not true",
        _ => return,
    };
    findings.push(Finding::advice(advice).at("grants.voice.push_credential_sid"));
}

fn room(members: &Object, mask: &Mask) -> Option<Finding> {
    let room = members.at("room")?.as_str()?;
    let length = room.chars().count();
    if room.is_empty() {
        let finding = Finding::warning("the name of the room is empty, which means any room");
        Some(finding.hint("name the room, or leave it out for any room"))
    } else if identity::is_nothing(room) {
        let message = format!("the room is {}: {}", mask.quoted(room), identity::WHY_WRITTEN);
        Some(Finding::warning(message).hint("name the room, or leave it out for any room"))
    } else if length > MAX_ROOM {
        let message = format!("the room name has {length} characters; the limit is {MAX_ROOM}");
        Some(Finding::warning(message).hint("give the room a shorter name, or its SID (RM…)"))
    } else {
        None
    }
}

fn legacy(grant: &str, successor: &str) -> Finding {
    Finding::warning(format!("`{grant}` is the grant of a retired product"))
        .at(format!("grants.{grant}"))
        .hint(format!("today's grant is `{successor}`"))
}
