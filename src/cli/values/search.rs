//! One search for the three that belong together: account SID, API key SID and API key secret.
//!
//! A fold over the places, the strongest first, that opens no further place once all three are there. What is asked for
//! beats what is lying around, and no token is ever made of two accounts: where one place overrides another's value and
//! the rest comes from that other place, that is an error and not a guess. Whoever mints takes what was chosen or stops at
//! the first message; doctor tells all of them.

use super::origin::Found;
use super::place::{Place, two_values};
use super::secret::Reader;
use super::settings::{CREDENTIALS, Setting};
use crate::token::message::Message;

#[derive(Clone, Default)]
pub(crate) struct Search {
    /// In the order of [`CREDENTIALS`].
    pub(crate) chosen: [Option<Found>; 3],
    /// What is wrong, the first found first.
    pub(crate) messages: Vec<Message>,
    /// Which ones cannot be used, for a reason that is among the messages.
    is_told: [bool; 3],
    /// Whether what was chosen may be of two accounts. A file that cannot be read is no reason for it: nothing of it is chosen.
    pub(crate) is_contradictory: bool,
    /// The region that the profile names, if it is another than us1, which goes without saying.
    pub(crate) region: Option<String>,
}

impl Search {
    /// What was asked for.
    pub(crate) fn of(chosen: [Option<Found>; 3]) -> Self {
        Self { chosen, ..Self::default() }
    }

    /// What was asked for cannot be read: nothing takes its place.
    pub(crate) fn failed(message: Message) -> Self {
        Self { messages: vec![message], is_told: [true; 3], ..Self::default() }
    }

    /// The first thing that keeps a token from being minted.
    pub(crate) fn error(&self) -> Option<&Message> {
        self.messages.iter().find(|message| message.is_error())
    }

    /// What was found nowhere so far.
    pub(crate) fn missing(&self) -> Vec<&'static Setting> {
        let is_missing = |n: &usize| self.chosen[*n].is_none() && !self.is_told[*n];
        (0..3).filter(is_missing).map(|n| CREDENTIALS[n]).collect()
    }

    /// Takes from a place what is still missing.
    pub(crate) fn take(&mut self, place: &Place, reader: &Reader) {
        // Where an option gave the secret, no other file of one is read.
        let is_asked = self.chosen[2].as_ref().is_some_and(|secret| secret.origin.is_option());
        let reader = (!is_asked).then_some(reader);
        let said = CREDENTIALS.map(|setting| place.says(setting, reader));
        let is_unreadable = said.iter().any(Result::is_err);
        // The line may be another account's, so nothing else is taken from that file.
        let is_skipped = is_unreadable && place.is_file();
        self.is_contradictory |= is_unreadable && !is_skipped;
        let mut theirs = [None, None, None];
        for (n, said) in said.into_iter().enumerate() {
            match said {
                Ok(found) if is_skipped => self.is_told[n] |= found.is_some(),
                Ok(found) => theirs[n] = found,
                Err(mut message) => {
                    self.is_told[n] = true;
                    if self.chosen[n].is_some() && is_skipped {
                        // Whoever has set it elsewhere wonders why the line matters.
                        let nothing = format!("so nothing is taken from {}", place.name);
                        message = message.detail(nothing + ": the line may be of another account");
                    }
                    self.messages.push(message);
                }
            }
        }
        self.fill(theirs, place);
    }

    fn fill(&mut self, theirs: [Option<Found>; 3], place: &Place) {
        let missing = self.missing();
        let takes = [0, 1, 2].map(|n| theirs[n].is_some() && missing.contains(&CREDENTIALS[n]));
        let Some(first) = takes.iter().position(|takes| *takes) else { return };
        let noun = CREDENTIALS[first].noun;
        let [_, takes_key, takes_secret] = takes;
        for ((setting, ours), theirs) in CREDENTIALS.into_iter().zip(&self.chosen).zip(&theirs) {
            let (Some(ours), Some(theirs)) = (ours, theirs) else { continue };
            if ours.value == theirs.value {
                continue;
            }
            let (ours, theirs) = (&ours.origin, &theirs.origin);
            if !ours.is_option() {
                let detail = format!("the {noun} would come from {}", place.name);
                let cure = "a token is for one account: set all three in one place";
                self.messages.push(two_values(setting, ours, theirs).detail(detail).hint(cure));
                self.is_contradictory = true;
            } else if takes_key || takes_secret {
                // An option is asked for, so it may differ: an account has many keys. But with a key or a secret from here it
                // will hardly work.
                let fact = format!("{ours} differs from {theirs}, where the {noun} comes from");
                let cure =
                    "an API key signs with its own secret only, and for its own account only";
                self.messages.push(Message::warning(fact).hint(cure));
            }
        }
        for (n, theirs) in theirs.into_iter().enumerate().filter(|(n, _)| takes[*n]) {
            self.chosen[n] = theirs;
        }
    }
}
