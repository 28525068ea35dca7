//! The folders of the tests' workbooks. In: the small workbook in `tests/workbook`. Out: a
//! folder that holds it as it is there, for one test.
//!
//! A folder is used again when its test has ended, also by other test programs: what was
//! compiled for it is up to date then, and only what a test changes is compiled anew.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// A workbook that no other test has, for as long as this lives.
pub struct Scratch {
    root: PathBuf,
    _lock: File,
}

impl Scratch {
    /// The small workbook, with the profiles, the versions and the compiler of this one:
    /// so both are compiled with the same libraries.
    pub fn workbook(repository: &Path) -> Self {
        let scratch = Scratch::take(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbooks"));
        let tests = repository.join("xtask/tests");
        let mut wanted = Vec::new();
        list(&tests.join("workbook"), Path::new(""), &mut wanted);
        for name in ["Cargo.lock", "rust-toolchain.toml"] {
            wanted.push((name.into(), read(&repository.join(name))));
        }
        for (name, content) in &mut wanted {
            if name == Path::new("Cargo.toml") {
                *content = manifest(repository, &String::from_utf8_lossy(content)).into();
            }
        }
        make_equal(&scratch.root, &wanted);
        scratch
    }

    /// The first folder that nobody has.
    fn take(folders: &Path) -> Self {
        fs::create_dir_all(folders).expect("the folder of the tests' workbooks");
        // The folder may be reached through a link.
        let folders = folders.canonicalize().expect("the folder of the workbooks");
        for number in 0.. {
            let lock = folders.join(format!("{number:02}.lock"));
            let lock = File::create(lock).expect("the lock of a workbook");
            match lock.try_lock() {
                Ok(()) => {
                    let root = folders.join(format!("{number:02}"));
                    return Scratch { root, _lock: lock };
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => panic!("the lock of a workbook: {error}"),
            }
        }
        unreachable!("there is always another number")
    }

    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// The manifest of the small workbook, filled in.
fn manifest(repository: &Path, small: &str) -> String {
    let meter = repository.join("xtask/meter").display().to_string();
    let whole = String::from_utf8(read(&repository.join("Cargo.toml"))).expect("UTF-8");
    let profiles = whole.find("[profile.dev]").expect("profiles in Cargo.toml");
    format!("{}\n{}", small.replace("METER", &meter), &whole[profiles..])
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder, with their paths in it.
fn list(folder: &Path, at: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let at = at.join(entry.file_name());
        match entry.path().is_dir() {
            true => list(&entry.path(), &at, files),
            false => files.push((at, read(&entry.path()))),
        }
    }
}

/// Leaves these files in the folder, and nothing else. What is right stays untouched,
/// since cargo goes by the times of files.
fn make_equal(folder: &Path, wanted: &[(PathBuf, Vec<u8>)]) {
    remove_others(folder, Path::new(""), wanted);
    for (name, content) in wanted {
        let path = folder.join(name);
        if !fs::read(&path).is_ok_and(|old| old == *content) {
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
            fs::write(&path, content).expect("a file of the workbook");
        }
    }
}

/// Removes what is not wanted, and what is no plain file where one is wanted.
fn remove_others(folder: &Path, at: &Path, wanted: &[(PathBuf, Vec<u8>)]) {
    let Ok(entries) = fs::read_dir(folder.join(at)) else {
        return;
    };
    for entry in entries {
        let entry = entry.expect("an entry");
        let at = at.join(entry.file_name());
        // Of a link itself, not of what it leads to.
        let kind = entry.file_type().expect("the kind of a file");
        let holds_wanted = wanted
            .iter()
            .any(|(name, _)| name.starts_with(&at) && *name != at);
        let is_wanted = wanted.iter().any(|(name, _)| *name == at);
        match (kind.is_dir(), kind.is_file()) {
            (true, _) if holds_wanted => remove_others(folder, &at, wanted),
            (_, true) if is_wanted => {}
            (true, _) => fs::remove_dir_all(entry.path()).expect("a folder is removed"),
            _ => fs::remove_file(entry.path()).expect("a file is removed"),
        }
    }
}
