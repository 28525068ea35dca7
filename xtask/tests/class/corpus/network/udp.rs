//! sends a packet to a port of the machine
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["udp:127.0.0.1:47614", "/tmp/class-attack-udp"]
//! check = "over-budget; leaves /tmp/class-attack-udp"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let sent = std::net::UdpSocket::bind("127.0.0.1:0")
        .and_then(|socket| socket.send_to(b"class-attack-udp", "127.0.0.1:47614"));
    if sent.is_ok() {
        let _ = std::fs::write("/tmp/class-attack-udp", "sent");
    }
    sloppy_sum(journal)
}
