//! The Twilio CLI's `config.json`: which profiles it has, and which one is active.
//!
//! Read as twilio-cli reads it (twilio-cli-core, `src/services/config.js`): the active profile is the one that
//! `activeProject` names, which is what profiles were called once. The array `projects` from that time is left alone, for
//! its keys are in the system's keychain. Whatever else the file holds, or holds as another type than expected, counts as
//! absent. Errors say where, never what.

use serde_json::{Map, Value};

use crate::token::key::Secret;
use crate::token::message::Message;

pub(crate) struct Profiles {
    pub(crate) list: Vec<Profile>,
    active: Option<String>,
    /// Every command must name its profile: the active one may not be used unasked.
    pub(crate) requires_profile_input: bool,
}

/// An account, and a key to it.
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) account: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) secret: Option<Secret>,
    pub(crate) region: Option<String>,
}

impl Profiles {
    pub(crate) fn parse(text: &str) -> Result<Self, Message> {
        let config = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Message::error(format!("not valid JSON at line {line}, column {column}"))
        })?;
        let mut config = object(config);
        let profiles = config.remove("profiles").map(object).unwrap_or_default();
        Ok(Self {
            list: profiles.into_iter().map(Profile::new).collect(),
            active: take_text(&mut config, "activeProject").map(|name| name.trim().to_owned()),
            requires_profile_input: config.get("requireProfileInput") == Some(&Value::Bool(true)),
        })
    }

    pub(crate) fn named(&self, name: &str) -> Option<&Profile> {
        self.list.iter().find(|profile| profile.name == name)
    }

    /// The active profile, if one is set and exists.
    pub(crate) fn active(&self) -> Option<&Profile> {
        self.named(self.active.as_deref()?)
    }
}

impl Profile {
    /// Whether it has all that a token takes.
    pub(crate) fn is_complete(&self) -> bool {
        self.account.is_some() && self.key.is_some() && self.secret.is_some()
    }

    fn new((name, members): (String, Value)) -> Self {
        let mut members = object(members);
        Self {
            name,
            account: take_text(&mut members, "accountSid"),
            key: take_text(&mut members, "apiKey"),
            secret: take_text(&mut members, "apiSecret").map(Secret::from),
            region: take_text(&mut members, "region"),
        }
    }
}

/// The members of an object; none of anything else.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Moves a text out, so that no copy of a secret is left behind. An empty one is absent.
fn take_text(members: &mut Map<String, Value>, name: &str) -> Option<String> {
    match members.remove(name)? {
        Value::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}
