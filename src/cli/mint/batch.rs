//! Minting for many identities: one per line in, one token per line out, in the same order.
//!
//! The input comes in blocks of whole lines. A block is minted in rounds, each bounded by the bytes that it will print, so
//! that memory does not grow with the input: threads mint a share of a round each, and the shares are printed in order. Line
//! n is answered by line n; errors tell a line by its number and never repeat it.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Job;
use super::identities::Identities;
use crate::cli::say::{self, Exit, Stop};
use crate::cli::values::Values;
use crate::token::message::Message;
use crate::token::signer::Signer;

/// How much is written at a time, in bytes, always whole lines.
const CHUNK: usize = 32 * 1024;
/// How many bytes a round prints, more or less: one token that is larger is a round of its own.
const ROUND: usize = 1024 * 1024;
/// So few tokens are minted sooner than a thread is started.
const FEW: usize = 128;
/// How many different warnings are told apart.
const MAX_WARNINGS: usize = 20;
/// How long it takes before progress is shown, and shown again.
const PATIENCE: Duration = Duration::from_secs(1);

/// Mints for each line of a file. A `jti` that is given gets the line's number.
pub(super) fn run(job: &Job<'_>, file: &Path, values: &Values<'_>) -> Result<Exit, Stop> {
    let key = &job.credentials.key;
    let draft = job.token.draft_of_many(key, job.mask.clone(), job.now, super::random()?);
    job.accept(draft.findings, values)?;
    let mut identities = Identities::open(file)?;
    stop_between_lines()?;
    let mut batch = Batch {
        job,
        signer: draft.signer,
        printed: 0,
        warnings: Warnings::default(),
        next_progress: Instant::now() + PATIENCE,
    };
    let ended = batch.blocks(&mut identities);
    batch.show_progress(true);
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
    job: &'b Job<'b>,
    signer: Signer,
    printed: u64,
    warnings: Warnings,
    next_progress: Instant,
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
    fn blocks(&mut self, identities: &mut Identities) -> Result<(), Stop> {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let mut block = Vec::new();
        while identities.read(&mut block)? {
            let (lines, failure) = identities.lines(&block);
            for round in lines.chunks(self.tokens_in_a_round()) {
                let share = round.len().div_ceil(threads).max(FEW);
                for minted in self.mint_shares(round, share) {
                    self.print(minted)?;
                }
            }
            failure.map_or(Ok(()), Err)?;
        }
        Ok(())
    }

    /// As many as fill a round, going by the part that all tokens share.
    fn tokens_in_a_round(&self) -> usize {
        (ROUND / (self.signer.shared_length() + 256)).max(1)
    }

    fn mint_shares(&self, round: &[(u64, &str)], share: usize) -> Vec<Minted> {
        if round.len() <= share {
            return vec![self.mint(round)];
        }
        thread::scope(|scope| {
            // Where the system has no more threads to give, this one mints the share.
            let start = |share| {
                let thread = thread::Builder::new().spawn_scoped(scope, move || self.mint(share));
                thread.map_err(|_| self.mint(share))
            };
            let minting: Vec<_> = round.chunks(share).map(start).collect();
            // A panic has been reported by its hook, which ends the program.
            let minted = minting
                .into_iter()
                .map(|minting| minting.map_or_else(Some, |thread| thread.join().ok()));
            minted.flatten().collect()
        })
    }

    fn mint(&self, lines: &[(u64, &str)]) -> Minted {
        let mut minted = Minted::default();
        let (mut own, mut jti) = (String::new(), String::new());
        for (line, identity) in lines {
            match self.judge(identity) {
                Ok(warnings) => {
                    for warning in warnings {
                        minted.warnings.add(warning, 1);
                    }
                }
                Err(stop) => {
                    minted.failure = Some(stop.at_line(*line));
                    break;
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
        minted
    }

    fn judge(&self, identity: &str) -> Result<Vec<Message>, Stop> {
        match self.signer.check(identity) {
            findings if findings.is_empty() => Ok(findings),
            findings => self.job.settle(findings),
        }
    }

    /// Prints what was minted; after a failure nothing more.
    fn print(&mut self, minted: Minted) -> Result<(), Stop> {
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
        self.printed += minted.tokens;
        for (warning, times) in minted.warnings.told_apart {
            self.warnings.add(warning, times);
        }
        self.warnings.others += minted.warnings.others;
        self.show_progress(false);
        minted.failure.map_or(Ok(()), Err)
    }

    /// A count of tokens on a terminal, once it takes long enough to wonder; cleared at the end.
    fn show_progress(&mut self, is_over: bool) {
        let now = Instant::now();
        if now < self.next_progress || !io::stderr().is_terminal() || io::stdout().is_terminal() {
            return;
        }
        self.next_progress = now + PATIENCE;
        _ = say::raw(&if is_over {
            "\r\x1b[K".to_owned()
        } else {
            format!("\r{} tokens", self.printed)
        });
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
