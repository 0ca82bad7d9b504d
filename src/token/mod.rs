//! Access Tokens themselves: pure functions over text, times and secrets.
//!
//! Nothing here knows of arguments, the environment, files, clocks or terminals; what the
//! time is and which secret signs come in as parameters. Sources of all rules: Twilio's
//! docs ("Access Tokens") and the source of its seven server libraries.

pub mod claims;
pub mod escape;
pub mod grant;
pub mod intake;
pub mod json;
pub mod jwt;
pub mod region;
pub mod rules;
pub mod secret;
pub mod shape;
pub mod sid;
pub mod time;

use std::fmt::Write as _;

use grant::Grants;
use json::push_wire_string;
use region::Region;
use sid::{Account, ApiKey, Sid};
use time::UnixTime;

/// What an Access Token says, but for whom: the identity, and the `jti` that is unique to
/// each, are added when it is written. A batch shares one of these.
#[derive(Debug, Clone)]
pub struct AccessToken {
    /// `iss`: the API key that signs.
    pub issuer: Sid<ApiKey>,
    /// `sub`: the account whose products the token opens.
    pub subject: Sid<Account>,
    /// `iat`.
    pub issued_at: UnixTime,
    /// `nbf`. Left out unless asked for: defaulted to now, it makes tokens fail
    /// wherever a clock is behind (twilio-python issue 388).
    pub not_before: Option<UnixTime>,
    /// `exp`.
    pub expires_at: UnixTime,
    /// `grants`.
    pub grants: Grants,
    /// `twr` in the header.
    pub region: Option<Region>,
}

impl AccessToken {
    /// The JOSE header, as compact JSON.
    pub fn header(&self) -> String {
        let region = match self.region {
            Some(region) => format!(r#","twr":"{region}""#),
            None => String::new(),
        };
        format!(r#"{{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"{region}}}"#)
    }

    /// The payload up to where the identity comes: what all tokens of a batch share stands
    /// first, so that its part of the HMAC is computed once.
    pub fn shared_payload(&self) -> String {
        let mut out = String::with_capacity(512);
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            r#"{{"iss":"{}","sub":"{}","iat":{}"#,
            self.issuer,
            self.subject,
            self.issued_at.seconds()
        );
        if let Some(not_before) = self.not_before {
            let _ = write!(out, r#","nbf":{}"#, not_before.seconds());
        }
        let _ = write!(out, r#","exp":{},"grants":{{"#, self.expires_at.seconds());
        for (n, grant) in self.grants.as_slice().iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            push_wire_string(&mut out, grant.name());
            out.push(':');
            grant.write(&mut out);
        }
        out
    }

    /// Appends the rest of the payload: the identity, if there is one, and the `jti`.
    pub fn push_own_payload(&self, out: &mut String, identity: Option<&str>, jti: &str) {
        if let Some(identity) = identity {
            if !self.grants.is_empty() {
                out.push(',');
            }
            out.push_str(r#""identity":"#);
            push_wire_string(out, identity);
        }
        out.push_str(r#"},"jti":"#);
        push_wire_string(out, jti);
        out.push('}');
    }

    /// Appends the `jti` of a random number: the API key SID and 16 hexadecimal digits.
    pub fn push_jti(&self, out: &mut String, random: u64) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        out.push_str(self.issuer.as_str());
        out.push('-');
        for byte in random.to_be_bytes() {
            for nibble in [byte >> 4, byte & 0xf] {
                out.push(char::from(DIGITS[usize::from(nibble)]));
            }
        }
    }

    /// The moment it becomes valid, which is when Twilio's rules first apply to it.
    pub fn valid_from(&self) -> UnixTime {
        self.not_before
            .map_or(self.issued_at, |not_before| not_before.max(self.issued_at))
    }
}
