//! The line that is printed for a token, in each of the `--output` formats.

use super::Job;
use crate::cli::args::time::rfc3339;
use crate::cli::args::token::MintOutput;
use crate::cli::say;
use crate::cli::values::settings::ACCESS_TOKEN;
use crate::token::message::Message;
use crate::token::text::{is_hostile, push_json_string};

impl Job<'_> {
    /// The variable that holds the token, with `-o env`, with `-o github` and for a command.
    pub(super) fn variable(&self) -> &str {
        self.args.var.as_deref().unwrap_or(ACCESS_TOKEN)
    }

    /// With `-o github`, masks the token before it is printed, because GitHub Actions logs the environment of every
    /// later step.
    pub(super) fn mask_in_log(&self, jwt: &str) -> Result<(), Message> {
        if self.args.output != Some(MintOutput::Github) {
            return Ok(());
        }
        say::raw(&format!("::add-mask::{jwt}\n")).map_err(|error| {
            Message::error(format!("cannot write the mask to standard error: {error}"))
        })
    }

    /// Appends the line for a token. `push_token` appends the token itself.
    pub(super) fn push_line(
        &self,
        out: &mut Vec<u8>,
        identity: Option<&str>,
        jti: &str,
        push_token: impl FnOnce(&mut Vec<u8>),
    ) {
        let output = self.args.output.unwrap_or(MintOutput::Token);
        match output {
            MintOutput::Token => {}
            MintOutput::Header => out.extend_from_slice(b"Authorization: Bearer "),
            MintOutput::Env | MintOutput::Github => {
                out.extend_from_slice(self.variable().as_bytes());
                out.push(b'=');
            }
            MintOutput::Json => out.extend_from_slice(br#"{"token":""#),
        }
        push_token(out);
        if output == MintOutput::Json {
            let mut rest = r#"","identity":"#.to_owned();
            match identity {
                Some(text) => push_json_string(&mut rest, text, is_hostile),
                None => rest.push_str("null"),
            }
            rest.push_str(r#","jti":"#);
            push_json_string(&mut rest, jti, is_hostile);
            out.extend_from_slice(rest.as_bytes());
            let issued_at = rfc3339(self.token.issued(self.now));
            let expires_at = self.token.expires(self.now);
            let expires_in = expires_at.seconds() - self.now.seconds();
            let expires_at = rfc3339(expires_at);
            let times = format!(
                r#","issued_at":"{issued_at}","expires_at":"{expires_at}","expires_in":{expires_in}}}"#
            );
            out.extend_from_slice(times.as_bytes());
        }
        out.push(b'\n');
    }
}
