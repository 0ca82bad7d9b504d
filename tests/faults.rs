//! Faults of the system: full disks, closed pipes, no memory, no file descriptors, odd clocks, text that is not UTF-8,
//! endless input.
//!
//! Whatever happens, the program must end by itself with a status that it documents, without a panic, and without
//! cutting off a line on standard output.

#![cfg(feature = "cli")]
#![cfg(target_os = "linux")]

mod strace;
mod support;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use strace::strace;
use support::{CREDENTIALS, Folder, SECRET, SERVICE};

/// A run that takes longer than this counts as hung.
const PATIENCE: Duration = Duration::from_secs(20);
/// The address space of a run under [`limited`]: 64 MiB, in KiB.
const MEMORY: &str = "ulimit -v 65536";
const TWIMINT: &str = env!("CARGO_BIN_EXE_twimint");
const DEMO_NOTE: &str = "note: demo credentials: Twilio will refuse this token\n";
const NO_SPACE: &str =
    "error: cannot write to standard output: No space left on device (os error 28)\n";

/// How a run ended.
#[derive(Debug)]
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

/// `twimint` with these arguments and with credentials, in this folder.
fn twimint<I: AsRef<OsStr>>(folder: &Folder, arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(TWIMINT);
    command.args(arguments);
    in_folder(command, folder)
}

/// The same, started by a shell that sets a limit first.
fn limited<I: AsRef<OsStr>>(
    folder: &Folder,
    limit: &str,
    arguments: impl IntoIterator<Item = I>,
) -> Command {
    let mut command = Command::new("sh");
    let script = format!("{limit} && exec \"$@\"");
    command.args(["-c", &script, "sh", TWIMINT]).args(arguments);
    in_folder(command, folder)
}

fn in_folder(mut command: Command, folder: &Folder) -> Command {
    command
        .env_clear()
        .envs(CREDENTIALS)
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Waits for a run to end, and checks what must hold for every run.
#[track_caller]
fn end(mut child: Child) -> Run {
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stdout = thread::spawn(|| stdout.map_or_else(String::new, read));
    let stderr = thread::spawn(|| stderr.map_or_else(String::new, read));
    let status = wait(&mut child);
    let (stdout, stderr) = (stdout.join().unwrap(), stderr.join().unwrap());
    assert!(!stderr.contains("has a bug"), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    assert!(stdout.is_empty() || stdout.ends_with('\n'), "{stdout}");
    match status.code() {
        Some(status @ (0..=3 | 130)) => Run { status, stdout, stderr },
        _ => panic!("{status}: {stderr}"),
    }
}

fn read(mut pipe: impl io::Read) -> String {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn wait(child: &mut Child) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it hangs");
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Runs a command to its end.
#[track_caller]
fn run(command: &mut Command) -> Run {
    end(command.spawn().unwrap())
}

/// Runs a command with this on standard input.
#[track_caller]
fn run_with(command: &mut Command, input: &[u8]) -> Run {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = thread::spawn(move || pipe.write_all(&input));
    let done = end(child);
    // Ignore errors: the program may exit before it has read all of its input.
    let _ = writer.join().unwrap();
    done
}

/// A pipe whose reading end is closed.
fn closed_pipe() -> Stdio {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn full_disk() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// A token that is valid for an hour.
fn token(folder: &Folder) -> String {
    let mint = run(&mut twimint(folder, ["video", "-i=alice"]));
    assert_eq!((mint.status, mint.stderr.as_str()), (0, ""));
    mint.stdout.trim_end().to_owned()
}

/// Command lines that write to standard output, each with what it prints to standard error.
fn writers(token: &str) -> [(Vec<&str>, &'static str); 13] {
    [
        (vec!["chat", "--demo"], DEMO_NOTE),
        (vec!["chat", "--demo", "-o=json"], DEMO_NOTE),
        (vec!["chat", "--demo", "--identities=names"], DEMO_NOTE),
        (vec!["chat", "--demo", "--identities=many"], DEMO_NOTE),
        (vec!["decode", token], ""),
        (vec!["decode", "-o=json", token], ""),
        (vec!["decode", "-o=command", token], ""),
        (vec!["decode", "--claim=identity", token], ""),
        (vec!["doctor"], ""),
        (vec!["doctor", "-o=json"], ""),
        (vec!["completions", "bash"], ""),
        (vec!["chat", "--help"], ""),
        (vec!["--version"], ""),
    ]
}

fn folder_of_writers() -> Folder {
    let folder = Folder::new();
    folder.write("names", "alice\nbob\n");
    folder.write("many", "alice\n".repeat(20_000));
    folder
}

#[test]
fn a_full_disk_is_an_error() {
    let folder = folder_of_writers();
    for (arguments, notes) in writers(&token(&folder)) {
        let done = run(twimint(&folder, &arguments).stdout(full_disk()));
        assert_eq!(done.status, 1, "{arguments:?}: {done:?}");
        assert_eq!(done.stderr, format!("{notes}{NO_SPACE}"), "{arguments:?}");
    }
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let folder = folder_of_writers();
    for (arguments, notes) in writers(&token(&folder)) {
        let done = run(twimint(&folder, &arguments).stdout(closed_pipe()));
        assert_eq!(done.status, 0, "{arguments:?}: {done:?}");
        assert_eq!(done.stderr, notes, "{arguments:?}");
    }
}

#[test]
fn a_pipe_that_closes_in_the_middle_of_a_batch_ends_it_quietly() {
    let folder = Folder::new();
    let mut endless = Command::new("yes").arg("alice").stdout(Stdio::piped()).spawn().unwrap();
    let mut child = twimint(&folder, ["video", "--identities=-"])
        .stdin(endless.stdout.take().unwrap())
        .spawn()
        .unwrap();
    let mut start = vec![0; 100_000];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let done = end(child);
    assert_eq!((done.status, done.stderr.as_str()), (0, ""));
    wait(&mut endless);
}

#[test]
fn standard_error_may_be_closed_or_full() {
    let folder = folder_of_writers();
    for (arguments, status) in [
        (vec!["chat", "--demo"], 0),
        (vec!["video", "-i=alice", "--api-secret-file=missing"], 1),
        (vec!["video", "--no-such-option"], 2),
        (vec!["video", "-i="], 2),
        (vec!["decode", "no token"], 3),
        // The exception: if the command that masks the token cannot be written, neither is the token.
        (vec!["chat", "--demo", "-o=github"], 1),
    ] {
        for stderr in [closed_pipe(), full_disk()] {
            let done = run(twimint(&folder, &arguments).stderr(stderr));
            assert_eq!(done.status, status, "{arguments:?}");
            assert!(status == 0 || done.stdout.is_empty(), "{arguments:?}");
        }
    }
}

#[test]
fn closed_streams_do_no_harm() {
    let folder = folder_of_writers();
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let limit = format!("exec {closed}");
        for (arguments, _) in writers(&token(&folder)) {
            let done = run(&mut limited(&folder, &limit, &arguments));
            assert_eq!(done.status, 0, "{arguments:?} {closed}: {done:?}");
        }
    }
    let done = run(&mut limited(&folder, "exec <&-", ["decode"]));
    assert_eq!(done.status, 1);
    assert_eq!(
        done.stderr,
        "error: no token in standard input\n  hint: the command or variable that it comes from produced nothing\n"
    );
}

/// With a limit of four, the standard streams leave one descriptor, so each file must be closed before the next.
#[test]
fn one_file_descriptor_is_enough() {
    let folder = Folder::new();
    folder.write("secret", SECRET);
    folder.write("vars", format!("TWILIO_CHAT_SERVICE_SID={SERVICE}\n"));
    folder.write("grant.json", "{}");
    let done = run(&mut limited(
        &folder,
        "ulimit -n 4",
        [
            "chat",
            "-i=alice",
            "--env-file=vars",
            "--grant=player=@grant.json",
            "--account-sid=AC0123456789abcdef0123456789abcdef",
            "--api-key=SKfedcba9876543210fedcba9876543210",
            "--api-secret-file=secret",
        ],
    ));
    assert_eq!((done.status, done.stderr.as_str()), (0, ""));
    assert_eq!(done.stdout.lines().count(), 1);
}

/// Lowers the limit while the program waits for its first file, a FIFO. With the limit from the start, the system could
/// not load the program.
#[test]
fn no_file_descriptor_is_an_error() {
    let folder = Folder::new();
    folder.write("vars", "");
    let fifo = folder.path().join("secret");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let child =
        twimint(&folder, ["sync", "-i=alice", "--env-file=vars", "--api-secret-file=secret"])
            .env_clear()
            .env("TWILIO_ACCOUNT_SID", CREDENTIALS[0].1)
            .env("TWILIO_API_KEY", CREDENTIALS[1].1)
            .spawn()
            .unwrap();
    // This waits until the program has opened the other end.
    let mut secret = File::options().write(true).open(&fifo).unwrap();
    let limited = Command::new("prlimit")
        .arg(format!("--pid={}", child.id()))
        .arg("--nofile=3")
        .status()
        .unwrap();
    assert!(limited.success());
    secret.write_all(SECRET.as_bytes()).unwrap();
    drop(secret);
    let done = end(child);
    assert_eq!((done.status, done.stdout.as_str()), (1, ""));
    assert!(done.stderr.contains("Too many open files"), "{}", done.stderr);
}

#[test]
fn an_address_space_of_64_mib_is_enough() {
    let folder = folder_of_writers();
    let token = token(&folder);
    for (arguments, _) in writers(&token) {
        let done = run(&mut limited(&folder, MEMORY, &arguments));
        assert_eq!(done.status, 0, "{arguments:?}: {done:?}");
    }
    let tokens = format!("{token}\n").repeat(5_000);
    let done = run_with(&mut limited(&folder, MEMORY, ["decode", "-q"]), tokens.as_bytes());
    assert_eq!((done.status, done.stderr.as_str()), (0, ""));
    let mistakes = "undefined\n".repeat(300_000);
    let done = run_with(&mut limited(&folder, MEMORY, ["decode", "-q"]), mistakes.as_bytes());
    assert_eq!((done.status, done.stderr.as_str()), (3, ""));
}

#[test]
fn a_batch_of_large_tokens_needs_little_memory() {
    let folder = Folder::new();
    folder.write("names", "alice\n".repeat(60));
    folder.write("large.json", format!("{{\"x\":\"{}\"}}", "y".repeat(900_000)));
    // Each of these characters takes six in JSON.
    let jti = format!("--jti={}", "\u{7f}".repeat(100_000));
    for large in [&["--grant=player=@large.json"][..], &["--grant=player={}", &jti, "-o=json"]] {
        let mut command =
            limited(&folder, MEMORY, [&["custom", "--identities=names"], large].concat());
        let mut child = command.spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let mut bytes = 0;
        let mut buffer = vec![0; 1 << 20];
        while let Ok(read @ 1..) = stdout.read(&mut buffer) {
            bytes += read;
        }
        let done = end(child);
        assert_eq!((done.status, done.stderr.as_str()), (0, ""));
        assert!(bytes > 60 * 1_200_000, "{bytes}");
    }
}

#[test]
fn times_before_1970_and_after_2038_are_times() {
    let folder = Folder::new();
    for (issued_at, at, status) in [
        ("1901-01-01T00:00:00Z", "1901-01-01T00:30:00Z", 3),
        ("1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", 0),
        ("2040-01-01T00:00:00Z", "2040-01-01T00:30:00Z", 0),
        ("5000-01-01T00:00:00Z", "5000-01-01T00:30:00Z", 0),
    ] {
        let issued_at = format!("--issued-at={issued_at}");
        let arguments = ["video", "-i=alice", &issued_at, "--allow-invalid"];
        let mint = run(&mut twimint(&folder, arguments));
        assert_eq!(mint.status, 0, "{mint:?}");
        let at = format!("--at={at}");
        let decode = run(&mut twimint(&folder, ["decode", &at, mint.stdout.trim()]));
        assert_eq!(decode.status, status, "{decode:?}");
    }
}

#[test]
fn a_clock_before_1970_or_after_2038_is_a_clock() {
    if Command::new("faketime").arg("--version").output().is_err() {
        // Bypass the test harness, which hides what a passing test prints.
        writeln!(io::stderr(), "skipped: the clocks, for want of faketime").unwrap();
        return;
    }
    let folder = Folder::new();
    let at = |clock: &str, arguments: &[&str]| {
        let mut command = Command::new("faketime");
        command.args(["-f", clock, TWIMINT]).args(arguments);
        // The times below are in UTC.
        run(in_folder(command, &folder).env("TZ", "UTC").env("PATH", "/usr/bin:/bin"))
    };
    for (clock, issued_at, status) in [
        ("@1901-12-13 20:45:51", "1901-12-13T20:45:5", 3),
        ("@1969-12-31 23:30:00", "1969-12-31T23:30:0", 0),
        ("@2038-01-19 03:14:08", "2038-01-19T03:14:0", 0),
        ("@2106-02-07 06:28:16", "2106-02-07T06:28:1", 0),
    ] {
        let mint = at(clock, &["video", "-i=alice", "-o=json"]);
        assert_eq!(mint.status, status, "{clock}: {mint:?}");
        if status == 0 {
            let issued_at = format!("\"issued_at\":\"{issued_at}");
            assert!(mint.stdout.contains(&issued_at), "{clock}: {mint:?}");
            let decode = at(clock, &["decode", "--verify", mint.stdout.trim()]);
            assert_eq!(decode.status, 0, "{clock}: {decode:?}");
        }
    }
}

const NOT_UTF8: &[u8] = b"caf\xe9";

#[test]
fn arguments_that_are_not_utf8_are_refused() {
    let folder = Folder::new();
    for before in [
        "",
        "decode\0",
        "video\0-i",
        "video\0--room",
        "video\0--with",
        "video\0--grant",
        "video\0--ttl",
        "video\0--region",
        "video\0--jti",
        "chat\0--service-sid",
        "video\0--account-sid",
        "voice\0--param",
        "voice\0--params",
        "decode\0--at",
        "decode\0--expect",
        "decode\0--claim",
        "completions\0",
    ] {
        let mut arguments: Vec<&OsStr> = before.split('\0').map(OsStr::new).collect();
        arguments.retain(|argument| !argument.is_empty());
        arguments.push(OsStr::from_bytes(NOT_UTF8));
        let done = run(&mut twimint(&folder, &arguments));
        assert_eq!((done.status, done.stdout.as_str()), (2, ""), "{arguments:?}: {done:?}");
        assert!(done.stderr.starts_with("error: "), "{done:?}");
    }
}

#[test]
fn paths_need_not_be_utf8() {
    let folder = Folder::new();
    let place = folder.path().join(OsStr::from_bytes(NOT_UTF8));
    fs::create_dir(&place).unwrap();
    fs::write(place.join("secret"), SECRET).unwrap();
    fs::write(place.join("names"), "alice\n").unwrap();
    fs::write(place.join("vars"), format!("TWILIO_SYNC_SERVICE_SID={SERVICE}")).unwrap();
    let option = |option: &str, file: &str| {
        let mut argument = OsStr::new(option).to_owned();
        argument.push(place.join(file));
        argument
    };
    let sync = OsStr::new("sync").to_owned();
    let done = run(twimint(
        &folder,
        [
            sync,
            option("--identities=", "names"),
            option("--env-file=", "vars"),
            option("--api-secret-file=", "secret"),
        ],
    )
    .env_remove("TWILIO_API_SECRET")
    .env("HOME", &place)
    .current_dir(&place));
    assert_eq!((done.status, done.stderr.as_str()), (0, ""));
    assert_eq!(done.stdout.lines().count(), 1);
}

#[test]
fn an_environment_that_is_not_utf8_matters_only_in_our_variables() {
    let folder = Folder::new();
    let value = OsStr::from_bytes(NOT_UTF8);
    for name in [value, OsStr::new("PATH"), OsStr::new("TERM"), OsStr::new("NO_COLOR")] {
        let done = run(twimint(&folder, ["video", "-i=alice"]).env(name, value));
        assert_eq!((done.status, done.stderr.as_str()), (0, ""), "{name:?}");
    }
    for name in ["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY", "TWILIO_API_SECRET"] {
        let done = run(twimint(&folder, ["video", "-i=alice"]).env(name, value));
        assert_eq!((done.status, done.stdout.as_str()), (1, ""), "{name}");
        let expected = format!("error: {name} in the environment: not UTF-8\n");
        assert!(done.stderr.starts_with(&expected), "{}", done.stderr);
    }
}

/// Command lines that make twimint read this path, each with the exit status if the file is far too large.
fn readers(path: &str) -> Vec<(Vec<String>, i32)> {
    let mint = |option: String| vec!["video".to_owned(), "-i=alice".to_owned(), option];
    vec![
        (mint(format!("--env-file={path}")), 1),
        (mint(format!("--api-secret-file={path}")), 1),
        (mint(format!("--grant=player=@{path}")), 1),
        (
            vec![
                "voice".to_owned(),
                "-i=alice".to_owned(),
                "--app-sid=AP00112233445566778899aabbccddeeff".to_owned(),
                format!("--params=@{path}"),
            ],
            1,
        ),
        (vec!["video".to_owned(), format!("--identities={path}")], 1),
    ]
}

/// Runs all [`readers`] with little memory, first on this file, then with this on standard input.
#[track_caller]
fn too_much(folder: &Folder, file: &Path, stdin: impl Fn() -> Stdio) {
    for (arguments, status) in readers(&file.to_string_lossy()) {
        let done = run(&mut limited(folder, MEMORY, &arguments));
        assert_eq!((done.status, done.stdout.as_str()), (status, ""), "{arguments:?}: {done:?}");
        assert!(done.stderr.starts_with("error: "), "{done:?}");
    }
    for (arguments, status) in
        readers("-").into_iter().filter(|(arguments, _)| !arguments[2..].concat().contains('@'))
    {
        let done = run(limited(folder, MEMORY, &arguments).stdin(stdin()));
        assert_eq!((done.status, done.stdout.as_str()), (status, ""), "{arguments:?}: {done:?}");
    }
    let done = run(limited(folder, MEMORY, ["decode"]).stdin(stdin()));
    assert_eq!((done.status, done.stdout.as_str()), (3, ""), "{done:?}");

    // Files that are read by default: `.env` and the Twilio CLI's profiles.
    let home = Folder::new();
    fs::create_dir(home.path().join(".twilio-cli")).unwrap();
    for unasked in [".env", ".twilio-cli/config.json"] {
        let place = home.path().join(unasked);
        std::os::unix::fs::symlink(file, &place).unwrap();
        let mut command = limited(&home, MEMORY, ["video", "-i=alice"]);
        let done = run(command.env_remove("TWILIO_API_SECRET"));
        assert_eq!((done.status, done.stdout.as_str()), (1, ""), "{unasked}: {done:?}");
        fs::remove_file(place).unwrap();
    }
}

#[test]
fn endless_input_is_refused() {
    let folder = Folder::new();
    let zero = Path::new("/dev/zero");
    too_much(&folder, zero, || File::open(zero).unwrap().into());
}

#[test]
fn huge_input_is_refused() {
    let folder = Folder::new();
    let file = folder.write("huge", "x".repeat(3 << 20));
    too_much(&folder, &file, || File::open(&file).unwrap().into());
    // About as long as Linux allows an argument to be.
    let long = "x".repeat(100_000);
    for (arguments, status) in [
        (["decode", &long], 3),
        (["video", &format!("-i={long}")], 3),
        (["video", &format!("--{long}")], 2),
        (["video", &format!("--ttl={long}")], 2),
        (["video", &format!("--account-sid={long}")], 2),
    ] {
        let done = run(&mut limited(&folder, MEMORY, arguments));
        assert_eq!((done.status, done.stdout.as_str()), (status, ""));
        assert!(done.stderr.len() < 2_000, "{} bytes of messages", done.stderr.len());
    }
}

/// Fails unless every line is a whole token.
#[track_caller]
fn assert_whole(stdout: &str) {
    for line in stdout.lines() {
        assert_eq!(line.len(), stdout.lines().next().unwrap().len());
        assert_eq!(line.matches('.').count(), 2);
    }
}

fn send(signal: &str, child: &Child) {
    let kill = Command::new("kill").args([signal, &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
}

#[test]
fn an_interrupted_batch_ends_between_lines() {
    for signals in [&["-INT"][..], &["-INT", "-INT"], &["-TERM"], &["-HUP"]] {
        let folder = Folder::new();
        let mut endless = Command::new("yes").arg("alice").stdout(Stdio::piped()).spawn().unwrap();
        let mut child = twimint(&folder, ["video", "--identities=-", "--jti=x"])
            .stdin(endless.stdout.take().unwrap())
            .spawn()
            .unwrap();
        // Let the program get stuck in the middle of a line. Nobody reads the rest of its output: we read three of its
        // writes of up to 32 KiB, and so much of the fourth that the pipe has room for only a part of another.
        let mut stdout = child.stdout.take().unwrap();
        let mut start = vec![0; 110_000];
        stdout.read_exact(&mut start).unwrap();
        thread::sleep(Duration::from_millis(100));
        for signal in signals {
            send(signal, &child);
        }
        thread::sleep(Duration::from_millis(100));
        let rest = read(stdout);
        let done = end(child);
        assert_eq!((done.status, done.stderr.as_str()), (130, ""));
        let all = String::from_utf8(start).unwrap() + &rest;
        assert!(all.ends_with('\n'));
        for (number, line) in (1..).zip(all.lines()) {
            let (_, payload) = support::segments(line);
            assert!(payload.ends_with(&format!("\"jti\":\"x-{number}\"}}")), "{payload}");
        }
        wait(&mut endless);
    }
}

#[test]
fn a_batch_that_nobody_reads_is_interrupted_all_the_same() {
    let folder = folder_of_writers();
    let mut child = twimint(&folder, ["video", "--identities=many"]).spawn().unwrap();
    thread::sleep(Duration::from_millis(200));
    send("-INT", &child);
    assert_eq!(wait(&mut child).code(), Some(130));
}

#[test]
fn a_file_that_may_not_grow_is_an_error() {
    let folder = folder_of_writers();
    let file = folder.path().join("tokens");
    // `ulimit -f` counts blocks of 512 bytes.
    let mut command = limited(&folder, "ulimit -f 8", ["video", "--identities=many"]);
    let done = run(command.stdout(File::create(&file).unwrap()));
    assert_eq!(done.status, 1, "{done:?}");
    assert!(done.stderr.starts_with("error: cannot write to standard output: "), "{done:?}");
}

#[test]
fn an_idle_batch_is_interrupted_at_once() {
    let folder = Folder::new();
    let mut child =
        twimint(&folder, ["video", "--identities=-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"alice\nbo").unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut line = Vec::new();
    let mut byte = [0];
    while byte != *b"\n" {
        stdout.read_exact(&mut byte).unwrap();
        line.extend(byte);
    }
    send("-INT", &child);
    let done = end(child);
    assert_eq!((done.status, done.stderr.as_str()), (130, ""));
    assert_eq!(read(stdout), "", "bob's line was not all there");
    assert_whole(std::str::from_utf8(&line).unwrap());
    drop(stdin);
}

#[test]
fn a_batch_stops_at_the_line_that_fails() {
    let folder = Folder::new();
    for (line, status, message) in [
        (&b"caf\xe9"[..], 1, "error: line 4001: it is not UTF-8\n"),
        (b"", 1, "error: line 4001: blank line before an identity\n"),
        (b" \t", 1, "error: line 4001: blank line before an identity\n"),
        (
            &[b'x'; 129],
            3,
            "error[53201]: line 4001: the identity has 129 characters; the limit is 128\n",
        ),
        (&[b'x'; 4097], 1, "error: line 4001: longer than 4 KiB\n"),
    ] {
        let names = [&b"alice\n".repeat(4000), line, b"\n", &b"alice\n".repeat(4000)].concat();
        let done = run_with(&mut twimint(&folder, ["video", "--identities=-", "--jti=0"]), &names);
        assert_eq!(done.status, status, "{}", done.stderr);
        assert!(done.stderr.starts_with(message), "{}", done.stderr);
        assert_eq!(done.stdout.lines().count(), 4000);
    }
}

/// `twimint` with this fault injected by strace: `SYSTEM_CALL:error=ERROR`. `None` if strace is missing.
fn failing(folder: &Folder, fault: &str, arguments: &[&str]) -> Option<Command> {
    let inject = format!("inject={fault}");
    let mut command = strace(["-o", "/dev/null", "-e", &inject, TWIMINT])?;
    command.args(arguments);
    Some(in_folder(command, folder))
}

#[test]
fn a_batch_needs_no_second_worker() {
    let folder = folder_of_writers();
    // The first thread that the program starts waits for an interrupt, so fail from the second one on.
    let fault = "clone3:error=EAGAIN:when=2+";
    let Some(mut command) = failing(&folder, fault, &["video", "--identities=many"]) else {
        return;
    };
    let done = run(&mut command);
    assert_eq!((done.status, done.stderr.as_str()), (0, ""));
    assert_eq!(done.stdout.lines().count(), 20_000);
}

#[test]
fn without_random_numbers_no_token_is_minted() {
    let folder = Folder::new();
    let fault = "getrandom:error=EIO";
    let Some(mut command) = failing(&folder, fault, &["video", "-i=alice"]) else {
        return;
    };
    let done = run(&mut command);
    assert_eq!((done.status, done.stdout.as_str()), (1, ""));
    assert!(done.stderr.starts_with("error: the operating system gives no random numbers"));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let folder = Folder::new();
    for (arguments, message) in [
        (vec!["decode"], "error: cannot read standard input: "),
        (vec!["video", "--identities=-"], "error: --identities: cannot read: "),
        (vec!["video", "-i=a", "--env-file=-"], "error: --env-file: "),
        (vec!["video", "-i=a", "--api-secret-file=-"], "error: --api-secret-file: "),
    ] {
        // A folder can be opened but not read.
        let unreadable = File::open(folder.path()).unwrap();
        let done = run(twimint(&folder, &arguments).stdin(unreadable));
        assert_eq!((done.status, done.stdout.as_str()), (1, ""), "{done:?}");
        assert!(done.stderr.starts_with(message), "{}", done.stderr);
    }
}
