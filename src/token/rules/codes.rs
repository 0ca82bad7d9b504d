//! The codes by which Twilio names a fault: the likely one, and the others
//! that were seen for the same fault. Twilio does not document which of several it picks.

/// A fault as Twilio names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The error code that is most likely.
    pub number: u16,
    /// What Twilio calls it, where that is known.
    pub title: &'static str,
    /// Codes that have been seen for the same fault.
    pub also: &'static [u16],
}

impl Code {
    const fn new(number: u16, title: &'static str, also: &'static [u16]) -> Self {
        Self {
            number,
            title,
            also,
        }
    }
}

const INVALID_PARTY: &str = "Invalid Access Token issuer/subject";
const INVALID_GRANTS: &str = "Invalid Access Token grants";

/// Declares the codes, and a list of them all, so that none can be forgotten.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $title:expr, $also:expr;)*) => {
        $($(#[$doc])* pub const $name: Code = Code::new($number, $title, &$also);)*
        const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// Not three base64url JSON segments.
    MALFORMED = 20101, "Invalid Access Token", [31204, 51130, 20160];
    /// `typ`, `alg` or `cty` are not an Access Token's, or there is a `crit`.
    HEADER = 20102, "Invalid Access Token header", [51114, 20152];
    /// `iss` is no API key SID or `sub` no account SID.
    PARTY = 20103, INVALID_PARTY, [51115, 20153, 20154];
    /// The key is ours and the account is not.
    OTHER_ACCOUNT = 20103, INVALID_PARTY, [20151];
    /// A placeholder where a party's SID belongs.
    PARTY_PLACEHOLDER = 20103, INVALID_PARTY, [];
    /// Expired, or an expiry that cannot be.
    EXPIRY = 20104, "Access Token expired or expiration date invalid", [31205, 51119, 20156];
    /// Not valid yet.
    NOT_YET = 20105, "Access Token not yet valid", [51120, 20155];
    /// Lives longer than a day.
    LIFETIME = 20157, "Expiration Time Exceeds Maximum Time Allowed", [20104, 31207, 51121];
    /// A voice token that lives a day to the second.
    VOICE_LIFETIME = 31207, "", [];
    /// No grants.
    GRANTS = 20106, INVALID_GRANTS, [51103, 51116];
    /// No service, or the wrong kind of one.
    SERVICE = 20106, INVALID_GRANTS, [51104, 51102, 51101];
    /// Another SID of a grant is missing, of the wrong shape, or a placeholder.
    GRANT_SID = 20106, INVALID_GRANTS, [];
    /// No identity for a video grant.
    VIDEO_IDENTITY = 53200, "", [20101];
    /// No identity for another grant that needs one.
    IDENTITY = 20106, INVALID_GRANTS, [51105, 20101];
    /// A voice identity that is no client name.
    CLIENT_NAME = 31105, "Invalid client name", [];
    /// A video identity that is too long.
    VIDEO_IDENTITY_LENGTH = 53201, "", [53200];
    /// A chat or sync identity that is too long.
    CHAT_IDENTITY_LENGTH = 51003, "", [50207, 54351];
    /// The signature does not match.
    SIGNATURE = 20107, "Invalid Access Token signature", [31202, 51117, 20159];
    /// Voice that cannot call out.
    OUTGOING = 31002, "", [31001, 21218, 31100];
    /// An application SID of the wrong shape.
    APPLICATION = 21218, "", [31001, 31100];
    /// A push credential SID of the wrong shape.
    PUSH_CREDENTIAL = 52002, "", [20101, 31301];
}

/// What a code can mean that no token shows.
const OFFLINE: &[(&[u16], &str)] = &[
    (
        &[20101, 31204, 51130],
        "a key of another region than the endpoint, a Restricted key, \
         or a token truncated on its way to the client",
    ),
    (
        &[20103, 20151, 20153],
        "test credentials, a key that was deleted, a key of another account or subaccount, \
         or a suspended account",
    ),
    (
        &[20104, 31205],
        "a client that kept an old token: refresh it on `tokenAboutToExpire` or \
         `tokenWillExpire`",
    ),
    (
        &[20105, 20155],
        "a clock that is ahead, on the machine that minted it",
    ),
    (
        &[20106, 51101, 54050, 54056],
        "a service that was deleted, or is of another account",
    ),
    (
        &[20107, 31202, 51117],
        "the secret of another key, a key that was re-created since, \
         or invisible characters in the secret",
    ),
    (
        &[20160],
        "a Restricted key: only Main and Standard keys can sign Access Tokens",
    ),
    (
        &[31001, 21218, 31100],
        "a TwiML app of another account or region, or one without a voice URL",
    ),
    (
        &[52002, 52004, 31301],
        "a push credential of another account, or a sandbox one in production \
         (or the other way round)",
    ),
    (
        &[53000],
        "anything that is wrong with a token or its key: Voice JS 2.x shows it as this code \
         unless `enableImprovedSignalingErrorPrecision` is set",
    ),
    (&[53200, 53205], "the same identity connected twice"),
];

/// The causes of a code that cannot be seen in a token.
pub fn offline_causes(code: u16) -> Option<&'static str> {
    OFFLINE
        .iter()
        .find(|(codes, _)| codes.contains(&code))
        .map(|(_, causes)| *causes)
}

/// Every code that is known for Access Tokens, some of them more than once.
pub fn known() -> impl Iterator<Item = u16> {
    let seen = ALL
        .iter()
        .flat_map(|code| code.also.iter().copied().chain([code.number]));
    seen.chain(OFFLINE.iter().flat_map(|(codes, _)| codes.iter().copied()))
}
