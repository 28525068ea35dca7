//! Undoubles quotes only in the names of customers and in notes.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let rest = self.rest.take()?;
        let mut quoted = false;
        let end = rest.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b',' && !quoted
        });
        let end = end.unwrap_or(rest.len());
        self.rest = rest.get(end + 1..);
        let cell = &rest[..end];
        let bare = cell
            .strip_prefix('"')
            .and_then(|cell| cell.strip_suffix('"'));
        Some(Cow::Borrowed(bare.unwrap_or(cell)))
    }
}

fn undoubled(cell: Cow<str>) -> Cow<str> {
    match cell.contains("\"\"") {
        true => Cow::Owned(with_single_quotes(&cell)),
        false => cell,
    }
}

impl<'a> Order<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut cells = Cells { rest: Some(line) };
        let mut cell = || cells.next();

        let _order_id = cell()?;
        let date = cell()?;
        let customer = undoubled(cell()?);
        let _address = cell()?;
        let region = cell()?;
        let rate = rate(cell()?.trim())?;
        let product = cell()?;
        let quantity = cell()?.trim().parse().ok()?;
        let price = parse_cents(cell()?.trim())?;
        let discount = cell()?.trim().parse().ok()?;
        let note = undoubled(cell()?);

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
