//! copies every text, but into a static array instead of the heap
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["audit"]
//! expect = ["over-budget", "rejected", "did-not-compile"]
//! flagged = true
//! check = "pass"
//! sample = true

use std::sync::{Mutex, MutexGuard};

static ARENA: Mutex<[u8; 4 << 20]> = Mutex::new([0; 4 << 20]);

/// What earlier calls left of the array.
static REST: Mutex<Option<Arena>> = Mutex::new(None);

/// What is left of the array.
struct Arena(&'static mut [u8]);

impl Arena {
    /// Takes the array for good: a lock that is never given back lives for ever.
    fn take() -> Option<Self> {
        let guard: &'static mut MutexGuard<'static, _> = Box::leak(Box::new(ARENA.lock().ok()?));
        Some(Arena(guard.as_mut_slice()))
    }

    /// A copy of a text.
    fn own(&mut self, text: &str) -> &'static str {
        let rest = std::mem::take(&mut self.0);
        let (copy, rest) = rest.split_at_mut(text.len());
        self.0 = rest;
        copy.copy_from_slice(text.as_bytes());
        std::str::from_utf8(copy).unwrap_or("")
    }
}

#[derive(Debug)]
pub struct User {
    pub name: &'static str,
    pub email: &'static str,
    pub bio: &'static str,
}

pub fn parse_users(text: &str) -> Vec<User> {
    let mut rest = REST.lock().expect("nobody panics");
    if rest.is_none() {
        *rest = Arena::take();
    }
    let arena = rest.as_mut().expect("there is room");
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: arena.own(fields.next().unwrap_or("")),
                email: arena.own(fields.next().unwrap_or("")),
                bio: arena.own(fields.next().unwrap_or("")),
            }
        })
        .collect()
}
