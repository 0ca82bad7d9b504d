//! Segments that cannot be decoded or parsed, because something was cut off, added, or encoded the wrong way.
//!
//! The only text from a segment that a message repeats is a single character that does not belong in it. What the
//! segments say is checked elsewhere.

use super::super::claims;
use super::super::jwt::{SIGNATURE_BYTES, Unreadable};
use super::super::text::quoted;
use super::{Finding, MINT_PROPERLY, Token, codes, header};

pub(crate) const COPY_AGAIN: &str = "copy the whole token again";
pub(crate) const FORM: &str =
    "an Access Token is three base64url segments joined by dots, and starts with `eyJ`";

/// The finding that a text is not a token, or not as a token must be written.
pub(crate) fn malformed(fact: impl Into<String>, hint: &str) -> Finding {
    Finding::error(fact).code(codes::MALFORMED).hint(hint)
}

/// The finding about a text that does not have exactly three segments.
pub(crate) fn not_three(text: &str) -> Finding {
    let segments: Vec<&str> = text.split('.').collect();
    match segments.as_slice() {
        [""] => malformed("the token is empty", FORM),
        [_] | [_, _] => {
            malformed("truncated: the token does not have all three segments", COPY_AGAIN)
        }
        [first, _, _, _, _] if is_twilio_header(first) => malformed(
            "a token that Twilio itself issued, for Flex or Verify, not an Access Token",
            "it is encrypted, and only Twilio can read it; no API key makes such tokens",
        ),
        [_, _, _, _, _] => malformed(
            "an encrypted token (JWE), not an Access Token",
            "Access Tokens are signed, not encrypted: this one belongs to another service",
        ),
        more => malformed(format!("{} segments instead of three", more.len()), FORM),
    }
}

fn is_twilio_header(header: &str) -> bool {
    claims::object(header).is_ok_and(|header| header::has_content_type(&header))
}

/// Findings about how a token is written, and about all segments that cannot be read.
pub(crate) fn judge(token: &Token) -> Vec<Finding> {
    let mut findings = Vec::new();
    // First, because it comes before whatever is wrong with the text in a segment.
    if token.is_standard.contains(&true) {
        let fact = "the token has `+`, `/` or `=`, which JWTs must not have";
        findings.push(malformed(fact, "standard base64: encode as base64url, without padding"));
    }
    if token.is_quoted {
        let fact = "the token is in quotes, which a client would send along";
        let cure = "send the text alone: decode Python's bytes, and do not encode JSON twice";
        findings.push(malformed(fact, cure));
    }
    let faults = [
        ("header", token.header.as_ref().err()),
        ("payload", token.payload.as_ref().err()),
        ("signature", token.signature.as_ref().err()),
    ];
    for ((segment, fault), is_standard) in faults.into_iter().zip(token.is_standard) {
        match fault {
            None => {}
            // Standard base64 explains why a segment cannot be decoded, but not what is wrong with the text in it.
            Some(fault)
                if is_standard && !matches!(fault, Unreadable::NotUtf8 | Unreadable::Json(_)) => {}
            // With another algorithm, the signature has another length, and with `none` it is empty. Then the finding
            // about the algorithm is enough.
            Some(Unreadable::SignatureLength(_) | Unreadable::Empty)
                if segment == "signature" && token.header.is_ok() && !token.is_hs256() => {}
            Some(fault) => findings.push(unreadable(segment, fault)),
        }
    }
    findings
}

fn unreadable(segment: &str, fault: &Unreadable) -> Finding {
    let finding = |is: &str, hint| Finding::error(format!("the token's {segment} {is}")).hint(hint);
    let finding = match fault {
        Unreadable::Empty => finding("is empty", COPY_AGAIN),
        // Right behind the token, with no space in between, a character counts as part of it.
        Unreadable::Foreign(c) => finding(
            &format!("has the character {}, which base64url does not have", quoted(&c.to_string())),
            "cut off what follows the token, or copy the whole token again",
        ),
        Unreadable::CutOff => {
            finding("is cut off or changed: no base64url text ends like this", COPY_AGAIN)
        }
        // Then something stands before the token.
        Unreadable::NotUtf8 if segment == "header" => finding("is not UTF-8", COPY_AGAIN),
        Unreadable::NotUtf8 => finding(
            "is not UTF-8",
            "JavaScript's `btoa` writes Latin-1: encode the JSON as UTF-8 before base64url",
        ),
        Unreadable::Json(error) => finding(&format!("cannot be read: {error}"), MINT_PROPERLY),
        Unreadable::SignatureLength(bytes) => finding(
            &format!("has {bytes} bytes, not the {SIGNATURE_BYTES} of HS256"),
            "copy the whole token again, or sign it with HMAC-SHA256",
        ),
        Unreadable::HexSignature => finding(
            "is in hex digits, not in base64url",
            "encode the bytes of the HMAC as base64url, not their hex digits",
        ),
        Unreadable::ObjectSignature => finding(
            "is a JavaScript object written as text",
            "the code that signs must wait for the signature (`await`)",
        ),
    };
    finding.code(match fault {
        Unreadable::SignatureLength(_) | Unreadable::HexSignature | Unreadable::ObjectSignature => {
            codes::SIGNATURE
        }
        _ => codes::MALFORMED,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Token::parse` reports only the first fault, so this is tested here.
    #[test]
    fn each_segment_that_cannot_be_read_is_told() {
        for (segments, count) in [
            (["e", "e30", ""], 2),
            (["e", "e", ""], 3),
            (["e30=", "e30=", "e#e"], 2),
            // JavaScript's `btoa` writes Latin-1 in standard base64.
            (["e30=", "6Q==", ""], 2),
            (["e30=", "ew==", ""], 2),
            (["e30=", "e#e=", ""], 2),
            // The header does not name HS256, so the empty signature is not a fault of its own.
            (["e30", "e30", ""], 0),
        ] {
            let token = Token::read(&segments.join(".")).unwrap();
            assert_eq!(judge(&token).len(), count, "{segments:?}");
        }
    }
}
