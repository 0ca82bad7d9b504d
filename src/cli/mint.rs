//! Minting: arguments → payload → rules → signature → standard output.

use std::fmt::Write as _;

use super::args::{CredentialArgs, Extra, Extras, MintOutput, Product, TokenArgs};
use super::clock;
use super::credentials::Credentials;
use super::demo;
use super::grants::{self, Filler};
use super::output;
use super::report::{self, Error, Exit, Failure};
use super::sources::{ACCESS_TOKEN, REGION, SETTINGS, Sources};
use super::with;
use crate::token::AccessToken;
use crate::token::claims::Claims;
use crate::token::escape::{push_json_string, quoted};
use crate::token::grant::{Grants, name};
use crate::token::jwt::Signer;
use crate::token::region::Region;
use crate::token::rules::{self, Context, Finding, Severity, Signature};
use crate::token::time::{TimeError, UnixTime, When, relative};

/// Mints one token with the grant that the command is named for, if it is named for one.
pub fn run(
    product: Option<Product>,
    args: TokenArgs,
    credential_args: &CredentialArgs,
) -> Result<Exit, Error> {
    let now = clock::now()?;
    let sources = Sources::open(credential_args)?;
    let filler = Filler {
        sources: &sources,
        demo: credential_args.demo,
    };
    let grants = grants(product, &args.extras, &filler)?;
    let credentials = Credentials::resolve(credential_args, &sources)?;
    let token = access_token(&args, &credentials, grants, now)?;
    let identity = match args.identity {
        None if credential_args.demo => Some(demo::IDENTITY.to_owned()),
        Some(identity) if identity.is_empty() && args.allow_invalid => None,
        given => given,
    };
    let jti = match args.jti {
        Some(jti) => jti,
        None => token.jti(random()?),
    };

    let header = token.header();
    let shared = token.shared_payload();
    let mut own = String::new();
    token.push_own_payload(&mut own, identity.as_deref(), &jti);
    guard_secret(&credentials, &shared, &own)?;
    // The bytes judged are the bytes signed.
    judge(
        &header,
        &format!("{shared}{own}"),
        &token,
        args.allow_invalid,
    )?;
    remarks(&token, &sources, &credentials, now);

    let mut jwt = String::new();
    Signer::new(&credentials.secret.value, &header, &shared).sign(&own, &mut jwt);
    let minted = Minted {
        jwt: &jwt,
        identity: identity.as_deref(),
        jti: &jti,
    };
    let mut line = String::new();
    write_line(&mut line, args.output, &minted, &token);
    if args.output == MintOutput::Github {
        // GitHub Actions prints the environment of every later step, but not what is masked by then.
        report::raw(&format!("::add-mask::{jwt}"));
    }
    output::print(&line)?;
    Ok(Exit::Done)
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
            .plus(args.ttl)
            .ok_or_else(|| Failure::usage(format!("--ttl: {}", TimeError::OutOfRange)))?,
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

fn random() -> Result<u64, Error> {
    getrandom::u64().map_err(|error| {
        Failure::failed(format!("the system gives no random numbers: {error}")).into()
    })
}

/// A token is readable by whoever holds it, so the secret must not be in one.
fn guard_secret(credentials: &Credentials, shared: &str, own: &str) -> Result<(), Failure> {
    let secret = &credentials.secret.value;
    if secret.is_in(shared) || secret.is_in(own) {
        return Err(Failure::failed("the token would hold the API key secret")
            .detail("whoever holds a token can read it")
            .hint("look for the secret in the identity and the product options"));
    }
    Ok(())
}

/// Puts what is about to be signed to the rules: refuses on an error, passes warnings on.
fn judge(
    header: &str,
    payload: &str,
    token: &AccessToken,
    allow_invalid: bool,
) -> Result<(), Error> {
    let claims = Claims::of_json(header, payload);
    let context = Context {
        at: token.valid_from(),
        signature: &Signature::Valid,
        ours: None,
        least: Severity::Warning,
    };
    let mut findings = rules::judge(&claims, &context);
    for finding in &mut findings {
        name_the_way(finding);
        if allow_invalid {
            finding.severity = Severity::Warning;
        }
    }
    if findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return Err(Error::Refused(findings));
    }
    findings.iter().for_each(report::finding);
    Ok(())
}

/// Where a claim has an option and variables of its own, the hint is to use them.
fn name_the_way(finding: &mut Finding) {
    let setting = SETTINGS.iter().find(|setting| {
        !setting.claim.is_empty() && finding.claim.as_deref() == Some(setting.claim)
    });
    if let Some(setting) = setting {
        finding.hint = Some(format!("give the {} by {}", setting.noun, setting.ways()));
    }
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
        let message = format!("the Twilio CLI profile is of region {}", quoted(region));
        if token.grants.has(name::VIDEO) {
            report::warning(&message, &["Video takes keys of us1 only".to_owned()]);
        } else if has_voice && token.region.is_none() {
            report::note(&format!(
                "{message}, which is not written: --region is for tokens"
            ));
        }
    }
    if has_voice
        && token.region.is_none()
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

/// A token that was minted, and what is its own.
pub struct Minted<'m> {
    /// The token.
    pub jwt: &'m str,
    /// Who it is for.
    pub identity: Option<&'m str>,
    /// Its ID.
    pub jti: &'m str,
}

/// Appends the line that a format prints for a token.
pub fn write_line(out: &mut String, format: MintOutput, minted: &Minted<'_>, token: &AccessToken) {
    let Minted { jwt, identity, jti } = *minted;
    match format {
        MintOutput::Token => out.push_str(jwt),
        MintOutput::Header => {
            out.push_str("Authorization: Bearer ");
            out.push_str(jwt);
        }
        MintOutput::Env | MintOutput::Github => {
            out.push_str(ACCESS_TOKEN);
            out.push('=');
            out.push_str(jwt);
        }
        MintOutput::Json => {
            out.push_str(r#"{"token":""#);
            out.push_str(jwt);
            out.push_str(r#"","identity":"#);
            match identity {
                Some(identity) => push_json_string(out, identity),
                None => out.push_str("null"),
            }
            out.push_str(r#","jti":"#);
            push_json_string(out, jti);
            let AccessToken {
                issued_at,
                expires_at,
                ..
            } = token;
            // Writing into a string cannot fail.
            let _ = write!(
                out,
                r#","issued_at":"{issued_at}","expires_at":"{expires_at}"}}"#
            );
        }
    }
    out.push('\n');
}
