//! The commands that mint, one per product, and the options of each product, which `--with` takes too.
//!
//! No product option is required here: `values` looks up what is left out, and the rules refuse what is still missing.

use clap::builder::{NonEmptyStringValueParser as Text, Resettable};
use clap::{Args, Parser, Subcommand};

use super::credentials::CredentialArgs;
use super::token::TokenArgs;
use crate::token::error::Error;
use crate::token::grant::DEFAULT_SERVICE;
use crate::token::sid::{PushCredential, Role, Service, Sid, TwimlApp, Worker, Workspace};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum MintCommand {
    #[command(visible_alias = "conversations")]
    Chat(Box<Mint<ChatArgs>>),
    Voice(Box<Mint<VoiceArgs>>),
    Video(Box<Mint<VideoArgs>>),
    Sync(Box<Mint<SyncArgs>>),
    #[command(visible_alias = "flex")]
    Taskrouter(Box<Mint<TaskRouterArgs>>),
    // Has no product, and so no grant of its own.
    Custom(Box<Mint<()>>),
}

#[derive(Debug, Args)]
#[group(skip)]
pub(crate) struct Mint<P: Args> {
    // First, because help starts with the identity.
    #[command(flatten)]
    pub(crate) token: TokenArgs,
    #[command(flatten, next_help_heading = Resettable::Reset)]
    pub(crate) product: P,
    #[command(flatten)]
    pub(crate) credentials: CredentialArgs,
}

/// What was typed for a command that mints.
pub(crate) type Typed = (Option<ProductArgs>, TokenArgs, CredentialArgs);

impl MintCommand {
    pub(crate) fn typed(self) -> Typed {
        match self {
            Self::Chat(mint) => mint.typed(ProductArgs::Chat),
            Self::Voice(mint) => mint.typed(ProductArgs::Voice),
            Self::Video(mint) => mint.typed(ProductArgs::Video),
            Self::Sync(mint) => mint.typed(ProductArgs::Sync),
            Self::Taskrouter(mint) => mint.typed(ProductArgs::Taskrouter),
            Self::Custom(mint) => (None, mint.token, mint.credentials),
        }
    }
}

impl<P: Args> Mint<P> {
    fn typed(self, product: impl FnOnce(P) -> ProductArgs) -> Typed {
        (Some(product(self.product)), self.token, self.credentials)
    }
}

// The products that have a command of their own, as parsed from the value of one `--with`.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, disable_help_subcommand = true)]
#[command(defer = true)]
pub(crate) enum ProductArgs {
    #[command(alias = "conversations")]
    Chat(ChatArgs),
    Voice(VoiceArgs),
    Video(VideoArgs),
    Sync(SyncArgs),
    #[command(alias = "flex")]
    Taskrouter(TaskRouterArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ChatArgs {
    #[arg(long, alias = "chat-service-sid")]
    pub(crate) service_sid: Option<Sid<Service>>,
    #[arg(long, value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,
    #[arg(long)]
    pub(crate) deployment_role_sid: Option<Sid<Role>>,
    #[arg(long)]
    pub(crate) push_credential_sid: Option<Sid<PushCredential>>,
}

#[derive(Debug, Args)]
pub(crate) struct VoiceArgs {
    #[arg(long, visible_alias = "outgoing-application-sid", alias = "voice-app-sid")]
    pub(crate) app_sid: Option<Sid<TwimlApp>>,
    #[arg(
        long,
        visible_alias = "incoming-allow",
        alias = "allow-incoming",
        num_args = 0..=1,
        default_missing_value = "true"
    )]
    pub(crate) incoming: Option<bool>,
    #[arg(long, value_parser = name_value)]
    pub(crate) param: Vec<(String, String)>,
    #[arg(long, visible_alias = "outgoing-application-params", value_parser = json_or_file)]
    pub(crate) params: Option<String>,
    #[arg(long)]
    pub(crate) push_credential_sid: Option<Sid<PushCredential>>,
    #[arg(long, value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct VideoArgs {
    #[arg(long, alias = "room-name", value_parser = Text::new())]
    pub(crate) room: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    #[arg(long, alias = "sync-service-sid", value_parser = sync_service)]
    pub(crate) service_sid: Option<String>,
    #[arg(long, value_parser = Text::new())]
    pub(crate) endpoint_id: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct TaskRouterArgs {
    #[arg(long)]
    pub(crate) workspace_sid: Option<Sid<Workspace>>,
    #[arg(long)]
    pub(crate) worker_sid: Option<Sid<Worker>>,
    #[arg(long, default_value = "worker", value_parser = Text::new())]
    pub(crate) role: String,
}

pub(crate) fn name_value(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected a name, `=` and a value"),
    }
}

/// Catches a file name without its `@`. Whether the text is a JSON object is checked later, when it is read.
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
