//! The line that is printed for a token, in each of the formats.

use super::Job;
use crate::cli::args::time::rfc3339;
use crate::cli::args::token::MintOutput;
use crate::cli::say::{self, Stop};
use crate::token::message::Message;
use crate::token::text::{is_hostile, push_json_string};

/// How tokens are printed.
#[derive(Clone, Copy)]
pub(super) struct Format<'f> {
    pub(super) output: MintOutput,
    /// What `env`, `github` and a command's environment call the token.
    pub(super) variable: &'f str,
}

impl Format<'_> {
    /// GitHub Actions prints the environment of every later step, but not what is masked by then.
    pub(super) fn mask(&self, jwt: &str) -> Result<(), Stop> {
        if self.output != MintOutput::Github {
            return Ok(());
        }
        let masked = say::raw(&format!("::add-mask::{jwt}\n"));
        masked.map_err(|error| {
            Message::error(format!("cannot write the mask to standard error: {error}")).into()
        })
    }
}

impl Job<'_> {
    /// Appends a line around the token that `push_token` appends.
    pub(super) fn push_line(
        &self,
        out: &mut Vec<u8>,
        identity: Option<&str>,
        jti: &str,
        push_token: impl FnOnce(&mut Vec<u8>),
    ) {
        match self.format.output {
            MintOutput::Token => {}
            MintOutput::Header => out.extend_from_slice(b"Authorization: Bearer "),
            MintOutput::Env | MintOutput::Github => {
                out.extend_from_slice(self.format.variable.as_bytes());
                out.push(b'=');
            }
            MintOutput::Json => out.extend_from_slice(br#"{"token":""#),
        }
        push_token(out);
        if self.format.output == MintOutput::Json {
            let mut rest = r#"","identity":"#.to_owned();
            match identity {
                Some(text) => push_json_string(&mut rest, text, is_hostile),
                None => rest.push_str("null"),
            }
            rest.push_str(r#","jti":"#);
            push_json_string(&mut rest, jti, is_hostile);
            let issued_at = rfc3339(self.token.issued(self.now));
            let expires_at = rfc3339(self.expires_at);
            let expires_in = self.expires_at.seconds() - self.now.seconds();
            out.extend_from_slice(rest.as_bytes());
            let times = format!(
                r#","issued_at":"{issued_at}","expires_at":"{expires_at}","expires_in":{expires_in}}}"#
            );
            out.extend_from_slice(times.as_bytes());
        }
        out.push(b'\n');
    }
}
