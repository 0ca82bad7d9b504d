//! The two views of a token and its findings: a page for people, JSON for programs.
//!
//! Neither view contains the signature, so both can go into a ticket. Text from the token is escaped and masked. It
//! never starts a line of the page, where it could pass for the program's own words: names that are not plain words are
//! quoted, and the continuation lines of a long text begin with a mark.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::Examined;
use crate::cli::args::time::rfc3339;
use crate::cli::say::{self, ASIDE, ERROR, NOTE, TITLE, WARNING};
use crate::token::grant::IDENTITY;
use crate::token::json::{Json, Object};
use crate::token::message::{Message, Severity};
use crate::token::rules::{Context, Signature, identity};
use crate::token::text::{Mask, is_hostile, push_json_string, visible};
use crate::token::time::{UnixTime, relative};

/// The widest that the column of names gets, in terminal columns. The value of a longer name follows right behind it.
const NAMES: usize = 20;
/// The first and the deepest indent, in columns. More indent would not make deeper members easier to read.
const OUTERMOST: usize = 2;
const INDENTS: usize = 16;

/// The view for people. With `more`, a token without errors gets a hint about `--error`.
pub(super) fn text(of: &Examined<'_>, findings: &[Message], more: bool, width: usize) -> String {
    let Examined { token, context, how, is_demo } = *of;
    let errors = findings.iter().filter(|finding| finding.is_error());
    let claims = errors.filter_map(|finding| finding.claim.as_deref());
    let claims = claims.map(|claim| if claim == IDENTITY { identity::CLAIM } else { claim });
    let (header, payload): (Vec<_>, Vec<_>) =
        claims.partition(|claim| claim.starts_with("header."));
    let mut page = Page { context, width, out: String::new() };
    page.section("header", token.header.as_deref().ok(), &within("header", &header));
    page.section("claims", token.payload.as_ref().ok(), &payload);
    let grants = token.grants().filter(|grants| !grants.is_empty());
    page.section("grants", grants, &within("grants", &payload));
    let (style, state) = match context.signature {
        Signature::Valid => (NOTE, "valid"),
        Signature::Invalid(_) => (ERROR, "invalid"),
        Signature::Unchecked => (WARNING, "not checked"),
    };
    _ = writeln!(page.out, "{TITLE}signature{TITLE:#}");
    page.line(&format!("  {style}{state}{style:#}  {ASIDE}{how}{ASIDE:#}\n"), "    ");
    for finding in findings {
        _ = writeln!(page.out, "{}", say::styled(finding, width));
    }
    page.line(&verdict(of, findings), "  ");
    if more && !findings.iter().any(Message::is_error) && !is_demo {
        page.line(&format!("  {NOTE}hint:{NOTE:#} Twilio still rejects it? add --error CODE"), "");
    }
    page.out
}

/// The last line of the page: the verdict.
fn verdict(examined: &Examined<'_>, findings: &[Message]) -> String {
    let counted = |severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        (count > 0).then(|| format!("{count} {severity}{}", if count == 1 { "" } else { "s" }))
    };
    let not = if *examined.context.signature == Signature::Unchecked { "not " } else { "" };
    let (style, fact) = match counted(Severity::Error) {
        Some(errors) if findings.iter().any(|it| it.is_error() && it.code.is_some()) => {
            (ERROR, format!("refused: {errors}"))
        }
        Some(errors) => (ERROR, format!("failed: {errors}")),
        None if examined.is_demo => {
            (WARNING, format!("a --demo token: Twilio will refuse it (signature {not}checked)"))
        }
        None => (NOTE, format!("nothing found that Twilio would refuse (signature {not}checked)")),
    };
    let warnings = counted(Severity::Warning).map_or(String::new(), |all| format!(", {all}"));
    format!("{style}{fact}{style:#}{warnings}")
}

struct Page<'p> {
    context: &'p Context<'p>,
    width: usize,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str, indent: &str) {
        _ = writeln!(self.out, "{}", say::wrap(text, self.width, indent));
    }

    /// Writes an object under a title. `refused` has the paths of what errors are about, from this object on.
    fn section(&mut self, title: &str, object: Option<&Object>, refused: &[&str]) {
        let Some(object) = object else { return };
        _ = writeln!(self.out, "{}{TITLE}{title}{TITLE:#}", mark(lacks(object, refused), ""));
        // Grants have a section of their own.
        let has_section = |(name, value): &(&str, &Json)| {
            (title, *name) == ("claims", "grants") && block(value).is_some()
        };
        let members: Vec<_> = object.iter().filter(|member| !has_section(member)).collect();
        self.members(&members, refused, OUTERMOST);
        self.out.push('\n');
    }

    /// Writes members, one per line, the values below each other. Marks those that errors are about, and objects that
    /// lack something.
    fn members(&mut self, members: &[(&str, &Json)], refused: &[&str], indent: usize) {
        let names = members.iter().filter(|(_, value)| block(value).is_none());
        let widths = names.map(|(name, _)| self.name(name).width());
        let widest = widths.filter(|width| *width <= NAMES).max().unwrap_or_default();
        for &(name, value) in members {
            let inner = within(name, refused);
            let is_refused =
                value.as_object().map_or(!inner.is_empty(), |object| lacks(object, &inner));
            let mark = mark(is_refused, "  ");
            let mut line = format!("{mark}{:1$}{2}", "", indent - 2, self.name(name));
            if block(value).is_none() {
                let gap = widest.saturating_sub(self.name(name).width()) + 2;
                let is_ambiguous = value.as_str().is_some_and(is_ambiguous);
                let text = if is_ambiguous { compact } else { raw }(value, self.context.mask);
                let times = self.times(name, value).filter(|_| indent == OUTERMOST);
                _ = write!(line, "{:gap$}{text}{}", "", times.unwrap_or_default());
            }
            say::fold(&mut self.out, &line, self.width, (indent + widest + 2).min(self.width / 2));
            self.out.push('\n');
            if let Some(object) = block(value) {
                let members: Vec<_> = object.iter().collect();
                self.members(&members, &inner, (indent + 2).min(INDENTS));
            }
        }
    }

    /// A name, in quotes unless it is a plain word.
    fn name(&self, name: &str) -> String {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let is_word = !name.is_empty() && name.bytes().all(is_plain);
        let written = if is_word { raw } else { compact };
        written(&name.into(), self.context.mask)
    }

    /// A time claim as a date, and relative to the time at which the token is judged.
    fn times(&self, name: &str, value: &Json) -> Option<String> {
        let (number, at) = (value.as_f64()?, self.context.at);
        let time = UnixTime::from_number(number)?;
        let seen = relative(time, at);
        let seen = match name {
            "exp" if number <= at.as_f64() => format!("expired {seen}"),
            "exp" => format!("expires {seen}"),
            "nbf" | "iat" => seen,
            _ => return None,
        };
        Some(format!("  {ASIDE}{}  {seen}{ASIDE:#}", rfc3339(time)))
    }
}

/// The mark in front of what Twilio refuses; in front of anything else, `other`.
fn mark(is_refused: bool, other: &str) -> String {
    if is_refused { format!("{ERROR}✗{ERROR:#} ") } else { other.to_owned() }
}

/// Those of the paths that lead to this member, or on from there. What leads just there is empty.
fn within<'c>(member: &str, paths: &[&'c str]) -> Vec<&'c str> {
    let rest = |path: &&'c str| match path.strip_prefix(member)? {
        "" if !path.is_empty() => Some(""),
        rest => rest.strip_prefix('.'),
    };
    paths.iter().filter_map(rest).collect()
}

/// Whether one of the paths ends at the object, or leads to a member that it does not have.
fn lacks(object: &Object, paths: &[&str]) -> bool {
    let is_member =
        |path: &str| path.split('.').next().is_some_and(|name| object.get(name).is_some());
    paths.iter().any(|path| path.is_empty() || !is_member(path))
}

/// The object that a value is, if it has members to show on lines of their own.
fn block(value: &Json) -> Option<&Object> {
    value.as_object().filter(|object| !object.is_empty())
}

/// Whether a string without its quotes could be taken for something else.
fn is_ambiguous(text: &str) -> bool {
    text.is_empty() || text.trim() != text || Json::parse(text).is_ok()
}

/// A value as compact JSON, or a string without its quotes; escaped and masked.
pub(super) fn raw(value: &Json, mask: &Mask) -> String {
    match value {
        Json::String(text) => visible(&mask.cover(text)).into_owned(),
        value => compact(value, mask),
    }
}

/// A value as compact JSON, escaped and masked.
pub(super) fn compact(value: &Json, mask: &Mask) -> String {
    let mut out = String::new();
    value.write(&mut out, &mut |out, text| push_json_string(out, &mask.cover(text), is_hostile));
    out
}

/// The view for programs: one JSON object on a line. `examined` is None if there is no token.
pub(super) fn json(examined: Option<&Examined<'_>>, findings: &[Message]) -> String {
    let token = examined.map(|examined| examined.token);
    let header = token.and_then(|token| token.header.as_deref().ok().cloned());
    let claims = token.and_then(|token| token.payload.clone().ok());
    let signature = match examined.map(|examined| examined.context.signature) {
        Some(Signature::Valid) => "valid",
        Some(Signature::Invalid(_)) => "invalid",
        Some(Signature::Unchecked) | None => "unchecked",
    };
    let is_refused = findings.iter().any(Message::is_error);
    let verdict = if is_refused { "refused" } else { "no_fault_found" };
    let expiry = examined.and_then(|examined| examined.time("exp"));
    let left = expiry.zip(examined).map(|(expiry, it)| expiry.seconds() - it.context.at.seconds());
    let mut report = Object::default();
    report.set("header", header.map_or(Json::Null, Json::Object));
    report.set("claims", claims.map_or(Json::Null, Json::Object));
    report.set("signature", signature.into());
    report.set("verdict", verdict.into());
    report.set("findings", Json::Array(findings.iter().map(finding).collect()));
    report.set("expires_at", expiry.map(rfc3339).into());
    report.set("expires_in", left.map_or(Json::Null, Json::Integer));
    let report = Json::Object(report);
    compact(&report, examined.map_or(&Mask::default(), |examined| examined.context.mask)) + "\n"
}

fn finding(of: &Message) -> Json {
    let number = |code: u32| Json::Integer(code.into());
    let also = of.code.map_or(&[][..], |code| code.also);
    let colon = if of.details.is_empty() { "" } else { ": " };
    let message = format!("{}{colon}{}", of.message, of.details.join("; "));
    let mut finding = Object::default();
    finding.set("severity", of.severity.as_str().into());
    finding.set("code", of.code.map_or(Json::Null, |code| number(code.number)));
    finding.set("also", Json::Array(also.iter().copied().map(number).collect()));
    finding.set("claim", of.claim.clone().into());
    finding.set("message", message.into());
    finding.set("hint", of.hint.clone().into());
    Json::Object(finding)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::claims::Token;
    use crate::token::rules;

    /// Marks the start of every word that comes from the token.
    const OPEN: char = '\u{2058}';

    fn page(header: &str, payload: &str, width: usize) -> String {
        let token = Token::unsigned(header, payload);
        let mask = Mask::default();
        let signature = Signature::Unchecked;
        let at = UnixTime::from_seconds(1_800_000_000).unwrap();
        let context = Context { at, signature: &signature, account: None, mask: &mask };
        let findings = rules::judge(&token, &context);
        let examined = Examined { token: &token, context: &context, how: "no key", is_demo: false };
        let page = text(&examined, &findings, true, width);
        anstream::adapter::strip_str(&page).to_string()
    }

    /// JSON with this text as a name and as a string, at several depths.
    fn everywhere(text: &str) -> String {
        let mut quoted = String::new();
        push_json_string(&mut quoted, text, is_hostile);
        let inner = format!("{{{quoted}:{quoted},\"a\":[{quoted}],\"b\":{{{quoted}:{quoted}}}}}");
        format!(
            "{{{quoted}:{inner},\"iss\":{quoted},\"identity\":{quoted},\"grants\":{inner},\"exp\":1}}"
        )
    }

    proptest! {
        #[test]
        fn no_line_starts_with_text_of_the_token(
            text in "[ :#a-z李\\n\u{301}]{1,90}",
            width in 40_usize..=120,
        ) {
            let text = format!("{OPEN}{text}").replace(' ', &format!(" {OPEN}"));
            let json = everywhere(&text);
            // Only the sections show the token's own text in full: findings cut and quote it.
            let page = page(&json, &json, width);
            let (sections, _) = page.split_once("\nsignature\n").unwrap();
            let mut words = sections.lines().map(str::trim_start);
            let is_ours = |line: &str| {
                let plain = line.trim_start_matches("✗ ").trim_start();
                plain.is_empty() || plain.starts_with(|c: char| c == '"' || c == '│' || c.is_ascii_alphabetic())
            };
            prop_assert!(words.all(is_ours), "{}", sections);
            prop_assert!(!sections.contains("\n::") && !sections.contains(" ::warning"));
            for line in sections.lines() {
                prop_assert!(line.width() <= width, "{} columns: {}", line.width(), line);
            }
        }
    }

    #[test]
    fn a_workflow_command_is_never_at_the_start_of_a_line() {
        // GitHub's runner accepts blanks before the colons, too.
        for width in 40..=120 {
            let filler = "x".repeat(width);
            let text = format!("{filler}::error::y").repeat(3);
            let json = everywhere(&text);
            let page = page(&json, &json, width) + &page(&everywhere("::error::x"), "{}", width);
            for line in page.lines() {
                assert!(!line.trim_start().starts_with("::"), "{page}");
            }
        }
    }

    #[test]
    fn what_twilio_would_refuse_is_marked_where_it_stands() {
        let header = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#;
        let payload = r#"{"iss":"SK","sub":"AC0123456789abcdef0123456789abcdef","exp":1,"grants":{"chat":{"service_sid":"MG00112233445566778899aabbccddeeff"},"data_sync":{"endpoint_id":"x"}}}"#;
        let page = page(&header.replace("JWT", "jwt"), payload, 80);
        let marked: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix('✗')?.split_whitespace().next())
            .collect();
        // The title of `grants` is marked because the identity is missing.
        assert_eq!(marked, ["typ", "iss", "exp", "grants", "service_sid", "data_sync"], "{page}");
    }

    #[test]
    fn what_has_no_room_for_what_is_missing_is_marked() {
        let of = |grants| page("{}", &format!(r#"{{"grants":{grants}}}"#), 80);
        for (grants, marked) in [
            (r#"{"identity":"a"}"#, "\n✗ grants\n"),
            (r#"{"voice":{"outgoing":null}}"#, "\n✗   outgoing  null\n"),
            (r#"{"voice":[]}"#, "\n✗ voice  []\n"),
            ("{}", "\n✗ grants  {}\n"),
        ] {
            assert!(of(grants).contains(marked), "{}", of(grants));
        }
    }

    #[test]
    fn a_line_without_room_goes_on_below_its_value() {
        let page = page("{}", r#"{"exp":1799900000}"#, 50);
        assert!(
            page.contains(
                "exp  1799900000  2027-01-14T04:13:20Z  expired 1\n       │  day 3 h ago\n"
            ),
            "{page}"
        );
    }
}
