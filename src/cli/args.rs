//! The command line as declared to clap, and its texts. Nothing is looked up here: what an
//! option leaves open, `sources` fills in.
//!
//! Values that could be a credential are parsed by parsers whose errors repeat nothing; the
//! rest of a clap error is cleaned where it is reported.

#![expect(clippy::doc_markdown, reason = "the comments are help texts")]

use std::ffi::OsStr;
use std::path::PathBuf;
use std::str::FromStr as _;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{
    Arg, ArgAction, ArgGroup, ArgMatches, Args, FromArgMatches, Parser, Subcommand, ValueEnum,
    ValueHint,
};
use clap_complete::Shell;

use crate::token::grant::SyncService;
use crate::token::region::Region;
use crate::token::sid::{
    Account, ApiKey, PushCredential, Role, Service, Sid, TwimlApp, Worker, Workspace,
};
use crate::token::time::{Duration, When};

const TOKEN: &str = "Token";
const CREDENTIALS: &str = "Credentials";
const OUTPUT: &str = "Output";

/// Mint and inspect Twilio Access Tokens
///
/// Twilio's client SDKs (Conversations, Voice, Video, Sync) authenticate with an Access
/// Token: a JWT, signed with an API key's secret, that says who the user is and what they may
/// do. twimint prints one, or says what is in one and why Twilio would refuse it. It never
/// opens a socket and never writes a file.
///
/// Minting takes an account SID, an API key SID and the key's secret, from options, from the
/// environment, from a .env file or from a profile of the Twilio CLI; see `twimint chat
/// --help`. With `--demo` everything runs without an account.
#[derive(Debug, Parser)]
#[command(
    name = "twimint",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Mint a token for Conversations
    ///
    /// The token is printed on a line of its own, ready for the Conversations SDK. The grant is
    /// called `chat` because Conversations took over the grant of Programmable Chat, which is
    /// retired.
    #[command(visible_alias = "conversations", group = for_somebody())]
    Chat(Box<Mint<ChatArgs>>),

    /// Mint a token for Voice
    ///
    /// The token is printed on a line of its own, ready for the Voice SDKs. It lets the identity
    /// call out through a TwiML app (--app-sid), be called (--incoming), or both. An identity can
    /// have ten registrations at a time; the eleventh drops the oldest. A mobile app needs a
    /// push credential to be called.
    #[command(group = for_somebody())]
    Voice(Box<Mint<VoiceArgs>>),

    /// Mint a token for Video
    ///
    /// The token is printed on a line of its own, ready for the Video SDKs. Video takes API keys
    /// of region us1 only. The same identity cannot be in a room twice: the one who connects
    /// later stays.
    #[command(group = for_somebody())]
    Video(Box<Mint<VideoArgs>>),

    /// Mint a token for Sync
    ///
    /// The token is printed on a line of its own, ready for the Sync SDK. It is for one Sync
    /// service; `default` is the one that every account has.
    #[command(group = for_somebody())]
    Sync(Box<Mint<SyncArgs>>),

    /// Mint a token for a TaskRouter worker, as in Flex
    ///
    /// The token is printed on a line of its own, ready for the TaskRouter SDK. It names the
    /// worker by SID, so that it needs no identity.
    #[command(visible_alias = "flex")]
    Taskrouter(Box<Mint<TaskRouterArgs>>),

    /// Mint a token of no grant but those that --grant and --with add
    ///
    /// For grants that have no command of their own: `--grant` takes any name with any JSON
    /// object. A token without any grant is refused, by twimint as by Twilio.
    Custom(Box<Mint<NoProduct>>),

    /// Show what is in a token, and why Twilio would refuse it
    ///
    /// Takes the token as people have it in hand: bare, with `Bearer` or `Authorization:` before
    /// it, in quotes, as NAME=token, in JSON; on standard input also several, one a line.
    ///
    /// Prints header, claims, grants and the state of the signature, then all that was found,
    /// worst first, each with the code that Twilio would most likely answer and what to do. The
    /// signature is checked if an API key secret is found where minting looks for it. It is
    /// never shown, so that the output can go into a ticket. That nothing was found does not
    /// say that Twilio accepts the token: whether the key exists, only Twilio knows.
    Decode(Box<DecodeArgs>),

    /// Show which credentials would be used, and what is wrong with them
    ///
    /// Nothing is printed that must stay secret, so that the report can go into a ticket. The
    /// status is 0 if minting would work, else 1.
    Doctor(Box<DoctorArgs>),

    /// Print a completion script for a shell
    ///
    /// The script completes commands, options, their values, and names of files where an option
    /// takes one.
    Completions(CompletionsArgs),
}

/// Options of a command that mints.
#[derive(Debug, Args)]
pub struct Mint<P: Args> {
    /// The grant that the command is named for.
    #[command(flatten)]
    pub product: P,
    /// The token around it.
    #[command(flatten)]
    pub token: TokenArgs,
    /// Who signs.
    #[command(flatten)]
    pub credentials: CredentialArgs,
}

/// The products that have a command of their own, as `--with` takes them.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum Product {
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
    pub const NAMES: [&str; 5] = ["chat", "voice", "video", "sync", "taskrouter"];
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
pub struct With {
    /// The grant.
    #[command(subcommand)]
    pub product: Product,
}

/// Options of Conversations.
#[derive(Debug, Clone, Args)]
pub struct ChatArgs {
    /// The Conversations service (required, here or in a variable)
    ///
    /// The SID of the service that holds the conversations, `IS` and 32 hexadecimal digits: in
    /// Twilio's console under Conversations, Services.
    #[arg(long, alias = "chat-service-sid", value_name = "IS…", value_parser = Sid::<Service>::parse)]
    pub service_sid: Option<Sid<Service>>,

    /// The device, where one identity has several
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID")]
    pub endpoint_id: Option<String>,

    /// The role that the identity has in the deployment
    ///
    /// The SID of a role of the service, `RL` and 32 hexadecimal digits.
    #[arg(long, value_name = "RL…", value_parser = Sid::<Role>::parse)]
    pub deployment_role_sid: Option<Sid<Role>>,

    /// The credential for push notifications
    ///
    /// The SID of the FCM or APN credential that this device is notified with.
    #[arg(long, value_name = "CR…", value_parser = Sid::<PushCredential>::parse)]
    pub push_credential_sid: Option<Sid<PushCredential>>,
}

/// Options of Voice.
#[derive(Debug, Clone, Args)]
pub struct VoiceArgs {
    /// The TwiML app that answers outgoing calls
    ///
    /// Its voice URL is asked what to do with each call that the identity makes. Without an
    /// app, and with --incoming, the identity can be called and cannot call.
    #[arg(
        long,
        visible_alias = "outgoing-application-sid",
        alias = "voice-app-sid",
        value_name = "AP…",
        value_parser = Sid::<TwimlApp>::parse
    )]
    pub app_sid: Option<Sid<TwimlApp>>,

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
    pub incoming: Option<bool>,

    /// As --incoming, in the words of the Twilio CLI
    #[arg(long, hide = true, value_name = "BOOL")]
    pub allow_incoming: Option<bool>,

    /// A parameter of outgoing calls, which the app's voice URL is sent (repeatable)
    ///
    /// The value is a string: `--param team=blue --param lang=fr`. Needs an app.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub param: Vec<(String, String)>,

    /// Parameters of outgoing calls, as a JSON object or a file of one
    ///
    /// For values that are not strings: `--params '{"team":"blue","tries":3}'`, or
    /// `--params @call.json`. --param adds to it.
    #[arg(
        long,
        visible_alias = "outgoing-application-params",
        value_name = "JSON|@FILE"
    )]
    pub params: Option<String>,

    /// The credential for push notifications, without which a mobile app cannot be called
    ///
    /// The SID of the FCM or APN credential; a browser needs none.
    #[arg(long, value_name = "CR…", value_parser = Sid::<PushCredential>::parse)]
    pub push_credential_sid: Option<Sid<PushCredential>>,

    /// The device, where one identity has several
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID")]
    pub endpoint_id: Option<String>,
}

/// Options of Video.
#[derive(Debug, Clone, Args)]
pub struct VideoArgs {
    /// The room's unique name or SID; without it, any room
    ///
    /// A name of up to 128 characters, or `RM…`. The token opens this room and no other.
    #[arg(long, alias = "room-name", value_name = "NAME")]
    pub room: Option<String>,
}

/// Options of Sync.
#[derive(Debug, Clone, Args)]
pub struct SyncArgs {
    /// The Sync service, or `default` (required, here or in a variable)
    ///
    /// `IS` and 32 hexadecimal digits, or the word `default` for the service that every account
    /// has.
    #[arg(
        long,
        alias = "sync-service-sid",
        value_name = "IS…|default",
        value_parser = SyncService::parse
    )]
    pub service_sid: Option<SyncService>,

    /// The device, where one identity has several
    ///
    /// Any text that tells the devices of one identity apart; left out unless given.
    #[arg(long, value_name = "ID")]
    pub endpoint_id: Option<String>,
}

/// Options of `TaskRouter`.
#[derive(Debug, Clone, Args)]
pub struct TaskRouterArgs {
    /// The workspace (required, here or in a variable)
    ///
    /// Its SID, `WS` and 32 hexadecimal digits.
    #[arg(long, value_name = "WS…", value_parser = Sid::<Workspace>::parse)]
    pub workspace_sid: Option<Sid<Workspace>>,

    /// The worker in it (required, here or in a variable)
    ///
    /// Its SID, `WK` and 32 hexadecimal digits.
    #[arg(long, value_name = "WK…", value_parser = Sid::<Worker>::parse)]
    pub worker_sid: Option<Sid<Worker>>,

    /// What the token's bearer is in the workspace
    ///
    /// `worker` or `supervisor`.
    #[arg(long, value_name = "ROLE", default_value = "worker")]
    pub role: String,
}

/// No options: `custom` has no grant of its own.
#[derive(Debug, Args)]
pub struct NoProduct {}

/// Options of every token.
#[derive(Debug, Args)]
#[command(next_help_heading = TOKEN)]
pub struct TokenArgs {
    /// Who the token is for
    ///
    /// The name by which your app knows the user; whoever holds the token is that user. Voice
    /// takes letters, digits and `_`; Conversations and Sync up to 256 characters, Video up to
    /// 128.
    #[arg(short, long, value_name = "ID")]
    pub identity: Option<String>,

    /// A file of identities, one a line, instead of --identity; `-` for standard
    /// input
    ///
    /// One token a line is printed, in the same order. The first line that cannot be
    /// minted ends it; the tokens of the lines before are printed.
    #[arg(
        long,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        conflicts_with = "identity"
    )]
    pub identities: Option<PathBuf>,

    /// How long the token lives, from --issued-at: `3600`, `90s`, `15m`, `1h30m`, `1d`
    ///
    /// Seconds, or units from the longest to the shortest: `d`, `h`, `m`, `s`. Twilio takes at
    /// most 24 hours and advises the shortest that works; clients can be given a fresh token
    /// while connected. [default: 1h]
    #[arg(
        long,
        value_name = "DURATION",
        allow_hyphen_values = true,
        value_parser = Duration::parse,
        conflicts_with = "expires_at",
        help = "How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]"
    )]
    pub ttl: Option<Duration>,

    /// When the token expires, instead of --ttl
    ///
    /// A TIME is Unix seconds, RFC 3339 with `Z` or an offset, `now`, or a duration with a
    /// sign, counted from now: `+15m`, `-2h`.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub expires_at: Option<When>,

    /// When the token becomes valid; left out unless asked for
    ///
    /// The `nbf` claim, a TIME as for --expires-at. A client or a server whose clock is behind
    /// refuses a token that is valid from now, so there is none by default.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub nbf: Option<When>,

    /// When the token was issued, which --ttl counts from [default: now]
    ///
    /// The `iat` claim, a TIME as for --expires-at. With --jti the token is reproducible to the
    /// byte.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub issued_at: Option<When>,

    /// The token's unique ID [default: the API key SID and a random number]
    ///
    /// The `jti` claim. Twilio reads nothing out of it; it tells tokens apart in your logs.
    #[arg(long, value_name = "ID")]
    pub jti: Option<String>,

    /// The region of the API key, for Voice outside us1
    ///
    /// The `twr` header, left out unless given: Twilio then takes us1. An edge (`dublin`,
    /// `sydney`) is not a region. TWILIO_REGION is never written: elsewhere it means the region of
    /// REST requests.
    #[arg(long, value_name = "REGION", value_parser = RegionParser)]
    pub region: Option<Region>,

    /// Further grants.
    #[command(flatten)]
    pub extras: Extras,

    /// Mint what Twilio would refuse, too: refusals become warnings
    ///
    /// For negative tests. What does not parse (a number, a time, a SID) stays an error.
    #[arg(long)]
    pub allow_invalid: bool,

    /// How the token is printed [default: token]
    ///
    /// On standard output; warnings and notes go to standard error.
    #[arg(short, long, value_name = "FORMAT", help_heading = OUTPUT)]
    pub output: Option<MintOutput>,
}

/// A grant besides the one that the command is named for.
#[derive(Debug, Clone)]
pub enum Extra {
    /// A product's own options, in one word.
    With(String),
    /// NAME=JSON, or NAME=@FILE.
    Grant(String),
}

/// `--with` and `--grant`, in the order in which they were given, which is that of the token.
#[derive(Debug, Clone, Default)]
pub struct Extras(pub Vec<Extra>);

impl Args for Extras {
    fn augment_args(command: clap::Command) -> clap::Command {
        let with = Arg::new("with")
            .long("with")
            .value_name("PRODUCT OPTIONS")
            .action(ArgAction::Append)
            .value_parser(WithParser)
            .help("One more grant, as that product's command line (repeatable)")
            .long_help(
                "One more grant in the same token, written as that product's own command line: \
                 `--with sync`, `--with \"video --room 'daily standup'\"`. Repeatable. What is \
                 left open is filled in from the environment and .env, as for the command.",
            );
        let grant = Arg::new("grant")
            .long("grant")
            .value_name("NAME=JSON")
            .action(ArgAction::Append)
            .help("One more grant as it stands, an object, or NAME=@FILE (repeatable)")
            .long_help(
                "One more grant as it stands: a name and a JSON object, or a file of one. \
                 Repeatable. `--grant 'player={}'`, `--grant player=@grant.json`. Names that \
                 twimint knows obey the same rules as by their own commands.",
            );
        command.arg(with).arg(grant)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Extras {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut extras = Vec::new();
        for id in ["with", "grant"] {
            let values = matches
                .get_many::<String>(id)
                .into_iter()
                .flatten()
                .cloned();
            let indices = matches.indices_of(id).into_iter().flatten();
            extras.extend(indices.zip(values).map(|(index, value)| match id {
                "with" => (index, Extra::With(value)),
                _ => (index, Extra::Grant(value)),
            }));
        }
        extras.sort_by_key(|(index, _)| *index);
        Ok(Self(extras.into_iter().map(|(_, extra)| extra).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Where the credentials come from.
#[derive(Debug, Args)]
#[command(next_help_heading = CREDENTIALS)]
pub struct CredentialArgs {
    /// The account that the token is for
    ///
    /// Its SID, `AC` and 32 hexadecimal digits: on the first page of Twilio's console. A
    /// subaccount's tokens need an API key of that subaccount.
    #[arg(long, value_name = "AC…", value_parser = Sid::<Account>::parse)]
    pub account_sid: Option<Sid<Account>>,

    /// The API key: a Main or Standard one, Restricted keys cannot sign
    ///
    /// Its SID, `SK` and 32 hexadecimal digits. Keys are made in Twilio's console under Account,
    /// API keys; the secret is shown once, then. The Auth Token cannot sign Access Tokens.
    #[arg(long, value_name = "SK…", value_parser = Sid::<ApiKey>::parse)]
    pub api_key: Option<Sid<ApiKey>>,

    /// A file with the API key's secret, `-` for standard input
    ///
    /// The secret itself is never taken from the command line, which other users can read in the
    /// process list. One newline at the end is dropped. A pipe will do:
    /// `--api-secret-file <(pass twilio/secret)`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub api_secret_file: Option<PathBuf>,

    /// A .env file, used before the environment and instead of ./.env
    ///
    /// Lines of NAME=VALUE, of which only the variables listed below are read. What it does not
    /// set is taken from the environment.
    #[arg(
        long,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        conflicts_with = "no_env_file"
    )]
    pub env_file: Option<PathBuf>,

    /// Do not read ./.env
    ///
    /// By default the .env file of the current folder is read for what neither an option nor
    /// the environment gives; never that of a parent folder.
    #[arg(long)]
    pub no_env_file: bool,

    /// A profile of the Twilio CLI, used instead of everything else
    ///
    /// All three credentials are taken from it. Without this option the active profile serves if
    /// none of the three is found anywhere, and a note says so.
    #[arg(short, long, value_name = "NAME", conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file",
    ])]
    pub profile: Option<String>,

    /// Use built-in throw-away credentials, which Twilio will refuse
    ///
    /// Everything runs without an account: SIDs that are not given are made up, and so is
    /// the identity (`alice`).
    #[arg(long, conflicts_with_all = [
        "account_sid", "api_key", "api_secret_file", "env_file", "no_env_file", "profile",
    ])]
    pub demo: bool,

    /// Say on standard error where each value came from
    #[arg(short, long)]
    pub verbose: bool,
}

/// Options of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// How the report is printed
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub output: DoctorOutput,

    /// What is looked at.
    #[command(flatten)]
    pub credentials: CredentialArgs,
}

/// Options of `decode`.
#[derive(Debug, Args)]
pub struct DecodeArgs {
    /// The token; standard input when absent or `-`
    ///
    /// What is typed here can be seen in the process list and stays in the shell's history;
    /// prefer standard input for a token that is still good.
    #[arg(value_name = "TOKEN")]
    pub token: Option<String>,

    /// Fail unless the signature was checked
    ///
    /// Without it a token whose signature nobody could check passes, and the output says so.
    /// With it, an API key secret must be found.
    #[arg(long)]
    pub verify: bool,

    /// Judge the token as of then [default: now]
    ///
    /// A TIME is Unix seconds, RFC 3339 with `Z` or an offset, `now`, or a duration with a
    /// sign, counted from now: `+15m`, `-2h`. There is no leeway: at `exp` a token has expired.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = When::parse)]
    pub at: Option<When>,

    /// Fail if the token expires sooner than that after the moment judged
    ///
    /// A DURATION is seconds, or units from the longest to the shortest: `300`, `5m`, `1h30m`.
    #[arg(
        long,
        value_name = "DURATION",
        allow_hyphen_values = true,
        value_parser = Duration::parse
    )]
    pub min_ttl: Option<Duration>,

    /// Fail unless the claim has this value: `identity=alice`, `grants.video.room=daily`
    /// (repeatable)
    ///
    /// PATH is the claim's name, with dots into objects; `identity` alone is the grant's.
    /// Compares a scalar's JSON text, strings without their quotes.
    #[arg(long, value_name = "PATH=VALUE", value_parser = path_value)]
    pub expect: Vec<(String, String)>,

    /// Print only this claim: `exp`, `identity`, `grants.chat.service_sid`, `header.twr`
    ///
    /// Strings are printed raw but for hostile characters, objects as compact JSON. The
    /// status is 0 if the claim is there, whatever else is wrong with the token, and 1 if it is
    /// not; but where --verify, --expect or --min-ttl fails, nothing is printed, and it is 3.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["output", "quiet", "error"])]
    pub claim: Option<String>,

    /// The code that Twilio answered, to see what can cause it besides the token
    ///
    /// A number such as 20101 or 31204. Adds the causes of it that a token does not show: a
    /// deleted key, another account, another region.
    #[arg(long, value_name = "CODE", value_parser = error_code)]
    pub error: Option<u32>,

    /// Print nothing: the exit status says it
    ///
    /// 0 if nothing was found that Twilio would refuse and all that was asked for holds, 3 if not.
    #[arg(short, long, conflicts_with_all = ["output", "verbose"])]
    pub quiet: bool,

    /// How the token is shown
    ///
    /// Never with its signature, and with credentials masked.
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub output: DecodeOutput,

    /// What the signature is checked with.
    #[command(flatten)]
    pub credentials: CredentialArgs,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    ///
    /// PowerShell and Elvish are served as well as bash, zsh and fish.
    pub shell: Shell,
}

/// How a minted token is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MintOutput {
    /// The token on a line, and nothing else
    Token,
    /// An object with token, identity, jti, issued_at and expires_at
    Json,
    /// An Authorization header, for curl -H @-
    Header,
    /// TWILIO_ACCESS_TOKEN=token
    Env,
    /// The same, for $GITHUB_ENV; the command to mask the token goes to stderr
    Github,
}

/// How a token is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DecodeOutput {
    /// For people
    Text,
    /// One object a token, for programs
    Json,
    /// The twimint line that mints the token afresh
    Command,
}

/// How the report of `doctor` is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DoctorOutput {
    /// For people
    Text,
    /// One object, for programs
    Json,
}

/// Makes the identity mandatory, for the products whose tokens are for somebody.
fn for_somebody() -> ArgGroup {
    ArgGroup::new("for")
        .args(["identity", "identities", "demo"])
        .required(true)
        .multiple(true)
}

fn error_code(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "expected a number such as 20101")
}

fn key_value(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE"),
    }
}

fn path_value(text: &str) -> Result<(String, String), &'static str> {
    key_value(text).map_err(|_| "expected PATH=VALUE")
}

/// Reads a region, and lists the regions to help and completions.
#[derive(Clone)]
struct RegionParser;

impl TypedValueParser for RegionParser {
    type Value = Region;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Region, clap::Error> {
        Region::from_str.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            Region::ALL
                .into_iter()
                .map(|region| PossibleValue::new(region.as_str())),
        ))
    }
}

/// Takes any text, and lists the products to completions: what follows them is the product's to judge.
#[derive(Clone)]
struct WithParser;

impl TypedValueParser for WithParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Product::NAMES.into_iter().map(PossibleValue::new)))
    }
}
