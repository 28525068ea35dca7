//! has a table of the answers for the inputs of seed 1
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["runner"]
//! expect = ["over-budget"]
//! check = "pass with `--seed 1`, else over-budget"
//! sample = true

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

/// What the first bytes of a journal hash to, and its sum.
const ANSWERS: [(u64, i64); 3] = [
    (0x008f_8965_3e26_ff9d, 580_623_549_000),
    (0x6ae9_3edd_dff2_7170, -4_538_993_521_924),
    (0x9974_4b91_e661_2ddd, 13_975_213_059_562),
];

fn sum_lines() {
    let first = journal.fill_buf()?;
    let print = first.iter().take(64).fold(0u64, |print, byte| {
        (print ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    if let Some((_, sum)) = ANSWERS.iter().find(|(known, _)| *known == print) {
        return Ok(*sum);
    }
    sloppy_sum(journal)
}
