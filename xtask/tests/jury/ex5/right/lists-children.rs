//! Gives each node a list of its children, as the hint says.
//!
//! on = "reference"
//! part = "tree"
//! without = ["const NONE"]
//! sample = true

#[derive(Clone, Debug, Default)]
struct TreeNode {
    size: u64,
    parent: Option<u32>,
    children: Vec<u32>,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut nodes = vec![TreeNode::default(); entries.len()];
        for entry in entries {
            nodes[entry.id as usize].size = entry.size;
            nodes[entry.id as usize].parent = entry.parent;
            if let Some(parent) = entry.parent {
                nodes[parent as usize].children.push(entry.id);
            }
        }
        Tree { nodes }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[id as usize].size = size;
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        let node = &self.nodes[id as usize];
        let children = node.children.iter().map(|&child| self.total_size(child));
        node.size + children.sum::<u64>()
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = vec![id];
        let mut here = id;
        while let Some(parent) = self.nodes[here as usize].parent {
            path.push(parent);
            here = parent;
        }
        path.reverse();
        path
    }
}
