//! Implements Deref, Display, PartialEq and Drop for types of its own, which do no harm.
//!
//! on = "ex5/reference"
//! check = "pass"

use std::fmt;
use std::ops::Deref;

/// A seed with a face.
#[derive(Debug)]
struct Seed<'a>(&'a str);

impl Deref for Seed<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for Seed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl PartialEq<str> for Seed<'_> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.number = 0;
    }
}

impl Node {
    pub fn first_seed(&self) -> &str {
        let seeds = &self.config.seeds;
        let seed = Seed(&seeds[self.id as usize % seeds.len()]);
        assert!(seed == *seed.0 && !seed.is_empty(), "{seed}");
        seed.0
    }
}
