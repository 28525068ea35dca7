//! Of several best customers, names the one that came up last.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"
//! sample = true

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        *self.customers.of(order.customer.trim()) += order.revenue_cents;
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let customers = total.customers.totals.into_iter();
        let best = customers.max_by_key(|(_, cents)| *cents);
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
