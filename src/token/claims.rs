//! Header and payload of a token as they were read: all that can be read of a token that is
//! broken elsewhere, members in their order, unknown ones kept.

use std::fmt;

use super::grant::IDENTITY;
use super::json::{Json, JsonError, Object};
use super::jwt::{self, Compact, SegmentError, decode_segment};

/// The bytes of a token's segments, decoded; or why one could not be. Reused from token to token.
#[derive(Default)]
pub struct Segments {
    header: Vec<u8>,
    payload: Vec<u8>,
    signature: Vec<u8>,
    faults: [Option<SegmentError>; 3],
}

impl Segments {
    /// Decodes a token's three segments into this buffer.
    pub fn decode(&mut self, token: &Compact<'_>) {
        let buffers = [&mut self.header, &mut self.payload, &mut self.signature];
        let segments = [token.header, token.payload, token.signature];
        for ((buffer, segment), fault) in buffers.into_iter().zip(segments).zip(&mut self.faults) {
            buffer.clear();
            *fault = decode_segment(segment, buffer).err();
        }
    }

    /// Reads the segments as JSON objects.
    pub fn claims(&self) -> Claims<'_> {
        let [header, payload, signature] = self.faults;
        Claims {
            header: read(&self.header, header),
            payload: read(&self.payload, payload),
            signature: match signature {
                Some(fault) => Err(Unreadable::Segment(fault)),
                None if self.signature.len() != jwt::SIGNATURE_BYTES => {
                    Err(Unreadable::SignatureLength(self.signature.len()))
                }
                None => Ok(()),
            },
        }
    }
}

fn read(bytes: &[u8], fault: Option<SegmentError>) -> Result<Object<'_>, Unreadable> {
    if let Some(fault) = fault {
        return Err(Unreadable::Segment(fault));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
    Object::parse(text).map_err(Unreadable::Json)
}

/// A token as read.
#[derive(Debug)]
pub struct Claims<'a> {
    /// The JOSE header.
    pub header: Result<Object<'a>, Unreadable>,
    /// The claims set.
    pub payload: Result<Object<'a>, Unreadable>,
    /// Whether the signature can be one at all.
    pub signature: Result<(), Unreadable>,
}

impl<'a> Claims<'a> {
    /// Reads a header and a payload that were not encoded: what is about to be signed.
    pub fn of_json(header: &'a str, payload: &'a str) -> Self {
        Self {
            header: Object::parse(header).map_err(Unreadable::Json),
            payload: Object::parse(payload).map_err(Unreadable::Json),
            signature: Ok(()),
        }
    }

    /// A claim of the payload.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.payload.as_ref().ok()?.get(name)
    }

    /// The members of `grants`, if it is an object.
    pub fn grants(&self) -> Option<&Object<'a>> {
        self.get("grants")?.as_object()
    }

    /// Whether there is a grant of this name.
    pub fn has_grant(&self, name: &str) -> bool {
        self.grants()
            .is_some_and(|grants| grants.get(name).is_some())
    }

    /// The identity as it stands in the grants.
    pub fn identity(&self) -> Option<&Json<'a>> {
        self.grants()?.get(IDENTITY)
    }

    /// The value at a path: `exp`, `grants.video.room`, `header.alg`, and `identity` for
    /// the grants' identity. A member whose own name has a full stop is found too.
    pub fn at_path(&self, path: &str) -> Option<&Json<'a>> {
        if path == IDENTITY {
            return self.identity();
        }
        if let Some(path) = path.strip_prefix("header.") {
            return member_at(self.header.as_ref().ok()?, path);
        }
        member_at(self.payload.as_ref().ok()?, path)
    }
}

fn member_at<'j, 'a>(object: &'j Object<'a>, path: &str) -> Option<&'j Json<'a>> {
    object.get(path).or_else(|| {
        path.match_indices('.').find_map(|(dot, _)| {
            member_at(object.get(&path[..dot])?.as_object()?, &path[dot + 1..])
        })
    })
}

/// Why a segment could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Not base64url.
    Segment(SegmentError),
    /// The bytes are not text.
    NotUtf8,
    /// The text is not a JSON object.
    Json(JsonError),
    /// A signature of so many bytes, which no HS256 signature has.
    SignatureLength(usize),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Segment(error) => error.fmt(f),
            Self::NotUtf8 => f.write_str("is not UTF-8"),
            Self::Json(JsonError::NotAnObject) => f.write_str("is not a JSON object"),
            Self::Json(error) => write!(f, "is not a JSON object: {error}"),
            Self::SignatureLength(bytes) => {
                write!(
                    f,
                    "has {bytes} bytes, not the {} of HS256",
                    jwt::SIGNATURE_BYTES
                )
            }
        }
    }
}
