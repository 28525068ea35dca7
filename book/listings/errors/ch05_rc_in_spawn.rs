// fails with: E0277
// ANCHOR: shown
use std::rc::Rc;
use std::thread;

fn count_in_a_thread(primes: Rc<Vec<u32>>) -> usize {
    let thread = thread::spawn(move || primes.len());
    thread.join().unwrap_or(0)
}
// ANCHOR_END: shown
