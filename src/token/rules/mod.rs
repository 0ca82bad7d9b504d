//! What Twilio refuses, and what it calls it.
//!
//! The one place that judges tokens. Decoding shows what is found here; minting asks the
//! same about the very bytes it is about to sign. Claims and a moment in, findings out;
//! all findings of a token, worst first.

pub mod codes;
mod grants;
pub mod header;
pub mod identity;
mod parties;
mod times;

use std::borrow::Cow;

use zeroize::Zeroizing;

use super::claims::{Claims, Unreadable};
use super::escape;
use super::secret;
use super::shape::Shape;
use super::time::UnixTime;
use codes::Code;

/// How bad a finding is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Twilio would refuse the token.
    Error,
    /// Twilio may take it, and something will not work as meant.
    Warning,
    /// Worth knowing.
    Hint,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One thing that was found about a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What Twilio would most likely answer.
    pub code: Option<Code>,
    /// The claim it is about, as a dotted path.
    pub claim: Option<String>,
    /// What is wrong. Text from the token in it is escaped, cut and masked.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Finding {
    /// Twilio would refuse the token with this code.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, Some(code), message.into())
    }

    /// Something that was asked for does not hold; Twilio has no code for it.
    pub fn unmet(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, None, message.into())
    }

    /// Something will not work as meant.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, None, message.into())
    }

    /// Something worth knowing.
    pub fn hint(message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, None, message.into())
    }

    fn new(severity: Severity, code: Option<Code>, message: String) -> Self {
        Self {
            severity,
            code,
            claim: None,
            message,
            hint: None,
        }
    }

    /// The claim it is about.
    #[must_use]
    pub fn at(mut self, claim: impl Into<String>) -> Self {
        self.claim = Some(claim.into());
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn cure(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The code Twilio has for it, of a finding that is not an error.
    #[must_use]
    fn coded(mut self, code: Code) -> Self {
        self.code = Some(code);
        self
    }
}

/// What is known of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// A secret has made it.
    Valid,
    /// The secret that was tried has not made it. What was found to have made it instead, if
    /// it was found.
    Invalid(Option<Accident>),
    /// Nothing was tried.
    Unchecked,
}

/// What signed a token in the place of the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accident {
    /// The account's Auth Token.
    AuthToken,
    /// The API key's SID.
    ApiKeySid,
    /// The secret in double or single quotes.
    Quotes,
    /// The secret with a newline at its end.
    Newline,
    /// Nothing: the empty key.
    Empty,
}

/// What is known besides the token.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The moment the token is judged at.
    pub at: UnixTime,
    /// What is known of its signature.
    pub signature: &'a Signature,
    /// The API key and the account that are ours.
    pub ours: Option<(&'a str, &'a str)>,
    /// What no finding may show, were it in the token.
    pub leaks: &'a Leaks,
    /// The least severity of interest; what is less is not looked for.
    pub least: Severity,
}

/// All that is found about a token, worst first.
pub fn judge(claims: &Claims<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Findings {
        list: Vec::new(),
        least: context.least,
        leaks: context.leaks,
    };
    framing(claims, &mut findings);
    if let Ok(header) = &claims.header {
        header::judge(header, claims, &mut findings);
    }
    if claims.payload.is_ok() {
        parties::judge(claims, context, &mut findings);
    }
    if claims.signature.is_ok() {
        signature(context.signature, &mut findings);
    }
    if let Ok(payload) = &claims.payload {
        times::judge(payload, claims, context.at, &mut findings);
        grants::judge(payload, &mut findings);
    }
    let mut findings = findings.list;
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// Findings as they gather; those of no interest are not even written.
struct Findings<'f> {
    list: Vec<Finding>,
    least: Severity,
    /// What they may not show; none where only an identity is known.
    leaks: &'f Leaks,
}

impl Findings<'_> {
    fn error(&mut self, finding: Finding) {
        debug_assert_eq!(finding.severity, Severity::Error);
        self.list.push(finding);
    }

    fn warn(&mut self, finding: impl FnOnce() -> Finding) {
        if self.least >= Severity::Warning {
            self.list.push(finding());
        }
    }

    fn hint(&mut self, finding: impl FnOnce() -> Finding) {
        self.hint_if(|| Some(finding()));
    }

    fn hint_if(&mut self, finding: impl FnOnce() -> Option<Finding>) {
        if self.least >= Severity::Hint {
            self.list.extend(finding());
        }
    }

    /// A text of the token as a message may repeat it: leaked credentials masked, then escaped
    /// and cut.
    fn quoted(&self, text: &str) -> String {
        escape::quoted(&self.leaks.cover(text))
    }

    fn has_error(&self) -> bool {
        self.list
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

const COPY_AGAIN: &str = "copy the token again, the whole of it";
const MINT_PROPERLY: &str = "mint it with twimint or one of Twilio's libraries";

fn framing(claims: &Claims<'_>, findings: &mut Findings<'_>) {
    let faults = [
        ("header", claims.header.as_ref().err()),
        ("payload", claims.payload.as_ref().err()),
        ("signature", claims.signature.as_ref().err()),
    ];
    for (segment, fault) in faults {
        if let Some(fault) = fault
            && !(matches!(fault, Unreadable::SignatureLength(_)) && header::has_other_alg(claims))
        {
            let message = format!("the token's {segment} {fault}");
            let (code, cure) = match fault {
                Unreadable::SignatureLength(_) => (codes::SIGNATURE, COPY_AGAIN),
                Unreadable::Segment(_) => (codes::MALFORMED, COPY_AGAIN),
                Unreadable::NotUtf8 | Unreadable::Json(_) => (codes::MALFORMED, MINT_PROPERLY),
            };
            findings.error(Finding::error(code, message).cure(cure));
        }
    }
}

fn signature(signature: &Signature, findings: &mut Findings<'_>) {
    let Signature::Invalid(accident) = signature else {
        return;
    };
    let message = match accident {
        None => "the signature does not match the API key secret",
        Some(Accident::AuthToken) => "signed with the account's Auth Token",
        Some(Accident::ApiKeySid) => "signed with the API key SID",
        Some(Accident::Quotes) => "signed with the secret and quotes around it",
        Some(Accident::Newline) => "signed with the secret and a newline after it",
        Some(Accident::Empty) => "signed with an empty secret",
    };
    let cure = match accident {
        None => "the secret is another key's, or the token was changed after it was signed",
        Some(_) => "sign with the API key secret itself",
    };
    findings.error(Finding::error(codes::SIGNATURE, message).cure(cure));
}

/// The credentials that were put into a token by mistake: an `iss` or `sub` that is an Auth
/// Token or an API key secret. Whoever shows the token must cover them.
#[derive(Default)]
pub struct Leaks(Vec<Zeroizing<String>>);

impl Leaks {
    /// Nothing that must not be shown.
    pub const NONE: &Self = &Self(Vec::new());

    /// The credentials that a token leaks.
    pub fn of(claims: &Claims<'_>) -> Self {
        let parties = ["iss", "sub"]
            .into_iter()
            .filter_map(|name| claims.get(name)?.as_str());
        Self(
            parties
                .filter_map(|text| leaked(text))
                .map(|(credential, _)| Zeroizing::new(credential.to_owned()))
                .collect(),
        )
    }

    /// Adds a credential of whoever looks at the token, which may be in it as well.
    pub fn add(&mut self, credential: &str) {
        // Covering what is shorter would garble the page.
        if credential.len() >= secret::SHORTEST {
            self.0.push(Zeroizing::new(credential.to_owned()));
        }
    }

    /// A text of the token with every leaked credential in it masked.
    pub fn cover<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut covered = Cow::Borrowed(text);
        for leak in &self.0 {
            if covered.contains(leak.as_str()) {
                covered = Cow::Owned(covered.replace(leak.as_str(), &mask(leak)));
            }
        }
        covered
    }
}

/// The credential that a party is instead of a SID, and which kind of one. Quotes and line breaks
/// around it do not make it less of one.
fn leaked(party: &str) -> Option<(&str, Shape)> {
    let bare = party.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`'));
    let shape = Shape::of(bare);
    matches!(shape, Shape::AuthToken | Shape::ApiKeySecret).then_some((bare, shape))
}

/// What may be shown of a leaked credential: two characters.
fn mask(credential: &str) -> String {
    credential.chars().take(2).chain(['…']).collect()
}
