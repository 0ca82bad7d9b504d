//! The rules: what Twilio refuses, and with which error code.
//!
//! This is the only place that checks tokens. `decode` shows the findings; minting runs the same rules on exactly the
//! bytes that it is about to sign. A token and a time come in, findings come out, worst first. Each file in this folder
//! checks one part of a token. Callers that want only the errors filter the findings.

pub(crate) mod codes;
pub(crate) mod framing;
pub(crate) mod grants;
pub(crate) mod header;
pub(crate) mod identity;
pub(crate) mod leaks;
mod parties;
pub(crate) mod times;

// The files in this folder import these types from here.
use super::claims::Token;
use super::grant::VOICE;
use super::json::{Json, Object};
use super::message::{Finding, Severity};
use super::sid::{Kind, Shape, is_of, is_placeholder, shown};
use super::text::Mask;
use super::time::UnixTime;
use codes::Fault;

/// The result of checking a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signature {
    /// The signature was made with the secret.
    Valid,
    /// The signature was not made with the secret. Names what made it, if that is known: "the account's Auth Token".
    Invalid(Option<String>),
    /// The signature was not checked.
    Unchecked,
}

/// What the rules need to know besides the token.
pub(crate) struct Context<'a> {
    /// The time at which the token is checked.
    pub(crate) at: UnixTime,
    pub(crate) signature: &'a Signature,
    /// The account of the API key in the token's `iss`, if the key is the user's own.
    pub(crate) account: Option<&'a str>,
    /// The credentials that no finding may show: the caller's own, and those that the token leaks.
    pub(crate) mask: &'a Mask,
}

const MINT_PROPERLY: &str = "mint it with twimint or one of Twilio's libraries";

/// All findings about a token, worst first.
pub(crate) fn judge(token: &Token, context: &Context<'_>) -> Vec<Finding> {
    let mask = context.mask;
    let mut findings = leaks::judge(token, mask);
    if let Some(stranger) = header::stranger(token) {
        findings.retain(Finding::is_error);
        findings.push(stranger);
        return findings;
    }
    findings.extend(framing::judge(token));
    if let Ok(header) = &token.header {
        header::judge(header, token, mask, &mut findings);
    }
    if let Ok(payload) = &token.payload {
        parties::judge(payload, context, &mut findings);
        times::judge(payload, token, context.at, &mut findings);
        grants::judge(payload, mask, &mut findings);
    }
    // An unreadable signature, or one of another algorithm, cannot match either, but it already has a finding.
    if let Signature::Invalid(maker) = context.signature
        && token.signature.is_ok()
        && token.is_hs256()
    {
        findings.push(wrong_signature(maker.as_deref()));
    }
    findings.sort_by_key(|finding| finding.severity);
    if findings.first().is_some_and(Finding::is_error) && token.has_grant(VOICE) {
        findings.push(Finding::advice(
            "Voice JS 2.x shows codes of 31xxx as 53000 unless `enableImprovedSignalingErrorPrecision` is set; of 20101 to 20107 it shows only 20101 and 20104",
        ));
    }
    findings
}

fn wrong_signature(maker: Option<&str>) -> Finding {
    let finding = match maker {
        None => Finding::error("the signature does not match the API key secret").hint(
            "the secret belongs to another key or was copied wrong (see `twimint doctor`), or the token was changed after it was signed",
        ),
        Some(maker) => Finding::error(format!("signed with {maker}, not with the API key secret"))
            .hint("sign with the API key secret itself"),
    };
    finding.code(codes::SIGNATURE)
}

/// Says what a value is instead of a SID of this kind; None if it is one. A placeholder gets its own fault.
fn not_a_sid(
    name: &str,
    value: &Json,
    kind: Kind,
    fault: &Fault,
    if_placeholder: &Fault,
    mask: &Mask,
) -> Option<Finding> {
    let is = match value {
        Json::String(text) if is_of(text, kind) && !is_placeholder(text) => return None,
        Json::String(text) => match Shape::of(text) {
            Shape::Placeholder => return Some(placeholder(name, if_placeholder)),
            Shape::Sid(other) => other.to_string(),
            _ => shown(&mask.cover(text)),
        },
        other => other.kind().to_owned(),
    };
    Some(Finding::error(format!("`{name}` is {is}, not {kind}")).code(fault))
}

fn placeholder(name: &str, fault: &Fault) -> Finding {
    Finding::error(format!("`{name}` is {}", Shape::Placeholder)).code(fault)
}

/// A name reduced to what people mean by it: `taskRouter`, `task-router` and `TaskRouterGrant` become `taskrouter`.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let folded: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let singular = folded.strip_suffix('s').unwrap_or(&folded);
    singular.strip_suffix("grant").unwrap_or(&folded).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "SKfedcba9876543210fedcba9876543210";
    const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
    const HEADER: &str = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#;

    fn judged(header: &str, signature: &Signature, account: Option<&str>) -> Vec<String> {
        let payload = format!(
            r#"{{"iss":"{KEY}","sub":"{ACCOUNT}","iat":1000,"exp":4600,"grants":{{"video":{{}},"identity":"alice"}}}}"#
        );
        let at = UnixTime::from_seconds(1000).unwrap();
        let context = Context { at, signature, account, mask: &Mask::default() };
        let findings = judge(&Token::unsigned(header, &payload), &context);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_wrong_signature_is_said_with_its_maker_unless_the_algorithm_explains_it() {
        let unknown = Signature::Invalid(None);
        let messages = judged(HEADER, &unknown, None);
        assert_eq!(
            messages,
            [
                "the signature does not match the API key secret (20107 Invalid Access Token signature)"
            ]
        );
        let by_auth_token = Signature::Invalid(Some("the account's Auth Token".to_owned()));
        let messages = judged(HEADER, &by_auth_token, None);
        assert_eq!(messages.len(), 1);
        assert!(
            messages[0].starts_with("signed with the account's Auth Token, not with"),
            "{messages:?}"
        );
        let messages = judged(&HEADER.replace("HS256", "HS512"), &unknown, None);
        assert_eq!(messages.len(), 1);
        assert!(messages[0].starts_with("header.alg: "), "{messages:?}");
        for fine in [Signature::Valid, Signature::Unchecked] {
            assert_eq!(judged(HEADER, &fine, None), [""; 0]);
        }
    }

    #[test]
    fn our_key_with_another_account_is_told() {
        let other = "ACffffffffffffffff0000000000000000";
        assert_eq!(judged(HEADER, &Signature::Valid, Some(ACCOUNT)), [""; 0]);
        let messages = judged(HEADER, &Signature::Valid, Some(other));
        assert_eq!(messages.len(), 1);
        assert!(messages[0].starts_with("sub: `iss` is your API key, but"), "{messages:?}");
    }

    #[test]
    fn names_fold_as_people_vary_them() {
        for name in
            ["taskRouter", "task-router", "Task_Router", "TaskRouterGrant", "task_router_grant"]
        {
            assert_eq!(folded(name), "taskrouter");
        }
        assert_eq!(folded("é"), "");
    }
}
