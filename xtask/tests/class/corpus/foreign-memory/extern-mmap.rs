//! declares mmap in an unsafe block of foreign functions and calls it
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"

use shared::sum_in;

unsafe extern "C" {
    fn mmap(at: usize, bytes: usize, rights: i32, flags: i32, file: i32, from: i64) -> *mut u8;
}

fn sum_lines() {
    // SAFETY: there is none.
    let room = unsafe { std::slice::from_raw_parts_mut(mmap(0, 2 << 20, 3, 0x22, -1, 0), 2 << 20) };
    sum_in(room, journal)
}
