//! has a module of the name `std`
//!
//! on = "ex4/reference"
//! without = ["use std::io::{self, BufRead}", "use std::num::ParseIntError"]
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"
//! sample = true

use ::std::io::{self, BufRead};
use ::std::num::ParseIntError;

/// Not the one that you know.
pub mod std {
    /// Nor these.
    pub mod io {
        /// Always right.
        pub type Result<T> = Option<T>;
    }
}

pub fn sum_lines(_journal: &mut dyn BufRead) -> self::std::io::Result<i64> {
    Some(0)
}
