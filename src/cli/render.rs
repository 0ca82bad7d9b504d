//! Tokens and findings as people and programs read them.
//!
//! Both views are made of the same claims and findings. Neither holds the signature, so
//! that either can go into a ticket; text out of the token is escaped, and credentials in it are masked.

use std::fmt::Write as _;

use anstyle::Style;

use super::decode::Examined;
use super::report;
use crate::token::escape::{push_json_string, visible};
use crate::token::json::{Json, Object};
use crate::token::rules::{Finding, Leaks, Severity, Signature};
use crate::token::time::{UnixTime, in_words, relative};

/// How wide the text for people may be, in columns.
const WIDTH: usize = 80;
/// The widest column of names; longer ones push their values aside.
const NAMES: usize = 20;
/// Titles of sections.
const TITLE: Style = Style::new().bold();
/// What is said about a value, beside it.
const ASIDE: Style = Style::new().dimmed();

/// Appends the view for people. Somebody who has not asked about one of Twilio's codes is told
/// how to.
pub fn text(out: &mut String, examined: &Examined<'_>, has_asked: bool) {
    let page = Page {
        leaks: examined.leaks,
        at: examined.at,
    };
    if let Ok(header) = &examined.claims.header {
        page.section(out, "header", header.members());
    }
    if let Ok(payload) = &examined.claims.payload {
        let grants = payload.get("grants").and_then(Json::as_object);
        let grants = grants.filter(|grants| !grants.is_empty());
        let is_grants = |name: &str| name == "grants" && grants.is_some();
        page.section(
            out,
            "claims",
            payload.members().filter(|(name, _)| !is_grants(name)),
        );
        if let Some(grants) = grants {
            page.section(out, "grants", grants.members());
        }
    }
    signature(out, examined);
    for finding in examined.findings {
        self::finding(out, finding);
    }
    verdict(out, examined);
    if !has_asked && !examined.is_refused() {
        let hint = "refused all the same? --error CODE tells what a token does not show";
        let _ = writeln!(out, "  {0}hint:{0:#} {hint}", report::NOTE);
    }
}

/// Appends the state of the signature.
fn signature(out: &mut String, examined: &Examined<'_>) {
    let (style, state) = match examined.checked.signature {
        Signature::Valid => (report::NOTE, "valid"),
        Signature::Invalid(_) => (report::ERROR, "invalid"),
        Signature::Unchecked => (report::WARNING, "not checked"),
    };
    // As a section of its own, so that a long reason has the room it needs.
    let how = wrapped(&examined.checked.how, 4 + state.len(), 2);
    let _ = writeln!(
        out,
        "{TITLE}signature{TITLE:#}\n  {style}{state}{style:#}  {ASIDE}{how}{ASIDE:#}\n"
    );
}

/// Appends the line the eye ends on.
fn verdict(out: &mut String, examined: &Examined<'_>) {
    let counted = |severity| match (examined.count(severity), Severity::as_str(severity)) {
        (0, _) => None,
        (1, noun) => Some(format!("1 {noun}")),
        (n, noun) => Some(format!("{n} {noun}s")),
    };
    let counts = [counted(Severity::Error), counted(Severity::Warning)];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let counts = counts.join(", ");
    let errors = examined.findings.iter();
    let mut errors = errors.filter(|finding| finding.severity == Severity::Error);
    if examined.is_refused() {
        let verdict = if errors.all(|finding| finding.code.is_none()) {
            "not as asked for"
        } else {
            "refused"
        };
        let _ = writeln!(out, "{0}{verdict}: {counts}{0:#}", report::ERROR);
        return;
    }
    let checked = match examined.checked.signature {
        Signature::Unchecked => "signature not checked",
        Signature::Valid | Signature::Invalid(_) => "signature checked",
    };
    let _ = write!(
        out,
        "{0}nothing found that Twilio would refuse{0:#} ({checked})",
        report::NOTE
    );
    if !counts.is_empty() {
        let _ = write!(out, ", {0}{counts}{0:#}", report::WARNING);
    }
    out.push('\n');
}

fn finding(out: &mut String, finding: &Finding) {
    let style = report::style(finding.severity);
    let label = report::label(finding);
    let message = wrapped(&finding.message, label.len() + 2, 2);
    let _ = writeln!(out, "{style}{label}:{style:#} {message}");
    for answer in report::answers(finding) {
        let _ = writeln!(out, "  {ASIDE}{}{ASIDE:#}", wrapped(&answer, 2, 4));
    }
    if let Some(hint) = &finding.hint {
        let hint = wrapped(hint, 8, 8);
        let _ = writeln!(out, "  {0}hint:{0:#} {hint}", report::NOTE);
    }
    out.push('\n');
}

/// A text broken between words; its first line starts in one column, the others in another.
fn wrapped(text: &str, first: usize, following: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = first;
    for word in text.split(' ') {
        let width = columns(word);
        if out.is_empty() {
            column += width;
        } else if column + 1 + width > WIDTH {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', following));
            column = following + width;
        } else {
            out.push(' ');
            column += 1 + width;
        }
        out.push_str(word);
    }
    out
}

/// A value broken wherever a line ends, its following lines under the first.
fn folded(text: &str, column: usize) -> String {
    let room = WIDTH.saturating_sub(column).max(WIDTH / 4);
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut used = 0;
    for c in text.chars() {
        let width = width(c);
        if used + width > room {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', column));
            used = 0;
        }
        out.push(c);
        used += width;
    }
    out
}

/// How many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The scripts and signs that are two columns wide, near enough to line columns up.
fn width(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// What is the same for all of a page.
struct Page<'p> {
    leaks: &'p Leaks,
    at: UnixTime,
}

impl Page<'_> {
    fn section<'m>(
        &self,
        out: &mut String,
        title: &str,
        members: impl Iterator<Item = (&'m str, &'m Json<'m>)>,
    ) {
        let _ = writeln!(out, "{TITLE}{title}{TITLE:#}");
        self.members(out, members, 2, title == "claims");
        out.push('\n');
    }

    fn members<'m>(
        &self,
        out: &mut String,
        members: impl Iterator<Item = (&'m str, &'m Json<'m>)>,
        indent: usize,
        are_claims: bool,
    ) {
        let members: Vec<(String, &Json<'_>)> = members
            .map(|(name, value)| (self.visible(name), value))
            .collect();
        let scalars = members.iter().filter(|(_, value)| !is_block(value));
        let names = scalars.map(|(name, _)| columns(name));
        let names = names.filter(|name| *name <= NAMES).max().unwrap_or(0);
        for (name, value) in &members {
            let _ = write!(out, "{:indent$}{name}", "");
            match value {
                Json::Object(object) if !object.is_empty() => {
                    out.push('\n');
                    self.members(out, object.members(), indent + 2, false);
                }
                _ => {
                    let gap = names.saturating_sub(columns(name)) + 2;
                    let column = indent + columns(name) + gap;
                    let value_text = self.value(value);
                    if column > WIDTH / 2 && column + columns(&value_text) > WIDTH {
                        let column = indent + 4;
                        let shown = folded(&value_text, column);
                        let _ = write!(out, "\n{:column$}{shown}", "");
                    } else {
                        let shown = folded(&value_text, column);
                        let _ = write!(out, "{:gap$}{shown}", "");
                    }
                    if are_claims && let Some(aside) = self.time(name, value) {
                        let _ = write!(out, "  {ASIDE}{aside}{ASIDE:#}");
                    }
                    out.push('\n');
                }
            }
        }
    }

    fn value(&self, value: &Json<'_>) -> String {
        match value {
            // In quotes what could be taken for something else than a string.
            Json::String(text) if is_ambiguous(text) => compact(value, self.leaks),
            Json::String(text) => self.visible(text),
            value => compact(value, self.leaks),
        }
    }

    fn visible(&self, text: &str) -> String {
        visible(&self.leaks.cover(text)).into_owned()
    }

    /// A time claim as a date, and as seen from now.
    fn time(&self, name: &str, value: &Json<'_>) -> Option<String> {
        let time = UnixTime::from_number(value.as_number()?)?;
        let seen = match name {
            "exp" if time <= self.at => format!("expired {}", relative(time, self.at)),
            "exp" => format!(
                "valid for {}",
                in_words(time.seconds().abs_diff(self.at.seconds()))
            ),
            "nbf" | "iat" => relative(time, self.at),
            _ => return None,
        };
        Some(format!("{time}  {seen}"))
    }
}

fn is_block(value: &Json<'_>) -> bool {
    value.as_object().is_some_and(|object| !object.is_empty())
}

fn is_ambiguous(text: &str) -> bool {
    text.trim() != text
        || text.is_empty()
        || text.starts_with(['"', '{', '['])
        || Json::parse(text).is_ok()
}

/// A value as compact JSON, escaped and masked.
pub fn compact(value: &Json<'_>, leaks: &Leaks) -> String {
    let mut out = String::new();
    value.write(&mut out, &mut |out, text| {
        push_json_string(out, &leaks.cover(text));
    });
    out
}

/// Appends the view for programs: one object on a line.
pub fn json(out: &mut String, examined: &Examined<'_>) {
    let Examined {
        claims,
        checked,
        findings,
        leaks,
        at,
    } = *examined;
    out.push_str(r#"{"header":"#);
    object(out, claims.header.as_ref().ok(), leaks);
    out.push_str(r#","claims":"#);
    object(out, claims.payload.as_ref().ok(), leaks);
    let signature = match checked.signature {
        Signature::Valid => "valid",
        Signature::Invalid(_) => "invalid",
        Signature::Unchecked => "unchecked",
    };
    let expires_at = claims
        .get("exp")
        .and_then(Json::as_number)
        .and_then(UnixTime::from_number);
    rest(out, signature, examined.is_refused(), findings);
    match expires_at {
        Some(expires_at) => {
            let expires_in = expires_at.seconds() - at.seconds();
            let _ = writeln!(
                out,
                r#","expires_at":"{expires_at}","expires_in":{expires_in}}}"#
            );
        }
        None => out.push_str(",\"expires_at\":null,\"expires_in\":null}\n"),
    }
}

/// Appends the view for programs of something that is no token.
pub fn json_of_mistake(out: &mut String, finding: &Finding) {
    out.push_str(r#"{"header":null,"claims":null"#);
    rest(out, "unchecked", true, std::slice::from_ref(finding));
    out.push_str(",\"expires_at\":null,\"expires_in\":null}\n");
}

fn object(out: &mut String, object: Option<&Object<'_>>, leaks: &Leaks) {
    match object {
        Some(object) => {
            object.write(out, &mut |out, text| {
                push_json_string(out, &leaks.cover(text));
            });
        }
        None => out.push_str("null"),
    }
}

fn rest(out: &mut String, signature: &str, is_refused: bool, findings: &[Finding]) {
    let verdict = if is_refused {
        "refused"
    } else {
        "no_fault_found"
    };
    let _ = write!(
        out,
        r#","signature":"{signature}","verdict":"{verdict}","findings":["#
    );
    for (n, finding) in findings.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        let _ = write!(
            out,
            r#"{{"severity":"{}","code":"#,
            finding.severity.as_str()
        );
        match finding.code {
            Some(code) => {
                let also: Vec<String> = code.also.iter().map(u16::to_string).collect();
                let _ = write!(out, r#"{},"also":[{}]"#, code.number, also.join(","));
            }
            None => out.push_str(r#"null,"also":[]"#),
        }
        out.push_str(r#","claim":"#);
        optional(out, finding.claim.as_deref());
        out.push_str(r#","message":"#);
        push_json_string(out, &finding.message);
        out.push_str(r#","hint":"#);
        optional(out, finding.hint.as_deref());
        out.push('}');
    }
    out.push(']');
}

fn optional(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => push_json_string(out, text),
        None => out.push_str("null"),
    }
}
