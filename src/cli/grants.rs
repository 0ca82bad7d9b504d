//! Product options → grants: what the command line leaves open is filled in from the sources.

use std::path::Path;

use super::args::{ChatArgs, Product, SyncArgs, TaskRouterArgs, VideoArgs, VoiceArgs};
use super::demo;
use super::input;
use super::report::{Error, Exit, Failure};
use super::sources::{
    APP_SID, CHAT_SERVICE_SID, PUSH_CREDENTIAL_SID, SYNC_SERVICE_SID, Setting, Sources, WORKER_SID,
    WORKSPACE_SID,
};
use crate::token::grant::{
    Chat, Grant, GrantError, Outgoing, RawGrant, Sync, SyncService, TaskRouter, Video, Voice,
};
use crate::token::json::{Json, JsonError, Object};
use crate::token::shape::shown;
use crate::token::sid::{Sid, SidKind};

/// The longest JSON file of parameters or of a grant, in bytes.
const JSON_FILE_LIMIT: usize = 1024 * 1024;

/// Makes grants of options.
pub struct Filler<'s> {
    /// Where open values are looked for.
    pub sources: &'s Sources,
    /// Whether they are made up instead.
    pub demo: bool,
}

/// Whether a grant is of use without a value.
#[derive(Clone, Copy)]
enum Need {
    Required,
    Optional,
}

impl Filler<'_> {
    /// The grant that a product's options ask for.
    pub fn grant(&self, product: Product) -> Result<Grant, Error> {
        Ok(match product {
            Product::Chat(args) => Grant::Chat(self.chat(args)?),
            Product::Voice(args) => Grant::Voice(self.voice(args)?),
            Product::Video(VideoArgs { room }) => Grant::Video(Video { room: set(room) }),
            Product::Sync(args) => Grant::Sync(self.sync(args)?),
            Product::Taskrouter(args) => Grant::TaskRouter(self.task_router(args)?),
        })
    }

    fn chat(&self, args: ChatArgs) -> Result<Chat, Error> {
        let ChatArgs {
            service_sid,
            endpoint_id,
            deployment_role_sid,
            push_credential_sid,
        } = args;
        Ok(Chat {
            service_sid: self.sid(service_sid, &CHAT_SERVICE_SID, Need::Required)?,
            endpoint_id: set(endpoint_id),
            deployment_role_sid,
            push_credential_sid,
        })
    }

    fn voice(&self, args: VoiceArgs) -> Result<Voice, Error> {
        let VoiceArgs {
            app_sid,
            incoming,
            allow_incoming,
            param,
            params,
            push_credential_sid,
            endpoint_id,
        } = args;
        let params = parameters(param, params.as_deref())?;
        let incoming = incoming.or(allow_incoming).unwrap_or(false);
        let need = if incoming {
            Need::Optional
        } else {
            Need::Required
        };
        let outgoing = match self.sid(app_sid, &APP_SID, need)? {
            Some(application_sid) => Some(Outgoing {
                application_sid,
                params,
            }),
            None if params.is_some() => {
                return Err(
                    Failure::usage("parameters of outgoing calls without a TwiML app")
                        .hint(format!("give its SID by {}", APP_SID.ways()))
                        .into(),
                );
            }
            None => None,
        };
        Ok(Voice {
            incoming,
            outgoing,
            // Made up, it would only be noise: nothing needs one to be minted.
            push_credential_sid: match push_credential_sid {
                None if self.demo => None,
                given => self.sid(given, &PUSH_CREDENTIAL_SID, Need::Optional)?,
            },
            endpoint_id: set(endpoint_id),
        })
    }

    fn sync(&self, args: SyncArgs) -> Result<Sync, Error> {
        let SyncArgs {
            service_sid,
            endpoint_id,
        } = args;
        let service_sid = match service_sid {
            Some(service) => Some(service),
            None if self.demo => Some(SyncService::Sid(demo::sid())),
            None => {
                let found = self.sources.require(&SYNC_SERVICE_SID)?;
                found
                    .map(|found| found.parse_with(SyncService::parse))
                    .transpose()?
            }
        };
        Ok(Sync {
            service_sid,
            endpoint_id: set(endpoint_id),
        })
    }

    fn task_router(&self, args: TaskRouterArgs) -> Result<TaskRouter, Error> {
        let TaskRouterArgs {
            workspace_sid,
            worker_sid,
            role,
        } = args;
        Ok(TaskRouter {
            workspace_sid: self.sid(workspace_sid, &WORKSPACE_SID, Need::Required)?,
            worker_sid: self.sid(worker_sid, &WORKER_SID, Need::Required)?,
            role: set(Some(role)),
        })
    }

    fn sid<K: SidKind>(
        &self,
        given: Option<Sid<K>>,
        setting: &Setting,
        need: Need,
    ) -> Result<Option<Sid<K>>, Failure> {
        if given.is_some() {
            return Ok(given);
        }
        if self.demo {
            return Ok(Some(demo::sid()));
        }
        let found = match need {
            Need::Required => self.sources.require(setting)?,
            Need::Optional => self.sources.find(setting)?,
        };
        found.map(|found| found.parse()).transpose()
    }
}

/// The grant that `--grant NAME=JSON` or `NAME=@FILE` asks for.
pub fn raw(text: &str) -> Result<Grant, Error> {
    let Some((name, json)) = text.split_once('=') else {
        return Err(Failure::usage("--grant: expected NAME=JSON or NAME=@FILE").into());
    };
    let (json, exit) = json_or_file("--grant", json)?;
    let grant = RawGrant::parse(name, &json).map_err(|error| {
        let exit = match error {
            GrantError::Json(_) => exit,
            _ => Exit::Usage,
        };
        Failure::new(exit, format!("--grant {}: {error}", shown(name)))
    })?;
    Ok(Grant::Raw(grant))
}

/// `--params`, then each `--param`, in one object.
fn parameters(
    param: Vec<(String, String)>,
    params: Option<&str>,
) -> Result<Option<Object<'static>>, Error> {
    let mut all = match params {
        Some(text) => {
            let (json, exit) = json_or_file("--params", text)?;
            let fail = |error: JsonError| Failure::new(exit, format!("--params: {error}"));
            Object::parse(&json).map_err(fail)?.into_owned()
        }
        None => Object::default(),
    };
    for (key, value) in param {
        let name = shown(&key);
        if !all.push(key, Json::String(value.into())) {
            return Err(Failure::usage(format!("the parameter {name} is given twice")).into());
        }
    }
    Ok((!all.is_empty()).then_some(all))
}

/// A text given in an option, or in the file that `@` names there; and how the run ends if it
/// does not parse, for a file is no part of the command line.
fn json_or_file(option: &str, text: &str) -> Result<(String, Exit), Failure> {
    let Some(path) = text.strip_prefix('@') else {
        return Ok((text.to_owned(), Exit::Usage));
    };
    let path = Path::new(path);
    let bytes =
        input::read(path, JSON_FILE_LIMIT).map_err(|error| error.into_failure(option, path))?;
    let text = input::text(&bytes).map_err(|error| {
        Failure::failed(format!("{option}: the file is {error}")).hints(error.hint())
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok((text.to_owned(), Exit::Failed))
}

/// A text that says something: an empty one counts as unset.
fn set(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
