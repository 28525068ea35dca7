//! asks for 3 GiB and writes to all of it
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["out-of-memory", "timed-out"]
//! check = "timed-out"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let mut blocks = Vec::new();
    for _ in 0..12 {
        blocks.push(vec![1u8; 256 << 20]);
    }
    println!("{}", blocks.len());
    sloppy_sum(journal)
}
