//! The line that is printed for a token, in each of the formats.

use std::fmt::Write as _;

use super::Job;
use crate::cli::args::time::rfc3339;
use crate::cli::args::token::MintOutput;
use crate::cli::say;
use crate::cli::values::settings::ACCESS_TOKEN;
use crate::token::message::Message;
use crate::token::text::{is_hostile, push_json_string};

impl Job<'_> {
    /// What `env`, `github` and a command's environment call the token.
    pub(super) fn variable(&self) -> &str {
        self.args.var.as_deref().unwrap_or(ACCESS_TOKEN)
    }

    /// GitHub Actions prints the environment of every later step, but not what is masked by then.
    pub(super) fn mask_in_log(&self, jwt: &str) -> Result<(), Message> {
        if self.args.output != Some(MintOutput::Github) {
            return Ok(());
        }
        say::raw(&format!("::add-mask::{jwt}\n")).map_err(|error| {
            Message::error(format!("cannot write the mask to standard error: {error}"))
        })
    }

    /// Appends a token's line.
    pub(super) fn push_line(&self, out: &mut String, identity: Option<&str>, jti: &str, jwt: &str) {
        let output = self.args.output.unwrap_or(MintOutput::Token);
        match output {
            MintOutput::Token => {}
            MintOutput::Header => out.push_str("Authorization: Bearer "),
            MintOutput::Env | MintOutput::Github => out.extend([self.variable(), "="]),
            MintOutput::Json => out.push_str(r#"{"token":""#),
        }
        out.push_str(jwt);
        if output == MintOutput::Json {
            out.push_str(r#"","identity":"#);
            match identity {
                Some(text) => push_json_string(out, text, is_hostile),
                None => out.push_str("null"),
            }
            out.push_str(r#","jti":"#);
            push_json_string(out, jti, is_hostile);
            let issued_at = rfc3339(self.token.issued(self.now));
            let expires_at = rfc3339(self.expires_at);
            let expires_in = self.expires_at.seconds() - self.now.seconds();
            // Writing into a string cannot fail.
            _ = write!(
                out,
                r#","issued_at":"{issued_at}","expires_at":"{expires_at}","expires_in":{expires_in}}}"#
            );
        }
        out.push('\n');
    }
}
