//! Runs programs under strace, which traces system calls and can make them fail.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

/// `strace` with these options. `None` if it is missing or may not trace; then the test is skipped, with a note. The
/// note bypasses the test harness, which hides what a passing test prints.
pub fn strace<I: AsRef<OsStr>>(options: impl IntoIterator<Item = I>) -> Option<Command> {
    let traces = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status();
    if !traces.is_ok_and(|status| status.success()) {
        let name = std::thread::current().name().unwrap_or_default().to_owned();
        #[expect(clippy::explicit_write, reason = "the harness keeps what eprintln! says")]
        writeln!(io::stderr(), "skipped, strace is missing or may not trace: {name}").unwrap();
        return None;
    }
    let mut command = Command::new("strace");
    // Trace every thread, and keep strace's own messages off standard error.
    command.args(["-f", "-qq", "--signal=none"]).args(options);
    Some(command)
}
