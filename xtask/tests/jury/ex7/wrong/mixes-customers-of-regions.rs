//! Adds up the orders of a name in all regions.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"
//! without = ["impl RegionTotals"]

use std::collections::BTreeMap;

#[derive(Default)]
struct RegionTotals {
    orders: u64,
    revenue_cents: i64,
    customers: BTreeMap<Rc<str>, i64>,
}

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        if !self.customers.contains_key(order.customer.trim()) {
            self.customers.insert(order.customer.trim().into(), 0);
        }
    }
}

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let mut customers: Totals<i64> = Totals::default();
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
        *customers.of(order.customer.trim()) += order.revenue_cents;
        regions.of(order.region.trim()).add(&order);
        products.of(order.product.trim()).add(&order);
    }
    let regions = regions.into_sorted(|name, total| (name, total));
    let regions = regions.into_iter().map(|(region, total)| {
        let mut best: (Rc<str>, i64) = (Rc::default(), i64::MIN);
        for name in total.customers.into_keys() {
            let cents = *customers.of(&name);
            if cents > best.1 {
                best = (name, cents);
            }
        }
        RegionLine {
            region,
            orders: total.orders,
            revenue_cents: total.revenue_cents,
            best_customer: best.0,
            best_customer_cents: best.1,
        }
    });
    let regions = regions.collect();

    Ok(Report {
        orders,
        skipped,
        regions,
        products: products.into_sorted(ProductTotals::into_line),
    })
}
