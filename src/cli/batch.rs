//! Minting for many identities: one a line in, one token a line out, in the same order.
//!
//! Workers take turns: each takes the next block of lines, mints it on its own, waits for the
//! blocks before it to be printed, and prints. That needs no queue, so memory does not grow with
//! the length of the input, and the output is that of one worker alone.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::args::{MintOutput, TokenArgs};
use super::identities::{Block, Blocks, is_stdin};
use super::input;
use super::line::{About, push_line};
use super::mint::{Plan, random};
use super::output;
use super::report::{self, Error, Exit, Failure};
use crate::token::jwt::Signer;
use crate::token::rules::Finding;
use crate::token::rules::identity::Demands;

/// How much is written at a time, in bytes, always whole lines.
const CHUNK: usize = 32 * 1024;
/// So many blocks are minted sooner than a thread is started.
const FEW: u64 = 2;
/// All blocks that there are.
const ALL: u64 = u64::MAX;
/// How many different warnings are told apart.
const MAX_WARNINGS: usize = 20;
/// How long it takes before progress is shown, and shown again.
const PATIENCE: Duration = Duration::from_secs(1);

/// Refuses what cannot go with many identities: a format for one, another reader of standard
/// input.
pub fn check(args: &TokenArgs) -> Result<(), Failure> {
    let for_one = matches!(
        args.output,
        Some(MintOutput::Header | MintOutput::Env | MintOutput::Github)
    );
    if args.identities.is_some() && for_one {
        return Err(Failure::usage("--identities prints many tokens")
            .hint("the formats for many are `token` and `json`"));
    }
    if let Some(path) = args.identities.as_deref().filter(|path| is_stdin(path)) {
        input::claim_stdin().map_err(|error| error.into_failure("--identities", path))?;
    }
    Ok(())
}

/// Mints for each line of a file. A `jti` that is given gets the line's number.
pub fn run(plan: &Plan, file: &Path, jti: Option<&str>) -> Result<(), Error> {
    let batch = Batch {
        plan,
        demands: plan.demands(),
        jti: match jti {
            Some(jti) => Jti::Given(jti),
            None => Jti::Random(random()?),
        },
        input: Mutex::new(Blocks::open(file)?),
        output: Arc::default(),
        turn: Condvar::new(),
    };
    let signer = Signer::new(
        &plan.secret,
        &plan.token.header(),
        &plan.token.shared_payload(),
    );
    stop_between_lines(&batch.output)?;
    thread::scope(|scope| {
        if batch.work(signer.clone(), FEW) {
            let workers = thread::available_parallelism().map_or(1, NonZero::get);
            for _ in 1..workers {
                let helper = thread::Builder::new();
                let started = helper.spawn_scoped(scope, || batch.work(signer.clone(), ALL));
                // Where the system has no more threads to give, those at hand do the work.
                if started.is_err() {
                    break;
                }
            }
            batch.work(signer.clone(), ALL);
        }
    });
    lock(&batch.output).end()
}

/// Ends the program on SIGINT when no line is half-written: at once, or when the lines that are
/// being written are out. Who cannot wait for that interrupts again.
fn stop_between_lines(output: &Arc<Mutex<Output>>) -> Result<(), Error> {
    let output = Arc::clone(output);
    let interrupted = Arc::clone(&lock(&output).interrupted);
    let end = || -> ! { std::process::exit(Exit::Interrupted as i32) };
    ctrlc::set_handler(move || {
        if interrupted.swap(true, Ordering::Relaxed) {
            end();
        }
        let output = Arc::clone(&output);
        // Waits in a thread of its own: here, nobody would hear the next interrupt.
        let waiting = thread::Builder::new().spawn(move || {
            let _nobody_writes = lock(&output);
            end();
        });
        if waiting.is_err() {
            end();
        }
    })
    .map_err(|error| Error::Unexpected(error.into()))
}

/// Where the tokens' IDs come from.
enum Jti<'j> {
    /// This and the number of the line.
    Given(&'j str),
    /// The API key SID and a number that counts up from a random one.
    Random(u64),
}

/// What the workers share.
struct Batch<'b> {
    plan: &'b Plan,
    demands: Demands,
    jti: Jti<'b>,
    input: Mutex<Blocks>,
    output: Arc<Mutex<Output>>,
    /// Whoever waits to print is woken by whoever has printed.
    turn: Condvar,
}

impl Batch<'_> {
    /// Takes blocks, mints and prints them: up to this many in all, or until there are no more or
    /// nothing more can be printed. Says whether there may be more.
    fn work(&self, mut signer: Signer, blocks: u64) -> bool {
        let mut block = Block::default();
        let mut minted = Printable::default();
        while block.number < blocks {
            minted.clear();
            // Let go of the input at once: others read on while this one mints.
            let next = lock(&self.input).next(&mut block);
            let failure = match next {
                Ok(false) => return false,
                Ok(true) => self.mint(&block, &mut signer, &mut minted).err(),
                Err(failure) => Some(failure.into()),
            };
            let mut output = lock(&self.output);
            while output.blocks + 1 < block.number && !output.stopped {
                output = self
                    .turn
                    .wait(output)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            if !output.stopped {
                output.print(&mut minted, failure);
            }
            self.turn.notify_all();
            if output.stopped && blocks == ALL {
                // Another worker may be waiting for input that never comes.
                let exit = output.end().map_or_else(report::report, |()| Exit::Done);
                std::process::exit(exit as i32);
            }
            if output.stopped {
                return false;
            }
        }
        true
    }

    /// Mints the lines of a block, up to the first that cannot be.
    fn mint(
        &self,
        block: &Block,
        signer: &mut Signer,
        minted: &mut Printable,
    ) -> Result<(), Error> {
        let at = |line: u64| move |failure: Failure| Error::from(failure).at_line(line);
        let token = &self.plan.token;
        let (mut own, mut jti) = (String::new(), String::new());
        for (line, identity) in block.identities() {
            let identity = identity.map_err(at(line))?;
            jti.clear();
            match self.jti {
                Jti::Given(given) => {
                    // Writing into a string cannot fail.
                    let _ = write!(jti, "{given}-{line}");
                }
                Jti::Random(start) => token.push_jti(&mut jti, start.wrapping_add(line)),
            }
            own.clear();
            token.push_own_payload(&mut own, Some(identity), &jti);
            self.plan.guard_secret(&own).map_err(at(line))?;
            let findings = self.demands.findings(identity);
            if !findings.is_empty() {
                let findings = self.plan.settle(findings);
                for warning in findings.map_err(|error| error.at_line(line))? {
                    minted.warnings.add(warning, 1);
                }
            }
            let about = About {
                token,
                identity: Some(identity),
                jti: &jti,
            };
            let sign = |line: &mut Vec<u8>| signer.sign(&own, line);
            push_line(&mut minted.text, self.plan.output, &about, sign);
            minted.tokens += 1;
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a worker has minted and not yet printed.
#[derive(Default)]
struct Printable {
    text: Vec<u8>,
    tokens: u64,
    warnings: Warnings,
}

impl Printable {
    fn clear(&mut self) {
        let Self {
            text,
            tokens,
            warnings,
        } = self;
        text.clear();
        *tokens = 0;
        *warnings = Warnings::default();
    }
}

/// Different warnings in the order of their first time, and how many times there were.
#[derive(Default)]
struct Warnings {
    told_apart: Vec<(Finding, u64)>,
    /// How many there were besides.
    others: u64,
}

impl Warnings {
    fn add(&mut self, finding: Finding, times: u64) {
        let mut known = self.told_apart.iter_mut();
        if let Some((_, count)) = known.find(|(known, _)| *known == finding) {
            *count += times;
        } else if self.told_apart.len() < MAX_WARNINGS {
            self.told_apart.push((finding, times));
        } else {
            self.others += times;
        }
    }

    fn take_in(&mut self, later: Self) {
        for (finding, times) in later.told_apart {
            self.add(finding, times);
        }
        self.others += later.others;
    }

    fn tell(&mut self) {
        let Self { told_apart, others } = std::mem::take(self);
        for (mut finding, times) in told_apart {
            if times > 1 {
                finding.message = format!("{} ({times} times)", finding.message);
            }
            report::finding(&finding);
        }
        if others > 0 {
            report::warning(&format!("{others} more warnings of other kinds"), &[]);
        }
    }
}

/// Standard output, and what is kept for the end.
#[derive(Default)]
struct Output {
    /// How many blocks were printed: the next in turn is the one after.
    blocks: u64,
    tokens: u64,
    warnings: Warnings,
    /// Nothing more will be printed.
    stopped: bool,
    failure: Option<Error>,
    interrupted: Arc<AtomicBool>,
    progress: Progress,
}

impl Output {
    /// Prints what was minted; after a failure nothing more.
    fn print(&mut self, minted: &mut Printable, failure: Option<Error>) {
        let failure = self.write(&minted.text).err().or(failure);
        self.blocks += 1;
        self.tokens += minted.tokens;
        self.warnings.take_in(std::mem::take(&mut minted.warnings));
        self.progress.show(self.tokens);
        if failure.is_some() {
            self.failure = failure;
            self.stopped = true;
        }
    }

    /// Writes whole lines, never too many of them at a time to be interrupted in between.
    fn write(&self, text: &[u8]) -> Result<(), Error> {
        let mut stdout = io::stdout().lock();
        let mut rest = text;
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(whole_lines(rest));
            stdout
                .write_all(chunk)
                .map_err(|error| output::failed(&error))?;
            if self.interrupted.load(Ordering::Relaxed) {
                return Err(Error::Interrupted);
            }
            rest = after;
        }
        Ok(())
    }

    /// Says what is left to say.
    fn end(&mut self) -> Result<(), Error> {
        self.progress.clear();
        self.warnings.tell();
        match self.failure.take() {
            Some(failure) => Err(failure),
            None if self.blocks == 0 => Err(Failure::failed("--identities: there are none").into()),
            None => Ok(io::stdout()
                .flush()
                .map_err(|error| output::failed(&error))?),
        }
    }
}

/// How many bytes to write of a text that ends in a whole line: a chunk, or one line that is
/// longer.
fn whole_lines(text: &[u8]) -> usize {
    let is_end = |byte: &u8| *byte == b'\n';
    let chunk = &text[..text.len().min(CHUNK)];
    match chunk
        .iter()
        .rposition(is_end)
        .or_else(|| text.iter().position(is_end))
    {
        Some(end) => end + 1,
        None => text.len(),
    }
}

/// A count of tokens on a terminal, once it takes long enough to wonder.
struct Progress {
    next: Instant,
    shown: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            next: Instant::now() + PATIENCE,
            shown: false,
        }
    }
}

impl Progress {
    fn show(&mut self, tokens: u64) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + PATIENCE;
        if io::stderr().is_terminal() && !io::stdout().is_terminal() {
            self.shown = true;
            let _ = report::raw(&format!("\r{tokens} tokens"));
        }
    }

    /// Makes room for what else is said on the terminal.
    fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = report::raw("\r\x1b[K");
        }
    }
}
