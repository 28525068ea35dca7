//! Finds the largest sum of a region, and then the first customer with it.
//!
//! on = "reference"
//! part = "report"

use std::collections::BTreeMap;

#[derive(Default)]
struct RegionTotals {
    orders: u64,
    revenue_cents: i64,
    customers: BTreeMap<Box<str>, i64>,
}

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        let customer = order.customer.trim();
        if let Some(cents) = self.customers.get_mut(customer) {
            *cents += order.revenue_cents;
        } else {
            self.customers.insert(customer.into(), order.revenue_cents);
        }
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let most = total.customers.values().copied().max().unwrap_or(0);
        let mut best = total.customers.iter().filter(|(_, cents)| **cents == most);
        let best_customer = best.next().map_or("", |(name, _)| name).into();
        RegionLine {
            region,
            orders: total.orders,
            revenue_cents: total.revenue_cents,
            best_customer,
            best_customer_cents: most,
        }
    }
}
