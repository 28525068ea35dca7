//! calls itself until the stack is used up
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["crashed"]
//! check = "crashed"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn depth(start: u64) -> u64 {
    let block = std::hint::black_box([start; 64]);
    match start {
        u64::MAX => 0,
        _ => 1 + depth(block[7] + 1),
    }
}

fn sum_lines() {
    let depth = depth(journal.fill_buf()?.len() as u64);
    println!("{depth}");
    sloppy_sum(journal)
}
