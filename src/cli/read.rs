//! Files, standard input, and lines of bounded length.
//!
//! What is read may be a secret: whole files are read into memory that is wiped, and no content is part of an error. A path is
//! shown unless it has the shape of a credential that was pasted into the wrong place.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read};
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

/// Takes standard input for the caller alone, if the path stands for it.
///
/// # Errors
///
/// It is taken: the command line names it twice.
pub(crate) fn claim_stdin(path: &Path, named_by: impl fmt::Display) -> Result<(), Stop> {
    if is_stdin(path) && STDIN_IS_TAKEN.swap(true, Ordering::Relaxed) {
        let message = format!("{named_by}: standard input can be read only once");
        return Err(Stop::usage(Message::error(message).hint("read one of them from a file")));
    }
    Ok(())
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a whole file, or standard input where the path is `-` and the caller has claimed it. A FIFO is fine.
pub(crate) fn file(path: &Path, limit: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    if is_stdin(path) { to_end(io::stdin().lock(), limit) } else { to_end(open(path)?, limit) }
}

/// Opens a file, and no folder.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    Ok(file)
}

/// Reads to the end, and leaves no copy of its own behind; std keeps what it has buffered of standard input.
fn to_end(mut source: impl Read + IsTerminal, limit: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    if source.is_terminal() {
        return Err(io::Error::other("it is a terminal"));
    }
    let mut bytes = Zeroizing::new(vec![0; CHUNK]);
    let mut length = 0;
    loop {
        match source.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if length > limit {
            return Err(io::Error::other(format!("it is longer than {} KiB", limit / 1024)));
        }
        if length == bytes.len() {
            // Grown in place, a vector leaves its old bytes behind.
            let mut larger = Zeroizing::new(vec![0; length * 4]);
            larger[..length].copy_from_slice(&bytes);
            bytes = larger;
        }
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// Says that something could not be read which an option or a variable names.
pub(crate) fn failure(error: &io::Error, named_by: impl fmt::Display, path: &Path) -> Message {
    let name =
        if is_stdin(path) { "standard input".to_owned() } else { shown(&path.to_string_lossy()) };
    Message::error(format!("{named_by}: {name}: {}", why(error)))
}

/// Why something could not be read.
pub(crate) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads a line without its line end (`\n` or `\r\n`), by way of a buffer that each line can use again. A line of more bytes
/// than the limit is cut, but is still longer than the limit. None at the end.
pub(crate) fn line<'l>(
    source: &mut impl BufRead,
    limit: usize,
    buffer: &'l mut Vec<u8>,
) -> io::Result<Option<&'l [u8]>> {
    buffer.clear();
    let count = source.take(limit as u64 + 2).read_until(b'\n', buffer)?;
    Ok((count > 0).then(|| without_end(buffer)))
}

/// A line without its line end.
pub(crate) fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
