//! The twimint line that mints a token afresh: options only, never a secret, and always one line.
//!
//! A grant that a product's options can say is said by them; any other is given as it stands, by `--grant`. The line means
//! the same to sh, bash, zsh and fish, and runs nothing but twimint: where quoting differs among them, JSON's own escapes
//! stand instead, or the shell's `printf`.

use super::Examined;
use super::show::compact;
use crate::cli::args::time::spelled;
use crate::cli::values::Values;
use crate::cli::values::settings::Setting;
use crate::token::DEFAULT_TTL;
use crate::token::grant::{DEFAULT_SERVICE, IDENTITY, Member, Product, TASK_ROUTER, Value};
use crate::token::json::{Json, Object};
use crate::token::region::Region;
use crate::token::sid::{Service, SidKind as _, is_of};
use crate::token::text::{MASKED, Mask, is_hostile};
use crate::token::time::UnixTime;

/// The claims that the line says by its options, and those that every mint makes anew.
const SAID: [&str; 7] = ["iss", "sub", "iat", "nbf", "exp", "grants", "jti"];

/// The line for a token that was decoded, and what of the token it does not say. None if the token has no grants.
pub(super) fn recipe(of: &Examined<'_>, values: &Values<'_>) -> Option<(String, Vec<String>)> {
    let Examined { token, context, is_demo, .. } = *of;
    let mask = context.mask;
    let writer = Writer { mask, values, is_demo };
    let mut left_out = Vec::new();
    let grants = token.grants()?.iter().filter(|(grant, _)| *grant != IDENTITY);
    let identity = token.claim(IDENTITY);
    let identity = identity.and_then(|identity| writer.identity(identity, &mut left_out));
    let is_for_somebody = identity.is_some() || is_demo;
    // Unless that is said, a demo token is for somebody.
    let nobody = is_demo.then(|| "--identity= --allow-invalid".to_owned());
    let mut line = vec!["twimint custom".to_owned()];
    line.extend(identity.or(nobody));
    for (n, (grant, body)) in grants.enumerate() {
        match (writer.product(grant, body), writer.raw(grant, body)) {
            // The command of every product but this one demands an identity.
            (Some(command), _) if n == 0 && (is_for_somebody || grant == TASK_ROUTER) => {
                line[0] = format!("twimint {command}");
            }
            (Some(command), _) => line.push(join(["--with", &command])),
            (None, Some(option)) => line.push(option),
            (None, None) => left_out.push(format!("the grant {}", mask.quoted(grant))),
        }
    }
    lifetime_and_region(of, &mut line, &mut left_out);
    if is_demo {
        line.push("--demo".to_owned());
    }
    let claims = token.payload.iter().flat_map(Object::iter).map(|(claim, _)| claim);
    let unsaid = claims.filter(|claim| !SAID.contains(claim));
    left_out.extend(unsaid.map(|claim| format!("the claim {}", mask.quoted(claim))));
    let line = line.join(" ") + "\n";
    if line.contains(MASKED) {
        left_out.push("a credential, which is masked".to_owned());
    }
    Some((line, left_out))
}

/// Lifetime, start and region, where they are not the default.
fn lifetime_and_region(of: &Examined<'_>, line: &mut Vec<String>, left_out: &mut Vec<String>) {
    let time = |claim| of.time(claim).map(UnixTime::seconds);
    let (issued_at, not_before) = (time("iat"), time("nbf"));
    let lifetime = issued_at.or(not_before).zip(time("exp")).map(|(start, end)| end - start);
    let has_lifetime = issued_at.or(not_before).is_some() && of.token.claim("exp").is_some();
    match lifetime.filter(|lifetime| *lifetime > 0) {
        Some(DEFAULT_TTL) => {}
        Some(lifetime) => line.push(option("--ttl", &spelled(lifetime))),
        None if has_lifetime => left_out.push("`exp`, because no `--ttl` makes it".to_owned()),
        None => {}
    }
    // Without `iat` it is a library's, which writes the `nbf` unasked.
    if let Some((issued_at, not_before)) = issued_at.zip(not_before) {
        let when = match not_before - issued_at {
            0 => "now".to_owned(),
            delay @ ..0 => format!("-{}", spelled(-delay)),
            delay => format!("+{}", spelled(delay)),
        };
        line.push(option("--nbf", &when));
    }
    if let Some(region) = of.token.claim("header.twr").filter(|region| **region != Json::Null) {
        match region.as_str().and_then(Region::of) {
            Some(region) => line.push(option("--region", region.as_str())),
            None => left_out.push("`twr`, which is not a region that twimint knows".to_owned()),
        }
    }
}

/// Words as a shell reads them. None of them has a NUL, which no shell can say.
fn join<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    shlex::try_join(words).unwrap_or_default()
}

/// An option and its value: in one word if the value would be taken for an option.
fn option(name: &str, value: &str) -> String {
    if value.starts_with('-') { join([&*format!("{name}={value}")]) } else { join([name, value]) }
}

/// Whether shells disagree about a character in quotes, or a terminal would obey it.
fn is_unquotable(c: char) -> bool {
    c == '\\' || is_hostile(c)
}

/// Says what is in a token by options, each as a shell reads it.
struct Writer<'w> {
    mask: &'w Mask,
    /// Where an option that is left out would be filled in from.
    values: &'w Values<'w>,
    is_demo: bool,
}

impl Writer<'_> {
    /// The option for the identity, which may be any text. What cannot be quoted is spelled out, for the shell's own `printf`
    /// to put together again.
    fn identity(&self, identity: &Json, left_out: &mut Vec<String>) -> Option<String> {
        let text = identity.as_str().map(|text| self.mask.cover(text));
        if text.as_deref() == Some("") {
            left_out.push("the empty identity".to_owned());
            return None;
        }
        // A shell cannot pass a NUL character.
        let Some(text) = text.filter(|text| !text.contains('\0')) else {
            left_out.push("the identity, because no option can say it".to_owned());
            return None;
        };
        if !text.contains(is_unquotable) {
            return Some(option("--identity", &text));
        }
        // A shell drops the newlines that end what a command prints.
        let body = text.trim_end_matches('\n');
        if body.len() < text.len() {
            left_out.push("the newline at the end of the identity".to_owned());
        }
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" []".contains(&byte);
        let printed = body.bytes().map(|byte| match byte {
            b'%' => "%%".to_owned(),
            byte if is_plain(byte) => char::from(byte).to_string(),
            byte => format!("\\{byte:03o}"),
        });
        Some(format!("--identity=\"$(printf '{}')\"", printed.collect::<String>()))
    }

    /// JSON that every shell takes as it stands, in single quotes.
    fn json(&self, value: &Json) -> String {
        compact(value, self.mask).replace("\\\\", "\\u005c").replace('\'', "\\u0027")
    }

    /// A grant as it stands; none if no option can say it.
    fn raw(&self, grant: &str, body: &Json) -> Option<String> {
        body.as_object()?;
        let can_be_said = !grant.is_empty() && !grant.contains(|c| c == '=' || is_unquotable(c));
        let value = format!("{}={}", self.mask.cover(grant), self.json(body));
        can_be_said.then(|| option("--grant", &value))
    }

    /// The command and options of a grant, if they say all of it and nothing else.
    fn product(&self, grant: &str, body: &Json) -> Option<String> {
        let product = Product::of(grant)?;
        let body = body.as_object()?;
        let is_known = |path: &str| product.members.iter().any(|member| member.path == path);
        let is_said = |(name, value): (&str, &Json)| {
            let inner = value.as_object().filter(|inner| !inner.is_empty());
            let is_known_inside = |(rest, _)| is_known(&format!("{name}.{rest}"));
            is_known(name) || inner.is_some_and(|inner| inner.iter().all(is_known_inside))
        };
        // Parameters without an app are refused.
        let has = |path| body.at(path).is_some();
        if !body.iter().all(is_said) || has("outgoing.params") && !has("outgoing.application_sid") {
            return None;
        }
        let mut words = vec![product.command?.to_owned()];
        for member in product.members {
            match body.at(member.path) {
                // Java writes what others leave out.
                Some(Json::Bool(false)) if matches!(member.value, Value::Flag) => {}
                Some(value) => words.push(self.member(member, value)?),
                None if member.is_required || self.is_filled_in(product, member) => return None,
                None => {}
            }
        }
        Some(words.join(" "))
    }

    /// The option of a member, with its value.
    fn member(&self, member: &Member, value: &Json) -> Option<String> {
        let name = match member.path {
            "incoming.allow" => "--incoming",
            "outgoing.application_sid" => "--app-sid",
            "outgoing.params" => "--params",
            path => &format!("--{}", path.replace('_', "-")),
        };
        let is_sayable = |text: &str| match member.value {
            Value::Sid(kind) => is_of(text, kind),
            Value::SyncService => is_of(text, Service::KIND) || text == DEFAULT_SERVICE,
            // An empty one would be unset, and what shells disagree about is for JSON to say.
            Value::Text => !text.is_empty() && !text.contains(is_unquotable),
            Value::Flag | Value::Free => false,
        };
        let said = match (member.value, value) {
            (Value::Flag, Json::Bool(true)) => return Some(name.to_owned()),
            (Value::Free, Json::Object(object)) if !object.is_empty() => self.json(value),
            (_, Json::String(text)) if is_sayable(text) => self.mask.cover(text).into_owned(),
            _ => return None,
        };
        Some(option(name, &said))
    }

    /// Whether the option, left out, would be filled in: with a default, with what a demo makes up, from the environment or
    /// from `.env`.
    fn is_filled_in(&self, product: &Product, member: &Member) -> bool {
        let setting = Setting::of_claim(&format!("grants.{}.{}", product.grant, member.path));
        match member.path {
            "role" => true,
            path if self.is_demo => path == "outgoing.application_sid",
            _ => setting.is_some_and(|of| !matches!(self.values.find(of, false), Ok(None))),
        }
    }
}
