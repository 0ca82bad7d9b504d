//! The values that an option, the environment or a .env file can give, and the names of all
//! their variables. No other file knows one: help, man pages, errors and `doctor` are told by
//! this one.

/// A value that can be given by an option, in the environment or in a .env file.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// What it is: "account SID".
    pub noun: &'static str,
    /// The option that gives it.
    pub option: &'static str,
    /// The variables that give it, the first that is set wins.
    pub variables: &'static [&'static str],
    /// Variables that give it in a .env file only, where the value has this prefix: the names of
    /// Twilio's quickstarts. They belong to other vendors too.
    pub unprefixed: &'static [&'static str],
    /// What a value of it starts with.
    pub prefix: &'static str,
    /// Where it ends up in the token.
    pub claim: &'static str,
}

/// The account SID.
pub const ACCOUNT_SID: Setting = Setting {
    noun: "account SID",
    option: "--account-sid",
    variables: &["TWILIO_ACCOUNT_SID"],
    unprefixed: &["ACCOUNT_SID"],
    prefix: "AC",
    claim: "sub",
};

/// The API key SID.
pub const API_KEY: Setting = Setting {
    noun: "API key SID",
    option: "--api-key",
    variables: &["TWILIO_API_KEY", "TWILIO_API_KEY_SID"],
    unprefixed: &["API_KEY", "API_KEY_SID"],
    prefix: "SK",
    claim: "iss",
};

/// The API key secret.
pub const API_SECRET: Setting = Setting {
    noun: "API key secret",
    option: "--api-secret-file",
    variables: &["TWILIO_API_SECRET", "TWILIO_API_KEY_SECRET"],
    unprefixed: &["API_SECRET", "API_KEY_SECRET"],
    prefix: "",
    claim: "",
};

/// A path of a file with the API key secret.
pub const API_SECRET_FILE: Setting = Setting {
    noun: "API key secret file",
    option: "--api-secret-file",
    variables: &["TWILIO_API_SECRET_FILE"],
    unprefixed: &[],
    prefix: "",
    claim: "",
};

/// The Conversations service.
pub const CHAT_SERVICE_SID: Setting = Setting {
    noun: "Conversations service SID",
    option: "--service-sid",
    variables: &[
        "TWILIO_CHAT_SERVICE_SID",
        "TWILIO_CONVERSATIONS_SERVICE_SID",
        "TWILIO_SERVICE_SID",
    ],
    unprefixed: &["CONVERSATIONS_SERVICE_SID", "CHAT_SERVICE_SID"],
    prefix: "IS",
    claim: "grants.chat.service_sid",
};

/// The TwiML app of outgoing calls.
pub const APP_SID: Setting = Setting {
    noun: "TwiML app SID",
    option: "--app-sid",
    variables: &[
        "TWILIO_TWIML_APP_SID",
        "TWILIO_APP_SID",
        "TWILIO_VOICE_APP_SID",
        "TWILIO_APPLICATION_SID",
    ],
    unprefixed: &[
        "APP_SID",
        "TWIML_APP_SID",
        "TWIML_APPLICATION_SID",
        "APPLICATION_SID",
    ],
    prefix: "AP",
    claim: "grants.voice.outgoing.application_sid",
};

/// The push credential of Voice.
pub const PUSH_CREDENTIAL_SID: Setting = Setting {
    noun: "push credential SID",
    option: "--push-credential-sid",
    variables: &["TWILIO_PUSH_CREDENTIAL_SID"],
    unprefixed: &["PUSH_CREDENTIAL_SID"],
    prefix: "CR",
    claim: "grants.voice.push_credential_sid",
};

/// The Sync service.
pub const SYNC_SERVICE_SID: Setting = Setting {
    noun: "Sync service SID",
    option: "--service-sid",
    variables: &["TWILIO_SYNC_SERVICE_SID"],
    unprefixed: &["SYNC_SERVICE_SID"],
    prefix: "IS",
    claim: "grants.data_sync.service_sid",
};

/// The `TaskRouter` workspace.
pub const WORKSPACE_SID: Setting = Setting {
    noun: "workspace SID",
    option: "--workspace-sid",
    variables: &["TWILIO_WORKSPACE_SID"],
    unprefixed: &[],
    prefix: "WS",
    claim: "grants.task_router.workspace_sid",
};

/// The `TaskRouter` worker.
pub const WORKER_SID: Setting = Setting {
    noun: "worker SID",
    option: "--worker-sid",
    variables: &["TWILIO_WORKER_SID"],
    unprefixed: &[],
    prefix: "WK",
    claim: "grants.task_router.worker_sid",
};

/// The three that belong together.
pub const CREDENTIALS: [&Setting; 3] = [&ACCOUNT_SID, &API_KEY, &API_SECRET];

/// The SIDs that products look for.
pub const PRODUCT_SIDS: [&Setting; 6] = [
    &CHAT_SERVICE_SID,
    &APP_SID,
    &PUSH_CREDENTIAL_SID,
    &SYNC_SERVICE_SID,
    &WORKSPACE_SID,
    &WORKER_SID,
];

/// All settings.
pub const SETTINGS: [&Setting; 10] = [
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

/// The setting that ends up at this claim of a token.
pub fn of_claim(claim: Option<&str>) -> Option<&'static Setting> {
    let claim = claim.filter(|claim| !claim.is_empty())?;
    SETTINGS.into_iter().find(|setting| setting.claim == claim)
}

/// The account's Auth Token: not what signs Access Tokens, but what people have.
pub const AUTH_TOKEN: &str = "TWILIO_AUTH_TOKEN";
/// The region of REST requests.
pub const REGION: &str = "TWILIO_REGION";
/// Where the Twilio CLI keeps its configuration.
pub const CONFIG_DIR: &str = "TWILIO_CONFIG_DIR";
/// The variable that `-o env` and `-o github` write.
pub const ACCESS_TOKEN: &str = "TWILIO_ACCESS_TOKEN";

impl Setting {
    /// The option and the variables, for hints: `--api-key, TWILIO_API_KEY or …`.
    pub fn ways(&self) -> String {
        listed(&self.names().collect::<Vec<_>>(), "or")
    }

    /// The same, where the option must stand inside `--with`.
    pub fn ways_in_with(&self) -> String {
        let option = format!("{} inside its --with", self.option);
        let mut ways = vec![&*option];
        ways.extend(self.variables);
        listed(&ways, "or")
    }

    /// The option and the variables, the strongest first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.option]
            .into_iter()
            .chain(self.variables.iter().copied())
    }
}

/// Words in a sentence: `a, b or c`.
pub fn listed(words: &[&str], last_by: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {last_by} {last}", first.join(", ")),
    }
}
