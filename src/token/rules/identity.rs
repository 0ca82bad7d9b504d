//! The identity: who the token is for, and what each product accepts there.
//!
//! A batch runs these rules for every identity, and all other rules only once. So these rules depend only on the names
//! of the grants and on the identity, and have a fast path for plain names, which most identities are.

use super::super::grant::{
    CHAT, IDENTITY, LEGACY_CHAT, PLAYER, Product, SYNC, TASK_ROUTER, VIDEO, VOICE,
};
use super::super::text::quoted;
use super::{Finding, Json, Mask, Object, Severity, codes, folded, leaks};

/// The longest identity that Voice, Conversations and Sync accept, in characters.
const MAX: usize = 256;
/// The longest identity that Video accepts, in characters. A double-byte character counts as two.
const MAX_VIDEO: usize = 128;
/// The path of the claim.
pub(crate) const CLAIM: &str = "grants.identity";

/// Why programs write a text that [`is_nothing`].
pub(crate) const WHY_WRITTEN: &str = "programs write this for a missing value, or for an object";

/// Whether a text is what programs write when they have no text to put there.
pub(crate) fn is_nothing(text: &str) -> bool {
    matches!(text, "undefined" | "null" | "NaN" | "None")
        || (text.starts_with("[object ") && text.ends_with(']'))
}

/// What the grants of a token need of its identity.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "any product can stand beside any other")]
pub(crate) struct Needs {
    chat_or_sync: bool,
    voice: bool,
    video: bool,
    /// Any product but Video that needs an identity.
    non_video: bool,
}

impl Needs {
    /// What grants with these names need.
    pub(crate) fn of<'g>(grants: impl Iterator<Item = &'g str>) -> Self {
        let mut needs = Self::default();
        for grant in grants {
            needs.chat_or_sync |= matches!(grant, CHAT | SYNC | LEGACY_CHAT);
            needs.voice |= grant == VOICE;
            needs.video |= grant == VIDEO;
            needs.non_video |=
                Product::of(grant).is_some() && !matches!(grant, VIDEO | TASK_ROUTER | PLAYER);
        }
        needs
    }

    /// All findings about one identity of a batch, worst first.
    pub(crate) fn judge(self, identity: &str, mask: &Mask) -> Vec<Finding> {
        let mut findings = self.judge_text(identity, mask);
        if mask.has_at_hand(identity) {
            findings.insert(0, leaks::leaked(leaks::OURS, CLAIM));
        }
        findings.sort_by_key(|finding| finding.severity);
        findings
    }

    /// All findings about the identity of a token.
    pub(super) fn judge_claim(self, claims: &Object, grants: &Object, mask: &Mask) -> Vec<Finding> {
        let absent = match grants.get(IDENTITY) {
            Some(Json::String(identity)) => return self.judge_text(identity, mask),
            Some(other) => format!("the identity is {}, not a string", other.kind()),
            None if claims.get(IDENTITY).is_some() => {
                "the identity is beside `grants`, not in it".to_owned()
            }
            None => match grants.iter().find(|(name, _)| folded(name) == IDENTITY) {
                Some((name, _)) => format!("the identity is under the name {}", mask.quoted(name)),
                None => "the identity is missing".to_owned(),
            },
        };
        self.absent(absent)
    }

    /// The fast path: a short name of letters, digits, `_` and, without Voice, `-`. Every product accepts it.
    fn is_plain(self, identity: &str) -> bool {
        let hyphen = if self.voice { b'_' } else { b'-' };
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == hyphen;
        (1..=MAX_VIDEO).contains(&identity.len())
            // No early exit, so the compiler can vectorize the loop.
            && identity.bytes().fold(true, |all, byte| all & is_plain(byte))
            && !is_nothing(identity)
    }

    fn judge_text(self, identity: &str, mask: &Mask) -> Vec<Finding> {
        if self.is_plain(identity) {
            return Vec::new();
        }
        if identity.trim().is_empty() {
            let fault = if identity.is_empty() { "empty" } else { "blank" };
            return self.absent(format!("the identity is {fault}"));
        }
        let foreign =
            identity.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
        if is_nothing(identity) {
            let message = format!("the identity is {}: {WHY_WRITTEN}", mask.quoted(identity));
            let is_refused = self.voice && foreign.is_some();
            let severity = if is_refused { Severity::Error } else { Severity::Warning };
            let mut finding = Finding::new(severity, message).at(CLAIM);
            finding.code = self.voice.then(|| codes::CLIENT_NAME.code());
            return vec![finding.hint("give the user's name or ID, as text")];
        }
        let client_name = self.voice.then(|| client_name(identity, foreign)).flatten();
        let mut findings = Vec::from_iter(client_name);
        let length = identity.chars().count();
        let columns = identity.chars().map(|c| if c > '\u{ff}' { 2 } else { 1 }).sum();
        let video = "Video, where a double-byte character counts as two";
        for (applies, length, limit, fault, product) in [
            (self.voice, length, MAX, codes::CLIENT_NAME, "Voice"),
            (self.video, columns, MAX_VIDEO, codes::VIDEO_IDENTITY_LENGTH, video),
            (self.chat_or_sync, length, MAX, codes::CHAT_IDENTITY_LENGTH, "Conversations and Sync"),
        ] {
            if applies && length > limit {
                let message = format!("the identity has {length} characters; the limit is {limit}");
                let finding = Finding::error(message).code(fault).at(CLAIM);
                findings.push(finding.hint(format!("at most {limit} for {product}")));
            }
        }
        if let Some(reserved) = identity.bytes().find(|byte| b"!*'();:@&=+$,/?%#[]".contains(byte))
            && (self.chat_or_sync || self.video)
        {
            let message = format!(
                "the identity has the reserved URI character `{}`, which Twilio advises against",
                char::from(reserved)
            );
            findings.push(Finding::advice(message).at(CLAIM));
        }
        findings
    }

    /// The finding that there is no identity, if a product needs one.
    fn absent(self, message: String) -> Vec<Finding> {
        let fault = match (self.non_video, self.video) {
            (true, true) => codes::IDENTITY_WITH_VIDEO,
            (true, false) => codes::IDENTITY,
            (false, true) => codes::VIDEO_IDENTITY,
            (false, false) => return Vec::new(),
        };
        let hint = "write it in `grants.identity`, as text";
        vec![Finding::error(message).code(fault).at(CLAIM).hint(hint)]
    }
}

/// The finding that an identity has a character that Voice does not accept.
fn client_name(identity: &str, foreign: Option<char>) -> Option<Finding> {
    let is_number = |text: &str| {
        (7..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut hint = "Voice takes letters, digits and `_`";
    let finding = if identity.strip_prefix(' ').is_some_and(is_number) {
        hint =
            "leave the `+` out: Voice does not take it, and a query string turns it into a space";
        Finding::error("the phone number starts with a space: its `+` was decoded as a space")
    } else if let Some(foreign) = foreign {
        let foreign = quoted(&foreign.to_string());
        Finding::error(format!("a voice identity cannot have the character {foreign}"))
    } else if identity.contains('-') {
        Finding::warning(
            "the voice identity contains `-`: Twilio's docs forbid it, but it has been seen to work",
        )
    } else {
        return None;
    };
    Some(finding.code(codes::CLIENT_NAME).at(CLAIM).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The public `Signer` only shows errors. The warnings are for `--identities`, which leaves out the hints.
    #[test]
    fn a_batch_is_warned_of_an_identity() {
        for (grant, identity, severities) in [
            (CHAT, "alice", &[][..]),
            (CHAT, "alice@example.com", &[Severity::Hint]),
            (CHAT, "undefined", &[Severity::Warning]),
            (VOICE, "alice-b", &[Severity::Warning]),
            (VOICE, "alice.b", &[Severity::Error]),
            ("player", "", &[]),
        ] {
            let found = Needs::of([grant].into_iter()).judge(identity, &Mask::default());
            let found: Vec<_> = found.iter().map(|finding| finding.severity).collect();
            assert_eq!(found, severities, "{grant} {identity}");
        }
    }
}
