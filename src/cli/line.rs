//! The line that is printed for a token, in each of the formats.

use std::fmt::Write as _;

use super::args::MintOutput;
use super::sources::ACCESS_TOKEN;
use crate::token::AccessToken;
use crate::token::escape::push_json_string;

/// A token that was minted, and what is its own.
pub struct Minted<'m> {
    /// The token.
    pub jwt: &'m str,
    /// Who it is for.
    pub identity: Option<&'m str>,
    /// Its ID.
    pub jti: &'m str,
}

/// Appends the line that a format prints for a token.
pub fn push_line(out: &mut String, format: MintOutput, token: &AccessToken, minted: &Minted<'_>) {
    let Minted { jwt, identity, jti } = *minted;
    match format {
        MintOutput::Token => out.push_str(jwt),
        MintOutput::Header => {
            out.push_str("Authorization: Bearer ");
            out.push_str(jwt);
        }
        MintOutput::Env | MintOutput::Github => {
            out.push_str(ACCESS_TOKEN);
            out.push('=');
            out.push_str(jwt);
        }
        MintOutput::Json => {
            out.push_str(r#"{"token":""#);
            out.push_str(jwt);
            out.push_str(r#"","identity":"#);
            match identity {
                Some(identity) => push_json_string(out, identity),
                None => out.push_str("null"),
            }
            out.push_str(r#","jti":"#);
            push_json_string(out, jti);
            let AccessToken {
                issued_at,
                expires_at,
                ..
            } = token;
            // Writing into a string cannot fail.
            let _ = write!(
                out,
                r#","issued_at":"{issued_at}","expires_at":"{expires_at}"}}"#
            );
        }
    }
    out.push('\n');
}
