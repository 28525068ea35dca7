//! Folders that are held open. In: names. Out: handles, opened one component at a time
//! with `O_NOFOLLOW`.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, fstat, openat, statat};
use rustix::io::Errno;

use super::entry::{self, EntryKind, Listing, Trouble, sorted};

/// An open folder.
pub struct Folder(OwnedFd);

impl entry::Folder for Folder {
    fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Folder(openat(CWD, path, flags, Mode::empty())?))
    }

    fn kind(&self, name: &OsStr) -> Result<EntryKind, Trouble> {
        let stat = statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).map_err(trouble)?;
        Ok(kind(FileType::from_raw_mode(stat.st_mode)))
    }

    fn enter(&self, name: &OsStr) -> Result<Self, Trouble> {
        match self.kind(name)? {
            EntryKind::Folder => Ok(Folder(self.handle(name, OFlags::DIRECTORY)?)),
            other => Err(Trouble::Unexpected(other)),
        }
    }

    fn read(&self, name: &OsStr, limit: u64) -> Result<Vec<u8>, Trouble> {
        match self.kind(name)? {
            EntryKind::File => {}
            other => return Err(Trouble::Unexpected(other)),
        }
        // Somebody may have put a pipe there since: it must not keep us waiting.
        let file = self.handle(name, OFlags::NONBLOCK | OFlags::NOCTTY)?;
        let stat = fstat(&file).map_err(trouble)?;
        match kind(FileType::from_raw_mode(stat.st_mode)) {
            EntryKind::File => {}
            other => return Err(Trouble::Unexpected(other)),
        }
        let size = u64::try_from(stat.st_size).unwrap_or(u64::MAX);
        if size > limit {
            return Err(Trouble::TooLarge(size));
        }
        let mut bytes = Vec::new();
        File::from(file)
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| match Errno::from_io_error(&error) {
                Some(errno) => trouble(errno),
                None => Trouble::Refused(error),
            })?;
        match bytes.len() as u64 {
            read if read > limit => Err(Trouble::TooLarge(read)),
            _ => Ok(bytes),
        }
    }

    fn entries(&self, most: usize) -> Result<Listing, Trouble> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.0).map_err(trouble)? {
            let entry = entry.map_err(trouble)?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            if entries.len() == most {
                return Ok(Listing::TooLong);
            }
            let kind = match entry.file_type() {
                // Not every file system says it in its listing.
                FileType::Unknown => self.kind(name).unwrap_or(EntryKind::Other),
                known => kind(known),
            };
            entries.push((OsString::from(name), kind));
        }
        Ok(sorted(entries))
    }
}

impl Folder {
    fn handle(&self, name: &OsStr, flags: OFlags) -> Result<OwnedFd, Trouble> {
        let flags = flags | OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        openat(&self.0, name, flags, Mode::empty()).map_err(trouble)
    }
}

fn kind(of: FileType) -> EntryKind {
    match of {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        FileType::Symlink => EntryKind::Link,
        FileType::Fifo => EntryKind::Pipe,
        FileType::Socket => EntryKind::Socket,
        FileType::CharacterDevice | FileType::BlockDevice => EntryKind::Device,
        FileType::Unknown => EntryKind::Other,
    }
}

/// Only what no submission can bring about is the machine's fault: one student must not
/// be able to stop the grading of all.
fn trouble(errno: Errno) -> Trouble {
    match errno {
        Errno::NOENT => Trouble::Missing,
        Errno::LOOP => Trouble::Unexpected(EntryKind::Link),
        Errno::MFILE | Errno::NFILE | Errno::NOMEM | Errno::IO => Trouble::Machine(errno.into()),
        _ => Trouble::Refused(errno.into()),
    }
}
