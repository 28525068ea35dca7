//! links the crate that knows what is asked by the name of its package, and the one that
//! counts
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language", "runner"]
//! expect = ["rejected", "did-not-compile"]
//! check = "did-not-compile"

extern crate ex4_capacity_kit;
extern crate meter;

fn sum_lines() {
    let _functions: Option<ex4_capacity_kit::Functions> = None;
    let _call: Option<meter::Call<'_>> = None;
    let _ = journal;
    Ok(0)
}
