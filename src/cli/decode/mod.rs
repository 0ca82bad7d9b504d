//! `twimint decode`: finds the tokens in the input, checks their signatures, judges them and shows the result.
//!
//! Standard input, a file and the argument itself are all parsed line by line, and each token is answered as soon as it
//! is read. With `--quiet` nothing is shown, so any free thread may answer. For people, the first answer waits until it
//! is clear whether a second token follows, because several tokens get headings. Text from a token may be hostile or
//! secret, so it is masked and escaped before it is shown.

mod checks;
mod command;
mod paste;
mod show;
mod signature;

use std::borrow::Cow;
use std::io::{BufRead, BufReader};
use std::iter::Peekable;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use super::args::decode::{DecodeArgs, DecodeOutput};
use super::read;
use super::say::{self, Exit, Stop, TITLE};
use super::threads::{pieces, share};
use super::values::{Values, demo};
use crate::now;
use crate::token::claims::Token;
use crate::token::message::Message;
use crate::token::rules::{self, Context, Signature, framing, leaks};
use crate::token::sid::{Key, shown};
use crate::token::time::UnixTime;
use paste::{JWT_START, Paste, Pasted};
use signature::Keys;

/// The name of the argument in messages.
const ARGUMENT: &str = "TOKEN";
/// How many bytes of pastes a thread takes at a time, or one paste that is larger.
const PIECE: usize = 16 * 1024;

/// Decodes every token in the argument, in the file that it names, or in standard input.
pub(crate) fn run(args: &DecodeArgs) -> Result<Exit, Stop> {
    let at = args.at.map(|when| when.resolve("--at", now())).transpose()?;
    let values = Values::open(&args.credentials)?;
    values.tell_credentials();
    let trouble = values.trouble();
    let keys = Keys::new(&values);
    let mut decoder = Decoder { args, at, values, keys, line: None };
    if args.verify && decoder.keys.secrets.is_empty() {
        let message = Message::error("--verify: no API key secret to verify with");
        let message = trouble.into_iter().fold(message, Message::detail);
        return decoder
            .no_token(message.hint("give the API key's secret in the same way as for minting"));
    }
    if let Some(trouble) = trouble.filter(|_| !args.quiet) {
        let has_none = decoder.keys.secrets.is_empty();
        let effect = if has_none { "no credentials to check with: " } else { "" };
        say::note(&format!("{effect}{trouble}"));
    }
    decoder.argument()
}

/// The state of a run, kept from token to token.
struct Decoder<'d> {
    args: &'d DecodeArgs,
    /// The time from `--at`. Without it, each token is judged at the time when it is read.
    at: Option<UnixTime>,
    values: Values<'d>,
    keys: Keys,
    /// The line on which the current token begins. None for a single token, for JSON output and with `--quiet`.
    line: Option<u64>,
}

/// A token, and what is known about it from elsewhere.
struct Examined<'e> {
    token: &'e Token,
    context: &'e Context<'e>,
    /// What the signature was checked with, or why it was not checked.
    how: &'e str,
    /// Whether the token was minted with `--demo`.
    is_demo: bool,
}

impl Examined<'_> {
    /// The value of a claim, if it is a time.
    fn time(&self, claim: &str) -> Option<UnixTime> {
        UnixTime::from_number(self.token.claim(claim)?.as_f64()?)
    }
}

impl Decoder<'_> {
    fn argument(&mut self) -> Result<Exit, Stop> {
        let text = self.args.token.as_deref().unwrap_or("-");
        let path = Path::new(text);
        read::claim_stdin(path, ARGUMENT)?;
        // Text that starts like a token is never a file name, even if there is such a file.
        let is_file = || !text.trim_start().starts_with(JWT_START) && path.exists();
        if read::is_stdin(path) || is_file() {
            let how = "reading from the terminal: paste the token, then press Enter and Ctrl-D";
            let source = read::source(path, how).map_err(read::failure(ARGUMENT, path))?;
            self.read(BufReader::new(source), &read::name(path))
        } else if text.trim().is_empty() {
            self.no_token(paste::empty("the token is empty"))
        } else {
            self.read(text.as_bytes(), ARGUMENT)
        }
    }

    /// Answers every token and mistake in a source. The worst answer is the exit status.
    fn read(&mut self, source: impl BufRead + Send, name: &str) -> Result<Exit, Stop> {
        let mut pastes = paste::all(source, name).peekable();
        if pastes.peek().is_none() {
            return self.no_token(paste::empty(&format!("no token in {name}")));
        }
        if self.args.quiet { self.in_parallel(pastes) } else { self.in_order(pastes) }
    }

    /// Answers the tokens one after another.
    fn in_order(
        &mut self,
        mut pastes: Peekable<impl Iterator<Item = Pasted>>,
    ) -> Result<Exit, Stop> {
        // Peek only for people: several tokens get line numbers. Programs get each answer before the next token comes.
        let is_for_people = self.args.output != DecodeOutput::Json;
        let mut are_several = false;
        let mut worst = Exit::DONE;
        while let Some(paste) = pastes.next() {
            let (line, token) = paste?;
            are_several = are_several || (is_for_people && pastes.peek().is_some());
            self.line = are_several.then_some(line);
            worst = worst.max(self.answer(token)?);
        }
        Ok(worst)
    }

    /// Answers the tokens on all cores. With `--quiet` nothing is shown, so there is no order to keep.
    fn in_parallel(&self, pastes: impl Iterator<Item = Pasted> + Send) -> Result<Exit, Stop> {
        // A mistake takes room too.
        let weigh = |paste: &Pasted| {
            size_of::<Pasted>()
                + paste.iter().flat_map(|(_, token)| token).map(String::len).sum::<usize>()
        };
        let worst = AtomicU8::new(Exit::DONE.0);
        share(pieces(pastes, PIECE, weigh), |piece| {
            for paste in piece {
                worst.fetch_max(self.answer(paste?.1)?.0, Ordering::Relaxed);
            }
            Ok(())
        })?;
        Ok(Exit(worst.into_inner()))
    }

    fn answer(&self, token: Paste) -> Result<Exit, Stop> {
        let path = Path::new(self.args.token.as_deref().unwrap_or("-"));
        let is_file = || read::is_stdin(path) || path.exists();
        match token {
            Ok(token) => self.token(&token),
            Err(mistake) if mistake.message == paste::NOT_A_TOKEN && !is_file() => {
                // Only what looks like a path is repeated.
                let has_parts = path.extension().is_some() || path.components().count() > 1;
                let is_path = has_parts && !path.to_string_lossy().contains(char::is_whitespace);
                let name = if is_path { read::name(path) } else { "of this name".to_owned() };
                self.no_token(mistake.detail(format!("there is no file {name} either")))
            }
            Err(mistake) => self.no_token(mistake),
        }
    }

    fn token(&self, text: &str) -> Result<Exit, Stop> {
        let Some(token) = Token::read(text) else {
            return self.no_token(framing::not_three(text));
        };
        // With --quiet nothing is shown, so there is no need to search the token for credentials to mask.
        let is_silent = self.args.quiet;
        let at_hand = &self.keys.mask;
        let mask = &if is_silent { Cow::Borrowed(at_hand) } else { leaks::mask(&token, at_hand) };
        let (signature, how) = &self.keys.check(&token, mask);
        let account = token.text("iss").and_then(|issuer| self.keys.account(issuer));
        let at = self.at.unwrap_or_else(now);
        let context = &Context { at, signature, account, mask };
        let is_demo = !is_silent && token.text("iss") == Some(demo::sid::<Key>().as_ref());
        let examined = Examined { token: &token, context, how, is_demo };
        let mut findings = checks::failed(self.args, &examined);
        if let Some(path) = &self.args.claim {
            return self.claim(path, &examined, findings);
        }
        findings.extend(rules::judge(&token, context));
        self.add_findings(&examined, &mut findings);
        self.show(Some(&examined), findings)
    }

    /// Adds the findings that only the command line can make, and sorts all of them by severity.
    fn add_findings(&self, examined: &Examined<'_>, findings: &mut Vec<Message>) {
        if examined.is_demo {
            let fact = "minted with --demo: Twilio does not know its key";
            let hint = "mint one with your own credentials; `twimint doctor` shows them";
            findings.push(Message::warning(fact).at("iss").hint(hint));
        }
        // The view for people always says so, and --verify has made it an error already.
        let is_unsaid = self.args.output == DecodeOutput::Json && !self.args.verify;
        let is_unchecked = *examined.context.signature == Signature::Unchecked;
        if is_unsaid && is_unchecked && !self.keys.secrets.is_empty() {
            let fact = format!("the signature is not checked: {}", examined.how);
            findings.push(Message::advice(fact));
        }
        findings.extend(self.args.error.and_then(|code| checks::explained(code, findings)));
        findings.sort_by_key(|finding| finding.severity);
    }

    /// Prints the raw value of one claim, unless a requested check failed.
    fn claim(&self, path: &str, of: &Examined<'_>, failed: Vec<Message>) -> Result<Exit, Stop> {
        if !failed.is_empty() {
            return Ok(self.tell(Exit::REFUSED, failed));
        }
        if let Some(value) = of.token.claim(path) {
            say::print(show::raw(value, of.context.mask) + "\n")?;
            return Ok(Exit::DONE);
        }
        let fact = format!("the token has no claim {} that can be read", shown(path));
        Ok(self.tell(Exit::FAILED, vec![Message::error(fact)]))
    }

    /// Reports an error when there is no token to show.
    fn no_token(&self, message: Message) -> Result<Exit, Stop> {
        self.show(None, vec![message])
    }

    /// Shows a token and its findings in the requested format, and returns the exit status.
    fn show(&self, of: Option<&Examined<'_>>, findings: Vec<Message>) -> Result<Exit, Stop> {
        let exit = match of {
            Some(_) if !findings.iter().any(Message::is_error) => Exit::DONE,
            // Without a code there is nothing that Twilio would refuse.
            None if findings.iter().all(|finding| finding.code.is_none()) => Exit::FAILED,
            _ => Exit::REFUSED,
        };
        let has_page = of.is_some_and(|of| of.token.header.is_ok() || of.token.payload.is_ok());
        match (self.args.output, of) {
            _ if self.args.quiet => {}
            (DecodeOutput::Json, _) => say::print(show::json(of, &findings))?,
            (DecodeOutput::Text, Some(of)) if has_page => {
                let page = show::text(of, &findings, self.args.error.is_none(), say::width());
                say::print_styled(&match self.line {
                    Some(line) => format!("{TITLE}line {line}{TITLE:#}\n\n{page}\n"),
                    None => page,
                })?;
            }
            // Without grants there is nothing to mint, and the findings say so.
            (DecodeOutput::Command, Some(of)) if of.token.grants().is_some() => {
                let (command, left_out) = command::recipe(of, &self.values);
                say::print(command)?;
                let note = |lost| say::note(&format!("the command leaves out {lost}"));
                left_out.into_iter().for_each(note);
            }
            _ => return Ok(self.tell(exit, findings)),
        }
        Ok(exit)
    }

    /// Prints messages to standard error, with the token's line number if there are several tokens.
    fn tell(&self, exit: Exit, messages: Vec<Message>) -> Exit {
        let stop = Stop { exit, messages };
        self.line.into_iter().fold(stop, Stop::at_line).report()
    }
}
