//! Minting: options → values → credentials → [`AccessToken`] → rules → signature → standard output, or a command.

mod batch;
pub(crate) mod grants;
mod identities;
mod output;
mod run;

use std::process::Command;

use grants::{Asked, ways_to_give};

use super::args::products::{MintCommand, ProductArgs};
use super::args::time::When;
use super::args::token::{Extra, MintOutput, TokenArgs};
use super::read;
use super::say::{self, Exit, Stop};
use super::values::settings::{APP_SID, REGION, SYNC_SERVICE_SID, Setting};
use super::values::{Values, demo, hints};
use crate::token::grant::{Grant, VIDEO, VOICE};
use crate::token::key::ApiKey;
use crate::token::message::{Message, Severity};
use crate::token::region::Region;
use crate::token::rules::{header, identity};
use crate::token::sid::shown;
use crate::token::time::{UnixTime, relative};
use crate::token::{AccessToken, DEFAULT_TTL, Draft, Expiry};

/// Mints one token, or one for each of many identities. A command that is named for a product adds that product's
/// grant.
pub(crate) fn run(command: MintCommand) -> Result<Exit, Stop> {
    let (product, args, credential_args) = command.typed();
    let is_for_somebody = !matches!(product, None | Some(ProductArgs::Taskrouter(_)));
    check_options(&args, is_for_somebody && !credential_args.demo)?;
    // Claims standard input before the credentials can.
    args.identities.iter().try_for_each(|file| read::claim_stdin(file, "--identities"))?;
    let now = crate::now();
    let token = access_token(&args, now)?;
    let values = Values::open(&credential_args)?;
    let key = values.key(args.allow_invalid)?;
    let grants = grants::all(product, &args.extras, &values)?;
    let job = Job {
        token: grants.iter().fold(token, |token, (grant, _)| token.grant(grant.clone())),
        grants,
        key,
        now,
        random: crate::random().map_err(|error| error.message())?,
        args: &args,
        values: &values,
    };
    match &args.identities {
        Some(file) => batch::run(job, file),
        None => job.mint_one(),
    }
}

/// Checks what clap cannot, or only by building many declarations for every mint.
fn check_options(args: &TokenArgs, needs_identity: bool) -> Result<(), Stop> {
    let sets_variable = matches!(args.output, Some(MintOutput::Env | MintOutput::Github));
    let is_for_one = sets_variable || args.output == Some(MintOutput::Header);
    let (fact, hint) = if needs_identity && args.identity.is_none() && args.identities.is_none() {
        let hint = "add `-i alice`; or `--identities FILE`, with one identity per line";
        ("no identity: who is the token for?", hint)
    } else if args.identities.is_some() && is_for_one {
        ("--identities prints many tokens", "the formats for many are `token` and `json`")
    } else if args.var.is_some() && args.command.is_empty() && !sets_variable {
        let cure = "it goes with `-o env`, `-o github` and `-- COMMAND`";
        ("--var has no effect here", cure)
    } else if args.identity.as_deref() == Some("") && !args.allow_invalid {
        ("--identity is empty", "is the shell variable that you passed set?")
    } else {
        return Ok(());
    };
    Err(Stop::usage(Message::error(fact).hint(hint)))
}

/// The token that the options describe, but without its identity and grants.
fn access_token(args: &TokenArgs, now: UnixTime) -> Result<AccessToken, Stop> {
    let time = |when: Option<When>, option| when.map(|when| when.resolve(option, now)).transpose();
    let issued_at = time(args.issued_at, "--issued-at")?;
    let not_before = time(args.nbf, "--nbf")?;
    let ttl = args.ttl.unwrap_or(DEFAULT_TTL);
    let expires_at = time(args.expires_at, "--expires-at")?;
    if expires_at.is_none() && issued_at.unwrap_or(now).plus(ttl).is_none() {
        let message = Message::error("--ttl: the token would expire after the year 9999");
        return Err(Stop::usage(message.hint("is it in milliseconds? a lifetime is in seconds")));
    }
    let expiry = expires_at.map_or(Expiry::After(ttl), Expiry::At);
    let (jti, region) = (args.jti.clone(), args.region.clone());
    if let Some(region) = args.region.as_ref().filter(|_| !args.allow_invalid)
        && let Some(Message { message, hint, .. }) = header::no_region(region, &shown(region))
    {
        return Err(Stop::usage(Message::error(message).begin("--region").hints(hint)));
    }
    Ok(AccessToken { issued_at, not_before, expiry, jti, region, ..AccessToken::anonymous() })
}

/// Everything that minting needs, except the identities of a batch.
struct Job<'j> {
    args: &'j TokenArgs,
    values: &'j Values<'j>,
    token: AccessToken,
    grants: Vec<Asked<'j>>,
    key: ApiKey,
    now: UnixTime,
    /// Where the numbers in `jti`s start, at random, so that nobody can guess a `jti`.
    random: u64,
}

impl Job<'_> {
    fn mint_one(mut self) -> Result<Exit, Stop> {
        let identity = match self.args.identity.as_deref() {
            None if self.values.is_demo() => Some(demo::IDENTITY),
            given => given.filter(|identity| !identity.is_empty()),
        };
        self.token.identity = identity.map(str::to_owned);
        let draft = self.draft();
        self.accept(draft.findings.clone())?;
        let jwt = draft.sign();
        if let [program, arguments @ ..] = self.args.command.as_slice() {
            return run::command(Command::new(program).args(arguments).env(self.variable(), &jwt));
        }
        self.mask_in_log(&jwt)?;
        let mut line = Vec::new();
        self.push_line(&mut line, identity, &draft.jti, |line| {
            line.extend_from_slice(jwt.as_bytes());
        });
        say::print(&line)?;
        Ok(Exit::DONE)
    }

    fn draft(&self) -> Draft {
        // No token may contain a credential at hand. By now, every place that is needed has been read.
        self.token.draft(&self.key, self.values.mask(), self.now, self.random)
    }

    /// Refuses a draft that has errors, or prints its warnings and notes.
    fn accept(&self, findings: Vec<Message>) -> Result<(), Stop> {
        let findings = findings.into_iter().map(|finding| self.hint_at_options(finding));
        self.settle(findings.collect())?.iter().for_each(say::tell);
        self.remark();
        Ok(())
    }

    /// Returns the warnings, or refuses if there is an error. `--allow-invalid` turns errors into warnings, but never
    /// allows a credential in a token. That is the one error that is not Twilio's, so it has no code.
    fn settle(&self, mut findings: Vec<Message>) -> Result<Vec<Message>, Stop> {
        findings.retain(|finding| finding.severity != Severity::Hint);
        let is_leak = |finding: &&Message| finding.is_error() && finding.code.is_none();
        if let Some(leak) = findings.iter().find(is_leak) {
            return Err(leak.clone().into());
        }
        if self.args.allow_invalid {
            for finding in &mut findings {
                finding.severity = Severity::Warning;
            }
        }
        if findings.iter().any(Message::is_error) {
            return Err(Stop { exit: Exit::REFUSED, messages: findings });
        }
        Ok(findings)
    }

    /// If a claim has an option and variables of its own, replaces the finding's hint with them.
    fn hint_at_options(&self, finding: Message) -> Message {
        let hints = match finding.claim.as_deref() {
            Some("grants") => vec!["add `--grant NAME=JSON`, or a product: `--with chat`".into()],
            Some(identity::CLAIM) if self.token.identity.is_none() => vec!["add `-i alice`".into()],
            claim => claim.and_then(Setting::of_claim).map_or(Vec::new(), |of| self.hints_at(of)),
        };
        if hints.is_empty() { finding } else { Message { hint: None, ..finding }.hints(hints) }
    }

    /// Hints at the ways to give a setting. None for a grant that was given as JSON.
    fn hints_at(&self, setting: &'static Setting) -> Vec<String> {
        let is_of = |grant: &Grant| setting.claim.starts_with(&format!("grants.{}.", grant.name));
        let asked = self.grants.iter().find(|(grant, _)| is_of(grant));
        let inside = match asked {
            Some((_, Some(Extra::Grant(_)))) => return Vec::new(),
            Some((_, Some(Extra::With(_)))) => " inside its --with",
            _ => "",
        };
        let option = setting.option;
        let ways = ways_to_give(setting).replacen(option, &format!("{option}{inside}"), 1);
        let mut hints = vec![format!("give the {} with {ways}", setting.noun)];
        let allows = |member| asked.is_some_and(|(grant, _)| grant.body.at(member).is_some());
        if *setting == SYNC_SERVICE_SID {
            hints.push("`--service-sid default` is the service that every account has".to_owned());
        } else if *setting == APP_SID && !allows("outgoing") && !allows("incoming") {
            hints.push(format!("or add --incoming{inside}, to receive calls only"));
        }
        hints.extend(hints::near_names(self.values, &[setting]));
        if self.values.variable(setting).is_none() {
            hints.extend(hints::not_counting(self.values, setting));
        }
        hints
    }

    /// Prints warnings and notes about a token that can be minted.
    fn remark(&self) {
        let expires_at = self.token.expires(self.now);
        if expires_at <= self.now {
            let expired = relative(expires_at, self.now);
            say::tell(&Message::warning(format!("the token has already expired, {expired}")));
        }
        let has = |name: &str| self.grants.iter().any(|(grant, _)| grant.name == name);
        let is_unsaid = has(VOICE) && self.args.region.is_none() && !self.values.is_demo();
        let unsaid = "not written into the token: give --region for that";
        if let Some(region) = &self.values.search.region {
            let fact = format!("the Twilio CLI profile is for region {}", shown(region));
            if has(VIDEO) {
                say::tell(&Message::warning(fact).hint("Video takes keys of us1 only"));
            } else if is_unsaid {
                say::note(&format!("{fact}, which is {unsaid}"));
            }
        }
        let rest_region = self.values.variable(&REGION).filter(|_| is_unsaid);
        if let Some(found) = rest_region.filter(|found| *found.value != Region::Us1.as_str()) {
            say::note(&format!("{} is the region of REST requests and is {unsaid}", found.origin));
        }
    }
}
