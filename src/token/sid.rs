//! SIDs, two letters for the kind of thing and 32 hex digits; and what a text looks like that should be a SID or a
//! secret but is not.
//!
//! A [`Sid`] is always well-formed, so no caller needs to check it again. An error says what the text looks like
//! instead and never repeats the text: people paste secrets where SIDs belong.

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::str::FromStr;

use super::error::Error;
use super::message::Finding;
use super::text::{CREDENTIAL_LENGTH, characters, is_blank, quoted};

/// The number of hex digits after the two letters of a SID.
const DIGITS: usize = 32;

/// A kind of SID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub(crate) prefix: &'static str,
    /// The name, with its article: "an account SID".
    pub(crate) noun: &'static str,
}

/// `an account SID (AC…)`
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}…)", self.noun, self.prefix)
    }
}

/// A kind of SID, such as [`Account`]. Only this crate has such types.
pub trait SidKind: Clone + Eq + Hash {
    #[doc(hidden)]
    const KIND: Kind;
}

/// Declares a marker type for each kind of SID, and the table of all kinds, from which errors name the kind they got.
macro_rules! sid_kinds {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal, $noun:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub enum $name {}

            impl SidKind for $name {
                const KIND: Kind = Kind { prefix: $prefix, noun: $noun };
            }
        )*
        pub(crate) const KINDS: &[Kind] = &[$($name::KIND),*];
    };
}

sid_kinds! {
    /// An account, `AC…`: the subject of a token.
    Account = "AC", "an account SID";
    /// An API key, `SK…`: the issuer of a token.
    Key = "SK", "an API key SID";
    /// A Conversations or Sync service, `IS…`.
    Service = "IS", "a service SID";
    /// A TwiML app, `AP…`, which answers outgoing calls.
    TwimlApp = "AP", "a TwiML app SID";
    /// A push credential, `CR…`, for mobile notifications.
    PushCredential = "CR", "a push credential SID";
    /// A deployment role, `RL…`.
    Role = "RL", "a role SID";
    /// A TaskRouter workspace, `WS…`.
    Workspace = "WS", "a workspace SID";
    /// A TaskRouter worker, `WK…`.
    Worker = "WK", "a worker SID";
    // People use the SIDs below by mistake, where one of the above belongs.
    Room = "RM", "a room SID";
    MessagingService = "MG", "a messaging service SID";
    Conversation = "CH", "a conversation SID";
    User = "US", "a user SID";
    VerifyService = "VA", "a Verify service SID";
}

/// A well-formed SID of kind `K`: the kind's two letters and 32 hex digits, in upper or lower case.
///
/// ```
/// use twimint::{Account, Sid};
///
/// let account: Sid<Account> = "AC0123456789abcdef0123456789abcdef".parse()?;
/// let error = "SK0123456789abcdef0123456789abcdef".parse::<Sid<Account>>().unwrap_err();
/// assert!(error.to_string().contains("an API key SID"));
/// # Ok::<(), twimint::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Sid<K> {
    text: Box<str>,
    kind: PhantomData<fn() -> K>,
}

impl<K: SidKind> FromStr for Sid<K> {
    type Err = Error;

    /// # Errors
    ///
    /// [`Error::NotASid`], which says what the text looks like instead, without repeating it.
    fn from_str(text: &str) -> Result<Self, Error> {
        check(text, K::KIND).map_err(|message| Error::NotASid(Box::new(message)))?;
        Ok(Self { text: text.into(), kind: PhantomData })
    }
}

impl<K: SidKind> Sid<K> {
    /// The SID whose hex digits are this number.
    pub(crate) fn from_number(number: u128) -> Self {
        Self { text: format!("{}{number:032x}", K::KIND.prefix).into(), kind: PhantomData }
    }
}

impl<K> AsRef<str> for Sid<K> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<K> From<Sid<K>> for String {
    fn from(sid: Sid<K>) -> Self {
        sid.text.into()
    }
}

impl<K> fmt::Display for Sid<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<K> fmt::Debug for Sid<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sid({})", self.text)
    }
}

impl<K> serde::Serialize for Sid<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, K: SidKind> serde::Deserialize<'de> for Sid<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Says why a text is not a SID of this kind, and what to do about it. The message never repeats the text.
pub(crate) fn check(text: &str, kind: Kind) -> Result<(), Finding> {
    if is_of(text, kind) {
        return Ok(());
    }
    let shape = Shape::of(text);
    let length = characters(text);
    let fact =
        format!("not {} ({} and {DIGITS} hex digits): {length}, {shape}", kind.noun, kind.prefix);
    let cure = match (kind.prefix, shape) {
        ("SK", Shape::ApiKeySecret) => Some("are the API key SID and its secret swapped?"),
        ("SK", Shape::AuthToken | Shape::OauthClient) => {
            Some("it cannot sign Access Tokens: make an API key, its SID starts with SK")
        }
        (_, shape) => shape.hint(),
    };
    Err(Finding::error(fact).hints(cure))
}

pub(crate) const CANNOT_SIGN: &str =
    "an Auth Token cannot sign Access Tokens; use the secret of an API key";
pub(crate) const SHOWN_ONCE: &str = "if it is lost, make a new API key: its secret is shown once";

/// Says why a text cannot be an API key's secret, and what to do about it. The format of secrets is not documented, so
/// a text of another shape may be one, and the shape is returned. The message never repeats the text.
pub(crate) fn check_secret(text: &str) -> Result<Shape, Finding> {
    let shape = Shape::of(text);
    let cure = match shape {
        Shape::ApiKeySecret | Shape::Jwt | Shape::Other => return Ok(shape),
        Shape::AuthToken => CANNOT_SIGN,
        Shape::Placeholder => "put the secret there; if it is lost, make a new API key",
        shape => shape.hint().unwrap_or(SHOWN_ONCE),
    };
    let fact = format!("not an API key secret: {}, {shape}", characters(text));
    Err(Finding::error(fact).hint(cure))
}

/// Whether a text is a SID of this kind: `^XX[0-9a-fA-F]{32}$`.
pub(crate) fn is_of(text: &str, kind: Kind) -> bool {
    text.starts_with(kind.prefix)
        && text.len() == 2 + DIGITS
        // No early exit, so the compiler can vectorize the loop.
        && text.bytes().skip(2).fold(true, |all, byte| all & byte.is_ascii_hexdigit())
}

/// The kind of SID that a text is, if the kind is known.
pub(crate) fn kind_of(text: &str) -> Option<Kind> {
    KINDS.iter().copied().find(|kind| is_of(text, *kind))
}

/// Whether a text is a placeholder from documentation: a known prefix, then 32 times the same digit or `x` (`AC000…0`).
pub(crate) fn is_placeholder(text: &str) -> bool {
    let Some((prefix, digits)) = text.split_at_checked(2) else { return false };
    is_repeated(digits)
        && digits.starts_with(|c: char| matches!(c, '0'..='9' | 'x' | 'X'))
        && KINDS.iter().any(|kind| kind.prefix == prefix)
}

/// Whether a text is the same character 32 times.
fn is_repeated(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte == text.as_bytes()[0])
}

/// What people put where a credential belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Empty, or only whitespace.
    Empty,
    /// `your_api_key`, `<secret>`, `xxxx…`, `AC000…0`: an example from documentation that was never filled in.
    Placeholder,
    /// `op://…`: a reference that the 1Password CLI should have resolved.
    OnePassword,
    /// `$NAME` or `${NAME}`: a shell variable that was not expanded.
    Variable,
    Quoted,
    Sid(Kind),
    /// Starts like a SID, but is too long, too short or not all hex digits.
    BrokenSid(Kind),
    /// `OQ` and 32 letters and digits.
    OauthClient,
    /// 32 lower-case hex digits: an account's Auth Token. Only one API key secret in 10^18 looks like this.
    AuthToken,
    /// 32 letters and digits: an API key secret as Twilio generates them. The format is not documented.
    ApiKeySecret,
    /// Starts with `eyJ` and has two dots, like a JWT.
    Jwt,
    /// Contains whitespace, as a comment does, line ends or invisible characters.
    Spaced,
    Other,
}

/// The quotation marks of shells, programs, word processors and other languages.
pub(crate) const QUOTES: [char; 15] =
    ['"', '\'', '`', '“', '”', '‘', '’', '„', '‚', '«', '»', '‹', '›', '「', '」'];

impl Shape {
    /// The shape of a text. The order matters: the most specific shape that fits wins.
    pub(crate) fn of(text: &str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            trimmed if is_filler(trimmed) => Self::Placeholder,
            trimmed if trimmed.starts_with("op://") => Self::OnePassword,
            trimmed if is_variable(trimmed) => Self::Variable,
            trimmed if trimmed.starts_with(QUOTES) || trimmed.ends_with(QUOTES) => Self::Quoted,
            _ if text.contains(is_blank) => Self::Spaced,
            _ if text.strip_prefix("OQ").is_some_and(is_random) => Self::OauthClient,
            _ if text.starts_with("eyJ") && text.matches('.').count() == 2 => Self::Jwt,
            _ => kind_of(text)
                .map(Self::Sid)
                .or_else(|| Self::of_credential(text))
                .or_else(|| broken_sid(text).map(Self::BrokenSid))
                .unwrap_or(Self::Other),
        }
    }

    /// An Auth Token or an API key secret, if the text has their length and characters.
    pub(crate) fn of_credential(text: &str) -> Option<Self> {
        let is_hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_random(text).then_some(if is_hex { Self::AuthToken } else { Self::ApiKeySecret })
    }

    /// What to do about a credential of this shape, if there is an obvious fix.
    pub(crate) fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Placeholder => "replace it with your own from the Twilio Console",
            Self::OnePassword => "run twimint under `op run`, which resolves such references",
            Self::Variable => "nothing expanded the variable: write the value itself",
            Self::Quoted => {
                "remove the quotes; `docker run --env-file` keeps them as part of the value"
            }
            Self::Spaced => {
                "remove what does not belong there: `docker run --env-file` keeps comments, and Windows ends lines with CR LF"
            }
            _ => return None,
        })
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::Placeholder => "a placeholder that was never filled in",
            Self::OnePassword => "a 1Password reference that was not resolved",
            Self::Variable => "a variable that was not expanded",
            Self::Quoted => "in quotes",
            Self::Sid(kind) => return write!(f, "{kind}"),
            Self::BrokenSid(kind) => return write!(f, "starts like {kind}"),
            Self::OauthClient => "looks like an OAuth client ID (OQ…)",
            Self::AuthToken => "looks like an Auth Token",
            Self::ApiKeySecret => "looks like an API key secret",
            Self::Jwt => "looks like a JWT",
            Self::Spaced => "with a space, a line end or an invisible character in it",
            Self::Other => "of no known shape",
        })
    }
}

/// Whether a text is 32 letters and digits, like every secret that Twilio generates.
fn is_random(text: &str) -> bool {
    text.len() == CREDENTIAL_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_filler(text: &str) -> bool {
    let is_crossed_out =
        |text: &str| text.len() >= 4 && text.bytes().all(|b| matches!(b, b'x' | b'X'));
    let is_yours = |start: &str| ["your_", "your-"].iter().any(|p| start.eq_ignore_ascii_case(p));
    is_placeholder(text)
        || text.get(..5).is_some_and(is_yours)
        || (text.starts_with('<') && text.ends_with('>'))
        || is_repeated(text)
        || is_crossed_out(text)
        || KINDS.iter().filter_map(|kind| text.strip_prefix(kind.prefix)).any(is_crossed_out)
}

fn is_variable(text: &str) -> bool {
    let Some(name) = text.strip_prefix('$') else { return false };
    let name = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(name);
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn broken_sid(text: &str) -> Option<Kind> {
    let mostly_hex =
        |rest: &str| rest.bytes().filter(u8::is_ascii_hexdigit).count() * 10 >= rest.len() * 9;
    let resembles =
        |kind: &Kind| text.len() > 20 && text.strip_prefix(kind.prefix).is_some_and(mostly_hex);
    KINDS.iter().copied().find(resembles)
}

/// A text as a message may show it: quoted, or only [`described`] if it may be a credential.
///
/// People paste secrets where they do not belong. Anything with 24 or more letters and digits in a row, a JWT or a
/// damaged SID may be a credential. Paths, names, commands and short words are shown.
pub(crate) fn shown(text: &str) -> String {
    if may_be_credential(text) { described(text) } else { quoted(text) }
}

/// Whether any part of a text has the shape of a credential.
pub(crate) fn may_be_credential(text: &str) -> bool {
    const RUN: usize = 24;
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| run.len() >= RUN)
        || text.contains("eyJ")
        // A damaged SID may have no run that long. All other credentials do.
        || matches!(Shape::of(text), Shape::BrokenSid(_))
}

/// Describes a text without repeating it: `<34 characters, an account SID (AC…)>`.
pub(crate) fn described(text: &str) -> String {
    format!("<{}, {}>", characters(text), Shape::of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_one_digit_or_x_after_a_known_prefix() {
        for (text, is_one) in [
            (format!("AC{}", "0".repeat(32)), true),
            (format!("SK{}", "7".repeat(32)), true),
            (format!("IS{}", "x".repeat(32)), true),
            (format!("AP{}", "X".repeat(32)), true),
            (String::new(), false),
            (format!("QQ{}", "0".repeat(32)), false),
            (format!("AC{}", "a".repeat(32)), false),
            (format!("AC{}", "0".repeat(31)), false),
            (format!("AC{}1", "0".repeat(31)), false),
            (format!("é{}", "0".repeat(32)), false),
        ] {
            assert_eq!(is_placeholder(&text), is_one, "{text}");
        }
    }

    #[test]
    fn every_shape_is_known_by_its_looks() {
        for (text, shape) in [
            ("", Shape::Empty),
            (" \n", Shape::Empty),
            ("your_account_sid", Shape::Placeholder),
            ("YOUR-SECRET", Shape::Placeholder),
            ("<secret>", Shape::Placeholder),
            ("<secret", Shape::Other),
            ("secret>", Shape::Other),
            ("xxxx", Shape::Placeholder),
            ("ACXXXXXXXXXXXX", Shape::Placeholder),
            ("AC00000000000000000000000000000000", Shape::Placeholder),
            ("77777777777777777777777777777777", Shape::Placeholder),
            ("op://vault/item/field", Shape::OnePassword),
            ("$SECRET", Shape::Variable),
            ("${SECRET}", Shape::Variable),
            ("\"abc\"", Shape::Quoted),
            ("abc'", Shape::Quoted),
            ("“abc”", Shape::Quoted),
            ("SKfedcba9876543210fedcba9876543210", Shape::Sid(Key::KIND)),
            // A broken SID has more than 20 characters, and after the prefix at least nine of ten are hex digits.
            ("SKfedcba9876543210fedcba987654321", Shape::BrokenSid(Key::KIND)),
            ("SKfedcba9876543210fezz", Shape::BrokenSid(Key::KIND)),
            ("SKfedcba9876543210fzzz", Shape::Other),
            ("SKfedcba9876543210fe", Shape::Other),
            ("abc def", Shape::Spaced),
            ("abc\r", Shape::Spaced),
            ("abc\u{200b}", Shape::Spaced),
            ("OQ0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u", Shape::OauthClient),
            ("f00dfacef00dfacef00dfacecafe2015", Shape::AuthToken),
            ("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u", Shape::ApiKeySecret),
            ("eyJh.eyJp.c2ln", Shape::Jwt),
            ("eyJh.eyJp", Shape::Other),
            ("a.b.c", Shape::Other),
            ("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0", Shape::Other),
            ("0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT-u", Shape::Other),
            ("QO0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u", Shape::Other),
            ("OQ0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0", Shape::Other),
            ("$", Shape::Other),
        ] {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
    }

    #[test]
    fn a_shape_that_can_be_mended_says_how() {
        for (text, hint) in [
            (
                "abc #def",
                "remove what does not belong there: `docker run --env-file` keeps comments, and Windows ends lines with CR LF",
            ),
            ("$ABC", "nothing expanded the variable: write the value itself"),
        ] {
            assert_eq!(Shape::of(text).hint(), Some(hint), "{text}");
        }
        assert_eq!(Shape::Other.hint(), None);
    }

    #[test]
    fn only_the_shape_of_a_credential_is_withheld() {
        for text in [
            "chta",
            "--idenity",
            "./conf/prod.env",
            "grants.voice.outgoing.application_sid",
            "my profile",
            "2026-11-20T18:00:00+01:00",
        ] {
            assert_eq!(shown(text), format!("`{text}`"));
        }
        for text in [
            "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u",
            "x=f00dfacef00dfacef00dfacecafe2015",
            "SKfedcba9876543210fedcba9876543210",
            "SK0123456789-abcdef0123",
            "eyJhbGciOiJ9.eyJ9.x",
            "Bearer eyJhbGci",
        ] {
            assert!(shown(text).starts_with('<'), "{text}");
        }
    }
}
