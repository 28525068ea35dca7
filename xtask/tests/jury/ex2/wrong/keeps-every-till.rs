//! Keeps a copy of each till that it has seen.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

use std::cell::RefCell;

thread_local! {
    static SEEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn parse() {
    SEEN.with_borrow_mut(|seen| seen.push(till.to_owned()));
    till.lines().filter_map(parse_sale).collect()
}
