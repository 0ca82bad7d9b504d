//! The values that an option, the environment or a .env file can give, and the names of all their variables.
//!
//! No other file knows one: help, man pages, errors and `doctor` are told by this one.

/// A value that can be given by an option, in the environment or in a .env file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    /// What it is: "account SID".
    pub(crate) noun: &'static str,
    /// The option that gives it.
    pub(crate) option: &'static str,
    /// The variables that give it, the first that is set wins.
    pub(crate) variables: &'static [&'static str],
    /// Variables that give it in a .env file only, and only where the value has the prefix: the names of Twilio's
    /// quickstarts. Without `TWILIO_` they belong to other vendors too.
    pub(crate) in_file_only: &'static [&'static str],
    /// What a value of it starts with.
    pub(crate) prefix: &'static str,
    /// Where it ends up in the token.
    pub(crate) claim: &'static str,
}

/// What no setting has: to be overridden field by field.
const NONE: Setting =
    Setting { noun: "", option: "", variables: &[], in_file_only: &[], prefix: "", claim: "" };

pub(crate) const ACCOUNT_SID: Setting = Setting {
    noun: "account SID",
    option: "--account-sid",
    variables: &["TWILIO_ACCOUNT_SID"],
    in_file_only: &["ACCOUNT_SID"],
    prefix: "AC",
    claim: "sub",
};

pub(crate) const API_KEY: Setting = Setting {
    noun: "API key SID",
    option: "--api-key",
    variables: &["TWILIO_API_KEY", "TWILIO_API_KEY_SID"],
    in_file_only: &["API_KEY", "API_KEY_SID"],
    prefix: "SK",
    claim: "iss",
};

pub(crate) const API_SECRET: Setting = Setting {
    noun: "API key secret",
    option: "--api-secret-file",
    variables: &["TWILIO_API_SECRET", "TWILIO_API_KEY_SECRET"],
    in_file_only: &["API_SECRET", "API_KEY_SECRET"],
    ..NONE
};

/// A path of a file with the API key secret.
pub(crate) const API_SECRET_FILE: Setting = Setting {
    noun: "file with the API key secret",
    option: "--api-secret-file",
    variables: &["TWILIO_API_SECRET_FILE"],
    ..NONE
};

pub(crate) const CHAT_SERVICE_SID: Setting = Setting {
    noun: "Conversations service SID",
    option: "--service-sid",
    variables: &[
        "TWILIO_CHAT_SERVICE_SID",
        "TWILIO_CONVERSATIONS_SERVICE_SID",
        "TWILIO_SERVICE_SID",
    ],
    in_file_only: &["CONVERSATIONS_SERVICE_SID", "CHAT_SERVICE_SID", "TWILIO_CONVERSATIONS_SID"],
    prefix: "IS",
    claim: "grants.chat.service_sid",
};

pub(crate) const APP_SID: Setting = Setting {
    noun: "TwiML app SID",
    option: "--app-sid",
    variables: &[
        "TWILIO_TWIML_APP_SID",
        "TWILIO_APP_SID",
        "TWILIO_VOICE_APP_SID",
        "TWILIO_APPLICATION_SID",
    ],
    in_file_only: &[
        "APP_SID",
        "TWIML_APP_SID",
        "TWIML_APPLICATION_SID",
        "APPLICATION_SID",
        "OUTGOING_APPLICATION_SID",
    ],
    prefix: "AP",
    claim: "grants.voice.outgoing.application_sid",
};

pub(crate) const PUSH_CREDENTIAL_SID: Setting = Setting {
    noun: "push credential SID",
    option: "--push-credential-sid",
    variables: &["TWILIO_PUSH_CREDENTIAL_SID"],
    in_file_only: &["PUSH_CREDENTIAL_SID"],
    prefix: "CR",
    claim: "grants.voice.push_credential_sid",
};

pub(crate) const SYNC_SERVICE_SID: Setting = Setting {
    noun: "Sync service SID",
    option: "--service-sid",
    variables: &["TWILIO_SYNC_SERVICE_SID"],
    in_file_only: &["SYNC_SERVICE_SID", "TWILIO_SYNC_SID"],
    prefix: "IS",
    claim: "grants.data_sync.service_sid",
};

pub(crate) const WORKSPACE_SID: Setting = Setting {
    noun: "workspace SID",
    option: "--workspace-sid",
    variables: &["TWILIO_WORKSPACE_SID"],
    prefix: "WS",
    claim: "grants.task_router.workspace_sid",
    ..NONE
};

pub(crate) const WORKER_SID: Setting = Setting {
    noun: "worker SID",
    option: "--worker-sid",
    variables: &["TWILIO_WORKER_SID"],
    prefix: "WK",
    claim: "grants.task_router.worker_sid",
    ..NONE
};

/// All of them: the three that belong together, and a path for the third; then the SIDs that products look for.
pub(crate) const SETTINGS: [&Setting; 10] = [
    &ACCOUNT_SID,
    &API_KEY,
    &API_SECRET,
    &API_SECRET_FILE,
    &CHAT_SERVICE_SID,
    &APP_SID,
    &PUSH_CREDENTIAL_SID,
    &SYNC_SERVICE_SID,
    &WORKSPACE_SID,
    &WORKER_SID,
];

/// What is set beside them, and is no part of a token.
pub(crate) const BESIDE: [&Setting; 3] = [
    &Setting { noun: "Auth Token", variables: &[AUTH_TOKEN], ..NONE },
    &Setting { noun: "REST region", variables: &[REGION], ..NONE },
    &Setting { noun: "test account SID", variables: &[TEST_ACCOUNT_SID], prefix: "AC", ..NONE },
];

pub(crate) const CREDENTIALS: [&Setting; 3] = [&ACCOUNT_SID, &API_KEY, &API_SECRET];
pub(crate) const PRODUCT_SIDS: [&Setting; 6] = [
    &CHAT_SERVICE_SID,
    &APP_SID,
    &PUSH_CREDENTIAL_SID,
    &SYNC_SERVICE_SID,
    &WORKSPACE_SID,
    &WORKER_SID,
];

/// The account's Auth Token: not what signs Access Tokens, but what people have.
pub(crate) const AUTH_TOKEN: &str = "TWILIO_AUTH_TOKEN";
/// The region of REST requests, never written into a token.
pub(crate) const REGION: &str = "TWILIO_REGION";
/// The account of test credentials, which make no tokens.
pub(crate) const TEST_ACCOUNT_SID: &str = "TWILIO_TEST_ACCOUNT_SID";
/// Where the Twilio CLI keeps its configuration.
pub(crate) const CONFIG_DIR: &str = "TWILIO_CONFIG_DIR";
/// What `-o env`, `-o github` and `-- COMMAND` set unless told otherwise.
pub(crate) const ACCESS_TOKEN: &str = "TWILIO_ACCESS_TOKEN";

impl Setting {
    /// The setting that ends up at this claim of a token.
    pub(crate) fn of_claim(claim: &str) -> Option<&'static Self> {
        SETTINGS.into_iter().find(|setting| !claim.is_empty() && setting.claim == claim)
    }

    /// Whether both give the same: a secret, and a path of one.
    pub(crate) fn is_for(&self, other: &Self) -> bool {
        self.option == other.option && self.claim == other.claim
    }

    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        SETTINGS.into_iter().chain(BESIDE)
    }

    /// Every variable that gives it somewhere, the strongest first.
    pub(crate) fn every_variable(&self) -> impl Iterator<Item = &'static str> {
        self.variables.iter().chain(self.in_file_only).copied()
    }

    /// The option and the variables, the strongest first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.option].into_iter().chain(self.variables.iter().copied())
    }
}
