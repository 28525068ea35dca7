//! Keeps the total of each node, and adds each change to all folders above.
//!
//! on = "reference"
//! part = "tree"
//! without = ["const NONE"]

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<TreeNode>,
}

#[derive(Clone, Copy, Debug, Default)]
struct TreeNode {
    size: u64,
    total: u64,
    parent: Option<u32>,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut nodes = vec![TreeNode::default(); entries.len()];
        for entry in entries {
            nodes[entry.id as usize].parent = entry.parent;
        }
        let mut tree = Tree { nodes };
        for entry in entries {
            tree.set_size(entry.id, entry.size);
        }
        tree
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        let old = std::mem::replace(&mut self.nodes[id as usize].size, size);
        let mut here = Some(id);
        while let Some(id) = here {
            let node = &mut self.nodes[id as usize];
            node.total = node.total - old + size;
            here = node.parent;
        }
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        self.nodes[id as usize].total
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let parent = |&id: &u32| self.nodes[id as usize].parent;
        let mut path: Vec<u32> = std::iter::successors(Some(id), parent).collect();
        path.reverse();
        path
    }
}
