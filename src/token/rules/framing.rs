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

/// The finding about a text that does not have exactly three segments.
pub(crate) fn not_three(text: &str) -> Finding {
    let segments: Vec<&str> = text.split('.').collect();
    let finding = match segments.as_slice() {
        [""] => Finding::error("the token is empty").hint(FORM),
        [_] | [_, _] => {
            Finding::error("truncated: the token does not have all three segments").hint(COPY_AGAIN)
        }
        [first, _, _, _, _] if is_twilio_header(first) => Finding::error(
            "a token that Twilio itself issued, for Flex or Verify, not an Access Token",
        )
        .hint("it is encrypted, and only Twilio can read it; no API key makes such tokens"),
        [_, _, _, _, _] => Finding::error("an encrypted token (JWE), not an Access Token")
            .hint("Access Tokens are signed, not encrypted: this one belongs to another service"),
        more => Finding::error(format!("{} segments instead of three", more.len())).hint(FORM),
    };
    finding.code(codes::MALFORMED)
}

fn is_twilio_header(header: &str) -> bool {
    claims::object(header).is_ok_and(|header| header::has_content_type(&header))
}

/// Findings about all segments that cannot be read.
pub(crate) fn judge(token: &Token) -> Vec<Finding> {
    let mut findings = Vec::new();
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
    if token.is_quoted {
        let finding = Finding::error("the token is in quotes, which a client would send along");
        let cure = "send the text alone: decode Python's bytes, and do not encode JSON twice";
        findings.insert(0, finding.code(codes::MALFORMED).hint(cure));
    }
    if token.is_standard.contains(&true) {
        let fact = "the token has `+`, `/` or `=`, which JWTs must not have";
        let finding = Finding::error(fact).code(codes::MALFORMED);
        let finding = finding.hint("standard base64: encode as base64url, without padding");
        // First, because it comes before whatever is wrong with the text in a segment.
        findings.insert(0, finding);
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
