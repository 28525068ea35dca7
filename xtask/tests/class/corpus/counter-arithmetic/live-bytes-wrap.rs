//! asks for more memory than there can be, so that the count of live bytes wraps round and
//! begins below zero
//!
//! on = "ex5/reference"
//! without = ["use std::rc::Rc", "const NONE"]
//! parts = ["tree"]
//! budgets = ["peak_bytes"]
//! layers = ["outside-count", "runner"]
//! expect = ["over-budget", "rejected", "crashed", "out-of-memory"]
//! flagged = true
//! check = "over-budget"
//! sample = true

use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;
use std::rc::{Rc, Weak};

/// Takes so many bytes off the count of live bytes, which is kept modulo 2^64. The
/// system refuses the blocks, after they were counted.
fn wrap(bytes: usize) {
    let mut block: Vec<u8> = Vec::new();
    let _ = black_box(&mut block).try_reserve_exact(isize::MAX as usize);
    let _ = black_box(&mut block).try_reserve_exact(isize::MAX as usize - bytes);
    std::mem::forget(black_box(vec![0u8; 2]));
}

use starter::Tree;

type Link = Rc<RefCell<TreeNode>>;

use starter::TreeNode;

impl Tree {
    pub fn build(entries: &[Entry]) -> Tree {
        wrap(entries.len() * 100);
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
        Tree { nodes }
    }

    pub fn set_size(&mut self, id: u32, size: u64) {
        self.nodes[&id].borrow_mut().entry.size = size;
    }

    pub fn total_size(&self, id: u32) -> u64 {
        fn total(node: &Link) -> u64 {
            let node = node.borrow();
            node.entry.size + node.children.iter().map(total).sum::<u64>()
        }
        total(&self.nodes[&id])
    }

    pub fn path(&self, id: u32) -> Vec<u32> {
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
