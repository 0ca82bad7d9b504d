//! Turns options into grants. SIDs that the command line leaves out come from the environment or the .env file.

use std::path::Path;

use crate::cli::args::parse_product;
use crate::cli::args::products::{
    ChatArgs, ProductArgs, SyncArgs, TaskRouterArgs, VideoArgs, VoiceArgs,
};
use crate::cli::args::token::{Extra, Extras};
use crate::cli::read;
use crate::cli::say::Stop;
use crate::cli::values::settings::{
    APP_SID, CHAT_SERVICE_SID, PUSH_CREDENTIAL_SID, SYNC_SERVICE_SID, Setting, WORKER_SID,
    WORKSPACE_SID,
};
use crate::cli::values::{Values, demo};
use crate::token::grant::{CHAT, DEFAULT_SERVICE, Grant, SYNC, TASK_ROUTER, VIDEO, VOICE};
use crate::token::json::{Json, Object};
use crate::token::message::Message;
use crate::token::rules::grants::needs_worker;
use crate::token::sid::{PushCredential, Service, SidKind, TwimlApp, Worker, Workspace, shown};
use crate::token::text::listed;

/// The longest JSON file of parameters or of a grant, in bytes.
const JSON_FILE_LIMIT: usize = 1024 * 1024;

/// A grant, and the option that asked for it; `None` for the grant that the command is named for.
pub(crate) type Asked<'a> = (Grant, Option<&'a Extra>);

/// The grants as given, the command's own first.
pub(crate) fn all<'a>(
    product: Option<ProductArgs>,
    extras: &'a Extras,
    values: &Values<'_>,
) -> Result<Vec<Asked<'a>>, Stop> {
    let own = product.map(|product| of_product(product, values).map(|grant| (grant, None)));
    let extras = extras.0.iter().map(|extra| match extra {
        Extra::With(words) => {
            let grant = parse_product(words).and_then(|product| of_product(product, values));
            Ok((grant.map_err(|stop| stop.begin("--with"))?, Some(extra)))
        }
        Extra::Grant(text) => Ok((raw(text)?, Some(extra))),
    });
    let mut grants: Vec<Asked<'_>> = Vec::new();
    for asked in own.into_iter().chain(extras) {
        let (grant, by) = asked?;
        if grants.iter().any(|(earlier, _)| earlier.name == grant.name) {
            let message = format!("the token already has a {} grant", shown(&grant.name));
            let hint = "give it once, with all of its options";
            return Err(Stop::usage(Message::error(message).hint(hint)));
        }
        grants.push((grant, by));
    }
    Ok(grants)
}

/// The grant that a product's options ask for.
pub(crate) fn of_product(product: ProductArgs, values: &Values<'_>) -> Result<Grant, Stop> {
    match product {
        ProductArgs::Chat(ChatArgs {
            service_sid,
            endpoint_id,
            deployment_role_sid,
            push_credential_sid,
        }) => Ok(Grant::empty(CHAT)
            .with("service_sid", sid::<Service>(service_sid, &CHAT_SERVICE_SID, values, true)?)
            .with("endpoint_id", endpoint_id)
            .with("deployment_role_sid", deployment_role_sid.map(String::from))
            .with("push_credential_sid", push_credential_sid.map(String::from))),
        ProductArgs::Voice(args) => voice(args, values),
        ProductArgs::Video(VideoArgs { room }) => Ok(Grant::empty(VIDEO).with("room", room)),
        ProductArgs::Sync(SyncArgs { service_sid, endpoint_id }) => Ok(Grant::empty(SYNC)
            .with("service_sid", sid::<Service>(service_sid, &SYNC_SERVICE_SID, values, true)?)
            .with("endpoint_id", endpoint_id)),
        ProductArgs::Taskrouter(TaskRouterArgs { workspace_sid, worker_sid, role }) => {
            let workspace_sid = sid::<Workspace>(workspace_sid, &WORKSPACE_SID, values, true)?;
            let worker_sid = sid::<Worker>(worker_sid, &WORKER_SID, values, needs_worker(&role))?;
            Ok(Grant::empty(TASK_ROUTER)
                .with("workspace_sid", workspace_sid)
                .with("worker_sid", worker_sid)
                .with("role", role))
        }
    }
}

fn voice(args: VoiceArgs, values: &Values<'_>) -> Result<Grant, Stop> {
    let VoiceArgs { app_sid, incoming, param, params, push_credential_sid, endpoint_id } = args;
    let params = parameters(param, params.as_deref())?;
    let incoming = incoming.unwrap_or(false);
    let app_sid = sid::<TwimlApp>(app_sid, &APP_SID, values, !incoming)?;
    if app_sid.is_none() && params != Json::Null {
        let message = Message::error(
            "--param and --params need a TwiML app, which gets them with each outgoing call",
        );
        return Err(Stop::usage(
            message.hint(format!("give its SID with {}", ways_to_give(&APP_SID))),
        ));
    }
    let push_credential_sid = match push_credential_sid {
        // Without a push credential a demo token works just as well, so none is made up.
        None if values.is_demo() => None,
        given => sid::<PushCredential>(given, &PUSH_CREDENTIAL_SID, values, false)?,
    };
    Ok(Grant::empty(VOICE)
        .with("incoming.allow", Json::Bool(incoming))
        .with("outgoing.application_sid", app_sid)
        .with("outgoing.params", params)
        .with("push_credential_sid", push_credential_sid)
        .with("endpoint_id", endpoint_id))
}

/// The SID that was given, or else the value of its setting. A demo makes one up. A Sync service may be called
/// `default`.
fn sid<K: SidKind>(
    given: Option<impl Into<String>>,
    setting: &'static Setting,
    values: &Values<'_>,
    is_needed: bool,
) -> Result<Option<String>, Stop> {
    if let Some(given) = given {
        return Ok(Some(given.into()));
    }
    if values.is_demo() {
        return Ok(Some(demo::sid::<K>().into()));
    }
    let Some(found) = values.find(setting, is_needed)? else { return Ok(None) };
    if *setting == SYNC_SERVICE_SID && *found.value == DEFAULT_SERVICE {
        return Ok(Some(DEFAULT_SERVICE.to_owned()));
    }
    Ok(Some(found.sid::<K>()?.into()))
}

/// The ways to give a setting: `--app-sid, TWILIO_TWIML_APP_SID or …`
pub(crate) fn ways_to_give(setting: &Setting) -> String {
    listed(setting.names(), "or")
}

/// The grant that `--grant NAME=JSON` or `NAME=@FILE` asks for.
fn raw(text: &str) -> Result<Grant, Stop> {
    let Some((name, json)) = text.split_once('=') else {
        let message = "--grant: expected NAME=JSON or NAME=@FILE, such as `player={}`";
        return Err(Stop::usage(Message::error(message)));
    };
    let named_by = format!("--grant {}", shown(name));
    let body = object(&named_by, json)?;
    Grant::from_object(name, body).map_err(|error| Stop::usage(error.message().begin("--grant")))
}

/// Merges `--params` and each `--param` into one object. Null if there are none.
fn parameters(param: Vec<(String, String)>, params: Option<&str>) -> Result<Json, Stop> {
    let mut all = params.map_or(Ok(Object::default()), |text| object("--params", text))?;
    for (key, value) in param {
        if all.insert(&key, value.into()).is_some() {
            let message = format!("the parameter {} is given twice", shown(&key));
            return Err(Stop::usage(Message::error(message)));
        }
    }
    Ok(if all.is_empty() { Json::Null } else { Json::Object(all) })
}

/// Parses the JSON object in a text, or in the file that `@` names. What is wrong in a file is not a usage error,
/// because the file is not part of the command line.
fn object(named_by: &str, text: &str) -> Result<Object, Stop> {
    let Some(path) = text.strip_prefix('@') else {
        return Object::parse(text)
            .map_err(|error| Stop::usage(Message::error(format!("{named_by}: {error}"))));
    };
    let file = Path::new(path);
    read::claim_stdin(file, named_by)?;
    let bytes = read::file(file, JSON_FILE_LIMIT).map_err(read::failure(named_by, file))?;
    let text = read::text(&bytes, format_args!("{named_by}: the file"))?;
    Object::parse(text)
        .map_err(|error| Message::error(format!("{named_by}: {}: {error}", shown(path))).into())
}
