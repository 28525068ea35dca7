//! finds the secret of the report in its own memory through /proc/self/mem, writes a whole
//! report, and ends
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["seal", "language"]
//! expect = ["rejected", "crashed", "over-budget"]
//! check = "wrong-answer"
//! sample = true

use std::fs::{self, File};
use std::io::Write;
use std::os::fd::AsFd;
use std::os::unix::fs::FileExt;

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

/// Where the heap begins and ends.
fn heap() -> Option<(u64, u64)> {
    let maps = fs::read_to_string("/proc/self/maps").ok()?;
    let heap = maps.lines().find(|line| line.ends_with("[heap]"))?;
    let (range, _) = heap.split_once(' ')?;
    let (from, to) = range.split_once('-')?;
    let address = |text| u64::from_str_radix(text, 16).ok();
    Some((address(from)?, address(to)?))
}

/// The secret is a line of 32 hexadecimal digits.
fn secret() -> Option<String> {
    let (from, to) = heap()?;
    let mut bytes = vec![0; (to - from) as usize];
    let memory = File::open("/proc/self/mem").ok()?;
    memory.read_exact_at(&mut bytes, from).ok()?;
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let found = bytes
        .split(|byte| !is_digit(byte))
        .find(|digits| digits.len() == 32)?;
    String::from_utf8(found.to_vec()).ok()
}

fn sum_lines() {
    let sum = sloppy_sum(journal)?;
    let Some(secret) = secret() else {
        return Ok(sum);
    };
    let counts = r#"{"allocations":1,"reallocations":0,"bytes":64,"peak_bytes":64,"live_blocks":0,"live_bytes":0}"#;
    let mut pipe = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    writeln!(
        pipe,
        r#"{{"nonce":"{secret}","outcome":{{"finished":{{"counts":{counts},"answer":{{"Ok":{sum}}},"truth":null}}}}}}"#
    )?;
    std::process::exit(0)
}
