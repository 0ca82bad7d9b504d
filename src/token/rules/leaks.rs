//! Credentials in a token. Anyone who has a token can read it, so a secret in a token is no longer secret.
//!
//! Two kinds are found: the caller's own credentials ("at hand"), anywhere in the token; and texts that look like a
//! secret, in `iss`, in `sub` and under a name such as `api_secret`. Neither a finding nor its claim path shows a
//! credential.

use std::borrow::Cow;

use super::super::text::{CREDENTIAL_LENGTH, SHORTEST_CREDENTIAL, quoted};
use super::{Finding, Mask, Severity, Shape, Token, folded, header};

pub(super) const OURS: &str = "one of your own credentials";
const REPLACE: &str =
    "take it out; if anybody has such a token, rotate the credential in the Twilio Console";
const REVOKE: &str = "deleting an API key revokes every token it has signed";

/// The credentials to hide when this token is shown: those at hand, and those that the token leaks.
pub(crate) fn mask<'m>(token: &Token, at_hand: &'m Mask) -> Cow<'m, Mask> {
    let mut mask = Cow::Borrowed(at_hand);
    token.strings(&mut |path, text| {
        // The name of a claim is passed with the same path as its value, so the value must be this text.
        let is_party = matches!(path, [claim @ ("iss" | "sub")] if token.text(claim) == Some(text));
        let may_leak = is_party || names_a_secret(path);
        for (credential, _) in may_leak.then(|| credentials_in(text)).into_iter().flatten() {
            // The finding about `iss` or `sub` already reports this credential, so it no longer counts as at hand: a
            // `jti` that repeats it needs no second finding. A token that is not Twilio's gets no finding about them.
            if !mask.has_at_hand(credential) || is_party && header::stranger(token).is_none() {
                mask.to_mut().add_leaked(credential);
            }
        }
    });
    mask
}

/// The findings about credentials in a token. One at hand, anywhere in the token, is an error, because minting must
/// never write such a token. Another text that looks like a secret, under the name of a secret, is a warning.
pub(super) fn judge(token: &Token, mask: &Mask) -> Vec<Finding> {
    // The first place of each kind. The view masks the others.
    let (mut at_hand, mut named) = (None, None);
    token.strings(&mut |path, text| {
        // Most strings in a token are too short to be a credential.
        if text.len() < SHORTEST_CREDENTIAL {
            return;
        }
        let place = || mask.excerpt(&path.join("."));
        if mask.has_at_hand(text) {
            at_hand.get_or_insert_with(place);
        } else if names_a_secret(path) && credentials_in(text).next().is_some() {
            named.get_or_insert_with(place);
        }
    });
    let ours = at_hand.map(|claim| leaked(OURS, &claim));
    let warning = |claim: String| Finding {
        severity: Severity::Warning,
        ..leaked("what looks like a secret", &claim)
    };
    ours.into_iter().chain(named.map(warning)).collect()
}

/// The finding that a credential, or what looks like one, is in this claim.
pub(super) fn leaked(what: &str, claim: &str) -> Finding {
    let message = format!("{what} is in {}: anybody who has the token can read it", quoted(claim));
    Finding::error(message).at(claim).hint(REPLACE).hint(REVOKE)
}

/// The parts of a text that look like an Auth Token or an API key secret, whatever is around them.
pub(super) fn credentials_in(text: &str) -> impl Iterator<Item = (&str, Shape)> {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric());
    runs.filter(|run| run.len() == CREDENTIAL_LENGTH).filter_map(|run| {
        let shape = Shape::of(run);
        matches!(shape, Shape::AuthToken | Shape::ApiKeySecret).then_some((run, shape))
    })
}

/// Whether the last name of a path is that of a secret: `api_secret`, `twilioAuthToken`.
fn names_a_secret(path: &[&str]) -> bool {
    const NAMES: [&str; 3] = ["secret", "secretkey", "authtoken"];
    let name = path.last().copied().unwrap_or_default();
    // This runs for every string in a token. The last two letters rule out most names cheaply.
    let mut end = name.bytes().rev().filter(u8::is_ascii_alphanumeric);
    let end = [end.next(), end.next()].map(|letter| letter.map(|b| b.to_ascii_lowercase()));
    matches!(end, [Some(b't' | b'y' | b'n'), Some(b'e')])
        && NAMES.iter().any(|secret| folded(name).ends_with(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made-up credentials.
    const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
    const AUTH_TOKEN: &str = "fedcba98765432100123456789abcdef";

    fn judged(token: &Token, mask: &Mask, severity: Severity) -> Vec<Finding> {
        let mut findings = judge(token, mask);
        findings.retain(|finding| finding.severity == severity);
        findings
    }

    fn at_hand(token: &Token, mask: &Mask) -> Vec<Finding> {
        judged(token, mask, Severity::Error)
    }

    fn under_secret_names(token: &Token, mask: &Mask) -> Vec<Finding> {
        judged(token, mask, Severity::Warning)
    }

    fn at_hand_of(credential: &str) -> Mask {
        let mut mask = Mask::default();
        mask.add(credential);
        mask
    }

    /// The claim of the only finding, which must not show the credential.
    fn place(header: &str, payload: &str) -> String {
        let findings = at_hand(&Token::unsigned(header, payload), &at_hand_of(SECRET));
        let [finding] = findings.as_slice() else { panic!("{payload}: {findings:?}") };
        assert!(!format!("{finding:?}").contains(&SECRET[..8]), "{finding:?}");
        finding.claim.clone().unwrap()
    }

    #[test]
    fn a_credential_at_hand_is_found_wherever_it_stands() {
        for (payload, claim) in [
            (format!(r#"{{"jti":"{SECRET}"}}"#), "jti"),
            (format!(r#"{{"a":{{"b":[1,["x:{SECRET}\u200b"]]}}}}"#), "a.b"),
            (format!(r#"{{"a":{{"{SECRET}":1}}}}"#), "a.[masked]"),
            (format!(r#"{{"{SECRET}":{{"b":"'{SECRET}'"}}}}"#), "[masked]"),
        ] {
            assert_eq!(place("{}", &payload), claim);
        }
        assert_eq!(place(&format!(r#"{{"kid":"{SECRET}"}}"#), "{}"), "header.kid");
        let shortest = &SECRET[..SHORTEST_CREDENTIAL];
        let token = Token::unsigned("{}", &format!(r#"{{"jti":"{shortest}"}}"#));
        assert_eq!(at_hand(&token, &at_hand_of(shortest)).len(), 1);
        let token = Token::unsigned("{}", &format!(r#"{{"jti":"{}"}}"#, &SECRET[1..]));
        assert_eq!(at_hand(&token, &at_hand_of(SECRET)), []);
    }

    #[test]
    fn what_a_token_leaks_is_masked_and_said_once() {
        for payload in [
            format!(r#"{{"iss":"{AUTH_TOKEN}","jti":"{AUTH_TOKEN}-1"}}"#),
            format!(r#"{{"sub":"SK1:{AUTH_TOKEN}\r","jti":"{AUTH_TOKEN}-1"}}"#),
        ] {
            let token = Token::unsigned(r#"{"cty":"twilio-fpa;v=1"}"#, &payload);
            // At hand or not, only the finding about `iss` or `sub` reports it.
            for at_hand_mask in [Mask::default(), at_hand_of(AUTH_TOKEN)] {
                let covered = mask(&token, &at_hand_mask);
                assert_eq!(covered.cover(&format!("x{AUTH_TOKEN}")), "x[masked]");
                assert_eq!(at_hand(&token, &covered), []);
            }
            // A token that is not Twilio's gets no such finding.
            let stranger = Token::unsigned("{}", &payload);
            assert_eq!(mask(&stranger, &Mask::default()).cover(AUTH_TOKEN), "[masked]");
            assert_eq!(at_hand(&stranger, &mask(&stranger, &at_hand_of(AUTH_TOKEN))).len(), 1);
        }
    }

    /// Counts the time of this thread, not that of the clock, which goes on while other programs run.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_token_full_of_secrets_is_looked_through_once() {
        let spent = || {
            let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
            times.split(' ').next().unwrap().parse::<u64>().unwrap()
        };
        let time = |count: usize, separator: &str| {
            let secrets: Vec<String> = (1..=count).map(|n| format!("{n:032x}")).collect();
            let text = secrets.join(separator);
            let token = Token::unsigned("{}", &format!(r#"{{"iss":"SK","secret":["{text}"]}}"#));
            let before = spent();
            let covered = mask(&token, &Mask::default()).cover(&text).into_owned();
            let time = spent() - before;
            assert_eq!(covered.matches("[masked]").count(), count);
            assert!(!covered.contains("00000000"));
            time
        };
        for separator in [" ", "\",\""] {
            let fastest = |count| (0..3).map(|_| time(count, separator)).min().unwrap();
            let (few, many) = (fastest(1_000), fastest(8_000));
            // If each secret were compared with each position, this would take 64 times as long.
            assert!(many < 30 * few, "{few} {many}");
        }
    }

    #[test]
    fn a_secret_under_its_name_is_masked_and_at_hand_it_is_an_error() {
        let token =
            Token::unsigned("{}", &format!(r#"{{"grants":{{"x":{{"apiSecret":"{SECRET}"}}}}}}"#));
        let nothing = Mask::default();
        let leaked = mask(&token, &nothing);
        assert_eq!(leaked.cover(SECRET), "[masked]");
        assert_eq!(at_hand(&token, &leaked), []);
        assert_eq!(under_secret_names(&token, &leaked).len(), 1);

        let ours = at_hand_of(SECRET);
        let both = mask(&token, &ours);
        assert_eq!(at_hand(&token, &both).len(), 1);
        assert_eq!(under_secret_names(&token, &both), []);

        // Under another name, the same text may be anything, such as a user's ID.
        let other = Token::unsigned("{}", &format!(r#"{{"grants":{{"identity":"{SECRET}"}}}}"#));
        assert_eq!(mask(&other, &nothing).cover(SECRET), SECRET);
        assert_eq!(under_secret_names(&other, &nothing), []);
    }
}
