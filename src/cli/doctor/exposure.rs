//! Warnings about secrets that others can get at: every user of this machine, or everybody whose browser loads the
//! page. Also about names that a file sets twice, where people may look at the line that does not count.

use std::path::Path;

use crate::cli::values::place::Place;
use crate::cli::values::settings::Setting;
use crate::cli::values::{Line, Origin, Values, for_shell};
use crate::token::message::Message;
use crate::token::sid::Shape::{self, ApiKeySecret, AuthToken, Other};
use crate::token::text::Mask;

/// Prefixes of the variables whose values bundlers write into the code that browsers load.
const SHIPPED: [&str; 6] =
    ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "PUBLIC_"];

pub(super) fn warnings(values: &Values<'_>) -> Vec<Message> {
    let mut warnings = Vec::new();
    let mask = values.mask();
    for place in values.places() {
        if place.is_file && is_readable_by_all(values.file_path()) && has_real_secret(place) {
            let name = &place.name;
            let fact = format!("{name} holds a secret and every user of this machine can read it");
            warnings.push(Message::warning(fact).hint(format!("chmod 600 {}", for_shell(name))));
        }
        warnings.extend(place.lines.iter().filter_map(|line| shipped(line, &mask)));
        let names = Setting::all().flat_map(Setting::every_variable);
        warnings.extend(names.filter_map(|name| set_again(place, name)));
    }
    warnings
}

fn has_real_secret(place: &Place) -> bool {
    place.secrets().any(|secret| matches!(Shape::of(secret), ApiKeySecret | AuthToken | Other))
}

/// Warns about a variable that goes to browsers, if it holds a credential at hand, or if its name says secret or token
/// and its value looks like one.
fn shipped(line: &Line, mask: &Mask) -> Option<Message> {
    let (origin, value) = (&line.origin, line.text());
    let name = origin.variable()?;
    let prefix = SHIPPED.iter().find(|prefix| name.starts_with(**prefix))?;
    let is_named = name.contains("SECRET") || name.contains("TOKEN");
    let is_one = mask.has_at_hand(value) || is_named && Shape::of_credential(value).is_some();
    let fact = format!("{origin}: variables that start with {prefix} are sent to every browser");
    is_one.then(|| Message::warning(fact).hint("take the secret out, and make a new one"))
}

/// Warns about the first line of a file that sets this variable to another value than the line that counts.
fn set_again(place: &Place, name: &str) -> Option<Message> {
    let last = place.line(name)?;
    let Origin::File { line, .. } = &last.origin else { return None };
    let mut same = place.lines.iter().filter(|line| line.origin.variable() == Some(name));
    let first = same.find(|line| !line.is_empty() && line.value() != last.value())?;
    let fact = format!("{}: line {line} sets it again, to another value", first.origin);
    Some(Message::warning(fact).hint("the last one counts: keep one of them"))
}

#[cfg(unix)]
fn is_readable_by_all(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // A pipe or a device is skipped: its permissions are its owner's business.
    path.metadata().is_ok_and(|file| file.is_file() && file.mode() & 0o004 != 0)
}

/// Other systems have no permission bits to look at.
#[cfg(not(unix))]
fn is_readable_by_all(_: &Path) -> bool {
    false
}
