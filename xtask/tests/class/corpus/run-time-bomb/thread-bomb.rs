//! starts two thousand threads that wait
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["seal", "limits"]
//! expect = ["over-budget", "timed-out", "panicked", "crashed"]
//! check = "over-budget"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let threads: Vec<_> = (0..2_000)
        .map_while(|_| {
            let wait = || std::thread::sleep(std::time::Duration::from_secs(2));
            std::thread::Builder::new().spawn(wait).ok()
        })
        .collect();
    println!("{}", threads.len());
    sloppy_sum(journal)
}
