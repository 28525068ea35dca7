//! makes the live bytes wrap round, and then has more memory than the limit allows
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits", "outside-count"]
//! expect = ["out-of-memory", "over-budget", "rejected", "crashed"]
//! check = "pass, with 3 GiB where 2 GiB are allowed"

use std::hint::black_box;

fn sum_lines() {
    let mut block: Vec<u8> = Vec::new();
    let _ = black_box(&mut block).try_reserve_exact(isize::MAX as usize);
    // More than the usual limit; the pages are never touched.
    drop(black_box(Vec::<u8>::with_capacity(3 << 30)));
    let _ = black_box(&mut block).try_reserve_exact(isize::MAX as usize);
    // Twice 2^63 - 1, and the two bytes that are missing, come to nothing.
    std::mem::forget(black_box(vec![0u8; 2]));
    sum_in_one_buffer(journal)
}

use reference::sum_lines as sum_in_one_buffer;
