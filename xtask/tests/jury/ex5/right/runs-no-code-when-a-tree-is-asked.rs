//! Has a tree and entries of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "tree"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// A file or a folder, as a scan of a disk lists it.
pub struct Entry {
    /// Its number. The entries of a list have the numbers from 0 up, each once.
    pub id: u32,
    /// The number of the folder it is in. One entry has none.
    pub parent: Option<u32>,
    /// What it takes by itself, in bytes.
    pub size: u64,
}

/// The folders and files of a disk.
pub struct Tree {
    nodes: Vec<TreeNode>,
}

/// What no harness may call.
macro_rules! never {
    ($($kind:ty),*) => {$(
        impl Deref for $kind {
            type Target = str;

            fn deref(&self) -> &str {
                panic!("dereferenced")
            }
        }

        impl PartialEq for $kind {
            fn eq(&self, _other: &Self) -> bool {
                panic!("compared")
            }
        }

        impl Clone for $kind {
            fn clone(&self) -> Self {
                panic!("cloned")
            }
        }

        impl Display for $kind {
            fn fmt(&self, _formatter: &mut Formatter<'_>) -> fmt::Result {
                panic!("displayed")
            }
        }

        impl Debug for $kind {
            fn fmt(&self, _formatter: &mut Formatter<'_>) -> fmt::Result {
                panic!("shown")
            }
        }

        impl Iterator for $kind {
            type Item = ();

            fn next(&mut self) -> Option<()> {
                panic!("iterated")
            }
        }

        impl IntoIterator for &$kind {
            type Item = ();
            type IntoIter = std::iter::Empty<()>;

            fn into_iter(self) -> Self::IntoIter {
                panic!("iterated")
            }
        }
    )*};
}

never!(Entry, Tree);

/// The entries are those of the caller, and no code drops one.
impl Drop for Entry {
    fn drop(&mut self) {
        panic!("dropped")
    }
}

impl Drop for Tree {
    fn drop(&mut self) {}
}
