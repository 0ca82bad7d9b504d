//! The JOSE header: `typ`, `alg`, `cty`, `twr`, and no `crit`.

use super::super::claims::Claims;
use super::super::escape::quoted;
use super::super::grant::name;
use super::super::json::{Json, Object};
use super::super::region::Region;
use super::{Finding, Findings, MINT_PROPERLY, codes};

/// What the header of every Access Token says.
const EXPECTED: [(&str, &str); 3] = [("typ", "JWT"), ("alg", "HS256"), ("cty", "twilio-fpa;v=1")];

pub(super) fn judge(header: &Object<'_>, claims: &Claims<'_>, findings: &mut Findings) {
    for (member, expected) in EXPECTED {
        let fault = match header.get(member) {
            Some(Json::String(value)) if value == expected => continue,
            Some(Json::String(value)) => format!("is {}", quoted(value)),
            Some(other) => format!("is {}", other.kind()),
            None => "is missing".to_owned(),
        };
        let stranger = (member == "cty").then(|| stranger(claims)).flatten();
        let cure = match (member, stranger) {
            (_, Some(what)) => format!("this is {what}, not an Access Token"),
            ("alg", None) => "Twilio takes HS256 only".to_owned(),
            (_, None) => MINT_PROPERLY.to_owned(),
        };
        findings.error(
            Finding::error(
                codes::HEADER,
                format!("the header's `{member}` {fault}, not `{expected}`"),
            )
            .at(format!("header.{member}"))
            .cure(cure),
        );
    }
    if header.get("crit").is_some() {
        findings.error(
            Finding::error(
                codes::HEADER,
                "the header has a `crit`, which no Access Token has",
            )
            .at("header.crit"),
        );
    }
    region(header, claims, findings);
}

/// What a JWT without Twilio's content type is instead.
fn stranger(claims: &Claims<'_>) -> Option<&'static str> {
    if claims
        .get("scope")
        .and_then(Json::as_str)
        .is_some_and(|s| s.starts_with("scope:"))
    {
        Some("a capability token, which Access Tokens have replaced")
    } else if claims.payload.is_ok() && claims.get("grants").is_none() {
        Some("somebody else's JWT")
    } else {
        None
    }
}

fn region(header: &Object<'_>, claims: &Claims<'_>, findings: &mut Findings) {
    let Some(region) = header.get("twr").and_then(Json::as_str) else {
        return;
    };
    let has = |grant| {
        claims
            .grants()
            .is_some_and(|grants| grants.get(grant).is_some())
    };
    if has(name::VIDEO) && region != Region::Us1.as_str() {
        findings.warn(|| {
            Finding::warning(format!("a video grant with region {}", quoted(region)))
                .at("header.twr")
                .cure("Video takes keys of us1 only: leave the region out")
        });
    } else if !has(name::VOICE) {
        findings.warn(|| {
            Finding::warning("a region without a voice grant")
                .at("header.twr")
                .cure("`twr` is documented for Voice only: leave the region out")
        });
    }
}
