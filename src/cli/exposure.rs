//! Who else can get at a file: other users of the machine, and all who have the repository.
//!
//! Whether git tracks it is found out without running git: its index is searched for the file's
//! name. Versions 2 to 4 of the index are read. Not handled, and taken for untracked: repositories
//! of SHA-256 object names, a split index, a sparse index's folders, `$GIT_DIR`, and submodules whose
//! `.git` file is broken.

use std::fs;
use std::path::{Path, PathBuf};

use super::input;

/// The longest index, in bytes: some million files.
const INDEX_LIMIT: usize = 256 * 1024 * 1024;
/// What stands before the flags of an entry: ten numbers and a SHA-1.
const STAT_AND_NAME: usize = 60;

/// Whether the repository around a file has it in its index.
pub fn is_tracked(file: &Path) -> bool {
    let Ok(file) = file.canonicalize() else {
        return false;
    };
    let Some((root, git)) = file.ancestors().skip(1).find_map(repository) else {
        return false;
    };
    let Ok(name) = file.strip_prefix(root) else {
        return false;
    };
    // Git writes `/` everywhere.
    let name = name.to_string_lossy().replace('\\', "/");
    input::read_file(&git.join("index"), INDEX_LIMIT)
        .is_ok_and(|index| holds(&index, name.as_bytes()) == Some(true))
}

/// The repository whose working tree has its root in this folder.
fn repository(folder: &Path) -> Option<(&Path, PathBuf)> {
    let git = folder.join(".git");
    if git.is_dir() {
        return Some((folder, git));
    }
    // In a further working tree or a submodule, `.git` is a file that says where it is.
    let text = fs::read_to_string(git).ok()?;
    let git = text.strip_prefix("gitdir: ")?.trim_end();
    Some((folder, folder.join(git)))
}

/// Whether an index has an entry of this name. None if it is not understood to the end.
///
/// <https://git-scm.com/docs/index-format>
fn holds(index: &[u8], wanted: &[u8]) -> Option<bool> {
    let rest = index.strip_prefix(b"DIRC")?;
    let (version, rest) = number(rest)?;
    let (count, mut rest) = number(rest)?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut name = Vec::new();
    for _ in 0..count {
        let entry = rest;
        let flags = entry.get(STAT_AND_NAME)?;
        let is_extended = version >= 3 && flags & 0x40 != 0;
        let head = STAT_AND_NAME + if is_extended { 4 } else { 2 };
        rest = entry.get(head..)?;
        if version == 4 {
            // What this name shares with the one before it is left out.
            let (dropped, after) = offset(rest)?;
            rest = after;
            name.truncate(name.len().checked_sub(dropped)?);
        } else {
            name.clear();
        }
        let length = rest.iter().position(|byte| *byte == 0)?;
        name.extend_from_slice(&rest[..length]);
        if name == wanted {
            return Some(true);
        }
        rest = if version == 4 {
            &rest[length + 1..]
        } else {
            // One to eight zero bytes fill the entry to a multiple of eight.
            entry.get((head + length + 8) / 8 * 8..)?
        };
    }
    Some(false)
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (bytes, rest) = bytes.split_first_chunk()?;
    Some((u32::from_be_bytes(*bytes), rest))
}

/// A number of variable width, as git writes offsets: seven bits a byte, and each further
/// byte adds one.
fn offset(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (n, byte) in bytes.iter().enumerate() {
        value = value
            .checked_mul(128)?
            .checked_add(usize::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            return Some((value, &bytes[n + 1..]));
        }
        value = value.checked_add(1)?;
    }
    None
}

/// Whether every user of the machine can read a file.
#[cfg(unix)]
pub fn is_readable_by_all(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // Permissions of a pipe or a device are its owner's business.
    path.metadata()
        .is_ok_and(|file| file.is_file() && file.mode() & 0o004 != 0)
}

/// Whether every user of the machine can read a file: not told by a mode here.
#[cfg(not(unix))]
pub fn is_readable_by_all(_: &Path) -> bool {
    false
}
