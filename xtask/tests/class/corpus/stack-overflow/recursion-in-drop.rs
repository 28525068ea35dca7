//! returns nothing unusual, but frees a list of a million boxes by recursion
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["limits"]
//! expect = ["crashed", "over-budget"]
//! check = "crashed"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

struct Link {
    _next: Option<Box<Link>>,
}

fn sum_lines() {
    let mut list = None;
    for _ in 0..1_000_000 {
        list = Some(Box::new(Link { _next: list }));
    }
    drop(std::hint::black_box(list));
    sloppy_sum(journal)
}
