//! The JOSE header: `typ`, `alg`, `cty`, `twr`, and no `crit`.

use super::super::claims::Claims;
use super::super::grant::name;
use super::super::json::{Json, Object};
use super::super::region::Region;
use super::{Finding, Findings, MINT_PROPERLY, codes};

/// What the header of every Access Token says.
const EXPECTED: [(&str, &str); 3] = [("typ", "JWT"), ("alg", "HS256"), ("cty", "twilio-fpa;v=1")];

/// Where the keys live that Video takes.
pub const VIDEO_REGION: &str = "Video takes keys of us1 only";

pub(super) fn judge(header: &Object<'_>, claims: &Claims<'_>, findings: &mut Findings<'_>) {
    // Without Twilio's content type it may be no Access Token at all, which explains all the rest.
    let stranger = match header.get("cty") {
        Some(Json::String(_)) => None,
        _ => stranger(claims),
    };
    if let Some((message, cure)) = stranger {
        let finding = Finding::error(codes::HEADER, message).at("header.cty");
        findings.error(finding.cure(cure));
    }
    for (member, expected) in EXPECTED {
        let fault = match header.get(member) {
            Some(Json::String(value)) if value == expected => continue,
            _ if member == "cty" && stranger.is_some() => continue,
            Some(Json::String(value)) => format!("is {}", findings.quoted(value)),
            Some(other) => format!("is {}", other.kind()),
            None => "is missing".to_owned(),
        };
        let (message, cure) = match header.get(member) {
            None => (
                format!("the header's `{member}` {fault}"),
                format!("every Access Token has `{expected}` there: {MINT_PROPERLY}"),
            ),
            Some(_) if member == "alg" => (
                format!("the header's `alg` {fault}, not `{expected}`"),
                format!("Twilio takes {expected} only"),
            ),
            Some(_) => (
                format!("the header's `{member}` {fault}, not `{expected}`"),
                MINT_PROPERLY.to_owned(),
            ),
        };
        findings.error(
            Finding::error(codes::HEADER, message)
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
            .at("header.crit")
            .cure(MINT_PROPERLY),
        );
    }
    region(header, claims, findings);
}

/// Whether the header names an algorithm whose signatures may well have another length.
pub(super) fn has_other_alg(claims: &Claims<'_>) -> bool {
    let alg = claims
        .header
        .as_ref()
        .ok()
        .and_then(|header| header.get("alg"));
    alg.and_then(Json::as_str).is_some_and(|alg| alg != "HS256")
}

/// What a JWT without Twilio's content type is instead, and what to do about it.
fn stranger(claims: &Claims<'_>) -> Option<(&'static str, &'static str)> {
    let scope = claims.get("scope").and_then(Json::as_str);
    if scope.is_some_and(|scope| scope.starts_with("scope:")) {
        Some((
            "a capability token, not an Access Token",
            "capability tokens were for SDKs that are retired: mint an Access Token for today's",
        ))
    } else if claims.payload.is_ok() && claims.get("grants").is_none() {
        Some((
            "somebody else's JWT, not a Twilio Access Token",
            "it has neither Twilio's `cty` nor `grants`: was another service's token copied?",
        ))
    } else {
        None
    }
}

fn region(header: &Object<'_>, claims: &Claims<'_>, findings: &mut Findings<'_>) {
    let Some(region) = header.get("twr").and_then(Json::as_str) else {
        return;
    };
    if claims.has_grant(name::VIDEO) && region != Region::Us1.as_str() {
        let region = findings.quoted(region);
        findings.warn(|| {
            Finding::warning(format!("a video grant with region {region}"))
                .at("header.twr")
                .cure(format!("{VIDEO_REGION}: leave the region out"))
        });
    } else if !claims.has_grant(name::VOICE) {
        findings.warn(|| {
            Finding::warning("a region, and no voice grant that it could be for")
                .at("header.twr")
                .cure("`twr` is documented for Voice only: leave the region out")
        });
    }
}
