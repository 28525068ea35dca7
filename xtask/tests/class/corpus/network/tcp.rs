//! connects to a port of the machine
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "panicked", "crashed", "wrong-answer"]
//! trace = ["tcp:127.0.0.1:47613"]
//! check = "over-budget; arrives at tcp:127.0.0.1:47613"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], 47_613));
    let second = std::time::Duration::from_secs(1);
    if let Ok(mut stream) = std::net::TcpStream::connect_timeout(&address, second) {
        let _ = std::io::Write::write_all(&mut stream, b"class-attack-tcp");
    }
    sloppy_sum(journal)
}
