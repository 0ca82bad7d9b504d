//! The error for missing credentials, and hints for whoever misses any setting: where twimint looked, and what the user
//! may have meant instead: misspelled variables, other .env files, an Auth Token, a Twilio CLI profile.
//!
//! Those other .env files are not read: it is enough that they exist.

use std::path::Path;

use strsim::damerau_levenshtein;

use super::dotenv::Line;
use super::profile::Profiles;
use super::settings::{API_KEY, API_SECRET, AUTH_TOKEN, SETTINGS, Setting};
use super::{Values, for_shell, plain};
use crate::cli::args::credentials::CredentialArgs;
use crate::token::message::Message;
use crate::token::sid::{Shape, kind_of};
use crate::token::text::listed;

/// .env files that twimint reads only if `--env-file` names them.
const OTHER_FILES: [&str; 2] = [".env.local", "../.env"];
const MAKE_A_KEY: [&str; 2] = [
    "make an API key in the Twilio Console, under API keys & tokens; its secret is shown once",
    "it must be a Main or a Standard key: Restricted keys cannot sign; Video needs a key of US1",
];

/// The error for missing credentials, with every hint that may help.
pub(crate) fn missing(values: &Values<'_>) -> Message {
    let CredentialArgs { profile, no_env_file, .. } = values.args;
    let missing = values.search.missing();
    if let Some(name) = profile {
        let fact = format!("Twilio CLI profile {} has no {}", plain(name), nouns(&missing));
        return Message::error(fact)
            .hint("`twilio profiles:create` makes a profile, with an API key of its own");
    }
    let file = (!no_env_file && values.file().is_ok()).then(|| values.file_name());
    let message = not_found(values, &missing, file.as_deref());
    let variables = listed(missing.iter().map(|setting| setting.variables[0]), "and");
    let them = if missing.len() == 1 { "it" } else { "them" };
    let or = file.map_or_else(String::new, |file| format!(", or put {them} in {file}"));
    let lacks = [&API_KEY, &API_SECRET].map(|setting| missing.contains(&setting));
    let auth_token = values.variable(&AUTH_TOKEN).filter(|_| lacks.contains(&true));
    let cannot_sign = "cannot sign an Access Token; that takes an API key";
    // What was found in the wrong place comes first. Without any of that, the user may not have an API key yet.
    let mut found = near_names(values, &missing);
    found.extend(other_files(values.args));
    found.extend(active_profile());
    let is_new = found.is_empty() && values.file().is_ok();
    found.extend(missing.iter().flat_map(|setting| not_counting(values, setting)));
    let makes_one = lacks == [true, true] && (is_new || auth_token.is_some());
    let shows_demo = missing.len() == 3 && is_new;
    message
        .hints(found)
        .hint(format!("export {variables}{or}"))
        .hints(auth_token.map(|found| format!("{} {cannot_sign}", found.origin)))
        .hints(MAKE_A_KEY.iter().filter(|_| makes_one))
        .hints(shows_demo.then_some("`twimint chat --demo` works without an account"))
}

/// The error for missing settings. If the .env file cannot be read, the error says that first, because the settings may
/// be in there.
pub(super) fn not_found(values: &Values<'_>, missing: &[&Setting], file: Option<&str>) -> Message {
    let no = format!("no {}", nouns(missing));
    let message = match values.file() {
        Ok(_) => Message::error(no),
        Err(trouble) => {
            let message = format!("{}, and {no} elsewhere", trouble.message);
            Message { message, ..trouble.clone() }
        }
    };
    Message { details: looked_for(missing, file, values), ..message }
}

pub(crate) fn nouns(missing: &[&Setting]) -> String {
    listed(missing.iter().map(|setting| setting.noun), "or")
}

/// Where twimint looked for each missing setting, and where it found the other credentials.
fn looked_for(missing: &[&Setting], file: Option<&str>, values: &Values<'_>) -> Vec<String> {
    let places = missing.iter().map(|setting| {
        let mut places: Vec<&str> = setting.names().collect();
        places.extend(file);
        format!("looked for: {}", places.join(", "))
    });
    let found = values.search.found().filter(|_| missing.len() > 1);
    places.chain(found.map(|(of, by)| format!("found: {}, {}", of.noun, by.origin))).collect()
}

/// Hints at .env files that exist but are not read, unless an option has already decided which file to read.
fn other_files(args: &CredentialArgs) -> impl Iterator<Item = String> {
    let is_settled = args.env_file.is_some() || args.no_env_file;
    // A folder named `.env` is a Python virtual environment.
    let is_there = |file: &&str| Path::new(file).metadata().is_ok_and(|file| !file.is_dir());
    let files = OTHER_FILES.into_iter().filter(move |file| !is_settled && is_there(file));
    files.map(|file| format!("there is a {file}; to read it, add --env-file {file}"))
}

/// Hints at variables that would set a setting, but do not count where they stand, and why.
pub(crate) fn not_counting(values: &Values<'_>, setting: &'static Setting) -> Vec<String> {
    let hints = values.open_places().flat_map(|place| {
        place.candidates(setting).filter_map(move |line| {
            Some(format!("{} is not used: {}", line.origin, place.why_not(setting, line)?))
        })
    });
    hints.collect()
}

/// A hint at the Twilio CLI's active profile, which was not used.
fn active_profile() -> Option<String> {
    let profiles = match Profiles::open() {
        Ok(profiles) => profiles,
        Err(trouble) => return Some(trouble.message),
    };
    let (name, profile) = profiles.active()?;
    let subject = format!("the Twilio CLI's active profile {}", plain(name));
    Some(if profile.missing().is_empty() {
        let option = format!("`--profile {}`", for_shell(name));
        format!("{subject} has all three; to use it, give {option}, but no other credentials")
    } else {
        format!("{subject} lacks an API key or its secret: `twilio profiles:create` makes them")
    })
}

/// A sentence for each variable whose name is nearly one of ours, from the places that have been read. Names that may
/// mean one of the `missing` settings may differ more.
pub(crate) fn near_names(values: &Values<'_>, missing: &[&'static Setting]) -> Vec<String> {
    let near = |line: &Line| {
        let meant = meant_by(line.origin.variable()?, line.text(), missing)?;
        Some(format!("{} is not read: did you mean {meant}?", line.origin))
    };
    let lines = values.open_places().flat_map(|place| &place.lines);
    let mut sentences: Vec<_> = lines.filter_map(near).collect();
    sentences.sort();
    sentences
}

/// The variable that an unknown name probably means: the nearest one whose values look like this value. A value of no
/// known shape fits every variable, but then the name must start with `TWILIO_`.
fn meant_by(name: &str, value: &str, missing: &[&'static Setting]) -> Option<&'static str> {
    let upper = name.to_ascii_uppercase();
    let looks = match Shape::of_credential(value) {
        Some(Shape::ApiKeySecret) => Some(API_SECRET.prefix),
        _ => kind_of(value).map(|kind| kind.prefix),
    };
    let is_one_of_ours = looks.is_some() || upper.starts_with("TWILIO_");
    if value.is_empty() || !is_one_of_ours || Setting::is_known(name) {
        return None;
    }
    let fits = |setting: &&Setting| looks.is_none_or(|prefix| setting.prefix == prefix);
    let near = SETTINGS.into_iter().filter(fits).flat_map(|setting| {
        let most = match (missing.contains(&setting), looks) {
            (true, Some(_)) => 4,
            (true, None) => 2,
            (false, _) => 1,
        };
        let variables = setting.variables.iter();
        let distances = variables.map(|ours| (damerau_levenshtein(&upper, ours), *ours));
        distances.filter(move |(distance, _)| *distance <= most)
    });
    near.min().map(|(_, ours)| ours)
}
