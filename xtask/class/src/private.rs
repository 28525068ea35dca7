//! Files and folders for nobody else. In: a path. Out: a file that its owner alone may read
//! and write, or a folder that its owner alone may enter, whatever the umask says.
//!
//! What a class handed in, what it was graded with and what came of it is between an
//! instructor and each student: others who have an account on the machine read none of it.
//! On systems without such modes, files are as any other.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// The mode of a file.
#[cfg(unix)]
const FILE: u32 = 0o600;
/// The mode of a folder.
#[cfg(unix)]
const FOLDER: u32 = 0o700;

/// Makes a folder, and those above it that are missing. One that is there keeps its mode.
///
/// # Errors
///
/// The folder cannot be made.
pub fn create_folders(path: &Path) -> io::Result<()> {
    folder_builder().recursive(true).create(path)
}

/// Makes a folder in one that is there.
///
/// # Errors
///
/// The folder cannot be made, or is there already.
pub fn create_folder(path: &Path) -> io::Result<()> {
    folder_builder().create(path)
}

/// Opens a file by these options. One that it makes is its owner's alone, and so is one that
/// was there.
///
/// # Errors
///
/// The file cannot be opened, or its mode not be changed.
pub fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(FILE);
    }
    let file = options.open(path)?;
    close_to_others(&file)?;
    Ok(file)
}

/// Opens an empty file.
///
/// # Errors
///
/// As those of [`open`].
pub fn create(path: &Path) -> io::Result<File> {
    open(
        OpenOptions::new().write(true).create(true).truncate(true),
        path,
    )
}

fn folder_builder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(FOLDER);
    }
    builder
}

#[cfg(unix)]
fn close_to_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = file.metadata()?.permissions();
    if permissions.mode() & 0o777 == FILE {
        return Ok(());
    }
    permissions.set_mode(FILE);
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn close_to_others(_file: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn nobody_else_may_read_what_is_made_or_opened() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let mode = |path: &Path| {
            let data = std::fs::metadata(path).expect("it is there");
            data.permissions().mode() & 0o777
        };
        let folder = scratch.path().join("a/b");
        create_folders(&folder).expect("folders");
        create_folders(&folder).expect("it is there already");
        create_folder(&folder.join("c")).expect("a folder");
        for made in ["a", "a/b", "a/b/c"] {
            assert_eq!(mode(&scratch.path().join(made)), FOLDER, "{made}");
        }
        let file = folder.join("file");
        create(&file).expect("a file");
        assert_eq!(mode(&file), FILE);
        let old = folder.join("old");
        std::fs::write(&old, "text").expect("a file");
        std::fs::set_permissions(&old, PermissionsExt::from_mode(0o644)).expect("a mode");
        open(OpenOptions::new().append(true), &old).expect("it is opened");
        assert_eq!(mode(&old), FILE);
        assert_eq!(std::fs::read_to_string(&old).expect("a text"), "text");
    }
}
