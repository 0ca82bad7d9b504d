//! `twimint doctor`: which credentials and SIDs minting would use, where each comes from, which products would work,
//! and everything that is wrong.
//!
//! Doctor calls the same functions as minting, so it reports what would happen. The report holds nothing secret: it
//! shortens SIDs, and gives only the length of a secret.

mod exposure;
mod show;

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::args::credentials::CredentialArgs;
use super::args::{self, ReportOutput};
use super::mint::grants;
use super::read;
use super::say::{Exit, Stop};
use super::values::place::Place;
use super::values::profile::Profiles;
use super::values::secret::Verdict;
use super::values::settings::{
    ACCOUNT_SID, API_SECRET, AUTH_TOKEN, CREDENTIALS, REGION, SETTINGS, SYNC_SERVICE_SID, Setting,
    TEST_ACCOUNT_SID,
};
use super::values::{Found, Line, Origin, Values, demo, hints, plain, secret};
use crate::token::AccessToken;
use crate::token::grant::DEFAULT_SERVICE;
use crate::token::key::ApiKey;
use crate::token::message::{Message, Severity};
use crate::token::sid::{self, KINDS, Shape, shown};
use crate::token::text::{Mask, characters};

/// Variables that are often set but never used, and why.
const NEVER_USED: [(&Setting, &str); 3] = [
    (&AUTH_TOKEN, "it cannot sign Access Tokens"),
    (&REGION, "the region of REST requests; --region is for tokens"),
    (&TEST_ACCOUNT_SID, "test credentials cannot make tokens"),
];

/// What doctor has found out.
struct Report<'a> {
    values: &'a Values<'a>,
    /// One row for each credential and SID: name, shortened value, source and verdict.
    rows: Vec<Value>,
    /// The settings that minting would use, and where each comes from.
    used: Vec<(&'static Setting, Origin)>,
    problems: Vec<Message>,
    /// Whether the account SID, API key SID and secret can sign.
    can_sign: bool,
}

pub(crate) fn run(output: ReportOutput, args: CredentialArgs) -> Result<Exit, Stop> {
    // The report has a column for where values come from.
    let args = CredentialArgs { verbose: false, ..args };
    read::IS_HASTY.store(true, Ordering::Relaxed);
    let values = Values::open(&args)?;
    let problems = values.search.messages.clone();
    let (rows, used) = (Vec::new(), Vec::new());
    let mut report = Report { values: &values, rows, used, problems, can_sign: false };
    report.examine();
    report.print(output)?;
    Ok(if report.is_usable() { Exit::DONE } else { Exit::FAILED })
}

impl Report<'_> {
    fn is_usable(&self) -> bool {
        !self.problems.iter().any(Message::is_error)
    }

    /// Adds problems, except those that are already reported, alone or as part of another.
    fn add(&mut self, problems: impl IntoIterator<Item = Message>) {
        for problem in problems {
            let is_reported = |earlier: &Message| {
                let hints = earlier.hint.as_deref().unwrap_or_default();
                earlier.message.contains(&problem.message) || hints.contains(&problem.message)
            };
            if !self.problems.iter().any(is_reported) {
                self.problems.push(problem);
            }
        }
    }

    fn examine(&mut self) {
        let values = self.values;
        let search = &values.search;
        let mut missing = search.missing();
        self.add((!missing.is_empty()).then(|| hints::missing(values)));
        for (setting, found) in CREDENTIALS.into_iter().zip(&search.chosen) {
            match found {
                Some(found) => self.row(setting, found),
                None => self.rows.push(json!({"name": setting.noun, "verdict": "missing"})),
            }
        }
        self.can_sign = self.is_usable();
        if let Some(region) = &search.region {
            let fact = format!("the Twilio CLI profile is for region {}", shown(region));
            let cure = "Video takes keys of us1 only; for Voice, add --region";
            self.add([Message::warning(fact).hint(cure)]);
        }
        let sids = SETTINGS.into_iter().filter(|setting| setting.claim.starts_with("grants."));
        for setting in sids.filter(|_| !values.is_demo()) {
            match values.find(setting, false) {
                Ok(Some(found)) => self.row(setting, &found),
                Ok(None) => missing.push(setting),
                Err(problem) => self.add([problem]),
            }
        }
        let unreadable = values.file().err().cloned();
        self.add(unreadable.map(|error| Message { severity: Severity::Warning, ..error }));
        self.add(exposure::warnings(values));
        self.add(hints::near_names(values, &missing).into_iter().map(Message::warning));
        self.problems.sort_by_key(|problem| problem.severity);
    }

    fn row(&mut self, setting: &'static Setting, found: &Found) {
        let (verdict, problem) = match self.check(setting, found) {
            Ok(None) => ("ok", None),
            Ok(doubt) => ("doubtful", doubt),
            Err(error) => ("wrong", Some(error)),
        };
        self.add(problem);
        let value = if verdict == "wrong" || *setting == API_SECRET {
            characters(&found.value)
        } else {
            shortened(&found.value)
        };
        let (name, source) = (setting.noun, found.origin.to_string());
        self.rows.push(json!({"name": name, "value": value, "source": source, "verdict": verdict}));
        self.used.push((setting, found.origin.clone()));
    }

    fn check(&self, setting: &Setting, found: &Found) -> Verdict {
        if *setting == API_SECRET {
            return secret::judge(found, self.values.variable(&AUTH_TOKEN).as_ref(), false);
        }
        if *setting == SYNC_SERVICE_SID && *found.value == DEFAULT_SERVICE {
            return Ok(None);
        }
        for kind in KINDS.iter().filter(|kind| kind.prefix == setting.prefix) {
            sid::check(&found.value, *kind).map_err(|error| error.begin(&found.origin))?;
        }
        let shape = Shape::of(&found.value);
        if shape == Shape::Placeholder {
            return Err(Message::error(shape.to_string()).begin(&found.origin).hints(shape.hint()));
        }
        let mut places = self.values.places();
        let test = places.find_map(|place| place.look_up(&TEST_ACCOUNT_SID, false).ok()?);
        let is_test = *setting == ACCOUNT_SID && test.is_some_and(|test| test.value == found.value);
        Ok(is_test.then(|| {
            let test = TEST_ACCOUNT_SID.variables[0];
            Message::warning(format!("{} is the account of {test}", found.origin))
                .hint("test credentials cannot make tokens")
        }))
    }

    /// Whether a bare `twimint <product> -i alice` would work; if not, why, and how to fix it.
    fn product(&self, name: &str) -> Value {
        let refusals = self.refusals(name);
        let missing: Vec<_> = refusals
            .iter()
            .filter_map(|refusal| Setting::of_claim(refusal.claim.as_deref()?))
            .filter(|setting| self.used.iter().all(|(used, _)| used != setting))
            .collect();
        let (reason, repair) = if !missing.is_empty() {
            let set: Vec<_> = missing.iter().copied().map(example).collect();
            let no = format!("no {}", hints::nouns(&missing));
            (Some(no), Some(format!("export {}", set.join(" "))))
        } else if !self.can_sign {
            (Some("needs working credentials".to_owned()), None)
        } else {
            let refusal = refusals.first();
            let hints = refusal.and_then(|refusal| refusal.hint.as_deref());
            let repair = hints.and_then(|hints| hints.lines().next());
            (refusal.map(|refusal| refusal.message.clone()), repair.map(str::to_owned))
        };
        json!({"name": name, "works": reason.is_none(), "reason": reason, "repair": repair})
    }

    /// What is wrong with a product's grant. The grant is built and judged as in minting, but with demo credentials:
    /// the real ones may be missing, and their problems are reported elsewhere.
    fn refusals(&self, product: &str) -> Vec<Message> {
        let grant =
            args::parse_product(product).and_then(|args| grants::of_product(args, self.values));
        let token = match grant {
            Ok(grant) => AccessToken::new(demo::IDENTITY).grant(grant),
            Err(stop) => return stop.messages,
        };
        let key = ApiKey::new(demo::sid(), demo::sid(), demo::SECRET);
        let mut findings = token.draft(&key, Mask::default(), crate::now(), 0).findings;
        findings.retain(Message::is_error);
        findings
    }

    /// The known variables that are set and not used, place by place, with the reason.
    fn unused(&self) -> Vec<Value> {
        let is_used = |line: &Line| {
            let in_its_file = Origin::Named(Box::new(line.origin.clone()));
            self.used.iter().any(|(_, by)| *by == line.origin || *by == in_its_file)
        };
        let mut unused = Vec::new();
        for place in self.values.places() {
            for setting in Setting::all() {
                for line in place.candidates(setting).filter(|line| !is_used(line)) {
                    let source = match &line.origin {
                        Origin::File { file, line, .. } => format!("{file}:{line}"),
                        _ => place.name.clone(),
                    };
                    let variable = line.origin.variable();
                    let reason = self.why_unused(place, setting, line);
                    unused.push(json!({"variable": variable, "source": source, "reason": reason}));
                }
            }
        }
        unused
    }

    fn why_unused(&self, place: &Place, setting: &'static Setting, line: &Line) -> String {
        if let Some((_, why)) = NEVER_USED.iter().find(|(never, _)| *never == setting) {
            return (*why).to_owned();
        }
        let instead = self.used.iter().find(|(used, _)| used.is_for(setting));
        let fault = || Some(format!("it cannot be read: {}", line.value().err()?.message));
        place.why_not(setting, line).or_else(fault).unwrap_or_else(|| match instead {
            _ if self.values.is_demo() => "--demo is used instead".to_owned(),
            Some((_, by)) => format!("{by} comes first"),
            None => "because of an error above".to_owned(),
        })
    }
}

/// The names of the Twilio CLI's profiles.
fn profiles() -> Vec<String> {
    let profiles = Profiles::open().unwrap_or_default();
    let active = profiles.active().map(|(name, _)| name);
    let label = |name: &String| plain(name) + if active == Some(name) { " (active)" } else { "" };
    profiles.by_name.keys().map(label).collect()
}

/// An assignment to show: `TWILIO_CHAT_SERVICE_SID=IS…`
fn example(setting: &Setting) -> String {
    let name = setting.variables[0];
    match *setting {
        SYNC_SERVICE_SID => format!("{name}={DEFAULT_SERVICE}"),
        _ => format!("{name}={}…", setting.prefix),
    }
}

/// Shortens a valid SID: enough is left to tell it from others, but not all is given away. The Sync service `default`
/// stays whole.
fn shortened(sid: &str) -> String {
    let ends = sid.get(..6).zip(sid.get(30..));
    ends.map_or_else(|| sid.to_owned(), |(start, end)| format!("{start}…{end}"))
}
