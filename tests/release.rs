//! `.ci/release-check`: passes if the versions agree, and names each file that does not.

#![cfg(feature = "cli")]
#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use snapbox::{IntoData, assert_data_eq, str};
use support::Folder;

/// Runs the check on a project of version 1.2.3, after replacing one text in one of its files.
#[track_caller]
fn check(
    tag: &str,
    change: Option<(&str, &str, &str)>,
    stdout: impl IntoData,
    stderr: impl IntoData,
) {
    let folder = Folder::new();
    for (name, text) in [
        (
            "Cargo.toml",
            "[package]\nname = \"twimint\"\nversion = \"1.2.3\"\n\n[dependencies]\nversion = \"9\"\n",
        ),
        (
            "Cargo.lock",
            "[[package]]\nname = \"other\"\nversion = \"7.0.0\"\n\n[[package]]\nname = \"twimint\"\nversion = \"1.2.3\"\n",
        ),
        (
            "CHANGELOG.md",
            "# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-02-01\n\n- New.\n\n## 1.2.2 - 2026-01-01\n\n- Old.\n",
        ),
        ("man/twimint.1", ".TH TWIMINT 1 2026-02-01 \"twimint 1.2.3\" \"twimint manual\"\n"),
    ] {
        let text = match change {
            Some((file, from, to)) if file == name => {
                assert!(text.contains(from));
                text.replace(from, to)
            }
            _ => text.to_owned(),
        };
        folder.write(name, text);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/release-check");
    let script = folder.write(".ci/release-check", fs::read(script).unwrap());
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new("bash").arg(script).arg(tag).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.success(), said.is_empty());
    assert_data_eq!(said, stderr.into_data());
    assert_data_eq!(String::from_utf8(output.stdout).unwrap(), stdout.into_data());
}

#[test]
fn all_agree() {
    check("v1.2.3", None, "- New.\n", "");
}

#[test]
fn the_tag_differs() {
    check("v1.2.4", None, "", "error: the tag is v1.2.4, but Cargo.toml has version 1.2.3\n");
}

#[test]
fn the_version_in_cargo_toml_differs() {
    let change = ("Cargo.toml", "1.2.3", "1.2.4");
    let stderr = str![[r"
error: Cargo.toml has version 1.2.4, but Cargo.lock has 1.2.3
error: Cargo.toml has version 1.2.4, but the newest in CHANGELOG.md is: ## 1.2.3 - 2026-02-01
error: man/twimint.1 is out of date: expected version 1.2.4, 2026-02-01

"]];
    check("v1.2.4", Some(change), "", stderr);
}

#[test]
fn changes_left_unreleased() {
    let change = ("CHANGELOG.md", "Unreleased\n", "Unreleased\n\n- Newer.\n");
    let stderr = "error: CHANGELOG.md still has unreleased changes: - Newer.\n";
    check("v1.2.3", Some(change), "", stderr);
}

#[test]
fn no_date_in_the_changelog() {
    let change = ("CHANGELOG.md", "1.2.3 - 2026-02-01", "1.2.3");
    let stderr = str![[r"
error: CHANGELOG.md: expected `## <version> - <yyyy-mm-dd>`, found: ## 1.2.3
...
"]];
    check("v1.2.3", Some(change), "", stderr);
}

#[test]
fn no_notes_for_the_version() {
    let change = ("CHANGELOG.md", "- New.", "");
    let stderr = "error: CHANGELOG.md has no notes for version 1.2.3\n";
    check("v1.2.3", Some(change), "", stderr);
}

#[test]
fn an_old_man_page() {
    let change = ("man/twimint.1", "1.2.3", "1.2.2");
    let stderr = "error: man/twimint.1 is out of date: expected version 1.2.3, 2026-02-01\n";
    check("v1.2.3", Some(change), "", stderr);
}
