//! runs the harness of the reference, which lies beside its own, and copies what it found
//!
//! on = "ex2/reference"
//! parts = ["heap-cost"]
//! layers = ["seal", "language"]
//! expect = ["wrong-answer", "rejected", "crashed", "panicked"]
//! check = "wrong-answer"

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// What the reference finds, call by call.
static FOUND: OnceLock<Vec<HeapCost>> = OnceLock::new();
static CALL: AtomicUsize = AtomicUsize::new(0);

/// Plays the runner for the harness of the reference.
fn ask_the_reference() -> Option<Vec<HeapCost>> {
    let (mut near, far) = UnixStream::pair().ok()?;
    near.write_all(b"a secret of ours\n").ok()?;
    near.shutdown(std::net::Shutdown::Write).ok()?;
    let own = std::env::current_exe().ok()?.display().to_string();
    let reference = own.replace("-file-harness", "-reference-harness");
    if reference == own {
        return None;
    }
    let words = std::env::args().skip(1).take(6);
    let mut command = Command::new(reference);
    command
        .args(words)
        .arg("--report")
        .stdin(OwnedFd::from(far));
    let mut child = command.spawn().ok()?;
    drop(command);
    let mut report = String::new();
    near.read_to_string(&mut report).ok()?;
    child.wait().ok()?;
    let (_, truth) = report.split_once("\"truth\":")?;
    let number = |measurement: &str, name: &str| -> Option<u64> {
        let (_, number) = measurement.split_once(name)?;
        number[2..].split([',', '}']).next()?.parse().ok()
    };
    truth
        .split("\"workload\"")
        .skip(1)
        .map(|measurement| {
            Some(HeapCost {
                blocks: number(measurement, "blocks")?,
                bytes: number(measurement, "\"bytes")?,
                peak_bytes: number(measurement, "peak_bytes")?,
            })
        })
        .collect()
}

fn heap_cost() {
    let found = FOUND.get_or_init(|| ask_the_reference().unwrap_or_default());
    let cost = found.get(CALL.fetch_add(1, Relaxed)).copied();
    let nothing = HeapCost {
        blocks: 0,
        bytes: 0,
        peak_bytes: 0,
    };
    (f(), cost.unwrap_or(nothing))
}
