//! JSON values: members keep their order, and no member appears twice. Numbers are JavaScript's, except that an `i64`
//! keeps all its digits.
//!
//! `serde_json` parses in one pass; this module decides what a token may contain. `serde_json` limits nesting to 128
//! levels. Errors say where the fault is and never quote the text, which may be secret.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;
use std::mem;

use memchr::memchr;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::text::push_json_string;

/// A JSON value of a token.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other finite number: one with a fraction, or a very large one.
    Float(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Object),
}

/// A JSON object: its members in the order in which they appear in the token, without duplicate names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object(Vec<(String, Json)>);

const TWICE: &str = "a member appears twice";

impl Json {
    /// Parses a text, or says what is wrong with it, and where.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut source = serde_json::Deserializer::from_str(text);
        let json = Any(&Cell::new(false)).deserialize(&mut source);
        let json = json.and_then(|json| source.end().map(|()| json));
        json.map_err(|error| format!("not valid JSON: {error}"))
    }

    /// An integer if the double is whole and exact: to JavaScript, `1.0` and `1` are the same number.
    fn float(number: f64) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
        if number.fract() == 0.0 && number.abs() < EXACT {
            Self::Integer(number as i64)
        } else {
            Self::Float(number)
        }
    }

    /// The string, if the value is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The number, if the value is one, as a double, which is how most programs read JSON numbers.
    #[expect(clippy::cast_precision_loss, reason = "a double has no more")]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Integer(integer) => Some(*integer as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// The object, if the value is one.
    pub fn as_object(&self) -> Option<&Object> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    /// The kind of value, with its article, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Appends the value as compact JSON. `string` writes names and strings.
    pub(crate) fn write(&self, out: &mut String, string: &mut dyn FnMut(&mut String, &str)) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Integer(integer) => out.push_str(&integer.to_string()),
            // Like JavaScript: exponents are for very large and very small numbers.
            Self::Float(number) if (1e-6..1e21).contains(&number.abs()) => {
                out.push_str(&number.to_string());
            }
            Self::Float(number) if number.is_infinite() => out.push_str("1e999"),
            Self::Float(number) => out.push_str(&serde_json::Value::from(*number).to_string()),
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

    /// Calls `look` with every string in the value and the path to it, which it adds to `path`.
    pub(crate) fn strings<'j>(&'j self, path: &mut Vec<&'j str>, look: &mut Look<'_, 'j>) {
        match self {
            Self::String(text) => look(path, text),
            Self::Array(items) => items.iter().for_each(|item| item.strings(path, look)),
            Self::Object(object) => object.strings(path, look),
            _ => {}
        }
    }
}

/// A callback that gets the path to a string, as member names, and the string.
pub(crate) type Look<'l, 'j> = dyn FnMut(&[&'j str], &'j str) + 'l;

/// Compact JSON. Escapes only what JSON requires.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out, &mut |out, text| push_json_string(out, text, |c| c < ' '));
        f.write_str(&out)
    }
}

impl Object {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match Json::parse(text)? {
            Json::Object(object) => Ok(object),
            _ => Err("not a JSON object".to_owned()),
        }
    }

    /// The value of the member with this name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value at a dotted path of member names, such as `outgoing.application_sid`. A member whose own name contains
    /// a dot cannot be reached.
    pub fn at(&self, path: &str) -> Option<&Json> {
        // `split_once` takes longer, and this runs for every member that the rules look for.
        match memchr(b'.', path.as_bytes()) {
            Some(dot) => self.get(&path[..dot])?.as_object()?.at(&path[dot + 1..]),
            None => self.get(path),
        }
    }

    /// The members, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether the object has no members.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets a member, a new one at the end. Returns the value that it had before.
    pub(crate) fn insert(&mut self, name: &str, value: Json) -> Option<Json> {
        if let Some((_, member)) = self.0.iter_mut().find(|(key, _)| key == name) {
            return Some(mem::replace(member, value));
        }
        self.0.push((name.to_owned(), value));
        None
    }

    /// Sets the value at a dotted path, and creates the objects in between.
    pub(crate) fn set(&mut self, path: &str, value: Json) {
        let (name, value) = match path.split_once('.') {
            None => (path, value),
            Some((name, rest)) => {
                let mut inner =
                    self.get(name).and_then(Json::as_object).cloned().unwrap_or_default();
                inner.set(rest, value);
                (name, Json::Object(inner))
            }
        };
        self.insert(name, value);
    }

    /// Appends the object as compact JSON. `string` writes names and strings.
    pub(crate) fn write(&self, out: &mut String, string: &mut dyn FnMut(&mut String, &str)) {
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

    /// Calls `look` with every member name and every string in the object, and with the path to it. The path to a name
    /// ends with that name.
    pub(crate) fn strings<'j>(&'j self, path: &mut Vec<&'j str>, look: &mut Look<'_, 'j>) {
        for (name, value) in self.iter() {
            path.push(name);
            look(path, name);
            value.strings(path, look);
            path.pop();
        }
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

/// `None` becomes `null`.
impl From<Option<String>> for Json {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::String)
    }
}

impl From<serde_json::Map<String, serde_json::Value>> for Object {
    fn from(map: serde_json::Map<String, serde_json::Value>) -> Self {
        Self(map.into_iter().map(|(name, value)| (name, value.into())).collect())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            // With `arbitrary_precision`, a number may be too large for a double. It becomes infinite, and the rules
            // refuse the token.
            Value::Number(number) => number.as_i64().map_or_else(
                || Self::float(number.as_f64().unwrap_or(f64::INFINITY)),
                Self::Integer,
            ),
            Value::String(text) => Self::String(text),
            Value::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Value::Object(map) => Self::Object(map.into()),
        }
    }
}

/// Accepts any value. If another crate enables `serde_json`'s `arbitrary_precision`, a number arrives as an object whose
/// one member has the digits. A token may really contain the same object, which must not pass for a number. But only
/// those digits are a string that the deserializer owns, so the cell is set for them.
struct Any<'c>(&'c Cell<bool>);

impl<'de> DeserializeSeed<'de> for Any<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Json, E> {
        Ok(Json::Integer(integer))
    }

    #[expect(clippy::cast_precision_loss, reason = "a double has no more")]
    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Json, E> {
        Ok(i64::try_from(integer).map_or(Json::Float(integer as f64), Json::Integer))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Json, E> {
        Ok(Json::float(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, digits: String) -> Result<Json, E> {
        self.0.set(true);
        let finite = || digits.parse().ok().filter(|number: &f64| number.is_finite());
        let number = digits.parse().ok().map(Json::Integer).or_else(|| finite().map(Json::float));
        number.ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Any(self.0))? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::with_capacity(8);
        let is_number = Cell::new(false);
        while let Some(name) = map.next_key()? {
            let value = map.next_value_seed(Any(&is_number))?;
            if is_number.get() {
                return Ok(value);
            }
            members.push((name, value));
        }
        if has_duplicate(&members) {
            Err(de::Error::custom(TWICE))
        } else {
            Ok(Json::Object(Object(members)))
        }
    }
}

fn has_duplicate(members: &[(String, Json)]) -> bool {
    // Objects in tokens are small; only hostile ones are large enough for a set to be faster.
    if members.len() <= 16 {
        return (1..members.len())
            .any(|n| members[..n].iter().any(|(earlier, _)| *earlier == members[n].0));
    }
    let mut seen = HashSet::with_capacity(members.len());
    !members.iter().all(|(name, _)| seen.insert(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_in_its_order_with_no_more_escapes_than_json_demands() {
        for (read, written) in [
            (
                r#"{ "b": [1.0, 2.5, 1e2, "\u0007\u00e9\"\/ "], "a": {}, "c": [null, true] }"#,
                r#"{"b":[1,2.5,100,"\u0007é\"/ "],"a":{},"c":[null,true]}"#,
            ),
            ("9007199254740993", "9007199254740993"),
            (
                "[9007199254740992.0,12345678901234567890]",
                "[9007199254740992,12345678901234567000]",
            ),
            ("[1e16,1e21,0.000001,1e-7]", "[10000000000000000,1e+21,0.000001,1e-7]"),
            ("-0.5", "-0.5"),
        ] {
            assert_eq!(Json::parse(read).unwrap().to_string(), written);
        }
    }

    #[test]
    fn a_fault_is_named_with_its_place() {
        for (text, fault) in [
            (r#""\ud83d""#, "unexpected end of hex escape at line 1 column 8"),
            (r#""\ud83dx""#, "unexpected end of hex escape at line 1 column 8"),
            (r#""\udc4d""#, "lone leading surrogate in hex escape at line 1 column 7"),
            ("\n1e999", "number out of range at line 2 column 5"),
            (&"[".repeat(200), "recursion limit exceeded at line 1 column 128"),
            ("{\n,", "key must be a string at line 2 column 1"),
            (r#"{"a":1,"a":2}"#, "a member appears twice at line 1 column 13"),
        ] {
            assert_eq!(
                Json::parse(text).unwrap_err(),
                format!("not valid JSON: {fault}"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_member_that_appears_twice_is_found_among_many_and_few() {
        for length in [2, 16, 17, 40] {
            let object = |names: &mut dyn Iterator<Item = usize>| {
                let members: Vec<_> = names.map(|name| format!("\"{name}\":0")).collect();
                Object::parse(&format!("{{{}}}", members.join(",")))
            };
            assert!(object(&mut (0..length)).is_ok(), "{length}");
            let error = object(&mut (1..length).chain([1])).unwrap_err();
            assert!(error.contains(TWICE), "{length}: {error}");
        }
    }
}
