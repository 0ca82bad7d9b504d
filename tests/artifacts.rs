//! The generated files that are checked in: `completions/`, `docs/` and `debian/` are what the program and the documents
//! make of them, no more and no less. `man/` is made and proved beside the help that it is made of.
//!
//! `SNAPSHOTS=overwrite cargo test` writes them afresh.

use std::fmt::Write as _;

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
    generated::check("docs", &[("decode.svg".to_owned(), svg.into_bytes())].into());
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
    generated::check("debian", &files.into());
}
