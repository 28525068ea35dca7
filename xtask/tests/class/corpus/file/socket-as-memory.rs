//! keeps the whole file in a socket that nobody else reads
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["seal", "language"]
//! expect = ["rejected", "did-not-compile", "wrong-answer", "crashed"]
//! check = "pass"

use std::io::BufReader;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

use reference::sum_lines as sum_in_one_buffer;

fn sum_lines() {
    let (mut near, far) = UnixStream::pair()?;
    near.set_nonblocking(true)?;
    io::copy(journal, &mut near)?;
    near.shutdown(Shutdown::Write)?;
    sum_in_one_buffer(&mut BufReader::with_capacity(512, far))
}
