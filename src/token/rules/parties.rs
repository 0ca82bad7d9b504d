//! Issuer and subject: `iss` must be an API key SID, `sub` the SID of the account that owns the key.

use super::super::sid::{Account, Key, SidKind};
use super::{Context, Finding, Json, Kind, Mask, Object, codes, is_of, leaks, not_a_sid};

const WHO_IS_WHO: &str = "`iss` is the API key SID (SK…), `sub` the account SID (AC…)";

pub(super) fn judge(payload: &Object, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let claims = [payload.get("iss"), payload.get("sub")];
    let [issuer, subject] = claims.map(|value| value.and_then(Json::as_str).unwrap_or_default());
    if is_of(issuer, Account::KIND) && is_of(subject, Key::KIND) {
        let swapped = Finding::error("`iss` and `sub` are swapped").code(codes::PARTY);
        findings.push(swapped.at("iss").hint(WHO_IS_WHO));
        return;
    }
    findings.extend(party("iss", Key::KIND, claims[0], context.mask));
    let not_an_account = party("sub", Account::KIND, claims[1], context.mask);
    if not_an_account.is_none()
        && let Some(account) = context.account
        && subject != account
    {
        let message = format!("`iss` is your API key, but `sub` is not your account ({account})");
        let finding = Finding::error(message).code(codes::OTHER_ACCOUNT).at("sub");
        findings.push(finding.hint("a key signs for the account or subaccount it was made in"));
    }
    findings.extend(not_an_account);
}

fn party(claim: &str, kind: Kind, value: Option<&Json>, mask: &Mask) -> Option<Finding> {
    let Some(value) = value else {
        let missing = Finding::error(format!("`{claim}` is missing")).code(codes::PARTY);
        return Some(missing.at(claim).hint(format!("put {kind} there")));
    };
    let finding = not_a_sid(claim, value, kind, codes::PARTY, codes::PARTY_PLACEHOLDER, mask)?;
    let credential = value.as_str().and_then(|text| leaks::credentials_in(text).next());
    let finding = match credential {
        Some((_, shape)) => leaks::leaked(&format!("what {shape}"), claim).code(codes::LEAK),
        None => finding,
    };
    Some(finding.at(claim).hint(WHO_IS_WHO))
}
