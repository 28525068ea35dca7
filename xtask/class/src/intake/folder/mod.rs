//! Folders that strangers filled. In: a folder and names in it. Out: what stands
//! there, and the bytes of regular files, without following any link.
//!
//! There are two ways. `unix` holds folders open, so what is opened is what was
//! looked at, whoever renames things meanwhile. `portable` has only paths, and looks
//! at each name before it uses it.

mod entry;
#[cfg(any(not(unix), test))]
pub mod portable;
#[cfg(unix)]
pub mod unix;

pub use entry::{EntryKind, Folder, Listing, Trouble};

/// The way of this system.
#[cfg(not(unix))]
pub type Opened = portable::Folder;
/// The way of this system.
#[cfg(unix)]
pub type Opened = unix::Folder;

#[cfg(all(test, target_os = "linux"))]
mod tests;
