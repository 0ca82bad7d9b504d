//! Lines of unknown number and hostile length, read into one buffer.

use std::io::{self, BufRead, Read as _};

/// Reads lines of bounded length.
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    limit: usize,
}

/// What came of reading a line.
pub enum Line<'l> {
    /// A line, without its line end.
    Text(&'l [u8]),
    /// More than the limit.
    TooLong,
    /// There are no more.
    End,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            limit,
        }
    }

    /// Reads the next line. A line end is `\n` or `\r\n`.
    pub fn next(&mut self) -> io::Result<Line<'_>> {
        self.buffer.clear();
        let most = self.limit as u64 + 2;
        (&mut self.reader)
            .take(most)
            .read_until(b'\n', &mut self.buffer)?;
        if self.buffer.is_empty() {
            return Ok(Line::End);
        }
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(if line.len() > self.limit {
            Line::TooLong
        } else {
            Line::Text(line)
        })
    }
}
