//! Twilio's error codes: which code a fault in a token gets, and what each code means.
//!
//! The explanations are in codes.md, one section per code, so that they can be edited as prose. `explain`,
//! `decode --error` and the titles of findings use them. This file lists the faults that the rules can find. Twilio
//! does not document which of several matching codes it returns, so each fault has the most likely code and the others
//! that have been seen for it. Nothing here depends on tokens or rules.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The error code that Twilio most likely returns for a fault.
///
/// The number is part of the API; the title and `also` are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// The code, such as 20104.
    pub number: u32,
    /// Twilio's title for the code.
    pub title: &'static str,
    /// Other codes that have been seen for the same fault.
    pub also: &'static [u32],
}

/// Something wrong with a token that the rules can find.
#[derive(Debug)]
pub struct Fault {
    code: u32,
    also: &'static [u32],
    /// What in a token leads to the code, as `explain` lists it.
    pub(crate) seen: &'static str,
}

impl Fault {
    pub(crate) fn code(&self) -> Code {
        let title = known(self.code).map_or("", |known| known.title);
        Code { number: self.code, title, also: self.also }
    }

    /// All codes that Twilio may return for the fault.
    fn codes(&self) -> impl Iterator<Item = u32> {
        self.also.iter().copied().chain([self.code])
    }
}

/// Declares the faults and the list of all faults together, so that `explain` cannot miss one.
macro_rules! faults {
    ($($name:ident = $code:literal, $also:expr, $seen:literal;)*) => {
        $(pub(crate) const $name: &Fault = &Fault { code: $code, also: &$also, seen: $seen };)*
        pub(crate) const FAULTS: &[&Fault] = &[$($name),*];
    };
}

faults! {
    MALFORMED = 20101, [31204, 51130, 20160], "the token is not three segments of base64url with JSON objects in the first two";
    HEADER = 20102, [51114, 20152], "`typ`, `alg` or `cty` in the header is not what an Access Token needs, `twr` is not a string, or there is a `crit`";
    PARTY = 20103, [51115, 20153, 20154], "`iss` is not an API key SID (SK…), or `sub` is not an account SID (AC…)";
    OTHER_ACCOUNT = 20103, [20151], "`iss` is your API key, but `sub` is not your account";
    PARTY_PLACEHOLDER = 20103, [], "`iss` or `sub` is a placeholder, such as `AC000…0`";
    LEAK = 20103, [], "`iss` or `sub` is an Auth Token or an API key secret instead of a SID";
    EXPIRY = 20104, [31205, 51119, 20156], "the token has expired, or `exp` is missing, negative, not a number, or not after `iat` and `nbf`; or `iat` is not a number";
    NOT_YET = 20105, [51120, 20155], "`nbf` is in the future, or not a number";
    LIFETIME = 20157, [20104, 31207, 51121], "the token is valid for longer than 24 hours";
    MILLISECONDS = 20157, [20104, 31207, 51121], "`exp`, `iat` or `nbf` is in milliseconds instead of seconds";
    VOICE_LIFETIME = 31207, [], "a voice token is valid for exactly 24 hours (a warning)";
    GRANTS = 20106, [51103, 51116], "`grants` is missing, not an object, or has nothing in it but the identity";
    NEAR_GRANT = 20106, [51103, 51116], "a grant has nearly the right name, such as `sync` for `data_sync`";
    SERVICE = 20106, [51104, 51102, 51101], "a chat or sync grant has no `service_sid`, or one of the wrong kind";
    GRANT_SID = 20106, [], "a workspace or worker SID is missing, or a workspace, worker or deployment role SID is of the wrong kind";
    GRANT_PLACEHOLDER = 20106, [], "a SID in a grant is a placeholder, such as `IS000…0`";
    INCOMING = 20106, [], "`incoming` in a voice grant is not an object, or its `allow` is not a boolean (a warning)";
    IDENTITY = 20106, [51105, 20101], "a chat, sync or voice token has no identity";
    IDENTITY_WITH_VIDEO = 20106, [51105, 53200, 20101], "a token for Video and another product has no identity";
    VIDEO_IDENTITY = 53200, [20101], "a video token has no identity";
    VIDEO_IDENTITY_LENGTH = 53201, [53200], "the identity of a video token has more than 128 characters";
    CLIENT_NAME = 31105, [], "the identity of a voice token has characters other than letters, digits and `_`, or more than 256 of them (a warning for `-`, and for words such as `undefined`)";
    CHAT_IDENTITY_LENGTH = 51003, [50207, 54351], "the identity of a chat or sync token has more than 256 characters";
    SIGNATURE = 20107, [31202, 51117, 20159], "the signature does not match the secret";
    OUTGOING = 31002, [31001, 21218, 31100], "a voice grant has no `outgoing.application_sid` (a warning if it allows incoming calls)";
    APPLICATION = 21218, [31001, 31100], "`outgoing.application_sid` in a voice grant is not the SID of a TwiML app (AP…)";
    PUSH_CREDENTIAL = 52002, [20101, 31301], "`push_credential_sid` is not the SID of a push credential (CR…)";
}

/// An explanation of one of Twilio's error codes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The code, such as 20104.
    pub code: u32,
    /// Twilio's title for the code.
    pub title: &'static str,
    /// What the code means, in one to three sentences.
    pub meaning: String,
    /// Causes that a token can show. [`Token::check`](crate::Token::check) finds them, except for a wrong signature, the
    /// account of another key, and what [`Token::parse`](crate::Token::parse) refuses.
    pub in_token: Vec<&'static str>,
    /// Causes outside the token.
    pub elsewhere: Vec<String>,
    /// What to do: a hint, in one or two sentences. Like other hints, it starts in lower case.
    pub what_to_do: String,
    /// Other codes that have been seen for the same faults.
    pub also: Vec<u32>,
}

/// Explains what one of Twilio's error codes means for a token. Returns `None` for an unknown code.
pub fn explain(code: u32) -> Option<Explanation> {
    known(code).cloned()
}

/// All known codes, sorted by number.
pub(crate) static ALL: LazyLock<Vec<Explanation>> = LazyLock::new(|| {
    include_str!("codes.md").split("\n# ").skip(1).filter_map(explanation).collect()
});

fn known(code: u32) -> Option<&'static Explanation> {
    ALL.iter().find(|known| known.code == code)
}

/// Parses a section of codes.md, and adds what the faults say about its code.
fn explanation(section: &'static str) -> Option<Explanation> {
    let (heading, text) = section.split_once('\n')?;
    let (code, title) = heading.split_once(' ')?;
    let code = code.parse().ok()?;
    let (says, what_to_do) = text.split_once("\nDo: ")?;
    let (meaning, causes) = says.split_once("\n- ").unwrap_or((says, ""));
    let faults = || FAULTS.iter().filter(|fault| fault.codes().any(|known| known == code));
    let also: BTreeSet<u32> = faults().flat_map(|fault| fault.codes()).collect();
    let causes = causes.split("\n- ").map(one_line);
    Some(Explanation {
        code,
        title,
        meaning: one_line(meaning),
        in_token: faults().map(|fault| fault.seen).collect(),
        elsewhere: causes.filter(|cause| !cause.is_empty()).collect(),
        what_to_do: one_line(what_to_do),
        also: also.into_iter().filter(|known| *known != code).collect(),
    })
}

/// Joins the lines of a paragraph: codes.md wraps them, without indent, and the caller wraps them again for its own width.
fn one_line(text: &str) -> String {
    text.trim_end().replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_code_is_explained_under_its_title_and_no_other() {
        let list = include_str!("../../../tests/vectors/codes.json");
        let published: Vec<serde_json::Value> = serde_json::from_str(list).expect("a list");
        let published: Vec<_> =
            published.iter().map(|code| (code["code"].as_u64(), code["title"].as_str())).collect();
        let explained: Vec<_> =
            ALL.iter().map(|known| (Some(u64::from(known.code)), Some(known.title))).collect();
        assert_eq!(explained, published);
        assert_eq!(explained.len(), 82);
        assert!(explained.is_sorted());
        assert_eq!(explain(20108), None);
    }

    #[test]
    fn every_section_says_what_it_means_and_what_to_do() {
        for Explanation { code, title, meaning, elsewhere, what_to_do, .. } in &*ALL {
            assert!(!title.is_empty() && !title.ends_with(['.', '!']), "{code} {title}");
            for text in [meaning, what_to_do] {
                assert!(text.ends_with('.') && !text.contains("Do:"), "{code}: {text}");
                assert!(!text.contains("  "), "{code}: {text}");
            }
            for cause in elsewhere {
                assert!(!cause.ends_with('.') && cause.len() > 10, "{code}: {cause}");
                assert!(!cause.contains("  "), "{code}: {cause}");
            }
        }
    }

    #[test]
    fn every_fault_names_codes_that_are_explained() {
        for fault in FAULTS {
            assert!(!fault.code().title.is_empty(), "{fault:?}");
            for code in fault.also.iter().chain([&fault.code]) {
                let explained = explain(*code).expect("a section");
                assert!(explained.in_token.contains(&fault.seen), "{code}: {fault:?}");
            }
        }
    }

    #[test]
    fn a_wrapped_section_comes_apart_into_whole_sentences() {
        let code = explain(51105).expect("a section");
        assert_eq!(code.title, "Token doesn't contain identity");
        assert!(code.meaning.starts_with("The token does not say who it is for. The"));
        assert!(code.meaning.ends_with("SDKs need `identity` inside `grants`."));
        assert_eq!(code.in_token, [IDENTITY.seen, IDENTITY_WITH_VIDEO.seen]);
        assert_eq!(code.elsewhere, [""; 0]);
        assert!(code.what_to_do.starts_with("mint the token with an identity, and"));
        assert_eq!(code.also, [20101, 20106, 53200]);

        let code = explain(53000).expect("a section");
        assert_eq!(code.elsewhere.len(), 3);
        assert!(code.elsewhere[0].ends_with("of 20101 to 20107 may be behind it"));
    }

    /// No source has these codes. Printing one would send people looking for something that does not exist.
    #[test]
    fn codes_that_do_not_exist_are_not_mentioned() {
        for code in ["20108", "20109", "20158", "20161", "20162"] {
            assert!(!include_str!("codes.md").contains(code), "{code}");
        }
    }
}
