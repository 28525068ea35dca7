//! What both ways of looking into a folder have in common. In: nothing. Out: what can
//! stand in a folder, and why something could not be opened.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

/// A folder. A name is always one component: it is never `..`, and has no `/` in it.
pub trait Folder: Sized {
    /// Opens a folder that the user named. Here links are followed.
    fn open(path: &Path) -> io::Result<Self>;

    /// What stands at this name.
    fn kind(&self, name: &OsStr) -> Result<EntryKind, Trouble>;

    /// Opens a folder in this one.
    fn enter(&self, name: &OsStr) -> Result<Self, Trouble>;

    /// Reads a regular file of at most `limit` bytes. Nothing else is opened: neither a
    /// pipe, which would wait for somebody, nor a device, which might do something.
    fn read(&self, name: &OsStr, limit: u64) -> Result<Vec<u8>, Trouble>;

    /// What is in this folder, in the order of the names' bytes, unless there is more
    /// than `most`.
    fn entries(&self, most: usize) -> Result<Listing, Trouble>;
}

/// What is in a folder.
pub enum Listing {
    /// All of it, in the order of the names' bytes.
    Whole(Vec<(OsString, EntryKind)>),
    /// Too much to be named.
    TooLong,
}

/// What stands at a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, or what Windows has like it.
    Link,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// Something else.
    Other,
}

impl EntryKind {
    /// In a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            EntryKind::File => "a regular file",
            EntryKind::Folder => "a folder",
            EntryKind::Link => "a symbolic link",
            EntryKind::Pipe => "a named pipe",
            EntryKind::Socket => "a socket",
            EntryKind::Device => "a device",
            EntryKind::Other => "a special file",
        }
    }
}

/// Why something could not be opened or read.
#[derive(Debug)]
pub enum Trouble {
    /// Nothing stands there.
    Missing,
    /// Something else stands there.
    Unexpected(EntryKind),
    /// It has this many bytes, or more.
    TooLarge(u64),
    /// It may not be read, or the system refused it for another reason.
    Refused(io::Error),
    /// The machine is at its limits, or broken. It says nothing about the file.
    Machine(io::Error),
}

/// In the order of the names' bytes, whatever the file system's order is.
pub(super) fn sorted(mut entries: Vec<(OsString, EntryKind)>) -> Listing {
    entries.sort_by(|(a, _), (b, _)| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
    Listing::Whole(entries)
}
