//! Minting: arguments → payload → rules → signature → standard output.

use super::args::{CredentialArgs, Extra, Extras, MintOutput, Product, TokenArgs};
use super::batch;
use super::clock;
use super::credentials::Credentials;
use super::demo;
use super::grants::{self, Filler};
use super::line::{About, push_line};
use super::output;
use super::report::{self, Error, Exit, Failure};
use super::sources::{Origin, REGION, Sources, of_claim};
use super::with;
use crate::token::AccessToken;
use crate::token::claims::Claims;
use crate::token::grant::{Grant, Grants, name};
use crate::token::jwt;
use crate::token::region::Region;
use crate::token::rules::header::VIDEO_REGION;
use crate::token::rules::identity::Demands;
use crate::token::rules::{self, Context, Finding, Leaks, Severity, Signature};
use crate::token::secret::Secret;
use crate::token::shape::shown;
use crate::token::time::{Duration, UnixTime, When, relative};

/// Mints a token, or one for each of many identities, with the grant that the command is named
/// for, if it is named for one.
pub fn run(
    product: Option<Product>,
    args: &TokenArgs,
    credential_args: &CredentialArgs,
) -> Result<Exit, Error> {
    batch::check(args)?;
    let now = clock::now()?;
    let sources = Sources::open(credential_args)?;
    let filler = Filler {
        sources: &sources,
        demo: credential_args.demo,
    };
    let has_own_grant = product.is_some();
    let grants = grants(product, &args.extras, &filler)?;
    let credentials = Credentials::resolve(credential_args, &sources)?;
    let plan = Plan {
        token: access_token(args, &credentials, grants, now)?,
        secret: credentials.secret.value.clone(),
        output: args.output.unwrap_or(MintOutput::Token),
        allow_invalid: args.allow_invalid,
        has_own_grant,
    };
    let given_jti = args.jti.as_deref().filter(|jti| !jti.is_empty());
    let remarks = || remarks(&plan.token, &sources, &credentials, now);
    if let Some(file) = &args.identities {
        plan.judge_shared()?;
        remarks();
        batch::run(&plan, file, given_jti)?;
    } else {
        let is_demanded = plan.demands().need_identity();
        let identity = match &args.identity {
            None if credential_args.demo => Some(demo::IDENTITY),
            Some(identity) if identity.is_empty() && (args.allow_invalid || !is_demanded) => None,
            given => given.as_deref(),
        };
        let mut jti = String::new();
        match given_jti {
            Some(given) => jti.push_str(given),
            None => plan.token.push_jti(&mut jti, random()?),
        }
        plan.mint_one(identity, &jti, remarks)?;
    }
    Ok(Exit::Done)
}

/// All that is known before it comes to identities.
pub struct Plan {
    /// What the tokens say.
    pub token: AccessToken,
    /// What signs them.
    pub secret: Secret,
    /// How they are printed.
    pub output: MintOutput,
    /// Whether refusals are only warnings.
    pub allow_invalid: bool,
    /// Whether the first grant is the one that the command is named for.
    has_own_grant: bool,
}

impl Plan {
    /// Mints one token and prints it.
    fn mint_one(
        &self,
        identity: Option<&str>,
        jti: &str,
        remarks: impl FnOnce(),
    ) -> Result<(), Error> {
        let header = self.token.header();
        let mut payload = self.token.shared_payload();
        self.token.push_own_payload(&mut payload, identity, jti);
        self.guard_secret(&payload)?;
        // The bytes judged are the bytes signed.
        self.judge(&header, &payload)?;
        remarks();

        let jwt = jwt::sign(&self.secret, &header, &payload);
        if self.output == MintOutput::Github {
            // GitHub Actions prints the environment of every later step, but not what is masked
            // by then.
            report::raw(&format!("::add-mask::{jwt}\n")).map_err(|error| {
                Failure::failed(format!("cannot write the mask to standard error: {error}"))
            })?;
        }
        let about = About {
            token: &self.token,
            identity,
            jti,
        };
        let mut line = Vec::new();
        push_line(&mut line, self.output, &about, |line| {
            line.extend_from_slice(jwt.as_bytes());
        });
        output::print(&line)
    }

    /// What the grants demand of an identity.
    pub fn demands(&self) -> Demands {
        Demands::of(self.token.grants.as_slice().iter().map(Grant::name))
    }

    /// Judges what all tokens of a batch share, with an identity that no rule minds.
    fn judge_shared(&self) -> Result<(), Error> {
        let shared = self.token.shared_payload();
        self.guard_secret(&shared)?;
        let mut payload = shared;
        self.token
            .push_own_payload(&mut payload, Some(demo::IDENTITY), "");
        self.judge(&self.token.header(), &payload)
    }

    /// A token is readable by whoever holds it, so the secret must not be in one.
    pub fn guard_secret(&self, payload: &str) -> Result<(), Failure> {
        if self.secret.is_in(payload) {
            return Err(Failure::failed("the token would hold the API key secret")
                .detail("whoever holds a token can read it")
                .hint("look for the secret in the identity and the product options"));
        }
        Ok(())
    }

    /// Puts what is about to be signed to the rules.
    fn judge(&self, header: &str, payload: &str) -> Result<(), Error> {
        let claims = Claims::of_json(header, payload);
        let context = Context {
            at: self.token.valid_from(),
            signature: &Signature::Valid,
            ours: None,
            leaks: Leaks::NONE,
            least: Severity::Warning,
        };
        let findings = self.settle(rules::judge(&claims, &context))?;
        findings.iter().for_each(report::finding);
        Ok(())
    }

    /// Where a claim has an option and variables of its own, the hint is to use them; not for a
    /// grant that was given as it stands.
    fn name_the_way(&self, finding: &mut Finding) {
        let Some(setting) = of_claim(finding.claim.as_deref()) else {
            return;
        };
        let is_of = |grant: &Grant| {
            setting
                .claim
                .starts_with(&format!("grants.{}.", grant.name()))
        };
        let grants = self.token.grants.as_slice();
        let ways = match grants.iter().position(is_of) {
            Some(place) if matches!(grants[place], Grant::Raw(_)) => return,
            // The command's own stands first.
            Some(place) if place > 0 || !self.has_own_grant => setting.ways_in_with(),
            _ => setting.ways(),
        };
        finding.hint = Some(format!("give the {} by {ways}", setting.noun));
    }

    /// Refuses on an error; what is left is warnings.
    pub fn settle(&self, mut findings: Vec<Finding>) -> Result<Vec<Finding>, Error> {
        for finding in &mut findings {
            self.name_the_way(finding);
            if self.allow_invalid {
                finding.severity = Severity::Warning;
            }
        }
        if findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            return Err(Error::Refused(findings));
        }
        Ok(findings)
    }
}

/// The grants as given, the command's own first.
fn grants(product: Option<Product>, extras: &Extras, filler: &Filler<'_>) -> Result<Grants, Error> {
    let mut grants = Grants::default();
    let own = product.map(|product| filler.grant(product));
    let extras = extras.0.iter().map(|extra| match extra {
        Extra::With(words) => filler.grant(with::parse(words)?),
        Extra::Grant(text) => grants::raw(text),
    });
    for grant in own.into_iter().chain(extras) {
        grants
            .push(grant?)
            .map_err(|error| Failure::usage(error.to_string()))?;
    }
    Ok(grants)
}

fn access_token(
    args: &TokenArgs,
    credentials: &Credentials,
    grants: Grants,
    now: UnixTime,
) -> Result<AccessToken, Failure> {
    let resolve = |when: Option<When>, option: &str| {
        let resolved = when.map(|when| when.resolve(now)).transpose();
        resolved.map_err(|error| Failure::usage(format!("{option}: {error}")))
    };
    let issued_at = resolve(args.issued_at, "--issued-at")?.unwrap_or(now);
    let expires_at = match resolve(args.expires_at, "--expires-at")? {
        Some(expires_at) => expires_at,
        None => issued_at
            .plus(args.ttl.unwrap_or(Duration::HOUR))
            .ok_or_else(|| {
                Failure::usage("--ttl: longer than there are dates")
                    .hint("milliseconds? The lifetime counts seconds")
            })?,
    };
    Ok(AccessToken {
        issuer: credentials.key.value.clone(),
        subject: credentials.account.value.clone(),
        issued_at,
        not_before: resolve(args.nbf, "--nbf")?,
        expires_at,
        grants,
        region: args.region,
    })
}

/// A number nobody can guess, for `jti`.
pub fn random() -> Result<u64, Error> {
    getrandom::u64().map_err(|error| {
        Failure::failed(format!("the system gives no random numbers: {error}")).into()
    })
}

/// What is worth saying of a token that can be minted.
fn remarks(token: &AccessToken, sources: &Sources, credentials: &Credentials, now: UnixTime) {
    if token.expires_at <= now {
        let expired = relative(token.expires_at, now);
        report::warning(&format!("the token has expired already, {expired}"), &[]);
    }
    let is_elsewhere = |region: &str| region != Region::Us1.as_str();
    let has_voice = token.grants.has(name::VOICE);
    if let Some(region) = credentials
        .profile_region
        .as_deref()
        .filter(|r| is_elsewhere(r))
    {
        let message = format!("the Twilio CLI profile is of region {}", shown(region));
        if token.grants.has(name::VIDEO) {
            report::warning(&message, &[VIDEO_REGION.to_owned()]);
        } else if has_voice && token.region.is_none() {
            report::note(&format!(
                "{message}, which is not written: --region is for tokens"
            ));
        }
    }
    let is_demo = matches!(credentials.key.origin, Origin::Demo);
    if has_voice
        && token.region.is_none()
        && !is_demo
        && let Some(region) = sources
            .variable(REGION)
            .filter(|found| is_elsewhere(&found.value))
    {
        report::note(&format!(
            "{} is the region of REST requests and not written: --region is for tokens",
            region.origin
        ));
    }
}
