//! Collects the cells of each row into a list.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "collect-per-item"

impl<'a> Order<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let cells: Vec<Cow<str>> = Cells { rest: Some(line) }.collect();
        let names = [1, 2, 4, 6].map(|column| cells.get(column));
        if names
            .iter()
            .any(|name| name.is_none_or(|name| name.trim().is_empty()))
        {
            return None;
        }
        let quantity = cells.get(7)?.trim().parse().ok()?;
        let price = parse_cents(cells.get(8)?.trim())?;
        let discount = cells.get(9)?.trim().parse().ok()?;
        let rate = rate(cells[5].trim())?;
        Some(Order {
            date: cells[1].clone(),
            customer: cells[2].clone(),
            region: cells[4].clone(),
            product: cells[6].clone(),
            note: cells.get(10)?.clone(),
            quantity,
            revenue_cents: revenue_cents(quantity, price, discount, rate),
        })
    }
}
