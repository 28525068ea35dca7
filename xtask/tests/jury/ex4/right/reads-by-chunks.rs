//! Reads chunks into an array, and keeps the rest of a line for the next.
//!
//! on = "starter"
//! part = "sum-lines"

use std::io::Read;

fn sum_lines() {
    let mut chunk = [0; 512];
    let mut rest: Vec<u8> = Vec::new();
    let mut sum = 0;
    loop {
        let read = journal.read(&mut chunk)?;
        if read == 0 {
            return Ok(sum + amount_of(&rest)?);
        }
        let mut from = 0;
        for end in 0..read {
            if chunk[end] == b'\n' {
                rest.extend_from_slice(&chunk[from..end]);
                sum += amount_of(&rest)?;
                rest.clear();
                from = end + 1;
            }
        }
        rest.extend_from_slice(&chunk[from..read]);
    }
}

fn amount_of(line: &[u8]) -> io::Result<i64> {
    let line = std::str::from_utf8(line).map_err(io::Error::other)?.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(0);
    }
    line.parse().map_err(io::Error::other)
}
