//! The JOSE header: `typ`, `alg`, `cty` and `twr` must be right, and there must be no `crit`. Also recognizes JWTs that
//! are not Access Tokens at all.

use super::super::grant::{VIDEO, VOICE};
use super::super::region::Region;
use super::super::sid::{Account, Key, SidKind};
use super::{Finding, Json, MINT_PROPERLY, Mask, Object, Token, codes, is_of};

/// The `cty` of Twilio's tokens.
const CONTENT_TYPE: &str = "twilio-fpa;v=1";
/// What the header of every Access Token must contain.
const EXPECTED: [(&str, &str); 3] = [("typ", "JWT"), ("alg", "HS256"), ("cty", CONTENT_TYPE)];

pub(super) fn has_content_type(header: &Object) -> bool {
    header.get("cty").and_then(Json::as_str) == Some(CONTENT_TYPE)
}

/// The finding that a JWT is not an Access Token at all: it has neither Twilio's `cty` nor `grants`, and it is a
/// capability token, an OAuth token, or has no Twilio SID in `iss` or `sub`. This explains everything else that is
/// wrong with it.
pub(super) fn stranger(token: &Token) -> Option<Finding> {
    let (Ok(header), Ok(payload)) = (&token.header, &token.payload) else { return None };
    if has_content_type(header) || payload.get("grants").is_some() {
        return None;
    }
    let is_party = |text| is_of(text, Key::KIND) || is_of(text, Account::KIND);
    let has_party = ["iss", "sub"].iter().any(|claim| token.text(claim).is_some_and(is_party));
    let has_any = |claims: &[&str]| claims.iter().any(|claim| payload.get(claim).is_some());
    let is_capability = token.text("scope").is_some_and(|scope| scope.starts_with("scope:"))
        || (has_any(&["policies"]) && has_any(&["account_sid", "workspace_sid"]));
    Some(if is_capability {
        fault("cty", "a capability token, not an Access Token")
            .hint("capability tokens are for retired SDKs: today's SDKs need an Access Token")
    } else if has_any(&["scope", "scp", "client_id", "azp"]) {
        fault("cty", "an OAuth access token, not a Twilio Access Token")
            .hint("it is for calling an API, such as Twilio's REST API; client SDKs need an Access Token, signed with an API key")
    } else if has_party {
        return None;
    } else {
        fault("cty", "somebody else's JWT, not a Twilio Access Token")
            .hint("it has neither Twilio's `cty` nor `grants`: was another service's token copied?")
    })
}

fn fault(member: &str, message: impl Into<String>) -> Finding {
    Finding::error(message).code(codes::HEADER).at(format!("header.{member}"))
}

pub(super) fn judge(header: &Object, token: &Token, mask: &Mask, findings: &mut Vec<Finding>) {
    for (member, expected) in EXPECTED {
        let is = match header.get(member) {
            Some(Json::String(value)) if value == expected => continue,
            Some(Json::String(value)) => format!("is {}, not", mask.quoted(value)),
            Some(other) => format!("is {}, not", other.kind()),
            None => "is missing; it must be".to_owned(),
        };
        let hint = if member == "alg" { "Twilio takes HS256 only" } else { MINT_PROPERLY };
        let message = format!("the header's `{member}` {is} `{expected}`");
        findings.push(fault(member, message).hint(hint));
    }
    if header.get("crit").is_some() {
        let message = "the header has a `crit`, which no Access Token has";
        findings.push(fault("crit", message).hint(MINT_PROPERLY));
    }
    match header.get("twr") {
        // Twilio's Ruby library writes null if there is no region.
        None | Some(Json::Null) => {}
        Some(Json::String(name)) => findings.extend(region(name, token, mask)),
        Some(other) => {
            let message =
                format!("the header's `twr` is {}, not the name of a region", other.kind());
            let hint = "write a region as text, such as `ie1`, or leave `twr` out";
            findings.push(fault("twr", message).hint(hint));
        }
    }
}

/// The finding that a name, typed or from a token, is not a region. `shown` is the name as a message may show it.
pub(crate) fn no_region(name: &str, shown: &str) -> Option<Finding> {
    let finding = match Region::meant_by(name) {
        _ if Region::of(name).is_some() => return None,
        _ if name.is_empty() => Finding::warning("the region is empty")
            .hint("leave `twr` out: Twilio then assumes `us1`"),
        Some(region) if name.eq_ignore_ascii_case(region.as_str()) => {
            Finding::warning(format!("{shown} is not a region: regions are in lower case"))
                .hint(format!("write `{region}`"))
        }
        Some(region) => Finding::warning(format!("{shown} is an edge location, not a region"))
            .hint(format!("its region is `{region}`: write that")),
        None => Finding::warning(format!("{shown} is not a region that Twilio has documented"))
            .hint("the regions are `us1`, `ie1`, `au1` and `jp1`"),
    };
    Some(finding.at("header.twr"))
}

/// What is wrong with a region: it does not exist, or it does not suit the grants.
fn region(name: &str, token: &Token, mask: &Mask) -> Option<Finding> {
    let Some(region) = Region::of(name) else { return no_region(name, &mask.quoted(name)) };
    let has_any_grant = token.grants().is_some_and(|grants| !grants.is_empty());
    let finding = if region != Region::Us1 && token.has_grant(VIDEO) {
        let fact = format!("a video grant with region `{region}`: Video takes keys of us1 only");
        Finding::warning(fact).hint("mint it with a key of us1, and without a region")
    } else if has_any_grant && !token.has_grant(VOICE) {
        Finding::warning("a region without a voice grant: Twilio documents `twr` for Voice only")
            .hint("if Twilio rejects the token, check that the API key was made in this region")
    } else if region == Region::Jp1 {
        Finding::warning("`jp1` is documented for the Twilio CLI only")
            .hint("if Twilio rejects the token, use a key of us1, ie1 or au1")
    } else {
        return None;
    };
    Some(finding.at("header.twr"))
}
