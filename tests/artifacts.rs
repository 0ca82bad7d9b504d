//! Checks that the generated files in `completions/`, `docs/` and `debian/` are up to date. `man/` has its own test,
//! beside the help that it is generated from.
//!
//! `SNAPSHOTS=overwrite cargo test` regenerates them.

#![cfg(feature = "cli")]

use anstyle::{AnsiColor, Color, RgbColor};
use anstyle_svg::{Term, VGA};
use support::{APP, KEY, twimint};

#[path = "support/generated.rs"]
mod generated;
mod support;

#[test]
fn completions_are_fresh() {
    let files = [
        ("bash", "twimint.bash"),
        ("zsh", "_twimint"),
        ("fish", "twimint.fish"),
        ("powershell", "_twimint.ps1"),
        ("elvish", "twimint.elv"),
    ];
    let files = files.map(|(shell, name)| {
        (name.to_owned(), twimint(["completions", shell]).succeed().into_bytes())
    });
    generated::check("completions", &files.into());
}

/// Two faults of `clap_complete` that we correct: fish would expand the variable, zsh would list an alias first.
#[test]
fn completions_show_a_variable_by_its_name_and_a_command_before_its_alias() {
    let fish = twimint(["completions", "fish"]).succeed();
    let mut variables = fish.match_indices("$GITHUB_ENV").peekable();
    assert!(variables.peek().is_some());
    assert!(variables.all(|(at, _)| fish[..at].ends_with('\\')), "{fish}");
    let zsh = twimint(["completions", "zsh"]).succeed();
    let commands: Vec<_> = zsh.lines().filter(|line| line.contains("_describe")).collect();
    assert!(!commands.is_empty());
    assert!(commands.iter().all(|line| line.contains("_describe -V")), "{commands:?}");
    let at = |entry: &str| zsh.find(entry).unwrap();
    assert!(at("'chat:Mint") < at("'conversations:Mint"));
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
    // Browsers ignore `opacity` on a part of a text, but not `fill-opacity`.
    let opacity = ".dimmed { opacity: 0.4; }";
    assert!(svg.contains(opacity));
    let svg = svg.replace(opacity, ".dimmed { fill-opacity: 0.65; }");
    generated::check("docs", &[("decode.svg".to_owned(), svg.into_bytes())].into());
}

/// `debian/changelog` is written by hand, but must list the same releases as ours. `debian/copyright` is generated.
#[test]
fn debian_files_are_fresh() {
    let changelog = include_str!("../debian/changelog");
    let ours = include_str!("../CHANGELOG.md").lines();
    let ours = ours.filter_map(|line| line.strip_prefix("## ")?.split_once(" - "));
    let lines =
        |start: &'static str| changelog.lines().filter_map(move |line| line.strip_prefix(start));
    let theirs: Vec<String> = lines("twimint (")
        .zip(lines(" -- "))
        .map(|(head, tail)| format!("{head}, {tail}"))
        .collect();
    let ours: Vec<String> = ours
        .map(|(version, date)| {
            let day = date.parse::<jiff::civil::Date>().unwrap().strftime("%a, %d %b %Y");
            format!("{version}-1) unstable; urgency=medium, The twimint developers  {day} 00:00:00 +0000")
        })
        .collect();
    assert!(!ours.is_empty());
    assert_eq!(theirs, ours);
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
    let files = [("changelog", changelog.to_owned()), ("copyright", copyright)];
    let files = files.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    generated::check("debian", &files.into());
}
