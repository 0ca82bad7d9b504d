//! Files, standard input, and lines of bounded length.
//!
//! What is read may be a secret: buffers are wiped, and no content is part of an error. A path is shown unless it has the
//! shape of a credential that was pasted into the wrong place.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal as _, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memchr;
use zeroize::Zeroizing;

use super::say::Stop;
use crate::token::message::Message;
use crate::token::sid::shown;

/// How much is read at a time, in bytes: most files are smaller, and every byte is wiped.
const CHUNK: usize = 1024;
/// What some editors write in front of UTF-8.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads bytes as text, without a byte order mark.
///
/// # Errors
///
/// They are UTF-16 or not UTF-8; `what` is the subject of the sentence.
pub(crate) fn text(bytes: &[u8], what: impl fmt::Display) -> Result<&str, Message> {
    if is_utf16(bytes) {
        let fact = format!(
            "{what} is UTF-16, not UTF-8; PowerShell before version 7 writes that with `>`"
        );
        let hint = "save it as UTF-8; in PowerShell, write it with `Out-File -Encoding utf8`";
        return Err(Message::error(fact).hint(hint));
    }
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| Message::error(format!("{what} is not UTF-8")))?;
    Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
}

/// UTF-16 by its byte order mark; or by an equals sign between zero bytes, because PowerShell's `>>` adds UTF-16 without a
/// mark to a file that is not.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || (memchr(0, bytes).is_some() && bytes.windows(3).any(|around| around == b"\0=\0"))
}

/// Whether somebody reads standard input. It can be read once: a second reader would get nothing.
static STDIN_IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Takes standard input for the caller alone.
///
/// # Errors
///
/// It is taken: the command line names it twice.
pub(crate) fn claim_stdin(named_by: impl fmt::Display) -> Result<(), Stop> {
    if STDIN_IS_TAKEN.swap(true, Ordering::Relaxed) {
        let message = format!("{named_by}: standard input can be read only once");
        return Err(Stop::usage(Message::error(message).hint("read one of them from a file")));
    }
    Ok(())
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a whole file, or standard input where the path is `-`. Errors begin with what named the path.
pub(crate) fn file_or_stdin(
    path: &Path,
    limit: usize,
    named_by: impl fmt::Display,
) -> Result<Zeroizing<Vec<u8>>, Stop> {
    if is_stdin(path) {
        claim_stdin(&named_by)?;
    }
    file(path, limit).map_err(|error| error.message(named_by, path).into())
}

/// Reads a whole file, or standard input where the path is `-` and the caller has claimed it. A FIFO is fine.
pub(crate) fn file(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    if is_stdin(path) {
        let stdin = io::stdin().lock();
        return if stdin.is_terminal() { Err(ReadError::Terminal) } else { to_end(stdin, limit) };
    }
    let file = open(path)?;
    if file.is_terminal() { Err(ReadError::Terminal) } else { to_end(file, limit) }
}

/// Opens a file, and no folder.
pub(crate) fn open(path: &Path) -> Result<File, ReadError> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(ReadError::Folder);
    }
    Ok(file)
}

/// Reads to the end, and leaves no copy behind that is not wiped.
fn to_end(mut source: impl Read, limit: usize) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(CHUNK));
    let mut chunk = Zeroizing::new([0; CHUNK]);
    loop {
        let count = match source.read(&mut *chunk) {
            Ok(0) => return Ok(bytes),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        if bytes.len() + count > limit {
            return Err(ReadError::TooLarge(limit));
        }
        if bytes.len() + count > bytes.capacity() {
            // Grown in place, a vector leaves its old bytes behind.
            let mut larger = Zeroizing::new(Vec::with_capacity(bytes.capacity() * 4));
            larger.extend_from_slice(&bytes);
            bytes = larger;
        }
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// Why something could not be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    Folder,
    Terminal,
    /// It is longer than so many bytes.
    TooLarge(usize),
    Io(io::Error),
}

impl ReadError {
    pub(crate) fn is_not_found(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// The failure to read what an option or a variable names.
    pub(crate) fn message(&self, named_by: impl fmt::Display, path: &Path) -> Message {
        let name = if is_stdin(path) {
            "standard input".to_owned()
        } else {
            shown(&path.to_string_lossy())
        };
        Message::error(format!("{named_by}: {name}: {self}"))
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder => f.write_str("it is a folder"),
            Self::Terminal => f.write_str("it is a terminal"),
            Self::TooLarge(limit) => write!(f, "it is longer than {} KiB", limit / 1024),
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                f.write_str("no such file")
            }
            Self::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                f.write_str("permission denied")
            }
            Self::Io(error) => error.fmt(f),
        }
    }
}

/// Lines of unknown number and hostile length, read into one buffer.
pub(crate) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    limit: usize,
}

/// What came of reading a line.
pub(crate) enum Line<'l> {
    /// A line, without its line end (`\n` or `\r\n`).
    Text(&'l [u8]),
    TooLong,
    End,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub(crate) fn new(reader: R, limit: usize) -> Self {
        Self { reader, buffer: Vec::new(), limit }
    }

    pub(crate) fn next(&mut self) -> io::Result<Line<'_>> {
        self.buffer.clear();
        let most = self.limit as u64 + 2;
        (&mut self.reader).take(most).read_until(b'\n', &mut self.buffer)?;
        if self.buffer.is_empty() {
            return Ok(Line::End);
        }
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(if line.len() > self.limit { Line::TooLong } else { Line::Text(line) })
    }
}
