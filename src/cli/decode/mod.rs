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

use std::fs;
use std::io::{self, BufRead, BufReader, IsTerminal as _};
use std::path::Path;

use super::args::decode::{DecodeArgs, DecodeOutput};
use super::args::time::now;
use super::read::{self, Line, Lines};
use super::say::{self, Exit, Stop};
use super::values::{AtHand, Values, demo};
use crate::token::claims::Token;
use crate::token::json::Json;
use crate::token::jwt;
use crate::token::message::{Message, Severity};
use crate::token::rules::{self, Context, codes, framing, leaks};
use crate::token::sid::{Key, Sid, shown};
use crate::token::text::{Mask, visible};
use crate::token::time::UnixTime;
use paste::Gatherer;
use signature::{Checked, Keys};

/// Shows each token of the argument, of the file that it names, or of standard input.
pub(crate) fn run(args: &DecodeArgs) -> Result<Exit, Stop> {
    let now = now();
    let at = args.at.map_or(Ok(now), |when| when.resolve(now));
    let at = at.map_err(|error| Stop::usage(Message::error(format!("--at: {error}"))))?;
    let (values, at_hand) = match Values::open(&args.credentials) {
        Ok(values) => {
            let at_hand = values.at_hand();
            (Some(values), at_hand)
        }
        Err(stop) => {
            let trouble = stop.messages.into_iter().next().map(|message| message.message);
            (None, AtHand { trouble, ..AtHand::default() })
        }
    };
    let mut decoder = Decoder {
        args,
        at,
        values,
        keys: Keys::new(at_hand),
        demo_key: demo::sid::<Key>(),
        held: None,
        are_several: false,
        are_shown: false,
        worst: Exit::DONE,
    };
    let trouble = decoder.keys.at_hand.trouble.clone();
    if args.verify && decoder.keys.is_empty() {
        let message = Message::error("--verify: no API key secret to verify with");
        let message = trouble.into_iter().fold(message, Message::detail);
        decoder.no_token(None, &message.hint("give the credentials as for minting"))?;
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
    /// What `-o command` must know of; none if it cannot be read.
    values: Option<Values<'d>>,
    keys: Keys,
    demo_key: Sid<Key>,
    /// The first item and its line, until it is known whether there are more.
    held: Option<(u64, String)>,
    are_several: bool,
    are_shown: bool,
    worst: Exit,
}

/// A token and all that was found about it.
struct Examined<'e> {
    token: &'e Token,
    checked: &'e Checked<'e>,
    /// Worst first.
    findings: &'e [Message],
    /// What of it must not be shown.
    mask: &'e Mask,
    /// The moment it was judged at.
    at: UnixTime,
    /// Whether `--demo` has minted it.
    is_demo: bool,
}

impl Examined<'_> {
    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether Twilio would refuse it, or a requested check failed.
    fn is_refused(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl Decoder<'_> {
    fn argument(&mut self) -> Result<(), Stop> {
        match self.args.token.as_deref() {
            None | Some("-") => {
                read::claim_stdin("TOKEN")?;
                let stdin = io::stdin();
                if stdin.is_terminal() {
                    say::note(
                        "reading a token from the terminal: paste it, then press Enter and Ctrl-D",
                    );
                }
                let none = Message::error("no token on standard input");
                self.read(Box::new(stdin.lock()), "standard input", &none)
            }
            // A token is no file, whatever lies in the folder.
            Some(text) if !text.trim_start().starts_with("eyJ") && fs::metadata(text).is_ok() => {
                let path = Path::new(text);
                let file = read::open(path).map_err(|error| error.message("TOKEN", path))?;
                let name = shown(text);
                let none = Message::error(format!("no token in {name}"));
                self.read(Box::new(BufReader::new(file)), &name, &none)
            }
            Some(text) => self.read(Box::new(text.as_bytes()), "TOKEN", &paste::EMPTY.message()),
        }
    }

    /// Reads all tokens of a source; if there is nothing in it, `none` is said.
    fn read(
        &mut self,
        source: Box<dyn BufRead + '_>,
        name: &str,
        none: &Message,
    ) -> Result<(), Stop> {
        let mut lines = Lines::new(source, paste::MAX_ITEM);
        let mut gatherer = Gatherer::default();
        let mut is_empty = true;
        loop {
            let line = lines
                .next()
                .map_err(|error| Message::error(format!("cannot read {name}: {error}")))?;
            let text = match line {
                Line::End => break,
                Line::TooLong => {
                    is_empty = false;
                    self.release()?;
                    self.no_token(Some(gatherer.pass()), &paste::TOO_LARGE.message())?;
                    if !self.args.quiet {
                        say::note("what comes after it is not read");
                    }
                    break;
                }
                Line::Text(line) if read::is_utf16(line) => {
                    read::text(line, name)?;
                    continue;
                }
                Line::Text(line) => String::from_utf8_lossy(line),
            };
            let text = text.strip_prefix(read::BYTE_ORDER_MARK).unwrap_or(&text);
            if gatherer.is_between() && is_bare(text) {
                is_empty = false;
                self.item(gatherer.pass(), text)?;
                continue;
            }
            for (line, item) in gatherer.line(text) {
                is_empty = false;
                self.item(line, &item)?;
            }
        }
        for (line, item) in gatherer.finish() {
            is_empty = false;
            self.item(line, &item)?;
        }
        if let Some((line, item)) = self.held.take() {
            self.answer(line, &item)?;
        }
        if is_empty {
            self.no_token(None, none)?;
        }
        Ok(())
    }

    /// Answers one paste. The first one waits for the second: people are shown where each of several stands.
    fn item(&mut self, line: u64, item: &str) -> Result<(), Stop> {
        let is_for_programs = self.args.quiet || self.args.output == DecodeOutput::Json;
        if !is_for_programs && !self.are_several && self.held.is_none() {
            self.held = Some((line, item.to_owned()));
            return Ok(());
        }
        self.release()?;
        self.answer(line, item)
    }

    /// Answers the first paste, now that there are several.
    fn release(&mut self) -> Result<(), Stop> {
        self.are_several = true;
        match self.held.take() {
            Some((line, item)) => self.answer(line, &item),
            None => Ok(()),
        }
    }

    fn answer(&mut self, line: u64, item: &str) -> Result<(), Stop> {
        if is_bare(item) {
            return self.token(self.are_several.then_some(line), item);
        }
        let tokens = paste::tokens(item);
        let line = (self.are_several || tokens.len() > 1).then_some(line);
        tokens.into_iter().try_for_each(|token| match token {
            Ok(token) => self.token(line, &token),
            Err(mistake) => self.no_token(line, &mistake),
        })
    }

    /// Says what was pasted instead of a token.
    fn no_token(&mut self, line: Option<u64>, message: &Message) -> Result<(), Stop> {
        // Without a code there is nothing that Twilio could be asked about.
        let exit = if message.code.is_some() { Exit::REFUSED } else { Exit::FAILED };
        self.worst = self.worst.max(exit);
        if self.args.quiet {
            Ok(())
        } else if self.args.output == DecodeOutput::Json {
            say::print(show::json_of_mistake(message))
        } else {
            tell(line, std::slice::from_ref(message));
            Ok(())
        }
    }

    fn token(&mut self, line: Option<u64>, text: &str) -> Result<(), Stop> {
        let Some(segments) = jwt::split(text) else {
            return self.no_token(line, &framing::not_three(text));
        };
        let token = Token::read(segments);
        let mask = leaks::mask(&token, &self.keys.at_hand.mask);
        let checked = self.keys.check(&token, &mask);
        let context = Context {
            at: self.at,
            signature: &checked.signature,
            ours: self.keys.ours(token.text("iss")),
            mask: &mask,
        };
        let found = rules::judge(&token, &context);
        let mut examined = Examined {
            token: &token,
            checked: &checked,
            findings: &found,
            mask: &mask,
            at: self.at,
            is_demo: token.text("iss") == Some(self.demo_key.as_ref()),
        };
        let failed = checks::failed(self.args, &examined);
        let is_refused = examined.is_refused() || !failed.is_empty();
        let exit = if is_refused { Exit::REFUSED } else { Exit::DONE };
        let exit = if self.args.quiet {
            exit
        } else if let Some(path) = &self.args.claim {
            claim(line, path, &examined, &failed)?
        } else {
            let mut findings = failed;
            findings.extend_from_slice(&found);
            findings.extend(self.beside(&examined));
            findings.sort_by_key(|finding| finding.severity);
            examined.findings = &findings;
            exit.max(show(self.args, self.values.as_ref(), line, self.are_shown, &examined)?)
        };
        self.are_shown = true;
        self.worst = self.worst.max(exit);
        Ok(())
    }

    /// What is worth knowing besides what the rules find.
    fn beside(&self, examined: &Examined<'_>) -> Vec<Message> {
        let mut beside = Vec::new();
        if examined.is_demo {
            let message =
                Message::warning("minted with --demo, by a key that Twilio does not know")
                    .at("iss");
            beside.push(
                message.hint("mint one with credentials of your own; `twimint doctor` shows them"),
            );
        }
        // The view for people has a line on the signature.
        let checked = examined.checked;
        if checked.is_of_other_key && !self.args.verify && self.args.output == DecodeOutput::Json {
            beside.push(Message::advice(format!("the signature is not checked: {}", checked.how)));
        }
        beside.extend(self.args.error.and_then(|code| explained(code, examined.findings)));
        beside
    }
}

/// A token and nothing else: no need to look for it.
fn is_bare(text: &str) -> bool {
    // Without an early end the loop takes many bytes at a time.
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'_' | b'.');
    text.bytes().fold(true, |all, byte| all & is_of_token(byte))
        && jwt::split(text)
            .is_some_and(|[_, _, signature]| signature.len() == jwt::SIGNATURE_LENGTH)
}

/// Says messages about what stands in this line.
fn tell(line: Option<u64>, messages: &[Message]) {
    for message in messages {
        let mut message = message.clone();
        if let Some(line) = line {
            message.message = format!("line {line}: {}", message.message);
        }
        say::tell(&message);
    }
}

/// What Twilio's answer means for a token in which this was found.
fn explained(code: u32, findings: &[Message]) -> Option<Message> {
    let Some(explanation) = codes::explain(code) else {
        let message =
            Message::advice(format!("nothing is known of {code} in connection with tokens"));
        return Some(
            message
                .hint(format!("https://www.twilio.com/docs/api/errors/{code} says what it means")),
        );
    };
    let is_seen = findings
        .iter()
        .filter_map(|finding| finding.code)
        .any(|known| known.number == code || known.also.contains(&code));
    if !explanation.elsewhere.is_empty() {
        let causes = Message::advice(format!("{code} has causes that a token does not show"));
        let causes = explanation.elsewhere.into_iter().fold(causes, Message::detail);
        return Some(causes.hint(explanation.what_to_do.trim_end_matches('.')));
    }
    let message = if explanation.in_token.is_empty() {
        format!("{code} is no fault of the token")
    } else {
        format!("nothing in this token explains {code}")
    };
    (!is_seen).then(|| {
        Message::advice(message).hint(format!("`twimint explain {code}` says what it means"))
    })
}

/// Prints a token in the form that was asked for.
fn show(
    args: &DecodeArgs,
    values: Option<&Values<'_>>,
    line: Option<u64>,
    are_shown: bool,
    examined: &Examined<'_>,
) -> Result<Exit, Stop> {
    let is_unreadable = examined.token.header.is_err() && examined.token.payload.is_err();
    match args.output {
        DecodeOutput::Json => say::print(show::json(examined))?,
        DecodeOutput::Text if is_unreadable => tell(line, examined.findings),
        DecodeOutput::Text => {
            let heading = line.map(|line| format!("line {line}"));
            let page = show::text(examined, heading.as_deref(), args.error.is_some());
            say::print_styled(&if are_shown { format!("\n{page}") } else { page })?;
        }
        DecodeOutput::Command if examined.token.payload.is_err() => {
            tell(line, examined.findings);
            return Ok(Exit::FAILED);
        }
        DecodeOutput::Command => match command::recipe(examined, values) {
            Ok(recipe) => {
                say::print(recipe.line)?;
                recipe
                    .left_out
                    .iter()
                    .for_each(|lost| say::note(&format!("the command leaves out {lost}")));
            }
            Err(message) => {
                tell(line, &[message]);
                return Ok(Exit::FAILED);
            }
        },
    }
    Ok(Exit::DONE)
}

/// Prints one claim, raw, unless a requested check failed.
fn claim(
    line: Option<u64>,
    path: &str,
    examined: &Examined<'_>,
    failed: &[Message],
) -> Result<Exit, Stop> {
    if !failed.is_empty() {
        tell(line, failed);
        return Ok(Exit::REFUSED);
    }
    let token = examined.token;
    let Some(value) = token.claim(path) else {
        let (segment, object) = if path.starts_with("header.") {
            ("header", &token.header)
        } else {
            ("payload", &token.payload)
        };
        let message = Message::error(format!("the token has no claim {}", shown(path)));
        let message = match object {
            Err(fault) => message.detail(format!("its {segment} {fault}")),
            Ok(_) => message,
        };
        tell(line, &[message]);
        return Ok(Exit::FAILED);
    };
    let mut text = match value {
        Json::String(text) => visible(&examined.mask.cover(text)).into_owned(),
        value => show::compact(value, examined.mask),
    };
    text.push('\n');
    say::print(text)?;
    Ok(Exit::DONE)
}
