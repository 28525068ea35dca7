//! Folders by their paths, where there is nothing better. In: names. Out: what stands
//! there, each looked at before it is used. Who renames things meanwhile can still
//! deceive it.

use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::entry::{self, EntryKind, Listing, Trouble, sorted};

/// The path of a folder, no component of which was a link below the first.
pub struct Folder(PathBuf);

impl entry::Folder for Folder {
    fn open(path: &Path) -> io::Result<Self> {
        fs::read_dir(path)?;
        Ok(Folder(path.to_owned()))
    }

    fn kind(&self, name: &OsStr) -> Result<EntryKind, Trouble> {
        let metadata = fs::symlink_metadata(self.0.join(name)).map_err(trouble)?;
        Ok(kind(metadata.file_type()))
    }

    fn enter(&self, name: &OsStr) -> Result<Self, Trouble> {
        match self.kind(name)? {
            EntryKind::Folder => Ok(Folder(self.0.join(name))),
            other => Err(Trouble::Unexpected(other)),
        }
    }

    fn read(&self, name: &OsStr, limit: u64) -> Result<Vec<u8>, Trouble> {
        match self.kind(name)? {
            EntryKind::File => {}
            other => return Err(Trouble::Unexpected(other)),
        }
        let file = File::open(self.0.join(name)).map_err(trouble)?;
        let size = file.metadata().map_err(trouble)?.len();
        if size > limit {
            return Err(Trouble::TooLarge(size));
        }
        let mut bytes = Vec::new();
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(trouble)?;
        match bytes.len() as u64 {
            read if read > limit => Err(Trouble::TooLarge(read)),
            _ => Ok(bytes),
        }
    }

    fn entries(&self, most: usize) -> Result<Listing, Trouble> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(trouble)? {
            let entry = entry.map_err(trouble)?;
            if entries.len() == most {
                return Ok(Listing::TooLong);
            }
            let kind = entry.file_type().map_or(EntryKind::Other, kind);
            entries.push((entry.file_name(), kind));
        }
        Ok(sorted(entries))
    }
}

/// What is not one of the three that every system has could be any of the others.
fn kind(of: FileType) -> EntryKind {
    match of {
        of if of.is_symlink() => EntryKind::Link,
        of if of.is_dir() => EntryKind::Folder,
        of if of.is_file() => EntryKind::File,
        _ => EntryKind::Other,
    }
}

fn trouble(error: io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing,
        io::ErrorKind::OutOfMemory => Trouble::Machine(error),
        _ => Trouble::Refused(error),
    }
}
