//! Minting for many identities: one per line in, one token per line out, in the same order.
//!
//! The input comes in blocks of whole lines. A block is minted in rounds, each bounded by the bytes that it will print, so
//! that memory does not grow with the input: threads mint a share of a round each, and the shares are printed in order. Line
//! n is answered by line n; errors tell a line by its number and never repeat it.

use std::io::{self, IsTerminal as _, Write as _};
use std::iter;
use std::mem;
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::identities::Identities;
use super::{Job, expiry};
use crate::cli::say::{self, Exit, Stop};
use crate::cli::values::Values;
use crate::token::message::Message;
use crate::token::signer::Signer;

/// How much is written at a time, in bytes, always whole lines.
const CHUNK: usize = 32 * 1024;
/// How many bytes a round prints, more or less: one token that is larger is a round of its own.
const ROUND: usize = 3 * 1024 * 1024;
/// So few tokens are minted sooner than a thread is started.
const FEW: usize = 128;
/// How many different warnings are told apart.
const MAX_WARNINGS: usize = 20;
/// How long it takes before progress is shown, and shown again.
const PATIENCE: Duration = Duration::from_secs(1);

/// Mints for each line of a file. A `jti` that is given gets the line's number.
pub(super) fn run(job: Job<'_>, file: &Path, values: &Values<'_>) -> Result<Exit, Stop> {
    let draft = job.draft_of_many()?;
    let length = draft.sign().len();
    job.accept(draft.findings, values)?;
    let mut identities = Identities::open(file)?;
    stop_between_lines()?;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut batch = Batch {
        minter: Minter { job, signer: draft.signer },
        shares: iter::repeat_with(Minted::default).take(threads).collect(),
        printed: 0,
        warnings: Warnings::default(),
        next_progress: Instant::now() + PATIENCE,
        shows_progress: false,
    };
    // As many as fill a round, each with an identity of its own.
    let ended = batch.blocks(&mut identities, ROUND / (length + 128) + 1);
    if batch.shows_progress {
        _ = say::raw("\r\x1b[K");
    }
    batch.warnings.tell();
    ended?;
    if batch.printed == 0 {
        return Err(Message::error("--identities: there are no identities").into());
    }
    io::stdout().flush().map_err(|error| Stop::unwritten(&error))?;
    Ok(Exit::DONE)
}

/// Nobody who holds this is in the midst of a line.
static WRITING: Mutex<()> = Mutex::new(());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Ends the program on SIGINT, SIGTERM and SIGHUP when no line is half-written; where nobody reads what it prints, after two
/// seconds all the same.
fn stop_between_lines() -> Result<(), Stop> {
    let handler = || {
        INTERRUPTED.store(true, Ordering::Relaxed);
        for _ in 0..200 {
            if WRITING.try_lock().is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        process::exit(i32::from(Exit::INTERRUPTED.0));
    };
    ctrlc::set_handler(handler)
        .map_err(|error| anyhow::Error::from(error).context("cannot listen for interrupts").into())
}

struct Batch<'b> {
    minter: Minter<'b>,
    /// One for each thread, kept from round to round: memory that is new costs as much as a token.
    shares: Vec<Minted>,
    printed: u64,
    warnings: Warnings,
    next_progress: Instant,
    shows_progress: bool,
}

/// What a thread has minted and nobody has printed yet, up to the first line that cannot be minted.
#[derive(Default)]
struct Minted {
    text: Vec<u8>,
    tokens: u64,
    warnings: Warnings,
    failure: Option<Stop>,
}

impl Batch<'_> {
    fn blocks(&mut self, identities: &mut Identities, in_a_round: usize) -> Result<(), Stop> {
        let mut block = Vec::new();
        while identities.read(&mut block)? {
            self.minter.keep_time()?;
            let (lines, failure) = identities.lines(&block);
            for round in lines.chunks(in_a_round) {
                self.round(round)?;
            }
            failure.map_or(Ok(()), Err)?;
        }
        Ok(())
    }

    fn round(&mut self, round: &[(u64, &str)]) -> Result<(), Stop> {
        let minter = &self.minter;
        let share = round.len().div_ceil(self.shares.len()).max(FEW);
        thread::scope(|scope| {
            let mut work = round.chunks(share).zip(&mut self.shares);
            let first = work.next();
            for (lines, minted) in work {
                // Without a thread the share is left, and minted below.
                let mint = move || minter.mint(lines, minted);
                _ = thread::Builder::new().spawn_scoped(scope, mint);
            }
            if let Some((lines, minted)) = first {
                minter.mint(lines, minted);
            }
        });
        for (n, lines) in round.chunks(share).enumerate() {
            let mut done = mem::take(&mut self.shares[n]);
            if done.tokens == 0 && done.failure.is_none() {
                self.minter.mint(lines, &mut done);
            }
            self.print(&mut done)?;
            self.shares[n] = done;
        }
        Ok(())
    }

    /// Prints what was minted and forgets it; after a failure nothing more.
    fn print(&mut self, minted: &mut Minted) -> Result<(), Stop> {
        let mut rest = minted.text.as_slice();
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(whole_lines(rest));
            let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
            io::stdout().write_all(chunk).map_err(|error| Stop::unwritten(&error))?;
            if INTERRUPTED.load(Ordering::Relaxed) {
                return Err(Stop { exit: Exit::INTERRUPTED, messages: Vec::new() });
            }
            rest = after;
        }
        minted.text.clear();
        self.printed += mem::take(&mut minted.tokens);
        let Warnings { told_apart, others } = mem::take(&mut minted.warnings);
        for (warning, times) in told_apart {
            self.warnings.add(warning, times);
        }
        self.warnings.others += others;
        self.show_progress();
        minted.failure.take().map_or(Ok(()), Err)
    }

    /// A count of tokens on a terminal, once it takes long enough to wonder.
    fn show_progress(&mut self) {
        let now = Instant::now();
        if now >= self.next_progress && io::stderr().is_terminal() && !io::stdout().is_terminal() {
            self.next_progress = now + PATIENCE;
            self.shows_progress = true;
            _ = say::raw(&format!("\r{} tokens", self.printed));
        }
    }
}

/// What the threads share.
struct Minter<'m> {
    job: Job<'m>,
    signer: Signer,
}

impl Minter<'_> {
    /// Tokens for lines that come later are issued later.
    fn keep_time(&mut self) -> Result<(), Stop> {
        let now = crate::now();
        if now.seconds() != self.job.now.seconds() {
            self.job.expires_at = expiry(&self.job.token, now)?;
            self.job.now = now;
            self.signer = self.job.draft_of_many()?.signer;
        }
        Ok(())
    }

    fn mint(&self, lines: &[(u64, &str)], minted: &mut Minted) {
        let (mut own, mut jti) = (String::new(), String::new());
        for (line, identity) in lines {
            let findings = self.signer.check(identity);
            if !findings.is_empty() {
                match self.job.settle(findings) {
                    Ok(warnings) => {
                        for warning in warnings {
                            minted.warnings.add(warning, 1);
                        }
                    }
                    Err(stop) => {
                        minted.failure = Some(stop.at_line(*line));
                        return;
                    }
                }
            }
            jti.clear();
            self.signer.push_jti(&mut jti, *line);
            self.signer.push_own(&mut own, Some(identity), &jti);
            self.job.push_line(&mut minted.text, Some(identity), &jti, |text| {
                self.signer.push(&own, text);
            });
            minted.tokens += 1;
        }
    }
}

/// How many bytes to write of a text that ends in a whole line: a chunk, or one line that is longer.
fn whole_lines(text: &[u8]) -> usize {
    let is_end = |byte: &u8| *byte == b'\n';
    let in_chunk = text[..text.len().min(CHUNK)].iter().rposition(is_end);
    in_chunk.or_else(|| text.iter().position(is_end)).map_or(text.len(), |end| end + 1)
}

/// Different warnings in the order of their first time, with how many times there were; and how many besides.
#[derive(Default)]
struct Warnings {
    told_apart: Vec<(Message, u64)>,
    others: u64,
}

impl Warnings {
    fn add(&mut self, warning: Message, times: u64) {
        if let Some((_, count)) = self.told_apart.iter_mut().find(|(known, _)| *known == warning) {
            *count += times;
        } else if self.told_apart.len() < MAX_WARNINGS {
            self.told_apart.push((warning, times));
        } else {
            self.others += times;
        }
    }

    fn tell(self) {
        for (mut warning, times) in self.told_apart {
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
