//! JSON as it was written: member order and the spelling of numbers kept, no member
//! twice, no number beyond what a double holds, no nesting without bound.
//!
//! `serde_json` reads; this module decides what of it is good enough for a token.
//! Strings without escapes are borrowed from the text. A text is read in one pass; where
//! that ends in an error, or at a number that is not a plain integer, it is read again value
//! by value, which is slower and knows how each number is spelled and what exactly is wrong.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::{self, Write as _};

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::shape;

/// How deep arrays and objects may stand in each other.
const MAX_DEPTH: usize = 64;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(Number<'a>),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object.
    Object(Object<'a>),
}

/// A JSON number, which is written as it was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Number<'a> {
    /// Digits, with or without a minus: there is but one way to spell it.
    Integer(i64),
    /// Any other, as it was spelled.
    Spelled(Cow<'a, str>),
}

/// A JSON object: its members in their order, no name twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

/// Why a text is not acceptable JSON. Holds nothing of the text but a member's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonError {
    /// Not JSON, at this line and column, both counted from 1.
    Syntax(usize, usize),
    /// A member stands twice in one object.
    Duplicate(String),
    /// A number that no double can hold.
    NotFinite,
    /// Nested deeper than 64 levels.
    TooDeep,
    /// JSON, but not an object where one is needed.
    NotAnObject,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(line, column) => {
                write!(f, "not valid JSON at line {line}, column {column}")
            }
            Self::Duplicate(name) => write!(f, "member {} stands twice", shape::shown(name)),
            Self::NotFinite => f.write_str("a number is too large"),
            Self::TooDeep => write!(f, "nested deeper than {MAX_DEPTH} levels"),
            Self::NotAnObject => f.write_str("not a JSON object"),
        }
    }
}

impl std::error::Error for JsonError {}

impl<'a> Json<'a> {
    /// Reads a whole text as one JSON value.
    pub fn parse(text: &'a str) -> Result<Self, JsonError> {
        Self::parse_quickly(text).map_or_else(|| Self::parse_carefully(text), Ok)
    }

    fn parse_quickly(text: &'a str) -> Option<Self> {
        let mut json = serde_json::Deserializer::from_str(text);
        let value = Value {
            depth: MAX_DEPTH,
            reading: &mut Reading::default(),
        };
        let value = value.deserialize(&mut json).ok()?;
        json.end().is_ok().then_some(value)
    }

    fn parse_carefully(text: &'a str) -> Result<Self, JsonError> {
        // Faults of the text come first, each with its place in the whole of it.
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| syntax(&error))?;
        let mut reading = Reading {
            is_careful: true,
            fault: None,
        };
        let value = Value {
            depth: MAX_DEPTH,
            reading: &mut reading,
        };
        let read = value.deserialize(raw);
        read.map_err(|error| reading.fault.unwrap_or_else(|| syntax(&error)))
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The number, if it is one; a double, as JSON numbers are to nearly everyone.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "a double has no more")]
            Self::Number(Number::Integer(integer)) => Some(*integer as f64),
            Self::Number(Number::Spelled(text)) => text.parse().ok(),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object<'a>> {
        if let Self::Object(object) = self {
            Some(object)
        } else {
            None
        }
    }

    /// The value, with nothing borrowed.
    pub fn into_owned(self) -> Json<'static> {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Number(Number::Integer(integer)) => Json::Number(Number::Integer(integer)),
            Self::Number(Number::Spelled(text)) => {
                Json::Number(Number::Spelled(text.into_owned().into()))
            }
            Self::String(text) => Json::String(text.into_owned().into()),
            Self::Array(items) => Json::Array(items.into_iter().map(Json::into_owned).collect()),
            Self::Object(object) => Json::Object(object.into_owned()),
        }
    }

    /// What kind of value it is, with its article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Appends the value as compact JSON, its strings written by `string`.
    pub fn write(&self, out: &mut String, string: &mut dyn FnMut(&mut String, &str)) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => {
                // Writing into a string cannot fail.
                let _ = write!(out, "{number}");
            }
            Self::String(text) => string(out, text),
            Self::Array(items) => {
                out.push('[');
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        out.push(',');
                    }
                    item.write(out, string);
                }
                out.push(']');
            }
            Self::Object(object) => object.write(out, string),
        }
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Spelled(text) => f.write_str(text),
        }
    }
}

impl<'a> Object<'a> {
    /// Reads a whole text as one JSON object.
    pub fn parse(text: &'a str) -> Result<Self, JsonError> {
        match Json::parse(text)? {
            Json::Object(object) => Ok(object),
            _ => Err(JsonError::NotAnObject),
        }
    }

    fn duplicate(&self) -> Option<&str> {
        // Objects of tokens are small; a set pays only for hostile ones.
        if self.0.len() <= 16 {
            let mut names = self.0.iter().enumerate().map(|(n, (name, _))| (n, name));
            let is_taken = |n: usize, name| self.0[..n].iter().any(|(earlier, _)| earlier == name);
            return names
                .find(|(n, name)| is_taken(*n, *name))
                .map(|(_, name)| name.as_ref());
        }
        let mut seen = HashSet::with_capacity(self.0.len());
        self.0
            .iter()
            .map(|(name, _)| name.as_ref())
            .find(|name| !seen.insert(*name))
    }

    /// The object, with nothing borrowed.
    pub fn into_owned(self) -> Object<'static> {
        let own = |(name, value): (Cow<'_, str>, Json<'_>)| {
            (Cow::Owned(name.into_owned()), value.into_owned())
        };
        Object(self.0.into_iter().map(own).collect())
    }

    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The members in their order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Json<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Whether it has no member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a member at the end. False, and nothing added, if the name is taken.
    #[must_use]
    pub fn push(&mut self, name: String, value: Json<'a>) -> bool {
        let new = self.get(&name).is_none();
        if new {
            self.0.push((Cow::Owned(name), value));
        }
        new
    }

    /// Appends the object as compact JSON, its names and strings written by `string`.
    pub fn write(&self, out: &mut String, string: &mut dyn FnMut(&mut String, &str)) {
        out.push('{');
        for (n, (name, value)) in self.0.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            string(out, name);
            out.push(':');
            value.write(out, string);
        }
        out.push('}');
    }

    /// The object as compact JSON for the wire: non-ASCII as UTF-8, only what must be
    /// escaped is.
    pub fn to_wire(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, &mut push_wire_string);
        out
    }
}

impl serde::Serialize for Object<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.to_wire()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// Appends a text as a JSON string with no escape that JSON does not demand.
pub fn push_wire_string(out: &mut String, text: &str) {
    let is_plain = |byte: u8| !matches!(byte, 0..0x20 | b'"' | b'\\');
    // Without an early end the loop takes many bytes at a time.
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        // Writing a string into memory cannot fail.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

fn syntax(error: &serde_json::Error) -> JsonError {
    JsonError::Syntax(error.line(), error.column())
}

/// How a text is read, and what was found that serde's errors have no room for.
#[derive(Default)]
struct Reading {
    /// Whether each value is looked at as it is written before it is read.
    is_careful: bool,
    fault: Option<JsonError>,
}

impl Reading {
    fn fail<T, E: de::Error>(&mut self, fault: JsonError) -> Result<T, E> {
        self.fault = Some(fault);
        Err(E::custom("unacceptable"))
    }
}

/// Reads one value, with so many levels left for arrays and objects.
struct Value<'r> {
    depth: usize,
    reading: &'r mut Reading,
}

impl Value<'_> {
    /// How many levels are left for what is inside this one.
    fn depth_inside<E: de::Error>(&mut self) -> Result<usize, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(depth),
            None => self.reading.fail(JsonError::TooDeep),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        if !self.reading.is_careful {
            return deserializer.deserialize_any(self);
        }
        let text = <&RawValue>::deserialize(deserializer)?.get();
        if !text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            let mut json = serde_json::Deserializer::from_str(text);
            return json.deserialize_any(self).map_err(de::Error::custom);
        }
        match text.parse() {
            // Not `-0`, which is another number.
            Ok(integer) if text != "-0" => Ok(Json::Number(Number::Integer(integer))),
            _ if text.parse().is_ok_and(f64::is_finite) => {
                Ok(Json::Number(Number::Spelled(text.into())))
            }
            _ => self.reading.fail(JsonError::NotFinite),
        }
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A number comes without its spelling here, which only an integer does not miss.
        f.write_str("a value other than a number that is no integer")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(Number::Integer(integer)))
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Json<'de>, E> {
        match integer.try_into() {
            Ok(integer) => Ok(Json::Number(Number::Integer(integer))),
            Err(_) => Err(E::custom("too large for an integer")),
        }
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Json<'de>, A::Error> {
        let depth = self.depth_inside()?;
        let mut items = Vec::new();
        loop {
            let reading = &mut *self.reading;
            match seq.next_element_seed(Value { depth, reading })? {
                Some(item) => items.push(item),
                None => return Ok(Json::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Json<'de>, A::Error> {
        let depth = self.depth_inside()?;
        let mut members = Vec::with_capacity(8);
        while let Some(Name(name)) = map.next_key()? {
            let reading = &mut *self.reading;
            members.push((name, map.next_value_seed(Value { depth, reading })?));
        }
        let object = Object(members);
        match object.duplicate() {
            Some(name) => {
                let name = name.to_owned();
                self.reading.fail(JsonError::Duplicate(name))
            }
            None => Ok(Json::Object(object)),
        }
    }
}

/// The name of a member, borrowed where it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrow;

        impl<'de> Visitor<'de> for Borrow {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Borrow)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// JSON texts, most of them acceptable.
    fn texts() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            "-?(0|[1-9][0-9]{0,20})",
            "-?[0-9](\\.[0-9])?([eE]-?[0-9]{1,3})?",
            r#""([a-zé ]|\\\\|\\u00e[0-9]|\\ud83d\\ude00){0,4}""#,
            "true|false|null| 1 |tru",
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let names = "[abcé]";
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4)
                    .prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::vec((names, inner), 0..4).prop_map(|members| {
                    let members = members.into_iter().map(|(n, v)| format!("\"{n}\":{v}"));
                    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_read_quickly_is_read_carefully_alike(text in texts()) {
            if let Some(value) = Json::parse_quickly(&text) {
                prop_assert_eq!(Json::parse_carefully(&text), Ok(value));
            }
        }
    }

    #[test]
    fn a_token_without_fractions_is_read_quickly() {
        let text = r#"{"iat":1800000000,"n":-7,"grants":{"video":{}},"a":[null,true,"\n"]}"#;
        let value = Json::parse_quickly(text).unwrap();
        assert_eq!(Json::parse_carefully(text), Ok(value));
        for slowly in ["1.0", "-0", "1e2", "9223372036854775808", "[1", "1 1"] {
            assert_eq!(Json::parse_quickly(slowly), None, "{slowly}");
        }
    }

    fn reprint(text: &str) -> Result<String, JsonError> {
        Object::parse(text).map(|object| object.to_wire())
    }

    #[test]
    fn order_and_spelling_survive() {
        let text = r#"{"z":1.0,"a":1E+2,"b":[true,false,null,-0],"é":"zoë","big":12345678901234567890123}"#;
        assert_eq!(reprint(text).unwrap(), text);
    }

    #[test]
    fn blanks_and_needless_escapes_go() {
        assert_eq!(
            reprint(" { \"\\u0061\" : \"\\u00e9\\n\" } ").unwrap(),
            "{\"a\":\"é\\n\"}"
        );
    }

    #[test]
    fn what_is_refused_is_named() {
        let duplicate = JsonError::Duplicate("a".into());
        assert_eq!(reprint(r#"{"a":1,"\u0061":2}"#).unwrap_err(), duplicate);
        assert_eq!(reprint(r#"{"x":{"a":1,"a":1}}"#).unwrap_err(), duplicate);
        let many = (0..40).fold(String::new(), |all, n| all + &format!("\"{n}\":0,"));
        assert_eq!(
            reprint(&format!("{{{many}\"a\":0,\"a\":0}}")).unwrap_err(),
            duplicate
        );
        assert_eq!(reprint(r#"{"a":1e999}"#).unwrap_err(), JsonError::NotFinite);
        assert_eq!(reprint("[1]").unwrap_err(), JsonError::NotAnObject);
        assert_eq!(reprint("{\"a\":tru}").unwrap_err(), JsonError::Syntax(1, 9));
        assert!(matches!(
            reprint(r#"{"a":"\ud800"}"#),
            Err(JsonError::Syntax(..))
        ));
    }

    #[test]
    fn deep_nesting_ends_in_an_error_and_not_in_a_full_stack() {
        let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
        assert_eq!(Json::parse(&deep).unwrap_err(), JsonError::TooDeep);
        let legal = format!("{}{}", "[".repeat(64), "]".repeat(64));
        assert!(Json::parse(&legal).is_ok());
    }
}
