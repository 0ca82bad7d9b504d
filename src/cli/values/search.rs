//! One search for the three that belong together: account SID, API key SID and API key secret.
//!
//! A fold over the places, the strongest first, that opens no further place once all three are there. What is asked for
//! beats what is lying around, and no token is ever made of two accounts: where one place overrides another's value and
//! the rest comes from that other place, that is an error and not a guess. Whoever mints takes what was chosen or stops at
//! the first message; doctor tells all of them.

use super::origin::{Origin, Text};
use super::place::{Kind, Place, two};
use super::secret::Reader;
use super::settings::{CREDENTIALS, Setting};
use crate::token::message::{Message, Severity};

#[derive(Default)]
pub(crate) struct Search {
    /// In the order of [`CREDENTIALS`].
    pub(crate) chosen: [Option<Text>; 3],
    /// What is wrong, the first found first.
    pub(crate) messages: Vec<Message>,
    /// What was not found, or cannot be used, for a reason that is among the messages.
    pub(crate) is_told: [bool; 3],
    /// Whether what was chosen may not belong together. A file that cannot be read is no such doubt: nothing of it is chosen.
    pub(crate) is_contradictory: bool,
    /// The region that the profile names.
    pub(crate) region: Option<String>,
}

impl Search {
    pub(crate) fn through<'p>(places: impl Iterator<Item = &'p Place>, reader: &Reader) -> Self {
        let mut search = Self::default();
        for place in places {
            search.take(place, reader);
            // Here and not before the next, which would be opened by then.
            if (0..3).all(|n| search.is_settled(n)) {
                break;
            }
        }
        search
    }

    /// Whether no weaker place is asked for this: what was asked for and cannot be read is not replaced by what lies around.
    fn is_settled(&self, n: usize) -> bool {
        self.chosen[n].is_some() || self.is_told[n]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.chosen.iter().all(Option::is_none) && self.messages.is_empty()
    }

    /// The first thing that keeps a token from being minted.
    pub(crate) fn error(&self) -> Option<&Message> {
        self.messages.iter().find(|message| message.severity == Severity::Error)
    }

    /// What was found nowhere.
    pub(crate) fn missing(&self) -> Vec<&'static Setting> {
        (0..3).filter(|&n| !self.is_settled(n)).map(|n| CREDENTIALS[n]).collect()
    }

    /// Takes from a place what is still missing.
    fn take(&mut self, place: &Place, reader: &Reader) {
        if let Some(trouble) = &place.trouble {
            self.messages.push(trouble.clone());
            self.is_told = [true; 3];
            return;
        }
        // Where an option gave the secret, no other file of one is read.
        let is_asked =
            |secret: &Text| matches!(&secret.origin, Origin::Named(by) if by.is_option());
        let reader = Some(reader).filter(|_| !self.chosen[2].as_ref().is_some_and(is_asked));
        let said = CREDENTIALS.map(|setting| place.says(setting, reader));
        let is_unreadable = said.iter().any(Result::is_err);
        let mut theirs = [None, None, None];
        for (n, said) in said.into_iter().enumerate() {
            match said {
                Ok(found) => theirs[n] = found,
                Err(message) => {
                    // Whoever has set it elsewhere wonders why the line matters.
                    let why = format!(
                        "so nothing is taken from {}: the line may be of another account",
                        place.name
                    );
                    let is_known = self.chosen[n].is_some() && place.kind == Kind::File;
                    self.messages.push(if is_known { message.detail(why) } else { message });
                    self.is_told[n] = true;
                }
            }
        }
        if is_unreadable && place.kind == Kind::File {
            // The line may be another account's, so nothing else is taken from that file.
            for (is_told, theirs) in self.is_told.iter_mut().zip(theirs) {
                *is_told |= theirs.is_some();
            }
            return;
        }
        self.is_contradictory |= is_unreadable;
        self.region = self.region.take().or_else(|| place.region.clone());
        self.fill(theirs, place);
    }

    fn fill(&mut self, theirs: [Option<Text>; 3], place: &Place) {
        let mut taken = [false; 3];
        let mut overridden = Vec::new();
        for (n, theirs) in theirs.into_iter().enumerate() {
            match (&self.chosen[n], theirs) {
                (None, Some(theirs)) if !self.is_told[n] => {
                    self.chosen[n] = Some(theirs);
                    taken[n] = true;
                }
                (Some(ours), Some(theirs)) if ours.value != theirs.value => {
                    overridden.push((n, ours.origin.clone(), theirs.origin));
                }
                _ => {}
            }
        }
        let Some(with) = taken.iter().position(|taken| *taken) else {
            return;
        };
        for (n, ours, theirs) in overridden {
            let noun = CREDENTIALS[with].noun;
            if !ours.is_option() {
                self.is_contradictory = true;
                self.messages.push(
                    two(CREDENTIALS[n], &ours, &theirs)
                        .detail(format!("the {noun} would come from {}", place.name))
                        .hint("a token is for one account: set all three in one place"),
                );
                continue;
            }
            // An option is asked for, so it may differ; a key and a secret of the same account go with the account SID that
            // lies around, but not with each other's.
            let [_, takes_key, takes_secret] = taken;
            let is_odd = match n {
                0 => takes_key || takes_secret,
                1 => takes_secret,
                _ => takes_key,
            };
            if is_odd {
                let fact = format!("{ours} differs from {theirs}, where the {noun} comes from");
                self.messages.push(Message::warning(fact).hint(
                    "an API key signs with its own secret only, and for its own account only",
                ));
            }
        }
    }
}
