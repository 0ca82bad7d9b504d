//! What people paste, and the tokens in it; or the name of the mistake.
//!
//! Tokens arrive in headers, assignments, JSON and Python's `repr`. What arrives in their
//! place is often a secret, so no message repeats any of it. A JWT of three segments is
//! handed on whatever it says: [`rules`](super::rules) judge that. Everything here takes
//! linear time and knows of no file.

mod gather;
mod mistake;

use std::borrow::Cow;

use super::escape::is_hostile;
use super::json::{Json, Number, Object};
use super::jwt::{Compact, SIGNATURE_LENGTH};
use super::shape::{QUOTES, strip_prefix_ignore_case};
pub use gather::Gatherer;
pub use mistake::Mistake;

/// The largest item that is read, in bytes: 1 MiB.
pub const MAX_ITEM: usize = 1 << 20;

/// How `{"` looks in base64url: header and payload of nearly every JWT start so.
const OBJECT: &str = "eyJ";
/// The members of a JSON object that hold a token, the preferred one first.
const MEMBERS: [&str; 4] = ["token", "jwt", "accessToken", "access_token"];
/// How many wrappings are taken off. Honest ones are four at most; hostile ones never end.
const MAX_WRAPPINGS: usize = 8;
/// How long a name before `=` or `:` may be, the words before it (`export`, `curl -H`) included.
const MAX_NAME: usize = 128;

/// The tokens in one item: in an argument, a line, or a whole JSON document.
///
/// At least one result; an array gives one for each element, so that one mistake in it does
/// not hide the other tokens. A token is borrowed unless it stood in JSON with escapes.
pub fn tokens(item: &str) -> impl Iterator<Item = Result<Cow<'_, str>, Mistake>> {
    let text = item.trim_matches(is_wrapping);
    let value = if item.len() > MAX_ITEM {
        Err(Mistake::TooLarge)
    } else if opens_json(text) {
        Json::parse(text).or_else(|error| match one_whole(text) {
            // The line of a log: `[INFO] …`.
            Some(token) => Ok(Json::String(Cow::Borrowed(token))),
            None => Err(Mistake::Json(error)),
        })
    } else {
        Ok(Json::String(Cow::Borrowed(text)))
    };
    let (one, array) = match value {
        Ok(Json::Array(values)) if !values.is_empty() => (None, values),
        value => (Some(value.and_then(in_value)), Vec::new()),
    };
    one.into_iter().chain(array.into_iter().map(in_value))
}

/// The token that a JSON value is, or holds as a member.
fn in_value(value: Json<'_>) -> Result<Cow<'_, str>, Mistake> {
    let text = match value {
        Json::String(text) => text,
        Json::Object(object) => in_members(&object)?,
        _ => return Err(Mistake::NoToken),
    };
    match text {
        Cow::Borrowed(text) => in_text(text).map(Cow::Borrowed),
        Cow::Owned(text) => in_text(&text).map(|token| Cow::Owned(token.to_owned())),
    }
}

fn in_members<'a>(object: &Object<'a>) -> Result<Cow<'a, str>, Mistake> {
    let mut members = MEMBERS.iter().filter_map(|name| object.get(name));
    let text = members.find_map(|member| match member {
        Json::String(text) => Some(text.clone()),
        _ => None,
    });
    text.ok_or_else(|| twilio_error(object).map_or(Mistake::NoToken, Mistake::TwilioError))
}

/// The code in the body of an answer by which Twilio refuses: `{"code":20003,"message":"…"}`.
fn twilio_error(object: &Object<'_>) -> Option<u32> {
    object.get("message")?.as_str()?;
    let Json::Number(Number::Integer(code)) = object.get("code")? else {
        return None;
    };
    let five_digits = |code: &u32| (10_000..=99_999).contains(code);
    u32::try_from(*code).ok().filter(five_digits)
}

/// The token in a text that is no JSON document.
fn in_text(text: &str) -> Result<&str, Mistake> {
    let text = unwrapped(text)?;
    if is_token(text) {
        return Ok(text);
    }
    let mut jwts = text.split(is_wrapping).filter(|piece| is_jwt(piece));
    if jwts.nth(1).is_some() {
        return Err(Mistake::Several);
    }
    // What follows a closing quote is the rest of a command or a statement.
    let quoted = text.split(QUOTES).next().unwrap_or(text);
    let quoted = quoted.trim_end_matches(is_wrapping);
    if is_token(quoted) {
        Ok(quoted)
    } else {
        one_whole(text).ok_or_else(|| Mistake::of(quoted))
    }
}

/// The one token in the midst of a text, as in the line of a log. Only a whole one: what was cut
/// or wrapped is a mistake of its own.
fn one_whole(text: &str) -> Option<&str> {
    let is_whole = |piece: &&str| {
        piece.starts_with(OBJECT)
            && Compact::split(piece).is_some_and(|token| token.signature.len() == SIGNATURE_LENGTH)
    };
    let mut tokens = text
        .split(|c| !u8::try_from(c).is_ok_and(is_of_token))
        .map(|piece| piece.trim_matches('.'))
        .filter(is_whole);
    tokens.next().filter(|_| tokens.next().is_none())
}

/// Takes off what stands around a token: blanks, quotes, `NAME=`, `Authorization: Bearer`, and
/// the `b'…'` and `<AccessToken …>` that Python prints.
fn unwrapped(mut text: &str) -> Result<&str, Mistake> {
    let mut bearer = false;
    for _ in 0..MAX_WRAPPINGS {
        text = text.trim_matches(is_wrapping);
        if text.starts_with(OBJECT) {
            break;
        } else if let Some(rest) = after_bearer(text) {
            if bearer {
                return Err(Mistake::BearerTwice);
            }
            bearer = true;
            text = rest;
        } else if let Some(rest) = text.strip_prefix("<AccessToken ") {
            text = rest.trim_end_matches('>');
        } else if let Some(rest) = text.strip_prefix('b').filter(|t| t.starts_with(QUOTES)) {
            text = rest;
        } else if let Some(rest) = after_name(text) {
            text = rest;
        } else {
            break;
        }
    }
    Ok(text)
}

fn after_bearer(text: &str) -> Option<&str> {
    strip_prefix_ignore_case(text, "bearer")
        .filter(|rest| rest.is_empty() || rest.starts_with(is_blank))
}

/// What follows a name and `=` or `:`, as in `export TOKEN=…`, `-H "Authorization: …"`,
/// `"token": …` and `::add-mask::…`.
fn after_name(text: &str) -> Option<&str> {
    let start = &text.as_bytes()[..text.len().min(MAX_NAME)];
    let end = start.iter().position(|b| matches!(b, b'=' | b':'))?;
    let of_name = |b: &u8| b.is_ascii_alphanumeric() || b"_-$ \"'".contains(b);
    let rest = &text[end + 1..];
    // Not the scheme of a URL (`op://…`), nor the padding of a segment.
    (start[..end].iter().all(of_name) && !rest.starts_with(['/', '.'])).then_some(rest)
}

/// Whether a text has the form of a token: three segments. Whether they are base64url is for the
/// rules if the first starts as JSON does, and asked here if not, or any path would pass.
fn is_token(text: &str) -> bool {
    let is_gap = |c| is_blank(c) || QUOTES.contains(&c) || c == '…';
    Compact::split(text).is_some()
        && (is_base64url(text) || (text.starts_with(OBJECT) && !text.contains(is_gap)))
}

/// Three segments, the first of which starts as JSON does.
fn is_jwt(text: &str) -> bool {
    text.starts_with(OBJECT) && Compact::split(text).is_some()
}

/// Whether there is nothing but base64url and full stops.
fn is_base64url(text: &str) -> bool {
    // Every token passes here. Without an early end the loop takes many bytes at a time.
    text.bytes().fold(true, |all, byte| all & is_of_token(byte))
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'_' | b'.')
}

/// Blanks, and what cannot be seen: a BOM, zero-width characters, controls.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_hostile(c)
}

/// What stands around a token in prose, lists, scripts, and strings inside strings.
fn is_wrapping(c: char) -> bool {
    QUOTES.contains(&c) || matches!(c, ',' | ';' | '\\') || is_blank(c)
}

/// Whether a text wants to be a JSON document. `{{…}}` is a template's variable, and
/// `[object Promise]` what JavaScript says of a token that has not come yet.
fn opens_json(text: &str) -> bool {
    text.starts_with(['{', '[']) && !text.starts_with("{{") && !text.starts_with("[object ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::json::JsonError;
    use super::super::shape::Shape;
    use super::super::sid::{ApiKey, SidKind};
    use super::*;

    /// `{"alg":"HS256"}`, `{"iss":"SK"}`, and a signature.
    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJTSyJ9.c2lnbmF0dXJl";
    const SIGNATURE: &str = "9JgoXoWfZqCnzHEAIZnpHUYGYn2eCKEzyhgpdfzUE-w";
    const AUTH_TOKEN: &str = "0123456789abcdef0123456789abcdef";
    const API_SECRET: &str = "0123456789ABCDEFGHIJabcdefghij01";
    const API_KEY: &str = "SK0123456789abcdef0123456789abcdef";

    fn read(item: &str) -> Vec<Result<String, Mistake>> {
        tokens(item)
            .map(|token| token.map(Cow::into_owned))
            .collect()
    }

    fn mistake(item: &str) -> Mistake {
        let mut found = read(item);
        assert_eq!(found.len(), 1, "{item}");
        found.remove(0).expect_err(item)
    }

    #[test]
    fn one_token_is_found_in_what_stands_around_it() {
        for form in [
            "JWT",
            "  JWT\r\n",
            "\u{feff}JWT\u{200b}",
            "\"JWT\"",
            "'JWT',",
            "`JWT`;",
            "“JWT”",
            "‘JWT’",
            r#"\"JWT\""#,
            r#""\"JWT\"""#,
            "'JWT",
            "Bearer JWT",
            "bearer\tJWT",
            "\"Bearer JWT\"",
            "Authorization: Bearer JWT",
            "authorization:bearer JWT",
            "'Authorization: Bearer JWT'",
            "-H 'Authorization: Bearer JWT'",
            "curl -H \"Authorization: Bearer JWT\" https://chat.example.com/v1",
            "-H 'Authorization: Bearer JWT' \\",
            "TWILIO_ACCESS_TOKEN=JWT",
            "export TOKEN=JWT",
            "export TOKEN='JWT'  # until noon",
            "TOKEN = \"JWT\";",
            "const token = 'JWT'; // from the server",
            "$env:TOKEN = \"JWT\"",
            "token: JWT",
            "\"token\": \"JWT\",",
            "\"token\":\"JWT\",\"identity\":\"alice\"",
            "::add-mask::JWT",
            "b'JWT'",
            "b\"JWT\"",
            "<AccessToken JWT>",
            "<AccessToken b'JWT'>",
            "{\"token\":\"JWT\"}",
            "'{\"token\":\"JWT\"}'",
            "{\"token\":\"JWT\"},",
            "{\"identity\":\"alice\",\"jwt\":\"Bearer JWT\"}",
            "{\n  \"accessToken\": \"JWT\"\n}\n",
            "{\"access_token\":\"TOKEN=JWT\",\"expires_in\":3600}",
            "{\"access_token\":\"no\",\"accessToken\":\"no\",\"jwt\":\"no\",\"token\":\"JWT\"}",
            "{\"token\":null,\"jwt\":\"JWT\"}",
            "[\"JWT\"]",
        ] {
            let item = form.replace("JWT", JWT);
            assert_eq!(read(&item), [Ok(JWT.to_owned())], "{form}");
        }
    }

    #[test]
    fn one_whole_token_is_found_in_the_midst_of_a_line() {
        let header_and_payload = &JWT[..JWT.rfind('.').unwrap()];
        let whole = format!("{header_and_payload}.{SIGNATURE}");
        for form in [
            "2026-11-20T18:00:00Z INFO token=JWT user=bob",
            "INFO  minted JWT for alice",
            "[INFO] token JWT",
            "app[1]: token: JWT",
            "GET /x?token=JWT HTTP/1.1",
            "The token is JWT.",
            "{\"token\":\"JWT",
            "JWT for alice",
        ] {
            let item = form.replace("JWT", &whole);
            assert_eq!(read(&item), [Ok(whole.clone())], "{form}");
            // One that was cut is a mistake, and so are two.
            let cut = form.replace("JWT", &whole[..whole.len() - 1]);
            assert!(read(&cut)[0].is_err(), "{form}");
            let twice = format!("{item} and {item}");
            assert!(read(&twice)[0].is_err(), "{form}");
        }
    }

    #[test]
    fn escapes_in_json_mean_what_they_say() {
        let escaped = JWT.replace('.', "\\u002e");
        assert_eq!(
            read(&format!("{{\"token\":\"{escaped}\"}}")),
            [Ok(JWT.to_owned())]
        );
    }

    #[test]
    fn three_segments_are_a_token_whatever_they_say() {
        for token in [
            "eyJ.eyJ.",
            "eyJ9==.e30=.a+/b=",
            "eyJhbGciOiJub25lIn0..",
            "ewogIH0.e30.c2ln",
            "header.payload.signature",
            "eyJé.e30.c2ln",
        ] {
            assert_eq!(read(token), [Ok(token.to_owned())], "{token}");
            assert_eq!(read(&format!("Bearer \"{token}\"")), [Ok(token.to_owned())]);
        }
    }

    #[test]
    fn an_array_holds_a_token_or_a_mistake_in_each_element() {
        let item = format!(r#"["{JWT}", {{"token":"Bearer {JWT}"}}, "{AUTH_TOKEN}", [], 1]"#);
        assert_eq!(
            read(&item),
            [
                Ok(JWT.to_owned()),
                Ok(JWT.to_owned()),
                Err(Mistake::NotAToken(Shape::AuthToken)),
                Err(Mistake::NoToken),
                Err(Mistake::NoToken),
            ]
        );
    }

    #[test]
    fn credentials_and_what_stands_for_them_are_named() {
        for (item, shape) in [
            (AUTH_TOKEN, Shape::AuthToken),
            (
                &*format!("TWILIO_AUTH_TOKEN={AUTH_TOKEN}"),
                Shape::AuthToken,
            ),
            (
                &*format!("{{\"token\":\"{AUTH_TOKEN}\"}}"),
                Shape::AuthToken,
            ),
            (&*format!("'{API_SECRET}'"), Shape::ApiKeySecret),
            (&*format!("{API_KEY}:{API_SECRET}"), Shape::ApiKeySecret),
            (API_KEY, Shape::Sid(&ApiKey::KIND)),
            (&API_KEY[..30], Shape::BrokenSid(&ApiKey::KIND)),
            ("$TOKEN", Shape::Variable),
            ("Bearer ${TOKEN}", Shape::Variable),
            ("Authorization: Bearer $(cat token)", Shape::Variable),
            ("${{ secrets.TOKEN }}", Shape::Variable),
            ("{{access_token}}", Shape::Variable),
            ("%TOKEN%", Shape::Variable),
            ("TOKEN=op://dev/twilio/token", Shape::OnePassword),
            ("<token>", Shape::Placeholder),
            ("Bearer <YOUR_TOKEN>", Shape::Placeholder),
            ("your_access_token", Shape::Placeholder),
            ("xxxxxxxx", Shape::Placeholder),
            ("eyewear", Shape::Other),
            ("https://www.example.com", Shape::Other),
            ("./a.b", Shape::Other),
            ("hello world", Shape::Spaced),
        ] {
            assert_eq!(mistake(item), Mistake::NotAToken(shape), "{item}");
        }
    }

    #[test]
    fn what_is_no_token_has_a_name() {
        let [header, payload] = ["eyJhbGciOiJIUzI1NiJ9", "eyJpc3MiOiJTSyJ9"];
        for (item, expected) in [
            ("", Mistake::Empty),
            (" \u{feff}\t\r\n", Mistake::Empty),
            ("''", Mistake::Empty),
            ("TOKEN=", Mistake::Empty),
            ("Authorization: Bearer", Mistake::Empty),
            ("Authorization: Bearer ", Mistake::Empty),
            ("{\"token\":\"\"}", Mistake::Empty),
            ("Bearer undefined", Mistake::Undefined),
            ("null", Mistake::Undefined),
            ("[object Promise]", Mistake::Undefined),
            (
                "<!DOCTYPE html><html><body>a.b.c</body></html>",
                Mistake::Html,
            ),
            ("<html>", Mistake::Html),
            ("<?xml version=\"1.0\"?><Response/>", Mistake::Xml),
            ("<Response><Dial/></Response>", Mistake::Xml),
            ("{}", Mistake::NoToken),
            ("[]", Mistake::NoToken),
            ("{\"token\":7}", Mistake::NoToken),
            ("{\"code\":\"x\",\"message\":\"y\"}", Mistake::NoToken),
            (
                r#"{"code":20003,"message":"Authenticate","status":401}"#,
                Mistake::TwilioError(20003),
            ),
            ("[INFO] hello", Mistake::Json(JsonError::Syntax(1, 2))),
            ("{\n\"token\":", Mistake::Json(JsonError::Syntax(2, 8))),
            (header, Mistake::OneSegment),
            ("eyJ0eXA=", Mistake::OneSegment),
            (&*format!("{header}.{payload}"), Mistake::NoSignature),
            (&*format!("{header}."), Mistake::NoSignature),
            (&*format!("{payload}.{SIGNATURE}"), Mistake::NoHeader),
            ("token.jwt", Mistake::Segments(2)),
            ("1.2.3.4", Mistake::Segments(4)),
            (&*format!("{header}..iv.text.tag"), Mistake::Encrypted),
            ("a.b.c.d.e", Mistake::Segments(5)),
            (&*format!("{JWT}.{JWT}"), Mistake::Segments(6)),
            ("eyJ...", Mistake::Shortened),
            ("eyJhbGci…", Mistake::Shortened),
            ("eyJhbGci...c2ln", Mistake::Shortened),
            (&*format!("{JWT}..."), Mistake::Shortened),
            (&*format!("{JWT}…"), Mistake::Shortened),
            (&*JWT.replace('.', ".\n"), Mistake::Spaced),
            (&*JWT.replace("J9", "J\u{200b}9"), Mistake::Spaced),
            (&*format!("Bearer {JWT} and more"), Mistake::Spaced),
            (&*format!("{JWT} {JWT}"), Mistake::Several),
            (&*format!("\"{JWT}\",\"{JWT}\""), Mistake::Several),
            (&*format!("Bearer Bearer {JWT}"), Mistake::BearerTwice),
            (
                &*format!("Authorization: bearer 'Bearer {JWT}'"),
                Mistake::BearerTwice,
            ),
        ] {
            assert_eq!(mistake(item), expected, "{item}");
        }
        let large = "a".repeat(MAX_ITEM + 1);
        assert_eq!(mistake(&large), Mistake::TooLarge);
        assert_eq!(mistake(&large[1..]), Mistake::NotAToken(Shape::Other));
    }

    #[test]
    fn messages_are_facts_and_repeat_no_name() {
        let twice = mistake(&format!("{{\"{AUTH_TOKEN}\":1,\"{AUTH_TOKEN}\":2}}"));
        assert_eq!(twice.to_string(), "a member of the JSON stands twice");
        for (mistake, message) in [
            (mistake(AUTH_TOKEN), "not a token: looks like an Auth Token"),
            (mistake(API_KEY), "not a token: it is an API key SID (SK…)"),
            (mistake("a, b"), "not a token"),
            (mistake("{"), "not valid JSON at line 1, column 1"),
            (mistake("a.b"), "2 segments where a token has three"),
        ] {
            assert_eq!(mistake.to_string(), message);
            let finding = mistake.finding();
            assert_eq!(finding.message, message);
            assert_eq!(finding.hint.as_deref(), Some(mistake.hint()));
        }
    }

    #[test]
    fn hostile_items_take_no_time() {
        for unit in [
            "\"",
            "'a=",
            "Bearer ",
            "“",
            "a:",
            "b'",
            "[",
            "{\"\":",
            "<AccessToken ",
            ".",
        ] {
            let item = unit.repeat(MAX_ITEM / unit.len());
            assert!(tokens(&item).all(|token| token.is_err()), "{unit}");
        }
    }

    /// What people paste by mistake and nobody may repeat.
    fn credential() -> impl Strategy<Value = String> {
        prop_oneof![
            "[0-9a-f]{32}",
            "[0-9A-Za-z]{32}",
            "[0-9A-Za-z]{9,64}",
            "(AC|SK|IS|CR)[0-9a-f]{30,34}",
            "eyJ[0-9A-Za-z_-]{20,40}([.][0-9A-Za-z_-]{20,43}){0,1}",
        ]
    }

    const FORMS: [&str; 14] = [
        "IT",
        " 'IT',",
        "Bearer IT",
        "Bearer Bearer IT",
        "Authorization: Bearer IT",
        "IT=IT",
        "IT IT",
        "IT.IT.IT.IT",
        "b'IT' IT",
        "{\"token\":\"IT\"}",
        "{\"IT\":\"IT\",\"IT\":1}",
        "[IT]",
        "<IT>",
        "<html>IT",
    ];

    proptest! {
        #[test]
        fn no_text_makes_it_panic(item in prop_oneof![
            "\\PC{0,40}",
            any::<String>(),
            "[\"'`“”\\\\{}\\[\\]:=., \n$<>a-zé…\u{feff}]{0,40}",
            "(Bearer |b'|eyJ|[.]|TOKEN=|\"|<AccessToken |[{]\"token\":|[\\[]|<html>|,){0,12}",
        ]) {
            for mistake in tokens(&item).filter_map(Result::err) {
                mistake.finding();
            }
            let mut gatherer = Gatherer::default();
            for line in item.split('\n') {
                gatherer.line(line);
            }
            gatherer.finish();
        }

        #[test]
        fn no_message_repeats_a_credential(secret in credential(), form in prop::sample::select(&FORMS)) {
            for mistake in tokens(&form.replace("IT", &secret)).filter_map(Result::err) {
                let said = format!("{mistake} {}", mistake.hint());
                for piece in secret.as_bytes().windows(8) {
                    let piece = std::str::from_utf8(piece).unwrap();
                    prop_assert!(!said.contains(piece), "{}", said);
                }
            }
        }

        #[test]
        fn every_jwt_comes_through(
            jwt in "eyJ[0-9A-Za-z_-]{0,40}[.][0-9A-Za-z_-]{0,40}[.][0-9A-Za-z_-]{0,43}",
            form in prop::sample::select(&["IT", "'IT'", "Bearer IT", "A=IT", "{\"jwt\":\"IT\"}", "<AccessToken IT>"]),
        ) {
            prop_assert_eq!(read(&form.replace("IT", &jwt)), [Ok(jwt)]);
        }
    }
}
