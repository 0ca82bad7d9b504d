//! Decoding: what was pasted → token → signature → rules → what is shown.
//!
//! Standard input, a file and the argument itself are read alike, line by line, and answered as they come; only the first
//! answer for people waits for a second token, because several have headings. What a token says is hostile here, and every
//! text of it goes through the mask.

mod checks;
mod command;
mod paste;
mod show;
mod signature;

use std::borrow::Cow;
use std::fs;
use std::io::{self, BufRead, BufReader, IsTerminal as _};
use std::path::Path;

use super::args::decode::{DecodeArgs, DecodeOutput};
use super::args::time::now;
use super::read::{self, Line, Lines};
use super::say::{self, Exit, Stop};
use super::values::{Values, demo};
use crate::token::claims::Token;
use crate::token::json::Json;
use crate::token::jwt;
use crate::token::message::{Message, Severity};
use crate::token::rules::{self, Context, Signature, codes, framing, leaks};
use crate::token::sid::{Key, Sid, shown};
use crate::token::text::visible;
use crate::token::time::UnixTime;
use paste::{Gatherer, Item};
use signature::Keys;

/// Shows each token of the argument, of the file that it names, or of standard input.
pub(crate) fn run(args: &DecodeArgs) -> Result<Exit, Stop> {
    let now = now();
    let at = args.at.map_or(Ok(now), |when| when.resolve(now));
    let at = at.map_err(|error| Stop::usage(Message::error(format!("--at: {error}"))))?;
    let values = Values::open(&args.credentials)?;
    let at_hand = values.at_hand();
    let mut decoder = Decoder {
        args,
        at,
        values,
        keys: Keys::new(at_hand),
        demo_key: demo::sid::<Key>(),
        held: None,
        are_several: false,
        answers: 0,
        worst: Exit::DONE,
    };
    let trouble = decoder.keys.at_hand.trouble.clone();
    if args.verify && decoder.keys.is_empty() {
        let message = Message::error("--verify: no API key secret to verify with");
        let message = trouble.into_iter().fold(message, Message::detail);
        decoder.no_token(None, message.hint("give the credentials as for minting"))?;
        return Ok(Exit::FAILED);
    }
    if let Some(trouble) = trouble.filter(|_| !args.quiet) {
        say::note(&format!("no credentials to check with: {trouble}"));
    }
    decoder.argument()?;
    Ok(decoder.worst)
}

/// What is kept from token to token.
struct Decoder<'d> {
    args: &'d DecodeArgs,
    at: UnixTime,
    values: Values<'d>,
    keys: Keys,
    demo_key: Sid<Key>,
    /// The first item and its line, until it is known whether there are more.
    held: Option<Item>,
    are_several: bool,
    /// How many answers there were.
    answers: u64,
    worst: Exit,
}

/// A token, and what is known of it besides what it says.
struct Examined<'e> {
    token: &'e Token,
    context: &'e Context<'e>,
    /// What the signature was checked with, or why it was not.
    how: &'e str,
    /// Whether `--demo` has minted it.
    is_demo: bool,
}

impl Examined<'_> {
    /// When it expires.
    fn expiry(&self) -> Option<UnixTime> {
        UnixTime::from_number(self.token.claim("exp")?.as_f64()?)
    }
}

/// Whether Twilio would refuse the token, or a requested check failed.
fn is_refused(findings: &[Message]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

impl Decoder<'_> {
    fn argument(&mut self) -> Result<(), Stop> {
        match self.args.token.as_deref() {
            None | Some("-") => {
                read::claim_stdin("TOKEN")?;
                let stdin = io::stdin();
                if stdin.is_terminal() {
                    say::note(
                        "reading from the terminal: paste the token, then press Enter and Ctrl-D",
                    );
                }
                self.read(Box::new(stdin.lock()), "standard input")
            }
            // A token is no file, whatever lies in the folder.
            Some(text) if !text.trim_start().starts_with("eyJ") && fs::metadata(text).is_ok() => {
                let path = Path::new(text);
                let file = read::open(path).map_err(|error| error.message("TOKEN", path))?;
                self.read(Box::new(BufReader::new(file)), &shown(text))
            }
            Some(text) if text.trim().is_empty() => self.no_token(None, paste::EMPTY.message()),
            Some(text) => self.read(Box::new(text.as_bytes()), "TOKEN"),
        }
    }

    /// Answers all that stands in a source.
    fn read(&mut self, source: Box<dyn BufRead + '_>, name: &str) -> Result<(), Stop> {
        let mut lines = Lines::new(source, paste::MAX_ITEM);
        let mut gatherer = Gatherer::default();
        let failed = |error| Message::error(format!("cannot read {name}: {error}"));
        let is_too_long = loop {
            let items = match lines.next().map_err(failed)? {
                Line::End => break false,
                Line::TooLong => break true,
                Line::Text(line) => gatherer.line(&match read::text(line, name) {
                    Ok(line) => Cow::Borrowed(line),
                    Err(utf16) if read::is_utf16(line) => return Err(utf16.into()),
                    Err(_) => String::from_utf8_lossy(line),
                }),
            };
            items.into_iter().try_for_each(|item| self.item(item))?;
        };
        gatherer.finish().into_iter().try_for_each(|item| self.item(item))?;
        if let Some(item) = self.held.take() {
            self.answer(item)?;
        }
        if is_too_long {
            let rest = "what comes after it is not read";
            self.no_token(None, paste::TOO_LARGE.message().detail(rest))?;
        }
        if self.answers > 0 {
            return Ok(());
        }
        self.no_token(None, Message::error(format!("no token in {name}")))
    }

    /// Answers one paste. The first one waits for the second: people are shown where each of several stands.
    fn item(&mut self, item: Item) -> Result<(), Stop> {
        let is_for_programs = self.args.quiet || self.args.output == DecodeOutput::Json;
        if self.held.is_none() && !self.are_several && !is_for_programs {
            self.held = Some(item);
            return Ok(());
        }
        self.are_several = true;
        self.held.take().into_iter().chain([item]).try_for_each(|item| self.answer(item))
    }

    fn answer(&mut self, (line, item): Item) -> Result<(), Stop> {
        let tokens = paste::tokens(&item);
        let line = (self.are_several || tokens.len() > 1).then_some(line);
        tokens.into_iter().try_for_each(|token| match token {
            Ok(token) => self.token(line, &token),
            Err(mistake)
                if mistake.message == paste::NOT_A_TOKEN
                    && self.args.token.as_ref() == Some(&item) =>
            {
                self.no_token(line, mistake.detail("there is no file of this name either"))
            }
            Err(mistake) => self.no_token(line, mistake),
        })
    }

    /// Says what was pasted instead of a token.
    fn no_token(&mut self, line: Option<u64>, message: Message) -> Result<(), Stop> {
        // Without a code there is nothing that Twilio could be asked about.
        let exit = if message.code.is_some() { Exit::REFUSED } else { Exit::FAILED };
        self.worst = self.worst.max(exit);
        self.answers += 1;
        match self.args.output {
            _ if self.args.quiet => {}
            DecodeOutput::Json => say::print(show::json(None, &[message]))?,
            _ => tell(line, [message]),
        }
        Ok(())
    }

    fn token(&mut self, line: Option<u64>, text: &str) -> Result<(), Stop> {
        let Some(segments) = jwt::split(text) else {
            return self.no_token(line, framing::not_three(text));
        };
        let token = Token::read(segments);
        let at_hand = &self.keys.at_hand.mask;
        // Nothing is shown of it in silence, so that there is nothing more to hide.
        let is_silent = self.args.quiet;
        let mask = if is_silent { Cow::Borrowed(at_hand) } else { leaks::mask(&token, at_hand) };
        let (signature, how) = &self.keys.check(&token, &mask);
        let ours = self.keys.ours(token.text("iss"));
        let context = &Context { at: self.at, signature, ours, mask: &mask };
        let is_demo = token.text("iss") == Some(self.demo_key.as_ref());
        let examined = Examined { token: &token, context, how, is_demo };
        let mut findings = checks::failed(self.args, &examined);
        let exit = if let Some(path) = &self.args.claim {
            claim(line, path, &examined, findings)?
        } else {
            findings.extend(rules::judge(&token, context));
            let exit = if is_refused(&findings) { Exit::REFUSED } else { Exit::DONE };
            if is_silent { exit } else { exit.max(self.show(line, &examined, findings)?) }
        };
        self.answers += 1;
        self.worst = self.worst.max(exit);
        Ok(())
    }

    /// Prints a token in the form that was asked for.
    fn show(
        &self,
        line: Option<u64>,
        examined: &Examined<'_>,
        mut findings: Vec<Message>,
    ) -> Result<Exit, Stop> {
        let token = examined.token;
        if examined.is_demo {
            let fact = "minted with --demo: Twilio does not know its key";
            let hint = "mint one with your own credentials; `twimint doctor` shows them";
            findings.push(Message::warning(fact).at("iss").hint(hint));
        }
        // The view for people has a line on the signature.
        let is_unchecked =
            *examined.context.signature == Signature::Unchecked && !self.keys.is_empty();
        if is_unchecked && !self.args.verify && self.args.output == DecodeOutput::Json {
            let fact = format!("the signature is not checked: {}", examined.how);
            findings.push(Message::advice(fact));
        }
        findings.extend(self.args.error.and_then(|code| explained(code, &findings)));
        findings.sort_by_key(|finding| finding.severity);
        match self.args.output {
            DecodeOutput::Json => say::print(show::json(Some(examined), &findings))?,
            DecodeOutput::Text if token.header.is_err() && token.payload.is_err() => {
                tell(line, findings);
            }
            DecodeOutput::Text => {
                let gap = if self.answers > 0 { "\n" } else { "" };
                let (is_told_more, width) = (self.args.error.is_none(), say::width());
                let page = show::text(examined, &findings, line, is_told_more, width);
                say::print_styled(&format!("{gap}{page}"))?;
            }
            DecodeOutput::Command => match command::recipe(examined, &self.values) {
                Ok((command, left_out)) => {
                    say::print(command)?;
                    let note = |lost| say::note(&format!("the command leaves out {lost}"));
                    left_out.into_iter().for_each(note);
                }
                Err(message) => {
                    // Why it cannot be read is among the findings.
                    tell(line, if token.payload.is_ok() { vec![message] } else { findings });
                    return Ok(Exit::FAILED);
                }
            },
        }
        Ok(Exit::DONE)
    }
}

/// Says messages about what stands in this line.
fn tell(line: Option<u64>, messages: impl IntoIterator<Item = Message>) {
    for mut message in messages {
        if let Some(line) = line {
            message.message = format!("line {line}: {}", message.message);
        }
        say::tell(&message);
    }
}

/// What Twilio's answer means for a token in which this was found.
fn explained(code: u32, findings: &[Message]) -> Option<Message> {
    let Some(known) = codes::explain(code) else {
        let message = Message::advice(format!("{code} is not one of the codes about tokens"));
        let page = format!("https://www.twilio.com/docs/api/errors/{code} says what it means");
        return Some(message.hint(page));
    };
    let mut found = findings.iter().filter_map(|finding| finding.code);
    let fact = if !known.elsewhere.is_empty() {
        "can have causes that a token does not show"
    } else if found.any(|found| found.number == code || found.also.contains(&code)) {
        return None;
    } else if known.in_token.is_empty() {
        "is not the token's fault"
    } else {
        "has no cause that shows in this token"
    };
    let message = Message::advice(format!("{code} {fact}"));
    let message = known.elsewhere.into_iter().fold(message, Message::detail);
    Some(message.hint(known.what_to_do.trim_end_matches('.')))
}

/// Prints one claim, raw, unless a requested check failed.
fn claim(
    line: Option<u64>,
    path: &str,
    examined: &Examined<'_>,
    failed: Vec<Message>,
) -> Result<Exit, Stop> {
    if !failed.is_empty() {
        tell(line, failed);
        return Ok(Exit::REFUSED);
    }
    let token = examined.token;
    let text = match token.claim(path) {
        Some(Json::String(text)) => visible(&examined.context.mask.cover(text)).into_owned(),
        Some(value) => show::compact(value, examined.context.mask),
        None => {
            let is_of_header = path.starts_with("header.");
            let object = if is_of_header { &token.header } else { &token.payload };
            let segment = if is_of_header { "header" } else { "payload" };
            let message = Message::error(format!("the token has no claim {}", shown(path)));
            let why = object.as_ref().err().map(|fault| format!("its {segment} {fault}"));
            tell(line, [why.into_iter().fold(message, Message::detail)]);
            return Ok(Exit::FAILED);
        }
    };
    say::print(text + "\n")?;
    Ok(Exit::DONE)
}
