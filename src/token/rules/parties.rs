//! Issuer and subject: an API key SID and an account SID.

use super::super::claims::Claims;
use super::super::escape::quoted;
use super::super::json::Json;
use super::super::shape::Shape;
use super::super::sid::{Account, ApiKey, SidKind, is_placeholder, is_sid_of};
use super::{Context, Finding, Findings, codes, mask};

const DELETE_KEY: &str = "whoever holds the token can read it";

pub(super) fn judge(claims: &Claims<'_>, context: &Context<'_>, findings: &mut Findings) {
    let issuer = claims.get("iss");
    let subject = claims.get("sub");
    if let (Some(Json::String(issuer)), Some(Json::String(subject))) = (issuer, subject)
        && is_sid_of::<Account>(issuer)
        && is_sid_of::<ApiKey>(subject)
    {
        findings.error(
            Finding::error(codes::PARTY, "`iss` and `sub` are swapped")
                .at("iss")
                .cure("`iss` is the API key SID (SK…), `sub` the account SID (AC…)"),
        );
        return;
    }
    party::<ApiKey>("iss", issuer, findings);
    party::<Account>("sub", subject, findings);
    if let (Some((key, account)), Some(subject)) = (context.ours, subject.and_then(Json::as_str))
        && issuer.and_then(Json::as_str) == Some(key)
        && subject != account
        && is_sid_of::<Account>(subject)
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

fn party<K: SidKind>(claim: &str, value: Option<&Json<'_>>, findings: &mut Findings) {
    let expected = format!("{} ({}…)", K::KIND.noun, K::KIND.prefix);
    let text = match value {
        Some(Json::String(text)) => text,
        Some(other) => {
            let message = format!("`{claim}` is {}, not {expected}", other.kind());
            findings.error(Finding::error(codes::PARTY, message).at(claim));
            return;
        }
        None => {
            let message = format!("`{claim}` is missing; it is {expected}");
            findings.error(Finding::error(codes::PARTY, message).at(claim));
            return;
        }
    };
    let finding = if is_placeholder(text) {
        let message = format!("`{claim}` is a placeholder that was never filled in");
        Finding::error(codes::PARTY_PLACEHOLDER, message).cure(format!("put {expected} there"))
    } else if is_sid_of::<K>(text) {
        return;
    } else {
        match Shape::of(text) {
            Shape::AuthToken => Finding::error(
                codes::PARTY,
                format!(
                    "`{claim}` is an Auth Token ({}), a leaked credential",
                    mask(text)
                ),
            )
            .cure(format!(
                "{DELETE_KEY}: rotate the Auth Token in the Twilio Console now"
            )),
            Shape::ApiKeySecret => Finding::error(
                codes::PARTY,
                format!(
                    "`{claim}` is an API key secret ({}), a leaked credential",
                    mask(text)
                ),
            )
            .cure(format!(
                "{DELETE_KEY}: rotate it by deleting the API key, which revokes every token \
                 it has signed; key and secret were swapped"
            )),
            Shape::Sid(kind) => Finding::error(
                codes::PARTY,
                format!(
                    "`{claim}` is {} ({}…), not {expected}",
                    kind.noun, kind.prefix
                ),
            ),
            _ => Finding::error(
                codes::PARTY,
                format!("`{claim}` is {}, not {expected}", quoted(text)),
            ),
        }
    };
    findings.error(finding.at(claim));
}
