//! The error of credentials that are not there: what is missing, where it was looked for, and
//! whatever lies around that may be meant.
//!
//! Nothing that is only hinted at is read: another folder's file is looked for by name.

use std::path::Path;

use super::args::CredentialArgs;
use super::credentials::Three;
use super::report::Failure;
use super::settings::listed;
use super::sources::{
    self, ASKED_FILE, AUTH_TOKEN, LOCAL_FILE, Layer, LocalFile, Setting, Sources,
};
use crate::token::escape::visible;

/// .env files that twimint does not read unless asked to.
const OTHER_FILES: [&str; 2] = [".env.local", "../.env"];

/// What is missing of the three, and what could help.
pub fn failure(
    missing: &[&'static Setting],
    three: &Three,
    args: &CredentialArgs,
    sources: &Sources,
) -> Failure {
    let nouns: Vec<&str> = missing.iter().map(|setting| setting.noun).collect();
    let what = listed(&nouns, "or");
    if args.profile.is_some() {
        return Failure::failed(format!("--profile: this Twilio CLI profile has no {what}"))
            .hint("`twilio profiles:create` makes a profile, with an API key of its own");
    }
    let file = match () {
        () if args.env_file.is_some() => Some(ASKED_FILE),
        () if args.no_env_file => None,
        () => Some(LOCAL_FILE),
    };
    let (message, cure) = match sources.local() {
        LocalFile::Unreadable { reason, hint } => {
            (format!("{reason}, and no {what} elsewhere"), *hint)
        }
        _ => (format!("no {what}"), None),
    };
    let mut failure = Failure::failed(message).hints(cure);
    match missing {
        [one] => {
            let places: Vec<_> = one.names().chain(file).collect();
            failure = failure.detail(format!("looked for: {}", places.join(", ")));
        }
        several => {
            failure = failure.detail(match file {
                Some(file) => format!("looked for, also in {file}:"),
                None => "looked for:".to_owned(),
            });
            for setting in several {
                let names: Vec<_> = setting.names().collect();
                failure = failure.detail(format!("  {:<14}  {}", setting.noun, names.join(", ")));
            }
            for (setting, found) in three.each() {
                if let Some(found) = found {
                    failure = failure.detail(format!("found: {}, {}", setting.noun, found.origin));
                }
            }
        }
    }
    failure = failure.hint(how_to_give(missing, file));
    failure.hints(lying_around(missing, three, args, sources))
}

/// `export TWILIO_API_SECRET, or put it in .env`.
fn how_to_give(missing: &[&Setting], file: Option<&str>) -> String {
    let variables: Vec<&str> = missing
        .iter()
        .filter_map(|setting| setting.variables.first().copied())
        .collect();
    let them = if variables.len() == 1 { "it" } else { "them" };
    let variables = listed(&variables, "and");
    match file {
        Some(ASKED_FILE) => format!("put {variables} in that file, or export {them}"),
        Some(file) => format!("export {variables}, or put {them} in {file}"),
        None => format!("export {variables}"),
    }
}

/// Hints at what may be meant, and was not taken.
fn lying_around(
    missing: &[&Setting],
    three: &Three,
    args: &CredentialArgs,
    sources: &Sources,
) -> Vec<String> {
    let mut hints = Vec::new();
    if args.env_file.is_none() && !args.no_env_file {
        let there = OTHER_FILES.into_iter().filter(|file| {
            // A folder of this name is a Python environment.
            Path::new(file).metadata().is_ok_and(|of| !of.is_dir())
        });
        hints.extend(there.map(|file| {
            format!("there is {file}, which is read only when asked for: {ASKED_FILE} {file}")
        }));
    }
    hints.extend(unprefixed_in_environment(missing));
    hints.extend(profile(three));
    let cannot_sign = three.key.is_none() || three.secret.is_none();
    if cannot_sign && let Some(token) = sources.variable(AUTH_TOKEN) {
        hints.push(format!(
            "{} cannot sign an Access Token, an API key can",
            token.origin
        ));
    }
    if three.key.is_none() && three.secret.is_none() {
        hints.push(
            "make an API key in the Twilio Console, under API keys & tokens: its secret is shown \
             once"
                .to_owned(),
        );
        hints.push(
            "a Main or a Standard key; Restricted ones cannot sign, and Video takes those of US1 \
             only"
                .to_owned(),
        );
    }
    if three.is_empty() {
        hints.push("to try twimint without an account: --demo".to_owned());
    }
    hints
}

/// Names that belong to other vendors too, but hold what looks like Twilio's.
fn unprefixed_in_environment(missing: &[&Setting]) -> impl Iterator<Item = String> {
    let holds = |setting: &Setting, variable: &'static str| {
        matches!(Layer::Environment.get(variable),
            Ok(Some(found)) if found.value.starts_with(setting.prefix))
    };
    let is_beside_key = sources::API_KEY
        .unprefixed
        .iter()
        .any(|variable| holds(&sources::API_KEY, variable));
    missing.iter().filter_map(move |setting| {
        let variable = setting.unprefixed.iter().find(|variable| {
            holds(setting, variable) && (!setting.prefix.is_empty() || is_beside_key)
        })?;
        let prefixed = setting.variables.first()?;
        Some(format!(
            "{variable} in the environment may be another vendor's: if it is Twilio's, name it \
             {prefixed}"
        ))
    })
}

/// A profile of the Twilio CLI that was not used.
fn profile(three: &Three) -> Option<String> {
    let profiles = match sources::profiles() {
        Ok(profiles) => profiles?,
        Err(failure) => return Some(failure.message().to_owned()),
    };
    let profile = profiles.active()?;
    let name = visible(&profile.name);
    Some(match () {
        () if !profile.is_complete() => format!(
            "the Twilio CLI's active profile {name} lacks an API key or its secret: \
             `twilio profiles:create` makes them"
        ),
        () if !three.is_empty() => format!(
            "the Twilio CLI's active profile {name} has all three, but never fills gaps: \
             --profile {name}"
        ),
        () => format!(
            "the Twilio CLI's active profile {name} is not used, because its \
             `requireProfileInput` is set: --profile {name}"
        ),
    })
}
