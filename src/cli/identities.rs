//! A file of identities, one a line: cut into blocks of whole lines as it comes, in memory that does
//! not grow with its length.
//!
//! Line n is answered by line n, so a blank line in between is an error; at the end it does not
//! count. Errors tell the line by its number and never repeat it.

use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use memchr::{memchr, memchr_iter};

use super::input::{self, InputError};
use super::report::{self, Failure};

/// The longest identity line, in bytes: no product takes more.
const MAX_LINE: usize = 4 * 1024;
/// How much is read at a time, in bytes. A block is what one worker mints before it prints.
const BLOCK: usize = 16 * 1024;
/// What some editors write in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Whether a path names standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Some whole lines of the input.
#[derive(Default)]
pub struct Block {
    text: Vec<u8>,
    /// Its place among the blocks, from 1.
    pub number: u64,
    /// The number of its first line, from 1.
    first_line: u64,
    /// The first of the blank lines before it, if there are any.
    blank_before: Option<u64>,
}

impl Block {
    /// The identities of the block, each with the number of its line; in the place of one
    /// that is none, why.
    pub fn identities(&self) -> impl Iterator<Item = (u64, Result<&str, Failure>)> {
        let blank_before = self.blank_before.map(|line| (line, Err(blank())));
        let lines = (self.first_line..).zip(lines(&self.text));
        blank_before
            .into_iter()
            .chain(lines.map(|(line, bytes)| (line, identity(bytes))))
    }
}

/// The input, cut into blocks as it comes: whoever types or pipes a line need not wait for a
/// block to be full.
pub struct Blocks {
    source: Box<dyn Read + Send>,
    /// The start of a line whose end was not read yet.
    ahead: Vec<u8>,
    number: u64,
    /// The number of the line that comes next.
    line: u64,
    /// How many blank lines were held back: at the end they do not count.
    blanks: u64,
    /// Whether the end was seen. A terminal goes on after its end, and nobody may ask it to.
    ended: bool,
}

impl Blocks {
    /// Opens a file, or standard input where the path is `-`.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let fail = |error: InputError| error.into_failure("--identities", path);
        if !is_stdin(path) {
            return Ok(Self::new(input::open(path).map_err(fail)?));
        }
        if io::stdin().is_terminal() {
            report::note("reading identities from the terminal, one a line; Ctrl-D ends them");
        }
        Ok(Self::new(io::stdin()))
    }

    /// Cuts what a source gives.
    pub fn new(source: impl Read + Send + 'static) -> Self {
        Self {
            source: Box::new(source),
            ahead: Vec::new(),
            number: 0,
            line: 1,
            blanks: 0,
            ended: false,
        }
    }

    /// Hands out the next block. False if there is none.
    pub fn next(&mut self, block: &mut Block) -> Result<bool, Failure> {
        self.number += 1;
        block.number = self.number;
        while !self.ended {
            block.text.clear();
            block.text.append(&mut self.ahead);
            self.ended = self.read_lines(&mut block.text)?;
            if self.line == 1 && self.blanks == 0 && block.text.starts_with(BYTE_ORDER_MARK) {
                block.text.drain(..BYTE_ORDER_MARK.len());
            }
            // A line that is cut because it is too long says something, be it blanks.
            let is_cut = !self.ended && !block.text.ends_with(b"\n");
            let blanks = if is_cut {
                0
            } else {
                strip_blank_end(&mut block.text)
            };
            if !block.text.is_empty() {
                block.blank_before = (self.blanks > 0).then_some(self.line);
                block.first_line = self.line + self.blanks;
                self.line = block.first_line + count_lines(&block.text);
                self.blanks = blanks;
                return Ok(true);
            }
            self.blanks += blanks;
        }
        Ok(false)
    }

    /// Reads until there is a whole line, or more than any line may have. Says whether the input
    /// has ended.
    fn read_lines(&mut self, text: &mut Vec<u8>) -> Result<bool, Failure> {
        loop {
            let start = text.len();
            if start > MAX_LINE + "\r\n".len() {
                return Ok(false);
            }
            text.resize(start + BLOCK, 0);
            let read = self.source.read(&mut text[start..]);
            text.truncate(start + read.as_ref().map_or(0, |count| *count));
            match read {
                Ok(0) => return Ok(true),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Err(Failure::failed(format!(
                        "--identities: cannot read: {error}"
                    )));
                }
            }
            if let Some(end) = text[start..].iter().rposition(|byte| *byte == b'\n') {
                self.ahead.extend_from_slice(&text[start + end + 1..]);
                text.truncate(start + end + 1);
                return Ok(false);
            }
        }
    }
}

/// Takes the blank lines at the end away, and counts them.
fn strip_blank_end(text: &mut Vec<u8>) -> u64 {
    let said = text.trim_ascii_end().len();
    // The last line that says something ends where its own line end is.
    let end = match memchr(b'\n', &text[said..]) {
        _ if said == 0 => 0,
        Some(line_end) => said + line_end + 1,
        None => return 0,
    };
    if end == text.len() {
        return 0;
    }
    let blanks = count_lines(&text[end..]);
    text.truncate(end);
    blanks
}

/// The identity in a line.
fn identity(bytes: &[u8]) -> Result<&str, Failure> {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    if bytes.len() > MAX_LINE {
        return Err(Failure::failed(format!(
            "longer than {} KiB",
            MAX_LINE / 1024
        )));
    }
    let text = input::text(bytes)
        .map_err(|error| Failure::failed(error.to_string()).hints(error.hint()))?;
    if text.trim_ascii().is_empty() {
        Err(blank())
    } else {
        Ok(text)
    }
}

fn blank() -> Failure {
    Failure::failed("blank, with identities after it").hint("remove the line")
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let last = (!text.ends_with(b"\n")).then_some(text.len());
    let ends = memchr_iter(b'\n', text).chain(last);
    ends.scan(0, |start, end| {
        let line = &text[*start..end];
        *start = end + 1;
        Some(line)
    })
}

fn count_lines(text: &[u8]) -> u64 {
    let ends = memchr_iter(b'\n', text).count() as u64;
    ends + u64::from(!text.ends_with(b"\n"))
}
