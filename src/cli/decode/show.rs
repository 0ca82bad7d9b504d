//! Tokens and findings as people and programs read them.
//!
//! Both views are made of the same token and findings. Neither holds the signature, so that either can go into a ticket. Text
//! out of the token is escaped and masked, and begins no line of the page: names that are no plain words stand in quotes, and
//! the following lines of a long text have a mark.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::Examined;
use crate::cli::args::time::rfc3339;
use crate::cli::say::{self, ASIDE, ERROR, NOTE, WARNING};
use crate::token::grant::IDENTITY;
use crate::token::json::{Json, Object};
use crate::token::message::{Message, Severity};
use crate::token::rules::Signature;
use crate::token::text::{Mask, is_hostile, push_json_string, visible};
use crate::token::time::{UnixTime, relative};

/// Titles of sections.
const TITLE: Style = Style::new().bold();
/// The widest column of names; longer ones push their values aside.
const NAMES: usize = 20;
/// The deepest indent; what lies deeper in a token is no easier to read for it.
const INDENTS: usize = 16;
/// What begins a following line of a text out of the token.
const FOLD: &str = "│ ";

/// The view for people. Somebody who has not asked about one of Twilio's codes is told how to.
pub(super) fn text(examined: &Examined<'_>, heading: Option<&str>, has_asked: bool) -> String {
    let mut page = Page {
        mask: examined.mask,
        at: examined.at,
        width: say::width(),
        column: 0,
        out: String::new(),
    };
    if let Some(heading) = heading {
        page.out.push_str(&format!("{TITLE}{heading}{TITLE:#}\n\n"));
    }
    let errors = examined.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let (of_header, of_payload): (Vec<&str>, Vec<&str>) = errors
        .filter_map(|finding| finding.claim.as_deref())
        .map(|claim| if claim == IDENTITY { "grants.identity" } else { claim })
        .partition(|claim| claim.starts_with("header."));
    if let Ok(header) = &examined.token.header {
        page.section("header", header.iter().collect(), &inside("header", &of_header));
    }
    if let Ok(payload) = &examined.token.payload {
        let grants = examined.token.grants().filter(|grants| !grants.is_empty());
        let is_claim = |(name, _): &(&str, &Json)| grants.is_none() || *name != "grants";
        page.section("claims", payload.iter().filter(is_claim).collect(), &of_payload);
        if let Some(grants) = grants {
            page.section("grants", grants.iter().collect(), &inside("grants", &of_payload));
        }
    }
    let (style, state) = match examined.checked.signature {
        Signature::Valid => (NOTE, "valid"),
        Signature::Invalid(_) => (ERROR, "invalid"),
        Signature::Unchecked => (WARNING, "not checked"),
    };
    let how = format!("  {style}{state}{style:#}  {ASIDE}{}{ASIDE:#}", examined.checked.how);
    page.out.push_str(&format!(
        "{TITLE}signature{TITLE:#}\n{}\n\n",
        say::wrap(&how, page.width, "    ")
    ));
    for finding in examined.findings {
        page.out.push_str(&say::styled(finding, page.width));
        page.out.push('\n');
    }
    page.out.push_str(&say::wrap(&verdict(examined), page.width, "  "));
    page.out.push('\n');
    if !has_asked && !examined.is_refused() {
        let hint = "Twilio still rejects it? add --error CODE";
        page.out.push_str(&format!("  {NOTE}hint:{NOTE:#} {hint}\n"));
    }
    page.out
}

/// The line the eye ends on.
fn verdict(examined: &Examined<'_>) -> String {
    let counted = |severity| match (examined.count(severity), Severity::as_str(severity)) {
        (0, _) => None,
        (1, noun) => Some(format!("1 {noun}")),
        (n, noun) => Some(format!("{n} {noun}s")),
    };
    let counts = [counted(Severity::Error), counted(Severity::Warning)];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if examined.is_refused() {
        let is_refusal =
            |finding: &Message| finding.severity == Severity::Error && finding.code.is_some();
        let is_refused = examined.findings.iter().any(is_refusal);
        let verdict = if is_refused { "refused" } else { "not as requested" };
        return format!("{ERROR}{verdict}: {counts}{ERROR:#}");
    }
    let checked = match examined.checked.signature {
        Signature::Unchecked => "signature not checked",
        Signature::Valid | Signature::Invalid(_) => "signature checked",
    };
    let (style, fact) = if examined.is_demo {
        (WARNING, "a --demo token: Twilio refuses it, for it does not know the key")
    } else {
        (NOTE, "nothing found that Twilio would refuse")
    };
    let counts = if counts.is_empty() { counts } else { format!(", {WARNING}{counts}{WARNING:#}") };
    format!("{style}{fact}{style:#} ({checked}){counts}")
}

/// What of these paths lies inside this member, as seen from there.
fn inside<'p>(name: &str, paths: &[&'p str]) -> Vec<&'p str> {
    paths.iter().filter_map(|path| path.strip_prefix(name)?.strip_prefix('.')).collect()
}

/// Whether a path leads to a member of this value that is not there: the mark is at the value then.
fn lacks(value: &Json, path: &str) -> bool {
    let name = path.split('.').next().unwrap_or(path);
    value.as_object().is_none_or(|object| object.get(name).is_none())
}

struct Page<'p> {
    mask: &'p Mask,
    at: UnixTime,
    width: usize,
    /// How much of the last line is taken.
    column: usize,
    out: String,
}

impl Page<'_> {
    fn section(&mut self, title: &str, members: Vec<(&str, &Json)>, refused: &[&str]) {
        self.out.push_str(&format!("{TITLE}{title}{TITLE:#}\n"));
        self.members(members, 2, refused, title == "claims");
        self.out.push('\n');
    }

    /// Members, one per line; `refused` are the paths, as seen from here, of what Twilio would refuse.
    fn members(
        &mut self,
        members: Vec<(&str, &Json)>,
        indent: usize,
        refused: &[&str],
        are_claims: bool,
    ) {
        let members: Vec<(String, &str, &Json)> =
            members.into_iter().map(|(name, value)| (self.name(name), name, value)).collect();
        let names = members.iter().filter(|(_, _, value)| !is_block(value));
        let names = names.map(|(label, _, _)| label.width()).filter(|width| *width <= NAMES).max();
        let values = indent + names.unwrap_or_default() + 2;
        for (label, name, value) in members {
            let inner = inside(name, refused);
            let is_marked = refused.contains(&name) || inner.iter().any(|path| lacks(value, path));
            let mark = if is_marked { format!("{ERROR}✗{ERROR:#}") } else { " ".to_owned() };
            self.out.push_str(&format!("{mark}{:1$}", "", indent - 1));
            self.column = indent;
            self.fold(&label, indent + 2);
            match value {
                Json::Object(object) if is_block(value) => {
                    self.out.push('\n');
                    let indent = (indent + 2).min(INDENTS);
                    self.members(object.iter().collect(), indent, &inner, false);
                    continue;
                }
                _ if values > self.width / 2 || self.column + 2 > values => {
                    self.next_line(indent + 4);
                    self.fold(&self.value(value), indent + 4);
                }
                _ => {
                    self.pad(values);
                    self.fold(&self.value(value), values);
                }
            }
            for aside in self.times(name, value).into_iter().flatten().filter(|_| are_claims) {
                if self.column + 2 + aside.len() > self.width {
                    self.out.push('\n');
                    self.column = 0;
                    self.pad(values);
                } else {
                    self.pad(self.column + 2);
                }
                self.out.push_str(&format!("{ASIDE}{aside}{ASIDE:#}"));
                self.column += aside.len();
            }
            self.out.push('\n');
        }
    }

    /// Appends a text out of the token, cut wherever a line is full.
    fn fold(&mut self, text: &str, indent: usize) {
        for c in text.chars() {
            let width = c.width().unwrap_or_default();
            if self.column + width > self.width {
                self.next_line(indent);
            }
            self.out.push(c);
            self.column += width;
        }
    }

    fn next_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.column = 0;
        self.pad(indent);
        self.out.push_str(FOLD);
        self.column += FOLD.width();
    }

    fn pad(&mut self, column: usize) {
        self.out.push_str(&" ".repeat(column.saturating_sub(self.column)));
        self.column = self.column.max(column);
    }

    /// A name as it is, if it is a plain word.
    fn name(&self, name: &str) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if !name.is_empty() && name.chars().all(is_plain) {
            self.mask.cover(name).into_owned()
        } else {
            compact(&name.into(), self.mask)
        }
    }

    /// A string without its quotes, unless it could be taken for something else.
    fn value(&self, value: &Json) -> String {
        match value {
            Json::String(text) if !is_ambiguous(text) => {
                visible(&self.mask.cover(text)).into_owned()
            }
            value => compact(value, self.mask),
        }
    }

    /// A time claim as a date, and as seen from the moment judged.
    fn times(&self, name: &str, value: &Json) -> Option<[String; 2]> {
        let time = UnixTime::from_number(value.as_f64()?)?;
        let seen = relative(time, self.at);
        let seen = match name {
            "exp" if time <= self.at => format!("expired {seen}"),
            "exp" => format!("expires {seen}"),
            "nbf" | "iat" => seen,
            _ => return None,
        };
        Some([rfc3339(time), seen])
    }
}

fn is_block(value: &Json) -> bool {
    value.as_object().is_some_and(|object| !object.is_empty())
}

fn is_ambiguous(text: &str) -> bool {
    text.trim() != text
        || text.is_empty()
        || text.starts_with(['"', '{', '['])
        || Json::parse(text).is_ok()
}

/// A value as compact JSON, escaped and masked.
pub(super) fn compact(value: &Json, mask: &Mask) -> String {
    let mut out = String::new();
    value.write(&mut out, &mut |out, text| push_json_string(out, &mask.cover(text), is_hostile));
    out
}

/// The view for programs: one object on a line.
pub(super) fn json(examined: &Examined<'_>) -> String {
    let token = examined.token;
    let object = |object: Option<&Object>| object.map_or(Json::Null, |it| Json::Object(it.clone()));
    let signature = match examined.checked.signature {
        Signature::Valid => "valid",
        Signature::Invalid(_) => "invalid",
        Signature::Unchecked => "unchecked",
    };
    let expiry = token.claim("exp").and_then(Json::as_f64).and_then(UnixTime::from_number);
    report(
        [object(token.header.as_ref().ok()), object(token.payload.as_ref().ok())],
        signature,
        examined.findings,
        expiry.map(|expiry| (expiry, expiry.seconds() - examined.at.seconds())),
        examined.mask,
    )
}

/// The view for programs of something that is no token.
pub(super) fn json_of_mistake(message: &Message) -> String {
    let findings = std::slice::from_ref(message);
    report([Json::Null, Json::Null], "unchecked", findings, None, &Mask::default())
}

fn report(
    [header, claims]: [Json; 2],
    signature: &str,
    findings: &[Message],
    expiry: Option<(UnixTime, i64)>,
    mask: &Mask,
) -> String {
    let is_refused = findings.iter().any(|finding| finding.severity == Severity::Error);
    let report = object([
        ("header", header),
        ("claims", claims),
        ("signature", signature.into()),
        ("verdict", if is_refused { "refused" } else { "no_fault_found" }.into()),
        ("findings", Json::Array(findings.iter().map(finding).collect())),
        ("expires_at", expiry.map_or(Json::Null, |(at, _)| rfc3339(at).into())),
        ("expires_in", expiry.map_or(Json::Null, |(_, left)| Json::Integer(left))),
    ]);
    compact(&report, mask) + "\n"
}

fn finding(finding: &Message) -> Json {
    let text = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
    let number = |code: u32| Json::Integer(code.into());
    let also = finding.code.map_or(&[][..], |code| code.also);
    let details = finding.details.join("; ");
    let message = if details.is_empty() {
        finding.message.clone()
    } else {
        format!("{}: {details}", finding.message)
    };
    object([
        ("severity", finding.severity.as_str().into()),
        ("code", finding.code.map_or(Json::Null, |code| number(code.number))),
        ("also", Json::Array(also.iter().copied().map(number).collect())),
        ("claim", text(&finding.claim)),
        ("message", message.into()),
        ("hint", text(&finding.hint)),
    ])
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let mut object = Object::default();
    for (name, value) in members {
        object.push(name, value);
    }
    Json::Object(object)
}
