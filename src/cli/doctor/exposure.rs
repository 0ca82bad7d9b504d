//! Who else can get at a secret: other users of the machine, and everybody whose browser loads the page. And names that
//! are set twice, of which people see the wrong one.

use std::path::Path;

use crate::cli::values::place::{Kind, Place};
use crate::cli::values::settings::{API_SECRET, AUTH_TOKEN, Setting};
use crate::cli::values::{Candidate, Values};
use crate::token::message::Message;
use crate::token::sid::Shape;

/// What a name starts with whose value bundlers write into what browsers load.
const SHIPPED: [&str; 6] =
    ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "PUBLIC_"];

pub(super) fn warnings(values: &Values<'_>) -> Vec<Message> {
    let mut warnings = Vec::new();
    for place in values.places() {
        if holds_secret(place) && is_readable_by_all(values.file()) {
            let name = &place.name;
            let fact = format!("{name} holds a secret and every user of this machine can read it");
            warnings.push(Message::warning(fact).hint(format!("chmod 600 {name}")));
        }
        let everything = place.everything();
        for (n, (line, name, value)) in everything.iter().enumerate() {
            let said = place.says_where(*line, name);
            let shipped = SHIPPED.iter().find(|prefix| name.starts_with(**prefix));
            let is_secret = Shape::of_credential(value).is_some()
                && ["SECRET", "TOKEN"].iter().any(|word| name.contains(word));
            if let Some(prefix) = shipped.filter(|_| is_secret) {
                let fact = format!("{said}: what starts with {prefix} is sent to every browser");
                warnings
                    .push(Message::warning(fact).hint("take the secret out, and make a new one"));
            }
            let mut later = everything[n + 1..].iter().filter(|(_, again, _)| again == name);
            let is_ours = Setting::all().any(|of| of.every_variable().any(|ours| ours == name));
            if is_ours
                && !value.is_empty()
                && let Some((again, ..)) = later.find(|(.., other)| other != value)
            {
                let fact = format!("{said}: line {again} sets it again, to another value");
                warnings.push(Message::warning(fact).hint("the last one counts: keep one of them"));
            }
        }
    }
    warnings
}

fn holds_secret(place: &Place) -> bool {
    use Shape::{ApiKeySecret, AuthToken, Other};
    let is_secret =
        |of: &Candidate| *of.setting == API_SECRET || of.setting.variables.contains(&AUTH_TOKEN);
    let is_real = |of: &Candidate| {
        of.value.as_ref().is_ok_and(|of| matches!(Shape::of(of), ApiKeySecret | AuthToken | Other))
    };
    place.kind == Kind::File && place.candidates.iter().any(|of| is_secret(of) && is_real(of))
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
