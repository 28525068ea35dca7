//! The learner's file on disk. In: its path and a text. Out: the file, which has its old
//! content or its new one at any time; or a copy of what it held.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Writes the text to a new file; one that is there is never written over.
pub fn keep(folder: &Path, text: &[u8]) -> Result<PathBuf, Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    for number in 1.. {
        let path = folder.join(format!("lib-{number}.rs"));
        match fs::File::create_new(&path) {
            Ok(mut file) => {
                let written = file.write_all(text).and_then(|()| file.sync_all());
                return match written {
                    Ok(()) => Ok(path),
                    Err(error) => {
                        // Half a copy would pass for a whole one.
                        let _ = fs::remove_file(&path);
                        Err(Failure::io("write", &path, &error))
                    }
                };
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Failure::io("write", &path, &error)),
        }
    }
    Err(Failure::new("no free name for a copy of your file"))
}

/// Writes the text to a file that is not there; one that is stays as it is.
pub fn make(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    let made = scratch_in(folder).and_then(|mut file| {
        file.write_all(text)?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(path) {
            Err(error) if error.error.kind() != std::io::ErrorKind::AlreadyExists => {
                Err(error.error)
            }
            _ => Ok(()),
        }
    });
    made.map_err(|error| Failure::io("write", path, &error))
}

/// Replaces a file in one step: it has its old content or its new one, never half.
pub fn replace(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = scratch_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file that, unlike others, everybody may read once it has its
/// final name, as with a file from an editor. The umask still applies.
#[cfg(unix)]
fn scratch_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn scratch_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::NamedTempFile::new_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_writes_over_a_kept_file() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let first = keep(folder.path(), b"one").expect("kept");
        let second = keep(folder.path(), b"two").expect("kept");
        assert_ne!(first, second);
        assert_eq!(fs::read(first).ok().as_deref(), Some(&b"one"[..]));
        assert_eq!(fs::read(second).ok().as_deref(), Some(&b"two"[..]));
    }

    #[test]
    fn replaces_the_whole_file() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("src/lib.rs");
        replace(&path, b"a long first text").expect("written");
        replace(&path, b"short").expect("written");
        assert_eq!(fs::read(&path).ok().as_deref(), Some(&b"short"[..]));
    }
}
