//! `decode -o command`: writes the twimint command that mints the same token again, on one line and without any secret.
//!
//! A grant becomes the options of its product if they can express all of it, and `--grant NAME=JSON` otherwise. The
//! command means the same to sh, bash, zsh and fish, and runs nothing but twimint. Where they quote differently, it uses
//! JSON escapes.

use super::Examined;
use super::show::compact;
use crate::cli::args::parse_product;
use crate::cli::args::time::spelled;
use crate::cli::mint::grants;
use crate::cli::values::Values;
use crate::token::DEFAULT_TTL;
use crate::token::grant::{APP, Grant, IDENTITY, Product, TASK_ROUTER, Value};
use crate::token::json::{Json, Object};
use crate::token::region::Region;
use crate::token::sid::{Account, Sid};
use crate::token::text::{MASKED, Mask, is_hostile};
use crate::token::time::UnixTime;

/// The claims that the command's options express, and those that every mint makes anew.
const EXPRESSED: [&str; 7] = ["iss", "sub", "iat", "nbf", "exp", "grants", "jti"];

/// The command for a decoded token, and what the command leaves out.
pub(super) fn recipe(of: &Examined<'_>, values: &Values<'_>) -> (String, Vec<String>) {
    let Examined { token, context, is_demo, .. } = *of;
    let mask = context.mask;
    let writer = Writer { mask, values, is_demo };
    let mut left_out = Vec::new();
    let grants = token.grants().into_iter().flat_map(Object::iter);
    let grants = grants.filter(|(grant, _)| *grant != IDENTITY);
    let theirs = token.claim(IDENTITY);
    let identity = theirs.and_then(|identity| writer.identity(identity));
    if theirs.is_some() && identity.is_none() {
        left_out.push("the identity, because no option can express it".to_owned());
    }
    let is_for_somebody = identity.is_some() || is_demo;
    // Without these options, --demo would make up an identity.
    let nobody = is_demo.then(|| "--identity= --allow-invalid".to_owned());
    let mut command = "twimint custom".to_owned();
    let mut options = Vec::from_iter(identity.or(nobody));
    for (n, (grant, body)) in grants.enumerate() {
        match (writer.product(grant, body), writer.raw(grant, body)) {
            // Every product's command requires an identity, except taskrouter.
            (Some(product), _) if n == 0 && (is_for_somebody || grant == TASK_ROUTER) => {
                command = format!("twimint {product}");
            }
            (Some(product), _) => options.push(join(["--with", &product])),
            (None, Some(option)) => options.push(option),
            (None, None) => left_out.push(format!("the grant {}", mask.quoted(grant))),
        }
    }
    lifetime_and_region(of, &mut options, &mut left_out);
    if is_demo {
        options.push("--demo".to_owned());
    }
    let claims = token.payload.iter().flat_map(Object::iter).map(|(name, _)| name);
    let claims = claims.filter(|name| !EXPRESSED.contains(name)).map(str::to_owned);
    let header = token.header.iter().flat_map(|header| header.iter()).map(|(name, _)| name);
    let header = header.filter(|name| !["typ", "alg", "cty", "twr"].contains(name));
    let unsaid = claims.chain(header.map(|name| format!("header.{name}")));
    left_out.extend(unsaid.map(|name| format!("the claim {}", mask.quoted(&name))));
    let [account, ..] = &values.search.chosen;
    let ours = account.as_ref().and_then(|found| found.sid::<Account>().ok());
    let theirs = token.text("sub").and_then(|sub| sub.parse::<Sid<Account>>().ok());
    if !is_demo && ours.zip(theirs).is_some_and(|(ours, theirs)| ours != theirs) {
        left_out.push("the token's account: your credentials are for another one".to_owned());
    }
    let line = [vec![command], options].concat().join(" ") + "\n";
    if line.contains(MASKED) {
        left_out.push("a credential, which is masked".to_owned());
    }
    (line, left_out)
}

/// Adds the options for lifetime, start and region where they differ from the defaults.
fn lifetime_and_region(of: &Examined<'_>, options: &mut Vec<String>, left_out: &mut Vec<String>) {
    let time = |claim| of.time(claim).map(UnixTime::seconds);
    let (issued_at, not_before) = (time("iat"), time("nbf"));
    let start = issued_at.or(not_before);
    match time("exp").zip(start).map(|(end, start)| end - start) {
        _ if start.is_none() => {
            left_out.push("the lifetime, which the token does not say".to_owned());
        }
        Some(DEFAULT_TTL) => {}
        Some(lifetime @ 1..) => options.push(option("--ttl", &spelled(lifetime))),
        _ => left_out.push("the lifetime, because no `--ttl` can produce it".to_owned()),
    }
    // A token without `iat` comes from a library that writes `nbf` unasked, so it needs no --nbf.
    if let Some((issued_at, not_before)) = issued_at.zip(not_before) {
        let when = match not_before - issued_at {
            0 => "now".to_owned(),
            delay @ ..0 => format!("-{}", spelled(-delay)),
            delay => format!("+{}", spelled(delay)),
        };
        options.push(option("--nbf", &when));
    }
    if of.token.header.is_err() {
        left_out.push("the header, because it cannot be read".to_owned());
    }
    if let Some(region) = of.token.claim("header.twr").filter(|region| **region != Json::Null) {
        match region.as_str().and_then(Region::of) {
            Some(region) => options.push(option("--region", region.as_str())),
            None => left_out.push("`twr`, which is not a region that twimint knows".to_owned()),
        }
    }
}

/// Quotes words for a shell. This fails for a NUL only, and no word here contains one.
fn join<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    shlex::try_join(words).unwrap_or_default()
}

/// An option and its value, as one word if the value would be taken for an option.
fn option(name: &str, value: &str) -> String {
    if value.starts_with('-') { join([&*format!("{name}={value}")]) } else { join([name, value]) }
}

/// Whether shells read this character differently inside quotes, or a terminal would act on it.
fn is_unquotable(c: char) -> bool {
    c == '\\' || is_hostile(c)
}

/// Writes the parts of a token as options, quoted for a shell.
struct Writer<'w> {
    mask: &'w Mask,
    /// Where the value of an option comes from if the option is left out.
    values: &'w Values<'w>,
    is_demo: bool,
}

impl Writer<'_> {
    /// The option for the identity. None if it is empty, or not a text that every shell reads alike: in quotes, fish
    /// takes two backslashes for one, and a backslash before a quote for an escape.
    fn identity(&self, identity: &Json) -> Option<String> {
        let text = self.mask.cover(identity.as_str()?);
        let mut escapes = ["\\\\", "\\'", "\\\""].into_iter();
        let has_escape = text.ends_with('\\') || escapes.any(|escape| text.contains(escape));
        let is_expressible = !text.is_empty() && !text.contains(is_hostile) && !has_escape;
        is_expressible.then(|| option("--identity", &text))
    }

    /// JSON that every shell reads unchanged inside single quotes.
    fn json(&self, value: &Json) -> String {
        compact(value, self.mask).replace("\\\\", "\\u005c").replace('\'', "\\u0027")
    }

    /// The `--grant` option for a grant. None if the option cannot express the grant.
    fn raw(&self, grant: &str, body: &Json) -> Option<String> {
        body.as_object()?;
        let is_expressible = !grant.is_empty() && !grant.contains(|c| c == '=' || is_unquotable(c));
        let value = format!("{}={}", self.mask.cover(grant), self.json(body));
        is_expressible.then(|| option("--grant", &value))
    }

    /// The product's command and options for a grant, if minting with them makes this grant again.
    fn product(&self, grant: &str, body: &Json) -> Option<String> {
        let product = Product::of(grant)?;
        let members = body.as_object().filter(|members| product.knows(members))?;
        let mut command = product.command?.to_owned();
        let mut wanted = Grant::empty(grant);
        for member in product.members {
            let name = match member.path {
                "incoming.allow" => "--incoming",
                APP => "--app-sid",
                "outgoing.params" => "--params",
                path => &format!("--{}", path.replace('_', "-")),
            };
            let option = match members.at(member.path) {
                // Minting would take it from somewhere else, or make one up.
                None if member.required.is_some() && (self.is_demo || member.path != APP) => {
                    return None;
                }
                None => continue,
                // Twilio's Java library writes `false` where the others leave the member out.
                Some(Json::Bool(false)) if matches!(member.value, Value::Flag) => continue,
                Some(Json::Bool(true)) => name.to_owned(),
                Some(Json::String(text)) if text.contains(is_unquotable) => return None,
                Some(Json::String(text)) => option(name, &self.mask.cover(text)),
                Some(value) => option(name, &self.json(value)),
            };
            command = format!("{command} {option}");
            wanted = wanted.with(member.path, members.at(member.path)?.clone());
        }
        let minted = grants::of_product(parse_product(&command).ok()?, self.values).ok()?;
        (minted == wanted).then_some(command)
    }
}
