//! Keeps sums in ordered maps, and looks a name up before it is owned.
//!
//! on = "reference"
//! part = "report"
//! without = ["use std::collections::HashMap"]
//! sample = true

use std::collections::BTreeMap;

#[derive(Default)]
struct Totals<T> {
    totals: BTreeMap<Rc<str>, T>,
}

impl<T: Default> Totals<T> {
    fn of(&mut self, name: &str) -> &mut T {
        if !self.totals.contains_key(name) {
            self.totals.insert(name.into(), T::default());
        }
        self.totals.get_mut(name).expect("it was just added")
    }

    fn into_sorted<L>(self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        let totals = self.totals.into_iter();
        totals.map(|(name, total)| line(name, total)).collect()
    }
}

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        *self.customers.of(order.customer.trim()) += order.revenue_cents;
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        // By name, so that a later one must have more.
        let mut best = None;
        for (name, cents) in total.customers.totals {
            if best.as_ref().is_none_or(|(_, most)| cents > *most) {
                best = Some((name, cents));
            }
        }
        let (best_customer, best_customer_cents) = best.unwrap_or_default();
        RegionLine {
            region,
            orders: total.orders,
            revenue_cents: total.revenue_cents,
            best_customer,
            best_customer_cents,
        }
    }
}
