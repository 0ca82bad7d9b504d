//! Files and standard input, read with a limit.

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use zeroize::Zeroizing;

use super::report::Failure;
use crate::token::shape::described;

/// How much is read at a time, in bytes: most files are smaller, and every byte is wiped.
const CHUNK: usize = 1024;

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// UTF-16, which PowerShell before version 7 writes with `>`.
    Utf16,
    /// Anything else that is not UTF-8.
    NotUtf8,
}

impl NotText {
    /// What to do about it, where that can be told.
    pub fn hint(self) -> Option<&'static str> {
        let hint = "save it as UTF-8; in PowerShell, write it with `Out-File -Encoding utf8`";
        (self == Self::Utf16).then_some(hint)
    }
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf16 => "UTF-16, as PowerShell's `>` writes it, and not UTF-8",
            Self::NotUtf8 => "not UTF-8",
        })
    }
}

/// Reads bytes as text.
pub fn text(bytes: &[u8]) -> Result<&str, NotText> {
    std::str::from_utf8(bytes).map_err(|_| {
        if is_utf16(bytes) {
            NotText::Utf16
        } else {
            NotText::NotUtf8
        }
    })
}

/// Whether there is a byte order mark of UTF-16.
pub fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Whether somebody reads standard input. It can be read once: a second reader would get
/// what the first has left, which is nothing.
static STDIN_IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Reads a whole file, or standard input where the path is `-`.
///
/// # Errors
///
/// A folder, a terminal, more than `limit` bytes, or what the system says. The path is
/// not part of the error.
pub fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, InputError> {
    if path.as_os_str() != "-" {
        return read_file(path, limit);
    }
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Err(InputError::Terminal);
    }
    claim_stdin()?;
    read_all(stdin.lock(), limit)
}

/// Reads a whole file, also one that is called `-`.
pub fn read_file(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, InputError> {
    let file = open(path)?;
    if file.is_terminal() {
        return Err(InputError::Terminal);
    }
    read_all(file, limit)
}

/// Opens a file, and no folder.
pub fn open(path: &Path) -> Result<File, InputError> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(InputError::Folder);
    }
    Ok(file)
}

/// Takes standard input for the caller alone.
///
/// # Errors
///
/// It is taken: the command line names it twice.
pub fn claim_stdin() -> Result<(), InputError> {
    if STDIN_IS_TAKEN.swap(true, Ordering::Relaxed) {
        return Err(InputError::StdinTaken);
    }
    Ok(())
}

/// Reads to the end, and leaves no copy behind that is not wiped: what is read may be a secret.
fn read_all(mut source: impl Read, limit: usize) -> Result<Zeroizing<Vec<u8>>, InputError> {
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
            return Err(InputError::TooLarge(limit));
        }
        if bytes.len() + count > bytes.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(bytes.capacity() * 4));
            larger.extend_from_slice(&bytes);
            bytes = larger;
        }
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// Why something could not be read.
#[derive(Debug)]
pub enum InputError {
    /// It is a folder.
    Folder,
    /// It is a terminal, where somebody would have to type it.
    Terminal,
    /// Something else reads standard input.
    StdinTaken,
    /// It is longer than so many bytes.
    TooLarge(usize),
    /// What the system says.
    Io(io::Error),
}

impl InputError {
    /// Whether there is no such file.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// The failure to read what an option or a variable names. The path is told by its
    /// length and looks only: it may be a secret, pasted into the wrong place.
    pub fn into_failure(self, named_by: impl fmt::Display, path: &Path) -> Failure {
        match self {
            Self::StdinTaken => Failure::usage(format!("{named_by}: {self}")),
            _ if path.as_os_str() == "-" => {
                Failure::failed(format!("{named_by}: standard input: {self}"))
            }
            _ => {
                let given = described(&path.to_string_lossy());
                Failure::failed(format!("{named_by}: {self} {given}"))
            }
        }
    }
}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder => f.write_str("it is a folder"),
            Self::Terminal => f.write_str("it is a terminal"),
            Self::StdinTaken => f.write_str("standard input is read by something else already"),
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

impl std::error::Error for InputError {}
