//! The line that is printed for a token, in each of the formats.

use std::io::Write as _;

use super::args::MintOutput;
use super::sources::ACCESS_TOKEN;
use crate::token::AccessToken;
use crate::token::escape::push_json_string;

/// What a line says besides the token.
pub struct About<'a> {
    /// The token, but for whom.
    pub token: &'a AccessToken,
    /// Who it is for.
    pub identity: Option<&'a str>,
    /// Its ID.
    pub jti: &'a str,
}

/// Appends a line of this format around the token that `push_token` appends.
pub fn push_line(
    out: &mut Vec<u8>,
    format: MintOutput,
    about: &About<'_>,
    push_token: impl FnOnce(&mut Vec<u8>),
) {
    match format {
        MintOutput::Token => push_token(out),
        MintOutput::Header => {
            out.extend_from_slice(b"Authorization: Bearer ");
            push_token(out);
        }
        MintOutput::Env | MintOutput::Github => {
            out.extend_from_slice(ACCESS_TOKEN.as_bytes());
            out.push(b'=');
            push_token(out);
        }
        MintOutput::Json => {
            out.extend_from_slice(br#"{"token":""#);
            push_token(out);
            let AccessToken {
                issued_at,
                expires_at,
                ..
            } = about.token;
            let mut identity = String::new();
            match about.identity {
                Some(text) => push_json_string(&mut identity, text),
                None => identity.push_str("null"),
            }
            let mut jti = String::new();
            push_json_string(&mut jti, about.jti);
            // Writing into memory cannot fail.
            let _ = write!(
                out,
                r#"","identity":{identity},"jti":{jti},"issued_at":"{issued_at}","expires_at":"{expires_at}"}}"#
            );
        }
    }
    out.push(b'\n');
}
