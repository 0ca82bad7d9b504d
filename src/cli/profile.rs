//! The Twilio CLI's `config.json`: which profiles it has, and which one is active.
//!
//! Read as twilio-cli reads it (twilio-cli-core, `src/services/config.js`): the active
//! profile is the one that `activeProject` names, which is what profiles were called once.
//! The array `projects` from that time is left alone, for its keys are in the system's
//! keychain. Whatever else the file holds, or holds as another type than expected, counts
//! as absent. Where the file is, and whether it may be used, is not known here.

use std::fmt;

use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// The profiles of the Twilio CLI.
#[derive(Debug)]
pub struct Profiles {
    list: Vec<Profile>,
    active: Option<String>,
    requires_profile_input: bool,
}

/// One profile: an account, and a key to it.
pub struct Profile {
    /// The name that `--profile` takes.
    pub name: String,
    /// `accountSid`.
    pub account_sid: Option<String>,
    /// `apiKey`.
    pub api_key: Option<String>,
    /// `apiSecret`.
    pub api_secret: Option<Zeroizing<String>>,
    /// `region`.
    pub region: Option<String>,
}

impl Profiles {
    /// Reads a `config.json`.
    pub fn parse(text: &str) -> Result<Self, ProfilesError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut config = object(serde_json::from_str(text)?);
        let profiles = config.remove("profiles").map(object).unwrap_or_default();
        Ok(Self {
            list: profiles.into_iter().map(Profile::new).collect(),
            active: take_text(&mut config, "activeProject").map(|name| name.trim().to_owned()),
            requires_profile_input: config.get("requireProfileInput") == Some(&Value::Bool(true)),
        })
    }

    /// The active profile, if one is set and exists.
    pub fn active(&self) -> Option<&Profile> {
        self.get(self.active.as_deref()?)
    }

    /// The profile of this name.
    fn get(&self, name: &str) -> Option<&Profile> {
        self.list.iter().find(|profile| profile.name == name)
    }

    /// Takes the profile of this name out, so that no copy of its secret is left behind.
    pub fn take(self, name: &str) -> Option<Profile> {
        self.list.into_iter().find(|profile| profile.name == name)
    }

    /// The profile with this API key.
    pub fn by_api_key(&self, sid: &str) -> Option<&Profile> {
        self.list
            .iter()
            .find(|profile| profile.api_key.as_deref() == Some(sid))
    }

    /// The names of the profiles, as they stand in the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|profile| profile.name.as_str())
    }

    /// The secrets of all of them.
    pub fn secrets(&self) -> impl Iterator<Item = &Zeroizing<String>> {
        self.list
            .iter()
            .filter_map(|profile| profile.api_secret.as_ref())
    }

    /// Whether every command must name its profile: the active one may not be used unasked.
    pub fn requires_profile_input(&self) -> bool {
        self.requires_profile_input
    }
}

impl Profile {
    /// Whether it has all that a token takes.
    pub fn is_complete(&self) -> bool {
        self.account_sid.is_some() && self.api_key.is_some() && self.api_secret.is_some()
    }

    fn new((name, members): (String, Value)) -> Self {
        let mut members = object(members);
        Self {
            name,
            account_sid: take_text(&mut members, "accountSid"),
            api_key: take_text(&mut members, "apiKey"),
            api_secret: take_text(&mut members, "apiSecret").map(Zeroizing::new),
            region: take_text(&mut members, "region"),
        }
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({:?}, …)", self.name)
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

/// Why a `config.json` cannot be read: it is no JSON from here on. Holds nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfilesError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in bytes; 0 where the text ends at the start of a line.
    pub column: usize,
}

impl From<serde_json::Error> for ProfilesError {
    fn from(error: serde_json::Error) -> Self {
        Self {
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for ProfilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column } = self;
        write!(f, "not valid JSON at line {line}, column {column}")
    }
}

impl std::error::Error for ProfilesError {}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = r#"{
        "email": {}, "prompts": {"acked": [1, null]}, "projects": [{"id": "old"}],
        "requireProfileInput": true,
        "profiles": {
            "prod": {"accountSid": "AC1", "apiKey": "SK1", "apiSecret": "s1", "region": "ie1"},
            "dev": {"accountSid": "AC2", "apiKey": 2, "apiSecret": null, "region": "", "edge": []},
            "odd": "text"
        },
        "activeProject": " prod "
    }"#;

    #[test]
    fn profiles_are_found_by_name_by_key_and_as_the_active_one() {
        let profiles = Profiles::parse(CONFIG).unwrap();
        assert_eq!(profiles.names().collect::<Vec<_>>(), ["prod", "dev", "odd"]);
        assert!(profiles.requires_profile_input());
        let prod = profiles.active().unwrap();
        assert_eq!(prod.name, "prod");
        assert_eq!(prod.account_sid.as_deref(), Some("AC1"));
        assert_eq!(prod.api_secret.as_ref().map(|s| s.as_str()), Some("s1"));
        assert_eq!(prod.region.as_deref(), Some("ie1"));
        assert_eq!(profiles.by_api_key("SK1").unwrap().name, "prod");
        assert!(profiles.by_api_key("SK2").is_none());
        assert!(profiles.get("old").is_none());
    }

    #[test]
    fn what_is_of_another_type_is_absent() {
        let profiles = Profiles::parse(CONFIG).unwrap();
        let dev = profiles.get("dev").unwrap();
        assert_eq!(dev.account_sid.as_deref(), Some("AC2"));
        assert!(dev.api_key.is_none() && dev.api_secret.is_none() && dev.region.is_none());
        assert!(profiles.get("odd").unwrap().account_sid.is_none());
        for text in [
            "{}",
            "[]",
            "null",
            "\u{feff}{}",
            r#"{"profiles": []}"#,
            r#"{"activeProject": "gone", "requireProfileInput": "true"}"#,
            r#"{"activeProject": 1, "profiles": {"1": {}}}"#,
        ] {
            let profiles = Profiles::parse(text).unwrap();
            assert!(profiles.active().is_none(), "{text}");
            assert!(!profiles.requires_profile_input(), "{text}");
        }
    }

    #[test]
    fn errors_tell_where_and_never_what() {
        let error = Profiles::parse("{\n  \"apiSecret\": s3cret}").unwrap_err();
        assert_eq!(error.to_string(), "not valid JSON at line 2, column 16");
        assert!(Profiles::parse("").is_err());
        assert!(Profiles::parse(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn nothing_shows_a_secret() {
        let shown = format!("{:?}", Profiles::parse(CONFIG).unwrap());
        assert!(shown.contains("prod") && !shown.contains("s1"), "{shown}");
    }
}
