//! reads the whole file into a static array of atomic bytes
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["audit"]
//! expect = ["over-budget", "rejected", "did-not-compile", "crashed"]
//! flagged = true
//! check = "wrong-answer"

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

static ROOM: [AtomicU8; 4 << 20] = [const { AtomicU8::new(0) }; 4 << 20];

/// The amount in a line; a remark has none.
fn amount(line: impl Iterator<Item = u8>) -> i64 {
    let (mut amount, mut sign) = (0, 1);
    for byte in line {
        match byte {
            b'#' => return 0,
            b'-' => sign = -1,
            b'0'..=b'9' => amount = amount * 10 + i64::from(byte - b'0'),
            _ => {}
        }
    }
    sign * amount
}

fn sum_lines() {
    let mut length = 0;
    loop {
        let chunk = journal.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        for byte in chunk {
            ROOM[length].store(*byte, Relaxed);
            length += 1;
        }
        let count = chunk.len();
        journal.consume(count);
    }
    let (mut sum, mut from) = (0, 0);
    while from < length {
        let line = ROOM[from..length].iter().map(|byte| byte.load(Relaxed));
        let to = from + line.clone().take_while(|byte| *byte != b'\n').count();
        sum += amount(line.take(to - from));
        from = to + 1;
    }
    Ok(sum)
}
