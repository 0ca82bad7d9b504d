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

const INVALID_HEADER: &str = "Invalid Access Token header";
const INVALID_PARTY: &str = "Invalid Access Token issuer/subject";
const INVALID_GRANTS: &str = "Invalid Access Token grants";

/// Not three base64url JSON segments.
pub const MALFORMED: Code = Code::new(20101, "Invalid Access Token", &[31204, 51130, 20160]);
/// `typ`, `alg` or `cty` are not an Access Token's, or there is a `crit`.
pub const HEADER: Code = Code::new(20102, INVALID_HEADER, &[51114, 20152]);
/// `iss` is no API key SID or `sub` no account SID.
pub const PARTY: Code = Code::new(20103, INVALID_PARTY, &[51115, 20153, 20154]);
/// The key is ours and the account is not.
pub const OTHER_ACCOUNT: Code = Code::new(20103, INVALID_PARTY, &[20151]);
/// A placeholder where a party's SID belongs.
pub const PARTY_PLACEHOLDER: Code = Code::new(20103, INVALID_PARTY, &[]);
/// Expired, or an expiry that cannot be.
pub const EXPIRY: Code = Code::new(
    20104,
    "Access Token expired or expiration date invalid",
    &[31205, 51119, 20156],
);
/// Not valid yet.
pub const NOT_YET: Code = Code::new(20105, "Access Token not yet valid", &[51120, 20155]);
/// Lives longer than a day.
pub const LIFETIME: Code = Code::new(
    20157,
    "Expiration Time Exceeds Maximum Time Allowed",
    &[20104, 31207, 51121],
);
/// A voice token that lives a day to the second.
pub const VOICE_LIFETIME: Code = Code::new(31207, "", &[]);
/// No grants.
pub const GRANTS: Code = Code::new(20106, INVALID_GRANTS, &[51103, 51116]);
/// No service, or the wrong kind of one.
pub const SERVICE: Code = Code::new(20106, INVALID_GRANTS, &[51104, 51102, 51101]);
/// Another SID of a grant is of the wrong shape, or a placeholder.
pub const GRANT_SID: Code = Code::new(20106, INVALID_GRANTS, &[]);
/// No identity for a video grant.
pub const VIDEO_IDENTITY: Code = Code::new(53200, "", &[20101]);
/// No identity for another grant that needs one.
pub const IDENTITY: Code = Code::new(20106, INVALID_GRANTS, &[51105, 20101]);
/// A voice identity that is no client name.
pub const CLIENT_NAME: Code = Code::new(31105, "Invalid client name", &[]);
/// A video identity that is too long.
pub const VIDEO_IDENTITY_LENGTH: Code = Code::new(53201, "", &[53200]);
/// A chat or sync identity that is too long.
pub const CHAT_IDENTITY_LENGTH: Code = Code::new(51003, "", &[50207, 54351]);
/// The signature does not match.
pub const SIGNATURE: Code = Code::new(
    20107,
    "Invalid Access Token signature",
    &[31202, 51117, 20159],
);
/// Voice that cannot call out.
pub const OUTGOING: Code = Code::new(31002, "", &[31001, 21218, 31100]);
/// An application SID of the wrong shape.
pub const APPLICATION: Code = Code::new(21218, "", &[31001, 31100]);
/// A push credential SID of the wrong shape.
pub const PUSH_CREDENTIAL: Code = Code::new(52002, "", &[20101, 31301]);

/// What a code can mean that no token shows.
const OFFLINE: &[(&[u16], &str)] = &[
    (
        &[20101, 31204, 51130],
        "the key is of another region than the endpoint, or a Restricted key, \
         or the token was truncated on its way to the client",
    ),
    (
        &[20103, 20151, 20153],
        "test credentials, a key that was deleted, a key of another account or subaccount, \
         or a suspended account",
    ),
    (
        &[20104, 31205],
        "the client kept an old token: refresh it on `tokenAboutToExpire` or `tokenWillExpire`",
    ),
    (
        &[20105, 20155],
        "the clock of the machine that minted it is ahead",
    ),
    (
        &[20106, 51101, 54050, 54056],
        "the service was deleted, or is of another account",
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
        "the TwiML app is of another account or region, or has no voice URL",
    ),
    (
        &[52002, 52004, 31301],
        "the push credential is of another account, or a sandbox one used in production \
         (or the other way round)",
    ),
    (
        &[53000],
        "any fault of a token: Voice JS 2.x flattens them to this code unless \
         `enableImprovedSignalingErrorPrecision` is set",
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
