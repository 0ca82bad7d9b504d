//! The twimint line that mints a token afresh: options only, never a secret, and always one line.
//!
//! A grant that a product's options can say is said by them; any other is given as it stands, by `--grant`. The line means
//! the same to sh, bash, zsh and fish, and runs nothing but twimint: where quoting differs among them, JSON's own escapes
//! stand instead, or the shell's `printf`.

use std::cell::Cell;
use std::fmt::Write as _;

use super::Examined;
use crate::cli::args::time::spelled;
use crate::cli::values::Values;
use crate::cli::values::settings::Setting;
use crate::token::claims::Token;
use crate::token::grant::{DEFAULT_SERVICE, IDENTITY, Member, Product, TASK_ROUTER, Value};
use crate::token::json::{Json, Object};
use crate::token::message::Message;
use crate::token::region::Region;
use crate::token::sid::{Service, SidKind as _, is_of};
use crate::token::text::{Mask, is_hostile, push_json_string};
use crate::token::time::UnixTime;

/// The claims that a line says or makes anew.
const SAID: [&str; 7] = ["iss", "sub", "iat", "nbf", "exp", "grants", "jti"];
/// How long a token lives by default.
const HOUR: i64 = 3600;

/// The line for a token that was decoded, and what of the token it does not say.
pub(super) fn recipe(
    examined: &Examined<'_>,
    values: &Values<'_>,
) -> Result<(String, Vec<String>), Message> {
    let Examined { token, context, is_demo, .. } = *examined;
    let mask = context.mask;
    let none = || Message::error("the token has no grants, so there is nothing to mint");
    let grants = token.grants().ok_or_else(none)?;
    let mut writer =
        Writer { mask, values, is_demo, is_masked: Cell::new(false), left_out: Vec::new() };
    let identity = writer.identity(token.claim(IDENTITY));
    let mut grants = grants.iter().filter(|(grant, _)| *grant != IDENTITY).peekable();
    // The product commands demand somebody the token is for, but for one.
    let by_command = |grant: &str| identity.is_some() || is_demo || grant == TASK_ROUTER;
    let first = grants.peek().filter(|(grant, _)| by_command(grant));
    let mut line = "twimint ".to_owned();
    match first.and_then(|(grant, body)| writer.product(grant, body)) {
        Some(words) => {
            grants.next();
            line.push_str(&join(&words));
        }
        None => line.push_str("custom"),
    }
    match identity {
        Some(identity) => line.push_str(&identity),
        // Unless that is said, a demo token is for somebody.
        None if is_demo => line.push_str(" --identity= --allow-invalid"),
        None => {}
    }
    for (grant, body) in grants {
        let words = match writer.product(grant, body) {
            Some(words) => Some(vec!["--with".to_owned(), join(&words)]),
            None => writer.raw(grant, body),
        };
        match words {
            Some(words) => push(&mut line, &words),
            None => writer.left_out.push(format!("the grant {}", mask.quoted(grant))),
        }
    }
    writer.around(&mut line, token);
    Ok((line + "\n", writer.left_out))
}

/// Words as a shell reads them. None of them has a NUL, which no shell can say.
fn join(words: &[String]) -> String {
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
}

fn push(line: &mut String, words: &[String]) {
    if !words.is_empty() {
        line.push(' ');
        line.push_str(&join(words));
    }
}

/// An option and its value: in one word if the value would be taken for an option.
fn option(name: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') {
        vec![format!("{name}={value}")]
    } else {
        vec![name.to_owned(), value.to_owned()]
    }
}

/// Whether shells disagree about a character in quotes, or a terminal would obey it.
fn is_unquotable(c: char) -> bool {
    c == '\\' || is_hostile(c)
}

/// Writes grants as words.
struct Writer<'w> {
    mask: &'w Mask,
    /// Where an option that is left out would be filled in from.
    values: &'w Values<'w>,
    is_demo: bool,
    /// Whether something was masked.
    is_masked: Cell<bool>,
    left_out: Vec<String>,
}

impl Writer<'_> {
    fn covered(&self, text: &str) -> String {
        let covered = self.mask.cover(text);
        self.is_masked.set(self.is_masked.get() || *covered != *text);
        covered.into_owned()
    }

    /// The option for the identity, which may be any text. What cannot be quoted is spelled out, for the shell's own `printf`
    /// to put together again.
    fn identity(&mut self, identity: Option<&Json>) -> Option<String> {
        let text = match identity? {
            Json::String(text) => self.covered(text),
            other => {
                self.left_out.push(format!("the identity, which is {}", other.kind()));
                return None;
            }
        };
        if text.contains('\0') {
            self.left_out
                .push("the identity, because a shell cannot pass its NUL character".to_owned());
            return None;
        }
        if !text.contains(is_unquotable) {
            let mut words = String::new();
            push(&mut words, &option("--identity", &text));
            return Some(words);
        }
        // A shell drops the newlines that end what a command prints.
        let body = text.trim_end_matches('\n');
        if body.len() < text.len() {
            self.left_out.push("the newline at the end of the identity".to_owned());
        }
        let mut words = " --identity=\"$(printf '".to_owned();
        for c in body.chars() {
            match c {
                '%' => words.push_str("%%"),
                // A hyphen in front would be an option of `printf`.
                c if matches!(c, '-' | '\'') || is_unquotable(c) => {
                    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                        // Writing into a string cannot fail.
                        _ = write!(words, "\\{byte:03o}");
                    }
                }
                c => words.push(c),
            }
        }
        words.push_str("')\"");
        Some(words)
    }

    /// Lifetime, start and region, where they are not what they are by default; and what no option says.
    fn around(&mut self, line: &mut String, token: &Token) {
        let time = |claim| UnixTime::from_number(token.claim(claim)?.as_f64()?);
        let between = |start: UnixTime, end: UnixTime| end.seconds() - start.seconds();
        let lifetime = time("iat").or(time("nbf")).zip(time("exp"));
        match lifetime.map_or(HOUR, |(start, end)| between(start, end)) {
            ..=0 | HOUR => {}
            lifetime => push(line, &["--ttl".to_owned(), spelled(lifetime)]),
        }
        // Without `iat` it is a library's, which writes the `nbf` unasked.
        if let Some((issued_at, not_before)) = time("iat").zip(time("nbf")) {
            let when = match between(issued_at, not_before) {
                0 => "now".to_owned(),
                delay @ ..0 => format!("-{}", spelled(-delay)),
                delay => format!("+{}", spelled(delay)),
            };
            push(line, &["--nbf".to_owned(), when]);
        }
        if let Some(region) = token.claim("header.twr").filter(|region| **region != Json::Null) {
            match region.as_str().and_then(Region::of) {
                Some(region) => push(line, &["--region".to_owned(), region.to_string()]),
                None => {
                    self.left_out
                        .push("`twr`, which is not a region that twimint knows".to_owned());
                }
            }
        }
        if self.is_demo {
            line.push_str(" --demo");
        }
        let claims = token.payload.iter().flat_map(Object::iter).map(|(claim, _)| claim);
        let unsaid = claims.filter(|claim| !SAID.contains(claim));
        self.left_out.extend(unsaid.map(|claim| format!("the claim {}", self.mask.quoted(claim))));
        if self.is_masked.get() {
            self.left_out.push("a credential, which is masked".to_owned());
        }
    }

    /// JSON that every shell takes as it stands, in single quotes.
    fn json(&self, value: &Json) -> String {
        let mut json = String::new();
        value.write(&mut json, &mut |out, text| {
            push_json_string(out, &self.covered(text), |c| is_hostile(c) || c == '\'');
        });
        json.replace("\\\\", "\\u005c")
    }

    /// A grant as it stands; none if no option can say it.
    fn raw(&self, grant: &str, body: &Json) -> Option<Vec<String>> {
        body.as_object()?;
        let can_be_said = !grant.is_empty() && !grant.contains(|c| c == '=' || is_unquotable(c));
        let value = format!("{}={}", self.covered(grant), self.json(body));
        can_be_said.then(|| option("--grant", &value))
    }

    /// The command and options of a grant, if they say all of it and nothing else.
    fn product(&self, grant: &str, body: &Json) -> Option<Vec<String>> {
        let product = Product::of(grant)?;
        let body = body.as_object()?;
        let mut words = vec![product.command?.to_owned()];
        let is_known = |path: &str| product.members.iter().any(|member| member.path == path);
        let is_said = |(name, value): (&str, &Json)| {
            let inner = value.as_object().filter(|inner| !inner.is_empty());
            let mut inner = inner.into_iter().flat_map(Object::iter).peekable();
            let is_object = inner.peek().is_some();
            is_known(name)
                || (is_object && inner.all(|(rest, _)| is_known(&format!("{name}.{rest}"))))
        };
        if !body.iter().all(is_said) {
            return None;
        }
        for member in product.members {
            match body.at(member.path) {
                Some(value) => words.extend(self.member(member, value)?),
                None if member.is_required || self.is_filled_in(product, member) => return None,
                None => {}
            }
        }
        // Parameters without an app are refused; a role that is not there would be `worker`.
        let has = |path| body.at(path).is_some();
        let says_more = has("outgoing.params") && !has("outgoing.application_sid")
            || grant == TASK_ROUTER && !has("role");
        (!says_more).then_some(words)
    }

    /// The option of a member, with its value.
    fn member(&self, member: &Member, value: &Json) -> Option<Vec<String>> {
        let name = match member.path {
            "incoming.allow" => "--incoming".to_owned(),
            "outgoing.application_sid" => "--app-sid".to_owned(),
            "outgoing.params" => "--params".to_owned(),
            path => format!("--{}", path.replace('_', "-")),
        };
        let text = match (member.value, value) {
            (Value::Sid(kind), Json::String(sid)) if is_of(sid, kind) => sid,
            (Value::SyncService, Json::String(sid))
                if sid == DEFAULT_SERVICE || is_of(sid, Service::KIND) =>
            {
                sid
            }
            // An empty one would be unset, and what shells disagree about is for JSON to say.
            (Value::Text, Json::String(text))
                if !text.is_empty() && !text.contains(is_unquotable) =>
            {
                text
            }
            // Java writes what others leave out.
            (Value::Flag, Json::Bool(false)) => return Some(Vec::new()),
            (Value::Flag, Json::Bool(true)) => return Some(vec![name]),
            (Value::Free, Json::Object(object)) if !object.is_empty() => {
                return Some(vec![name, self.json(value)]);
            }
            _ => return None,
        };
        Some(option(&name, &self.covered(text)))
    }

    /// Whether the option, left out, would be filled in from the environment, from `.env`, or with what a demo makes up.
    fn is_filled_in(&self, product: &Product, member: &Member) -> bool {
        let claim = format!("grants.{}.{}", product.grant, member.path);
        Setting::of_claim(&claim).is_some_and(|setting| {
            let is_made_up = member.path == "outgoing.application_sid";
            let is_found = || !matches!(self.values.find(setting, false), Ok(None));
            if self.is_demo { is_made_up } else { is_found() }
        })
    }
}
