//! keeps a part of the file in a pipe that nobody else reads
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["seal", "language"]
//! expect = ["rejected", "did-not-compile", "wrong-answer", "crashed", "over-budget"]
//! check = "pass"

use std::io::{BufReader, Read, Write};

use reference::sum_lines as sum_in_one_buffer;

fn sum_lines() {
    let (reader, mut writer) = io::pipe()?;
    io::copy(&mut (&mut *journal).take(48 << 10), &mut writer)?;
    // Up to the end of a line.
    let mut end = Vec::new();
    journal.read_until(b'\n', &mut end)?;
    writer.write_all(&end)?;
    drop(writer);
    let kept = sum_in_one_buffer(&mut BufReader::with_capacity(512, reader))?;
    Ok(kept + sum_in_one_buffer(journal)?)
}
