#![doc = "front page to come"]
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
mod token;

use std::time::SystemTime;

pub use token::AccessToken;
pub use token::claims::Token;
pub use token::error::Error;
pub use token::grant::{ChatGrant, Grant, SyncGrant, TaskRouterGrant, VideoGrant, VoiceGrant};
pub use token::json::{Json, Object};
pub use token::key::{ApiKey, Secret};
pub use token::message::{Finding, Severity};
pub use token::region::Region;
pub use token::rules::codes::Code;
pub use token::sid::{
    Account, Key, PushCredential, Role, Service, Sid, TwimlApp, Worker, Workspace,
};
pub use token::signer::Signer;

// The two lines of the library that are not pure.
fn now() -> token::time::UnixTime {
    SystemTime::now().into()
}

fn random() -> Result<u64, Error> {
    getrandom::u64().map_err(|_| Error::NoRandomNumbers)
}

impl AccessToken {
    /// Signs it.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] if Twilio would refuse the token, with all that was found; [`Error::NoRandomNumbers`] if the operating
    /// system gives none for the `jti`.
    pub fn sign(&self, key: &ApiKey) -> Result<String, Error> {
        self.sign_at(key, now(), random()?)
    }

    /// Signs it whatever the rules find: for negative tests, of tokens that Twilio must refuse.
    ///
    /// # Errors
    ///
    /// [`Error::NoRandomNumbers`].
    pub fn sign_unchecked(&self, key: &ApiKey) -> Result<String, Error> {
        Ok(self.draft(key, now(), random()?).sign())
    }

    /// A signer for many tokens of this template, each with an identity of its own; the template's is not used. What they
    /// share is judged, encoded and hashed once.
    ///
    /// # Errors
    ///
    /// As for [`sign`](Self::sign).
    pub fn signer(&self, key: &ApiKey) -> Result<Signer, Error> {
        self.signer_at(key, now(), random()?)
    }
}
