//! What exercise 2 is asked. In: the learner's tool and report. Out: a harness that compares
//! what the tool says with the scales, and weighs the report.

mod till;
mod workloads;

use std::process::ExitCode;

use meter::Call;

pub use workloads::{HeapCost, Returned};

/// The functions under test. Each makes one call, and takes the answer out of its result.
pub struct Functions {
    /// `heap_cost`, with something to measure, and a place for what that returned.
    pub heap_cost: fn(Call<'_>, &mut dyn FnMut() -> Returned, &mut Option<Returned>) -> HeapCost,
    /// `report`, with a till.
    pub report: fn(Call<'_>, &str) -> String,
}

/// The `main` of the harness.
pub fn main(functions: &Functions) -> ExitCode {
    meter::run(&[
        ("heap-cost", &|window| workloads::weigh(window, functions)),
        ("report", &|window| till::weigh(window, functions)),
    ])
}
