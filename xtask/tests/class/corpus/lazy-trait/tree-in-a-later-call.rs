//! answers anything while the tree is weighed, and builds the costly tree in later calls
//!
//! on = "ex5/reference"
//! without = ["struct TreeNode", "use std::rc::Rc", "const NONE"]
//! parts = ["tree"]
//! budgets = ["peak_bytes"]
//! layers = ["runner"]
//! expect = ["wrong-answer"]
//! check = "wrong-answer"

use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

/// How many trees were built before.
static BUILT: AtomicU32 = AtomicU32::new(0);

/// None, or one that copies the whole way for each entry.
#[derive(Debug)]
pub struct Tree {
    entries: Vec<Entry>,
    ways: Vec<Vec<u32>>,
}

impl Tree {
    /// Builds nothing the first time.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut tree = Tree {
            entries: Vec::new(),
            ways: Vec::new(),
        };
        if BUILT.fetch_add(1, Ordering::Relaxed) > 0 {
            tree.entries = entries.to_vec();
            tree.entries.sort_unstable_by_key(|entry| entry.id);
            let ids = 0..entries.len() as u32;
            tree.ways = ids.map(|id| tree.way(id)).collect();
        }
        tree
    }

    fn way(&self, id: u32) -> Vec<u32> {
        let parent = |id: &u32| self.entries[*id as usize].parent;
        let mut way: Vec<u32> = std::iter::successors(Some(id), parent).collect();
        way.reverse();
        way
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        if let Some(entry) = self.entries.get_mut(id as usize) {
            entry.size = size;
        }
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        let inside = self.entries.iter().zip(&self.ways);
        let inside = inside.filter(|(_, way)| way.contains(&id));
        inside.map(|(entry, _)| entry.size).sum()
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        self.ways.get(id as usize).cloned().unwrap_or_default()
    }
}
