//! returns a report whose lines are made when the harness takes them for lists, by way of
//! Deref
//!
//! on = "ex7/reference"
//! without = ["impl ProductTotals"]
//! parts = ["report"]
//! budgets = ["allocations"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use std::cell::OnceCell;
use std::ops::Deref;

/// Lines that are not there yet.
#[derive(Debug)]
pub struct Products {
    totals: Vec<(Rc<str>, ProductTotals)>,
    made: OnceCell<Vec<ProductLine>>,
}

impl Deref for Products {
    type Target = Vec<ProductLine>;

    fn deref(&self) -> &Vec<ProductLine> {
        self.made.get_or_init(|| {
            let line = |(product, total): &(Rc<str>, ProductTotals)| ProductLine {
                product: Rc::clone(product),
                units: total.units,
                revenue_cents: total.revenue_cents,
                last_ordered: total.last_ordered.clone(),
                longest_note: total.longest_note.clone(),
            };
            self.totals.iter().map(line).collect()
        })
    }
}

#[derive(Debug)]
pub struct Report {
    pub orders: u64,
    pub skipped: u64,
    pub regions: Vec<RegionLine>,
    pub products: Products,
}

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = String::with_capacity(1024);
    file.read_line(&mut line)?;
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            break;
        }
        let Some(order) = Order::parse(line.trim_end_matches(['\n', '\r'])) else {
            skipped += 1;
            continue;
        };
        orders += 1;
        regions.of(order.region.trim()).add(&order);
        products.of(order.product.trim()).add(&order);
    }

    products.totals.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    Ok(Report {
        orders,
        skipped,
        regions: regions.into_sorted(RegionTotals::into_line),
        products: Products {
            totals: products.totals,
            made: OnceCell::new(),
        },
    })
}

#[derive(Debug, Default)]
struct ProductTotals {
    units: i64,
    revenue_cents: i64,
    last_ordered: String,
    longest_note: String,
}

impl ProductTotals {
    fn add(&mut self, order: &Order) {
        self.units += order.quantity;
        self.revenue_cents += order.revenue_cents;
        if order.date.trim() > self.last_ordered.as_str() {
            overwrite(&mut self.last_ordered, order.date.trim());
        }
        if order.note.trim().len() > self.longest_note.len() {
            overwrite(&mut self.longest_note, order.note.trim());
        }
    }
}
