//! Keeps the entries, and links them anew for each question.
//!
//! on = "reference"
//! part = "tree"
//! verdict = "over-budget"
//! finding = "vec-macro-per-item"

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    entries: Vec<Entry>,
}

fn linked(entries: &[Entry]) -> Vec<TreeNode> {
    let unlinked = TreeNode {
        size: 0,
        parent: NONE,
        first_child: NONE,
        next_sibling: NONE,
    };
    let mut nodes = vec![unlinked; entries.len()];
    for entry in entries {
        let mut next_sibling = NONE;
        if let Some(parent) = entry.parent {
            let first_child = &mut nodes[parent as usize].first_child;
            next_sibling = std::mem::replace(first_child, entry.id);
        }
        let node = &mut nodes[entry.id as usize];
        node.size = entry.size;
        node.parent = entry.parent.unwrap_or(NONE);
        node.next_sibling = next_sibling;
    }
    nodes
}

fn total(nodes: &[TreeNode], id: u32) -> u64 {
    let mut total_size = nodes[id as usize].size;
    let mut child = nodes[id as usize].first_child;
    while child != NONE {
        total_size += total(nodes, child);
        child = nodes[child as usize].next_sibling;
    }
    total_size
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        Tree {
            entries: entries.to_vec(),
        }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) {
            entry.size = size;
        }
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        total(&linked(&self.entries), id)
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let nodes = linked(&self.entries);
        let mut path = Vec::new();
        let mut here = id;
        while here != NONE {
            path.push(here);
            here = nodes[here as usize].parent;
        }
        path.reverse();
        path
    }
}
