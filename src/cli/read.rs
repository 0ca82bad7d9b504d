//! Reads files, standard input, and lines of bounded length.
//!
//! What is read may be a secret, so whole files are read into memory that is wiped, and errors never contain the
//! content. Errors name the path, unless it looks like a credential that was pasted into the wrong place.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use memchr::memchr;
use zeroize::Zeroizing;

use super::say::{self, Stop};
use crate::token::message::Message;
use crate::token::sid::{may_be_credential, shown};
use crate::token::text::quoted;

/// The size of the first buffer, in bytes. It is small, because most files are smaller and every byte has to be wiped.
const CHUNK: usize = 1024;
/// The most characters of a path that a message shows.
const LONGEST_NAME: usize = 70;
/// Some editors write this at the start of UTF-8 files.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What is in a file.
pub(crate) type Bytes = Zeroizing<Vec<u8>>;

/// Decodes UTF-8, and removes a byte order mark.
///
/// # Errors
///
/// The bytes are UTF-16, or not UTF-8 for another reason. `what` is the subject of the message.
pub(crate) fn text(bytes: &[u8], what: impl Display) -> Result<&str, Message> {
    if is_utf16(bytes) {
        let fact = format!("{what} is UTF-16, not UTF-8");
        let hint = "save it as UTF-8; in PowerShell before version 7, with `Out-File -Encoding utf8`, not with `>`";
        return Err(Message::error(fact).hint(hint));
    }
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| Message::error(format!("{what} is not UTF-8")))?;
    Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
}

/// Whether bytes start with the byte order mark of UTF-16, or have an equals sign between zero bytes: PowerShell's `>>`
/// appends UTF-16 without a mark to a file in another encoding.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || (memchr(0, bytes).is_some() && bytes.windows(3).any(|around| around == b"\0=\0"))
}

/// Whether standard input has a reader. A second reader would get nothing.
static STDIN_IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Claims standard input for the caller, if the path stands for it.
///
/// # Errors
///
/// Standard input is claimed already: the command line names it twice.
pub(crate) fn claim_stdin(path: &Path, named_by: impl Display) -> Result<(), Stop> {
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

/// Set for doctor, which must not hang: it waits for a pipe for [`PATIENCE`] only.
pub(crate) static IS_HASTY: AtomicBool = AtomicBool::new(false);
const PATIENCE: Duration = Duration::from_secs(2);

/// Reads a whole file or FIFO of at most `limit` bytes. If the path is `-`, reads standard input, which the caller must
/// have claimed.
pub(crate) fn file(path: &Path, limit: usize) -> io::Result<Bytes> {
    if !IS_HASTY.load(Ordering::Relaxed) {
        return whole(path, limit);
    }
    let (sender, receiver) = mpsc::channel();
    let path = path.to_owned();
    // If the read hangs, its thread is left behind and ends with the program.
    thread::spawn(move || sender.send(whole(&path, limit)));
    let too_late = |_| io::Error::other("no data arrived within 2 seconds");
    receiver.recv_timeout(PATIENCE).map_err(too_late)?
}

fn whole(path: &Path, limit: usize) -> io::Result<Bytes> {
    if is_stdin(path) { to_end(io::stdin().lock(), limit) } else { to_end(open(path)?, limit) }
}

/// Reads a file that nobody has named, if it exists. Errors begin with `name`.
pub(crate) fn if_there(path: &Path, limit: usize, name: &str) -> Result<Option<Bytes>, Message> {
    match file(path, limit) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Message::error(format!("{name}: {}", why(&error)))),
        Ok(bytes) => Ok(Some(bytes)),
    }
}

/// Opens a file or standard input, which the caller must have claimed, to read it bit by bit. `how` tells whoever sits
/// at a terminal what to type.
pub(crate) fn source(path: &Path, how: &str) -> io::Result<Box<dyn Read + Send>> {
    if !is_stdin(path) {
        return Ok(Box::new(open(path)?));
    }
    let stdin = io::stdin();
    if stdin.is_terminal() {
        say::note(how);
    }
    Ok(Box::new(stdin))
}

/// Opens a file. A folder is an error.
fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    Ok(file)
}

/// Reads to the end, and leaves no unwiped copy behind, except for what std buffers of standard input.
fn to_end(mut source: impl Read + IsTerminal, limit: usize) -> io::Result<Bytes> {
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
            // Do not let the vector grow by itself: it would leave its old bytes behind.
            let mut larger = Zeroizing::new(vec![0; length * 4]);
            larger[..length].copy_from_slice(&bytes);
            bytes = larger;
        }
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// Turns an error into the message for a path that could not be read. `named_by` is the option or variable that named
/// the path.
pub(crate) fn failure(named_by: impl Display, path: &Path) -> impl FnOnce(io::Error) -> Message {
    move |error| Message::error(format!("{named_by}: {}: {}", name(path), why(&error)))
}

/// What messages call a path. Of a long one they show the end, which says which file it is.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) {
        return "standard input".to_owned();
    }
    let text = path.to_string_lossy();
    match text.char_indices().nth_back(LONGEST_NAME) {
        Some((start @ 1.., _)) if !may_be_credential(&text) => {
            quoted(&format!("…{}", &text[start..]))
        }
        _ => shown(&text),
    }
}

/// Why something could not be read.
pub(crate) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads a line into a buffer that can be reused, and returns the line without its line end (`\n` or `\r\n`). A line of
/// more than `limit` bytes is cut, but what is returned is still longer than `limit`. None at the end.
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
