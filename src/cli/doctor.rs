//! `twimint doctor`: the credentials and SIDs that minting would use, where each is from, and
//! all that is wrong with them at once.
//!
//! It asks the same functions that mint: what it says is what happens.

use super::api_secret;
use super::args::{CredentialArgs, DoctorArgs, DoctorOutput, Product};
use super::clock;
use super::credentials::{self, Search, Three};
use super::demo;
use super::diagnosis::{Diagnosis, Row, Standing, Verdict, masked};
use super::exposure::{is_readable_by_all, is_tracked};
use super::grants::Filler;
use super::ignored::ignored;
use super::missing;
use super::output;
use super::report::{Error, Exit, Failure};
use super::sources::{
    ACCOUNT_SID, API_KEY, API_SECRET, API_SECRET_FILE, AUTH_TOKEN, EnvFile, Found, LOCAL_FILE,
    Layer, Origin, PRODUCT_SIDS, SYNC_SERVICE_SID, Setting, Sources, Text, of_claim,
};
use super::with;
use crate::token::AccessToken;
use crate::token::claims::Claims;
use crate::token::grant::{Grants, SyncService};
use crate::token::region::Region;
use crate::token::rules::header::VIDEO_REGION;
use crate::token::rules::{self, Context, Leaks, Severity, Signature};
use crate::token::secret::Secret;
use crate::token::shape::{Shape, characters, shown};
use crate::token::sid::{self, KINDS};
use crate::token::time::UnixTime;

/// Prints what is found.
pub fn run(args: &DoctorArgs) -> Result<Exit, Error> {
    let diagnosis = examine(&args.credentials)?;
    match args.output {
        DoctorOutput::Text => output::print_styled(&diagnosis.text())?,
        DoctorOutput::Json => output::print(diagnosis.json())?,
    }
    Ok(if diagnosis.usable {
        Exit::Done
    } else {
        Exit::Failed
    })
}

fn examine(args: &CredentialArgs) -> Result<Diagnosis, Error> {
    let now = clock::now()?;
    let (sources, unopened) = match Sources::open(args) {
        Ok(sources) => (sources.silent(), None),
        Err(Error::Failure(failure)) => (Sources::without_asked(args).silent(), Some(failure)),
        Err(other) => return Err(other),
    };
    let mut doctor = Doctor {
        args,
        sources: &sources,
        used: Vec::new(),
        found: Diagnosis::default(),
    };
    if let Some(failure) = unopened {
        doctor.found.error(&failure);
    }
    doctor.credentials();
    let can_sign = !doctor.found.has_errors();
    for setting in PRODUCT_SIDS {
        doctor.product_setting(setting);
    }
    for name in Product::NAMES {
        let reason = doctor.hindrance(name, can_sign, now);
        let works = reason.is_none();
        doctor.found.products.push(Standing {
            name,
            works,
            reason,
        });
    }
    doctor.found.ignored = ignored(args, &sources, &doctor.used);
    doctor.files();
    Ok(doctor.found.concluded())
}

/// What is known while looking.
struct Doctor<'d> {
    args: &'d CredentialArgs,
    sources: &'d Sources,
    /// Where the values that would be used come from.
    used: Vec<(&'static Setting, Origin)>,
    found: Diagnosis,
}

impl Doctor<'_> {
    fn credentials(&mut self) {
        let Search {
            three,
            problems,
            doubts,
        } = credentials::find(self.args, self.sources);
        let is_file_unread = self.found.has_errors();
        for problem in &problems {
            self.found.error(problem);
        }
        for doubt in doubts {
            self.found.warning(doubt.fact, doubt.hint);
        }
        let missing: Vec<_> = three
            .missing()
            .into_iter()
            .filter(|setting| problems.is_empty() || !self.is_troubled(setting))
            .collect();
        // What may be in a file that could not be read is not known to be missing.
        if !missing.is_empty() && !is_file_unread {
            let failure = missing::failure(&missing, &three, self.args, self.sources);
            self.found.error(&failure);
        }
        let Three {
            account,
            key,
            secret,
            region,
        } = three;
        self.sid(&ACCOUNT_SID, account);
        self.sid(&API_KEY, key);
        self.secret(secret);
        if let Some(region) = region.filter(|region| region != Region::Us1.as_str()) {
            self.found.warning(
                format!("the Twilio CLI profile is of region {}", shown(&region)),
                &format!("{VIDEO_REGION}, and Voice wants --region"),
            );
        }
    }

    /// Whether a value is missing only because of a problem that is told already.
    fn is_troubled(&self, setting: &Setting) -> bool {
        let is_secret = *setting == API_SECRET;
        if self.args.profile.is_some() || (is_secret && self.args.api_secret_file.is_some()) {
            return true;
        }
        self.sources.layers().any(|layer| {
            let mut variables = setting.variables.iter();
            let mut files = API_SECRET_FILE.variables.iter();
            variables.any(|variable| layer.get(variable).is_err())
                || (is_secret && files.any(|variable| !matches!(layer.get(variable), Ok(None))))
        })
    }

    fn product_setting(&mut self, setting: &'static Setting) {
        if self.args.demo {
            return;
        }
        match self.sources.find(setting) {
            Ok(None) => {}
            Ok(found) => self.sid(setting, found),
            Err(failure) => self.found.error(&failure),
        }
    }

    /// A row for a SID, or for its absence.
    fn sid(&mut self, setting: &'static Setting, found: Option<Text>) {
        let Some(found) = found else {
            return self.found.missing(setting);
        };
        match check(setting, &found) {
            Ok(()) => self.row(setting, masked(&found.value), found.origin, Verdict::Ok),
            Err(failure) => {
                self.found.error(&failure);
                let length = characters(found.value.chars().count());
                self.row(setting, length, found.origin, Verdict::Wrong);
            }
        }
    }

    /// A row for the secret: its length and shape are all that is ever said of it.
    fn secret(&mut self, found: Option<Text>) {
        let Some(Found { value, origin }) = found else {
            return self.found.missing(&API_SECRET);
        };
        let value = Found {
            value: Secret::new(value),
            origin,
        };
        let verdict = match api_secret::judge(&value, self.sources) {
            Ok(None) => Verdict::Ok,
            Ok(Some(doubt)) => {
                self.found.warning(doubt.fact, doubt.hint);
                Verdict::Doubtful
            }
            Err(failure) => {
                self.found.error(&failure);
                Verdict::Wrong
            }
        };
        let length = value.value.length();
        let seen = match value.value.shape() {
            Shape::ApiKeySecret => format!("{length} letters and digits"),
            _ => characters(length),
        };
        self.row(&API_SECRET, seen, value.origin, verdict);
    }

    fn row(&mut self, setting: &'static Setting, value: String, origin: Origin, verdict: Verdict) {
        self.found.values.push(Row {
            name: setting.noun,
            value: Some(value),
            source: Some(origin.to_string()),
            verdict,
        });
        self.used.push((setting, origin));
    }

    /// Why a bare `twimint <product> -i alice` would not work, if it would not. Judged as it is
    /// when minting, with made-up credentials where the real ones are not usable.
    fn hindrance(&self, product: &str, can_sign: bool, now: UnixTime) -> Option<String> {
        let filler = Filler {
            sources: self.sources,
            demo: self.args.demo,
        };
        let grant = match with::parse(product).and_then(|product| filler.grant(product)) {
            Ok(grant) => grant,
            Err(Error::Failure(failure)) => return Some(failure.message().to_owned()),
            Err(_) => return Some("the product is not known".to_owned()),
        };
        let mut grants = Grants::default();
        let _ = grants.push(grant);
        let token = AccessToken {
            issuer: demo::sid(),
            subject: demo::sid(),
            issued_at: now,
            not_before: None,
            expires_at: now,
            grants,
            region: None,
        };
        let mut payload = token.shared_payload();
        token.push_own_payload(&mut payload, Some(demo::IDENTITY), "doctor");
        let header = token.header();
        let findings = rules::judge(
            &Claims::of_json(&header, &payload),
            &Context {
                at: now,
                signature: &Signature::Valid,
                ours: None,
                leaks: Leaks::NONE,
                least: Severity::Error,
            },
        );
        let refusal = findings.into_iter().find(|finding| {
            let claim = finding.claim.as_deref();
            claim.is_some_and(|claim| claim.starts_with("grants"))
        });
        match refusal {
            Some(refusal) => Some(match of_claim(refusal.claim.as_deref()) {
                Some(Setting {
                    noun,
                    variables: [variable, ..],
                    ..
                }) => format!("no {noun}: set {variable}"),
                _ => refusal.message,
            }),
            None => (!can_sign).then(|| "not with these credentials".to_owned()),
        }
    }

    /// Warns of a .env file with a secret that others can get at.
    fn files(&mut self) {
        for layer in self.sources.layers() {
            let Layer::File(file) = layer else { continue };
            let path = match &self.args.env_file {
                Some(path) => path.as_path(),
                None => LOCAL_FILE.as_ref(),
            };
            if !holds_secret(file) {
                continue;
            }
            let name = file.name();
            if is_tracked(path) {
                self.found.warning(
                    format!("{name} holds a secret and is tracked by git"),
                    "`git rm --cached` it, name it in .gitignore, and make a new API key",
                );
            }
            if is_readable_by_all(path) {
                self.found.warning(
                    format!("{name} holds a secret and every user of this machine can read it"),
                    &format!(
                        "chmod 600 {}",
                        if name == LOCAL_FILE {
                            name
                        } else {
                            "that file"
                        }
                    ),
                );
            }
        }
    }
}

fn check(setting: &Setting, found: &Text) -> Result<(), Failure> {
    if *setting == SYNC_SERVICE_SID && *found.value == SyncService::DEFAULT {
        return Ok(());
    }
    if let Some(kind) = KINDS.iter().find(|kind| kind.prefix == setting.prefix) {
        found.parse_with(|text| sid::check(text, *kind))?;
    }
    if sid::is_placeholder(&found.value) {
        let shape = Shape::Placeholder;
        return Err(Failure::failed(format!("{}: {shape}", found.origin)).hints(shape.hint()));
    }
    Ok(())
}

fn holds_secret(file: &EnvFile) -> bool {
    let names = [API_SECRET.variables, API_SECRET.unprefixed, &[AUTH_TOKEN]];
    let mut names = names.into_iter().flatten();
    names.any(|name| !matches!(Layer::File(file).get(name), Ok(None)))
}
