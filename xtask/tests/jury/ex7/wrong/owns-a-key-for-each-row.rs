//! Makes a key for each look-up in the map of customers.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "text-copy-per-item"

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        let customer = order.customer.trim().to_string();
        *self.customers.entry(customer).or_default() += order.revenue_cents;
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let customers = total.customers.into_iter();
        let best = customers.max_by(|(name_a, a), (name_b, b)| a.cmp(b).then(name_b.cmp(name_a)));
        let (best_customer, best_customer_cents) = best.unwrap_or_default();
        RegionLine {
            region,
            orders: total.orders,
            revenue_cents: total.revenue_cents,
            best_customer: best_customer.into(),
            best_customer_cents,
        }
    }
}

#[derive(Default)]
struct RegionTotals {
    orders: u64,
    revenue_cents: i64,
    customers: HashMap<String, i64>,
}
