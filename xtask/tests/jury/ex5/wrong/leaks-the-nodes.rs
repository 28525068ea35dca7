//! Leaks the nodes, and borrows them for ever.
//!
//! on = "reference"
//! part = "tree"
//! verdict = "over-budget"
//! finding = "none"
//! sample = true

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    nodes: &'static mut [TreeNode],
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
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
        Tree {
            nodes: nodes.leak(),
        }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[id as usize].size = size;
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        let node = &self.nodes[id as usize];
        let mut total = node.size;
        let mut child = node.first_child;
        while child != NONE {
            total += self.total_size(child);
            child = self.nodes[child as usize].next_sibling;
        }
        total
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut here = id;
        while here != NONE {
            path.push(here);
            here = self.nodes[here as usize].parent;
        }
        path.reverse();
        path
    }
}
