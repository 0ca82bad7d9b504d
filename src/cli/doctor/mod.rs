//! `twimint doctor`: the credentials and SIDs that minting would use, where each is from, which products would work, and all
//! that is wrong at once.
//!
//! It asks the same functions that mint, so what it says is what happens. Nothing secret gets into the report: SIDs are
//! shortened, and of a secret there is only its length.

mod exposure;
mod show;
mod unused;

use serde_json::{Value, json};

use super::args::DoctorArgs;
use super::args::mistakes;
use super::args::time;
use super::mint::grants;
use super::say::{Exit, Stop};
use super::values::settings::{
    API_SECRET, AUTH_TOKEN, CREDENTIALS, PRODUCT_SIDS, SYNC_SERVICE_SID, Setting, TEST_ACCOUNT_SID,
};
use super::values::{Origin, Text, Values, demo, hints, plain, secret};
use crate::token::AccessToken;
use crate::token::grant::{DEFAULT_SERVICE, Product};
use crate::token::key::ApiKey;
use crate::token::message::{Message, Severity};
use crate::token::region::Region;
use crate::token::sid::{self, KINDS, Shape, shown};
use crate::token::text::{Mask, characters, listed};

/// All that there is to say.
struct Report<'a> {
    values: &'a Values<'a>,
    /// What each value is, masked, where it was found, and what is to be thought of it.
    rows: Vec<Value>,
    products: Vec<Value>,
    problems: Vec<Message>,
    /// What would be used, and from where.
    used: Vec<(&'static Setting, Origin)>,
    unused: Vec<Value>,
    profiles: Vec<String>,
}

pub(crate) fn run(args: &DoctorArgs) -> Result<Exit, Stop> {
    let values = Values::open_hastily(&args.credentials)?;
    let mut report = Report {
        values: &values,
        rows: Vec::new(),
        products: Vec::new(),
        problems: Vec::new(),
        used: Vec::new(),
        unused: Vec::new(),
        profiles: profiles(&values),
    };
    report.examine();
    report.print(args.output)?;
    Ok(if report.is_usable() { Exit::DONE } else { Exit::FAILED })
}

/// The names of the Twilio CLI's profiles.
fn profiles(values: &Values<'_>) -> Vec<String> {
    let Ok(Some(profiles)) = values.profiles() else {
        return Vec::new();
    };
    let active = profiles.active().map(|of| of.name.as_str());
    let name = |of: &str| plain(of) + if active == Some(of) { " (active)" } else { "" };
    profiles.list.iter().map(|of| name(&of.name)).collect()
}

impl Report<'_> {
    fn is_usable(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity != Severity::Error)
    }

    fn examine(&mut self) {
        self.credentials();
        let can_sign = self.is_usable();
        let mut missing = self.values.search().missing();
        for setting in PRODUCT_SIDS.into_iter().filter(|_| !self.values.is_demo()) {
            match self.values.find(setting, false) {
                Ok(Some(found)) => self.sid(setting, &found),
                Ok(None) => missing.push(setting),
                Err(stop) => stop.messages.into_iter().for_each(|message| self.problem(message)),
            }
        }
        self.products = Product::commands()
            .map(|name| {
                let (reason, repair) = self.hindrance(name, can_sign).unzip();
                let works = reason.is_none();
                json!({"name": name, "works": works, "reason": reason, "repair": repair.flatten()})
            })
            .collect();
        self.unused = unused::all(self.values, &self.used);
        self.problems.extend(exposure::warnings(self.values));
        for near in hints::near_names(self.values, &missing) {
            let is_told =
                |of: &Message| of.hint.as_ref().is_some_and(|hints| hints.contains(&near));
            if !self.problems.iter().any(is_told) {
                self.problem(Message::warning(near));
            }
        }
        self.problems.sort_by_key(|problem| problem.severity);
    }

    /// Adds a problem, unless it is told already.
    fn problem(&mut self, problem: Message) {
        if self.problems.iter().all(|told| told.message != problem.message) {
            self.problems.push(problem);
        }
    }

    fn credentials(&mut self) {
        let search = self.values.search();
        search.messages.iter().for_each(|message| self.problem(message.clone()));
        if !search.missing().is_empty() {
            self.problem(hints::missing(self.values, search));
        }
        for (setting, found) in CREDENTIALS.into_iter().zip(&search.chosen) {
            match found {
                None => self.rows.push(json!({"name": setting.noun, "verdict": "missing"})),
                Some(found) if *setting == API_SECRET => self.secret(found),
                Some(found) => self.sid(setting, found),
            }
        }
        if let Some(region) = search.region.as_ref().filter(|of| *of != Region::Us1.as_str()) {
            let fact = format!("the Twilio CLI profile is for region {}", shown(region));
            let cure = "Video takes keys of us1 only; for Voice, add --region";
            self.problem(Message::warning(fact).hint(cure));
        }
        let [account, ..] = &search.chosen;
        if let (Some(account), Some(test)) = (account, self.values.variable(TEST_ACCOUNT_SID))
            && account.value == test.value
        {
            let fact = format!("{} is the account of {TEST_ACCOUNT_SID}", account.origin);
            self.problem(Message::warning(fact).hint("test credentials cannot make tokens"));
        }
    }

    fn sid(&mut self, setting: &'static Setting, found: &Text) {
        match check(setting, &found.value) {
            Ok(()) => self.row(setting, &shortened(&found.value), &found.origin, "ok"),
            Err(problem) => {
                self.problem(found.origin.begin(problem));
                self.row(setting, &length(found), &found.origin, "wrong");
            }
        }
    }

    fn secret(&mut self, found: &Text) {
        let judged = secret::judge(found, self.values.variable(AUTH_TOKEN).as_ref(), false);
        let verdict = match &judged {
            Ok(None) => "ok",
            Ok(Some(_)) => "doubtful",
            Err(_) => "wrong",
        };
        judged.unwrap_or_else(Some).into_iter().for_each(|of| self.problem(of));
        self.row(&API_SECRET, &length(found), &found.origin, verdict);
    }

    fn row(&mut self, setting: &'static Setting, value: &str, origin: &Origin, verdict: &str) {
        let (name, source) = (setting.noun, origin.to_string());
        self.rows.push(json!({"name": name, "value": value, "source": source, "verdict": verdict}));
        self.used.push((setting, origin.clone()));
    }

    /// Why a bare `twimint <product> -i alice` would not work, and what repairs it. The grant is built and judged as it is when
    /// minting, with made-up credentials where the real ones cannot be used.
    fn hindrance(&self, product: &str, can_sign: bool) -> Option<(String, Option<String>)> {
        let grant = mistakes::with(product).and_then(|of| grants::of_product(of, self.values));
        let refusals = match grant {
            Err(stop) => stop.messages,
            Ok(grant) => {
                let key = ApiKey::new(demo::sid(), demo::sid(), demo::SECRET);
                let token = AccessToken::new(demo::IDENTITY).grant(grant);
                let findings =
                    token.draft(&key, Mask::default(), time::now(), 0).findings.into_iter();
                let is_of_grant =
                    |of: &Message| of.claim.as_ref().is_some_and(|at| at.starts_with("grants"));
                findings.filter(|of| of.severity == Severity::Error && is_of_grant(of)).collect()
            }
        };
        let missing: Vec<_> = refusals
            .iter()
            .filter_map(|refusal| Setting::of_claim(refusal.claim.as_deref()?))
            .filter(|setting| self.used.iter().all(|(used, _)| used != setting))
            .collect();
        if !missing.is_empty() {
            let nouns: Vec<_> = missing.iter().map(|setting| setting.noun).collect();
            let export = missing.iter().fold("export".to_owned(), |export, setting| {
                let is_sync = **setting == SYNC_SERVICE_SID;
                let value = if is_sync { DEFAULT_SERVICE } else { setting.prefix };
                let more = if is_sync { "" } else { "…" };
                format!("{export} {}={value}{more}", setting.variables[0])
            });
            return Some((format!("no {}", listed(&nouns, "or")), Some(export)));
        }
        match refusals.into_iter().next() {
            Some(Message { message, hint, .. }) => {
                Some((message, hint.and_then(|hints| hints.lines().next().map(str::to_owned))))
            }
            None => (!can_sign).then(|| ("needs working credentials".to_owned(), None)),
        }
    }
}

fn check(setting: &Setting, value: &str) -> Result<(), Message> {
    if *setting == SYNC_SERVICE_SID && value == DEFAULT_SERVICE {
        return Ok(());
    }
    let kind = KINDS.iter().find(|kind| kind.prefix == setting.prefix);
    kind.map_or(Ok(()), |kind| sid::check(value, *kind))?;
    match Shape::of(value) {
        shape @ Shape::Placeholder => Err(Message::error(shape.to_string()).hints(shape.hint())),
        _ => Ok(()),
    }
}

fn length(found: &Text) -> String {
    characters(found.value.chars().count())
}

/// A SID that is one, so that it can be told from another and is not given away whole.
fn shortened(sid: &str) -> String {
    match (sid.get(..6), sid.get(30..)) {
        (Some(start), Some(end)) => format!("{start}…{end}"),
        _ => sid.to_owned(),
    }
}
