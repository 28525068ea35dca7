//! Stops at the first line that is damaged.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn parse() {
    till.lines().map_while(parse_sale).collect()
}
