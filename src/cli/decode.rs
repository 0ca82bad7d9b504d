//! Decoding: text → claims → rules → verdict.

use std::io::{self, IsTerminal as _};

use super::args::{DecodeArgs, DecodeOutput};
use super::clock;
use super::keys::{Checked, Keys};
use super::lines::{Line, Lines};
use super::output;
use super::recipe;
use super::render;
use super::report::{self, Error, Exit, Failure};
use super::sources::Sources;
use crate::token::claims::{Claims, Segments};
use crate::token::escape::{quoted, visible};
use crate::token::intake::{self, Gatherer, Mistake};
use crate::token::json::Json;
use crate::token::jwt::Compact;
use crate::token::rules::codes::offline_causes;
use crate::token::rules::{self, Context, Finding, Leaks, Severity, Signature};
use crate::token::shape::{Shape, shown};
use crate::token::time::{UnixTime, in_words};

/// Shows each token of the argument or of standard input.
pub fn run(args: &DecodeArgs) -> Result<Exit, Error> {
    let now = clock::now()?;
    let at = match args.at {
        Some(when) => when
            .resolve(now)
            .map_err(|error| Failure::usage(format!("--at: {error}")))?,
        None => now,
    };
    let sources = Sources::open(&args.credentials)?;
    let keys = Keys::gather(&args.credentials, &sources);
    if let Some(trouble) = &keys.trouble {
        report::note(&format!("the signature is not checked: {trouble}"));
    }
    if args.verify && keys.is_empty() {
        return Err(
            Failure::failed("--verify: no API key secret to verify with")
                .hint("give the credentials as for minting")
                .into(),
        );
    }
    let mut decoder = Decoder {
        args,
        at,
        keys,
        segments: Segments::default(),
        text: String::new(),
        shown: 0,
        worst: Exit::Done,
    };
    match args.token.as_deref() {
        None | Some("-") => decoder.standard_input()?,
        Some(text) => decoder.item(text)?,
    }
    Ok(decoder.worst)
}

/// What is kept from token to token.
struct Decoder<'d> {
    args: &'d DecodeArgs,
    at: UnixTime,
    keys: Keys,
    segments: Segments,
    /// The output for one token.
    text: String,
    /// How many tokens were shown.
    shown: u64,
    worst: Exit,
}

/// A token and all that was found about it.
pub struct Examined<'e> {
    /// What it says.
    pub claims: &'e Claims<'e>,
    /// What is known of its signature.
    pub checked: &'e Checked,
    /// What was found, worst first.
    pub findings: &'e [Finding],
    /// The moment it was judged at.
    pub at: UnixTime,
}

impl Examined<'_> {
    /// Whether Twilio would refuse it, or something asked for does not hold.
    pub fn is_refused(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

impl Decoder<'_> {
    fn standard_input(&mut self) -> Result<(), Error> {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            report::note(
                "reading a token from the terminal: paste it, then press Enter and Ctrl-D",
            );
        }
        let mut lines = Lines::new(stdin.lock(), intake::MAX_ITEM);
        let mut gatherer = Gatherer::default();
        let mut items: u64 = 0;
        loop {
            let line = lines
                .next()
                .map_err(|error| Failure::failed(format!("cannot read standard input: {error}")))?;
            let item = match line {
                Line::End => break,
                Line::TooLong => {
                    items += 1;
                    self.unreadable(&Mistake::TooLarge.finding())?;
                    break;
                }
                Line::Text(line) => match std::str::from_utf8(line) {
                    Ok(line) => gatherer.line(line),
                    Err(_) => Some(String::from_utf8_lossy(line)),
                },
            };
            if let Some(item) = item {
                items += 1;
                self.item(&item)?;
            }
        }
        if let Some(item) = gatherer.finish() {
            items += 1;
            self.item(&item)?;
        }
        if items == 0 {
            return Err(Failure::failed("no token on standard input").into());
        }
        Ok(())
    }

    /// Shows what one paste holds.
    fn item(&mut self, item: &str) -> Result<(), Error> {
        intake::tokens(item).try_for_each(|token| match token {
            Ok(token) => self.token(&token),
            Err(Mistake::Empty) => Err(Failure::failed("the token is empty").into()),
            Err(mistake) => self.unreadable(&mistake.finding()),
        })
    }

    fn token(&mut self, token: &str) -> Result<(), Error> {
        let Some(compact) = Compact::split(token) else {
            return self.unreadable(&Mistake::NotAToken(Shape::Other).finding());
        };
        let mut segments = std::mem::take(&mut self.segments);
        segments.decode(&compact);
        let claims = segments.claims();
        let checked = self.keys.check(&compact, &claims);
        let mut findings = rules::judge(
            &claims,
            &Context {
                at: self.at,
                signature: &checked.signature,
                ours: self.keys.pair(),
                least: if self.args.quiet {
                    Severity::Error
                } else {
                    Severity::Hint
                },
            },
        );
        let asked = self.asked(&claims, &checked);
        let asked_fails = !asked.is_empty();
        findings.splice(0..0, asked);
        if !self.args.quiet {
            findings.extend(self.advice(&findings));
        }
        let examined = Examined {
            claims: &claims,
            checked: &checked,
            findings: &findings,
            at: self.at,
        };
        let exit = match &self.args.claim {
            Some(path) => claim(path, &examined, asked_fails),
            None => self.show(&examined),
        }?;
        self.worst = self.worst.max(exit);
        self.segments = segments;
        Ok(())
    }

    fn show(&mut self, examined: &Examined<'_>) -> Result<Exit, Error> {
        let exit = if examined.is_refused() {
            Exit::Refused
        } else {
            Exit::Done
        };
        if self.args.quiet {
            return Ok(exit);
        }
        self.text.clear();
        match self.args.output {
            DecodeOutput::Json => {
                render::json(&mut self.text, examined);
                output::print(&self.text)?;
            }
            DecodeOutput::Command => {
                self.text = recipe::command(examined)?;
                output::print(&self.text)?;
            }
            DecodeOutput::Text
                if examined.claims.header.is_err() && examined.claims.payload.is_err() =>
            {
                examined.findings.iter().for_each(report::finding);
            }
            DecodeOutput::Text => {
                if self.shown > 0 {
                    self.text.push('\n');
                }
                render::text(&mut self.text, examined);
                output::print_styled(&self.text)?;
            }
        }
        self.shown += 1;
        Ok(exit)
    }

    /// Says what was pasted instead of a token.
    fn unreadable(&mut self, finding: &Finding) -> Result<(), Error> {
        self.worst = self.worst.max(Exit::Refused);
        if self.args.quiet {
            return Ok(());
        }
        if self.args.output == DecodeOutput::Json && self.args.claim.is_none() {
            self.text.clear();
            render::json_of_mistake(&mut self.text, finding);
            self.shown += 1;
            return output::print(&self.text);
        }
        report::finding(finding);
        Ok(())
    }

    /// What was asked for on the command line and does not hold.
    fn asked(&self, claims: &Claims<'_>, checked: &Checked) -> Vec<Finding> {
        let mut unmet = Vec::new();
        if self.args.verify && checked.signature == Signature::Unchecked {
            unmet.push(Finding::unmet(format!(
                "the signature is not checked: {}",
                checked.how
            )));
        }
        if let Some(least) = self.args.min_ttl {
            let expires_at = claims.get("exp").and_then(Json::as_number);
            let left = expires_at.map(|expires_at| expires_at - self.at.as_f64());
            #[expect(clippy::cast_precision_loss, reason = "durations stay far below 2^53")]
            if left.is_none_or(|left| left < least.seconds() as f64) {
                let asked = in_words(least.seconds());
                unmet.push(Finding::unmet(format!("expires sooner than in {asked}")).at("exp"));
            }
        }
        let leaks = Leaks::of(claims);
        for (path, expected) in &self.args.expect {
            let actual = claims.at_path(path);
            if actual.and_then(scalar).as_deref() == Some(expected) {
                continue;
            }
            let is = match actual {
                None => "is missing".to_owned(),
                Some(value) => match scalar(value) {
                    Some(text) => {
                        format!("is {}", quoted(&leaks.cover(&text)))
                    }
                    None => format!("is {}", value.kind()),
                },
            };
            let expected = shown(expected);
            unmet.push(
                Finding::unmet(format!("{} {is}, not {expected}", shown(path))).at(path.as_str()),
            );
        }
        unmet
    }

    /// What a token does not show.
    fn advice(&self, findings: &[Finding]) -> Vec<Finding> {
        let Some(code) = self.args.error else {
            return Vec::new();
        };
        let seen = findings.iter().any(|finding| {
            finding
                .code
                .is_some_and(|known| known.number == code || known.also.contains(&code))
        });
        let causes = offline_causes(code);
        let advice = match (causes, seen) {
            (Some(causes), _) => {
                format!("{code} can have causes that a token does not show: {causes}")
            }
            (None, true) => return Vec::new(),
            (None, false) => format!("{code} is not a code that is known for Access Tokens"),
        };
        vec![Finding::hint(advice)]
    }
}

/// Prints one claim, raw.
fn claim(path: &str, examined: &Examined<'_>, asked_fails: bool) -> Result<Exit, Error> {
    if asked_fails {
        let unmet = examined
            .findings
            .iter()
            .filter(|finding| finding.code.is_none());
        unmet
            .filter(|f| f.severity == Severity::Error)
            .for_each(report::finding);
        return Ok(Exit::Refused);
    }
    let Some(value) = examined.claims.at_path(path) else {
        return Err(Failure::failed(format!("the token has no claim {}", shown(path))).into());
    };
    let leaks = Leaks::of(examined.claims);
    let mut text = match value {
        Json::String(text) => visible(&leaks.cover(text)).into_owned(),
        value => render::compact(value, &leaks),
    };
    text.push('\n');
    output::print(&text)?;
    Ok(Exit::Done)
}

/// The JSON text of a scalar, a string without its quotes.
fn scalar(value: &Json<'_>) -> Option<String> {
    match value {
        Json::Null => Some("null".to_owned()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(text) | Json::String(text) => Some(text.clone().into_owned()),
        Json::Array(_) | Json::Object(_) => None,
    }
}
