//! replaces the hook that remembers panics, and ends in it
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["crashed", "panicked"]
//! check = "crashed"

fn sum_lines() {
    std::panic::set_hook(Box::new(|_| std::process::exit(0)));
    let _ = journal.fill_buf()?;
    panic!("nobody will know")
}
