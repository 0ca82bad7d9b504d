//! A file of identities, one per line, read as it comes: whoever types or pipes a line need not wait for a block to fill.
//!
//! CRLF and a byte order mark are dropped. Blank lines at the end do not count; one in between is an error.

use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use crate::cli::read::{self, BYTE_ORDER_MARK};
use crate::cli::say::{self, Stop};
use crate::token::message::Message;

/// The longest identity line, in bytes: no product takes more.
const MAX_LINE: usize = 4 * 1024;
/// How much is read at a time, in bytes.
const BLOCK: usize = 128 * 1024;

pub(super) struct Identities {
    source: Box<dyn Read>,
    /// The start of a line whose end was not read yet.
    ahead: Vec<u8>,
    /// Whether the end was seen. A terminal goes on after its end, and nobody may ask it to.
    has_ended: bool,
    /// How many lines were handed out.
    line: u64,
    /// The first of the blank lines since the last identity; at the end they do not count.
    blank: Option<u64>,
}

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
            Box::new(read::open(path).map_err(|error| error.message("--identities", path))?)
        };
        Ok(Self { source, ahead: Vec::new(), has_ended: false, line: 0, blank: None })
    }

    /// Replaces the block by the next whole lines. False if there are none.
    pub(super) fn read(&mut self, block: &mut Vec<u8>) -> Result<bool, Stop> {
        block.clear();
        block.append(&mut self.ahead);
        // A line that is longer than any may be need not be read to its end.
        while !self.has_ended && block.len() <= MAX_LINE + 2 {
            let start = block.len();
            block.resize(start + BLOCK, 0);
            let read = self.source.read(&mut block[start..]);
            block.truncate(start + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(count) => self.has_ended = count == 0,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Err(
                        Message::error(format!("--identities: cannot read: {error}")).into()
                    );
                }
            }
            if let Some(end) = block[start..].iter().rposition(|byte| *byte == b'\n') {
                self.ahead.extend_from_slice(&block[start + end + 1..]);
                block.truncate(start + end + 1);
                break;
            }
        }
        if self.line == 0 && block.starts_with(BYTE_ORDER_MARK.as_bytes()) {
            block.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(!block.is_empty())
    }

    /// The identities of a block, each with the number of its line, up to a line that is none; and what is wrong with that.
    pub(super) fn lines<'b>(&mut self, block: &'b [u8]) -> (Vec<(u64, &'b str)>, Option<Stop>) {
        let mut identities = Vec::new();
        for line in block.strip_suffix(b"\n").unwrap_or(block).split(|byte| *byte == b'\n') {
            self.line += 1;
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.trim_ascii().is_empty() && line.len() <= MAX_LINE {
                self.blank = self.blank.or(Some(self.line));
                continue;
            }
            let identity = match self.blank {
                Some(blank) => {
                    let message =
                        Message::error("blank, with identities after it").hint("remove the line");
                    return (identities, Some(Stop::from(message).at_line(blank)));
                }
                None => identity(line),
            };
            match identity {
                Ok(identity) => identities.push((self.line, identity)),
                Err(message) => return (identities, Some(Stop::from(message).at_line(self.line))),
            }
        }
        (identities, None)
    }
}

fn identity(line: &[u8]) -> Result<&str, Message> {
    if line.len() > MAX_LINE {
        return Err(Message::error(format!("longer than {} KiB", MAX_LINE / 1024)));
    }
    read::text(line, "it")
}
