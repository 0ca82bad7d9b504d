//! What has been found of the three credentials that belong together: account SID, API key SID and API key secret.
//!
//! `Values` goes through the places, the strongest first. This file takes from each what is still missing, and decides
//! whether it may: no token ever mixes two accounts. If one place overrides a value of another place, and the rest would
//! come from that other place, that is an error, not a guess. Minting stops at the first error; doctor reports every
//! message.

use zeroize::Zeroizing;

use super::origin::Found;
use super::place::{Place, two_values};
use super::settings::{ACCOUNT_SID, CREDENTIALS, Setting};
use crate::token::message::Message;

#[derive(Clone, Default)]
pub(crate) struct Search {
    /// What was found, in the order of [`CREDENTIALS`].
    pub(crate) chosen: [Option<Found>; 3],
    /// Every secret that was found, chosen or not. None of them may appear in any output.
    pub(crate) secrets: Vec<Zeroizing<String>>,
    /// What is wrong, in the order in which it was found.
    pub(crate) messages: Vec<Message>,
    /// Which credentials cannot be used, for a reason that `messages` gives.
    is_explained: [bool; 3],
    /// Whether the chosen values may not belong together: an option overrides a key or secret of the place that gives
    /// the rest, two places disagree and the stronger one has no key, or the environment cannot be read. Nothing is
    /// chosen from a .env file that cannot be read.
    is_mixed: bool,
    /// The region of the profile, unless it is us1, the default.
    pub(crate) region: Option<String>,
}

impl Search {
    /// A search that starts with these values.
    pub(crate) fn of(chosen: [Option<Found>; 3]) -> Self {
        let [.., secret] = &chosen;
        let secrets = secret.iter().map(|secret| secret.value.clone()).collect();
        Self { chosen, secrets, ..Self::default() }
    }

    /// A search that has failed: what the command line asks for cannot be read, and nothing else may take its place. The
    /// secrets that were found before stay hidden.
    pub(crate) fn failed(self, message: Message) -> Self {
        let (messages, is_explained) = (vec![message], [true; 3]);
        Self { messages, is_explained, secrets: self.secrets, ..Self::default() }
    }

    /// The first error. It keeps a token from being minted.
    pub(crate) fn error(&self) -> Option<&Message> {
        self.messages.iter().find(|message| message.is_error())
    }

    /// The chosen values that belong together for sure. If that is unclear, only those that options give.
    pub(crate) fn belonging_together(&self) -> [Option<Found>; 3] {
        let is_sure = |found: &Found| !self.is_mixed || found.origin.is_option();
        self.chosen.clone().map(|found| found.filter(is_sure))
    }

    /// The credentials that were found.
    pub(crate) fn found(&self) -> impl Iterator<Item = (&'static Setting, &Found)> {
        let all = CREDENTIALS.into_iter().zip(&self.chosen);
        all.filter_map(|(setting, found)| Some((setting, found.as_ref()?)))
    }

    /// The credentials that were found nowhere so far, except those that `messages` already explains.
    pub(crate) fn missing(&self) -> Vec<&'static Setting> {
        let is_missing = |n: &usize| self.chosen[*n].is_none() && !self.is_explained[*n];
        (0..3).filter(is_missing).map(|n| CREDENTIALS[n]).collect()
    }

    /// Takes from a place what is still missing.
    pub(crate) fn take(&mut self, place: &Place) {
        // If an option gave the secret, the file that a variable names is not read.
        let [.., secret] = &self.chosen;
        let is_asked = secret.as_ref().is_some_and(|secret| secret.origin.is_option());
        let results = CREDENTIALS.map(|setting| place.look_up(setting, !is_asked));
        let [.., secret] = &results;
        self.secrets.extend(secret.iter().flatten().map(|found| found.value.clone()));
        let is_unreadable = results.iter().any(Result::is_err);
        // The unreadable line may be of another account, so nothing else is taken from that file.
        let is_skipped = is_unreadable && place.is_file;
        self.is_mixed |= is_unreadable && !is_skipped;
        let mut theirs = [None, None, None];
        for (n, result) in results.into_iter().enumerate() {
            match result {
                Ok(found) if is_skipped => self.is_explained[n] |= found.is_some(),
                Ok(found) => theirs[n] = found,
                Err(message) => {
                    self.is_explained[n] = true;
                    self.messages.push(message);
                }
            }
        }
        self.take_unless_mixed(theirs, place);
    }

    /// Takes what is missing from a place's values, unless another of them differs from what a stronger place gave.
    fn take_unless_mixed(&mut self, theirs: [Option<Found>; 3], place: &Place) {
        let missing = self.missing();
        let takes = [0, 1, 2].map(|n| theirs[n].is_some() && missing.contains(&CREDENTIALS[n]));
        let [_, takes_key, takes_secret] = takes;
        let Some(first) = takes.iter().position(|takes| *takes) else { return };
        let noun = CREDENTIALS[first].noun;
        let mut is_refused = false;
        for ((setting, ours), theirs) in CREDENTIALS.into_iter().zip(&self.chosen).zip(&theirs) {
            let (Some(ours), Some(theirs)) = (ours, theirs) else { continue };
            if ours.value == theirs.value {
                continue;
            }
            let (ours, theirs) = (&ours.origin, &theirs.origin);
            self.is_mixed |= ours.is_option() && *setting != ACCOUNT_SID;
            if !ours.is_option() {
                let detail = format!("the {noun} would come from {}", place.name);
                let cure =
                    "set account SID, API key and secret in one place: a token is for one account";
                self.messages.push(two_values(setting, ours, theirs).detail(detail).hint(cure));
                is_refused = true;
            } else if takes_key || takes_secret {
                // An option may differ, because the user asked for it and an account has many keys. But together with a
                // key or a secret from this place it will hardly work.
                let fact = format!("{ours} differs from {theirs}, where the {noun} comes from");
                let cure = "give an account SID, API key and secret that belong together";
                self.messages.push(Message::warning(fact).hint(cure));
            }
        }
        // A secret without its key would be tried on every token, even on those of the other place's key.
        let [_, key, _] = &self.chosen;
        self.is_mixed |= is_refused && key.is_none();
        for (n, theirs) in theirs.into_iter().enumerate().filter(|(n, _)| takes[*n]) {
            self.is_explained[n] = is_refused;
            self.chosen[n] = theirs.filter(|_| !is_refused);
        }
    }
}
