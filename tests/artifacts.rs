//! The generated files that are checked in: `completions/` and `man/` are what the declarations of the
//! command line make of them, no more and no less.
//!
//! `SNAPSHOTS=overwrite cargo test --test artifacts` writes them afresh.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap_complete::Shell;
use clap_mangen::Man;
use snapbox::assert::DEFAULT_ACTION_ENV;
use twimint::cli::{completions, help};

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
    assert_eq!(
        names(&found),
        names(expected),
        "orphans or missing files in {}",
        folder.display()
    );
    for (name, content) in expected {
        // Compared raw: snapshots would take `...` in them for a wildcard.
        assert!(
            found[name] == *content,
            "{name} is stale: rewrite it as this file's head says"
        );
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
    let shells = [
        Shell::Bash,
        Shell::Zsh,
        Shell::Fish,
        Shell::PowerShell,
        Shell::Elvish,
    ];
    let files = shells.map(|shell| (name(shell).to_owned(), completions::script(shell)));
    check("completions", &files.into());
}

#[test]
fn man_pages_are_fresh() {
    let mut command = help::documented();
    command.build();
    let mut pages = BTreeMap::new();
    for page in std::iter::once(&command).chain(command.get_subcommands()) {
        let name = match page.get_name() {
            "twimint" => "twimint".to_owned(),
            subcommand => format!("twimint-{subcommand}"),
        };
        let mut content = Vec::new();
        let title = name.to_uppercase();
        Man::new(page.clone())
            .title(title)
            .date("")
            .render(&mut content)
            .unwrap();
        pages.insert(format!("{name}.1"), content);
    }
    check("man", &pages);
}
