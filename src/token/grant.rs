//! Grants: what the bearer of a token may use. [`PRODUCTS`] is the one place that describes each product: the members
//! of its grant, in the order in which they are written, and what each may hold.
//!
//! The public grant types only set members. The rules, and the command line that `decode` prints to mint a token again,
//! read [`PRODUCTS`]. Source: Twilio's docs ("Access Tokens") and the grants of its seven server libraries.

use super::error::Error;
use super::json::{Json, Object};
use super::message::Finding;
use super::rules::codes::{self, Fault};
use super::sid::{Kind, PushCredential, Role, Service, Sid, SidKind, TwimlApp, Worker, Workspace};

/// The one member of `grants` that is not a grant: who the token is for.
pub(crate) const IDENTITY: &str = "identity";

/// What a member of a grant may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value {
    /// A SID of this kind, and the fault if it is none.
    Sid(Kind, &'static Fault),
    /// A service SID, or the word `default`.
    SyncService,
    Text,
    /// `true`. Anything else is the same as leaving the member out.
    Flag,
    /// Any JSON object; its contents are up to the user.
    Free,
}

/// A member of a grant.
pub(crate) struct Member {
    /// The path within the grant.
    pub(crate) path: &'static str,
    pub(crate) value: Value,
    /// The fault if Twilio refuses the grant without it.
    pub(crate) required: Option<&'static Fault>,
}

/// A grant that Twilio knows.
pub(crate) struct Product {
    /// The name as it is written in a token.
    pub(crate) grant: &'static str,
    /// The command that mints this grant, if there is one.
    pub(crate) command: Option<&'static str>,
    pub(crate) members: &'static [Member],
}

impl Product {
    pub(crate) fn of(grant: &str) -> Option<&'static Self> {
        PRODUCTS.iter().find(|product| product.grant == grant)
    }

    /// Whether a grant has no other members than these.
    pub(crate) fn knows(&self, members: &Object) -> bool {
        let is_known = |path: &str| self.members.iter().any(|member| member.path == path);
        members.iter().all(|(name, value)| {
            let inner = value.as_object().filter(|inner| !inner.is_empty());
            let is_known_inside = |(inner, _)| is_known(&format!("{name}.{inner}"));
            // A dot in a path leads into an object; one in a name does not.
            let is_whole = is_known(name) && !name.bytes().any(|byte| byte == b'.');
            is_whole || inner.is_some_and(|inner| inner.iter().all(is_known_inside))
        })
    }

    /// All commands that mint a grant.
    pub(crate) fn commands() -> impl Iterator<Item = &'static str> {
        PRODUCTS.iter().filter_map(|product| product.command)
    }
}

pub(crate) const CHAT: &str = "chat";
pub(crate) const VOICE: &str = "voice";
pub(crate) const VIDEO: &str = "video";
pub(crate) const SYNC: &str = "data_sync";
pub(crate) const TASK_ROUTER: &str = "task_router";
pub(crate) const PLAYER: &str = "player";
/// The first names of the chat and video grants, from Programmable Chat and Programmable Video.
pub(crate) const LEGACY_CHAT: &str = "ip_messaging";
pub(crate) const LEGACY_VIDEO: &str = "rtc";

/// The TwiML app of a voice grant.
pub(crate) const APP: &str = "outgoing.application_sid";

const fn required(path: &'static str, value: Value, fault: &'static Fault) -> Member {
    Member { path, value, required: Some(fault) }
}

const fn optional(path: &'static str, value: Value) -> Member {
    Member { path, value, required: None }
}

const fn text(path: &'static str) -> Member {
    optional(path, Value::Text)
}

const CHAT_MEMBERS: &[Member] = &[
    required("service_sid", Value::Sid(Service::KIND, codes::SERVICE), codes::SERVICE),
    text("endpoint_id"),
    optional("deployment_role_sid", Value::Sid(Role::KIND, codes::GRANT_SID)),
    optional("push_credential_sid", Value::Sid(PushCredential::KIND, codes::PUSH_CREDENTIAL)),
];

const VOICE_MEMBERS: &[Member] = &[
    optional("incoming.allow", Value::Flag),
    // Not required for incoming calls; the rules handle that.
    required(APP, Value::Sid(TwimlApp::KIND, codes::APPLICATION), codes::OUTGOING),
    optional("outgoing.params", Value::Free),
    optional("push_credential_sid", Value::Sid(PushCredential::KIND, codes::PUSH_CREDENTIAL)),
    text("endpoint_id"),
];

const SYNC_MEMBERS: &[Member] =
    &[required("service_sid", Value::SyncService, codes::SERVICE), text("endpoint_id")];

const TASK_ROUTER_MEMBERS: &[Member] = &[
    required("workspace_sid", Value::Sid(Workspace::KIND, codes::GRANT_SID), codes::GRANT_SID),
    // Not required for roles other than worker and supervisor; the rules handle that.
    required("worker_sid", Value::Sid(Worker::KIND, codes::GRANT_SID), codes::GRANT_SID),
    text("role"),
];

pub(crate) const PRODUCTS: &[Product] = &[
    Product { grant: CHAT, command: Some("chat"), members: CHAT_MEMBERS },
    Product { grant: VOICE, command: Some("voice"), members: VOICE_MEMBERS },
    Product { grant: VIDEO, command: Some("video"), members: &[text("room")] },
    Product { grant: SYNC, command: Some("sync"), members: SYNC_MEMBERS },
    Product { grant: TASK_ROUTER, command: Some("taskrouter"), members: TASK_ROUTER_MEMBERS },
    Product { grant: PLAYER, command: None, members: &[] },
    Product { grant: LEGACY_CHAT, command: None, members: CHAT_MEMBERS },
    Product { grant: LEGACY_VIDEO, command: None, members: &[text("configuration_profile_sid")] },
];

/// The word that names an account's default Sync service.
pub(crate) const DEFAULT_SERVICE: &str = "default";

/// One grant: the product's name as it is written in a token, and what the token allows there.
///
/// Convert a [`ChatGrant`], [`VoiceGrant`] and so on with [`From`], or use [`Grant::raw`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Grant {
    pub(crate) name: String,
    pub(crate) body: Object,
    /// Whether it was given an empty name for its room. Without a room it would give access to every room, so signing
    /// is an error.
    pub(crate) has_blank_room: bool,
}

impl Grant {
    /// A grant that has no type in this crate: `Grant::raw("player", object)`. The object is written as it is, except
    /// that a number which fits neither an `i64` nor a double is rounded to a double.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidGrant`] if the name is empty, or is `identity`, which is not a grant.
    pub fn raw(
        name: &str,
        body: serde_json::Map<String, serde_json::Value>,
    ) -> Result<Self, Error> {
        Self::from_object(name, body.into())
    }

    pub(crate) fn from_object(name: &str, body: Object) -> Result<Self, Error> {
        let fault = match name {
            "" => "the grant has no name",
            IDENTITY => "`identity` is not a grant",
            _ => return Ok(Self { body, ..Self::empty(name) }),
        };
        Err(Error::InvalidGrant(Box::new(Finding::error(fault))))
    }

    /// A product's grant without members.
    pub(crate) fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), body: Object::default(), has_blank_room: false }
    }

    /// Sets a member and keeps the members in the order of [`PRODUCTS`]. Ignores null and the empty string.
    pub(crate) fn with(mut self, path: &str, value: impl Into<Json>) -> Self {
        let value = value.into();
        if value.as_str() == Some("") || value == Json::Null {
            return self;
        }
        self.body.set(path, value);
        let mut ordered = Object::default();
        for member in Product::of(&self.name).map_or(&[][..], |product| product.members) {
            // A flag that is false is left out.
            let value = self.body.at(member.path).filter(|value| **value != Json::Bool(false));
            if let Some(value) = value {
                ordered.set(member.path, value.clone());
            }
        }
        Self { body: ordered, ..self }
    }
}

/// Declares the type of a product's grant, with a method for each optional member.
macro_rules! grant {
    ($(#[$doc:meta])* $type:ident; $($(#[$member_doc:meta])* $member:ident: $value:ty;)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[must_use]
        pub struct $type(Grant);

        impl $type {
            $(
                $(#[$member_doc])*
                pub fn $member(self, value: $value) -> Self {
                    let text: String = value.into();
                    Self(self.0.with(stringify!($member), text))
                }
            )*
        }

        impl From<$type> for Grant {
            fn from(grant: $type) -> Self {
                grant.0
            }
        }
    };
}

grant! {
    /// Access to a Conversations service.
    ChatGrant;
    /// The device, if one identity has several: any text that tells them apart. Ignored if empty.
    endpoint_id: impl Into<String>;
    /// The identity's role in the deployment.
    deployment_role_sid: Sid<Role>;
    /// The credential for push notifications.
    push_credential_sid: Sid<PushCredential>;
}

impl ChatGrant {
    /// For this service. Twilio requires one.
    pub fn new(service: Sid<Service>) -> Self {
        Self(Grant::empty(CHAT).with("service_sid", String::from(service)))
    }
}

grant! {
    /// Calls to and from an identity.
    VoiceGrant;
    /// The credential for push notifications. A mobile app cannot be called without one.
    push_credential_sid: Sid<PushCredential>;
    /// The device, if one identity has several: any text that tells them apart. Ignored if empty.
    endpoint_id: impl Into<String>;
}

impl VoiceGrant {
    /// For outgoing calls through this TwiML app, which decides what to do with each call.
    pub fn outgoing(app: Sid<TwimlApp>) -> Self {
        Self(Grant::empty(VOICE).with("outgoing.application_sid", String::from(app)))
    }

    /// For incoming calls only.
    pub fn incoming_only() -> Self {
        Self(Grant::empty(VOICE)).incoming(true)
    }

    /// Whether the identity can be called.
    pub fn incoming(self, allow: bool) -> Self {
        Self(self.0.with("incoming.allow", Json::Bool(allow)))
    }

    /// Parameters that Twilio sends to the TwiML app's voice URL with each outgoing call. Signing a grant that was
    /// given parameters but no app is an error.
    pub fn params(self, params: serde_json::Map<String, serde_json::Value>) -> Self {
        Self(self.0.with("outgoing.params", Json::Object(Object::from(params))))
    }
}

grant! {
    /// Access to video rooms: to all rooms, unless [`room`](Self::room) names one.
    VideoGrant;
}

impl VideoGrant {
    /// For any room.
    pub fn new() -> Self {
        Self(Grant::empty(VIDEO))
    }

    /// Limits access to this room: its unique name or its SID (`RM…`). Signing with an empty name is an error.
    pub fn room(self, room: impl Into<String>) -> Self {
        let room = room.into();
        Self(Grant { has_blank_room: room.is_empty(), ..self.0.with("room", room) })
    }
}

impl Default for VideoGrant {
    fn default() -> Self {
        Self::new()
    }
}

grant! {
    /// Access to a Sync service.
    SyncGrant;
    /// The device, if one identity has several: any text that tells them apart. Ignored if empty.
    endpoint_id: impl Into<String>;
}

impl SyncGrant {
    /// For this service. Twilio requires one.
    pub fn new(service: Sid<Service>) -> Self {
        Self(Grant::empty(SYNC).with("service_sid", String::from(service)))
    }

    /// For the service that every account has.
    pub fn default_service() -> Self {
        Self(Grant::empty(SYNC).with("service_sid", DEFAULT_SERVICE))
    }
}

grant! {
    /// What a TaskRouter worker may do, for example in Flex. This grant needs no identity.
    TaskRouterGrant;
    /// The bearer's role in the workspace: `worker` (Twilio's default), `supervisor`, … Ignored if
    /// empty.
    role: impl Into<String>;
}

impl TaskRouterGrant {
    /// For this worker of this workspace.
    pub fn new(workspace: Sid<Workspace>, worker: Sid<Worker>) -> Self {
        let grant = Grant::empty(TASK_ROUTER).with("workspace_sid", String::from(workspace));
        Self(grant.with("worker_sid", String::from(worker)))
    }
}
