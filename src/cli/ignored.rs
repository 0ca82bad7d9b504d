//! Which known variables are set and not used, and why: for `doctor`.

use super::args::CredentialArgs;
use super::diagnosis::Ignored;
use super::sources::{
    API_KEY, API_SECRET, AUTH_TOKEN, EnvFile, Layer, Origin, REGION, SETTINGS, Setting, Sources,
};

/// All of them, place by place.
pub fn ignored(
    args: &CredentialArgs,
    sources: &Sources,
    used: &[(&'static Setting, Origin)],
) -> Vec<Ignored> {
    let mut list = Vec::new();
    for layer in sources.layers() {
        for setting in SETTINGS {
            for variable in setting.variables.iter().chain(setting.unprefixed) {
                if !layer.has(variable) || used.iter().any(|(_, by)| is(by, layer, variable)) {
                    continue;
                }
                list.push(Ignored {
                    variable,
                    source: place(layer, variable),
                    reason: reason(args, layer, setting, variable, used),
                });
            }
        }
        let others = [
            (AUTH_TOKEN, "it cannot sign Access Tokens"),
            (
                REGION,
                "the region of REST requests; --region is for tokens",
            ),
        ];
        for (variable, reason) in others {
            if layer.has(variable) {
                list.push(Ignored {
                    variable,
                    source: place(layer, variable),
                    reason: reason.to_owned(),
                });
            }
        }
    }
    list
}

fn place(layer: Layer<'_>, variable: &str) -> String {
    match layer {
        Layer::Environment => "the environment".to_owned(),
        Layer::File(file) => match file.line_of(variable) {
            Some(line) => format!("{}, line {line}", file.name()),
            None => file.name().to_owned(),
        },
    }
}

/// Whether an origin is this variable in this place.
fn is(origin: &Origin, layer: Layer<'_>, variable: &str) -> bool {
    match (origin, layer) {
        (Origin::Environment(name), Layer::Environment)
        | (Origin::File { variable: name, .. }, Layer::File(_)) => *name == variable,
        (Origin::Named(by), _) => is(by, layer, variable),
        _ => false,
    }
}

fn reason(
    args: &CredentialArgs,
    layer: Layer<'_>,
    setting: &'static Setting,
    variable: &'static str,
    used: &[(&'static Setting, Origin)],
) -> String {
    let value = match layer.get(variable) {
        Ok(None) => return "it is empty".to_owned(),
        Ok(Some(found)) => Some(found.value),
        Err(_) => None,
    };
    let is_unprefixed = setting.unprefixed.contains(&variable);
    if is_unprefixed {
        let Layer::File(file) = layer else {
            return "without TWILIO_ it may be another vendor's".to_owned();
        };
        if let Some(prefixed) = set_here(file, setting.variables) {
            return format!("{prefixed} is set there too");
        }
    }
    let Some(value) = value else {
        return "its line cannot be read".to_owned();
    };
    if is_unprefixed {
        if !value.starts_with(setting.prefix) {
            return format!("it does not start with {}", setting.prefix);
        }
        let key = layer.setting(&API_KEY).ok().flatten();
        if *setting == API_SECRET && !key.is_some_and(|key| is_unprefixed_key(&key.origin)) {
            return format!(
                "no {} beside it that starts with {}",
                API_KEY.unprefixed[0], API_KEY.prefix
            );
        }
    }
    // A path of the secret and the secret itself stand for each other.
    let stronger = used
        .iter()
        .find(|(of, _)| of.option == setting.option && of.prefix == setting.prefix);
    match stronger {
        _ if args.demo => "--demo is used instead".to_owned(),
        Some((_, Origin::Profile(_))) => "a Twilio CLI profile is used instead".to_owned(),
        Some((_, by)) => format!("{by} comes first"),
        None => "it cannot be used".to_owned(),
    }
}

/// The first of these that a file sets to something.
fn set_here(file: &EnvFile, variables: &[&'static str]) -> Option<&'static str> {
    let mut variables = variables.iter().copied();
    variables.find(|variable| !matches!(Layer::File(file).get(variable), Ok(None)))
}

fn is_unprefixed_key(origin: &Origin) -> bool {
    matches!(origin, Origin::File { variable, .. } if API_KEY.unprefixed.contains(variable))
}
