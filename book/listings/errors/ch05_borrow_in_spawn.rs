// fails with: E0373
// ANCHOR: shown
use std::thread;

fn count_in_a_thread(primes: Vec<u32>) -> usize {
    let thread = thread::spawn(|| primes.len());
    thread.join().unwrap_or(0)
}
// ANCHOR_END: shown
