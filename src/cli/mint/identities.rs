//! A file of identities, one per line, read as it comes: whoever types or pipes a line need not wait for a block to fill.
//!
//! CRLF and a byte order mark are dropped. Blank lines at the end do not count; one in between is an error.

use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Read};
use std::path::Path;

use crate::cli::read::{self, BYTE_ORDER_MARK};
use crate::cli::say::{self, Stop};
use crate::token::message::Message;

/// The longest identity line, in bytes: no product takes more.
const MAX_LINE: usize = 4 * 1024;
/// How much is read at a time, in bytes.
const BLOCK: usize = 512 * 1024;

pub(super) struct Identities {
    source: BufReader<Box<dyn Read>>,
    /// Whether the end was seen. A terminal goes on after its end, and nobody may ask it to.
    has_ended: bool,
    /// How many lines were handed out.
    lines: u64,
}

/// A line's number, counted from 1, and the line with its end.
pub(super) type Line<'b> = (u64, &'b [u8]);

impl Identities {
    /// Opens a file, or standard input where the path is `-`.
    pub(super) fn open(path: &Path) -> Result<Self, Stop> {
        let source: Box<dyn Read> = if read::is_stdin(path) {
            if io::stdin().is_terminal() {
                say::note(
                    "reading identities from the terminal, one per line: press Ctrl-D after the last",
                );
            }
            Box::new(io::stdin())
        } else {
            Box::new(read::open(path).map_err(|error| read::failure(&error, "--identities", path))?)
        };
        let source = BufReader::with_capacity(BLOCK, source);
        Ok(Self { source, has_ended: false, lines: 0 })
    }

    /// Replaces the block by the next whole lines. False if there are none.
    pub(super) fn read(&mut self, block: &mut Vec<u8>) -> Result<bool, Stop> {
        block.clear();
        // A line that is longer than any may be need not be read to its end.
        while !self.has_ended && block.len() <= MAX_LINE + 2 {
            let read = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map_err(|error| {
                    Message::error(format!("--identities: cannot read: {error}"))
                })?,
            };
            self.has_ended = read.is_empty();
            let end = read.iter().rposition(|byte| *byte == b'\n');
            let taken = end.map_or(read.len(), |end| end + 1);
            block.extend_from_slice(&read[..taken]);
            self.source.consume(taken);
            if end.is_some() {
                break;
            }
        }
        if self.lines == 0 && block.starts_with(BYTE_ORDER_MARK.as_bytes()) {
            block.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(!block.is_empty())
    }

    /// The lines of a block.
    pub(super) fn lines<'b>(&mut self, block: &'b [u8]) -> Vec<Line<'b>> {
        let lines = block.split_inclusive(|byte| *byte == b'\n');
        let lines: Vec<_> = (self.lines + 1..).zip(lines).collect();
        self.lines += lines.len() as u64;
        lines
    }
}

/// A blank line that is not at the end would shift the answers.
pub(super) fn blank_in_between(line: u64) -> Stop {
    let message = Message::error("blank, with identities after it").hint("remove the line");
    Stop::from(message).at_line(line)
}

/// The identity in a line; an empty one where it is blank.
pub(super) fn identity(line: &[u8]) -> Result<&str, Stop> {
    let line = read::without_end(line);
    if line.len() > MAX_LINE {
        return Err(Message::error(format!("longer than {} KiB", MAX_LINE / 1024)).into());
    }
    Ok(if line.trim_ascii().is_empty() { "" } else { read::text(line, "it")? })
}
