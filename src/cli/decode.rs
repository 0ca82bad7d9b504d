//! Decoding: text → claims → rules → verdict.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::args::{DecodeArgs, DecodeOutput};
use super::asked;
use super::clock;
use super::demo;
use super::input::{self, NotText};
use super::keys::{Checked, Keys};
use super::lines::{Line, Lines};
use super::output;
use super::recipe::{self, Ambient};
use super::render;
use super::report::{self, Error, Exit, Failure};
use super::sources::Sources;
use crate::token::claims::{Claims, Segments};
use crate::token::escape::visible;
use crate::token::intake::{self, Gatherer, Mistake};
use crate::token::json::Json;
use crate::token::jwt::Compact;
use crate::token::rules::codes;
use crate::token::rules::{self, Context, Finding, Leaks, Severity};
use crate::token::shape::{Shape, shown};
use crate::token::sid::ApiKey;
use crate::token::time::UnixTime;

/// Shows each token of the argument or of standard input.
pub fn run(args: &DecodeArgs) -> Result<Exit, Error> {
    let now = clock::now()?;
    let at = match args.at {
        Some(when) => when
            .resolve(now)
            .map_err(|error| Failure::usage(format!("--at: {error}")))?,
        None => now,
    };
    let sources = Sources::open(&args.credentials);
    let keys = Keys::gather(&args.credentials, &sources);
    let for_recipe = args.output == DecodeOutput::Command;
    let ambient = for_recipe.then(|| Ambient::of(sources.ok()));
    if args.verify && keys.is_empty() {
        if args.quiet {
            return Ok(Exit::Failed);
        }
        let failure = Failure::failed("--verify: no API key secret to verify with");
        let failure = match &keys.trouble {
            Some(trouble) => failure.detail(trouble),
            None => failure,
        };
        return Err(failure.hint("give the credentials as for minting").into());
    }
    if let Some(trouble) = keys.trouble.as_ref().filter(|_| !args.quiet) {
        report::note(&format!("no credentials to check with: {trouble}"));
    }
    let mut decoder = Decoder {
        args,
        at,
        keys,
        ambient: ambient.unwrap_or_default(),
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
    /// What `-o command` must know of the sources.
    ambient: Ambient,
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
    /// What of it must not be shown.
    pub leaks: &'e Leaks,
    /// The moment it was judged at.
    pub at: UnixTime,
}

impl Examined<'_> {
    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(of_it).count()
    }

    /// Whether Twilio would refuse it, or something asked for does not hold.
    pub fn is_refused(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether neither header nor payload can be read.
    fn is_unreadable(&self) -> bool {
        self.claims.header.is_err() && self.claims.payload.is_err()
    }
}

impl Decoder<'_> {
    fn standard_input(&mut self) -> Result<(), Error> {
        input::claim_stdin().map_err(|error| error.into_failure("TOKEN", Path::new("-")))?;
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
                    self.unreadable(&Mistake::TooLarge)?;
                    if !self.args.quiet {
                        report::note("what comes after it is not read");
                    }
                    break;
                }
                Line::Text(line) => match input::text(line) {
                    Ok(line) => gatherer.line(line),
                    Err(error @ NotText::Utf16) => {
                        let failure = Failure::failed(format!("standard input is {error}"));
                        self.failed(failure.hints(error.hint()));
                        return Ok(());
                    }
                    Err(NotText::NotUtf8) => Some(String::from_utf8_lossy(line)),
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
            self.failed(Failure::failed("no token on standard input"));
        }
        Ok(())
    }

    /// Shows what one paste holds.
    fn item(&mut self, item: &str) -> Result<(), Error> {
        intake::tokens(item).try_for_each(|token| match token {
            Ok(token) => self.token(&token),
            Err(mistake) => self.unreadable(&mistake),
        })
    }

    fn token(&mut self, token: &str) -> Result<(), Error> {
        let Some(compact) = Compact::split(token) else {
            return self.unreadable(&Mistake::NotAToken(Shape::Other));
        };
        let mut segments = std::mem::take(&mut self.segments);
        segments.decode(&compact);
        let claims = segments.claims();
        let checked = self.keys.check(&compact, &claims);
        let least = if self.args.quiet {
            Severity::Error
        } else {
            Severity::Hint
        };
        // Nothing is shown of it then, so that there is nothing to cover.
        let leaks = if self.args.quiet {
            Leaks::default()
        } else {
            self.keys.leaks(&claims)
        };
        let context = Context {
            at: self.at,
            signature: &checked.signature,
            ours: self.keys.pair(claims.get("iss").and_then(Json::as_str)),
            leaks: &leaks,
            least,
        };
        let found = rules::judge(&claims, &context);
        let asked = asked::unmet(self.args, self.at, &claims, &checked, &leaks);
        let exit = if !self.args.quiet {
            self.tell(&claims, &checked, &leaks, [asked, found])?
        } else if asked.is_empty() && found.is_empty() {
            Exit::Done
        } else {
            Exit::Refused
        };
        self.worst = self.worst.max(exit);
        self.segments = segments;
        Ok(())
    }

    /// Tells all that there is to say of a token: what was asked for first, then what the rules
    /// have found, worst first.
    fn tell(
        &mut self,
        claims: &Claims<'_>,
        checked: &Checked,
        leaks: &Leaks,
        [asked, found]: [Vec<Finding>; 2],
    ) -> Result<Exit, Error> {
        let unmet = asked.len();
        let advice = self.advice(&found, checked);
        let mut findings = asked;
        findings.extend(found);
        findings.extend(made_for_show(claims));
        findings.extend(advice);
        findings.sort_by_key(|finding| finding.severity);
        let examined = Examined {
            claims,
            checked,
            findings: &findings,
            leaks,
            at: self.at,
        };
        match &self.args.claim {
            Some(path) => claim(path, &examined, unmet),
            None => self.show(&examined),
        }
    }

    fn show(&mut self, examined: &Examined<'_>) -> Result<Exit, Error> {
        let exit = if examined.is_refused() {
            Exit::Refused
        } else {
            Exit::Done
        };
        self.text.clear();
        match self.args.output {
            DecodeOutput::Json => {
                render::json(&mut self.text, examined);
                output::print(&self.text)?;
            }
            DecodeOutput::Command => {
                match recipe::command(examined, &self.ambient) {
                    Ok(recipe) => {
                        output::print(&recipe.line)?;
                        for lost in &recipe.left_out {
                            report::note(&format!("the command leaves out {lost}"));
                        }
                    }
                    Err(failure) => {
                        if examined.claims.payload.is_ok() {
                            return Ok(exit.max(report::report(failure.into())));
                        }
                        // Why it cannot be read is among the findings.
                        examined.findings.iter().for_each(report::finding);
                        return Ok(exit.max(Exit::Failed));
                    }
                }
            }
            DecodeOutput::Text if examined.is_unreadable() => {
                examined.findings.iter().for_each(report::finding);
                return Ok(exit);
            }
            DecodeOutput::Text => {
                if self.shown > 0 {
                    self.text.push('\n');
                }
                let has_asked = self.args.error.is_some();
                render::text(&mut self.text, examined, has_asked);
                output::print_styled(&self.text)?;
            }
        }
        self.shown += 1;
        Ok(exit)
    }

    /// Says what was pasted instead of a token.
    fn unreadable(&mut self, mistake: &Mistake) -> Result<(), Error> {
        let finding = match mistake {
            // There is nothing that Twilio could be asked about.
            Mistake::Empty => {
                self.worst = self.worst.max(Exit::Failed);
                Finding::unmet(mistake.to_string()).cure(mistake.hint())
            }
            mistake => {
                self.worst = self.worst.max(Exit::Refused);
                mistake.finding()
            }
        };
        if self.args.quiet {
            return Ok(());
        }
        if self.args.output == DecodeOutput::Json {
            self.text.clear();
            render::json_of_mistake(&mut self.text, &finding);
            return output::print(&self.text);
        }
        report::finding(&finding);
        Ok(())
    }

    /// Something about the input that is no finding.
    fn failed(&mut self, failure: Failure) {
        let exit = if self.args.quiet {
            Exit::Failed
        } else {
            report::report(failure.into())
        };
        self.worst = self.worst.max(exit);
    }

    /// What a token does not show.
    fn advice(&self, findings: &[Finding], checked: &Checked) -> Vec<Finding> {
        let mut advice = Vec::new();
        // The view for people has a line on the signature.
        if checked.is_of_other_key && !self.args.verify && self.args.output == DecodeOutput::Json {
            let message = format!("the signature is not checked: {}", checked.how);
            advice.push(Finding::hint(message));
        }
        if let Some(asked) = self.args.error {
            // The codes of tokens are smaller: what is larger is none that is known.
            let code = u16::try_from(asked).unwrap_or_default();
            let is_seen = findings.iter().any(|finding| {
                finding
                    .code
                    .is_some_and(|known| known.number == code || known.also.contains(&code))
            });
            if let Some(causes) = codes::offline_causes(code) {
                let message = format!("{code} has causes that a token does not show: {causes}");
                advice.push(Finding::hint(message));
            } else if !codes::known().any(|known| known == code) {
                let message = "--error: no code that Twilio is known to answer to an Access Token";
                let cure = "https://www.twilio.com/docs/api/errors says what it means";
                advice.push(Finding::hint(message).cure(cure));
            } else if !is_seen {
                let message = format!("nothing in this token explains {code}");
                let cure = "is it the very token that Twilio was given?";
                advice.push(Finding::hint(message).cure(cure));
            }
        }
        advice
    }
}

/// What is to be said of a token that `--demo` has minted.
fn made_for_show(claims: &Claims<'_>) -> Option<Finding> {
    let issuer = claims.get("iss")?.as_str()?;
    (issuer == demo::sid::<ApiKey>().as_str()).then(|| {
        Finding::warning("minted with --demo, by a key that Twilio does not know")
            .at("iss")
            .cure("mint one with credentials of your own; `twimint doctor` shows them")
    })
}

/// Prints one claim, raw. So many of the findings, the first ones, are about what was asked for.
fn claim(path: &str, examined: &Examined<'_>, unmet: usize) -> Result<Exit, Error> {
    if unmet > 0 {
        examined
            .findings
            .iter()
            .take(unmet)
            .for_each(report::finding);
        return Ok(Exit::Refused);
    }
    let Some(value) = examined.claims.at_path(path) else {
        let failure = Failure::failed(format!("the token has no claim {}", shown(path)));
        let segment = match path.strip_prefix("header.") {
            Some(_) => ("header", examined.claims.header.as_ref().err()),
            None => ("payload", examined.claims.payload.as_ref().err()),
        };
        let failure = match segment {
            (segment, Some(fault)) => failure.detail(format!("its {segment} {fault}")),
            _ => failure,
        };
        return Ok(report::report(failure.into()));
    };
    let mut text = match value {
        Json::String(text) => visible(&examined.leaks.cover(text)).into_owned(),
        value => render::compact(value, examined.leaks),
    };
    text.push('\n');
    output::print(&text)?;
    Ok(Exit::Done)
}
