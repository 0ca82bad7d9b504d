//! Compact JWTs with HS256: framing, signing and verifying.
//!
//! This is the only file that uses `hmac`, `sha2` and `base64`. It is as strict as RFC 7515 and RFC 4648 allow: three
//! segments of canonical base64url without padding. A segment in standard base64 can be converted, because the rules
//! report it and then judge the rest of the token. Signatures are compared in constant time.

use std::borrow::Cow;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use memchr::{memchr_iter, memchr3};
use sha2::Sha256;

/// The length of an HS256 signature, in bytes.
pub(crate) const SIGNATURE_BYTES: usize = 32;
/// The length of an HS256 signature in base64url, in characters.
pub(crate) const SIGNATURE_LENGTH: usize = (SIGNATURE_BYTES * 4).div_ceil(3);

fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    // HMAC accepts keys of any length, including an empty one.
    Hmac::new_from_slice(secret).unwrap_or_else(|_| unreachable!())
}

/// Signs tokens that start with the same bytes. The header and the start of the payload are encoded and hashed once;
/// each token then costs only the rest of its payload.
pub(crate) struct Framer {
    /// The encoded header, a dot, and the encoded start of the payload, as far as it fills whole groups of three bytes.
    encoded: String,
    /// The HMAC, fed with all of `encoded`.
    mac: Hmac<Sha256>,
    /// The last zero to two bytes of the start, which do not fill a group. Each token encodes them with its own bytes:
    /// the caller must put them at the start of `own`.
    pub(crate) left_over: String,
}

impl Framer {
    /// For tokens with this header and this start of the payload. Both are JSON text.
    pub(crate) fn new(secret: &str, header: &str, start: &str) -> Self {
        // The payload is ASCII, so it can be split at any byte.
        let (whole, left_over) = start.split_at(start.len() / 3 * 3);
        let mut encoded = segment(header) + ".";
        URL_SAFE_NO_PAD.encode_string(whole, &mut encoded);
        let mac = keyed(secret.as_bytes()).chain_update(&encoded);
        Self { encoded, mac, left_over: left_over.to_owned() }
    }

    /// The token whose payload ends with `own`.
    pub(crate) fn sign(&self, own: &str) -> String {
        let mut out = Vec::new();
        self.push(own, &mut out);
        // Base64url and dots are ASCII, so this cannot fail.
        String::from_utf8(out).unwrap_or_default()
    }

    /// Appends the token whose payload ends with `own`.
    pub(crate) fn push(&self, own: &str, out: &mut Vec<u8>) {
        // Reserve everything at once: growing step by step takes as long as the hash.
        out.reserve(self.encoded.len() + 2 * own.len() + 64);
        out.extend_from_slice(self.encoded.as_bytes());
        let start = out.len();
        push_segment(out, own.as_bytes());
        let mut mac = self.mac.clone();
        mac.update(&out[start..]);
        out.push(b'.');
        push_segment(out, &mac.finalize().into_bytes());
    }
}

/// Encodes one segment.
pub(crate) fn segment(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// Appends bytes as base64url.
fn push_segment(out: &mut Vec<u8>, bytes: &[u8]) {
    let start = out.len();
    // Enough space: four characters for every three bytes, rounded up.
    out.resize(start + bytes.len().div_ceil(3) * 4, 0);
    let written = URL_SAFE_NO_PAD.encode_slice(bytes, &mut out[start..]).unwrap_or_default();
    out.truncate(start + written);
}

/// Checks signatures with one secret.
pub(crate) struct Verifier {
    mac: Hmac<Sha256>,
    /// The start of the first token and the HMAC of that start. Tokens of one issuer start with the same bytes, so most
    /// can reuse the HMAC.
    start: OnceLock<(Vec<u8>, Hmac<Sha256>)>,
}

impl Verifier {
    /// How much of a token to remember, in bytes: about the header, `iss` and `sub`, in whole SHA-256 blocks.
    const START: usize = 192;

    pub(crate) fn new(secret: impl AsRef<[u8]>) -> Self {
        Self { mac: keyed(secret.as_ref()), start: OnceLock::new() }
    }

    /// Whether the signature was made with this secret. The comparison takes constant time.
    pub(crate) fn verify(&self, signing_input: &str, signature: &[u8]) -> bool {
        let (start, rest) = signing_input.as_bytes().split_at(Self::START.min(signing_input.len()));
        let fed = || self.mac.clone().chain_update(start);
        let (first, mac) = self.start.get_or_init(|| (start.to_vec(), fed()));
        let mac = if first == start { mac.clone() } else { fed() };
        mac.chain_update(rest).verify_slice(signature).is_ok()
    }
}

/// Splits a token at its dots into header, payload and signature. None unless there are exactly three segments. Dots at
/// the very end count as part of the signature.
pub(crate) fn split(token: &str) -> Option<[&str; 3]> {
    let mut stops = memchr_iter(b'.', token.as_bytes());
    let (first, second) = (stops.next()?, stops.next()?);
    let segments = [&token[..first], &token[first + 1..second], &token[second + 1..]];
    (!segments[2].trim_end_matches('.').contains('.')).then_some(segments)
}

/// A segment in base64url. One in standard base64, which has padding, `+` or `/`, is converted: the result is then owned.
pub(crate) fn as_base64url(segment: &str) -> Cow<'_, str> {
    let is_standard = |c: char| !is_foreign(c) || matches!(c, '=' | '+' | '/');
    match memchr3(b'=', b'+', b'/', segment.as_bytes()) {
        Some(_) if segment.chars().all(is_standard) => {
            segment.trim_end_matches('=').replace('+', "-").replace('/', "_").into()
        }
        _ => segment.into(),
    }
}

/// Whether base64url does not have this character.
fn is_foreign(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

pub(crate) fn decode_segment(segment: &str) -> Result<Vec<u8>, Unreadable> {
    if segment.is_empty() {
        return Err(Unreadable::Empty);
    }
    // Not `vec![0; n]`: zeroing the buffer first is slower.
    let mut bytes = Vec::with_capacity(segment.len());
    URL_SAFE_NO_PAD.decode_vec(segment, &mut bytes).map_err(|_| {
        segment.chars().find(|c| is_foreign(*c)).map_or(Unreadable::CutOff, Unreadable::Foreign)
    })?;
    Ok(bytes)
}

/// Encodes bytes as standard base64. Some programs encode the secret this way before they sign with it.
pub(crate) fn standard_base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

pub(crate) fn from_standard_base64(text: &str) -> Option<Vec<u8>> {
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// Why a segment of a token cannot be read: it is not canonical base64url without padding (RFC 7515, section 2), or not
/// what it should be once it is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unreadable {
    Empty,
    /// Contains this character outside the base64url alphabet.
    Foreign(char),
    /// No base64url text has this length, or the last character has spare bits set.
    CutOff,
    /// The bytes are not UTF-8, for example because JavaScript's `btoa` encodes `é` as Latin-1.
    NotUtf8,
    /// What is wrong with the JSON.
    Json(String),
    /// The signature has this many bytes, which is not the length of an HS256 signature.
    SignatureLength(usize),
    /// The signature is 64 hex digits: the hex form of the HMAC instead of its base64url form.
    HexSignature,
    /// The signature is `[object Promise]` or the like.
    ObjectSignature,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    /// The cases of RFC 4231 whose key is text, like an API key secret: sections 4.2, 4.3 and 4.6.
    #[test]
    fn rfc_4231_hmac_sha256() {
        for (key, data, start) in [
            ("\u{b}".repeat(20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da7"),
            (
                "Jefe".to_owned(),
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d273983",
            ),
            // The RFC truncates this one to 128 bits.
            ("\u{c}".repeat(20), "Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
        ] {
            let mut mac = keyed(key.as_bytes());
            mac.update(data.as_bytes());
            let mac = mac.finalize().into_bytes();
            assert!(hex(&mac).starts_with(start), "{data}");
            assert!(Verifier::new(&key).verify(data, &mac));
            assert!(!Verifier::new(&key).verify(data, &mac[..16]), "a part of it passes");
            assert!(!Verifier::new(&key).verify(data, &[]), "nothing passes");
        }
    }

    #[test]
    fn a_verifier_remembers_how_a_token_began_and_never_what_it_was() {
        let verifier = Verifier::new("secret");
        let signature = |input: &str| {
            let mut mac = keyed(b"secret");
            mac.update(input.as_bytes());
            mac.finalize().into_bytes()
        };
        let (first, other) = ("a".repeat(300), "b".repeat(300));
        let inputs = [&first[..], &first[..193], &first[..192], &first[..191], &other, &first, ""];
        for input in inputs {
            assert!(verifier.verify(input, &signature(input)), "{}", input.len());
            assert!(!verifier.verify(input, &signature("else")), "{}", input.len());
            let changed = format!("{input}c");
            assert!(!verifier.verify(&changed, &signature(input)), "{}", input.len());
        }
    }

    /// The vectors of RFC 4648, section 10, without the padding, which section 3.2 allows a JWT to omit; and the two
    /// characters of section 5 that differ from standard base64.
    #[test]
    fn rfc_4648_base64url() {
        for (bytes, text) in [
            (&b"f"[..], "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (b"fooba", "Zm9vYmE"),
            (b"foobar", "Zm9vYmFy"),
            (b"\xfb\xff\xfe", "-__-"),
        ] {
            let mut written = Vec::new();
            push_segment(&mut written, bytes);
            assert_eq!(written, text.as_bytes());
            assert_eq!(decode_segment(text).as_deref(), Ok(bytes));
        }
    }

    #[test]
    fn a_segment_that_is_not_canonical_is_told_by_its_fault() {
        for (text, fault) in [
            ("", Unreadable::Empty),
            ("Zm9v.\0", Unreadable::Foreign('.')),
            ("Z#9v", Unreadable::Foreign('#')),
            ("#", Unreadable::Foreign('#')),
            ("Zm9vY", Unreadable::CutOff),
            ("Zh", Unreadable::CutOff),
        ] {
            assert_eq!(decode_segment(text), Err(fault), "{text}");
        }
    }

    /// Only whole groups of three bytes of the start are hashed ahead, so every way to split the payload must give the
    /// same token.
    #[test]
    fn a_shared_start_makes_the_same_token_wherever_it_ends() {
        let payload = r#"{"iss":"SK","grants":{"identity":"alice"}}"#;
        let sign = |cut: usize| {
            let (start, own) = payload.split_at(cut);
            let framer = Framer::new("secret", "{}", start);
            framer.sign(&(framer.left_over.clone() + own))
        };
        for cut in 0..=payload.len() {
            assert_eq!(sign(cut), sign(0), "{cut}");
        }
    }
}
