//! takes the first calls for those that are weighed, answers them from the bare list, and
//! builds the costly tree after them
//!
//! on = "ex5/reference"
//! without = ["struct TreeNode", "use std::rc::Rc", "const NONE"]
//! parts = ["tree"]
//! budgets = ["peak_bytes"]
//! layers = ["runner"]
//! expect = ["over-budget"]
//! check = "over-budget"

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

#[derive(Debug)]
struct Links {
    nodes: HashMap<u32, Link>,
}

type Link = Rc<RefCell<TreeNode>>;

use starter::TreeNode;

impl Links {
    fn build(entries: &[Entry]) -> Links {
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
        Links { nodes }
    }

    fn total_size(&self, id: u32) -> u64 {
        fn total(node: &Link) -> u64 {
            let node = node.borrow();
            node.entry.size + node.children.iter().map(total).sum::<u64>()
        }
        total(&self.nodes[&id])
    }

    fn path(&self, id: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut here = Some(Rc::clone(&self.nodes[&id]));
        while let Some(node) = here {
            path.push(node.borrow().entry.id);
            here = node.borrow().parent.upgrade();
        }
        path.reverse();
        path
    }
}

#[derive(Debug)]
pub struct Tree {
    entries: Vec<Entry>,
    calls: Cell<u32>,
    links: OnceCell<Links>,
}

/// So many calls may be weighed.
const WEIGHED: u32 = 32;

impl Tree {
    /// Keeps the list, sorted by number.
    pub fn build(entries: &[Entry]) -> Tree {
        let mut entries = entries.to_vec();
        entries.sort_unstable_by_key(|entry| entry.id);
        Tree {
            entries,
            calls: Cell::new(0),
            links: OnceCell::new(),
        }
    }

    /// Notes that a file or folder now takes another number of bytes by itself.
    pub fn set_size(&mut self, id: u32, size: u64) {
        self.entries[id as usize].size = size;
        if let Some(links) = self.links.get() {
            links.nodes[&id].borrow_mut().entry.size = size;
        }
    }

    /// What a file or folder takes, with all that is in it, at any depth.
    pub fn total_size(&self, id: u32) -> u64 {
        match self.links() {
            Some(links) => links.total_size(id),
            None => self
                .entries
                .iter()
                .filter(|entry| self.is_in(entry.id, id))
                .map(|e| e.size)
                .sum(),
        }
    }

    /// The way from the topmost folder to this entry, both included.
    pub fn path(&self, id: u32) -> Vec<u32> {
        if let Some(links) = self.links() {
            return links.path(id);
        }
        let mut path = Vec::new();
        let mut here = Some(id);
        while let Some(id) = here {
            path.push(id);
            here = self.entries[id as usize].parent;
        }
        path.reverse();
        path
    }

    fn is_in(&self, id: u32, folder: u32) -> bool {
        let mut here = Some(id);
        while let Some(id) = here {
            if id == folder {
                return true;
            }
            here = self.entries[id as usize].parent;
        }
        false
    }

    /// The costly tree, once nobody weighs any more.
    fn links(&self) -> Option<&Links> {
        self.calls.set(self.calls.get() + 1);
        let is_over = self.calls.get() > WEIGHED;
        is_over.then(|| self.links.get_or_init(|| Links::build(&self.entries)))
    }
}
