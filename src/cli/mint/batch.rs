//! Minting for many identities: one per line in, one token per line out, in the same order.
//!
//! The input comes in blocks of whole lines. A block is minted in rounds: threads mint the pieces of a round, which are
//! then printed in order. The output of a round is bounded, so memory does not grow with the input. Line n of the
//! output answers line n of the input. Errors give a line's number and never repeat its content.

use std::io::{self, IsTerminal as _};
use std::iter;
use std::mem;
use std::path::Path;
use std::process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::identities::{Identities, Line, identity};
use super::{Job, expiry};
use crate::cli::say::{self, Exit, Stop};
use crate::cli::threads::{locked, share};
use crate::token::message::Message;
use crate::token::signer::Signer;

/// How much is written at a time, in bytes. Writes always end with a whole line.
const CHUNK: usize = 32 * 1024;
/// About how many bytes are minted before they are printed. A larger token is a round of its own.
const ROUND: usize = 6 * 1024 * 1024;
/// How many pieces a round is cut into: enough that no thread waits long for another.
const PIECES: usize = 24;
/// How many different warnings are printed. Further ones are only counted.
const MAX_WARNINGS: usize = 20;
/// How long before progress is first shown, and between updates.
const PATIENCE: Duration = Duration::from_secs(1);

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
        warnings: Warnings::default(),
        next_progress: Instant::now() + PATIENCE,
        shows_progress: false,
    };
    // The draft is for `alice`. Most identities are longer, and so are their tokens.
    let in_a_round = ROUND / (length + 128) + 1;
    let mut minter = Minter { job, signer: draft.signer, in_a_round };
    let ended = minter.blocks(&mut identities, &mut printer);
    if printer.shows_progress {
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

/// The tokens of a piece that are minted but not yet printed, up to the first line that cannot be minted.
#[derive(Default)]
struct Minted {
    text: Vec<u8>,
    tokens: u64,
    warnings: Warnings,
    failure: Option<Stop>,
}

struct Printer {
    printed: u64,
    warnings: Warnings,
    next_progress: Instant,
    shows_progress: bool,
}

impl Printer {
    /// Prints what was minted, and empties it for the next round. If a line failed, returns that failure.
    fn print(&mut self, minted: &mut Minted) -> Result<(), Stop> {
        let mut rest = minted.text.as_slice();
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(whole_lines(rest));
            let _writing = locked(&WRITING);
            say::print(chunk)?;
            if INTERRUPTED.load(Ordering::Relaxed) {
                return Err(Stop { exit: Exit::INTERRUPTED, messages: Vec::new() });
            }
            rest = after;
        }
        minted.text.clear();
        self.printed += mem::take(&mut minted.tokens);
        let Warnings { distinct, others } = mem::take(&mut minted.warnings);
        for (warning, times) in distinct {
            self.warnings.add(warning, times);
        }
        self.warnings.others += others;
        self.show_progress();
        minted.failure.take().map_or(Ok(()), Err)
    }

    /// Shows a count of tokens on a terminal, if minting takes longer than [`PATIENCE`].
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
    /// How many lines are minted before they are printed.
    in_a_round: usize,
}

impl Minter<'_> {
    /// Mints and prints block after block.
    fn blocks(&mut self, identities: &mut Identities, printer: &mut Printer) -> Result<(), Stop> {
        // One for each piece, reused in every round: new memory for the tokens costs as much time as minting them.
        let mut minted: Vec<_> = iter::repeat_with(Minted::default).take(PIECES).collect();
        let mut block = Vec::new();
        while identities.read(&mut block)? {
            for round in identities.lines(&block).chunks(self.in_a_round) {
                self.update_time()?;
                self.round(round, &mut minted);
                minted.iter_mut().try_for_each(|minted| printer.print(minted))?;
            }
        }
        Ok(())
    }

    /// Input may arrive slowly, so each round is issued at the current second.
    fn update_time(&mut self) -> Result<(), Stop> {
        let now = crate::now();
        if now.seconds() != self.job.now.seconds() {
            self.job.expires_at = expiry(&self.job.token, now)?;
            self.job.now = now;
            self.signer = self.job.draft().signer;
        }
        Ok(())
    }

    /// Mints the pieces of a round, each on whichever thread is free.
    fn round(&self, lines: &[Line<'_>], minted: &mut [Minted]) {
        let pieces = lines.chunks(self.in_a_round.div_ceil(PIECES));
        let count = pieces.len();
        let work = Mutex::new(pieces.zip(minted));
        let next = || locked(&work).next();
        share(count, || {
            while let Some((piece, minted)) = next() {
                minted.failure = self.piece(piece, minted).err();
            }
        });
    }

    fn piece(&self, lines: &[Line<'_>], minted: &mut Minted) -> Result<(), Stop> {
        let (mut own, mut jti) = (String::new(), String::new());
        for &(line, text) in lines {
            let identity = identity(text).map_err(|message| Stop::from(message).at_line(line))?;
            let findings = self.signer.needs.judge(identity, &self.signer.mask);
            for warning in self.job.settle(findings).map_err(|stop| stop.at_line(line))? {
                minted.warnings.add(warning, 1);
            }
            jti.clear();
            self.signer.push_jti(&mut jti, line);
            self.signer.push_own(&mut own, Some(identity), &jti);
            self.job.push_line(&mut minted.text, Some(identity), &jti, |text| {
                self.signer.framer.push(&own, text);
            });
            minted.tokens += 1;
        }
        Ok(())
    }
}

/// How many bytes to write next: the whole lines that fit into a chunk, or one line that is longer than a chunk.
fn whole_lines(text: &[u8]) -> usize {
    let is_end = |byte: &u8| *byte == b'\n';
    let in_chunk = text[..text.len().min(CHUNK)].iter().rposition(is_end);
    in_chunk.or_else(|| text.iter().position(is_end)).map_or(text.len(), |end| end + 1)
}

/// Different warnings, in the order in which they first came up, with a count for each. `others` counts those beyond
/// [`MAX_WARNINGS`].
#[derive(Default)]
struct Warnings {
    distinct: Vec<(Message, u64)>,
    others: u64,
}

impl Warnings {
    fn add(&mut self, warning: Message, times: u64) {
        if let Some((_, count)) = self.distinct.iter_mut().find(|(known, _)| *known == warning) {
            *count += times;
        } else if self.distinct.len() < MAX_WARNINGS {
            self.distinct.push((warning, times));
        } else {
            self.others += times;
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
