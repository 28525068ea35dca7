//! Reads each row into the same eleven texts, quote by quote.
//!
//! on = "reference"
//! part = "report"
//! without = ["struct Order", "struct Cells", "impl<'a> Iterator for Cells<'a>", "fn with_single_quotes", "use std::borrow::Cow"]

impl<'a> Order<'a> {
    fn parse(cells: &'a Row) -> Option<Self> {
        if cells.used < 11 {
            return None;
        }
        let cell = |column: usize| cells.texts[column].trim();
        let order = Order {
            date: cell(1),
            customer: cell(2),
            region: cell(4),
            product: cell(6),
            note: cell(10),
            quantity: cell(7).parse().ok()?,
            revenue_cents: revenue_cents(
                cell(7).parse().ok()?,
                parse_cents(cell(8))?,
                cell(9).parse().ok()?,
                rate(cell(5))?,
            ),
        };
        let names = [order.date, order.customer, order.region, order.product];
        names.iter().all(|name| !name.is_empty()).then_some(order)
    }
}

struct Order<'a> {
    date: &'a str,
    customer: &'a str,
    region: &'a str,
    product: &'a str,
    note: &'a str,
    quantity: i64,
    revenue_cents: i64,
}

/// The cells of a row. The texts stay for the next one.
#[derive(Default)]
struct Row {
    texts: [String; 11],
    used: usize,
}

impl Row {
    fn read(&mut self, line: &str) {
        self.texts.iter_mut().for_each(String::clear);
        self.used = 1;
        let mut quoted = false;
        let mut before = ',';
        for char in line.chars() {
            match char {
                '"' => {
                    // The second of two quotes in a cell that is quoted stands for one.
                    if !quoted && before == '"' {
                        self.push('"');
                    }
                    quoted = !quoted;
                }
                ',' if !quoted => self.used += 1,
                _ => self.push(char),
            }
            before = char;
        }
    }

    fn push(&mut self, char: char) {
        if let Some(text) = self.texts.get_mut(self.used - 1) {
            text.push(char);
        }
    }
}

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = String::new();
    file.read_line(&mut line)?;
    let mut row = Row::default();
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            break;
        }
        row.read(line.trim_end_matches(['\n', '\r']));
        if let Some(order) = Order::parse(&row) {
            orders += 1;
            regions.of(order.region).add(&order);
            products.of(order.product).add(&order);
        } else {
            skipped += 1;
        }
    }

    Ok(Report {
        orders,
        skipped,
        regions: regions.into_sorted(RegionTotals::into_line),
        products: products.into_sorted(ProductTotals::into_line),
    })
}
