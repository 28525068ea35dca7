//! The files of reports. In: a folder, names and contents. Out: files below the folder,
//! each replaced as a whole, and for its owner's eyes alone: see [`private`].

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use xtask::failure::Failure;

use crate::private;

/// A folder that reports are written to.
pub struct Folder {
    root: PathBuf,
    /// The folders that are known to be there, and to be no links.
    known: BTreeSet<PathBuf>,
    /// What was written, below the root.
    written: BTreeSet<PathBuf>,
}

impl Folder {
    /// Opens a folder, and makes it if it is not there.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        private::create_folders(root)
            .map_err(|error| Failure::io("make the folder", root, &error))?;
        Ok(Folder {
            root: root.to_owned(),
            known: BTreeSet::new(),
            written: BTreeSet::new(),
        })
    }

    /// Writes a file in the folder itself.
    pub fn write(&mut self, name: &str, contents: &str) -> Result<PathBuf, Failure> {
        self.write_in(&[], name, contents)
    }

    /// Writes a file in the folder itself that is too long to be in memory as a whole.
    pub fn write_by(
        &mut self,
        name: &str,
        contents: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<PathBuf, Failure> {
        let path = self.root.join(plain(name)?);
        replace(&self.root, &path, contents)?;
        self.written.insert(PathBuf::from(name));
        Ok(path)
    }

    /// Writes a file in a folder below the folder.
    pub fn write_in(
        &mut self,
        folders: &[&str],
        name: &str,
        contents: &str,
    ) -> Result<PathBuf, Failure> {
        let mut below = PathBuf::new();
        for folder in folders {
            below.push(plain(folder)?);
            self.make(&below)?;
        }
        let path = self.root.join(&below).join(plain(name)?);
        replace(&self.root.join(&below), &path, |file| {
            let written = file.write_all(contents.as_bytes());
            written.map_err(|error| Failure::io("write", &path, &error))
        })?;
        self.written.insert(below.join(name));
        Ok(path)
    }

    /// How many files were written.
    pub fn written(&self) -> usize {
        self.written.len()
    }

    /// What else is in these folders: files and folders that were not written to.
    pub fn stale(&self, folders: &[&str]) -> Result<Vec<PathBuf>, Failure> {
        let mut stale = Vec::new();
        for folder in folders {
            let path = self.root.join(folder);
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(Failure::io("read the folder", &path, &error)),
            };
            let mut names: Vec<OsString> = entries.flatten().map(|e| e.file_name()).collect();
            names.sort();
            for name in names {
                let below = Path::new(folder).join(name);
                if !self.written.contains(&below) && !self.known.contains(&below) {
                    stale.push(self.root.join(below));
                }
            }
        }
        Ok(stale)
    }

    /// Makes a folder below the root. A link would lead out of it.
    fn make(&mut self, below: &Path) -> Result<(), Failure> {
        if self.known.contains(below) {
            return Ok(());
        }
        let path = self.root.join(below);
        match private::create_folder(&path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(Failure::io("make the folder", &path, &error));
            }
            _ => {}
        }
        let found =
            fs::symlink_metadata(&path).map_err(|error| Failure::io("look at", &path, &error))?;
        if !found.is_dir() {
            return Err(Failure::new(format!(
                "expected a folder, and found a link or a file: {}",
                path.display()
            ))
            .next("move it away, or choose another folder for the results"));
        }
        self.known.insert(below.to_owned());
        Ok(())
    }
}

/// A name that is one step of a path, and stays below.
fn plain(name: &str) -> Result<&str, Failure> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(allowed) {
        return Err(Failure::new(format!(
            "expected a plain file name for a report, and found {name:?}"
        )));
    }
    Ok(name)
}

fn replace(
    folder: &Path,
    path: &Path,
    contents: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::io("write", path, &error);
    // Such a file is its owner's alone, and stays so.
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix(".report-").tempfile_in(folder);
    let mut file: NamedTempFile = file.map_err(fail)?;
    contents(&mut file)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_written() {
        let scratch = tempfile::tempdir().expect("a folder");
        let root = scratch.path().join("results");
        let mut folder = Folder::open(&root).expect("a folder");
        for name in ["..", "../x", "/x", "a/b", "", ".hidden", "a\\b", "a\0"] {
            assert!(folder.write(name, "x").is_err(), "{name:?}");
            assert!(folder.write_in(&[name], "x", "x").is_err(), "{name:?}");
        }
        let seen = fs::read_dir(scratch.path()).expect("the folder").count();
        assert_eq!((seen, folder.written()), (1, 0));
    }

    #[test]
    fn files_are_replaced_and_strangers_are_told_of() {
        let scratch = tempfile::tempdir().expect("a folder");
        let root = scratch.path();
        fs::create_dir(root.join("students")).expect("a folder");
        fs::write(root.join("students/old.html"), "old").expect("a file");
        let mut folder = Folder::open(root).expect("a folder");
        folder
            .write_in(&["students"], "a.html", "1")
            .expect("written");
        folder
            .write_in(&["students"], "a.html", "2")
            .expect("written");
        let path = root.join("students/a.html");
        let read = fs::read_to_string(&path).expect("a file");
        assert_eq!((read.as_str(), folder.written()), ("2", 1));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let stale = folder.stale(&["students", "gradescope"]).expect("read");
        assert_eq!(stale, [root.join("students/old.html")]);
        let left = fs::read_dir(root.join("students")).expect("the folder");
        assert_eq!(left.count(), 2, "no temporary file is left");
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let scratch = tempfile::tempdir().expect("a folder");
        let outside = scratch.path().join("outside");
        let root = scratch.path().join("results");
        fs::create_dir(&outside).expect("a folder");
        fs::create_dir(&root).expect("a folder");
        std::os::unix::fs::symlink(&outside, root.join("students")).expect("a link");
        fs::write(outside.join("kept"), "kept").expect("a file");
        std::os::unix::fs::symlink(outside.join("kept"), root.join("index.html")).expect("a link");
        let mut folder = Folder::open(&root).expect("a folder");
        let failure = folder
            .write_in(&["students"], "a.html", "x")
            .expect_err("a link");
        assert!(failure.to_string().contains("found a link"), "{failure}");
        folder
            .write("index.html", "new")
            .expect("the link is replaced");
        let kept = fs::read_to_string(outside.join("kept")).expect("a file");
        assert_eq!(kept, "kept");
        assert_eq!(fs::read_dir(&outside).expect("the folder").count(), 1);
    }
}
