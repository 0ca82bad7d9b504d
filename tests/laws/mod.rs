//! What must hold whatever comes in. The fuzz targets look for inputs that break these laws, and
//! the tests try some: one input a law, as bytes, so that what a fuzzer finds can be kept in
//! `tests/laws/corpus` and is tried ever after.

#![allow(dead_code, reason = "a fuzz target needs one law")]

use std::borrow::Cow;
use std::io::Read;

use serde::de::IgnoredAny;
use twimint::cli::decode::Examined;
use twimint::cli::dotenv::{DotEnv, LineFault};
use twimint::cli::identities::{Block, Blocks};
use twimint::cli::keys::Checked;
use twimint::cli::render;
use twimint::token::AccessToken;
use twimint::token::claims::{Claims, Segments};
use twimint::token::escape::{is_hostile, push_json_string, quoted, visible};
use twimint::token::grant::{Grant, Grants, RawGrant};
use twimint::token::intake::{Gatherer, tokens};
use twimint::token::json::Json;
use twimint::token::jwt::{Compact, Signer, Verifier};
use twimint::token::region::Region;
use twimint::token::rules::identity::Demands;
use twimint::token::rules::{self, Accident, Context, Finding, Leaks, Severity, Signature};
use twimint::token::secret::Secret;
use twimint::token::sid::Sid;
use twimint::token::time::UnixTime;

/// Panics if an input breaks it.
pub type Law = fn(&[u8]);

/// The laws, each with the name of its corpus.
pub const LAWS: [(&str, Law); 5] =
    [("batch", batch), ("decode", decode), ("dotenv", dotenv), ("escape", escape), ("mint", mint)];

/// However an input is cut while it is read, its lines are the identities, up to the first that is
/// none; blank lines at the end do not count.
pub fn batch(input: &[u8]) {
    let text = input.strip_prefix("\u{feff}".as_bytes()).unwrap_or(input);
    let mut lines: Vec<&[u8]> = text
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .collect();
    let is_blank = |line: &[u8]| line.trim_ascii().is_empty();
    while lines.last().is_some_and(|line| is_blank(line) && line.len() <= 4096) {
        lines.pop();
    }
    let is_identity = |line: &[u8]| !is_blank(line) && std::str::from_utf8(line).is_ok();
    for piece in [1, 7, 100_000] {
        let mut blocks = Blocks::new(Pieces(input.to_owned(), piece));
        let mut block = Block::default();
        let mut read = 0;
        'all: while matches!(blocks.next(&mut block), Ok(true)) {
            for (line, identity) in block.identities() {
                assert_eq!(line, read as u64 + 1);
                let expected = lines[read];
                let Ok(identity) = identity else {
                    assert!(!is_identity(expected) || expected.len() > 4096);
                    break 'all;
                };
                assert!(is_identity(expected) && identity.as_bytes() == expected);
                read += 1;
            }
        }
        let is_all = read == lines.len();
        assert!(is_all || !is_identity(lines[read]) || lines[read].len() > 4096);
    }
}

/// A source that gives so many bytes at a time.
struct Pieces(Vec<u8>, usize);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(buffer.len()).min(self.0.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0.drain(..count);
        Ok(count)
    }
}

/// Whatever is pasted, the answer is harmless, complete, and does not hold the signature.
pub fn decode(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let mut gatherer = Gatherer::default();
    let mut items = Vec::new();
    for line in input.split('\n') {
        items.extend(gatherer.line(line));
    }
    items.extend(gatherer.finish().map(Cow::Owned));
    for item in items {
        let mut answers = 0;
        for token in tokens(&item) {
            answers += 1;
            match token {
                Ok(token) => examine(&token),
                Err(mistake) => {
                    let finding = mistake.finding();
                    harmless_finding(&finding);
                    let mut json = String::new();
                    render::json_of_mistake(&mut json, &finding);
                    harmless_json(&json);
                }
            }
        }
        assert!(answers > 0, "no answer to {item:?}");
    }
}

fn examine(token: &str) {
    let Some(compact) = Compact::split(token) else {
        panic!("taken for a token: {token:?}");
    };
    let mut segments = Segments::default();
    segments.decode(&compact);
    let claims = segments.claims();
    for signature in
        [Signature::Unchecked, Signature::Valid, Signature::Invalid(Some(Accident::Quotes))]
    {
        let checked = Checked { signature, how: "".into(), is_of_other_key: false };
        let context = Context {
            at: UnixTime::from_seconds(1_800_000_000).expect("a time"),
            signature: &checked.signature,
            ours: None,
            leaks: &Leaks::of(&claims),
            least: Severity::Hint,
        };
        let findings = rules::judge(&claims, &context);
        findings.iter().for_each(harmless_finding);
        assert!(findings.is_sorted_by_key(|finding| finding.severity));

        let examined = Examined {
            claims: &claims,
            checked: &checked,
            findings: &findings,
            leaks: &Leaks::of(&claims),
            at: context.at,
        };
        let (mut text, mut json) = (String::new(), String::new());
        render::text(&mut text, &examined, false);
        render::json(&mut json, &examined);
        let text = anstream::adapter::strip_str(&text).to_string();
        harmless(&text.replace('\n', ""));
        harmless_json(&json);
        // A token may repeat its signature in a claim. Short ones occur in anything.
        let of_claims = says(&claims).contains(compact.signature);
        if compact.signature.len() > 20 && !of_claims {
            for shown in [&text, &json] {
                assert!(!shown.contains(compact.signature), "{shown}");
            }
        }
    }
}

/// All that a token's header and payload say.
fn says(claims: &Claims<'_>) -> String {
    let mut text = String::new();
    for object in [&claims.header, &claims.payload].into_iter().flatten() {
        object.write(&mut text, &mut |out, string| out.push_str(string));
    }
    text
}

fn harmless_finding(finding: &Finding) {
    harmless(&finding.message);
    harmless(finding.hint.as_deref().unwrap_or_default());
    // The claim is a path of member names: escaped where it is shown.
}

fn harmless_json(line: &str) {
    harmless(line.strip_suffix('\n').expect("a whole line"));
    if let Err(error) = serde_json::from_str::<IgnoredAny>(line) {
        panic!("{error}: {line}");
    }
}

/// Not asked of the code that is tested: controls, bidirectional marks, zero-width characters.
fn harmless(text: &str) {
    let is_harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    if let Some(found) = text.chars().find(|c| is_harmful(*c)) {
        panic!("{found:?} in {text:?}");
    }
}

/// A .env file never gives a value that its last line does not say, and says no content in errors.
pub fn dotenv(input: &[u8]) {
    const FOUND: &str = "0aB1cD2eF3gH4iJ5";
    let with = |line: &str| [input, b"\n", line.as_bytes(), b"\n"].concat();
    let parse = |file: &[u8]| DotEnv::parse(file, &|name| name == "KEY" || name == "SID");

    if let Ok(file) = parse(input) {
        for name in ["KEY", "SID"] {
            let Some(entry) = file.get(name) else {
                continue;
            };
            match entry {
                Ok(entry) => {
                    assert!(entry.line > 0 && entry.line <= input.len() + 1);
                    harmless(&entry.value);
                }
                Err(error) => harmless(&error.fault.to_string()),
            }
        }
    }

    // The last line wins, unless a quote that was opened before swallows it.
    for line in [format!("KEY={FOUND}"), format!("export KEY = '{FOUND}' # '")] {
        match parse(&with(&line)) {
            // UTF-16 is refused as a whole.
            Err(_) => {}
            Ok(file) => match file.get("KEY") {
                Some(Ok(entry)) => assert_eq!(*entry.value, FOUND),
                Some(Err(error)) => assert!(matches!(error.fault, LineFault::Swallowed(_))),
                None => panic!("the line is not found"),
            },
        }
    }

    // What stands in single quotes is the value, or refused.
    let value = String::from_utf8_lossy(input);
    let Ok(file) = parse(format!("KEY='{value}'").as_bytes()) else {
        return;
    };
    if !value.contains(['\'', '\\', '\n', '\r', '\u{feff}', char::REPLACEMENT_CHARACTER]) {
        match file.get("KEY") {
            Some(Ok(entry)) => assert_eq!(*entry.value, value),
            Some(Err(error)) => {
                assert_eq!(error.fault, LineFault::Invisible);
                assert!(value.contains(is_hostile));
            }
            None => panic!("the line is not found"),
        }
    }
}

/// What was made visible is harmless and means the same.
pub fn escape(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let seen = visible(&text);
    harmless(&seen);
    assert_eq!(visible(&seen), seen);
    if !text.contains(is_hostile) {
        assert_eq!(seen, text);
    }
    harmless(&quoted(&text));

    let mut json = String::new();
    push_json_string(&mut json, &text);
    harmless(&json);
    match serde_json::from_str::<String>(&json) {
        Ok(read) => assert_eq!(read, text),
        Err(error) => panic!("{error}: {json}"),
    }
}

/// What is minted is read back, valid by its secret alone, alike in a batch, and judged alike.
///
/// The input is identity, jti, secret, `iat`, lifetime, region and any number of grants
/// (`NAME=JSON`), between NUL bytes: no argument can hold one.
pub fn mint(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let mut parts = input.split('\0');
    let mut part = || parts.next().unwrap_or_default();
    let (identity, jti, secret) = (part(), part(), part());
    let number = |text: &str| text.parse::<i64>().ok();
    let issued_at = number(part()).unwrap_or(1_700_000_000);
    let expires_at = issued_at.saturating_add(number(part()).unwrap_or(3600));
    let (Some(issued_at), Some(expires_at)) =
        (UnixTime::from_seconds(issued_at), UnixTime::from_seconds(expires_at))
    else {
        return;
    };
    let region = part().parse::<Region>().ok();
    let mut grants = Grants::default();
    for grant in parts {
        let (name, json) = grant.split_once('=').unwrap_or((grant, "{}"));
        if let Ok(grant) = RawGrant::parse(name, json) {
            // The second of one name is refused.
            let _ = grants.push(Grant::Raw(grant));
        }
    }
    let token = AccessToken {
        issuer: Sid::from_number(1),
        subject: Sid::from_number(2),
        issued_at,
        not_before: None,
        expires_at,
        grants,
        region,
    };

    let (header, shared) = (token.header(), token.shared_payload());
    let mut own = String::new();
    token.push_own_payload(&mut own, Some(identity), jti);
    let mut signer = Signer::new(&Secret::new(secret.to_owned()), &header, &shared);
    let mut jwt = Vec::new();
    signer.sign(&own, &mut jwt);

    // In a batch the same signer has others before it.
    let (mut others, mut again) = (String::new(), Vec::new());
    token.push_own_payload(&mut others, Some("somebody"), "else");
    signer.sign(&others, &mut Vec::new());
    signer.sign(&own, &mut again);
    assert_eq!(jwt, again);
    let jwt = String::from_utf8(jwt).expect("a token is ASCII");

    let compact = Compact::split(&jwt).expect("three segments");
    assert!(Verifier::new(&Secret::new(secret.to_owned())).verify(&compact));
    assert!(!Verifier::new(&Secret::new(format!("{secret}x"))).verify(&compact));

    let mut segments = Segments::default();
    segments.decode(&compact);
    let claims = segments.claims();
    assert_eq!(claims.signature, Ok(()));
    let string = |path| claims.at_path(path).and_then(|claim| claim.as_str());
    assert_eq!(string("identity"), Some(identity));
    assert_eq!(string("jti"), Some(jti));
    assert_eq!(string("iss"), Some(token.issuer.as_str()));
    assert_eq!(string("sub"), Some(token.subject.as_str()));
    assert_eq!(string("header.twr"), region.map(Region::as_str));
    let seconds = |name| claims.get(name).and_then(Json::as_number);
    assert_eq!(seconds("iat"), Some(issued_at.as_f64()));
    assert_eq!(seconds("exp"), Some(expires_at.as_f64()));
    let names: Vec<&str> = token.grants.as_slice().iter().map(Grant::name).collect();
    let read = claims.grants().expect("grants are an object");
    let read: Vec<&str> = read.members().map(|(name, _)| name).collect();
    assert_eq!(read.split_last(), Some((&"identity", names.as_slice())));

    for form in [
        jwt.clone(),
        format!("Authorization: Bearer {jwt}\r"),
        format!("export TOKEN='{jwt}'"),
        format!("{{\"token\":\"{jwt}\"}}"),
    ] {
        let found: Vec<_> = tokens(&form).collect();
        assert_eq!(found, [Ok(Cow::Borrowed(jwt.as_str()))]);
    }
    examine(&jwt);

    // A batch asks for the identity's findings alone.
    let context = Context {
        at: token.valid_from(),
        signature: &Signature::Valid,
        ours: None,
        leaks: &Leaks::of(&claims),
        least: Severity::Warning,
    };
    let of_identity: Vec<Finding> = rules::judge(&claims, &context)
        .into_iter()
        .filter(|finding| finding.claim.as_deref() == Some("grants.identity"))
        .collect();
    let demands = Demands::of(names.iter().copied());
    assert_eq!(demands.findings(identity), of_identity);
}
