//! Skips a row with more cells than columns.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

impl<'a> Order<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut cells = Cells { rest: Some(line) };
        let mut cell = || cells.next();

        let _order_id = cell()?;
        let date = cell()?;
        let customer = cell()?;
        let _address = cell()?;
        let region = cell()?;
        let rate = rate(cell()?.trim())?;
        let product = cell()?;
        let quantity = cell()?.trim().parse().ok()?;
        let price = parse_cents(cell()?.trim())?;
        let discount = cell()?.trim().parse().ok()?;
        let note = cell()?;
        if cell().is_some() {
            return None;
        }

        let names = [&date, &customer, &region, &product];
        if names.iter().any(|name| name.trim().is_empty()) {
            return None;
        }
        let revenue_cents = revenue_cents(quantity, price, discount, rate);
        Some(Order {
            date,
            customer,
            region,
            product,
            note,
            quantity,
            revenue_cents,
        })
    }
}
