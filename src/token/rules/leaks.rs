//! Credentials in a token. Anybody who has a token can read it, so a secret in it is a secret told.
//!
//! Two kinds are found: those at hand to whoever looks, wherever they stand, and texts of a secret's shape where a SID or a
//! secret is named. No finding shows any of them, nor does its path.

use std::borrow::Cow;

use super::super::text::{CREDENTIAL_LENGTH, SHORTEST_CREDENTIAL, quoted};
use super::{Finding, Mask, Severity, Shape, Token, codes, folded, header};

const REVOKE: &str =
    "deleting the API key that signed this token revokes every token it has signed";

/// The credentials that nobody may see who is shown this token: those at hand, and those that the token leaks.
pub(crate) fn mask<'m>(token: &Token, at_hand: &'m Mask) -> Cow<'m, Mask> {
    let mut mask = Cow::Borrowed(at_hand);
    let parties = ["iss", "sub"].into_iter().filter_map(|party| token.text(party));
    for (credential, _) in parties.flat_map(credentials_in) {
        // What is said of the issuer need not be said again of a `jti` that repeats it. Of the issuer of somebody else's token
        // nothing is said.
        if !mask.has_at_hand(credential) || header::stranger(token).is_none() {
            mask.to_mut().add_leaked(credential);
        }
    }
    token.strings(&mut |path, text| {
        if names_a_secret(path) {
            for (credential, _) in credentials_in(text) {
                if !mask.has_at_hand(credential) {
                    mask.to_mut().add_leaked(credential);
                }
            }
        }
    });
    mask
}

/// What is said of the credentials in a token: of those at hand, wherever they stand, for no mint may write such a token;
/// and of other texts of a secret's shape under the name of a secret.
pub(super) fn judge(token: &Token, mask: &Mask) -> Vec<Finding> {
    // The first path, and how many more there are.
    let (mut at_hand, mut named) = ((None, 0), (None, 0));
    token.strings(&mut |path, text| {
        // So are most texts of a token.
        if text.len() < SHORTEST_CREDENTIAL {
            return;
        }
        let (first, others) = if mask.has_at_hand(text) {
            &mut at_hand
        } else if names_a_secret(path) && credentials_in(text).next().is_some() {
            &mut named
        } else {
            return;
        };
        match first {
            None => *first = Some(mask.excerpt(&path.join("."))),
            Some(_) => *others += 1,
        }
    });
    let found = [(Severity::Error, at_hand), (Severity::Warning, named)].into_iter();
    found.filter_map(|(how, (first, others))| Some(leaked(how, &first?, others))).collect()
}

/// That anybody can read what stands here and in so many other places: an error if it is surely a credential.
pub(super) fn leaked(severity: Severity, claim: &str, others: usize) -> Finding {
    let (what, hint) = match severity {
        Severity::Error => (
            "one of your own credentials",
            "take it out; if anybody has such a token, make a new credential in the Twilio Console",
        ),
        _ => ("what looks like a secret", "if it is one, take it out, and make a new one"),
    };
    let elsewhere = match others {
        0 => String::new(),
        1 => " and in one other place".to_owned(),
        others => format!(" and in {others} other places"),
    };
    let place = quoted(claim) + &elsewhere;
    let message = format!("{what} is in {place}: anybody who has the token can read it");
    Finding::new(severity, message).at(claim).hint(hint).hint(REVOKE)
}

/// A credential where the SID of a party belongs.
pub(super) fn instead_of_sid(claim: &str, shape: Shape) -> Finding {
    let (what, hint) = match shape {
        Shape::AuthToken => ("an Auth Token", "rotate the Auth Token in the Twilio Console now"),
        _ => (
            "an API key secret",
            "delete its API key in the Twilio Console now, and make a new one; are key SID and secret swapped?",
        ),
    };
    let message = format!("`{claim}` contains {what}, which anybody who has the token can read");
    Finding::error(message).code(&codes::LEAK).hint(hint).hint(REVOKE)
}

/// The texts of the shape of an Auth Token or an API key secret in a text, in whatever they are wrapped.
pub(super) fn credentials_in(text: &str) -> impl Iterator<Item = (&str, Shape)> {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric());
    runs.filter(|run| run.len() == CREDENTIAL_LENGTH).filter_map(|run| {
        let shape = Shape::of(run);
        matches!(shape, Shape::AuthToken | Shape::ApiKeySecret).then_some((run, shape))
    })
}

/// Whether the last name on the way is that of a secret: `api_secret`, `twilioAuthToken`.
fn names_a_secret(path: &[&str]) -> bool {
    const NAMES: [&str; 2] = ["secret", "authtoken"];
    let name = path.last().copied().unwrap_or_default();
    // Every string of a token is asked, and most names are too short or fail at their last letter.
    name.len() >= NAMES[0].len()
        && matches!(name.as_bytes().last(), Some(b't' | b'T' | b'n' | b'N' | b'_'))
        && NAMES.iter().any(|secret| folded(name).ends_with(secret))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

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

    /// The claim of the one finding, which must not show the credential.
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
            // At hand or not, the finding about the issuer says it all.
            for at_hand_mask in [Mask::default(), at_hand_of(AUTH_TOKEN)] {
                let covered = mask(&token, &at_hand_mask);
                assert_eq!(covered.cover(&format!("x{AUTH_TOKEN}")), "x[masked]");
                assert_eq!(at_hand(&token, &covered), []);
            }
            // Of somebody else's token there is no such finding.
            let stranger = Token::unsigned("{}", &payload);
            assert_eq!(mask(&stranger, &Mask::default()).cover(AUTH_TOKEN), "[masked]");
            assert_eq!(at_hand(&stranger, &mask(&stranger, &at_hand_of(AUTH_TOKEN))).len(), 1);
        }
    }

    #[test]
    fn a_token_full_of_secrets_is_looked_through_once() {
        let secrets: Vec<String> = (1..=8_000).map(|n| format!("{n:032x}")).collect();
        let started = Instant::now();
        for text in [secrets.join(" "), secrets.join("\",\"")] {
            let token = Token::unsigned("{}", &format!(r#"{{"iss":"SK","secret":["{text}"]}}"#));
            let at_hand = Mask::default();
            let covered = mask(&token, &at_hand).cover(&text).into_owned();
            assert_eq!(covered.matches("[masked]").count(), secrets.len());
            assert!(!covered.contains("00000000"));
        }
        // Each with each, they would take several times as long.
        assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
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

        // The same text under another name may be anything: a user's ID.
        let other = Token::unsigned("{}", &format!(r#"{{"grants":{{"identity":"{SECRET}"}}}}"#));
        assert_eq!(mask(&other, &nothing).cover(SECRET), SECRET);
        assert_eq!(under_secret_names(&other, &nothing), []);
    }
}
