//! Access Tokens themselves: pure functions over text, times and secrets.
//!
//! Nothing here knows of arguments, the environment, files, clocks or terminals; what the time is, which random number to
//! take and which secret signs come in as parameters. Sources of all rules: Twilio's docs ("Access Tokens") and the source
//! of its seven server libraries.

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
use rules::{Context, Signature, framing};
use signer::Signer;
use text::{Mask, push_wire_string};
use time::{UnixTime, whole_seconds};

/// An Access Token that is yet to be signed: who it is for, what it grants, and for how long.
///
/// It lives for an hour unless told otherwise, and has no `nbf`: defaulted to now, that makes tokens fail wherever a clock is
/// behind (twilio-python issue 388).
#[derive(Debug, Clone)]
#[must_use]
pub struct AccessToken {
    pub(crate) identity: Option<String>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) issued_at: Option<UnixTime>,
    pub(crate) not_before: Option<UnixTime>,
    pub(crate) expiry: Expiry,
    pub(crate) jti: Option<String>,
    /// By its name, which may be none.
    pub(crate) region: Option<String>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Expiry {
    /// So many seconds after it was issued.
    After(i64),
    At(UnixTime),
}

/// One hour.
pub(crate) const DEFAULT_TTL: i64 = 3600;

impl AccessToken {
    /// A token for this identity: the name by which your app knows the user.
    pub fn new(identity: impl Into<String>) -> Self {
        Self { identity: Some(identity.into()), ..Self::anonymous() }
    }

    /// A token without an identity. Only TaskRouter, `player` and unknown grants do without.
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

    /// A template for many tokens that differ in the identity alone; see [`signer`](Self::signer).
    pub fn for_each() -> Self {
        Self::anonymous()
    }

    /// Adds a grant. They stand in the token in the order given; the same one twice is refused when it is signed.
    pub fn grant(mut self, grant: impl Into<Grant>) -> Self {
        self.grants.push(grant.into());
        self
    }

    /// How long it lives from its issue on, in whole seconds; an hour by default. Twilio takes 24 hours at most.
    pub fn ttl(self, ttl: Duration) -> Self {
        Self { expiry: Expiry::After(whole_seconds(ttl)), ..self }
    }

    /// When it expires (`exp`, whole seconds of Unix time), instead of [`ttl`](Self::ttl).
    pub fn expires_at(self, time: SystemTime) -> Self {
        Self { expiry: Expiry::At(time.into()), ..self }
    }

    /// When it was issued (`iat`, whole seconds of Unix time), which the lifetime counts from; now by default.
    pub fn issued_at(self, time: SystemTime) -> Self {
        Self { issued_at: Some(time.into()), ..self }
    }

    /// When it becomes valid (`nbf`, whole seconds of Unix time). Not written by default.
    pub fn not_before(self, time: SystemTime) -> Self {
        Self { not_before: Some(time.into()), ..self }
    }

    /// Its unique ID; the API key SID and a random number by default. Twilio reads nothing out of it.
    pub fn jti(self, jti: impl Into<String>) -> Self {
        Self { jti: Some(jti.into()), ..self }
    }

    /// The region of the API key (`twr` in the header), for keys outside `us1`. Not written by default.
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

    /// When it expires, if it is minted now. None if no calendar goes so far.
    pub(crate) fn expires(&self, now: UnixTime) -> Option<UnixTime> {
        UnixTime::from_seconds(self.exp(now))
    }

    fn exp(&self, now: UnixTime) -> i64 {
        match self.expiry {
            Expiry::After(seconds) => self.issued(now).seconds().saturating_add(seconds),
            Expiry::At(time) => time.seconds(),
        }
    }

    /// The payload up to where the identity comes: what all tokens of a batch share stands first, so that its part of the
    /// HMAC is computed once.
    fn payload_start(&self, key: &ApiKey, now: UnixTime) -> String {
        let mut out = String::with_capacity(512);
        let ApiKey { account, sid, .. } = key;
        let (issued_at, expires_at) = (self.issued(now).seconds(), self.exp(now));
        // Writing into a string cannot fail.
        _ = write!(out, r#"{{"iss":"{sid}","sub":"{account}","iat":{issued_at}"#);
        if let Some(not_before) = self.not_before {
            _ = write!(out, r#","nbf":{}"#, not_before.seconds());
        }
        _ = write!(out, r#","exp":{expires_at},"grants":{{"#);
        for (n, grant) in self.grants.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            push_wire_string(&mut out, &grant.name);
            out.push(':');
            grant.body.write(&mut out, &mut push_wire_string);
        }
        out
    }

    /// Writes it and puts it to the rules, which judge the very bytes that are to be signed, as of the moment it becomes
    /// valid. No credential of the mask may stand in it. `nonce` makes its `jti` unique.
    pub(crate) fn draft(&self, key: &ApiKey, mut mask: Mask, now: UnixTime, nonce: u64) -> Draft {
        mask.add(key.secret.expose());
        let (header, start) = (self.header(), self.payload_start(key, now));
        let mut signer = Signer {
            framer: Framer::new(key.secret.expose(), &header, &start),
            needs: Needs::of(self.grants.iter().map(|grant| grant.name.as_str())),
            jti: self.jti.clone().unwrap_or_else(|| key.sid.to_string()),
            nonce: self.jti.is_none().then_some(nonce),
            has_grants: !self.grants.is_empty(),
            mask,
            count: 0,
        };
        let jti = self.jti.clone().unwrap_or_else(|| signer.next_jti());
        let mut own = String::new();
        signer.push_own(&mut own, self.identity.as_deref(), &jti);
        let payload = start[..start.len() - signer.framer.left_over().len()].to_owned() + &own;
        let token = Token::unsigned(&header, &payload);
        let issued = self.issued(now);
        let context = Context {
            at: self.not_before.map_or(issued, |start| start.max(issued)),
            signature: &Signature::Valid,
            ours: None,
            mask: &signer.mask,
        };
        let findings = rules::judge(&token, &context);
        Draft { signer, own, jti, findings }
    }

    /// The token for an identity that no rule minds: what is found in it is found in what all tokens share.
    pub(crate) fn shared(self) -> Self {
        Self { identity: Some("alice".to_owned()), ..self }
    }
}

/// An error if there is one among the findings.
pub(crate) fn refuse(findings: Vec<Finding>) -> Result<(), Error> {
    let is_refused = findings.iter().any(Finding::is_error);
    if is_refused { Err(Error::Refused(findings)) } else { Ok(()) }
}

/// A token that is written and judged, and yet to be signed.
pub(crate) struct Draft {
    pub(crate) signer: Signer,
    /// The payload's own part, with the bytes that complete its start.
    own: String,
    pub(crate) jti: String,
    pub(crate) findings: Vec<Finding>,
}

impl Draft {
    pub(crate) fn sign(&self) -> String {
        let mut out = Vec::new();
        self.signer.framer.sign(&self.own, &mut out);
        // Base64url and full stops are ASCII.
        String::from_utf8(out).unwrap_or_default()
    }
}

impl Token {
    /// Reads a token strictly: three segments of canonical base64url without padding, JSON objects in which no member stands
    /// twice, and a signature of 32 bytes where `alg` is HS256. Judges nothing of what it says.
    ///
    /// # Errors
    ///
    /// [`Error::NotAToken`], with what is wrong first.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let no_token = |finding| Err(Error::NotAToken(Box::new(finding)));
        let Some(token) = Self::read(text) else { return no_token(framing::not_three(text)) };
        framing::judge(&token).into_iter().next().map_or(Ok(token), no_token)
    }

    /// All that is found about the token at this moment, worst first: what Twilio would refuse, what will not work as meant,
    /// and what is worth knowing. Nothing is said of the signature; see [`is_signed_by`](Self::is_signed_by). That nothing was
    /// found does not mean that Twilio accepts it: whether the key exists, only Twilio knows.
    pub fn check(&self, at: SystemTime) -> Vec<Finding> {
        let at_hand = Mask::default();
        let mask = rules::leaks::mask(self, &at_hand);
        let (at, signature) = (at.into(), &Signature::Unchecked);
        rules::judge(self, &Context { at, signature, ours: None, mask: &mask })
    }
}
