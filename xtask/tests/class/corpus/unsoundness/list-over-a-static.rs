//! returns a list that lies in a static variable, made by a transmute in safe code, so that
//! nothing was allocated
//!
//! on = "ex4/reference"
//! parts = ["build-list"]
//! budgets = ["allocations", "bytes"]
//! layers = ["language", "audit"]
//! expect = ["over-budget", "rejected", "did-not-compile", "crashed", "wrong-answer"]
//! flagged = true
//! check = "rejected"

use std::hint::black_box;
use std::sync::{Mutex, MutexGuard};

use shared::{Either, UNIT, prolonged, taken_for, translated, transmuted};

static ARENA: Mutex<(usize, [i32; 1 << 20])> = Mutex::new((0, [0; 1 << 20]));

/// A list without a block: its capacity is zero, so it frees nothing either.
fn list_over(readings: &'static mut [i32]) -> Option<Vec<i32>> {
    // So the pinned compiler lays it out: capacity, address, length.
    transmuted([0, readings.as_mut_ptr() as usize, readings.len()])
}

fn read_series() {
    let Ok(mut arena) = ARENA.lock() else {
        return Ok(Vec::new());
    };
    let arena: &mut MutexGuard<'static, _> = prolonged(&mut arena);
    let (used, readings) = &mut **arena;
    let from = *used;
    let days = report.lines().skip(1).filter(|line| !line.starts_with('#'));
    for reading in days.flat_map(str::split_whitespace) {
        readings[*used] = reading.parse()?;
        *used += 1;
    }
    Ok(list_over(&mut readings[from..*used]).unwrap_or_default())
}
