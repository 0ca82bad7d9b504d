//! Runs under strace, which sees and fakes what goes on between a program and the system.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

/// `strace` with these options, if there is one here that may trace. If not, says so where
/// the test harness, which keeps to itself what a passing test prints, lets it be seen.
pub fn strace<I: AsRef<OsStr>>(options: impl IntoIterator<Item = I>) -> Option<Command> {
    let traces = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status();
    if !traces.is_ok_and(|status| status.success()) {
        let name = std::thread::current().name().unwrap_or_default().to_owned();
        #[expect(clippy::explicit_write, reason = "the harness keeps what eprintln! says")]
        writeln!(io::stderr(), "skipped for want of strace: {name}").unwrap();
        return None;
    }
    let mut command = Command::new("strace");
    // Each thread, and nothing on standard error but what the program says.
    command.args(["-f", "-qq", "--signal=none"]).args(options);
    Some(command)
}
