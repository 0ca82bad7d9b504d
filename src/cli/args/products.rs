//! The options of each product, which `--with` takes too.

use std::str::FromStr as _;

use clap::builder::NonEmptyStringValueParser as Text;
use clap::{Args, Parser, Subcommand};

use crate::token::error::Error;
use crate::token::grant::DEFAULT_SERVICE;
use crate::token::sid::{PushCredential, Role, Service, Sid, TwimlApp, Worker, Workspace};

/// The products that have a command of their own, as `--with` takes them.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub(crate) enum Product {
    /// Conversations.
    #[command(alias = "conversations")]
    Chat(ChatArgs),
    /// Voice.
    Voice(VoiceArgs),
    /// Video.
    Video(VideoArgs),
    /// Sync.
    Sync(SyncArgs),
    /// TaskRouter.
    #[command(alias = "flex")]
    Taskrouter(TaskRouterArgs),
}

impl Product {
    /// What they are called, in the order of their commands.
    pub(crate) const NAMES: [&str; 5] = ["chat", "voice", "video", "sync", "taskrouter"];
}

/// The words of one `--with`.
#[derive(Debug, Parser)]
#[command(
    name = "--with",
    bin_name = "--with",
    no_binary_name = true,
    disable_help_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct With {
    /// The grant.
    #[command(subcommand)]
    pub(crate) product: Product,
}

/// Options of Conversations.
#[derive(Debug, Clone, Args)]
pub(crate) struct ChatArgs {
    /// The Conversations service (required, here or in a variable)
    ///
    /// The SID of the service that holds the conversations, `IS` and 32 hexadecimal digits: in
    /// Twilio's console under Conversations, Services.
    #[arg(long, alias = "chat-service-sid", value_name = "IS…", value_parser = Sid::<Service>::from_str)]
    pub(crate) service_sid: Option<Sid<Service>>,

    /// The device, where one identity has several
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,

    /// The role that the identity has in the deployment
    ///
    /// The SID of a role of the service, `RL` and 32 hexadecimal digits.
    #[arg(long, value_name = "RL…", value_parser = Sid::<Role>::from_str)]
    pub(crate) deployment_role_sid: Option<Sid<Role>>,

    /// The credential for push notifications
    ///
    /// The SID of the FCM or APN credential that this device is notified with.
    #[arg(long, value_name = "CR…", value_parser = Sid::<PushCredential>::from_str)]
    pub(crate) push_credential_sid: Option<Sid<PushCredential>>,
}

/// Options of Voice.
#[derive(Debug, Clone, Args)]
pub(crate) struct VoiceArgs {
    /// The TwiML app that answers outgoing calls
    ///
    /// Its voice URL is asked what to do with each call that the identity makes. Without an
    /// app, and with --incoming, the identity can be called and cannot call.
    #[arg(
        long,
        visible_alias = "outgoing-application-sid",
        alias = "voice-app-sid",
        value_name = "AP…",
        value_parser = Sid::<TwimlApp>::from_str
    )]
    pub(crate) app_sid: Option<Sid<TwimlApp>>,

    /// Allow incoming calls
    ///
    /// `--incoming` alone means true; a value follows `=`: `--incoming=false`. The default is
    /// false: nobody can call the identity.
    #[arg(
        long,
        visible_alias = "incoming-allow",
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        conflicts_with = "allow_incoming"
    )]
    pub(crate) incoming: Option<bool>,

    /// As --incoming, in the words of the Twilio CLI
    #[arg(long, hide = true, value_name = "BOOL")]
    pub(crate) allow_incoming: Option<bool>,

    /// A parameter of outgoing calls, which the app's voice URL is sent (repeatable)
    ///
    /// The value is a string: `--param team=blue --param lang=fr`. Needs an app.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub(crate) param: Vec<(String, String)>,

    /// Parameters of outgoing calls, as a JSON object or a file of one
    ///
    /// For values that are not strings: `--params '{"team":"blue","tries":3}'`, or
    /// `--params @call.json`. --param adds to it.
    #[arg(
        long,
        visible_alias = "outgoing-application-params",
        value_name = "JSON|@FILE",
        value_parser = Text::new()
    )]
    pub(crate) params: Option<String>,

    /// The credential for push notifications, without which a mobile app cannot be called
    ///
    /// The SID of the FCM or APN credential; a browser needs none.
    #[arg(long, value_name = "CR…", value_parser = Sid::<PushCredential>::from_str)]
    pub(crate) push_credential_sid: Option<Sid<PushCredential>>,

    /// The device, where one identity has several
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,
}

/// Options of Video.
#[derive(Debug, Clone, Args)]
pub(crate) struct VideoArgs {
    /// The room's unique name or SID; without it, any room
    ///
    /// A name of up to 128 characters, or `RM…`. The token opens this room and no other.
    #[arg(long, alias = "room-name", value_name = "NAME", value_parser = Text::new())]
    pub(crate) room: Option<String>,
}

/// Options of Sync.
#[derive(Debug, Clone, Args)]
pub(crate) struct SyncArgs {
    /// The Sync service, or `default` (required, here or in a variable)
    ///
    /// `IS` and 32 hexadecimal digits, or the word `default` for the service that every account
    /// has.
    #[arg(
        long,
        alias = "sync-service-sid",
        value_name = "IS…|default",
        value_parser = sync_service
    )]
    pub(crate) service_sid: Option<String>,

    /// The device, where one identity has several
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,
}

/// Options of `TaskRouter`.
#[derive(Debug, Clone, Args)]
pub(crate) struct TaskRouterArgs {
    /// The workspace (required, here or in a variable)
    ///
    /// Its SID, `WS` and 32 hexadecimal digits.
    #[arg(long, value_name = "WS…", value_parser = Sid::<Workspace>::from_str)]
    pub(crate) workspace_sid: Option<Sid<Workspace>>,

    /// The worker in it (required, here or in a variable)
    ///
    /// Its SID, `WK` and 32 hexadecimal digits.
    #[arg(long, value_name = "WK…", value_parser = Sid::<Worker>::from_str)]
    pub(crate) worker_sid: Option<Sid<Worker>>,

    /// What the token's bearer is in the workspace
    ///
    /// `worker` or `supervisor`.
    #[arg(long, value_name = "ROLE", default_value = "worker", value_parser = Text::new())]
    pub(crate) role: String,
}

/// No options: `custom` has no grant of its own.
#[derive(Debug, Args)]
pub(crate) struct NoProduct {}

fn key_value(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE"),
    }
}

fn sync_service(text: &str) -> Result<String, Error> {
    if text == DEFAULT_SERVICE {
        Ok(text.to_owned())
    } else {
        text.parse::<Sid<Service>>().map(String::from)
    }
}
