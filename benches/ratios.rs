//! What twimint costs, as ratios to baselines measured in the same run: `cargo bench`. Linux only.
//!
//! The baselines are an empty Rust program, the bare HMAC of the same tokens, and the crate jsonwebtoken. The programs
//! to compare take turns, and the fastest run of each counts, because other work on the machine can only make a run
//! slower. `.ci/instructions`, which runs first, counts instructions and checks them against limits.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const CREDENTIALS: [(&str, &str); 4] = [
    ("TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef"),
    ("TWILIO_API_KEY", "SKfedcba9876543210fedcba9876543210"),
    ("TWILIO_API_SECRET", "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u"),
    ("TWILIO_CHAT_SERVICE_SID", "IS00112233445566778899aabbccddeeff"),
];
const TOKENS: usize = 1_000_000;
/// How often the longer runs are repeated.
const ROUNDS: usize = 11;

fn main() {
    // The script itself reports what exceeds a limit.
    Command::new(Path::new(ROOT).join(".ci/instructions")).status().expect("it runs");
    let folder = std::env::temp_dir().join(format!("twimint-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let bench = Bench { twimint: release("", &folder, "twimint"), peer: peer(&folder), folder };
    bench.starts();
    bench.batch();
    bench.decode();
    bench.sign();
    bench.memory();
    fs::remove_dir_all(&bench.folder).expect("the folder is ours");
}

fn row(what: &str, goal: &str, measured: f64) {
    println!("{what:<58} {goal:>8}  {measured:>8.2}");
}

/// The smallest value of each measurement. The measurements take turns, so that noise affects them all alike.
fn fastest<const N: usize>(rounds: usize, measure: impl Fn() -> [f64; N]) -> [f64; N] {
    let least = |best: [f64; N], now: [f64; N]| std::array::from_fn(|n| best[n].min(now[n]));
    (0..rounds).map(|_| measure()).fold([f64::INFINITY; N], least)
}

/// How long a run takes, in seconds.
fn seconds(mut command: Command) -> f64 {
    let started = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let elapsed = started.elapsed();
    assert!(status.is_ok_and(|status| status.success()), "{command:?} failed");
    elapsed.as_secs_f64()
}

/// The numbers that a command prints.
fn numbers(command: &mut Command) -> Vec<f64> {
    let output = command.output().expect("it runs");
    let printed = String::from_utf8(output.stdout).expect("numbers");
    assert!(output.status.success(), "{command:?} failed");
    printed.split_whitespace().map(|number| number.parse().expect("a number")).collect()
}

fn must(mut command: Command) {
    assert!(command.status().is_ok_and(|status| status.success()), "{command:?} failed");
}

/// Copies a program, as an installation does. A file fresh from the linker is in the page cache in small pieces, which
/// take longer to map.
fn install(program: &Path, folder: &Path, name: &str) -> String {
    let installed = folder.join(name);
    fs::copy(program, &installed).expect("room on the disk");
    installed.to_string_lossy().into_owned()
}

/// Builds a program with cargo, or with a wrapper around it, and installs it.
fn built(mut cargo: Command, program: &str, folder: &Path, name: &str) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    cargo.current_dir(ROOT).args(["--release", "--quiet", "--target-dir"]).arg(&target);
    must(cargo);
    install(&target.join(program), folder, name)
}

/// Builds and installs the program as a release ships it.
fn release(flags: &str, folder: &Path, name: &str) -> String {
    let triple = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let mut cargo = Command::new(Path::new(ROOT).join(".ci/release-cargo"));
    cargo.args(["build", "--target", &triple]).env("RUSTFLAGS", flags);
    built(cargo, &format!("{triple}/release/twimint"), folder, name)
}

fn peer(folder: &Path) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--locked", "--manifest-path", "benches/peer/Cargo.toml"]);
    built(cargo, "release/peer", folder, "peer")
}

fn empty(folder: &Path) -> String {
    let (source, program) = (folder.join("empty.rs"), folder.join("linked"));
    fs::write(&source, "fn main() {}").expect("a file");
    let mut rustc = Command::new("rustc");
    rustc.args(["-Copt-level=3", "-Clto=fat", "-Ccodegen-units=1", "-Cstrip=symbols", "-o"]);
    rustc.arg(&program).arg(source);
    must(rustc);
    install(&program, folder, "empty")
}

struct Bench {
    twimint: String,
    peer: String,
    folder: PathBuf,
}

impl Bench {
    /// A command that runs in the bench's folder, on these cores, with the credentials in its environment.
    fn on(&self, cores: &str, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("taskset");
        command.args(["-c", cores, program]).args(arguments).current_dir(&self.folder);
        command.env_clear().env("PATH", "/usr/bin:/bin").envs(CREDENTIALS);
        command
    }

    fn peer(&self, arguments: &[&str]) -> f64 {
        numbers(&mut self.on("0", &self.peer, arguments))[0]
    }

    fn identities(&self, name: &str, count: usize) {
        let mut text = String::new();
        for n in 0..count {
            writeln!(text, "user-number-{n:013}").expect("a string takes it");
        }
        fs::write(self.folder.join(name), text).expect("room on the disk");
    }

    fn starts(&self) {
        let empty = empty(&self.folder);
        // A static program cannot look up getrandom(2) by name and would open /dev/urandom instead, so make it call
        // getrandom(2) directly.
        let flags = "-Ctarget-feature=+crt-static --cfg getrandom_backend=\"linux_getrandom\"";
        let fixed = release(flags, &self.folder, "static");
        let with_file = self.folder.join("with-file");
        fs::create_dir_all(&with_file).expect("a folder");
        let lines = CREDENTIALS.map(|(name, value)| format!("{name}={value}\n"));
        fs::write(with_file.join(".env"), lines.concat()).expect("a file");
        let run = |program: &str, folder: &Path, credentials: &[(&str, &str)]| {
            let mut command = Command::new(program);
            command.args(["chat", "-i", "alice"]).current_dir(folder);
            seconds({
                command.env_clear().envs(credentials.iter().copied());
                command
            })
        };
        let [nothing, environment, file, fixed] = fastest(1000, || {
            [
                run(&empty, &self.folder, &CREDENTIALS),
                run(&self.twimint, &self.folder, &CREDENTIALS),
                run(&self.twimint, &with_file, &[]),
                run(&fixed, &self.folder, &CREDENTIALS),
            ]
        });
        row("mint from the environment / empty program: wall", "<= 1.25", environment / nothing);
        row("mint from .env / empty program: wall", "<= 1.4", file / nothing);
        row("static mint / empty program, not static: wall", "<= 1.0", fixed / nothing);
    }

    fn batch(&self) {
        self.identities("many", TOKENS);
        let batch = ["chat", "--identities", "many"];
        let tokens = File::create(self.folder.join("tokens")).expect("a file");
        let minted = self.on("0", &self.twimint, &batch).stdout(tokens).status();
        assert!(minted.is_ok_and(|status| status.success()), "no tokens");
        let on = |cores| self.on(cores, &self.twimint, &batch);
        let both = || {
            thread::scope(|scope| {
                let other = scope.spawn(|| seconds(on("1")));
                seconds(on("0")).max(other.join().expect("it runs"))
            })
        };
        let hmac = || self.peer(&["hmac", "tokens"]);
        let [one, two, both, hmac] =
            fastest(ROUNDS, || [seconds(on("0")), seconds(on("0,1")), both(), hmac()]);
        row("batch on one core: tokens a second / bare HMAC", ">= 0.95", hmac / one);
        row("batch on two cores / on one", ">= 1.6", one / two);
        // What the machine gives: two programs that share nothing. Beside other guests it can be far less than 2.
        row("two batches at once, on a core each / one alone", "", 2.0 * one / both);
    }

    fn decode(&self) {
        let ours = |cores| {
            let mut decode = self.on(cores, &self.twimint, &["decode", "-q"]);
            decode.stdin(File::open(self.folder.join("tokens")).expect("the tokens"));
            seconds(decode)
        };
        let peer = |task| self.peer(&[task, "tokens"]);
        let [one, two, jsonwebtoken, hmac] =
            fastest(ROUNDS, || [ours("0"), ours("0,1"), peer("verify"), peer("hmac")]);
        row("decode -q on one core / jsonwebtoken on one", "", jsonwebtoken / one);
        row("decode -q on two cores / jsonwebtoken on one", ">= 2", jsonwebtoken / two);
        row("decode -q on one core / bare HMAC", "", hmac / one);
    }

    fn sign(&self) {
        let count = (TOKENS / 2).to_string();
        let signed = || numbers(&mut self.on("0", &self.peer, &["sign", &count]));
        let [ours, jsonwebtoken, hmac] =
            fastest(ROUNDS, || signed().try_into().expect("three numbers"));
        row("sign in process / jsonwebtoken", ">= 3", jsonwebtoken / ours);
        row("sign in process / bare HMAC", "", hmac / ours);
    }

    /// The peak memory of batches of different lengths, in MB, measured by GNU time.
    fn memory(&self) {
        self.identities("short", 10_000);
        self.identities("few", 50);
        fs::write(self.folder.join("letters"), "a\n".repeat(TOKENS)).expect("room on the disk");
        let grant = format!("{{\"text\":\"{}\"}}", "x".repeat(900_000));
        fs::write(self.folder.join("grant"), grant).expect("room on the disk");
        let peak = |arguments: &[&str]| {
            let mut command = self.on("0,1", "/usr/bin/time", &["-f", "%M", &self.twimint, "chat"]);
            command.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped());
            let output = command.output().expect("GNU time");
            let kilobytes = String::from_utf8_lossy(&output.stderr).trim().parse::<f64>();
            kilobytes.expect("a number and nothing else") / 1024.0
        };
        row("memory of a batch of 10 thousand, MB", "<= 16", peak(&["--identities", "short"]));
        row("memory of a batch of a million, MB", "<= 16", peak(&["--identities", "many"]));
        row(
            "memory of a batch of a million letters, MB",
            "<= 16",
            peak(&["--identities", "letters"]),
        );
        let large = peak(&["--identities", "few", "--grant", "player=@grant"]);
        row("memory of a batch with tokens of 1.2 MB, MB", "<= 24", large);
    }
}
