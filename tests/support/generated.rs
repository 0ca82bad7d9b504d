//! Checks that generated files are up to date. Used by the tests that generate them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use snapbox::assert::DEFAULT_ACTION_ENV;

/// Compares a folder with the files that belong there, or writes them if `SNAPSHOTS=overwrite` is set.
pub fn check(folder: &str, expected: &BTreeMap<String, Vec<u8>>) {
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
        // Compare raw: in a snapshot, `...` would be a wildcard.
        assert!(
            found[name] == *content,
            "{name} is stale: write it afresh with SNAPSHOTS=overwrite cargo test"
        );
    }
}
