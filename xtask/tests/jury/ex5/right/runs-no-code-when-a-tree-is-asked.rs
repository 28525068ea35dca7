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

use shared::never;

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
