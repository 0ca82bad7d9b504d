//! Finds the tokens in what people paste, each with its line number, or names the mistake in a message.
//!
//! Tokens arrive in headers, assignments, logs, JSON and Python's `repr`. What people paste instead of a token is often
//! a secret, so no message repeats any of it. Anything that starts like a JWT is passed on with whatever is glued to
//! it, because the rules judge that. Everything here takes linear time.

mod gather;
mod mistake;

use std::borrow::Cow;
use std::io::BufRead;
use std::iter;

use memchr::memchr2;

use crate::cli::read::{self, BYTE_ORDER_MARK};
use crate::token::json::Json;
use crate::token::jwt::split;
use crate::token::message::Message;
use crate::token::sid::{QUOTES, may_be_credential};
use crate::token::text::{is_blank, is_hostile};
use gather::{Gatherer, lacking};

pub(crate) use mistake::{NOT_A_TOKEN, empty};

/// The largest paste that is read, in bytes: 1 MiB.
const MAX_ITEM: usize = 1 << 20;
/// `{"` in base64url. The header and the payload of nearly every JWT start with it.
pub(crate) const JWT_START: &str = "eyJ";
/// The members of a JSON object that should hold a token, the preferred one first.
const MEMBERS: [&str; 4] = ["token", "jwt", "accessToken", "access_token"];

/// A token, or a message that names what was pasted instead.
pub(super) type Paste = Result<String, Message>;

/// A paste and the number of its first line; an error if the source cannot be read.
pub(super) type Pasted = Result<(u64, Paste), Message>;

/// Reads everything that was pasted into a source, each paste with the number of its first line. Ends after an error.
/// Messages call the source `name`.
pub(crate) fn all(mut source: impl BufRead, name: &str) -> impl Iterator<Item = Pasted> {
    let (mut buffer, mut gatherer, mut is_at_end) = (Vec::new(), Gatherer::default(), false);
    iter::from_fn(move || {
        while gatherer.found.is_empty() && !is_at_end {
            let fault = match read::line(&mut source, MAX_ITEM, &mut buffer) {
                Ok(Some(line)) if line.len() > MAX_ITEM => {
                    Some(Ok((gatherer.lines + 1, Err(mistake::too_large()))))
                }
                Ok(Some(line)) if read::is_utf16(line) => read::text(line, name).err().map(Err),
                Ok(Some(line)) => {
                    // For good text, this is much faster than `from_utf8_lossy` alone.
                    let lossy = |_| String::from_utf8_lossy(line);
                    gatherer.line(&str::from_utf8(line).map_or_else(lossy, Cow::Borrowed));
                    continue;
                }
                Ok(None) => None,
                Err(why) => Some(Err(Message::error(format!("cannot read {name}: {why}")))),
            };
            is_at_end = true;
            gatherer.finish();
            gatherer.found.extend(fault);
        }
        gatherer.found.pop_front()
    })
}

/// The tokens in one item, which is a line or a whole JSON document. Returns at least one result.
fn tokens(item: &str) -> Vec<Paste> {
    let text = item.trim_matches(is_wrapping);
    // A terminal breaks a long document where its own line is full, even in the middle of a token.
    let unbroken = |error| Json::parse(&text.replace('\n', "")).map_err(|_| error);
    let json = opens_json(text).then(|| Json::parse(text).or_else(unbroken));
    let mut found = Vec::new();
    if let Some(Ok(json)) = &json {
        json.strings(&mut Vec::new(), &mut |path, text| found.extend(in_string(path, text)));
    } else {
        let is_cut = |paste: &Paste| paste.as_ref().is_ok_and(|token| lacking(token) != Some(0));
        found = in_text(item);
        if item.contains('\n') && found.iter().any(is_cut) {
            let joined = in_text(&item.replace('\n', ""));
            found = if joined.iter().any(is_cut) { found } else { joined };
        }
    }
    if found.is_empty() {
        found.push(match json {
            Some(Ok(json)) => wanted(&json).map_or_else(|| Err(mistake::of_json(&json)), alone),
            Some(Err(error)) => Err(mistake::not_json(&error)),
            None => alone(text),
        });
    }
    found
}

/// The tokens in a string of a JSON document. If the string starts with its only token, what follows without a blank,
/// escaped or not, belongs to the token, because a client would send it along. If the string should be a token, quotes
/// around it belong to it too.
fn in_string(path: &[&str], text: &str) -> Vec<Paste> {
    let mut found = in_text(text);
    let quotes: &[&str] = match path.last() {
        Some(name) if MEMBERS.contains(name) => &["", "'", "\"", "b'", "b\""],
        _ => &[""],
    };
    if let [Ok(token)] = found.as_mut_slice()
        && let Some((before, glued)) = text.split_once(token.as_str())
        && quotes.contains(&before)
        && !glued.contains(|c: char| c.is_whitespace() || matches!(c, '\\' | '%'))
    {
        text.clone_into(token);
    }
    found
}

/// Everything in a text that starts like a JWT, with whatever is glued to it.
fn in_text(text: &str) -> Vec<Paste> {
    if let Some(token) = with_object(text) {
        return vec![Ok(token)];
    }
    // A text inside another is escaped: these stand for blanks and quotes.
    let escapes = ["\\n", "\\r", "\\t", "\\u0022", "\\u0020", "%22", "%20"];
    let text = match memchr2(b'\\', b'%', text.as_bytes()) {
        Some(_) => &escapes.iter().fold(text.to_owned(), |text, escape| text.replace(escape, " ")),
        None => text,
    };
    let jwts = text.split(is_gap).filter_map(jwt_in).filter(|jwt| jwt.contains(['.', '…']));
    let is_shortened = |jwt: &str| {
        // Dots behind a whole token are only glued to it.
        let bare = jwt.trim_end_matches(['.', '…']);
        let text = if lacking(bare) == Some(0) { bare } else { jwt };
        text.contains("...") || text.contains('…')
    };
    let paste =
        |jwt: &str| if is_shortened(jwt) { Err(mistake::shortened()) } else { Ok(jwt.to_owned()) };
    jwts.map(paste).collect()
}

/// A token with `[object Promise]` for a signature, which JavaScript writes if nobody awaited the signature.
fn with_object(text: &str) -> Option<String> {
    let (before, after) = text.split_once(".[object ")?;
    let jwt = jwt_in(before.rsplit(is_gap).next()?)?;
    Some(format!("{jwt}.[object {}]", after.split(']').next()?))
}

/// The part of a piece without gaps that starts like a JWT, as in `NAME=eyJ…`, `?token=eyJ…` or `::add-mask::eyJ…`.
fn jwt_in(piece: &str) -> Option<&str> {
    let mut befores = piece.match_indices(JWT_START).map(|(at, _)| &piece[..at]);
    let before = befores.find(|before| !before.bytes().next_back().is_some_and(is_of_token))?;
    // Invisible characters in front belong to the token, because a client would send them along with it.
    let is_invisible = |c: char| is_hostile(c) && !BYTE_ORDER_MARK.contains(c);
    Some(&piece[before.trim_end_matches(is_invisible).len()..])
}

/// The string in a JSON document that should be the token.
fn wanted(json: &Json) -> Option<&str> {
    let object = json.as_object()?;
    MEMBERS.iter().find_map(|name| object.get(name)?.as_str())
}

/// Reads a text in which [`in_text`] found nothing: it is one unusual token, or a mistake. Strips what may surround the
/// text: blanks, quotes, `NAME=`, `Authorization: Bearer`.
fn alone(text: &str) -> Paste {
    let mut text = text.trim_matches(is_wrapping);
    while let Some(inner) = after_bearer(text).or_else(|| after_name(text)) {
        text = inner.trim_matches(is_wrapping);
    }
    // The first segment alone counts as a token. Reading the token reports what is missing.
    let is_token = is_of_token_only(text) && (split(text).is_some() || text.starts_with(JWT_START));
    if is_token { Ok(text.to_owned()) } else { Err(mistake::of(text)) }
}

fn after_bearer(text: &str) -> Option<&str> {
    let (word, rest) = text.split_at_checked("bearer".len())?;
    let is_word = word.eq_ignore_ascii_case("bearer");
    (is_word && (rest.is_empty() || rest.starts_with(is_blank))).then_some(rest)
}

/// What follows a name and `=` or `:`, as in `export TOKEN=…` and `-H "Authorization: …"`.
fn after_name(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(['=', ':'])?;
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-$ \"'".contains(&byte);
    // What precedes `://` is the scheme of a URL (`op://…`), and `=.` is the padding of a segment.
    let is_name = name.bytes().all(is_of_name) && !rest.starts_with(['/', '.']);
    // Base64 ends in padding, and so may a secret. Check the name first: in a long row of `=` each name is empty, and
    // searching the rest every time would take quadratic time.
    let ends_here = !name.is_empty() && rest.trim_start_matches('=').is_empty();
    let is_padding = ends_here && (!rest.is_empty() || may_be_credential(name));
    (is_name && !is_padding).then_some(rest)
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'_' | b'.')
}

fn is_of_token_only(text: &str) -> bool {
    // Without an early exit, the loop takes many bytes at a time.
    text.bytes().fold(true, |all, byte| all & is_of_token(byte))
}

/// Whether a character separates a token from what surrounds it: a blank, a quote, a bracket or a separator. An
/// invisible character does not, because a client would send it along with the token.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || QUOTES.contains(&c) || ",;\\<>(){}[]&|".contains(c)
}

/// Whether a character may surround a text in prose, lists, scripts or nested strings.
fn is_wrapping(c: char) -> bool {
    QUOTES.contains(&c) || matches!(c, ',' | ';' | '\\') || is_blank(c)
}

/// Whether a text starts like a JSON document. `{{…}}` is a template variable, and `[object Promise]` is what
/// JavaScript writes for a token that nobody awaited.
fn opens_json(text: &str) -> bool {
    text.starts_with(['{', '[']) && !text.starts_with("{{") && !text.starts_with("[object ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::rules::framing;

    const HEADER: &str = "eyJhbGciOiJIUzI1NiJ9";
    const PAYLOAD: &str = "eyJpc3MiOiJTSyJ9";
    const JWT: &str =
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJTSyJ9.9JgoXoWfZqCnzHEAIZnpHUYGYn2eCKEzyhgpdfzUE-w";
    const SIGNATURE: &str = "9JgoXoWfZqCnzHEAIZnpHUYGYn2eCKEzyhgpdfzUE-w";
    const AUTH_TOKEN: &str = "0123456789abcdef0123456789abcdef";
    const API_SECRET: &str = "0123456789ABCDEFGHIJabcdefghij01";
    const API_KEY: &str = "SK0123456789abcdef0123456789abcdef";

    /// Every result of an input, with the line where it begins.
    fn read(input: &str) -> Vec<(u64, Result<String, String>)> {
        let pastes = all(input.as_bytes(), "a test").map(Result::unwrap);
        pastes.map(|(line, token)| (line, token.map_err(|mistake| mistake.message))).collect()
    }

    fn found(input: &str) -> Vec<String> {
        read(input).into_iter().filter_map(|(_, token)| token.ok()).collect()
    }

    fn mistakes(input: &str) -> Vec<String> {
        read(input).into_iter().filter_map(|(_, token)| token.err()).collect()
    }

    const WRAPPINGS: [&str; 55] = [
        "\u{1b}[1mJWT\u{1b}(B\u{1b}[m",
        "token: \u{1b}[01;31m\u{1b}[KJWT\u{1b}[m\u{1b}[K",
        "\u{1b}[38:5:2mJWT\u{1b}[0m",
        "JWT",
        "«JWT»",
        "\u{1b}[36;1mTOKEN=JWT\u{1b}[0m",
        "\u{1b}[32mINFO\u{1b}[39m issued JWT",
        r"b'HTTP/1.1 200 OK\r\n\r\nJWT'",
        r"INFO body={\u0022token\u0022:\u0022JWT\u0022}",
        "GET /x?header=Bearer%20JWT HTTP/1.1",
        "{'token': 'JWT', 'identity': 'alice'}",
        "wss://example.com/socket?token=JWT&EIO=4",
        "  JWT\r\n",
        "\u{feff}JWT",
        "\n\n\"JWT\"\n\n",
        "'JWT',",
        "`JWT`;",
        "“JWT”",
        r#"\"JWT\""#,
        "Bearer JWT",
        "bearer\tJWT",
        "Authorization: Bearer JWT",
        "authorization:bearer JWT",
        "curl -H \"Authorization: Bearer JWT\" https://chat.example.com/v1",
        "-H 'Authorization: Bearer JWT' \\",
        "TWILIO_ACCESS_TOKEN=JWT",
        "export TOKEN='JWT'  # until noon",
        "const token = 'JWT'; // from the server",
        "$env:TOKEN = \"JWT\"",
        "\"token\": \"JWT\",",
        "::add-mask::JWT",
        "b'JWT'",
        "<AccessToken JWT>",
        "<AccessToken b'JWT'>",
        "2026-11-20T18:00:00Z INFO token=JWT user=bob",
        "[INFO] token JWT, for alice",
        "GET /x?token=JWT&a=b HTTP/1.1",
        "(JWT)",
        "{\"token\":\"JWT\"}",
        "'{\"token\":\"JWT\"}',",
        "{\n  \"accessToken\": \"JWT\"\n}\n",
        "{\"a\":[{\"b\":{\"x-y\":\"Bearer JWT\"}}]}",
        "{\"access_token\":\"TOKEN=JWT\",\"expires_in\":3600}",
        "{\"body\":\"{\\\"token\\\":\\\"JWT\\\"}\"}",
        "{\"token\":\"JWT",
        "{\"a\":1,\"a\":2,\"token\":\"JWT\"}",
        "[\"JWT\"]",
        "HTTP/2 200 \r\ncontent-type: application/json\r\nvary: Origin\r\n\r\n{\"token\":\"JWT\"}",
        "HTTP/1.1 200 OK\nset-cookie: token=JWT; Path=/\n\n",
        "{\"type\":\"listen\",\"payload\":{\"token\":\"JWT\",\"browserinfo\":{}}}",
        "TWILSOCK V3.0 274\r\n{\"method\":\"init\",\"id\":\"TM0\",\"token\":\"JWT\"}\r\n\r\n{\"a\":1}",
        "{\"name\":\"hello\",\"messages\":[{\"token\":\"JWT\",\"type\":\"x\"}]}",
        "{\"type\":\"connection_init\",\"payload\":{\"headers\":{\"Authorization\":\"Bearer JWT\"}}}",
        "<!DOCTYPE html>\n<script>const token = \"JWT\"</script>\n</html>",
        "{'token': 'JWT', 'identity': None}",
    ];

    /// Whether a wrapping is a page, which gets a message besides the token.
    fn is_page(wrapping: &str) -> bool {
        wrapping.starts_with("<!")
    }

    proptest! {
        #[test]
        fn every_jwt_comes_through_every_wrapping(
            jwt in "eyJ[0-9A-Za-z_-]{8,400}[.][0-9A-Za-z_-]{8,400}[.][0-9A-Za-z_-]{43}",
            wrapping in prop::sample::select(&WRAPPINGS),
        ) {
            let input = wrapping.replace("JWT", &jwt);
            prop_assert_eq!(found(&input), [jwt]);
            prop_assert_eq!(mistakes(&input).len(), usize::from(is_page(wrapping)), "{:?}", input);
        }

        #[test]
        fn every_jwt_comes_through_broken_lines(
            jwt in "eyJ[0-9A-Za-z_-]{8,400}[.][0-9A-Za-z_-]{8,400}[.][0-9A-Za-z_-]{43}",
            columns in 8_usize..100,
            end in prop::sample::select(&["\n", "\r\n", "\n    ", "\n> "]),
            before in prop::sample::select(&["", "Authorization: Bearer ", "TOKEN=", "> ", "x\n"]),
        ) {
            let lines: Vec<&str> =
                jwt.as_bytes().chunks(columns).map(|line| std::str::from_utf8(line).unwrap()).collect();
            // A line that starts like a token counts as the next token.
            prop_assume!(lines.windows(2).all(|two| !two[1].starts_with(JWT_START) || two[0].ends_with('.')));
            let input = format!("{before}{}\n", lines.join(end));
            prop_assert_eq!(found(&input), [jwt]);
            prop_assert_eq!(mistakes(&input).len(), usize::from(before == "x\n"));
        }

        #[test]
        fn no_text_makes_it_panic(input in prop_oneof![
            "\\PC{0,40}",
            any::<String>(),
            "[\"'`“”\\\\{}\\[\\]:=., \n$<>a-zé…\u{feff}]{0,40}",
            "(Bearer |b'|eyJ|[.]|TOKEN=|\"|<AccessToken |[{]\"token\":|[\\[]|<html>|,|\n|HTTP/|TWILSOCK ){0,12}",
        ]) {
            read(&input);
        }

        #[test]
        fn no_message_repeats_a_credential(
            secret in prop_oneof![
                "[0-9a-f]{32}",
                "[0-9A-Za-z]{32}",
                "[0-9A-Za-z]{9,64}",
                "(AC|SK|IS|CR)[0-9a-f]{30,34}",
                "eyJ[0-9A-Za-z_-]{20,40}([.][0-9A-Za-z_-]{20,43}){0,1}",
            ],
            form in prop::sample::select(&[
                "IT", " 'IT',", "Bearer IT", "Bearer Bearer IT", "Authorization: Bearer IT", "IT=IT", "IT IT",
                "b'IT' IT", "{\"token\":\"IT\"}", "{\"IT\":\"IT\",\"IT\":1}", "[IT]", "<IT>", "<html>IT",
                "IT\nIT\n", "{\"message\":\"IT\",\"code\":20003}",
            ]),
        ) {
            let input = form.replace("IT", &secret);
            let message = |paste: Paste| match paste {
                Ok(token) => split(&token).is_none().then(|| framing::not_three(&token)),
                Err(mistake) => Some(mistake),
            };
            for mistake in tokens(&input).into_iter().filter_map(message) {
                let said = format!("{} {:?}", mistake.message, mistake.hint);
                for piece in secret.as_bytes().windows(8) {
                    prop_assert!(!said.contains(std::str::from_utf8(piece).unwrap()), "{}", said);
                }
            }
        }
    }

    #[test]
    fn what_is_glued_to_a_token_belongs_to_it() {
        for glued in [".", "...", "…", "#", "\0", "\u{200b}", "=", "/", "x"] {
            let token = format!("{JWT}{glued}");
            for input in
                [token.clone(), format!("Bearer {token} and more"), format!("[\"{token}\"]")]
            {
                let expected =
                    if glued == "\0" && input.starts_with('[') { continue } else { &token };
                assert_eq!(found(&input), [expected.as_str()], "{input:?}");
            }
        }
        assert_eq!(found(&format!("{{\"token\":\"{JWT}\\u0000\"}}")), [format!("{JWT}\0")]);
        let coloured = format!("\u{1b}[32m{JWT}\0\u{1b}[0m \u{1b}[K");
        assert_eq!(found(&coloured), [format!("{JWT}\0")]);
        for (after, token) in [
            (";", format!("{JWT};")),
            ("&a=b", format!("{JWT}&a=b")),
            ("'", format!("{JWT}'")),
            ("; Path=/", JWT.to_owned()),
            ("\\n", JWT.to_owned()),
            ("\\\\n", JWT.to_owned()),
        ] {
            assert_eq!(found(&format!("{{\"token\":\"{JWT}{after}\"}}")), [token]);
        }
        for quoted in [format!("b'{JWT}'"), format!("\\\"{JWT}\\\"")] {
            let read = quoted.replace('\\', "");
            assert_eq!(found(&format!("{{\"token\":\"{quoted}\"}}")), [read]);
            // In a log, the quotes may be those of the log.
            assert_eq!(found(&format!("{{\"message\":\"{quoted}\"}}")), [JWT]);
        }
        for glued in ["\u{200b}", "\0", "\u{202e}"] {
            assert_eq!(found(&format!("TOKEN={glued}{JWT} x")), [format!("{glued}{JWT}")]);
        }
    }

    #[test]
    fn segments_are_a_token_whatever_they_say() {
        for token in [
            "eyJ.eyJ.",
            "eyJ9==.e30=.a+/b=",
            "eyJhbGciOiJub25lIn0..",
            "ewogIH0.e30.c2ln",
            "a.b.c",
            "eyJé.e30.c2ln",
            HEADER,
        ] {
            assert_eq!(found(token), [token]);
            assert_eq!(found(&format!("Bearer \"{token}\"")), [token]);
        }
    }

    #[test]
    fn several_are_told_apart_by_their_lines() {
        let input = format!(
            "{JWT}\n\n  undefined\n{{\n\"a\":\"{JWT}\",\"b\":\"{JWT}\"}}\n{HEADER}.\n{PAYLOAD}\n{HEADER}.{PAYLOAD}\n\nTOKEN=\n"
        );
        let lines: Vec<_> =
            read(&input).into_iter().map(|(line, token)| (line, token.is_ok())).collect();
        // Truncated tokens are Ok here, because they are reported when they are read.
        assert_eq!(
            lines,
            [(1, true), (3, false), (4, true), (4, true), (6, true), (8, true), (10, false)]
        );
    }

    #[test]
    fn what_is_no_token_has_a_name() {
        for (input, expected) in [
            ("''", "the token is empty"),
            ("TOKEN=", "the token is empty"),
            ("Authorization: Bearer", "the token is empty"),
            ("{\"token\":\"\"}", "the token is empty"),
            (
                "Bearer undefined",
                "`undefined`, not a token: programs write this for a missing value, or for an object",
            ),
            (
                "{\"token\":\"null\"}",
                "`null`, not a token: programs write this for a missing value, or for an object",
            ),
            (
                "[object Promise]",
                "`[object …]`, not a token: programs write this for a missing value, or for an object",
            ),
            (
                "<!DOCTYPE html><html><body>a.b.c</body></html>",
                "HTML or XML, such as TwiML, not a token",
            ),
            ("<html>\n{\n</HTML>", "HTML or XML, such as TwiML, not a token"),
            ("<?xml version=\"1.0\"?><Response/>", "HTML or XML, such as TwiML, not a token"),
            ("<Response>\n<Dial/>\n</Response>", "HTML or XML, such as TwiML, not a token"),
            ("{}", "JSON without a token"),
            ("{\"token\":7}", "JSON without a token"),
            (
                "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}",
                "Twilio's error 20003, not a token",
            ),
            (
                "HTTP/1.1 500 x\n\n{\"message\":\"x\",\"name\":\"Error\",\"stack\":\"Error: x\"}",
                "an error message, not a token",
            ),
            ("{\n\"token\":", "not valid JSON: EOF while parsing a value at line 2 column 8"),
            ("eyJhbGciOi…", "shortened: dots replace a part of the token"),
            ("QUMwMTIzOmFiYw==", "not a token"),
            ("AccessTokenInvalid (20101): Invalid Access Token", "not a token"),
            ("eyJ...", "shortened: dots replace a part of the token"),
            ("eyJhbGci...c2ln", "shortened: dots replace a part of the token"),
            (
                &format!("{HEADER}.eyJpc…In0.{SIGNATURE}"),
                "shortened: dots replace a part of the token",
            ),
            (AUTH_TOKEN, "not a token: looks like an Auth Token"),
            (&format!("TWILIO_AUTH_TOKEN={AUTH_TOKEN}"), "not a token: looks like an Auth Token"),
            (&format!("{{\"token\":\"{AUTH_TOKEN}\"}}"), "not a token: looks like an Auth Token"),
            (&format!("'{API_SECRET}'"), "not a token: looks like an API key secret"),
            (&format!("{API_KEY}:{API_SECRET}"), "not a token: looks like an API key secret"),
            (API_KEY, "not a token: an API key SID (SK…)"),
            ("Authorization: Bearer $(cat token)", "not a token: "),
            ("${{ secrets.TOKEN }}", "not a token: "),
            ("{{access_token}}", "not a token: "),
            ("%TOKEN%", "not a token: "),
            ("TOKEN=op://dev/twilio/token", "not a token: "),
            ("Bearer <YOUR_TOKEN>", "not a token: "),
            ("token.jwt", "not a token"),
            ("hello world", "not a token"),
            (&"a".repeat(MAX_ITEM + 1), "larger than 1 MiB: not a token"),
        ] {
            let mistakes = mistakes(input);
            assert_eq!(mistakes.len(), 1, "{input:?}: {mistakes:?}");
            assert!(mistakes[0].starts_with(expected), "{input:?}: {mistakes:?}");
        }
        assert!(read(" \u{feff}\t\r\n").is_empty());
    }

    #[test]
    fn a_token_may_be_broken_at_its_full_stops() {
        for lines in [
            format!("{HEADER}.\n{PAYLOAD}.\n{SIGNATURE}"),
            format!("{HEADER}\n.{PAYLOAD}\n.{SIGNATURE}"),
            format!("{HEADER}.{PAYLOAD}.\n{SIGNATURE}\n{JWT}"),
        ] {
            assert_eq!(found(&lines)[0], JWT, "{lines}");
        }
    }

    #[test]
    fn a_document_may_be_broken_in_the_middle_of_its_token() {
        let document = format!("{{\"token\":\"{JWT}\",\"identity\":\"alice\"}}");
        for columns in 1..=document.len() {
            let lines = document.as_bytes().chunks(columns);
            let lines: Vec<_> = lines.map(|line| std::str::from_utf8(line).unwrap()).collect();
            assert_eq!(read(&lines.join("\n")), [(1, Ok(JWT.to_owned()))], "{columns}");
        }
    }

    #[test]
    fn a_token_in_the_middle_of_a_line_may_be_broken_over_lines() {
        for around in [
            "curl -H \"Authorization: Bearer JWT\" https://chat.example.com/v1 -v",
            "2026-11-20T18:00:00Z INFO issued token=JWT user=bob",
            "{'token': 'JWT', 'identity': 'alice'}",
            "JWT.",
        ] {
            let text = around.replace("JWT", JWT);
            let token = if around == "JWT." { &text } else { JWT };
            for columns in 60..text.len() - 1 {
                let (first, rest) = text.split_at(columns);
                assert_eq!(found(&format!("{first}\n{rest}\n")), [token], "{first}\n{rest}");
            }
        }
        for (end, start) in [("\\", ""), ("=", ""), ("", "> ")] {
            let (first, rest) = JWT.split_at(50);
            assert_eq!(found(&format!("{start}{first}{end}\n{start}{rest}")), [JWT]);
        }
        // What stands before it in its line is answered, too.
        let (first, rest) = JWT.split_at(50);
        assert_eq!(found(&format!("{JWT} {first}\n{rest}")), [JWT, JWT]);
        assert_eq!(found(&format!("{JWT} state=eyJhIjoxfQ\n")), [JWT]);
        // If it does not go on, what stands behind it is glued to it.
        for glued in ["=", "\u{200b}"] {
            let cut = format!("{HEADER}.{PAYLOAD}.{}{glued}", &SIGNATURE[..27]);
            assert_eq!(found(&format!("{cut}\n\nnull")), [cut]);
        }
        // A piece may be long.
        let long = format!("{HEADER}.{}.{SIGNATURE}", PAYLOAD.repeat(50));
        assert_eq!(found(&long.replace('.', ".\n")), [long]);
        // A piece of a payload may start like a token, also in the middle.
        assert_eq!(found(&format!("{HEADER}.\n{PAYLOAD}\n.{SIGNATURE}")), [JWT]);
        let nested = format!("{HEADER}.{PAYLOAD}eyJhIjoxfX0.{SIGNATURE}");
        assert_eq!(found(&nested.replace("eyJhI", "\neyJhI")), [nested]);
    }

    #[test]
    fn what_follows_a_truncated_token_is_not_a_part_of_it() {
        let cut = &JWT[..60];
        let (first, rest) = JWT.split_at(40);
        for between in ["INFO b ", "Bearer "] {
            let input = format!("INFO a {cut}\n{between}{first}\n{rest}");
            assert_eq!(found(&input), [cut, JWT], "{input}");
        }
        let longer = format!("{HEADER}.{PAYLOAD}.{}", "A".repeat(342));
        for (input, expected) in [
            (format!("[ 12.345 boot\ntoken: {JWT}\nlog {cut}\nbye\n"), [JWT, cut]),
            (format!("{{\ntoken: {JWT}\nid_token: {longer}\n}}\n"), [JWT, &longer]),
        ] {
            assert_eq!(found(&input), expected, "{input}");
        }
    }

    #[test]
    fn letters_in_front_of_a_token_are_no_escapes() {
        for front in ["Bearer n", "t", "u0022", "u0041", "%41", "\\u0041"] {
            assert!(!found(&format!("{front}{JWT}")).contains(&JWT.to_owned()), "{front}");
        }
    }

    #[test]
    fn what_follows_a_document_is_a_paste_of_its_own() {
        let document = format!("{{\"size\":\"5\\\" {{\",\"token\":\"{JWT}\"}}");
        let (start, end) = document.split_at(60);
        let escaped = format!("{{\\\"token\\\":\\\"{JWT}\\\"}}");
        for first in
            [document.clone(), format!("{start}\n{end}"), escaped.clone(), format!("\"{escaped}\"")]
        {
            let all = read(&format!("{first}\nundefined\n{document}"));
            assert_eq!(
                all.iter().map(|(_, paste)| paste.is_ok()).collect::<Vec<_>>(),
                [true, false, true]
            );
        }
    }

    #[test]
    fn a_document_may_be_larger_than_a_token() {
        let lines = "{\"name\":\"x\",\"value\":[]},\n".repeat(50_000);
        let input = format!("[\n{lines}{{\"token\":\"{JWT}\"}}]\n{JWT}");
        assert_eq!(found(&input), [JWT, JWT]);
    }

    #[test]
    fn a_word_that_follows_a_truncated_token_may_be_its_end() {
        let start = format!("{HEADER}.{PAYLOAD}.");
        for (input, answers) in [
            (format!("{start}{}\nundefined", &SIGNATURE[..20]), 1),
            (format!("{JWT} state=eyJhIjoxfQ\nundefined"), 2),
            (format!("{start}{}\n{AUTH_TOKEN}\n{JWT}", &SIGNATURE[..20]), 3),
            (format!("{start}\n{start}\n{JWT}"), 3),
            (format!("{start}{}\n\n{}", &SIGNATURE[..20], &SIGNATURE[20..]), 2),
        ] {
            assert_eq!(read(&input).len(), answers, "{input}");
        }
    }

    #[test]
    fn nothing_is_read_after_an_error() {
        let input = format!("{JWT}\n\0=\0\n{JWT}\n");
        let pastes = all(input.as_bytes(), "a test").take(9).map(|paste| paste.is_ok());
        assert_eq!(pastes.collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn hostile_items_take_no_time() {
        for unit in [
            "=",
            ":",
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
            "eyJ",
            "eyJ\n",
            "eyJa.\nb\n",
        ] {
            let input = unit.repeat(MAX_ITEM / 8 / unit.len());
            assert!(!read(&input).is_empty() || input.trim().is_empty(), "{unit:?}");
        }
    }
}
