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
    is_told: [bool; 3],
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
        // Where an option gave the secret, no other file of one is read.
        let is_asked =
            |secret: &Text| matches!(&secret.origin, Origin::Named(by) if by.is_option());
        let reader = Some(reader).filter(|_| !self.chosen[2].as_ref().is_some_and(is_asked));
        let said = CREDENTIALS.map(|setting| place.says(setting, reader));
        let is_unreadable = said.iter().any(Result::is_err);
        let is_file = place.kind == Kind::File;
        self.is_contradictory |= is_unreadable && !is_file;
        let mut theirs = [None, None, None];
        for (n, said) in said.into_iter().enumerate() {
            match said {
                // The line may be another account's, so nothing else is taken from that file.
                Ok(found) if is_unreadable && is_file => self.is_told[n] |= found.is_some(),
                Ok(found) => theirs[n] = found,
                Err(mut message) => {
                    self.is_told[n] = true;
                    if self.chosen[n].is_some() && is_file {
                        // Whoever has set it elsewhere wonders why the line matters.
                        let nothing = format!("so nothing is taken from {}", place.name);
                        message = message.detail(nothing + ": the line may be of another account");
                    }
                    if !self.messages.contains(&message) {
                        self.messages.push(message);
                    }
                }
            }
        }
        self.region = self.region.take().or_else(|| place.region.clone());
        self.fill(theirs, place);
    }

    fn fill(&mut self, theirs: [Option<Text>; 3], place: &Place) {
        let takes = [0, 1, 2].map(|n| theirs[n].is_some() && !self.is_settled(n));
        let Some(with) = takes.iter().position(|takes| *takes) else {
            return;
        };
        let noun = CREDENTIALS[with].noun;
        // An option is asked for, so it may differ; a key and a secret of the same account go with the account SID that lies
        // around, but not with each other's.
        let [_, takes_key, takes_secret] = takes;
        for (n, theirs) in theirs.into_iter().enumerate() {
            match (&self.chosen[n], theirs) {
                (None, theirs) if takes[n] => self.chosen[n] = theirs,
                (Some(ours), Some(theirs)) if ours.value != theirs.value => {
                    let (ours, theirs) = (&ours.origin, &theirs.origin);
                    if !ours.is_option() {
                        self.is_contradictory = true;
                        self.messages.push(
                            two(CREDENTIALS[n], ours, theirs)
                                .detail(format!("the {noun} would come from {}", place.name))
                                .hint("a token is for one account: set all three in one place"),
                        );
                    } else if takes_key || takes_secret {
                        let fact =
                            format!("{ours} differs from {theirs}, where the {noun} comes from");
                        let cure = "an API key signs with its own secret only, and for its own account only";
                        self.messages.push(Message::warning(fact).hint(cure));
                    }
                }
                _ => {}
            }
        }
    }
}
