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
/// Titles of sections.
const TITLE: Style = Style::new().bold();
/// What is said about a value, beside it.
const ASIDE: Style = Style::new().dimmed();

/// Appends the view for people.
pub fn text(out: &mut String, examined: &Examined<'_>) {
    let leaks = &Leaks::of(examined.claims);
    let page = Page {
        leaks,
        at: examined.at,
    };
    if let Ok(header) = &examined.claims.header {
        page.section(out, "header", header.members());
    }
    if let Ok(payload) = &examined.claims.payload {
        let grants = payload.get("grants").and_then(Json::as_object);
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
}

/// Appends the state of the signature.
fn signature(out: &mut String, examined: &Examined<'_>) {
    let (style, state) = match examined.checked.signature {
        Signature::Valid => (report::NOTE, "valid"),
        Signature::Invalid(_) => (report::ERROR, "invalid"),
        Signature::Unchecked => (report::WARNING, "not checked"),
    };
    let how = &examined.checked.how;
    let _ = writeln!(
        out,
        "{TITLE}signature{TITLE:#}  {style}{state}{style:#}  {ASIDE}{how}{ASIDE:#}\n"
    );
}

/// Appends the line the eye ends on.
fn verdict(out: &mut String, examined: &Examined<'_>) {
    let count = |severity| {
        examined
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    let checked = match examined.checked.signature {
        Signature::Unchecked => "signature not checked",
        Signature::Valid | Signature::Invalid(_) => "signature checked",
    };
    let (style, verdict) = match count(Severity::Error) {
        0 => (
            report::NOTE,
            format!("nothing found that Twilio would refuse ({checked})"),
        ),
        1 => (report::ERROR, "refused: 1 error".to_owned()),
        n => (report::ERROR, format!("refused: {n} errors")),
    };
    let _ = writeln!(out, "{style}{verdict}{style:#}");
}

fn finding(out: &mut String, finding: &Finding) {
    let style = report::style(finding.severity);
    let label = report::label(finding);
    let message = wrapped(&finding.message, label.len() + 2);
    let _ = writeln!(out, "{style}{label}:{style:#} {message}");
    if let Some(title) = report::title(finding) {
        let _ = writeln!(out, "  {ASIDE}{}{ASIDE:#}", wrapped(&title, 2));
    }
    if let Some(hint) = &finding.hint {
        let _ = writeln!(out, "  {0}hint:{0:#} {1}", report::NOTE, wrapped(hint, 8));
    }
    out.push('\n');
}

/// A text broken between words, its first line `indent` columns in, the others four.
fn wrapped(text: &str, indent: usize) -> String {
    const FOLLOWING: usize = 4;
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = indent;
    for word in text.split(' ') {
        let width = word.chars().count();
        if out.is_empty() {
            column += width;
        } else if column + 1 + width > WIDTH {
            out.push('\n');
            out.extend([' '; FOLLOWING]);
            column = FOLLOWING + width;
        } else {
            out.push(' ');
            column += 1 + width;
        }
        out.push_str(word);
    }
    out
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
        self.members(out, members, 2);
        out.push('\n');
    }

    fn members<'m>(
        &self,
        out: &mut String,
        members: impl Iterator<Item = (&'m str, &'m Json<'m>)>,
        indent: usize,
    ) {
        let members: Vec<(String, &Json<'_>)> = members
            .map(|(name, value)| (self.visible(name), value))
            .collect();
        let scalars = members.iter().filter(|(_, value)| !is_block(value));
        let width = scalars
            .map(|(name, _)| name.chars().count())
            .max()
            .unwrap_or(0)
            .min(32);
        for (name, value) in &members {
            match value {
                Json::Object(object) if !object.is_empty() => {
                    let _ = writeln!(out, "{:indent$}{name}", "");
                    self.members(out, object.members(), indent + 2);
                }
                _ => {
                    let shown = self.value(value);
                    let _ = write!(out, "{:indent$}{name:<width$}  {shown}", "");
                    if indent == 2
                        && let Some(aside) = self.time(name, value)
                    {
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
        at,
    } = *examined;
    let leaks = Leaks::of(claims);
    out.push_str(r#"{"header":"#);
    object(out, claims.header.as_ref().ok(), &leaks);
    out.push_str(r#","claims":"#);
    object(out, claims.payload.as_ref().ok(), &leaks);
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
