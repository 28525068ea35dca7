//! Takes the quotes off texts, and not off numbers and currencies.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

impl<'a> Cells<'a> {
    /// A cell that needs no quotes.
    fn plain(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        let (cell, rest) = match rest.split_once(',') {
            Some((cell, rest)) => (cell, Some(rest)),
            None => (rest, None),
        };
        self.rest = rest;
        Some(cell.trim())
    }
}

impl<'a> Order<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut cells = Cells { rest: Some(line) };
        let _order_id = cells.next()?;
        let date = cells.next()?;
        let customer = cells.next()?;
        let _address = cells.next()?;
        let region = cells.next()?;
        let rate = rate(cells.plain()?)?;
        let product = cells.next()?;
        let quantity = cells.plain()?.parse().ok()?;
        let price = parse_cents(cells.plain()?)?;
        let discount = cells.plain()?.parse().ok()?;
        let note = cells.next()?;

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
