//! Checks promises by tracing system calls: the program never opens a socket, never writes a file, and starts no
//! program except the command after `--`. Without HOME it does not ask the system who the user is.

#![cfg(feature = "cli")]
#![cfg(target_os = "linux")]

mod strace;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use strace::strace;
use support::{ACCOUNT, APP, CREDENTIALS, Folder, KEY, SECRET, SERVICE};

/// System calls that take a file name and change nothing. Any other that takes a name (to create, rename, remove or
/// change a file) breaks a promise without having to be listed.
const HARMLESS: [&str; 12] = [
    "access",
    "execve",
    "faccessat",
    "faccessat2",
    "getcwd",
    "lstat",
    "newfstatat",
    "readlink",
    "readlinkat",
    "stat",
    "statfs",
    "statx",
];
/// System calls that change an open file, except `write`, which standard output needs too. Opening a file for writing
/// is noticed anyway.
const CHANGES: &str = "ftruncate,fallocate,fchmod,fchown,fsetxattr,memfd_create,io_uring_setup";

/// The lines of a trace that break a promise. A line is `PID CALL(ARGUMENTS) = RESULT`.
fn broken(trace: &str) -> Vec<&str> {
    let mut programs = 0;
    let mut is_broken = |line: &&str| {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        // The second half of a call that was interrupted by another thread's line.
        if call.starts_with("<...") {
            return false;
        }
        match call.split_once('(') {
            Some(("execve", _)) => {
                programs += 1;
                programs > 1
            }
            Some(("open" | "openat", arguments)) => {
                let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE", "O_APPEND"];
                writes.iter().any(|flag| arguments.contains(flag))
            }
            Some((name, _)) => !HARMLESS.contains(&name),
            None => true,
        }
    };
    trace.lines().filter(|line| is_broken(line)).collect()
}

/// Everything in a folder, with the contents of the files.
fn contents(folder: &Path) -> BTreeSet<(PathBuf, Vec<u8>)> {
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(contents(&path));
            all.insert((path, Vec::new()));
        } else {
            let content = fs::read(&path).unwrap();
            all.insert((path, content));
        }
    }
    all
}

/// A folder with one of everything that twimint reads.
fn workplace() -> Folder {
    let folder = Folder::new();
    folder.write(".env", format!("TWILIO_SYNC_SERVICE_SID={SERVICE}\nAPP_SID={APP}\n"));
    folder.write(
        "all.env",
        format!("TWILIO_ACCOUNT_SID={ACCOUNT}\nTWILIO_API_KEY={KEY}\nTWILIO_API_SECRET={SECRET}\n"),
    );
    folder.write("secret", SECRET);
    folder.write("params.json", "{\"a\":1}");
    folder.write("names", "alice\n".repeat(10_000));
    let profile = format!(
        r#"{{"activeProject":"dev","profiles":{{"dev":{{"accountSid":"{ACCOUNT}","apiKey":"{KEY}","apiSecret":"{SECRET}"}}}}}}"#
    );
    folder.write(".twilio-cli/config.json", profile);
    folder
}

/// Runs this under strace in a [`workplace`], and checks the promises and the exit status.
#[track_caller]
fn keeps(arguments: &[&str], credentials: bool, stdin: &str, status: i32) {
    keeps_at_home(Some("."), arguments, credentials, stdin, status);
}

/// The same with this `HOME`, or none.
#[track_caller]
fn keeps_at_home(
    home: Option<&str>,
    arguments: &[&str],
    credentials: bool,
    stdin: &str,
    status: i32,
) {
    let trace = Folder::new();
    let trace = trace.path().join("trace");
    let calls = format!("trace=%file,%network,{CHANGES}");
    let options = ["-o".as_ref(), trace.as_os_str(), "-e".as_ref(), calls.as_ref()];
    let Some(mut command) = strace(options) else {
        return;
    };
    let folder = workplace();
    let before = contents(folder.path());
    command
        .arg(env!("CARGO_BIN_EXE_twimint"))
        .args(arguments)
        .env_clear()
        .envs(home.map(|home| ("HOME", home)))
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if credentials {
        command.envs(CREDENTIALS);
    }
    let mut child = command.spawn().unwrap();
    // Ignore errors: not every command reads standard input.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {output:?}");

    let trace = fs::read_to_string(trace).unwrap();
    assert!(trace.contains("execve("), "nothing was traced: {trace}");
    assert_eq!(broken(&trace), Vec::<&str>::new(), "{arguments:?}");
    assert_eq!(contents(folder.path()), before, "{arguments:?}");
}

#[test]
fn minting_keeps_the_promises() {
    keeps(&["chat", "--demo"], false, "", 0);
    keeps(&["video", "-i=alice", "-o=json"], true, "", 0);
    // Input from .env, --env-file, a profile, a secret file, standard input and a file of parameters.
    keeps(&["sync", "-i=alice", "--with=video"], true, "", 0);
    keeps(&["video", "-i=alice", "--env-file=all.env"], false, "", 0);
    keeps(&["video", "-i=alice"], false, "", 0);
    keeps(&["video", "-i=alice", "--profile=dev"], true, "", 0);
    keeps(&["video", "-i=alice", "--api-secret-file=secret"], true, "", 0);
    keeps(&["video", "-i=alice", "--api-secret-file=-"], true, SECRET, 0);
    keeps(&["voice", "-i=alice", "--params=@params.json", "-o=github"], true, "", 0);
}

#[test]
fn a_batch_keeps_the_promises() {
    keeps(&["video", "--identities=names"], true, "", 0);
    keeps(&["video", "--identities=-", "-o=json"], true, "alice\nbob\n", 0);
}

#[test]
fn decoding_keeps_the_promises() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/docs-sample.json");
    let sample = fs::read_to_string(sample).unwrap();
    let sample: serde_json::Value = serde_json::from_str(&sample).unwrap();
    let token = sample["token"].as_str().unwrap();
    keeps(&["decode", token], false, "", 3);
    keeps(&["decode", "-o=json", "--error=20101"], true, token, 3);
    keeps(&["decode", "-o=command", "--demo", token], false, "", 3);
    keeps(&["decode", "https://example.com/token"], true, "", 3);
}

#[test]
fn doctor_keeps_the_promises() {
    keeps(&["doctor"], true, "", 0);
    keeps(&["doctor", "-o=json", "--env-file=all.env"], false, "", 0);
    keeps(&["doctor", "--profile=dev"], false, "", 0);
    keeps(&["doctor", "--env-file=missing"], false, "", 1);
}

#[test]
fn everything_else_keeps_the_promises() {
    keeps(&["--help"], false, "", 0);
    keeps(&["voice", "--help"], false, "", 0);
    keeps(&["--version"], false, "", 0);
    keeps(&["completions", "bash"], false, "", 0);
    keeps(&["voice", "--no-such-option"], true, "", 2);
    keeps(&["video", "-i=alice", "--api-secret-file=missing"], true, "", 1);
    keeps(&["video", "-i="], true, "", 2);
    keeps(&["explain"], false, "", 0);
    keeps(&["explain", "20101"], false, "", 0);
    keeps(&["help", "chat"], false, "", 0);
}

#[test]
fn no_home_is_no_reason_to_ask_the_user_database() {
    for home in [None, Some("")] {
        keeps_at_home(home, &["video", "-i=alice"], true, "", 0);
        keeps_at_home(home, &["video", "-i=alice", "--no-env-file"], false, "", 1);
        keeps_at_home(home, &["doctor", "--no-env-file"], false, "", 1);
        keeps_at_home(home, &["decode", "--no-env-file", "x"], false, "", 3);
        keeps_at_home(home, &["video", "-i=alice", "--profile=dev"], false, "", 1);
    }
}

#[test]
fn a_broken_promise_is_seen() {
    let fine = r#"7 execve("twimint", ["twimint"], 0x7 /* 3 vars */) = 0
7 openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3
8 newfstatat(3, "", {st_mode=S_IFREG|0644}, AT_EMPTY_PATH) = 0
8 <... openat resumed>) = 3"#;
    assert_eq!(broken(fine), Vec::<&str>::new());
    for line in [
        "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3",
        "7 connect(3, {sa_family=AF_UNIX, sun_path=\"/run/x\"}, 20 <unfinished ...>",
        "12 openat(AT_FDCWD, \"x\", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0666) = 3",
        "12 openat(AT_FDCWD, \"x\", O_RDWR|O_CLOEXEC) = -1 ENOENT (No such file or directory)",
        "12 mkdir(\"x\", 0777) = 0",
        "12 unlink(\"x\") = -1 ENOENT (No such file or directory)",
        "12 rename(\"x\", \"y\") = 0",
        "12 ftruncate(3, 0) = 0",
        "12 execve(\"/bin/sh\", [\"sh\"], 0x7 /* 3 vars */) = 0",
    ] {
        assert_eq!(broken(&format!("{fine}\n{line}")), [line]);
    }
}
