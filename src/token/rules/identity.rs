//! Who the token is for, as each product wants it written.
//!
//! A batch asks this about each identity and all other rules once, so what is said here
//! depends on the names of the grants and on the identity alone.

use super::super::escape::quoted;
use super::super::grant::name;
use super::super::json::Json;
use super::codes::{self, Code};
use super::{Finding, Findings, Leaks, Severity};

/// The longest client name of Voice, in characters.
const MAX_VOICE: usize = 256;
/// The longest identity of Conversations and Sync, in characters.
const MAX_CHAT: usize = 256;
/// The longest identity of Video, where a double-byte character counts two.
const MAX_VIDEO: usize = 128;
/// The path of the claim.
const CLAIM: &str = "grants.identity";

/// What the grants of a token demand of its identity.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "any of the products can stand beside any other"
)]
pub struct Demands {
    chat: bool,
    voice: bool,
    video: bool,
    legacy: bool,
}

impl Demands {
    /// What grants of these names demand.
    pub fn of<'g>(grants: impl Iterator<Item = &'g str>) -> Self {
        let mut demands = Self::default();
        for grant in grants {
            match grant {
                name::CHAT | name::SYNC => demands.chat = true,
                name::VOICE => demands.voice = true,
                name::VIDEO => demands.video = true,
                name::LEGACY_CHAT | name::LEGACY_VIDEO => demands.legacy = true,
                // TaskRouter, player and unknown grants need none.
                _ => {}
            }
        }
        demands
    }

    /// Whether there must be an identity.
    pub fn need_identity(self) -> bool {
        self.chat || self.voice || self.video || self.legacy
    }

    /// All that is found about an identity, worst first; hints are left out.
    pub fn findings(self, identity: &str) -> Vec<Finding> {
        let mut findings = Findings {
            list: Vec::new(),
            least: Severity::Warning,
            leaks: Leaks::NONE,
        };
        self.judge_text(identity, &mut findings);
        let mut findings = findings.list;
        findings.sort_by_key(|finding| finding.severity);
        findings
    }

    pub(super) fn judge(self, identity: Option<&Json<'_>>, findings: &mut Findings<'_>) {
        match identity {
            Some(Json::String(identity)) => self.judge_text(identity, findings),
            None => self.absent("is missing", findings),
            Some(other) => self.absent(&format!("is {}, not a string", other.kind()), findings),
        }
    }

    fn judge_text(self, identity: &str, findings: &mut Findings<'_>) {
        if identity.trim().is_empty() {
            let fault = if identity.is_empty() {
                "is empty"
            } else {
                "is blank"
            };
            self.absent(fault, findings);
            return;
        }
        if self.voice {
            client_name(identity, findings);
        }
        if self.video {
            let columns = identity.chars().map(|c| if c > '\u{ff}' { 2 } else { 1 });
            let product = "Video, where a double-byte character counts two";
            let code = codes::VIDEO_IDENTITY_LENGTH;
            judge_length(code, columns.sum(), product, MAX_VIDEO, findings);
        }
        if self.chat {
            let product = "Conversations and Sync";
            let code = codes::CHAT_IDENTITY_LENGTH;
            judge_length(code, identity.chars().count(), product, MAX_CHAT, findings);
        }
        if self.chat || self.video {
            findings.hint_if(|| reserved_character(identity));
        }
    }

    fn absent(self, fault: &str, findings: &mut Findings<'_>) {
        let message = || format!("the identity {fault}");
        let cure = "say who the token is for";
        if self.chat || self.voice || self.legacy {
            findings.error(
                Finding::error(codes::IDENTITY, message())
                    .at(CLAIM)
                    .cure(cure),
            );
        }
        if self.video {
            findings.error(
                Finding::error(codes::VIDEO_IDENTITY, message())
                    .at(CLAIM)
                    .cure(cure),
            );
        }
    }
}

/// Twilio's docs advise against characters that URIs reserve; their own sample has one.
fn reserved_character(identity: &str) -> Option<Finding> {
    let reserved = identity
        .chars()
        .find(|c| "!*'();:@&=+$,/?%#[]".contains(*c))?;
    let message = format!(
        "the identity has the reserved URI character `{reserved}`, which Twilio advises against"
    );
    Some(Finding::hint(message).at(CLAIM))
}

fn client_name(identity: &str, findings: &mut Findings<'_>) {
    let foreign = identity
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
    if let Some(foreign) = foreign {
        findings.error(
            Finding::error(
                codes::CLIENT_NAME,
                format!(
                    "a voice identity cannot have the character {}",
                    quoted(&foreign.to_string())
                ),
            )
            .at(CLAIM)
            .cure("Voice takes letters, digits and `_`"),
        );
    } else if identity.contains('-') {
        findings.warn(|| {
            Finding::warning("a `-` in a voice identity: documented as not allowed, seen to work")
                .coded(codes::CLIENT_NAME)
                .at(CLAIM)
                .cure("Voice takes letters, digits and `_`")
        });
    }
    // A foreign character may be of several bytes, so characters are what counts.
    let characters = identity.chars().count();
    judge_length(codes::CLIENT_NAME, characters, "Voice", MAX_VOICE, findings);
}

fn judge_length(
    code: Code,
    length: usize,
    product: &str,
    limit: usize,
    findings: &mut Findings<'_>,
) {
    if length > limit {
        let message = format!("an identity of {length} characters, over {limit}");
        let finding = Finding::error(code, message).at(CLAIM);
        findings.error(finding.cure(format!("at most {limit} for {product}")));
    }
}
