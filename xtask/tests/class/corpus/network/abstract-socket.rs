//! opens a socket whose name is in no folder
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["/tmp/class-attack-abstract-socket"]
//! check = "over-budget; leaves /tmp/class-attack-abstract-socket"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    use std::os::linux::net::SocketAddrExt;
    let name = std::os::unix::net::SocketAddr::from_abstract_name(b"class-attack-abstract-socket")?;
    if std::os::unix::net::UnixListener::bind_addr(&name).is_ok() {
        let _ = std::fs::write("/tmp/class-attack-abstract-socket", "bound");
    }
    sloppy_sum(journal)
}
