//! The grants: what each product needs in its own.

use super::super::grant::{IDENTITY, SyncService, name};
use super::super::json::{Json, Object};
use super::super::sid::{
    PushCredential, Role, Service, SidKind, TwimlApp, Worker, Workspace, is_placeholder, is_sid_of,
    kind_of,
};
use super::codes::Code;
use super::identity::Demands;
use super::{Finding, Findings, codes};

const GRANT_ONE: &str = "give it the grant of a product: chat, voice, video or sync";

/// The longest room name, in characters.
const MAX_ROOM: usize = 128;

pub(super) fn judge(payload: &Object<'_>, findings: &mut Findings<'_>) {
    let grants = match payload.get("grants") {
        Some(Json::Object(grants)) => grants,
        Some(other) => {
            let message = format!("`grants` is {}, not an object", other.kind());
            let finding = Finding::error(codes::GRANTS, message).at("grants");
            findings.error(finding.cure(GRANT_ONE));
            return;
        }
        None => {
            let finding = Finding::error(codes::GRANTS, "`grants` is missing").at("grants");
            findings.error(finding.cure(GRANT_ONE));
            return;
        }
    };
    if grants.members().all(|(grant, _)| grant == IDENTITY) {
        findings.error(
            Finding::error(codes::GRANTS, "no grant: the token opens nothing")
                .at("grants")
                .cure(GRANT_ONE),
        );
        return;
    }
    for (grant, body) in grants.members() {
        judge_one(grant, body, findings);
    }
    let demands = Demands::of(grants.members().map(|(grant, _)| grant));
    demands.judge(grants.get(IDENTITY), findings);
    if grants.get(name::VOICE).is_some() && findings.has_error() {
        findings.hint(|| {
            Finding::hint(
                "Voice JS 2.x shows most token faults as 53000 unless \
                 `enableImprovedSignalingErrorPrecision` is set",
            )
        });
    }
}

fn judge_one(grant: &str, body: &Json<'_>, findings: &mut Findings<'_>) {
    let Some(members) = body.as_object() else {
        let code = match grant {
            name::CHAT | name::SYNC | name::LEGACY_CHAT => codes::SERVICE,
            name::VOICE => codes::OUTGOING,
            name::VIDEO | name::LEGACY_VIDEO => codes::GRANTS,
            name::TASK_ROUTER => codes::GRANT_SID,
            _ => return,
        };
        let message = format!("the {grant} grant is {}, not an object", body.kind());
        let finding = Finding::error(code, message).at(format!("grants.{grant}"));
        findings.error(finding.cure(format!("a grant is an object: `{{\"{grant}\":{{…}}}}`")));
        return;
    };
    let members = &Grant {
        name: grant,
        members,
    };
    match grant {
        name::CHAT => chat(members, findings),
        name::SYNC => service(members, findings),
        name::VOICE => voice(members, findings),
        name::VIDEO => video(members, findings),
        name::TASK_ROUTER => {
            members.required::<Workspace>("workspace_sid", codes::GRANT_SID, findings);
            members.required::<Worker>("worker_sid", codes::GRANT_SID, findings);
        }
        name::LEGACY_CHAT => {
            legacy(grant, "chat", findings);
            chat(members, findings);
        }
        name::LEGACY_VIDEO => legacy(grant, "video", findings),
        // Twilio has grants beyond these (Verify's push tokens carry two); they are shown, not judged.
        _ => {}
    }
}

fn legacy(grant: &str, successor: &str, findings: &mut Findings<'_>) {
    findings.warn(|| {
        Finding::warning(format!("`{grant}` is a grant of a retired product"))
            .at(format!("grants.{grant}"))
            .cure(format!("today's grant is `{successor}`"))
    });
}

fn chat(grant: &Grant<'_, '_>, findings: &mut Findings<'_>) {
    service(grant, findings);
    grant.optional::<Role>("deployment_role_sid", codes::GRANT_SID, findings);
    grant.optional::<PushCredential>("push_credential_sid", codes::PUSH_CREDENTIAL, findings);
}

fn service(grant: &Grant<'_, '_>, findings: &mut Findings<'_>) {
    let by_word = grant.name == name::SYNC
        && grant.members.get("service_sid").and_then(Json::as_str) == Some(SyncService::DEFAULT);
    if !by_word {
        grant.required::<Service>("service_sid", codes::SERVICE, findings);
    }
}

fn voice(grant: &Grant<'_, '_>, findings: &mut Findings<'_>) {
    let member = |outer: &str, inner: &str| {
        grant
            .members
            .get(outer)
            .and_then(Json::as_object)
            .and_then(|object| object.get(inner))
    };
    let incoming = matches!(member("incoming", "allow"), Some(Json::Bool(true)));
    match member("outgoing", "application_sid") {
        Some(value) if !is_unset(value) => {
            grant.check::<TwimlApp>(
                "outgoing.application_sid",
                value,
                codes::APPLICATION,
                findings,
            );
        }
        _ if incoming => findings.warn(|| {
            let fact = "no `outgoing.application_sid`: it can be called, and cannot call";
            let message = match member("outgoing", "params") {
                None | Some(Json::Null) => fact.to_owned(),
                Some(_) => format!("{fact}; its `outgoing.params` go nowhere"),
            };
            Finding::warning(message)
                .coded(codes::OUTGOING)
                .at("grants.voice.outgoing.application_sid")
                .cure("outgoing calls need the SID of a TwiML app (AP…)")
        }),
        _ => findings.error(
            Finding::error(
                codes::OUTGOING,
                "a voice grant that neither makes nor takes calls: no `outgoing.application_sid`",
            )
            .at("grants.voice.outgoing.application_sid")
            .cure("outgoing calls need the SID of a TwiML app (AP…)"),
        ),
    }
    grant.optional::<PushCredential>("push_credential_sid", codes::PUSH_CREDENTIAL, findings);
    if incoming
        && grant
            .members
            .get("push_credential_sid")
            .is_none_or(is_unset)
    {
        findings.hint(|| {
            Finding::hint("without a push credential, mobile SDKs cannot be called (52004)")
                .at("grants.voice.push_credential_sid")
        });
    }
}

fn video(grant: &Grant<'_, '_>, findings: &mut Findings<'_>) {
    let room = grant.members.get("room").and_then(Json::as_str);
    if let Some(length) = room
        .map(|room| room.chars().count())
        .filter(|n| *n > MAX_ROOM)
    {
        findings.warn(|| {
            Finding::warning(format!(
                "a room name of {length} characters, over {MAX_ROOM}"
            ))
            .at("grants.video.room")
            .cure("rooms have shorter names, or are named by their SID (RM…)")
        });
    }
}

/// Whether a member might as well not be there.
fn is_unset(value: &Json<'_>) -> bool {
    matches!(value, Json::Null) || value.as_str() == Some("")
}

/// A grant in the token, with its name for the paths of findings.
struct Grant<'g, 'a> {
    name: &'g str,
    members: &'g Object<'a>,
}

impl Grant<'_, '_> {
    fn required<K: SidKind>(&self, member: &str, code: Code, findings: &mut Findings<'_>) {
        match self.members.get(member) {
            Some(value) if !is_unset(value) => self.check::<K>(member, value, code, findings),
            _ => findings.error(
                Finding::error(code, format!("the {} grant has no `{member}`", self.name))
                    .at(self.path(member))
                    .cure(format!("give it {} ({}…)", K::KIND.noun, K::KIND.prefix)),
            ),
        }
    }

    fn optional<K: SidKind>(&self, member: &str, code: Code, findings: &mut Findings<'_>) {
        if let Some(value) = self.members.get(member).filter(|value| !is_unset(value)) {
            self.check::<K>(member, value, code, findings);
        }
    }

    fn check<K: SidKind>(
        &self,
        member: &str,
        value: &Json<'_>,
        code: Code,
        findings: &mut Findings<'_>,
    ) {
        let expected = format_args!("{} ({}…)", K::KIND.noun, K::KIND.prefix);
        let (code, message) = match value {
            Json::String(text) if is_placeholder(text) => (
                codes::GRANT_SID,
                format!("`{member}` is a placeholder that was never filled in"),
            ),
            Json::String(text) if is_sid_of::<K>(text) => return,
            Json::String(text) => match kind_of(text) {
                Some(kind) => (
                    code,
                    format!(
                        "`{member}` is {} ({}…), not {expected}",
                        kind.noun, kind.prefix
                    ),
                ),
                None => (
                    code,
                    format!("`{member}` is {}, not {expected}", findings.quoted(text)),
                ),
            },
            other => (
                code,
                format!("`{member}` is {}, not {expected}", other.kind()),
            ),
        };
        findings.error(
            Finding::error(code, message)
                .at(self.path(member))
                .cure(format!("give it {expected}")),
        );
    }

    fn path(&self, member: &str) -> String {
        format!("grants.{}.{member}", self.name)
    }
}
