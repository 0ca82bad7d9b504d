//! Reads identities, one per line, as they arrive: a line that is typed or piped in does not wait until a block is
//! full.
//!
//! Line ends (also CRLF) and a byte order mark are dropped. Blank lines at the end do not count; a blank line before an
//! identity is an error.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use crate::cli::read::{self, BYTE_ORDER_MARK};
use crate::cli::say::Stop;
use crate::token::message::Message;

/// The longest line, in bytes: no product takes a longer identity.
const MAX_LINE: usize = 4 * 1024;
/// How much is read at a time, in bytes.
const BLOCK: usize = 1024 * 1024;

pub(super) struct Identities {
    source: BufReader<Box<dyn Read + Send>>,
    /// Whether the end was reached. A terminal can be read again after its end, which would wait for another Ctrl-D.
    has_ended: bool,
    /// How many lines came so far.
    lines: u64,
    /// The number of the first blank line since the last identity.
    blank: Option<u64>,
}

/// A line's number, counted from 1, and the line without its end.
pub(super) type Line<'b> = (u64, &'b [u8]);

impl Identities {
    /// Opens a file, or standard input where the path is `-`.
    pub(super) fn open(path: &Path) -> Result<Self, Stop> {
        let how = "reading identities from the terminal, one per line: press Ctrl-D after the last";
        let source = read::source(path, how).map_err(read::failure("--identities", path))?;
        let source = BufReader::with_capacity(BLOCK, source);
        Ok(Self { source, has_ended: false, lines: 0, blank: None })
    }

    /// Replaces the block with the next line, and with the whole lines after it that are here already. Returns false if
    /// there are none.
    pub(super) fn read(&mut self, block: &mut Vec<u8>) -> Result<bool, Stop> {
        block.clear();
        if self.has_ended {
            return Ok(false);
        }
        // A line that is already too long need not be read to its end.
        let limit = BYTE_ORDER_MARK.len() + MAX_LINE + "\r\n".len();
        let mut next = self.source.by_ref().take(limit as u64);
        next.read_until(b'\n', block)
            .map_err(|error| Message::error(format!("--identities: cannot read: {error}")))?;
        self.has_ended = !block.ends_with(b"\n");
        let here = self.source.buffer();
        let end = here.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        block.extend_from_slice(&here[..end]);
        self.source.consume(end);
        Ok(!block.is_empty())
    }

    /// The lines of a block, without the blank ones. If an identity follows a blank line, also in a later block, the
    /// first blank line comes instead, so that it is an error after all.
    pub(super) fn lines<'b>(&mut self, block: &'b [u8]) -> impl Iterator<Item = Line<'b>> {
        block.split_inclusive(|byte| *byte == b'\n').filter_map(|line| {
            let line = read::without_end(line);
            let line = line.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(line);
            self.lines += 1;
            if line.len() <= MAX_LINE && line.trim_ascii().is_empty() {
                self.blank.get_or_insert(self.lines);
                return None;
            }
            Some(self.blank.map_or((self.lines, line), |blank| (blank, b"")))
        })
    }
}

/// The identity in a line. A blank line is an error: skipping it would shift the tokens against the identities.
pub(super) fn identity(line: &[u8]) -> Result<&str, Message> {
    if line.len() > MAX_LINE {
        return Err(Message::error(format!("longer than {} KiB", MAX_LINE / 1024)));
    }
    match read::text(line, "it")? {
        "" => Err(Message::error("blank line before an identity").hint("remove the line")),
        identity => Ok(identity),
    }
}
