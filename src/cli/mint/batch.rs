//! Minting for many identities: one per line in, one token per line out, in the same order.
//!
//! The input comes in blocks of whole lines, whose pieces are minted on all cores. A thread that has minted a piece
//! prints it, if it is the next one. Otherwise the piece waits until an earlier one is printed. How much waits is
//! bounded, so memory does not grow with the input. Line n of the output answers line n of the input. Errors give a
//! line's number and never repeat its content.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::iter;
use std::path::Path;
use std::process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use memchr::memchr;

use super::Job;
use super::identities::{Identities, Line, identity};
use crate::cli::say::{self, Exit, Stop};
use crate::cli::threads::{locked, pieces, share};
use crate::token::message::Message;
use crate::token::signer::Signer;

/// About how many bytes a thread mints and prints at a time, or one token that is larger.
const PIECE: usize = 64 * 1024;
/// About how many bytes may wait for an earlier piece to be printed.
const MAX_WAITING: usize = 1024 * 1024;
/// How many different warnings are printed. Further ones are only counted.
const MAX_WARNINGS: usize = 20;

/// Mints a token for each line of a file. If `--jti` is given, each `jti` ends in the line's number.
pub(super) fn run(job: Job<'_>, file: &Path) -> Result<Exit, Stop> {
    let job = Job { token: job.token.shared(), ..job };
    let draft = job.draft();
    let length = draft.sign().len();
    job.accept(draft.findings)?;
    let mut identities = Identities::open(file)?;
    stop_between_lines()?;
    let mut printer = Printer {
        printed: 0,
        next: 0,
        waiting: BTreeMap::new(),
        warnings: Warnings::default(),
        started: Instant::now(),
        shown_at: 0,
    };
    let mut minter = Minter { job, signer: draft.signer, length };
    let ended = minter.blocks(&mut identities, &mut printer);
    if printer.shown_at > 0 {
        _ = say::raw("\r\x1b[K");
    }
    printer.warnings.tell();
    ended?;
    if printer.printed == 0 {
        return Err(Message::error("--identities: the input has no identities").into());
    }
    Ok(Exit::DONE)
}

/// Held while lines are written: whoever locks this knows that no line is half-written.
static WRITING: Mutex<()> = Mutex::new(());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Exits on SIGINT, SIGTERM and SIGHUP as soon as no line is half-written. If a write is stuck because nobody reads the
/// output, exits after two seconds anyway.
fn stop_between_lines() -> Result<(), Stop> {
    let handler = || {
        INTERRUPTED.store(true, Ordering::Relaxed);
        // Held until the exit, so that no further line is begun.
        let _lock = (0..200).find_map(|_| {
            WRITING.try_lock().inspect_err(|_| thread::sleep(Duration::from_millis(10))).ok()
        });
        process::exit(i32::from(Exit::INTERRUPTED.0));
    };
    ctrlc::set_handler(handler)
        .map_err(|error| anyhow::Error::from(error).context("cannot listen for interrupts").into())
}

/// The tokens of a piece, up to the first line that cannot be minted.
#[derive(Default)]
struct Minted {
    text: Vec<u8>,
    tokens: u64,
    warnings: Vec<Message>,
    failure: Option<Stop>,
}

struct Printer {
    printed: u64,
    /// The number of the piece to print next.
    next: usize,
    /// Minted pieces that wait for an earlier one, by number.
    waiting: BTreeMap<usize, Minted>,
    warnings: Warnings,
    started: Instant,
    /// When progress was last shown, in whole seconds from the start.
    shown_at: u64,
}

impl Printer {
    /// Prints a piece and those that waited for it, or lets it wait. Returns how many bytes are waiting.
    fn add(&mut self, number: usize, minted: Minted) -> Result<usize, Stop> {
        self.waiting.insert(number, minted);
        while let Some(minted) = self.waiting.remove(&self.next) {
            self.print(minted)?;
            self.next += 1;
        }
        Ok(self.waiting.values().map(|minted| minted.text.len()).sum())
    }

    /// Prints a piece. If one of its lines failed, returns that failure.
    fn print(&mut self, minted: Minted) -> Result<(), Stop> {
        // Written in two halves of whole lines, because an interrupt waits at most two seconds for a write to end.
        let middle = minted.text.len() / 2;
        let end = memchr(b'\n', &minted.text[middle..]).map_or(0, |at| middle + at + 1);
        for lines in [&minted.text[..end], &minted.text[end..]] {
            let _writing = locked(&WRITING);
            say::print(lines)?;
            if INTERRUPTED.load(Ordering::Relaxed) {
                return Err(Stop { exit: Exit::INTERRUPTED, messages: Vec::new() });
            }
        }
        self.printed += minted.tokens;
        minted.warnings.into_iter().for_each(|warning| self.warnings.add(warning));
        self.show_progress();
        minted.failure.map_or(Ok(()), Err)
    }

    /// Shows a count of tokens on a terminal every second, unless the tokens themselves can be seen there.
    fn show_progress(&mut self) {
        let seconds = self.started.elapsed().as_secs();
        if seconds > self.shown_at && io::stderr().is_terminal() && !io::stdout().is_terminal() {
            self.shown_at = seconds;
            _ = say::raw(&format!("\r{} tokens", self.printed));
        }
    }
}

/// What the threads share.
struct Minter<'m> {
    job: Job<'m>,
    signer: Signer,
    /// The length of a token with a short identity, in bytes.
    length: usize,
}

impl Minter<'_> {
    /// Mints block after block on all cores, and prints the tokens in order.
    fn blocks(&mut self, identities: &mut Identities, printer: &mut Printer) -> Result<(), Stop> {
        let printer = Mutex::new(printer);
        let mut block = Vec::new();
        while identities.read(&mut block)? {
            let length = self.length;
            // A character of an identity may need six bytes in JSON, which are eight in base64.
            let weigh = |(_, line): &Line<'_>| length + 8 * line.len();
            let pieces = pieces(identities.lines(&block), PIECE, weigh);
            let mut pieces = (locked(&printer).next..).zip(pieces).peekable();
            // The threads work in rounds. A round ends early when the clock reaches the next second, or when a thread
            // is far behind the others. The pieces that are left are for the next round.
            while pieces.peek().is_some() {
                self.update_time();
                let is_over = AtomicBool::new(false);
                let round = iter::from_fn(|| pieces.next_if(|_| !is_over.load(Ordering::Relaxed)));
                share(round, |(number, piece)| {
                    let mut minted =
                        Minted { text: Vec::with_capacity(PIECE), ..Minted::default() };
                    minted.failure = self.piece(&piece, &mut minted).err();
                    let waiting = locked(&printer).add(number, minted)?;
                    let is_late = crate::now().seconds() != self.job.now.seconds();
                    if is_late || waiting > MAX_WAITING {
                        is_over.store(true, Ordering::Relaxed);
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    /// The input may arrive slowly, and the output may be read slowly, so tokens are issued at the current second.
    fn update_time(&mut self) {
        let now = crate::now();
        if now.seconds() != self.job.now.seconds() {
            self.job.now = now;
            self.signer = self.job.draft().signer;
        }
    }

    fn piece(&self, lines: &[Line<'_>], minted: &mut Minted) -> Result<(), Stop> {
        let (mut jti, mut own) = (String::new(), String::new());
        for &(line, text) in lines {
            let identity = identity(text).map_err(|message| Stop::from(message).at_line(line))?;
            let findings = self.signer.needs.judge(identity, &self.signer.mask);
            let warnings = self.job.settle(findings).map_err(|stop| stop.at_line(line))?;
            minted.warnings.extend(warnings);
            self.signer.write_jti(&mut jti, line);
            self.signer.write_own(&mut own, Some(identity), &jti);
            self.job.push_line(&mut minted.text, Some(identity), &jti, |text| {
                self.signer.framer.push(&own, text);
            });
            minted.tokens += 1;
        }
        Ok(())
    }
}

/// Different warnings, in the order in which they first came up, with a count for each. `others` counts those beyond
/// [`MAX_WARNINGS`].
#[derive(Default)]
struct Warnings {
    distinct: Vec<(Message, u64)>,
    others: u64,
}

impl Warnings {
    fn add(&mut self, warning: Message) {
        if let Some((_, count)) = self.distinct.iter_mut().find(|(known, _)| *known == warning) {
            *count += 1;
        } else if self.distinct.len() < MAX_WARNINGS {
            self.distinct.push((warning, 1));
        } else {
            self.others += 1;
        }
    }

    fn tell(self) {
        for (mut warning, times) in self.distinct {
            if times > 1 {
                warning.message = format!("{} ({times} times)", warning.message);
            }
            say::tell(&warning);
        }
        if self.others > 0 {
            say::tell(&Message::warning(format!("{} more warnings of other kinds", self.others)));
        }
    }
}
