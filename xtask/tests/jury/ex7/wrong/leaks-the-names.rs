//! Leaks each name, so that maps and lists can borrow it for ever.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

impl<T: Default> Totals<T> {
    fn of(&mut self, name: &str) -> &mut T {
        let index = match self.index.get(name) {
            Some(&index) => index,
            None => {
                let index = self.totals.len();
                let name: &'static str = name.to_owned().leak();
                self.index.insert(name, index);
                self.totals.push((name, T::default()));
                index
            }
        };
        &mut self.totals[index].1
    }

    fn into_sorted<L>(mut self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        self.totals.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.totals
            .into_iter()
            .map(|(name, total)| line(name.into(), total))
            .collect()
    }
}

#[derive(Default)]
struct Totals<T> {
    index: HashMap<&'static str, usize>,
    totals: Vec<(&'static str, T)>,
}

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        *self.customers.of(order.customer.trim()) += order.revenue_cents;
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let customers = total.customers.totals.into_iter();
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
