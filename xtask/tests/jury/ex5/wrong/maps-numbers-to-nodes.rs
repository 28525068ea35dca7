//! Keeps the map, and links the nodes in it by number.
//!
//! on = "starter"
//! part = "tree"
//! verdict = "over-budget"
//! finding = "none"
//! without = ["type Link", "use std::cell::RefCell", "use std::rc::{Rc, Weak}"]

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    nodes: HashMap<u32, TreeNode>,
}

#[derive(Debug)]
struct TreeNode {
    entry: Entry,
    children: Vec<u32>,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut nodes: HashMap<u32, TreeNode> = entries
            .iter()
            .map(|&entry| {
                let children = Vec::new();
                (entry.id, TreeNode { entry, children })
            })
            .collect();
        for entry in entries {
            if let Some(parent) = entry.parent.and_then(|parent| nodes.get_mut(&parent)) {
                parent.children.push(entry.id);
            }
        }
        Tree { nodes }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        if let Some(node) = self.nodes.get_mut(&id) {
            node.entry.size = size;
        }
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        let node = &self.nodes[&id];
        let children = node.children.iter().map(|&child| self.total_size(child));
        node.entry.size + children.sum::<u64>()
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = vec![id];
        let mut here = id;
        while let Some(parent) = self.nodes[&here].entry.parent {
            path.push(parent);
            here = parent;
        }
        path.reverse();
        path
    }
}
