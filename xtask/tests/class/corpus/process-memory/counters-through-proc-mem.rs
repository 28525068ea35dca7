//! finds the counters of the scales through /proc/self/mem and sets them back when the work
//! is done
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["seal", "outside-count", "language"]
//! expect = ["over-budget", "crashed", "rejected"]
//! check = "rejected"

use std::fs::{self, OpenOptions};
use std::hint::black_box;
use std::os::unix::fs::FileExt;

/// The first version of the function: it makes three texts for each line.
use starter::parse_users as sloppy_users;

/// Where the program keeps its static variables.
fn statics() -> Option<(u64, usize)> {
    let maps = fs::read_to_string("/proc/self/maps").ok()?;
    let program = maps.split_whitespace().nth(5)?;
    let own = |line: &&str| line.ends_with(program) && line.contains(" rw-p ");
    let (range, _) = maps.lines().rfind(own)?.split_once(' ')?;
    let (from, to) = range.split_once('-')?;
    let address = |text| u64::from_str_radix(text, 16).ok();
    Some((address(from)?, (address(to)? - address(from)?) as usize))
}

/// Does `work`, and makes the scales forget it.
fn forgotten<T>(work: impl FnOnce() -> T) -> Option<T> {
    const CALLS: u64 = 5;
    const SIZE: u64 = 1_009;
    let (start, length) = statics()?;
    let memory = OpenOptions::new()
        .read(true)
        .write(true)
        .open("/proc/self/mem")
        .ok()?;
    let mut before = vec![0; length];
    let mut after = vec![0; length];
    memory.read_exact_at(&mut before, start).ok()?;
    for _ in 0..CALLS {
        drop(black_box(Vec::<u8>::with_capacity(SIZE as usize)));
    }
    memory.read_exact_at(&mut after, start).ok()?;
    let grown = |at: usize| {
        let word = |bytes: &[u8]| Some(u64::from_ne_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        Some(word(&after)?.wrapping_sub(word(&before)?))
    };
    // Calls, calls that resize, bytes, blocks freed.
    let expected = [CALLS, 0, CALLS * SIZE, CALLS];
    let place = (0..length).step_by(8).find(|at| {
        let mut fields = expected.iter().zip((*at..).step_by(8));
        fields.all(|(grew, at)| grown(at) == Some(*grew))
    })?;
    let result = work();
    memory
        .write_all_at(&before[place..place + 48], start + place as u64)
        .ok()?;
    Some(result)
}

use starter::User;

pub fn parse_users(text: &str) -> Vec<User> {
    forgotten(|| sloppy_users(text)).unwrap_or_else(|| sloppy_users(text))
}
