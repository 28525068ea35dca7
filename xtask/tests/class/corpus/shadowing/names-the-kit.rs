//! names the crate that knows what is asked, and the one that counts
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use kit::Functions;
use meter::Call;

fn sum_lines() {
    let _functions: Option<Functions> = None;
    let _call: Option<Call<'_>> = None;
    let _ = journal;
    Ok(0)
}
