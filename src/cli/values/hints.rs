//! The error of credentials that are not there: what is missing, where it was looked for, and whatever lies around that
//! may be meant: names that are nearly ours, other files, an Auth Token, a profile.
//!
//! Nothing that is only hinted at is read: another folder's file is looked for by name.

use std::path::Path;

use strsim::damerau_levenshtein;

use super::place::Place;
use super::search::Search;
use super::settings::{API_KEY, AUTH_TOKEN, CREDENTIALS, SETTINGS, Setting};
use super::{Text, Values, looked_for, path_name, plain};
use crate::cli::args::credentials::CredentialArgs;
use crate::token::message::Message;
use crate::token::sid::{Shape, kind_of};
use crate::token::text::listed;

/// .env files that twimint does not read unless asked to.
const OTHER_FILES: [&str; 2] = [".env.local", "../.env"];
const MAKE_A_KEY: [&str; 2] = [
    "make an API key in the Twilio Console, under API keys & tokens; its secret is shown once",
    "it must be a Main or a Standard key: Restricted keys cannot sign; Video needs a key of US1",
];

/// What is missing of the three, and what could help.
pub(crate) fn missing(values: &Values<'_>, search: &Search) -> Message {
    let CredentialArgs { profile, env_file, no_env_file, .. } = values.args;
    let missing = search.missing();
    let nouns: Vec<_> = missing.iter().map(|setting| setting.noun).collect();
    let what = listed(&nouns, "or");
    if let Some(name) = profile {
        return Message::error(format!("Twilio CLI profile {} has no {what}", plain(name)))
            .hint("`twilio profiles:create` makes a profile, with an API key of its own");
    }
    let message = match values.trouble() {
        Some(trouble) => nor_elsewhere(trouble, &what),
        None => Message::error(format!("no {what}")),
    };
    let file = (!no_env_file).then(|| path_name(values.file_path()));
    let message = match missing.as_slice() {
        [one] => message.detail(looked_for(one, file.as_deref())),
        _ => each_looked_for(message, file.as_deref(), search),
    };
    let variables: Vec<_> =
        missing.iter().filter_map(|setting| setting.variables.first()).collect();
    let them = if variables.len() == 1 { "it" } else { "them" };
    let variables = listed(&variables, "and");
    message
        .hint(match file {
            Some(file) if env_file.is_some() => {
                format!("put {variables} in {file}, or export {them}")
            }
            Some(file) => format!("export {variables}, or put {them} in {file}"),
            None => format!("export {variables}"),
        })
        .hints(near_names(values, &missing))
        .hints(lying_around(&missing, search, values))
}

/// What is wrong with `./.env`, and what is missing therefore.
pub(super) fn nor_elsewhere(trouble: &Message, what: &str) -> Message {
    let message = format!("{}, and no {what} elsewhere", trouble.message);
    Message { message, ..trouble.clone() }
}

fn each_looked_for(message: Message, file: Option<&str>, search: &Search) -> Message {
    let also = file.map_or_else(String::new, |file| format!(", also in {file}"));
    let message = search.missing().iter().fold(
        message.detail(format!("looked for{also}:")),
        |message, setting| {
            let names: Vec<_> = setting.names().collect();
            message.detail(format!("  {:<14}  {}", setting.noun, names.join(", ")))
        },
    );
    let found = CREDENTIALS.iter().zip(&search.chosen).filter_map(|(setting, found)| {
        Some(format!("found: {}, {}", setting.noun, found.as_ref()?.origin))
    });
    found.fold(message, Message::detail)
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
    let environment = &values.environment;
    hints.extend(missing.iter().filter_map(|setting| {
        // A secret has no looks of its own.
        let looks = if setting.prefix.is_empty() { &API_KEY } else { setting };
        environment.unprefixed(looks)?;
        let found = environment.unprefixed(setting)?.origin;
        let name = setting.variables[0];
        Some(format!("{found} may be another vendor's: if it is Twilio's, rename it to {name}"))
    }));
    let [account, key, secret] = search.chosen.each_ref().map(Option::is_some);
    hints.extend(profile(values, !(account || key || secret)));
    if !(key && secret) {
        let auth_token = values.variable(&AUTH_TOKEN).map(|found| found.origin);
        let told = |origin| format!("{origin} cannot sign an Access Token; that takes an API key");
        hints.extend(auth_token.map(told));
    }
    if !key && !secret {
        hints.extend(MAKE_A_KEY.map(str::to_owned));
    }
    if !(account || key || secret) {
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
    let near = |found: Text| {
        let meant = meant_by(found.origin.variable()?, &found.value, missing)?;
        Some(format!("{} is not read: did you mean {meant}?", found.origin))
    };
    let everything = values.open_places().flat_map(Place::everything);
    let mut sentences: Vec<_> = everything.filter_map(near).collect();
    sentences.sort();
    sentences
}

/// The variable that a name means which is none of ours: the nearest among those that its value fits.
fn meant_by(name: &str, value: &str, missing: &[&'static Setting]) -> Option<&'static str> {
    let upper = name.to_ascii_uppercase();
    let kind = kind_of(value);
    let is_secret = Shape::of_credential(value) == Some(Shape::ApiKeySecret);
    let near = |setting: &Setting, ours: &'static str| {
        let looks_right = match kind {
            Some(kind) if kind.prefix != setting.prefix => return None,
            Some(_) => true,
            None => setting.prefix.is_empty() && is_secret,
        };
        // Few names of a large environment are worth counting letters: whoever misspells one gets an end of it right.
        if !upper.starts_with(&ours[..3]) && !upper.ends_with(&ours[ours.len() - 3..]) {
            return None;
        }
        let most = match (missing.contains(&setting), looks_right) {
            (true, true) => 4,
            (true, false) => 2,
            (false, _) => 1,
        };
        let distance = damerau_levenshtein(&upper, ours);
        (distance <= most).then_some((!looks_right, distance, ours))
    };
    let variables = SETTINGS
        .into_iter()
        .flat_map(|setting| setting.variables.iter().filter_map(move |ours| near(setting, ours)));
    let (.., ours) = variables.min()?;
    (!value.is_empty() && !Setting::is_known(name)).then_some(ours)
}
