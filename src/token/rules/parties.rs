//! Issuer and subject: an API key SID and an account SID.

use super::super::claims::Claims;
use super::super::json::Json;
use super::super::shape::Shape;
use super::super::sid::{Account, ApiKey, SidKind, is_placeholder, is_sid_of, kind_of};
use super::{Context, Finding, Findings, codes, leaked, mask};

const WHO_IS_WHO: &str = "`iss` is the API key SID (SK…), `sub` the account SID (AC…)";

pub(super) fn judge(claims: &Claims<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let issuer = claims.get("iss");
    let subject = claims.get("sub");
    if let (Some(Json::String(issuer)), Some(Json::String(subject))) = (issuer, subject)
        && is_sid_of::<Account>(issuer)
        && is_sid_of::<ApiKey>(subject)
    {
        findings.error(
            Finding::error(codes::PARTY, "`iss` and `sub` are swapped")
                .at("iss")
                .cure(WHO_IS_WHO),
        );
        return;
    }
    party::<ApiKey>("iss", issuer, findings);
    party::<Account>("sub", subject, findings);
    if let (Some((key, account)), Some(subject)) = (context.ours, subject.and_then(Json::as_str))
        && issuer.and_then(Json::as_str) == Some(key)
        && subject != account
        && is_sid_of::<Account>(subject)
        && !is_placeholder(subject)
    {
        findings.error(
            Finding::error(
                codes::OTHER_ACCOUNT,
                format!("`iss` is your API key, but `sub` is not your account ({account})"),
            )
            .at("sub")
            .cure("a key signs for the account or subaccount it was made in"),
        );
    }
}

fn party<K: SidKind>(claim: &str, value: Option<&Json<'_>>, findings: &mut Findings<'_>) {
    let expected = format_args!("{} ({}…)", K::KIND.noun, K::KIND.prefix);
    let finding = match value {
        Some(Json::String(text)) if is_placeholder(text) => {
            let message = format!("`{claim}` is a placeholder that was never filled in");
            Finding::error(codes::PARTY_PLACEHOLDER, message).cure(format!("put {expected} there"))
        }
        Some(Json::String(text)) if is_sid_of::<K>(text) => return,
        Some(Json::String(text)) => {
            if let Some((credential, shape)) = leaked(text) {
                leak(claim, credential, shape)
            } else {
                let is = match kind_of(text) {
                    Some(kind) => format!("{} ({}…)", kind.noun, kind.prefix),
                    None => findings.quoted(text),
                };
                let message = format!("`{claim}` is {is}, not {expected}");
                Finding::error(codes::PARTY, message).cure(WHO_IS_WHO)
            }
        }
        Some(other) => {
            let message = format!("`{claim}` is {}, not {expected}", other.kind());
            Finding::error(codes::PARTY, message).cure(WHO_IS_WHO)
        }
        None => {
            let message = format!("`{claim}` is missing");
            Finding::error(codes::PARTY, message).cure(format!("put {expected} there"))
        }
    };
    findings.error(finding.at(claim));
}

/// A credential where a SID belongs. Deleting an API key revokes every token it has signed.
fn leak(claim: &str, credential: &str, shape: Shape) -> Finding {
    let masked = mask(credential);
    let (what, cure) = match shape {
        Shape::AuthToken => (
            "an Auth Token",
            "whoever holds the token can read it: rotate the Auth Token in the Twilio Console now, \
             and delete the API key that signed the token, which revokes all it has signed",
        ),
        _ => (
            "an API key secret",
            "whoever holds the token can read it: rotate it by deleting its API key in the Twilio \
             Console now, which revokes all it has signed; were key SID and secret swapped?",
        ),
    };
    Finding::error(
        codes::PARTY,
        format!("`{claim}` is {what} ({masked}), a leaked credential"),
    )
    .cure(cure)
}
