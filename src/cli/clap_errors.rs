//! Clap's errors, cleaned of secrets.
//!
//! Clap repeats what was typed, and people paste secrets where they do not belong. What could
//! be one is replaced by its length; an attempt to give the secret itself on the command line
//! is answered with the ways that work.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::sources::{API_SECRET, API_SECRET_FILE, LOCAL_FILE};
use crate::token::shape::{described, may_be_shown};

/// Whether this is an option by which people try to give the secret itself.
fn asks_for_secret(option: &str) -> bool {
    let name = option.split('=').next().unwrap_or_default();
    let name = name.to_ascii_lowercase().replace(['-', '_'], "");
    ["secret", "authtoken", "password"]
        .iter()
        .any(|word| name.contains(word))
}

/// Options whose values are never repeated, however harmless they look.
fn is_confidential(option: &str) -> bool {
    let name = option.split([' ', '=']).next().unwrap_or_default();
    name.ends_with("-sid")
        || matches!(
            name,
            "--api-key" | "--api-secret-file" | "--env-file" | "[TOKEN]" | "<TOKEN>"
        )
}

/// Replaces everything in a clap error that could be a secret.
pub fn clean(mut error: clap::Error) -> clap::Error {
    let confidential = matches!(
        error.get(ContextKind::InvalidArg),
        Some(ContextValue::String(option)) if is_confidential(option)
    );
    if error.kind() == ErrorKind::UnknownArgument
        && let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg)
        && option.starts_with("--")
        && asks_for_secret(option)
    {
        return secret_on_the_command_line();
    }
    for kind in [
        ContextKind::InvalidValue,
        ContextKind::InvalidSubcommand,
        ContextKind::InvalidArg,
    ] {
        let Some(ContextValue::String(text)) = error.get(kind) else {
            continue;
        };
        let is_declared =
            kind == ContextKind::InvalidArg && error.kind() != ErrorKind::UnknownArgument;
        let hidden = (confidential && kind == ContextKind::InvalidValue && !text.is_empty())
            || (!is_declared && !may_be_shown(text));
        if hidden {
            let text = described(text);
            error.insert(kind, ContextValue::String(text));
            // Clap suggests ways to write the very thing that was typed.
            error.remove(ContextKind::Suggested);
        }
    }
    error
}

fn secret_on_the_command_line() -> clap::Error {
    let (variable, option) = (API_SECRET.variables[0], API_SECRET_FILE.option);
    clap::Error::raw(
        ErrorKind::UnknownArgument,
        format!(
            "the API key secret is not taken from the command line: \
             other users can read it in the process list, and the shell keeps it in its history\n  \
             hint: export {variable}, put it in {LOCAL_FILE}, or give {option} <FILE>\n"
        ),
    )
}
