//! Has the nodes in one list, each with its whole entry.
//!
//! on = "reference"
//! part = "tree"
//! verdict = "over-budget"
//! finding = "none"
//! without = ["const NONE"]

#[derive(Clone, Debug)]
struct TreeNode {
    entry: Entry,
    children: Vec<u32>,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut nodes: Vec<TreeNode> = entries
            .iter()
            .map(|&entry| TreeNode {
                entry,
                children: Vec::new(),
            })
            .collect();
        nodes.sort_unstable_by_key(|node| node.entry.id);
        for entry in entries {
            if let Some(parent) = entry.parent {
                nodes[parent as usize].children.push(entry.id);
            }
        }
        Tree { nodes }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[id as usize].entry.size = size;
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        let node = &self.nodes[id as usize];
        let children = node.children.iter().map(|&child| self.total_size(child));
        node.entry.size + children.sum::<u64>()
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = vec![id];
        let mut here = id;
        while let Some(parent) = self.nodes[here as usize].entry.parent {
            path.push(parent);
            here = parent;
        }
        path.reverse();
        path
    }
}
