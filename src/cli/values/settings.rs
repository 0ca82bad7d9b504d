//! The settings: values that an option, the environment or a .env file can give, and the names of all their variables.
//!
//! No other code spells these names: help, man pages, errors and `doctor` take them from here.

/// A value that can be given by an option, in the environment or in a .env file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    /// What messages call the value: "account SID".
    pub(crate) noun: &'static str,
    /// The option that gives it.
    pub(crate) option: &'static str,
    /// What every value starts with; empty for a secret.
    pub(crate) prefix: &'static str,
    /// The path of the claim that the value goes into.
    pub(crate) claim: &'static str,
    /// The variables that give the value; the first that is set wins.
    pub(crate) variables: &'static [&'static str],
    /// Variables that give the value only in a .env file, and only if it starts with the prefix. Twilio's quickstarts
    /// use these names, but most lack `TWILIO_`, so other vendors use them too.
    pub(crate) in_file_only: &'static [&'static str],
}

/// Declares a constant for each setting, and a list of them all that cannot miss one.
macro_rules! settings {
    ($list:ident: $($name:ident = $noun:literal, $option:literal, $prefix:literal, $claim:literal,
        [$($variable:literal)*], [$($in_file_only:literal)*];)*) => {
        $(pub(crate) const $name: Setting = Setting {
            noun: $noun,
            option: $option,
            prefix: $prefix,
            claim: $claim,
            variables: &[$($variable),*],
            in_file_only: &[$($in_file_only),*],
        };)*
        pub(crate) const $list: [&Setting; [$($noun),*].len()] = [$(&$name),*];
    };
}

settings! { SETTINGS:
    ACCOUNT_SID = "account SID", "--account-sid", "AC", "sub",
        ["TWILIO_ACCOUNT_SID"], ["ACCOUNT_SID"];
    API_KEY = "API key SID", "--api-key", "SK", "iss",
        ["TWILIO_API_KEY" "TWILIO_API_KEY_SID"], ["API_KEY" "API_KEY_SID"];
    API_SECRET = "API key secret", "--api-secret-file", "", "",
        ["TWILIO_API_SECRET" "TWILIO_API_KEY_SECRET"], ["API_SECRET" "API_KEY_SECRET"];
    API_SECRET_FILE = "file with the API key secret", "--api-secret-file", "", "",
        ["TWILIO_API_SECRET_FILE"], [];
    CHAT_SERVICE_SID = "Conversations service SID", "--service-sid", "IS", "grants.chat.service_sid",
        ["TWILIO_CHAT_SERVICE_SID" "TWILIO_CONVERSATIONS_SERVICE_SID" "TWILIO_SERVICE_SID"],
        ["CONVERSATIONS_SERVICE_SID" "CHAT_SERVICE_SID" "TWILIO_CONVERSATIONS_SID"];
    APP_SID = "TwiML app SID", "--app-sid", "AP", "grants.voice.outgoing.application_sid",
        ["TWILIO_TWIML_APP_SID" "TWILIO_APP_SID" "TWILIO_VOICE_APP_SID" "TWILIO_APPLICATION_SID"],
        ["APP_SID" "TWIML_APP_SID" "TWIML_APPLICATION_SID" "APPLICATION_SID" "OUTGOING_APPLICATION_SID"];
    PUSH_CREDENTIAL_SID = "push credential SID", "--push-credential-sid", "CR", "grants.voice.push_credential_sid",
        ["TWILIO_PUSH_CREDENTIAL_SID"], ["PUSH_CREDENTIAL_SID"];
    SYNC_SERVICE_SID = "Sync service SID", "--service-sid", "IS", "grants.data_sync.service_sid",
        ["TWILIO_SYNC_SERVICE_SID"], ["SYNC_SERVICE_SID" "TWILIO_SYNC_SID"];
    WORKSPACE_SID = "workspace SID", "--workspace-sid", "WS", "grants.task_router.workspace_sid",
        ["TWILIO_WORKSPACE_SID"], [];
    WORKER_SID = "worker SID", "--worker-sid", "WK", "grants.task_router.worker_sid",
        ["TWILIO_WORKER_SID"], [];
}

// Variables that often stand beside the settings, but never go into a token.
settings! { BESIDE:
    AUTH_TOKEN = "Auth Token", "", "", "", ["TWILIO_AUTH_TOKEN"], [];
    REGION = "REST region", "", "", "", ["TWILIO_REGION"], [];
    TEST_ACCOUNT_SID = "test account SID", "", "AC", "", ["TWILIO_TEST_ACCOUNT_SID"], [];
}

/// The three credentials that belong together.
pub(crate) const CREDENTIALS: [&Setting; 3] = [&ACCOUNT_SID, &API_KEY, &API_SECRET];
/// Where the Twilio CLI keeps its configuration.
pub(crate) const CONFIG_DIR: &str = "TWILIO_CONFIG_DIR";
/// What `-o env`, `-o github` and `-- COMMAND` set unless told otherwise.
pub(crate) const ACCESS_TOKEN: &str = "TWILIO_ACCESS_TOKEN";

impl Setting {
    /// The setting whose value goes into this claim.
    pub(crate) fn of_claim(claim: &str) -> Option<&'static Self> {
        SETTINGS.into_iter().find(|setting| setting.claim == claim)
    }

    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        SETTINGS.into_iter().chain(BESIDE)
    }

    /// All variables that give the value, the strongest first.
    pub(crate) fn every_variable(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.variables.iter().chain(self.in_file_only).copied()
    }

    /// Whether a variable of this name is one of ours.
    pub(crate) fn is_known(name: &str) -> bool {
        Self::all().flat_map(Self::every_variable).any(|known| known == name)
    }

    /// Whether both give the same value. The secret and the path of its file do.
    pub(crate) fn is_for(&self, other: &Self) -> bool {
        self.option == other.option && self.claim == other.claim
    }

    /// The option and the variables, the strongest first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.option].into_iter().chain(self.variables.iter().copied())
    }
}
