//! Grants: what the bearer of a token may use.
//!
//! One type a product, its fields in the order of the wire, and one for a grant given
//! as JSON. What a type allows to be missing is for the rules to find: a grant can be
//! built that Twilio would refuse, and never one that says the same thing twice.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::json::{JsonError, Object};
use super::sid::{PushCredential, Role, Service, Sid, SidError, TwimlApp, Worker, Workspace};

/// The member of `grants` that is no grant: who the token is for.
pub const IDENTITY: &str = "identity";

/// Names of grants on the wire.
pub mod name {
    /// Conversations.
    pub const CHAT: &str = "chat";
    /// Programmable Voice.
    pub const VOICE: &str = "voice";
    /// Programmable Video.
    pub const VIDEO: &str = "video";
    /// Sync.
    pub const SYNC: &str = "data_sync";
    /// `TaskRouter`, and so Flex.
    pub const TASK_ROUTER: &str = "task_router";
    /// Media playback.
    pub const PLAYER: &str = "player";
    /// Programmable Chat under its first name.
    pub const LEGACY_CHAT: &str = "ip_messaging";
    /// Video under its first name.
    pub const LEGACY_VIDEO: &str = "rtc";
}

/// One grant.
#[derive(Debug, Clone)]
pub enum Grant {
    /// Conversations.
    Chat(Chat),
    /// Voice.
    Voice(Voice),
    /// Video.
    Video(Video),
    /// Sync.
    Sync(Sync),
    /// `TaskRouter`.
    TaskRouter(TaskRouter),
    /// Any grant, as somebody wrote it.
    Raw(RawGrant),
}

/// Access to a Conversations service.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Chat {
    /// The service. Twilio demands one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_sid: Option<Sid<Service>>,
    /// The device, where one identity has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<String>,
    /// The role that the identity has in the deployment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_role_sid: Option<Sid<Role>>,
    /// The credential for push notifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub push_credential_sid: Option<Sid<PushCredential>>,
}

/// Calls to and from an identity.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Voice {
    /// Whether the identity may be called.
    #[serde(skip_serializing_if = "is_false", serialize_with = "allowed")]
    pub incoming: bool,
    /// What answers its outgoing calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<Outgoing>,
    /// The credential for push notifications, without which a mobile app cannot be called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub push_credential_sid: Option<Sid<PushCredential>>,
    /// The device, where one identity has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<String>,
}

/// The TwiML app that answers outgoing calls. Parameters without an app are
/// dropped by every library; here they cannot be said.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Outgoing {
    /// The app.
    pub application_sid: Sid<TwimlApp>,
    /// What its voice URL is sent along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<Object<'static>>,
}

/// Access to video rooms: to one, or to any.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Video {
    /// The room's unique name or SID; none is any room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
}

/// Access to a Sync service.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Sync {
    /// The service. Twilio demands one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_sid: Option<SyncService>,
    /// The device, where one identity has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<String>,
}

/// What a `TaskRouter` worker may do.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct TaskRouter {
    /// The workspace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace_sid: Option<Sid<Workspace>>,
    /// The worker in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker_sid: Option<Sid<Worker>>,
    /// What the worker is: `worker`, `supervisor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// A Sync service, by SID or as the account's default one.
#[derive(Debug, Clone)]
pub enum SyncService {
    /// The account's default service, which Twilio knows by the word `default`.
    Default,
    /// The service of this SID.
    Sid(Sid<Service>),
}

impl SyncService {
    /// The word that names the account's default service.
    pub const DEFAULT: &'static str = "default";

    /// Parses a service SID, or `default`.
    pub fn parse(text: &str) -> Result<Self, SidError> {
        if text == Self::DEFAULT {
            Ok(Self::Default)
        } else {
            Sid::parse(text).map(Self::Sid)
        }
    }

    /// As Twilio writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Default => Self::DEFAULT,
            Self::Sid(sid) => sid.as_str(),
        }
    }
}

impl Serialize for SyncService {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A grant as somebody wrote it: a name, and a JSON object kept as it was spelled.
#[derive(Debug, Clone)]
pub struct RawGrant {
    name: String,
    body: String,
}

impl RawGrant {
    /// Takes a name and a JSON object in.
    pub fn parse(name: &str, json: &str) -> Result<Self, GrantError> {
        let body = Object::parse(json).map_err(GrantError::Json)?.to_wire();
        if name.is_empty() {
            return Err(GrantError::NoName);
        }
        if name == IDENTITY {
            return Err(GrantError::Identity);
        }
        Ok(Self {
            name: name.to_owned(),
            body,
        })
    }
}

impl Grant {
    /// Its name on the wire.
    pub fn name(&self) -> &str {
        match self {
            Self::Chat(_) => name::CHAT,
            Self::Voice(_) => name::VOICE,
            Self::Video(_) => name::VIDEO,
            Self::Sync(_) => name::SYNC,
            Self::TaskRouter(_) => name::TASK_ROUTER,
            Self::Raw(grant) => &grant.name,
        }
    }

    /// Appends its body as compact JSON.
    pub(super) fn write(&self, out: &mut String) {
        let body = match self {
            Self::Chat(grant) => serde_json::to_string(grant),
            Self::Voice(grant) => serde_json::to_string(grant),
            Self::Video(grant) => serde_json::to_string(grant),
            Self::Sync(grant) => serde_json::to_string(grant),
            Self::TaskRouter(grant) => serde_json::to_string(grant),
            Self::Raw(grant) => return out.push_str(&grant.body),
        };
        // Structs of strings go into memory: nothing here can fail.
        out.push_str(&body.unwrap_or_default());
    }
}

/// The grants of one token, in the order given, no name twice.
#[derive(Debug, Clone, Default)]
pub struct Grants(Vec<Grant>);

impl Grants {
    /// Adds a grant at the end.
    pub fn push(&mut self, grant: Grant) -> Result<(), GrantError> {
        if self.0.iter().any(|earlier| earlier.name() == grant.name()) {
            return Err(GrantError::Twice(grant.name().to_owned()));
        }
        self.0.push(grant);
        Ok(())
    }

    /// The grants in their order.
    pub fn as_slice(&self) -> &[Grant] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is one of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|grant| grant.name() == name)
    }
}

/// Why a grant cannot stand in a token.
#[derive(Debug, PartialEq, Eq)]
pub enum GrantError {
    /// Its name is taken.
    Twice(String),
    /// It has no name.
    NoName,
    /// It is called `identity`, which is no grant.
    Identity,
    /// Its body is not a JSON object.
    Json(JsonError),
}

impl fmt::Display for GrantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice(name) => {
                write!(
                    f,
                    "the token already has a {} grant",
                    super::shape::shown(name)
                )
            }
            Self::NoName => f.write_str("the grant has no name"),
            Self::Identity => f.write_str("`identity` is not a grant"),
            Self::Json(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for GrantError {}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// `{"allow":true}`: how the wire says that incoming calls are allowed.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn allowed<S: Serializer>(allow: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map([("allow", allow)])
}
