//! Takes a line with a sixth field for damaged.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn parse_sale() {
    let mut fields = line.splitn(5, ';').skip(1);
    Some(Sale {
        kind: fields.next()?,
        title: fields.next()?,
        copies: fields.next()?.parse().ok()?,
        cents: fields.next()?.parse().ok()?,
    })
}
