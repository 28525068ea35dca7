//! Puts the eleven cells of a row into an array on the stack.
//!
//! on = "reference"
//! part = "report"

impl<'a> Order<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut cells: [Cow<'a, str>; 11] = Default::default();
        let mut found = 0;
        for (cell, text) in cells.iter_mut().zip(Cells { rest: Some(line) }) {
            *cell = text;
            found += 1;
        }
        if found < cells.len() {
            return None;
        }
        let [
            _,
            date,
            customer,
            _,
            region,
            currency,
            product,
            quantity,
            price,
            discount,
            note,
        ] = cells;
        for name in [&date, &customer, &region, &product] {
            if name.trim().is_empty() {
                return None;
            }
        }
        let quantity = quantity.trim().parse().ok()?;
        let price = parse_cents(price.trim())?;
        let discount = discount.trim().parse().ok()?;
        let rate = rate(currency.trim())?;
        Some(Order {
            date,
            customer,
            region,
            product,
            note,
            quantity,
            revenue_cents: revenue_cents(quantity, price, discount, rate),
        })
    }
}
