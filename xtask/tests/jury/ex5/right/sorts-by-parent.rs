//! Sorts the numbers by parent, and finds the children by a binary search.
//!
//! on = "reference"
//! part = "tree"

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<TreeNode>,
    /// All numbers but that of the topmost, sorted by parent.
    children: Vec<u32>,
}

#[derive(Clone, Debug)]
struct TreeNode {
    size: u64,
    parent: u32,
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut nodes = vec![
            TreeNode {
                size: 0,
                parent: NONE
            };
            entries.len()
        ];
        for entry in entries {
            let parent = entry.parent.unwrap_or(NONE);
            let size = entry.size;
            nodes[entry.id as usize] = TreeNode { size, parent };
        }
        let mut children: Vec<u32> = (0..entries.len() as u32).collect();
        children.sort_unstable_by_key(|&id| nodes[id as usize].parent);
        Tree { nodes, children }
    }

    fn children(&self, id: u32) -> &[u32] {
        let parent = |child: &u32| self.nodes[*child as usize].parent;
        let begin = self.children.partition_point(|child| parent(child) < id);
        let end = self.children.partition_point(|child| parent(child) <= id);
        &self.children[begin..end]
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[id as usize].size = size;
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        self.children(id)
            .iter()
            .fold(self.nodes[id as usize].size, |total, &child| {
                total + self.total_size(child)
            })
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut here = id;
        while here != NONE {
            path.push(here);
            here = self.nodes[here as usize].parent;
        }
        path.into_iter().rev().collect()
    }
}
