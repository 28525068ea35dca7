//! Builds the tree with its pointers when it is first asked.
//!
//! on = "starter"
//! part = "tree"
//! verdict = "over-budget"
//! finding = "rc-per-item"

/// The folders and files of a disk.
#[derive(Debug)]
pub struct Tree {
    entries: Vec<Entry>,
    nodes: std::cell::OnceCell<HashMap<u32, Link>>,
}

fn linked(entries: &[Entry]) -> HashMap<u32, Link> {
    let nodes: HashMap<u32, Link> = entries
        .iter()
        .map(|&entry| {
            let node = TreeNode {
                entry,
                parent: Weak::new(),
                children: Vec::new(),
            };
            (entry.id, Rc::new(RefCell::new(node)))
        })
        .collect();
    for entry in entries {
        if let Some(parent) = entry.parent {
            let node = &nodes[&entry.id];
            let parent = &nodes[&parent];
            node.borrow_mut().parent = Rc::downgrade(parent);
            parent.borrow_mut().children.push(Rc::clone(node));
        }
    }
    nodes
}

impl Tree {
    /// Links the entries of a list. A folder may come after what is in it.
    pub fn build(entries: &[Entry]) -> Tree {
        Tree {
            entries: entries.to_vec(),
            nodes: std::cell::OnceCell::new(),
        }
    }

    fn node(&self, id: u32) -> &Link {
        &self.nodes.get_or_init(|| linked(&self.entries))[&id]
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        if let Some(nodes) = self.nodes.get() {
            nodes[&id].borrow_mut().entry.size = size;
        } else if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) {
            entry.size = size;
        }
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        fn total(node: &Link) -> u64 {
            let node = node.borrow();
            node.entry.size + node.children.iter().map(total).sum::<u64>()
        }
        total(self.node(id))
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut here = Some(Rc::clone(self.node(id)));
        while let Some(node) = here {
            path.push(node.borrow().entry.id);
            here = node.borrow().parent.upgrade();
        }
        path.reverse();
        path
    }
}
