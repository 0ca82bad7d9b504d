//! Access Tokens themselves: pure functions over text, times and secrets.
//!
//! Nothing here touches arguments, the environment, files, clocks or terminals: the current time, the random number and
//! the secret come in as parameters. The rules come from Twilio's docs ("Access Tokens") and the source of its seven
//! server libraries.

pub(crate) mod claims;
pub(crate) mod error;
pub(crate) mod grant;
pub(crate) mod json;
pub(crate) mod jwt;
pub(crate) mod key;
pub(crate) mod message;
pub(crate) mod region;
pub(crate) mod rules;
pub(crate) mod sid;
pub(crate) mod signer;
pub(crate) mod text;
pub(crate) mod time;

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use claims::{HEADER, Token};
use error::Error;
use grant::Grant;
use jwt::Framer;
use key::ApiKey;
use message::Finding;
use region::Region;
use rules::identity::Needs;
use rules::{Context, Signature, framing, grants};
use signer::Signer;
use text::{Mask, push_wire_string};
use time::{UnixTime, whole_seconds};

/// An Access Token before it is signed: who it is for, what it grants, and for how long.
///
/// By default it is valid for one hour and has no `nbf`: with an `nbf` of now, a token fails if Twilio's clock is
/// behind the clock of the machine that signed it (twilio-python issue 388).
#[derive(Debug, Clone)]
#[must_use]
pub struct AccessToken {
    pub(crate) identity: Option<String>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) issued_at: Option<UnixTime>,
    pub(crate) not_before: Option<UnixTime>,
    pub(crate) expiry: Expiry,
    pub(crate) jti: Option<String>,
    /// The name as it was given, which need not be that of a [`Region`].
    pub(crate) region: Option<String>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Expiry {
    /// This many seconds after `iat`.
    After(i64),
    At(UnixTime),
}

/// One hour, in seconds.
pub(crate) const DEFAULT_TTL: i64 = 3600;

impl AccessToken {
    /// A token for this identity: your app's own name for the user.
    pub fn new(identity: impl Into<String>) -> Self {
        Self { identity: Some(identity.into()), ..Self::anonymous() }
    }

    /// A token without an identity. Only TaskRouter, `player` and grants unknown to this crate work without one.
    pub fn anonymous() -> Self {
        Self {
            identity: None,
            grants: Vec::new(),
            issued_at: None,
            not_before: None,
            expiry: Expiry::After(DEFAULT_TTL),
            jti: None,
            region: None,
        }
    }

    /// A template for many tokens that differ only in the identity; see [`signer`](Self::signer).
    pub fn for_each() -> Self {
        Self::anonymous()
    }

    /// Adds a grant. The token has its grants in the order in which they were added. Signing a token with the same
    /// grant twice is an error.
    pub fn grant(mut self, grant: impl Into<Grant>) -> Self {
        self.grants.push(grant.into());
        self
    }

    /// How long the token is valid after it was issued, in whole seconds. The default is one hour; Twilio allows 24
    /// hours at most.
    pub fn ttl(self, ttl: Duration) -> Self {
        Self { expiry: Expiry::After(whole_seconds(ttl)), ..self }
    }

    /// When the token expires (`exp`, whole seconds of Unix time). Replaces [`ttl`](Self::ttl).
    pub fn expires_at(self, time: SystemTime) -> Self {
        Self { expiry: Expiry::At(time.into()), ..self }
    }

    /// When the token was issued (`iat`, whole seconds of Unix time). [`ttl`](Self::ttl) counts from this time. The
    /// default is the time when it is signed. A template that is used for long should leave it out.
    pub fn issued_at(self, time: SystemTime) -> Self {
        Self { issued_at: Some(time.into()), ..self }
    }

    /// When the token becomes valid (`nbf`, whole seconds of Unix time). By default there is no `nbf`.
    pub fn not_before(self, time: SystemTime) -> Self {
        Self { not_before: Some(time.into()), ..self }
    }

    /// The token's unique ID. The default is the API key SID and a random number. A [`Signer`] adds `-1`, `-2`, … to an
    /// ID that is given here. Twilio does not interpret it.
    pub fn jti(self, jti: impl Into<String>) -> Self {
        Self { jti: Some(jti.into()), ..self }
    }

    /// The region of the API key (`twr` in the header), for keys outside `us1`. By default there is no `twr`.
    pub fn region(self, region: Region) -> Self {
        Self { region: Some(region.to_string()), ..self }
    }

    /// The JOSE header, as compact JSON.
    fn header(&self) -> String {
        let Some(region) = &self.region else { return HEADER.to_owned() };
        let mut header = HEADER.replace('}', r#","twr":"#);
        push_wire_string(&mut header, region);
        header + "}"
    }

    pub(crate) fn issued(&self, now: UnixTime) -> UnixTime {
        self.issued_at.unwrap_or(now)
    }

    /// When the token expires if it is minted now.
    pub(crate) fn expires(&self, now: UnixTime) -> UnixTime {
        match self.expiry {
            // The rules refuse what is too late for a `UnixTime`, and the latest one as well.
            Expiry::After(seconds) => self.issued(now).plus(seconds).unwrap_or(UnixTime::LATEST),
            Expiry::At(time) => time,
        }
    }

    /// The payload up to the text of the identity, or up to the end of the grants if there is no identity. What all
    /// tokens of a batch share comes first, so that its part of the HMAC is computed only once.
    fn payload_start(&self, key: &ApiKey, now: UnixTime) -> String {
        let mut out = String::with_capacity(512);
        let ApiKey { account, sid, .. } = key;
        let (issued_at, expires_at) = (self.issued(now).seconds(), self.expires(now).seconds());
        // Writing into a string cannot fail.
        _ = write!(out, r#"{{"iss":"{sid}","sub":"{account}","iat":{issued_at}"#);
        if let Some(not_before) = self.not_before {
            _ = write!(out, r#","nbf":{}"#, not_before.seconds());
        }
        _ = write!(out, r#","exp":{expires_at},"grants":{{"#);
        for grant in &self.grants {
            push_wire_string(&mut out, &grant.name);
            out.push(':');
            grant.body.write(&mut out, &mut push_wire_string);
            out.push(',');
        }
        if self.identity.is_some() {
            out.push_str(r#""identity":"#);
        } else if !self.grants.is_empty() {
            out.pop();
        }
        out
    }

    /// Writes the token and runs the rules on exactly the bytes that will be signed, as of the time when it becomes
    /// valid. A token that contains a credential of `mask` is an error. `nonce` makes the `jti` unique.
    pub(crate) fn draft(&self, key: &ApiKey, mut mask: Mask, now: UnixTime, nonce: u64) -> Draft {
        mask.add(key.secret.expose());
        let (header, start) = (self.header(), self.payload_start(key, now));
        let signer = Signer {
            framer: Framer::new(key.secret.expose(), &header, &start),
            needs: Needs::of(self.grants.iter().map(|grant| grant.name.as_str())),
            jti: self.jti.clone().unwrap_or_else(|| key.sid.to_string()),
            nonce: self.jti.is_none().then_some(nonce),
            mask,
            count: 0,
        };
        // A signer numbers its tokens; a token of its own is the first.
        let mut jti = String::new();
        signer.write_jti(&mut jti, 1);
        let jti = self.jti.clone().unwrap_or(jti);
        let mut own = String::new();
        signer.write_own(&mut own, self.identity.as_deref(), &jti);
        let token = Token::unsigned(&header, &(start + &own[signer.framer.left_over.len()..]));
        let issued = self.issued(now);
        let context = Context {
            at: self.not_before.map_or(issued, |start| start.max(issued)),
            signature: &Signature::Valid,
            account: None,
            mask: &signer.mask,
        };
        let mut findings = grants::before_writing(&self.grants, &signer.mask);
        if findings.is_empty() {
            findings = rules::judge(&token, &context);
        }
        Draft { signer, own, jti, findings }
    }

    /// The template with an identity that no rule objects to, so that every finding is about what all tokens share.
    pub(crate) fn shared(self) -> Self {
        Self { identity: Some("alice".to_owned()), ..self }
    }
}

/// Turns the findings into an error if any of them is one.
pub(crate) fn refuse(findings: Vec<Finding>) -> Result<(), Error> {
    let is_refused = findings.iter().any(Finding::is_error);
    if is_refused { Err(Error::Refused(findings)) } else { Ok(()) }
}

/// A token that is written and checked, but not signed yet.
pub(crate) struct Draft {
    pub(crate) signer: Signer,
    /// The rest of the payload; see [`Signer::write_own`].
    own: String,
    pub(crate) jti: String,
    pub(crate) findings: Vec<Finding>,
}

impl Draft {
    pub(crate) fn sign(&self) -> String {
        self.signer.framer.sign(&self.own)
    }
}

impl Token {
    /// Parses a token strictly: three segments of canonical base64url without padding, JSON objects without duplicate
    /// members, and, where `alg` is HS256, a signature of 32 bytes. Does not check the claims; see
    /// [`check`](Self::check).
    ///
    /// # Errors
    ///
    /// [`Error::NotAToken`], with the first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let no_token = |finding| Err(Error::NotAToken(Box::new(finding)));
        let Some(token) = Self::read(text) else { return no_token(framing::not_three(text)) };
        framing::judge(&token).into_iter().next().map_or(Ok(token), no_token)
    }

    /// All findings about the token at this time, worst first: what Twilio would refuse, what will not work as
    /// intended, and what is worth knowing.
    ///
    /// The signature is not checked; see [`is_signed_by`](Self::is_signed_by). Nor is whether `iss` and `sub` name your
    /// key and its account. An empty list does not mean that Twilio accepts the token: only Twilio knows, for example,
    /// whether the key exists.
    pub fn check(&self, at: SystemTime) -> Vec<Finding> {
        let at_hand = Mask::default();
        let mask = rules::leaks::mask(self, &at_hand);
        let (at, signature) = (at.into(), &Signature::Unchecked);
        rules::judge(self, &Context { at, signature, account: None, mask: &mask })
    }
}
