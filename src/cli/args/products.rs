//! The options of each product, which `--with` takes too.
//!
//! Nothing is required here: what is left open is looked up in `values`, and what is found nowhere is the rules' to refuse.

use std::str::FromStr as _;

use clap::builder::NonEmptyStringValueParser as Text;
use clap::{Args, Parser, Subcommand};

use crate::token::error::Error;
use crate::token::grant::DEFAULT_SERVICE;
use crate::token::sid::{PushCredential, Role, Service, Sid, TwimlApp, Worker, Workspace};

// The products that have a command of their own, as `--with` takes them.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub(crate) enum Product {
    #[command(alias = "conversations")]
    Chat(ChatArgs),
    Voice(VoiceArgs),
    Video(VideoArgs),
    Sync(SyncArgs),
    #[command(alias = "flex")]
    Taskrouter(TaskRouterArgs),
}

impl Product {
    /// What they are called, in the order of their commands.
    pub(crate) const NAMES: [&str; 5] = ["chat", "voice", "video", "sync", "taskrouter"];
}

// The words of one `--with`.
#[derive(Debug, Parser)]
#[command(
    name = "--with",
    bin_name = "--with",
    no_binary_name = true,
    disable_help_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct With {
    #[command(subcommand)]
    pub(crate) product: Product,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ChatArgs {
    /// The Conversations service
    ///
    /// Its SID is `IS` and 32 hex digits: in Twilio's console under Conversations, Services.
    #[arg(long, alias = "chat-service-sid", value_name = "IS…", value_parser = Sid::<Service>::from_str)]
    pub(crate) service_sid: Option<Sid<Service>>,

    /// Which of the user's devices
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,

    /// The user's role in the deployment
    ///
    /// The SID of a role of the service: `RL` and 32 hex digits.
    #[arg(long, value_name = "RL…", value_parser = Sid::<Role>::from_str)]
    pub(crate) deployment_role_sid: Option<Sid<Role>>,

    /// The credential for push notifications
    ///
    /// The SID of the FCM or APN credential that this device gets its notifications with: `CR`
    /// and 32 hex digits.
    #[arg(long, value_name = "CR…", value_parser = Sid::<PushCredential>::from_str)]
    pub(crate) push_credential_sid: Option<Sid<PushCredential>>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct VoiceArgs {
    /// The TwiML app for outgoing calls
    ///
    /// Twilio asks the app's voice URL what to do with each call that the user makes. Without an
    /// app, and with --incoming, the user can receive calls but not make any. Its SID is `AP` and
    /// 32 hex digits.
    #[arg(
        long,
        visible_alias = "outgoing-application-sid",
        alias = "voice-app-sid",
        value_name = "AP…",
        value_parser = Sid::<TwimlApp>::from_str
    )]
    pub(crate) app_sid: Option<Sid<TwimlApp>>,

    /// Let the user receive calls
    ///
    /// `--incoming` alone means true; for a value, write `--incoming=false`. Without it nobody
    /// can call the user.
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

    /// The same in the words of the Twilio CLI
    #[arg(long, hide = true, value_name = "BOOL")]
    pub(crate) allow_incoming: Option<bool>,

    /// A parameter for the app's URL (repeatable)
    ///
    /// Sent to the app's voice URL with each outgoing call, as a string: `--param team=blue
    /// --param lang=fr`. Needs an app.
    #[arg(long, value_name = "KEY=VALUE", value_parser = name_value)]
    pub(crate) param: Vec<(String, String)>,

    /// Such parameters as a JSON object
    ///
    /// For values that are not strings: `--params '{"team":"blue","tries":3}'`, or a file with
    /// the object: `--params @call.json`. --param adds to it.
    #[arg(
        long,
        visible_alias = "outgoing-application-params",
        value_name = "JSON|@FILE",
        value_parser = json_or_file
    )]
    pub(crate) params: Option<String>,

    /// The credential to reach a mobile app
    ///
    /// A mobile app can be called only through push notifications. This is the SID of its FCM or
    /// APN credential: `CR` and 32 hex digits. A browser needs none.
    #[arg(long, value_name = "CR…", value_parser = Sid::<PushCredential>::from_str)]
    pub(crate) push_credential_sid: Option<Sid<PushCredential>>,

    /// Which of the user's devices
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct VideoArgs {
    /// The only room that the token opens [default: any]
    ///
    /// The room's unique name, of up to 128 characters, or its SID (`RM…`).
    #[arg(long, alias = "room-name", value_name = "NAME", value_parser = Text::new())]
    pub(crate) room: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct SyncArgs {
    /// The Sync service, or `default`
    ///
    /// Its SID is `IS` and 32 hex digits. `default` is the service that every account has.
    #[arg(long, alias = "sync-service-sid", value_name = "IS…|default", value_parser = sync_service)]
    pub(crate) service_sid: Option<String>,

    /// Which of the user's devices
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID", value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct TaskRouterArgs {
    /// The workspace
    ///
    /// Its SID is `WS` and 32 hex digits: in Twilio's console under TaskRouter, Workspaces.
    #[arg(long, value_name = "WS…", value_parser = Sid::<Workspace>::from_str)]
    pub(crate) workspace_sid: Option<Sid<Workspace>>,

    /// The worker in that workspace
    ///
    /// Its SID is `WK` and 32 hex digits.
    #[arg(long, value_name = "WK…", value_parser = Sid::<Worker>::from_str)]
    pub(crate) worker_sid: Option<Sid<Worker>>,

    /// What the token lets its holder be
    ///
    /// `worker` or `supervisor`.
    #[arg(long, value_name = "ROLE", default_value = "worker", value_parser = Text::new())]
    pub(crate) role: String,
}

// No options: `custom` has no grant of its own.
#[derive(Debug, Args)]
pub(crate) struct NoProduct {}

pub(crate) fn name_value(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected a name, `=` and a value"),
    }
}

/// Tells a file that lacks its `@` from an object. Whether it is one, whoever reads it says.
fn json_or_file(text: &str) -> Result<String, &'static str> {
    if text.trim_start().starts_with(['{', '[', '"', '@']) {
        Ok(text.to_owned())
    } else {
        Err("expected a JSON object, or `@` and the name of a file that holds one: `@call.json`")
    }
}

fn sync_service(text: &str) -> Result<String, Error> {
    if text == DEFAULT_SERVICE {
        Ok(text.to_owned())
    } else {
        text.parse::<Sid<Service>>().map(String::from)
    }
}
