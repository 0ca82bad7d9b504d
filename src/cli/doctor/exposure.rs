//! Who else can get at a secret: other users of the machine, and everybody whose browser loads the page. And names that
//! are set twice, of which people see the wrong one.

use std::path::Path;

use crate::cli::values::place::Place;
use crate::cli::values::settings::Setting;
use crate::cli::values::{Found, Origin, Values, for_shell};
use crate::token::message::Message;
use crate::token::sid::Shape::{self, ApiKeySecret, AuthToken, Other};
use crate::token::text::Mask;

/// What a name starts with whose value bundlers write into what browsers load.
const SHIPPED: [&str; 6] =
    ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "PUBLIC_"];

pub(super) fn warnings(values: &Values<'_>) -> Vec<Message> {
    let mut warnings = Vec::new();
    let mask = values.mask();
    for place in values.places() {
        if place.is_file() && is_readable_by_all(values.file_path()) && has_real_secret(place) {
            let name = &place.name;
            let fact = format!("{name} holds a secret and every user of this machine can read it");
            warnings.push(Message::warning(fact).hint(format!("chmod 600 {}", for_shell(name))));
        }
        let everything = place.everything();
        for (n, found) in everything.iter().enumerate() {
            warnings.extend(is_shipped(found, &mask));
            warnings.extend(is_set_again(found, &everything[n + 1..]));
        }
    }
    warnings
}

fn has_real_secret(place: &Place) -> bool {
    place.secrets().any(|of| matches!(Shape::of(&of), ApiKeySecret | AuthToken | Other))
}

/// A credential at hand under any name, and what looks like one under the name of one.
fn is_shipped(Found { value, origin }: &Found, mask: &Mask) -> Option<Message> {
    let name = origin.variable()?;
    let prefix = SHIPPED.iter().find(|prefix| name.starts_with(**prefix))?;
    let is_named = name.contains("SECRET") || name.contains("TOKEN");
    let is_one = mask.has_at_hand(value) || is_named && Shape::of_credential(value).is_some();
    let fact = format!("{origin}: what starts with {prefix} is sent to every browser");
    is_one.then(|| Message::warning(fact).hint("take the secret out, and make a new one"))
}

fn is_set_again(first: &Found, later: &[Found]) -> Option<Message> {
    let name = first.origin.variable().filter(|name| Setting::is_known(name))?;
    let is_another = |of: &&Found| of.origin.variable() == Some(name) && of.value != first.value;
    let Origin::File { line, .. } = &later.iter().find(is_another)?.origin else { return None };
    let fact = format!("{}: line {line} sets it again, to another value", first.origin);
    let warning = Message::warning(fact).hint("the last one counts: keep one of them");
    (!first.value.is_empty()).then_some(warning)
}

#[cfg(unix)]
fn is_readable_by_all(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // Permissions of a pipe or a device are its owner's business.
    path.metadata().is_ok_and(|file| file.is_file() && file.mode() & 0o004 != 0)
}

/// Not told by a mode here.
#[cfg(not(unix))]
fn is_readable_by_all(_: &Path) -> bool {
    false
}
