//! A token as it was read: header and claims, members in their order, unknown ones kept; and all that can be read of a
//! token that is broken elsewhere. What is thought of it is for the rules.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use super::grant::IDENTITY;
use super::json::{Json, Look, Object};
use super::jwt::{self, SegmentError, Verifier};
use super::key::ApiKey;

/// A token as it was read.
///
/// ```
/// use twimint::Token;
/// # let jwt = twimint::AccessToken::new("alice").grant(twimint::VideoGrant::new().room("daily")).sign(&twimint::ApiKey::new(
/// #     "AC0123456789abcdef0123456789abcdef".parse()?, "SK0123456789abcdef0123456789abcdef".parse()?, "secret"))?;
///
/// let token = Token::parse(&jwt)?;
/// assert_eq!(token.claim("grants.video.room").and_then(|room| room.as_str()), Some("daily"));
/// assert!(token.check(std::time::SystemTime::now()).is_empty());
/// # Ok::<(), twimint::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Token {
    /// Header and payload as they were signed, with the full stop between.
    signing_input: String,
    pub(crate) header: Result<Cow<'static, Object>, Unreadable>,
    pub(crate) payload: Result<Object, Unreadable>,
    pub(crate) signature: Result<Vec<u8>, Unreadable>,
}

/// The header of every token without a region.
pub(crate) const HEADER: &str = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#;

/// Why a segment of a token cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unreadable {
    Segment(SegmentError),
    /// The bytes are not UTF-8. What `btoa` makes of a text with accents is Latin-1.
    NotUtf8,
    /// What is wrong with the JSON.
    Json(String),
    /// A signature of so many bytes, which no HS256 signature has.
    SignatureLength(usize),
    /// A signature of 64 hexadecimal digits: an HMAC that was never encoded.
    HexSignature,
    /// `[object Promise]` in the place of a signature.
    ObjectSignature,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Segment(error) => error.fmt(f),
            Self::NotUtf8 => f.write_str("is not UTF-8"),
            Self::Json(error) => write!(f, "cannot be read: {error}"),
            Self::SignatureLength(bytes) => {
                write!(f, "has {bytes} bytes, not the {} of HS256", jwt::SIGNATURE_BYTES)
            }
            Self::HexSignature => f.write_str("is in hex digits, not in base64url"),
            Self::ObjectSignature => f.write_str("is a JavaScript object written as text"),
        }
    }
}

impl Token {
    /// Reads what can be read of a token's three segments. None unless there are three.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let [header, payload, signature] = jwt::split(text)?;
        let is_hex = signature.len() == 2 * jwt::SIGNATURE_BYTES
            && signature.bytes().all(|byte| byte.is_ascii_hexdigit());
        let signature = match jwt::decode_segment(signature) {
            Ok(bytes) if bytes.len() == jwt::SIGNATURE_BYTES => Ok(bytes),
            Ok(_) if is_hex => Err(Unreadable::HexSignature),
            Err(_) if signature.starts_with("[object") => Err(Unreadable::ObjectSignature),
            Ok(bytes) => Err(Unreadable::SignatureLength(bytes.len())),
            Err(error) => Err(Unreadable::Segment(error)),
        };
        let signing_input = text[..=header.len() + payload.len()].to_owned();
        let (usual, read) = &*USUAL_HEADER;
        let header =
            if header == usual { Ok(Cow::Borrowed(read)) } else { object(header).map(Cow::Owned) };
        Some(Self { signing_input, header, payload: object(payload), signature })
    }

    /// A token that is about to be signed, read back from its header and payload.
    pub(crate) fn unsigned(header: &str, payload: &str) -> Self {
        let read = |text| Object::parse(text).map_err(Unreadable::Json);
        Self {
            signing_input: String::new(),
            header: read(header).map(Cow::Owned),
            payload: read(payload),
            signature: Ok(Vec::new()),
        }
    }

    /// Whether this key's secret made the signature, with HS256. The comparison takes the same time wherever the first
    /// difference is. Whether `iss` and `sub` name the key and its account is not asked.
    pub fn is_signed_by(&self, key: &ApiKey) -> bool {
        self.is_signed_with(&Verifier::new(key.secret.expose()))
    }

    pub(crate) fn is_signed_with(&self, verifier: &Verifier) -> bool {
        let is_its = |bytes: &Vec<u8>| verifier.verify(&self.signing_input, bytes);
        self.is_hs256() && self.signature.as_ref().is_ok_and(is_its)
    }

    /// Whether the header names HS256, the one algorithm that Twilio takes.
    pub(crate) fn is_hs256(&self) -> bool {
        self.claim("header.alg").and_then(Json::as_str) == Some("HS256")
    }

    /// The value at a path: `exp`, `grants.video.room`; `header.alg` for one of the header; `identity` alone for the
    /// identity, which stands in `grants`. A path is members within members.
    pub fn claim(&self, path: &str) -> Option<&Json> {
        match path.strip_prefix("header.") {
            Some(path) => self.header.as_ref().ok()?.at(path),
            None if path == IDENTITY => self.grants()?.get(IDENTITY),
            None => self.payload.as_ref().ok()?.at(path),
        }
    }

    /// Hands every string of header and payload to `look`, with the names on the way to it; names of members too.
    pub(crate) fn strings<'t>(&'t self, look: &mut Look<'_, 't>) {
        let mut path = Vec::with_capacity(8);
        if let Ok(header) = &self.header {
            path.push("header");
            header.strings(&mut path, look);
            path.clear();
        }
        if let Ok(payload) = &self.payload {
            payload.strings(&mut path, look);
        }
    }

    /// The members of `grants`, if it is an object.
    pub(crate) fn grants(&self) -> Option<&Object> {
        self.payload.as_ref().ok()?.get("grants")?.as_object()
    }

    pub(crate) fn has_grant(&self, name: &str) -> bool {
        self.grants().is_some_and(|grants| grants.get(name).is_some())
    }

    /// The string of a claim at the top of the payload.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.payload.as_ref().ok()?.get(name)?.as_str()
    }
}

/// How that header stands in a token, and what it says: to read it in each token would take as long as to check the signature.
static USUAL_HEADER: LazyLock<(String, Object)> =
    LazyLock::new(|| (jwt::segment(HEADER), Object::parse(HEADER).unwrap_or_default()));

/// The object that a segment holds.
pub(super) fn object(segment: &str) -> Result<Object, Unreadable> {
    let bytes = jwt::decode_segment(segment).map_err(Unreadable::Segment)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Unreadable::NotUtf8)?;
    Object::parse(text).map_err(Unreadable::Json)
}
