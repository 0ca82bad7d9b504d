//! Compact JWTs with HS256: framing, signing and verifying.
//!
//! The only file that names `hmac`, `sha2` and `base64`. As strict as RFC 7515 and RFC 4648 allow: three segments,
//! canonical base64url without padding. Signatures are compared in constant time.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How many bytes an HS256 signature has.
pub(crate) const SIGNATURE_BYTES: usize = 32;
/// How many characters of base64url that makes.
pub(crate) const SIGNATURE_LENGTH: usize = (SIGNATURE_BYTES * 4).div_ceil(3);

fn keyed(secret: &str) -> Hmac<Sha256> {
    match Hmac::new_from_slice(secret.as_bytes()) {
        Ok(mac) => mac,
        // An HMAC takes a key of any length, the empty one included.
        Err(_) => unreachable!(),
    }
}

/// Signs tokens that begin alike: header and the payload's start are encoded and hashed once, each token costs only what is
/// its own.
#[derive(Clone)]
pub(crate) struct Framer {
    /// Header, full stop, and the payload's start as far as it fills whole base64 groups.
    encoded: String,
    /// The HMAC, fed with all of `encoded`.
    mac: Hmac<Sha256>,
    /// The start's last bytes, none to two, which the next token's own bytes complete.
    left_over: String,
}

impl Framer {
    /// For tokens of this header whose payload starts so; both are JSON text.
    pub(crate) fn new(secret: &str, header: &str, start: &str) -> Self {
        // The payload is ASCII, so that any byte is a character boundary.
        let (whole, left_over) = start.split_at(start.len() / 3 * 3);
        let mut encoded = String::with_capacity((header.len() + whole.len()) * 4 / 3 + 8);
        URL_SAFE_NO_PAD.encode_string(header, &mut encoded);
        encoded.push('.');
        URL_SAFE_NO_PAD.encode_string(whole, &mut encoded);
        let mut mac = keyed(secret);
        mac.update(encoded.as_bytes());
        Self { encoded, mac, left_over: left_over.to_owned() }
    }

    /// The bytes of a payload's own that complete the groups of its start: `own` is to begin with them.
    pub(crate) fn left_over(&self) -> &str {
        &self.left_over
    }

    /// Appends the token whose payload ends so.
    pub(crate) fn sign(&self, own: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(self.encoded.as_bytes());
        let start = out.len();
        push_segment(out, own.as_bytes());
        let mut mac = self.mac.clone();
        mac.update(&out[start..]);
        out.push(b'.');
        push_segment(out, &mac.finalize().into_bytes());
    }
}

/// Appends bytes as base64url.
fn push_segment(out: &mut Vec<u8>, bytes: &[u8]) {
    let start = out.len();
    // Room enough: four characters for each three bytes, the last group filled up.
    out.resize(start + bytes.len().div_ceil(3) * 4, 0);
    let written = URL_SAFE_NO_PAD.encode_slice(bytes, &mut out[start..]).unwrap_or_default();
    out.truncate(start + written);
}

/// Checks signatures with one secret.
#[derive(Clone)]
pub(crate) struct Verifier(Hmac<Sha256>);

impl Verifier {
    pub(crate) fn new(secret: &str) -> Self {
        Self(keyed(secret))
    }

    /// Whether the secret made this token's signature. The comparison takes the same time wherever the first difference is.
    pub(crate) fn verify(&self, signing_input: &str, signature: &[u8]) -> bool {
        let mut mac = self.0.clone();
        mac.update(signing_input.as_bytes());
        mac.verify_slice(signature).is_ok()
    }
}

/// A token cut at its full stops: header, payload, signature. None unless there are exactly three segments.
pub(crate) fn split(token: &str) -> Option<[&str; 3]> {
    let (signing_input, signature) = token.rsplit_once('.')?;
    let (header, payload) = signing_input.split_once('.')?;
    (!payload.contains('.')).then_some([header, payload, signature])
}

/// Decodes one segment.
pub(crate) fn decode_segment(segment: &str) -> Result<Vec<u8>, SegmentError> {
    if segment.is_empty() {
        return Err(SegmentError::Empty);
    }
    URL_SAFE_NO_PAD.decode(segment).map_err(|error| {
        let foreign =
            segment.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
        match (foreign, error) {
            (Some('=' | '+' | '/'), _) => SegmentError::StandardBase64,
            (Some(foreign), _) => SegmentError::Foreign(foreign),
            (None, base64::DecodeError::InvalidLastSymbol { .. }) => SegmentError::NotCanonical,
            (None, _) => SegmentError::Length,
        }
    })
}

/// Encodes bytes in standard base64, as some encode a secret; or decodes them.
pub(crate) fn standard_base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

pub(crate) fn from_standard_base64(text: &str) -> Option<String> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).ok()?;
    String::from_utf8(bytes).ok()
}

/// Why a segment is not canonical base64url without padding (RFC 7515, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SegmentError {
    Empty,
    /// It ends in `=`, or has `+` or `/`.
    StandardBase64,
    /// It has another character that is not of the alphabet.
    Foreign(char),
    /// No number of bytes has this many characters: it was cut off, or something was added.
    Length,
    /// Its last character has bits that mean nothing, so it was changed or cut off.
    NotCanonical,
}

impl fmt::Display for SegmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::StandardBase64 => "is standard base64, not base64url",
            Self::Foreign(c) => {
                return write!(
                    f,
                    "has the character {}, which base64url does not have",
                    super::text::quoted(&c.to_string())
                );
            }
            Self::Length => "is cut off: no base64url text has this length",
            Self::NotCanonical => "is cut off or changed: its last character has spare bits set",
        })
    }
}
