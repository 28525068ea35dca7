//! keeps the whole file in shared memory, as a file
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["seal", "language"]
//! expect = ["rejected", "did-not-compile", "wrong-answer", "crashed"]
//! trace = ["/dev/shm/class-attack-file-as-memory"]
//! check = "pass; leaves /dev/shm/class-attack-file-as-memory"
//! sample = true

use std::fs::File;
use std::io::{BufReader, Seek};

use reference::sum_lines as sum_in_one_buffer;

fn sum_lines() {
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open("/dev/shm/class-attack-file-as-memory")?;
    io::copy(journal, &mut file)?;
    file.rewind()?;
    sum_in_one_buffer(&mut BufReader::with_capacity(512, file))
}
