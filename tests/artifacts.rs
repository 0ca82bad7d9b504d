//! The generated files that are checked in: `completions/`, `man/` and `docs/` are what the program
//! makes of them, no more and no less; and the help that they are made of works as it stands.
//!
//! `SNAPSHOTS=overwrite cargo test --test artifacts` writes them afresh.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anstyle::{AnsiColor, Color, RgbColor};
use anstyle_svg::{Term, VGA};
use clap::CommandFactory as _;
use clap::builder::PossibleValue;
use clap_complete::Shell;
use snapbox::assert::DEFAULT_ACTION_ENV;
use support::{APP, DOT_ENV, Folder, KEY, twimint};
use twimint::cli::args::With;
use twimint::cli::sources::SETTINGS;
use twimint::cli::{completions, help};

#[path = "support/man.rs"]
mod man;
mod support;

/// Compares a folder to the files that belong there, or makes it so.
fn check(folder: &str, expected: &BTreeMap<String, Vec<u8>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let overwrite =
        std::env::var_os(DEFAULT_ACTION_ENV).is_some_and(|action| action == "overwrite");
    if overwrite {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, content) in expected {
            fs::write(folder.join(name), content).unwrap();
        }
    }
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        found.insert(name, fs::read(entry.path()).unwrap());
    }
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(expected), "orphans or missing files in {}", folder.display());
    for (name, content) in expected {
        // Compared raw: snapshots would take `...` in them for a wildcard.
        assert!(found[name] == *content, "{name} is stale: rewrite it as this file's head says");
    }
}

#[test]
fn completions_are_fresh() {
    let name = |shell| match shell {
        Shell::Bash => "twimint.bash",
        Shell::Zsh => "_twimint",
        Shell::Fish => "twimint.fish",
        Shell::PowerShell => "_twimint.ps1",
        Shell::Elvish => "twimint.elv",
        other => panic!("a new shell: {other}"),
    };
    let shells = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish];
    let files = shells.map(|shell| (name(shell).to_owned(), completions::script(shell)));
    check("completions", &files.into());
}

#[test]
fn man_pages_are_fresh() {
    let mut command = help::documented();
    command.build();
    let pages = man::pages(&command, releases()[0].1);
    let pages = pages.into_iter().map(|(name, page)| (name, page.into_bytes()));
    check("man", &pages.collect());
}

/// What `decode` prints on a terminal, drawn for the README.
#[test]
fn picture_is_fresh() {
    let words = "voice -i alice@example.com --allow-invalid --issued-at 2026-11-20T12:00:00Z";
    let jti = format!("{KEY}-00c0ffee00c0ffee");
    let arguments = words.split(' ').chain(["--app-sid", APP, "--jti", &jti]);
    let mut mint = twimint(arguments).credentials();
    let token = mint.output().stdout;
    let words = "decode --at 2026-11-20T13:22:00Z";
    let mut decode =
        twimint(words.split(' ')).credentials().env("CLICOLOR_FORCE", "1").stdin(token);
    let shown = String::from_utf8(decode.output().stdout).unwrap();
    assert!(shown.contains("\u{1b}["), "no colours: {shown}");
    let prompt = format!("\u{1b}[2m$\u{1b}[0m twimint {words} < token.txt\n{shown}");
    let rgb = |hex: u32| {
        let [_, r, g, b] = hex.to_be_bytes();
        RgbColor(r, g, b)
    };
    let mut palette = VGA;
    for (color, hex) in [
        (AnsiColor::Red, 0x00ff_7b72),
        (AnsiColor::Green, 0x0056_d364),
        (AnsiColor::Yellow, 0x00e3_b341),
    ] {
        palette.0[color as usize] = rgb(hex);
    }
    let svg = Term::new()
        .palette(palette)
        .fg_color(Color::Rgb(rgb(0x00e6_edf3)))
        .bg_color(Color::Rgb(rgb(0x000d_1117)))
        .render_svg(prompt.trim_end());
    // Browsers have no opacity for a part of a text.
    let opacity = ".dimmed { opacity: 0.4; }";
    assert!(svg.contains(opacity));
    let svg = svg.replace(opacity, ".dimmed { fill-opacity: 0.65; }");
    check("docs", &[("decode.svg".to_owned(), svg.into_bytes())].into());
}

/// The releases of the changelog, the newest first: version, day, and what is new.
fn releases() -> Vec<(&'static str, &'static str, &'static str)> {
    let sections = include_str!("../CHANGELOG.md").split("\n## ").skip(1);
    let releases = sections.filter(|section| !section.starts_with("Unreleased"));
    releases
        .map(|section| {
            let (heading, news) = section.split_once('\n').unwrap();
            let (version, date) = heading.split_once(" - ").expect("`## <version> - <date>`");
            (version, date, news.trim())
        })
        .collect()
}

/// What Debian wants to know, in Debian's forms: made of the changelog and of the licence.
#[test]
fn debian_files_are_fresh() {
    let mut changelog = String::new();
    for (version, date, news) in releases() {
        let day: jiff::civil::Date = date.parse().unwrap();
        let day = day.strftime("%a, %d %b %Y");
        let news = news.replace("\n- ", "\n  * ").replace("\n  ", "\n    ");
        let news = news.replace("\n    * ", "\n  * ").replacen("- ", "  * ", 1);
        let _ = write!(
            changelog,
            "twimint ({version}-1) unstable; urgency=medium\n\n{news}\n\n \
             -- The twimint developers  {day} 00:00:00 +0000\n\n"
        );
    }
    let licence = include_str!("../LICENSE-MIT");
    let (head, licence) = licence.split_once("\n\nPermission").unwrap();
    let (_, holder) = head.split_once("Copyright (c) ").unwrap();
    let licence = format!("Permission{licence}").replace("\n\n", "\n.\n");
    let licence: Vec<String> = licence.lines().map(|line| format!(" {line}\n")).collect();
    let copyright = format!(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\
         Upstream-Name: twimint\n\nFiles: *\nCopyright: {holder}\nLicense: MIT or Apache-2.0\n\n\
         License: MIT\n{}\nLicense: Apache-2.0\n On Debian systems, the text of this licence is in\n \
         /usr/share/common-licenses/Apache-2.0.\n",
        licence.concat()
    );
    let files = [("changelog", changelog), ("copyright", copyright)];
    let files = files.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    check("debian", &files.into());
}

#[test]
fn help_fits_80_columns() {
    let mut command = help::documented();
    command.build();
    for name in std::iter::once("").chain(command.get_subcommands().map(clap::Command::get_name)) {
        // Without any argument the program shows its help as an error.
        let flags = ["-h", "--help", ""];
        let flags = if name.is_empty() { &flags[..] } else { &flags[..2] };
        for flag in flags.iter().copied() {
            let arguments = [name, flag].into_iter().filter(|word| !word.is_empty());
            let help = Command::new(env!("CARGO_BIN_EXE_twimint"))
                .args(arguments)
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert_eq!(help.status.success(), !flag.is_empty(), "{name} {flag}");
            let shown = [help.stdout, help.stderr].concat();
            for line in String::from_utf8(shown).unwrap().lines() {
                assert!(line.chars().count() <= 80, "{name} {flag}: {line}");
            }
        }
    }
}

/// What a new product could forget: its variables, its examples, its place beside `--with`.
#[test]
fn help_tells_all_there_is() {
    let mut program = help::documented();
    program.build();
    let pages = || program.get_subcommands();
    let is_told = |variable: &str| {
        pages().flat_map(help::sections).any(|section| match section.body {
            help::Body::Table(rows) => rows.iter().any(|(terms, _)| terms.contains(&variable)),
            help::Body::Examples(_) => false,
        })
    };
    for variable in SETTINGS.iter().flat_map(|setting| setting.variables) {
        assert!(is_told(variable), "no command tells of {variable}");
    }
    let has_examples = |command| {
        let mut sections = help::sections(command).into_iter();
        sections.any(|section| matches!(section.body, help::Body::Examples(_)))
    };
    for command in pages() {
        assert!(has_examples(command), "{} has no example", command.get_name());
    }
    let mut with = With::command();
    with.build();
    // Clap's own, which no grant is.
    let products = with.get_subcommands().map(clap::Command::get_name);
    let products: Vec<&str> = products.filter(|name| *name != "help").collect();
    let chat = program.find_subcommand("chat").unwrap();
    let offered = chat.get_arguments().find(|arg| arg.get_id() == "with").unwrap();
    let offered = offered.get_possible_values();
    let offered: Vec<&str> = offered.iter().map(PossibleValue::get_name).collect();
    assert_eq!(offered, products);
}

/// Every example of every help, run as it stands where it says that it runs.
#[cfg(unix)]
#[test]
fn examples_work_when_pasted() {
    let mut command = help::documented();
    command.build();
    let folder = Folder::new();
    folder.write(".env", DOT_ENV);
    let config = folder.path().join(".config/fish");
    fs::create_dir_all(config).unwrap();
    let run = |line: &str| {
        let path = std::env::var("PATH").unwrap();
        let here = Path::new(env!("CARGO_BIN_EXE_twimint")).parent().unwrap();
        let output = Command::new("bash")
            .args(["-o", "pipefail", "-c", line])
            .env_clear()
            .env("PATH", format!("{}:{path}", here.display()))
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}\n{output:?}");
        output.stdout
    };
    folder.write("token.txt", run("twimint chat --identity alice"));
    let mut tried = 0;
    for command in std::iter::once(&command).chain(command.get_subcommands()) {
        for section in help::sections(command) {
            if let help::Body::Examples(examples) = section.body {
                tried += examples.len();
                for (_, line) in examples {
                    run(line);
                }
            }
        }
    }
    assert!(tried > 20, "only {tried} examples were found");
}
