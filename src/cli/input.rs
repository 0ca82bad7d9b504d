//! Files and standard input, read with a limit.

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// How much is read at a time, in bytes.
const CHUNK: usize = 4 * 1024;

/// Reads a whole file, or standard input where the path is `-`.
///
/// # Errors
///
/// A folder, a terminal, more than `limit` bytes, or what the system says. The path is
/// not part of the error.
pub fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, InputError> {
    if path.as_os_str() == "-" {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            return Err(InputError::Terminal);
        }
        return read_all(stdin.lock(), limit);
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(InputError::Folder);
    }
    if file.is_terminal() {
        return Err(InputError::Terminal);
    }
    read_all(file, limit)
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
