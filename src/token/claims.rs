//! A parsed token: header and claims, with all members in their original order, unknown ones too.
//!
//! If one segment is broken, the others are still parsed. Whether the claims are right is up to the rules.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use super::grant::IDENTITY;
use super::json::{Json, Look, Object};
use super::jwt::{self, Unreadable, Verifier};
use super::key::ApiKey;
use super::sid::QUOTES;

/// A parsed token.
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
///
/// `Debug` shows nothing of the token, because anybody who reads a token in a log can use it.
#[derive(Clone)]
pub struct Token {
    /// The encoded header and payload, with the dot in between: the bytes that the signature covers.
    signing_input: String,
    /// Whether quotes are around it, as in Python's `b'…'`. They are not part of `signing_input`.
    pub(crate) is_quoted: bool,
    /// Which segments are standard base64 instead of base64url. They are read all the same.
    pub(crate) is_standard: [bool; 3],
    pub(crate) header: Result<Cow<'static, Object>, Unreadable>,
    pub(crate) payload: Result<Object, Unreadable>,
    pub(crate) signature: Result<Vec<u8>, Unreadable>,
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The header of every token without a region.
pub(crate) const HEADER: &str = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#;

impl Token {
    /// Parses as much as possible of a token's three segments. None unless there are exactly three.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let quoted = text.strip_prefix('b').unwrap_or(text).strip_prefix(QUOTES);
        let is_quoted = quoted.is_some();
        let text = quoted.map_or(text, |text| text.trim_end_matches(QUOTES));
        let segments = jwt::split(text)?;
        let signing_input = text[..=segments[0].len() + segments[1].len()].to_owned();
        let segments = segments.map(jwt::as_base64url);
        let is_standard = [0, 1, 2].map(|n| matches!(segments[n], Cow::Owned(_)));
        let [header, payload, signature] = &segments;
        let is_hex = signature.len() == 2 * jwt::SIGNATURE_BYTES
            && signature.bytes().all(|byte| byte.is_ascii_hexdigit());
        let signature = match jwt::decode_segment(signature) {
            Ok(bytes) if bytes.len() == jwt::SIGNATURE_BYTES => Ok(bytes),
            Ok(_) if is_hex => Err(Unreadable::HexSignature),
            Err(_) if signature.starts_with("[object") => Err(Unreadable::ObjectSignature),
            Ok(bytes) => Err(Unreadable::SignatureLength(bytes.len())),
            Err(error) => Err(error),
        };
        let (usual, read) = &*USUAL_HEADER;
        let header =
            if header == usual { Ok(Cow::Borrowed(read)) } else { object(header).map(Cow::Owned) };
        let payload = object(payload);
        Some(Self { signing_input, is_quoted, is_standard, header, payload, signature })
    }

    /// Parses the header and payload of a token that is about to be signed.
    pub(crate) fn unsigned(header: &str, payload: &str) -> Self {
        let parse = |text| Object::parse(text).map_err(Unreadable::Json);
        Self {
            signing_input: String::new(),
            is_quoted: false,
            is_standard: [false; 3],
            header: parse(header).map(Cow::Owned),
            payload: parse(payload),
            signature: Ok(Vec::new()),
        }
    }

    /// Whether the signature was made with this key's secret and HS256. The comparison takes constant time.
    ///
    /// This does not check whether `iss` and `sub` name the key and its account.
    #[must_use]
    pub fn is_signed_by(&self, key: &ApiKey) -> bool {
        self.is_signed_with(&Verifier::new(key.secret.expose()))
    }

    pub(crate) fn is_signed_with(&self, verifier: &Verifier) -> bool {
        let is_match = |bytes: &Vec<u8>| verifier.verify(&self.signing_input, bytes);
        self.is_hs256() && self.signature.as_ref().is_ok_and(is_match)
    }

    /// Whether the header names HS256, the only algorithm that Twilio accepts.
    pub(crate) fn is_hs256(&self) -> bool {
        self.claim("header.alg").and_then(Json::as_str) == Some("HS256")
    }

    /// The value at a dotted path of member names, such as `exp` or `grants.video.room`.
    ///
    /// A path that starts with `header.` looks in the header: `header.alg`. `identity` is short for `grants.identity`.
    pub fn claim(&self, path: &str) -> Option<&Json> {
        match path.strip_prefix("header.") {
            Some(path) => self.header.as_ref().ok()?.at(path),
            None if path == IDENTITY => self.grants()?.get(IDENTITY),
            None => self.payload.as_ref().ok()?.at(path),
        }
    }

    /// Calls `look` with every string and every member name in the header and payload, and with the path to it.
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

    /// The value of a top-level claim of the payload, if it is a string.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.payload.as_ref().ok()?.get(name)?.as_str()
    }
}

/// [`HEADER`] encoded and parsed. Nearly every token has this header, and parsing it each time would take as long as
/// checking the signature.
static USUAL_HEADER: LazyLock<(String, Object)> =
    LazyLock::new(|| (jwt::segment(HEADER), Object::parse(HEADER).unwrap_or_default()));

/// Decodes and parses the JSON object in a segment.
pub(super) fn object(segment: &str) -> Result<Object, Unreadable> {
    let bytes = jwt::decode_segment(segment)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Unreadable::NotUtf8)?;
    Object::parse(text).map_err(Unreadable::Json)
}
