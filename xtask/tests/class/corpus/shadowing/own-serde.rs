//! has a crate of another under the name of a library, and one under that of the scales
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["over-budget", "rejected", "did-not-compile"]
//! check = "wrong-answer"

pub extern crate core as meter;
pub extern crate core as serde_json;

/// Not the one of the standard library.
#[macro_export]
macro_rules! vec {
    ($($any:tt)*) => {
        ::core::compile_error!("not yours")
    };
}

/// Nor this.
#[macro_export]
macro_rules! format {
    ($($any:tt)*) => {
        ::core::compile_error!("not yours")
    };
}

fn sum_lines() {
    let mut sum = 0;
    for line in journal.lines() {
        sum += line?.trim().parse::<i64>().unwrap_or(0);
    }
    Ok(sum)
}
