//! `-- COMMAND`: the command runs with the token in its environment, as with `aws-vault exec` and `op run`.

use std::io;
use std::process::Command;

use crate::cli::read;
use crate::cli::say::{Exit, Stop};
use crate::token::message::Message;
use crate::token::sid::shown;

/// Runs the command. On Unix it replaces this process; elsewhere its exit status becomes ours.
pub(super) fn command(command: &mut Command) -> Result<Exit, Stop> {
    start(command).map_err(|error| {
        let (exit, why) = match error.kind() {
            io::ErrorKind::NotFound => (Exit::NOT_FOUND, "command not found".to_owned()),
            _ => (Exit::CANNOT_RUN, read::why(&error)),
        };
        let program = shown(&command.get_program().to_string_lossy());
        Stop { exit, messages: vec![Message::error(format!("{program}: {why}"))] }
    })
}

#[cfg(unix)]
fn start(command: &mut Command) -> io::Result<Exit> {
    use std::os::unix::process::CommandExt as _;
    crate::cli::system::give_back();
    Err(command.exec())
}

#[cfg(not(unix))]
fn start(command: &mut Command) -> io::Result<Exit> {
    let status = command.status()?;
    // A status that does not fit becomes 1, which at least says that the command failed.
    Ok(Exit(status.code().map_or(1, |code| u8::try_from(code).unwrap_or(1))))
}
