//! The Twilio CLI's `config.json`: which profiles it has, and which one is active.
//!
//! The file is read the way twilio-cli reads it (twilio-cli-core, `src/services/config.js`). The member `activeProject`
//! names the active profile, because profiles used to be called projects. The `projects` array from that time is
//! ignored, because its keys are in the system's keychain. Members that are unknown or of an unexpected type count as
//! absent. Errors give the position, never the content.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;

use serde_json::Value;

use super::FILE_LIMIT;
use super::origin::{Found, Origin, plain};
use super::search::Search;
use super::settings::CONFIG_DIR;
use crate::cli::read;
use crate::token::message::Message;
use crate::token::region::Region;

/// What messages call the file.
const CONFIG: &str = "the Twilio CLI's config.json";

#[derive(Default)]
pub(crate) struct Profiles {
    /// For each name, what is in the profile.
    pub(crate) by_name: BTreeMap<String, Search>,
    active: Option<String>,
    /// Set if every command must name its profile: then the active one is not used by default.
    pub(crate) requires_profile_input: bool,
}

impl Profiles {
    /// The profiles of the Twilio CLI; none if it has no config.json. The home folder is what `HOME` says (`USERPROFILE`
    /// on Windows); the system's user database is not asked.
    pub(crate) fn open() -> Result<Self, Message> {
        let folder = |name| env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
        let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        let folder = folder(CONFIG_DIR).or_else(|| Some(folder(home)?.join(".twilio-cli")));
        let Some(folder) = folder else { return Ok(Self::default()) };
        let bytes = read::if_there(&folder.join("config.json"), FILE_LIMIT, CONFIG)?;
        bytes.map_or_else(|| Ok(Self::default()), |bytes| Self::parse(&bytes))
    }

    /// The search result for the profile that `--profile` names.
    pub(super) fn named(name: &str) -> Result<Search, Message> {
        let profiles = Self::open()?;
        profiles.search(name).ok_or_else(|| {
            let fact = format!("--profile: the Twilio CLI has no profile {}", plain(name));
            let names: Vec<_> = profiles.by_name.keys().map(|name| plain(name)).collect();
            Message::error(fact).hint(match &*names {
                [] => format!(
                    "its profiles are in ~/.twilio-cli/config.json, or in the folder that {CONFIG_DIR} names"
                ),
                names => format!("it has {}", names.join(", ")),
            })
        })
    }

    fn parse(bytes: &[u8]) -> Result<Self, Message> {
        let mut config: Value =
            serde_json::from_str(read::text(bytes, CONFIG)?).map_err(|error| {
                let (line, column) = (error.line(), error.column());
                Message::error(format!("{CONFIG}: not valid JSON at line {line}, column {column}"))
            })?;
        let profiles = config.get_mut("profiles").and_then(Value::as_object_mut);
        Ok(Self {
            by_name: profiles.into_iter().flatten().map(profile).collect(),
            active: take_text(&mut config, "activeProject").map(|name| name.trim().to_owned()),
            requires_profile_input: config["requireProfileInput"] == true,
        })
    }

    /// What a search with this profile finds. It knows the secrets of all profiles, so that none gets into a token.
    pub(super) fn search(&self, name: &str) -> Option<Search> {
        let mut search = self.by_name.get(name)?.clone();
        search.secrets = self.by_name.values().flat_map(|of| &of.secrets).cloned().collect();
        Some(search)
    }

    /// The active profile and its name, if one is set and exists.
    pub(crate) fn active(&self) -> Option<(&String, &Search)> {
        self.by_name.get_key_value(self.active.as_ref()?)
    }
}

/// The name of a profile, and the account and the API key in it.
fn profile((name, members): (&String, &mut Value)) -> (String, Search) {
    let chosen = ["accountSid", "apiKey", "apiSecret"]
        .map(|member| Some(Found::new(take_text(members, member)?, Origin::Profile(name.clone()))));
    let mut search = Search::of(chosen);
    search.region = take_text(members, "region").filter(|region| region != Region::Us1.as_str());
    (name.clone(), search)
}

/// Moves a string out of the JSON, so that no copy of a secret is left behind. An empty string counts as absent.
fn take_text(members: &mut Value, name: &str) -> Option<String> {
    match members.get_mut(name)?.take() {
        Value::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}
