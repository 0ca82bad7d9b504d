//! Standard output: whole texts, flushed, and a closed pipe is nobody's fault.

use std::io::{self, Write as _};

use super::report::{Error, Failure};

/// Writes a text to standard output, all of it or an error.
pub fn print(text: impl AsRef<[u8]>) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_ref())
        .and_then(|()| stdout.flush())
    {
        Ok(()) => Ok(()),
        Err(error) => Err(failed(&error)),
    }
}

/// Writes a text for people: its colours stay on a terminal only, and never with `NO_COLOR`.
pub fn print_styled(text: &str) -> Result<(), Error> {
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Ok(()) => Ok(()),
        Err(error) => Err(failed(&error)),
    }
}

/// What a failure to write means.
pub fn failed(error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Error::ClosedPipe;
    }
    Failure::failed(format!("cannot write to standard output: {error}")).into()
}
