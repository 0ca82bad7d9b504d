//! Mint Twilio Access Tokens in a Rust server, and find out why Twilio rejects one.
//!
//! Twilio's client SDKs (Conversations, Voice, Video, Sync) authenticate with an Access Token: a JWT, signed with an
//! API key's secret, that says who the user is and what they may do. Signing a token that Twilio would refuse is an
//! error, unless you ask for such a token.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use twimint::{AccessToken, ApiKey, ChatGrant, Token, VoiceGrant};
//!
//! # fn main() -> Result<(), twimint::Error> {
//! # let secret = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
//! let key = ApiKey::new(
//!     "AC0123456789abcdef0123456789abcdef".parse()?,
//!     "SKfedcba9876543210fedcba9876543210".parse()?,
//!     secret,
//! );
//!
//! let jwt = AccessToken::new("alice")
//!     .grant(ChatGrant::new("IS00112233445566778899aabbccddeeff".parse()?))
//!     .grant(VoiceGrant::outgoing("AP00112233445566778899aabbccddeeff".parse()?).incoming(true))
//!     .ttl(Duration::from_secs(900))
//!     .sign(&key)?; // an error, with the findings, if Twilio would refuse it
//!
//! let token = Token::parse(&jwt)?; // strict parsing; the claims are not checked
//! assert!(token.is_signed_by(&key)); // in constant time
//! for finding in token.check(SystemTime::now()) {
//!     println!("{}: {finding}", finding.severity);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - Grants: [`ChatGrant`], [`VoiceGrant`], [`VideoGrant`], [`SyncGrant`], [`TaskRouterGrant`], and [`Grant::raw`] for any other.
//! - Many tokens that differ only in the identity: [`AccessToken::signer`].
//! - Tokens that Twilio must refuse, for tests: [`AccessToken::sign_unchecked`].
//! - What one of Twilio's error codes means: [`explain`].
//!
//! The secret is never shown, not even by `Debug`, and is wiped from memory when it is dropped. The library reads no
//! files and no environment variables. Times are whole seconds of Unix time; a `SystemTime` outside the years 0 to 9999
//! counts as the nearest inside, and so does the end of a lifetime. The rules come from Twilio's docs ("Access Tokens"
//! and the error pages) and from the source of its seven server libraries.
//!
//! This crate is also a command-line program: `cargo install twimint`. For a server, leave the program out:
//! `cargo add twimint --no-default-features`.
//!
//! # Stability
//!
//! The severities, codes and claim paths of findings are part of the API and follow Semantic Versioning. Their wording
//! and the `also` lists of codes are not.
//!
//! # More examples
//!
//! A server can share one key and one template among its handlers:
//!
//! ```
//! use std::thread;
//! use twimint::{AccessToken, ApiKey, SyncGrant};
//!
//! # fn main() -> Result<(), twimint::Error> {
//! # let key = ApiKey::new("AC0123456789abcdef0123456789abcdef".parse()?, "SKfedcba9876543210fedcba9876543210".parse()?, "secret");
//! let template = AccessToken::for_each().grant(SyncGrant::default_service());
//! thread::scope(|scope| {
//!     let sign = |user| template.signer(&key)?.sign(user);
//!     let handlers = ["alice", "bob"].map(|user| scope.spawn(move || sign(user)));
//!     handlers.map(|handler| handler.join().expect("no panic").expect("a token"));
//! });
//!
//! // For a batch, keep the signer: it hashes what all tokens share only once. They expire together.
//! let mut signer = template.signer(&key)?;
//! assert_ne!(signer.sign("alice")?, signer.sign("bob")?);
//! # Ok(())
//! # }
//! ```
//!
//! What one of Twilio's error codes means:
//!
//! ```
//! let expired = twimint::explain(20104).expect("a code about tokens");
//! println!("{}: {}\nhint: {}", expired.title, expired.meaning, expired.what_to_do);
//! ```
//!
//! A token that Twilio would refuse is an error, which holds the findings:
//!
//! ```
//! use twimint::{AccessToken, ApiKey, Error, VideoGrant};
//!
//! # fn main() -> Result<(), twimint::Error> {
//! # let key = ApiKey::new("AC0123456789abcdef0123456789abcdef".parse()?, "SKfedcba9876543210fedcba9876543210".parse()?, "secret");
//! let token = AccessToken::new("").grant(VideoGrant::new().room("daily"));
//! let Err(Error::Refused(findings)) = token.sign(&key) else { panic!("Video needs an identity") };
//! assert_eq!(findings[0].code.map(|code| code.number), Some(53200));
//! assert_eq!(findings[0].claim.as_deref(), Some("grants.identity"));
//!
//! // For a negative test:
//! let jwt = token.sign_unchecked(&key)?;
//! # Ok(())
//! # }
//! ```
//!
//! TaskRouter, and a grant that has no type in this crate:
//!
//! ```
//! use twimint::{AccessToken, ApiKey, Grant, TaskRouterGrant};
//!
//! # fn main() -> Result<(), twimint::Error> {
//! # let key = ApiKey::new("AC0123456789abcdef0123456789abcdef".parse()?, "SKfedcba9876543210fedcba9876543210".parse()?, "secret");
//! let worker = TaskRouterGrant::new(
//!     "WS00112233445566778899aabbccddeeff".parse()?,
//!     "WK00112233445566778899aabbccddeeff".parse()?,
//! );
//! let player = serde_json::from_str(r#"{"requestorType":"viewer"}"#).expect("an object");
//! let jwt = AccessToken::anonymous().grant(worker.role("supervisor")).grant(Grant::raw("player", player)?).sign(&key)?;
//! # Ok(())
//! # }
//! ```

// The program and the library do not panic, and print only where it is meant.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::print_stdout, clippy::print_stderr))]
// Some of `token` is used only by the program.
#![cfg_attr(not(feature = "cli"), allow(dead_code))]

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
mod token;

use std::mem;
use std::time::SystemTime;

use token::Draft;
use token::rules::codes::SIGNATURE;
use token::rules::times::expired_by;
use token::sid::check_secret;
use token::text::Mask;

pub use token::AccessToken;
pub use token::claims::Token;
pub use token::error::Error;
pub use token::grant::{ChatGrant, Grant, SyncGrant, TaskRouterGrant, VideoGrant, VoiceGrant};
pub use token::json::{Json, Object};
pub use token::key::{ApiKey, Secret};
pub use token::message::{Finding, Severity};
pub use token::region::Region;
pub use token::rules::codes::{Code, Explanation, explain};
pub use token::sid::{
    Account, Key, PushCredential, Role, Service, Sid, SidKind, TwimlApp, Worker, Workspace,
};
pub use token::signer::Signer;

// The only impure code in the library: the clock and the random number generator.
fn now() -> token::time::UnixTime {
    SystemTime::now().into()
}

fn random() -> Result<u64, Error> {
    getrandom::u64().map_err(|_| Error::NoRandomNumbers)
}

impl AccessToken {
    /// Signs the token. It is checked as of now, or of a later `iat` or `nbf`. Warnings do not stop it:
    /// [`Token::check`] shows them.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`], with the findings, if Twilio would refuse the token, if it contains the secret, the same
    /// grant twice or a room with an empty name, or if the secret cannot be one (an Auth Token, a placeholder, a text in
    /// quotes); [`Error::NoRandomNumbers`] if the operating system has no random number for the `jti`.
    pub fn sign(&self, key: &ApiKey) -> Result<String, Error> {
        self.checked(key).map(|draft| draft.sign())
    }

    /// Signs the token even if Twilio would refuse it. This is for negative tests.
    ///
    /// # Errors
    ///
    /// [`Error::NoRandomNumbers`] if the operating system has no random number for the `jti`.
    pub fn sign_unchecked(&self, key: &ApiKey) -> Result<String, Error> {
        Ok(self.draft(key, Mask::default(), now(), random()?).sign())
    }

    /// A signer for many tokens of this template, each with its own identity. The template's identity is ignored.
    ///
    /// What the tokens share is checked, encoded and hashed only once. That includes `iat`, which is the time of this
    /// call unless the template sets it, so use a signer for tokens that you hand out right away.
    ///
    /// # Errors
    ///
    /// The same as for [`sign`](Self::sign).
    pub fn signer(&self, key: &ApiKey) -> Result<Signer, Error> {
        self.clone().shared().checked(key).map(|draft| draft.signer)
    }

    /// A draft that may be signed.
    fn checked(&self, key: &ApiKey) -> Result<Draft, Error> {
        let now = now();
        let mut draft = self.draft(key, Mask::default(), now, random()?);
        if let Err(fault) = check_secret(key.secret.expose()) {
            draft.findings.insert(0, fault.code(SIGNATURE));
        }
        token::refuse(mem::take(&mut draft.findings))?;
        // The rules have judged the token as of the moment when it becomes valid. By now it may have expired.
        let expired = expired_by(now, self.expires(now));
        token::refuse(Vec::from_iter(expired)).map(|()| draft)
    }
}
