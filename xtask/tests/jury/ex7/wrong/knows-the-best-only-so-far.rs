//! Compares a customer's sum with the best one while it grows.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

#[derive(Default)]
struct RegionTotals {
    orders: u64,
    revenue_cents: i64,
    customers: Totals<i64>,
    best: Option<(Rc<str>, i64)>,
}

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        let customer = order.customer.trim();
        let sum = self.customers.of(customer);
        *sum += order.revenue_cents;
        match &mut self.best {
            Some((name, most)) if **name == *customer => *most = *sum,
            Some((_, most)) if *sum < *most => {}
            Some((name, most)) if *sum == *most && **name < *customer => {}
            best => *best = Some((customer.into(), *sum)),
        }
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let (best_customer, best_customer_cents) = total.best.unwrap_or_default();
        RegionLine {
            region,
            orders: total.orders,
            revenue_cents: total.revenue_cents,
            best_customer,
            best_customer_cents,
        }
    }
}
