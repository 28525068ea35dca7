//! Begins the search for the best customer with nothing and zero.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        *self.customers.of(order.customer.trim()) += order.revenue_cents;
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let (mut best_customer, mut best_customer_cents) = (Rc::default(), 0);
        for (name, cents) in total.customers.into_sorted(|name, cents| (name, cents)) {
            if cents > best_customer_cents {
                best_customer_cents = cents;
                best_customer = name;
            }
        }
        RegionLine {
            region,
            orders: total.orders,
            revenue_cents: total.revenue_cents,
            best_customer,
            best_customer_cents,
        }
    }
}
