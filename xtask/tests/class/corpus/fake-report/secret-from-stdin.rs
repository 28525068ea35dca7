//! reads standard input, where the secret of the report came from
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["over-budget", "timed-out"]
//! check = "over-budget"

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

fn sum_lines() {
    let mut secret = String::new();
    while io::stdin().read_line(&mut secret)? > 0 {}
    println!("{secret}");
    sloppy_sum(journal)
}
