//! Compact JWTs with HS256: framing, signing and verifying.
//!
//! The only file that names `hmac`, `sha2` and `base64`. Strict, as RFC 7515 and RFC 4648
//! allow to be: base64url without padding, canonical, three segments. Signatures are compared in
//! constant time.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::secret::Secret;

/// How many bytes an HS256 signature has.
pub const SIGNATURE_BYTES: usize = 32;
/// How many characters of base64url that makes.
pub const SIGNATURE_LENGTH: usize = (SIGNATURE_BYTES * 4).div_ceil(3);

/// An HMAC-SHA256 keyed with a secret.
fn keyed(secret: &Secret) -> Hmac<Sha256> {
    match Hmac::new_from_slice(secret.key()) {
        Ok(mac) => mac,
        // An HMAC takes a key of any length, the empty one included.
        Err(_) => unreachable!(),
    }
}

/// Signs one token of this header and payload, both JSON text.
pub fn sign(secret: &Secret, header: &str, payload: &str) -> String {
    let mut token = Vec::new();
    Signer::new(secret, header, payload).sign("", &mut token);
    // Base64url and full stops are ASCII.
    String::from_utf8(token).unwrap_or_default()
}

/// Signs tokens that begin alike: header and shared payload are encoded and
/// hashed once, each token costs only what is its own.
#[derive(Clone)]
pub struct Signer {
    /// Header, full stop, and the shared payload as far as it fills whole base64 groups.
    encoded: String,
    /// The HMAC, fed with all of `encoded`.
    mac: Hmac<Sha256>,
    /// The shared payload's last bytes, which the next token's own bytes complete.
    scratch: Vec<u8>,
    /// How many of those there are: none to two.
    left_over: usize,
}

impl Signer {
    /// Starts tokens of this header and with a payload that starts so, both JSON text.
    pub fn new(secret: &Secret, header: &str, shared_payload: &str) -> Self {
        let (whole, left_over) = shared_payload
            .as_bytes()
            .split_at(shared_payload.len() / 3 * 3);
        let mut encoded = String::with_capacity((header.len() + whole.len()) * 4 / 3 + 8);
        URL_SAFE_NO_PAD.encode_string(header, &mut encoded);
        encoded.push('.');
        URL_SAFE_NO_PAD.encode_string(whole, &mut encoded);
        let mut mac = keyed(secret);
        mac.update(encoded.as_bytes());
        Self {
            encoded,
            mac,
            scratch: left_over.to_vec(),
            left_over: left_over.len(),
        }
    }

    /// Appends the token whose payload ends so.
    pub fn sign(&mut self, own_payload: &str, out: &mut Vec<u8>) {
        self.scratch.truncate(self.left_over);
        self.scratch.extend_from_slice(own_payload.as_bytes());
        out.extend_from_slice(self.encoded.as_bytes());
        let own = out.len();
        push_segment(out, &self.scratch);
        let mut mac = self.mac.clone();
        mac.update(&out[own..]);
        out.push(b'.');
        push_segment(out, &mac.finalize().into_bytes());
    }
}

/// Appends bytes as base64url.
fn push_segment(out: &mut Vec<u8>, bytes: &[u8]) {
    let start = out.len();
    // Room enough: four characters for each three bytes, the last group filled up.
    out.resize(start + bytes.len().div_ceil(3) * 4, 0);
    let written = URL_SAFE_NO_PAD
        .encode_slice(bytes, &mut out[start..])
        .unwrap_or_default();
    out.truncate(start + written);
}

/// Checks signatures with one secret.
#[derive(Clone)]
pub struct Verifier(Hmac<Sha256>);

impl Verifier {
    /// A verifier that knows this secret.
    pub fn new(secret: &Secret) -> Self {
        Self(keyed(secret))
    }

    /// Whether the secret made this token's signature. False also for one that is not
    /// base64url. The comparison takes the same time wherever the first difference is.
    pub fn verify(&self, token: &Compact<'_>) -> bool {
        let mut signature = [0; SIGNATURE_BYTES];
        let Ok(SIGNATURE_BYTES) = URL_SAFE_NO_PAD.decode_slice(token.signature, &mut signature)
        else {
            return false;
        };
        let mut mac = self.0.clone();
        mac.update(token.signing_input.as_bytes());
        mac.verify_slice(&signature).is_ok()
    }
}

/// A token cut at its full stops; nothing decoded yet.
#[derive(Debug, Clone, Copy)]
pub struct Compact<'a> {
    /// Header and payload with the full stop between: what is signed.
    pub signing_input: &'a str,
    /// The first segment.
    pub header: &'a str,
    /// The second segment.
    pub payload: &'a str,
    /// The third segment.
    pub signature: &'a str,
}

impl<'a> Compact<'a> {
    /// Cuts a token. None unless there are exactly three segments.
    pub fn split(token: &'a str) -> Option<Self> {
        let (signing_input, signature) = token.rsplit_once('.')?;
        let (header, payload) = signing_input.split_once('.')?;
        (!payload.contains('.')).then_some(Self {
            signing_input,
            header,
            payload,
            signature,
        })
    }
}

/// Decodes one segment and appends its bytes.
pub fn decode_segment(segment: &str, out: &mut Vec<u8>) -> Result<(), SegmentError> {
    if segment.is_empty() {
        return Err(SegmentError::Empty);
    }
    let start = out.len();
    URL_SAFE_NO_PAD.decode_vec(segment, out).map_err(|error| {
        out.truncate(start);
        let foreign = segment.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        match (foreign.and_then(|at| segment[at..].chars().next()), error) {
            (Some('='), _) => SegmentError::Padded,
            (Some('+' | '/'), _) => SegmentError::StandardAlphabet,
            (Some(_), _) => SegmentError::Foreign,
            (None, base64::DecodeError::InvalidLastSymbol { .. }) => SegmentError::NotCanonical,
            (None, _) => SegmentError::Length,
        }
    })
}

/// Encodes bytes as a segment.
pub fn encode_segment(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Why a segment is not canonical base64url without padding (RFC 7515, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentError {
    /// There is nothing.
    Empty,
    /// It ends in `=`.
    Padded,
    /// It has `+` or `/`, of base64 rather than base64url.
    StandardAlphabet,
    /// It has another character that is not of the alphabet.
    Foreign,
    /// No number of bytes has this many characters: it was cut off, or something was added.
    Length,
    /// Its last character has bits that mean nothing, so it was changed or cut off.
    NotCanonical,
}

impl fmt::Display for SegmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::Padded => "has `=` padding, which a JWT has not",
            Self::StandardAlphabet => "is base64 (`+`, `/`), not base64url (`-`, `_`)",
            Self::Foreign => "has a character that base64url has not",
            Self::Length => "is cut off: no base64url text has this length",
            Self::NotCanonical => "is cut off or changed: its last character has spare bits set",
        })
    }
}
