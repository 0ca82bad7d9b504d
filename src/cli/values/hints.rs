//! The error of credentials that are not there: what is missing, where it was looked for, and whatever lies around that
//! may be meant: names that are nearly ours, other files, an Auth Token, a profile.
//!
//! Nothing that is only hinted at is read: another folder's file is looked for by name.

use std::path::Path;

use strsim::damerau_levenshtein;

use super::search::Search;
use super::settings::{API_KEY, AUTH_TOKEN, CREDENTIALS, SETTINGS, Setting};
use super::{LOCAL_FILE, Values, path_name, plain};
use crate::token::message::Message;
use crate::token::sid::{Shape, kind_of};
use crate::token::text::listed;

/// .env files that twimint does not read unless asked to.
const OTHER_FILES: [&str; 2] = [".env.local", "../.env"];

/// What is missing of the three, and what could help.
pub(crate) fn missing(values: &Values<'_>, search: &Search) -> Message {
    let missing = search.missing();
    let nouns: Vec<_> = missing.iter().map(|setting| setting.noun).collect();
    let what = listed(&nouns, "or");
    if let Some(name) = &values.args.profile {
        return Message::error(format!("Twilio CLI profile {} has no {what}", plain(name)))
            .hint("`twilio profiles:create` makes a profile, with an API key of its own");
    }
    let file = match &values.args.env_file {
        Some(path) => Some(path_name(path)),
        None => (!values.args.no_env_file).then(|| LOCAL_FILE.to_owned()),
    };
    let message = match values.trouble() {
        Some(trouble) => nor_elsewhere(trouble, &what),
        None => Message::error(format!("no {what}")),
    };
    looked_for(message, &missing, file.as_deref(), search)
        .hint(how_to_give(&missing, file.as_deref(), values.args.env_file.is_some()))
        .hints(near_names(values, &missing))
        .hints(lying_around(&missing, search, values))
}

/// What is wrong with `./.env`, and what is missing therefore.
pub(super) fn nor_elsewhere(trouble: Message, what: &str) -> Message {
    Message { message: format!("{}, and no {what} elsewhere", trouble.message), ..trouble }
}

fn looked_for(
    message: Message,
    missing: &[&'static Setting],
    file: Option<&str>,
    search: &Search,
) -> Message {
    if let [one] = missing {
        let mut places: Vec<&str> = one.names().collect();
        places.extend(file);
        return message.detail(format!("looked for: {}", places.join(", ")));
    }
    let also = file.map_or_else(String::new, |file| format!(", also in {file}"));
    let message = message.detail(format!("looked for{also}:"));
    let message = missing.iter().fold(message, |message, setting| {
        let names: Vec<_> = setting.names().collect();
        message.detail(format!("  {:<14}  {}", setting.noun, names.join(", ")))
    });
    let found = CREDENTIALS.iter().zip(&search.chosen).filter_map(|(setting, found)| {
        Some(format!("found: {}, {}", setting.noun, found.as_ref()?.origin))
    });
    found.fold(message, Message::detail)
}

/// `export TWILIO_API_SECRET, or put it in .env`.
fn how_to_give(missing: &[&'static Setting], file: Option<&str>, is_asked: bool) -> String {
    let variables: Vec<_> =
        missing.iter().filter_map(|setting| setting.variables.first()).collect();
    let them = if variables.len() == 1 { "it" } else { "them" };
    let variables = listed(&variables, "and");
    match file {
        Some(file) if is_asked => format!("put {variables} in {file}, or export {them}"),
        Some(file) => format!("export {variables}, or put {them} in {file}"),
        None => format!("export {variables}"),
    }
}

/// What may be meant, and was not taken.
fn lying_around(missing: &[&'static Setting], search: &Search, values: &Values<'_>) -> Vec<String> {
    let mut hints = Vec::new();
    if values.args.env_file.is_none() && !values.args.no_env_file {
        // A folder of this name is a Python environment.
        let is_there = |file: &&str| Path::new(file).metadata().is_ok_and(|of| !of.is_dir());
        hints.extend(
            OTHER_FILES
                .into_iter()
                .filter(is_there)
                .map(|file| format!("there is a {file}; to read it, add --env-file {file}")),
        );
    }
    let environment = values.environment();
    hints.extend(missing.iter().filter_map(|setting| {
        if setting.prefix.is_empty() {
            // A secret has no looks of its own.
            environment.unprefixed(&API_KEY)?;
        }
        let name = environment.unprefixed(setting)?;
        let prefixed = setting.variables.first()?;
        Some(format!(
            "{name} in the environment may be another vendor's: if it is Twilio's, rename it to {prefixed}"
        ))
    }));
    let [_, key, secret] = &search.chosen;
    let has_none = search.chosen.iter().all(Option::is_none);
    hints.extend(profile(values, has_none));
    if key.is_some() && secret.is_some() {
        return hints;
    }
    if let Some(token) = values.variable(AUTH_TOKEN) {
        let origin = &token.origin;
        hints.push(format!("{origin} cannot sign an Access Token; that takes an API key"));
    }
    if key.is_none() && secret.is_none() {
        hints.extend(
            [
                "make an API key in the Twilio Console, under API keys & tokens; its secret is shown once",
                "it must be a Main or a Standard key: Restricted keys cannot sign; Video needs a key of US1",
            ]
            .map(str::to_owned),
        );
    }
    if has_none {
        hints.push("to try twimint without an account, add --demo".to_owned());
    }
    hints
}

/// A profile of the Twilio CLI that was not used.
fn profile(values: &Values<'_>, has_none: bool) -> Option<String> {
    let profiles = match values.profiles() {
        Ok(profiles) => profiles?,
        Err(trouble) => return Some(trouble.message),
    };
    let profile = profiles.active()?;
    let name = plain(&profile.name);
    let why = if !profile.is_complete() {
        "lacks an API key or its secret: `twilio profiles:create` makes them".to_owned()
    } else if has_none {
        format!(
            "is not used, because `requireProfileInput` is set; to use it, add --profile {name}"
        )
    } else {
        format!("has all three; to use it, add --profile {name}")
    };
    Some(format!("the Twilio CLI's active profile {name} {why}"))
}

/// Names in the places that were read which are nearly ours, in a sentence each. `missing` are the settings for which one
/// looks harder.
pub(crate) fn near_names(values: &Values<'_>, missing: &[&'static Setting]) -> Vec<String> {
    let mut sentences = Vec::new();
    for place in values.open_places() {
        for (line, name, value) in place.everything() {
            let Some(meant) = meant_by(&name, &value, missing) else {
                continue;
            };
            let said = place.says_where(line, &name);
            sentences.push(format!("{said} is not read: did you mean {meant}?"));
        }
    }
    sentences.sort();
    sentences
}

/// The variable that a name means which is none of ours: the nearest among those that its value fits.
fn meant_by(name: &str, value: &str, missing: &[&'static Setting]) -> Option<&'static str> {
    if value.is_empty() || Setting::all().any(|of| of.every_variable().any(|ours| ours == name)) {
        return None;
    }
    let upper = name.to_ascii_uppercase();
    let kind = kind_of(value);
    let near = |setting: &Setting, ours: &'static str| {
        let looks_right = match kind {
            Some(kind) if kind.prefix != setting.prefix => return None,
            Some(_) => true,
            None => setting.prefix.is_empty() && Shape::of(value) == Shape::ApiKeySecret,
        };
        let most = match (missing.contains(&setting), looks_right) {
            (true, true) => 4,
            (true, false) => 2,
            (false, _) => 1,
        };
        let distance = damerau_levenshtein(&upper, ours);
        (distance <= most).then_some((!looks_right, distance, ours))
    };
    SETTINGS
        .into_iter()
        .flat_map(|setting| setting.variables.iter().filter_map(move |ours| near(setting, ours)))
        .min()
        .map(|(_, _, ours)| ours)
}
