//! What Twilio refuses, and what it calls it.
//!
//! The one place that judges tokens. Decoding shows what is found here; minting asks the same about the very bytes that it
//! is about to sign. A token and a moment come in, findings go out, worst first. Each file below looks at one part of a
//! token; who wants only the errors filters.

pub(crate) mod codes;
pub(crate) mod framing;
mod grants;
pub(crate) mod header;
pub(crate) mod identity;
pub(crate) mod leaks;
mod parties;
mod times;

// What the rules speak of; the files of this folder take it from here.
use super::claims::Token;
use super::grant::VOICE;
use super::json::{Json, Object};
use super::message::{Finding, Severity};
use super::sid::{Kind, Shape, is_of, is_placeholder, shown};
use super::text::Mask;
use super::time::UnixTime;
use codes::Fault;

/// What is known of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signature {
    /// A secret has made it.
    Valid,
    /// The secret that was tried has not made it; what was found to have made it instead: "the account's Auth Token".
    Invalid(Option<String>),
    /// Nothing was tried.
    Unchecked,
}

/// What is known besides the token.
pub(crate) struct Context<'a> {
    /// The moment the token is judged at.
    pub(crate) at: UnixTime,
    pub(crate) signature: &'a Signature,
    /// The API key SID and the account SID that are ours, if the key is the token's.
    pub(crate) ours: Option<(&'a str, &'a str)>,
    /// The credentials that no finding may show: those at hand, and those that the token leaks.
    pub(crate) mask: &'a Mask,
}

const MINT_PROPERLY: &str = "mint it with twimint or one of Twilio's libraries";

/// All that is found about a token, worst first.
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
    // A signature that cannot be read, or is of another algorithm, cannot match either: that is said already.
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
            "the secret belongs to another key, or the token was changed after it was signed",
        ),
        Some(maker) => Finding::error(format!("signed with {maker}, not with the API key secret"))
            .hint("sign with the API key secret itself"),
    };
    finding.code(&codes::SIGNATURE)
}

/// What a value is that should be a SID of this kind; a placeholder has a fault of its own.
fn not_a_sid(
    name: &str,
    value: &Json,
    kind: Kind,
    [fault, placeholder]: [&Fault; 2],
    mask: &Mask,
) -> Option<Finding> {
    let is = match value {
        Json::String(text) if is_of(text, kind) && !is_placeholder(text) => return None,
        Json::String(text) => match Shape::of(text) {
            Shape::Placeholder => return Some(self::placeholder(name, placeholder)),
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

/// A name as people mean it: `taskRouter`, `task-router` and `TaskRouterGrant` are `taskrouter`.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let folded: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    folded.strip_suffix("grant").unwrap_or(&folded).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "SKfedcba9876543210fedcba9876543210";
    const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
    const HEADER: &str = r#"{"typ":"JWT","alg":"HS256","cty":"twilio-fpa;v=1"}"#;

    fn judged(header: &str, signature: &Signature, ours: Option<(&str, &str)>) -> Vec<String> {
        let payload = format!(
            r#"{{"iss":"{KEY}","sub":"{ACCOUNT}","iat":1000,"exp":4600,"grants":{{"video":{{}},"identity":"alice"}}}}"#
        );
        let at = UnixTime::from_seconds(1000).unwrap();
        let context = Context { at, signature, ours, mask: &Mask::default() };
        let findings = judge(&Token::unsigned(header, &payload), &context);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_wrong_signature_is_said_with_its_maker_unless_the_algorithm_explains_it() {
        let unknown = Signature::Invalid(None);
        let said = judged(HEADER, &unknown, None);
        assert_eq!(
            said,
            [
                "the signature does not match the API key secret (20107 Invalid Access Token signature)"
            ]
        );
        let by_auth_token = Signature::Invalid(Some("the account's Auth Token".to_owned()));
        let said = judged(HEADER, &by_auth_token, None);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("signed with the account's Auth Token, not with"), "{said:?}");
        let said = judged(&HEADER.replace("HS256", "HS512"), &unknown, None);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("header.alg: "), "{said:?}");
        for fine in [Signature::Valid, Signature::Unchecked] {
            assert_eq!(judged(HEADER, &fine, None), [""; 0]);
        }
    }

    #[test]
    fn our_key_with_another_account_is_told() {
        let other = "ACffffffffffffffff0000000000000000";
        assert_eq!(judged(HEADER, &Signature::Valid, Some((KEY, ACCOUNT))), [""; 0]);
        let said = judged(HEADER, &Signature::Valid, Some((KEY, other)));
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("sub: `iss` is your API key, but"), "{said:?}");
        let their_key = "SK0000000000000000ffffffffffffffff";
        assert_eq!(judged(HEADER, &Signature::Valid, Some((their_key, other))), [""; 0]);
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
