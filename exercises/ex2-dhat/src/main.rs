//! Hands the two functions of exercise 2 to what asks them. Types are written out: each
//! function must be exactly this one, and its result is read by patterns, so that no code
//! of yours runs where nothing is counted.

use std::process::ExitCode;

use ex2_dhat::HeapCost;
use meter::Call;

fn main() -> ExitCode {
    kit::main(&kit::Functions { heap_cost, report })
}

fn heap_cost(
    call: Call<'_>,
    work: &mut dyn FnMut() -> kit::Returned,
    returned: &mut Option<kit::Returned>,
) -> kit::HeapCost {
    call.run(
        || {
            let (value, cost): (kit::Returned, HeapCost) = ex2_dhat::heap_cost(work);
            *returned = Some(value);
            cost
        },
        |cost| {
            let HeapCost {
                blocks,
                bytes,
                peak_bytes,
                ..
            } = cost;
            kit::HeapCost {
                blocks: *blocks,
                bytes: *bytes,
                peak_bytes: *peak_bytes,
            }
        },
    )
}

fn report(call: Call<'_>, till: &str) -> String {
    let function: fn(&str) -> String = ex2_dhat::report;
    call.run(|| function(till), String::clone)
}
