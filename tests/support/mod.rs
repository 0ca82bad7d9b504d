//! A story is one run of the program, in an empty folder and with an empty environment. It checks all outputs: unless
//! the story says otherwise, standard output and standard error must be empty and the status 0.

#![allow(dead_code, reason = "each test crate uses a part of it")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapbox::{Data, assert_data_eq};

/// The credentials of most stories. They are made up.
pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
pub const KEY: &str = "SKfedcba9876543210fedcba9876543210";
pub const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
pub const SERVICE: &str = "IS00112233445566778899aabbccddeeff";
pub const APP: &str = "AP00112233445566778899aabbccddeeff";

/// The credentials as environment variables.
pub const CREDENTIALS: [(&str, &str); 3] =
    [("TWILIO_ACCOUNT_SID", ACCOUNT), ("TWILIO_API_KEY", KEY), ("TWILIO_API_SECRET", SECRET)];

/// A `.env` with everything that any command needs.
pub const DOT_ENV: &str = "\
TWILIO_ACCOUNT_SID=AC0123456789abcdef0123456789abcdef
TWILIO_API_KEY=SKfedcba9876543210fedcba9876543210
TWILIO_API_SECRET=0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u
TWILIO_CHAT_SERVICE_SID=IS00112233445566778899aabbccddeeff
TWILIO_SYNC_SERVICE_SID=IS00112233445566778899aabbccddeeff
TWILIO_TWIML_APP_SID=AP00112233445566778899aabbccddeeff
TWILIO_PUSH_CREDENTIAL_SID=CR00112233445566778899aabbccddeeff
TWILIO_WORKSPACE_SID=WS00112233445566778899aabbccddeeff
TWILIO_WORKER_SID=WK00112233445566778899aabbccddeeff
";

/// A temporary folder for one story, removed on drop.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("twimint-test-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A run of the program, with the outputs that it must have.
pub struct Story {
    pub folder: Folder,
    command: Command,
    stdin: Vec<u8>,
    stdout: Data,
    stderr: Data,
    status: i32,
}

/// A story of `twimint` with these arguments.
pub fn twimint<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Story {
    let folder = Folder::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_twimint"));
    command.args(arguments).env_clear().env("HOME", folder.path()).current_dir(folder.path());
    Story {
        folder,
        command,
        stdin: Vec::new(),
        stdout: Data::text(""),
        stderr: Data::text(""),
        status: 0,
    }
}

impl Story {
    /// Puts this file into the story's folder.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.folder.write(name, content);
        self
    }

    /// Sets this environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs the program in this subfolder of the story's folder.
    pub fn inside(mut self, name: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(&path).unwrap();
        self.command.current_dir(path);
        self
    }

    /// Puts the credentials into the environment.
    pub fn credentials(mut self) -> Self {
        self.command.envs(CREDENTIALS);
        self
    }

    /// Passes this text on standard input.
    pub fn stdin(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.stdin = text.into();
        self
    }

    /// Expects this on standard output. `[..]` matches any text in a line, `...` any lines.
    pub fn stdout(mut self, expected: impl snapbox::IntoData) -> Self {
        self.stdout = expected.into_data();
        self
    }

    /// Expects this on standard error.
    pub fn stderr(mut self, expected: impl snapbox::IntoData) -> Self {
        self.stderr = expected.into_data();
        self
    }

    /// Expects this exit status.
    pub fn status(mut self, expected: i32) -> Self {
        self.status = expected;
        self
    }

    /// Runs the program and returns its output without any checks.
    pub fn output(&mut self) -> Output {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let stdin = std::mem::take(&mut self.stdin);
        // Ignore errors: the program may exit before it has read all of its input.
        let writer = std::thread::spawn(move || {
            let _ = pipe.write_all(&stdin);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }

    /// Runs the program and checks its outputs and status.
    #[track_caller]
    pub fn check(mut self) {
        let output = self.output();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(self.status), "stdout: {stdout}\nstderr: {stderr}");
        assert_data_eq!(stderr, self.stderr.clone());
        assert_data_eq!(stdout, self.stdout.clone());
    }

    /// Runs the program, which must succeed with nothing on standard error. Returns standard output.
    #[track_caller]
    pub fn succeed(mut self) -> String {
        let output = self.output();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// The header and payload of a token, as JSON text.
pub fn segments(token: &str) -> (String, String) {
    use base64::Engine as _;
    let text = |segment: Option<&str>| {
        let bytes = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(segment.unwrap()).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let mut segments = token.trim_end().split('.');
    (text(segments.next()), text(segments.next()))
}

/// Whether a token is signed with this secret.
pub fn is_signed_with(secret: &str, token: &str) -> bool {
    let key = twimint::ApiKey::new(ACCOUNT.parse().unwrap(), KEY.parse().unwrap(), secret);
    twimint::Token::parse(token.trim_end()).is_ok_and(|token| token.is_signed_by(&key))
}
