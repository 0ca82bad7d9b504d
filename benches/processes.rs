//! Whole runs of the program beside a baseline, as ratios, all in one run:
//! `cargo bench --bench processes`.
//!
//! A start is measured against an empty Rust program built the same way (`benches/empty`), in
//! instructions if valgrind is there and in wall time. A batch and many tokens through `decode -q`
//! are measured against the floor: one keyed HMAC clone of 400 bytes for each token and
//! nothing else. Where the packages `twilio` of npm and of `PyPI` can be imported, they are measured too; what is not there is left out, and said to be.
//!
//! Runs alternate between the two sides, and medians are compared, so that what else the machine
//! does counts for both.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
const DOT_ENV: &str = "\
TWILIO_ACCOUNT_SID=AC0123456789abcdef0123456789abcdef
TWILIO_API_KEY=SKfedcba9876543210fedcba9876543210
TWILIO_API_SECRET=0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u
TWILIO_CHAT_SERVICE_SID=IS00112233445566778899aabbccddeeff
";
/// How many identities a batch has.
const MANY: u64 = 1_000_000;
/// How many tokens are decoded.
const TOKENS: u64 = 300_000;

fn main() {
    let bench = Bench::new();
    let empty = built("benches/empty", "empty");
    println!("{:<58} {:>8}  {:>8}", "ratio", "goal", "here");

    let mint = || bench.twimint(&["chat", "-i", "alice"]);
    let nothing = || Command::new(&empty);
    match (instructions(&mint()), instructions(&nothing())) {
        (Some(ours), Some(theirs)) => {
            row("mint from .env / empty main: instructions", "<= 2.2", ratio(ours, theirs));
        }
        _ => println!("(no valgrind: no instruction counts)"),
    }
    row("mint from .env / empty main: wall", "<= 1.4", starts(mint, nothing));
    let wrong = || bench.twimint(&["chat", "--identiti", "alice"]);
    row("a wrong option / empty main: wall", "<= 2.5", starts(wrong, nothing));
    let traced = || {
        let mut command = wrong();
        command.env("RUST_BACKTRACE", "1");
        command
    };
    row("the same with RUST_BACKTRACE=1: wall", "<= 2.5", starts(traced, nothing));

    bench.batches();
    bench.decodes();
    bench.memory();
    bench.peers();
}

fn row(what: &str, goal: &str, measured: f64) {
    println!("{what:<58} {goal:>8}  {measured:>8.2}");
}

fn ratio(ours: f64, theirs: f64) -> f64 {
    ours / theirs
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// How many seconds a run takes.
fn seconds(mut command: Command) -> f64 {
    let started = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.expect("it runs");
    started.elapsed().as_secs_f64()
}

/// How many instructions a run takes, by callgrind.
fn instructions(command: &Command) -> Option<f64> {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(command.get_current_dir().unwrap_or(Path::new(".")))
        .env_clear()
        .env("PATH", std::env::var_os("PATH")?);
    let output = valgrind.output().ok()?;
    let report = String::from_utf8(output.stderr).ok()?;
    let (_, count) = report.split_once("Collected : ")?;
    count.split_whitespace().next()?.parse().ok()
}

/// The floor: the signatures of so many tokens, in seconds.
fn floor(tokens: u64) -> f64 {
    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key will do");
    let signing_input = [b'a'; 400];
    let started = Instant::now();
    for _ in 0..tokens {
        let mut mac = keyed.clone();
        mac.update(std::hint::black_box(&signing_input));
        std::hint::black_box(mac.finalize().into_bytes());
    }
    started.elapsed().as_secs_f64()
}

/// Builds a package of this repository in release mode.
fn built(package: &str, program: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = root.join("target/benches").join(program);
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--manifest-path"])
        .arg(root.join(package).join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status();
    assert!(status.is_ok_and(|status| status.success()), "{package} does not build");
    target.join("release").join(program)
}

/// Wall time of short runs against those of another program.
fn starts(ours: impl Fn() -> Command, theirs: impl Fn() -> Command) -> f64 {
    let pairs = (0..500).map(|_| (seconds(ours()), seconds(theirs())));
    let (ours, theirs): (Vec<f64>, Vec<f64>) = pairs.unzip();
    ratio(median(ours), median(theirs))
}

/// A folder with a .env, and files of many identities.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("twimint-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(".env"), DOT_ENV).expect("a file");
        let bench = Self { folder };
        bench.identities("many", MANY);
        bench
    }

    fn identities(&self, name: &str, count: u64) {
        let mut file =
            std::io::BufWriter::new(File::create(self.folder.join(name)).expect("a file"));
        for n in 0..count {
            writeln!(file, "user-number-{n:013}").expect("room on the disk");
        }
        file.flush().expect("room on the disk");
    }

    /// The program with these arguments, in a folder with a .env and an environment without anything.
    fn twimint(&self, arguments: &[&str]) -> Command {
        self.in_folder(env!("CARGO_BIN_EXE_twimint"), arguments)
    }

    fn in_folder(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().current_dir(&self.folder);
        command
    }

    /// The program held to one core, where that can be done.
    fn on_one_core(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_twimint");
        self.in_folder("taskset", &[&["-c", "0", program], arguments].concat())
    }

    fn batches(&self) {
        let batch = ["chat", "--identities", "many"];
        let (mut one, mut two, mut floors) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..7 {
            one.push(seconds(self.on_one_core(&batch)));
            floors.push(floor(MANY));
            two.push(seconds(self.twimint(&batch)));
        }
        let (one, two, floors) = (median(one), median(two), median(floors));
        row("batch, one thread: tokens a second / floor", ">= 1.3", ratio(floors, one));
        row("batch, all cores / one thread", ">= 1.6", ratio(one, two));
    }

    fn decodes(&self) {
        self.identities("some", TOKENS);
        let tokens = self.folder.join("tokens");
        let mut mint = self.twimint(&["chat", "--identities", "some"]);
        mint.stdout(File::create(&tokens).expect("a file")).status().expect("it runs");
        for (what, options) in [
            ("decode -q, signatures checked / floor", &["decode", "-q"][..]),
            ("decode -q, no secret at hand / floor", &["decode", "-q", "--no-env-file"]),
        ] {
            let (mut ours, mut floors) = (Vec::new(), Vec::new());
            for _ in 0..7 {
                let mut decode = self.on_one_core(options);
                decode.stdin(File::open(&tokens).expect("the tokens"));
                ours.push(seconds(decode));
                floors.push(floor(TOKENS));
            }
            row(what, ">= 0.6", ratio(median(floors), median(ours)));
        }
    }

    /// The most memory that batches of very different length take, in MB, by GNU time.
    fn memory(&self) {
        for (name, count) in [("short", 10_000), ("long", 10_000_000)] {
            self.identities(name, count);
            let program = env!("CARGO_BIN_EXE_twimint");
            let arguments = ["-f", "%M", program, "chat", "--identities", name];
            let mut command = self.in_folder("/usr/bin/time", &arguments);
            let Ok(output) = command.stdout(Stdio::null()).stderr(Stdio::piped()).output() else {
                println!("(no GNU time: no memory)");
                return;
            };
            let kilobytes: f64 =
                String::from_utf8_lossy(&output.stderr).trim().parse().unwrap_or(0.0);
            row(&format!("memory of a batch of {count}, MB"), "<= 16", kilobytes / 1024.0);
            let _ = fs::remove_file(self.folder.join(name));
        }
    }

    /// Tokens a second, beside those of the peers, each in its own process and on one thread.
    fn peers(&self) {
        let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
        let crate_peer = built("benches/peers/jsonwebtoken", "peer-jsonwebtoken");
        let script = |name: &str| peers.join(name).to_string_lossy().into_owned();
        for (what, goal, program, arguments) in [
            ("batch / twilio from npm", ">= 250", "node", vec![script("npm.cjs")]),
            ("batch / twilio from PyPI", ">= 25", "python3", vec![script("pypi.py")]),
            ("batch / the crate jsonwebtoken", ">= 3", &*crate_peer.to_string_lossy(), vec![]),
        ] {
            let output = Command::new(program).args(arguments).output();
            let printed = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
            let Some(peer) = printed.ok().and_then(|text| text.trim().parse::<f64>().ok()) else {
                println!("({what}: not installed here)");
                continue;
            };
            let ours = seconds(self.on_one_core(&["chat", "--identities", "many"]));
            #[expect(clippy::cast_precision_loss, reason = "a million fits a double")]
            row(what, goal, MANY as f64 / ours / peer);
        }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
