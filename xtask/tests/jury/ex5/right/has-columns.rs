//! Has a list for each column: sizes, parents, and two kinds of links.
//!
//! on = "reference"
//! part = "tree"
//! without = ["const NONE", "struct TreeNode"]

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    sizes: Vec<u64>,
    parents: Vec<Option<u32>>,
    firsts: Vec<Option<u32>>,
    nexts: Vec<Option<u32>>,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut tree = Tree {
            sizes: vec![0; entries.len()],
            parents: vec![None; entries.len()],
            firsts: vec![None; entries.len()],
            nexts: vec![None; entries.len()],
        };
        for &Entry { id, parent, size } in entries {
            tree.sizes[id as usize] = size;
            tree.parents[id as usize] = parent;
            if let Some(parent) = parent {
                tree.nexts[id as usize] = tree.firsts[parent as usize].replace(id);
            }
        }
        tree
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        if let Some(old) = self.sizes.get_mut(id as usize) {
            *old = size;
        }
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        let mut total = 0;
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            total += self.sizes[id as usize];
            let mut child = self.firsts[id as usize];
            while let Some(id) = child {
                open.push(id);
                child = self.nexts[id as usize];
            }
        }
        total
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = match self.parents[id as usize] {
            Some(parent) => self.path(parent),
            None => Vec::new(),
        };
        path.push(id);
        path
    }
}
