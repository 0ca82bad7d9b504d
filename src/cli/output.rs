//! Standard output: whole texts, flushed, and a closed pipe is nobody's fault.

use std::io;

use super::report::{Error, Failure};

/// Writes a text to standard output, all of it or an error.
pub fn print(text: impl AsRef<[u8]>) -> Result<(), Error> {
    write(io::stdout().lock(), text.as_ref())
}

/// Writes a text for people: its colours stay on a terminal only, and never with `NO_COLOR`.
pub fn print_styled(text: &str) -> Result<(), Error> {
    write(anstream::stdout().lock(), text.as_bytes())
}

fn write(mut out: impl io::Write, text: &[u8]) -> Result<(), Error> {
    let written = out.write_all(text).and_then(|()| out.flush());
    written.map_err(|error| failed(&error))
}

/// What a failure to write means.
pub fn failed(error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Error::ClosedPipe;
    }
    Failure::failed(format!("cannot write to standard output: {error}")).into()
}
