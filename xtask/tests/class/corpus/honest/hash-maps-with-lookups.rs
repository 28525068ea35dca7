//! A HashMap of totals that is asked with a borrowed name first.
//!
//! on = "ex7/reference"
//! check = "pass"

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = String::with_capacity(1024);
    file.read_line(&mut line)?; // the names of the columns
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
        regions.add(order.region.trim(), |region| region.add(&order));
        products.add(order.product.trim(), |product| product.add(&order));
    }

    Ok(Report {
        orders,
        skipped,
        regions: regions.into_sorted(RegionTotals::into_line),
        products: products.into_sorted(ProductTotals::into_line),
    })
}

#[derive(Default)]
struct Totals<T> {
    totals: HashMap<Rc<str>, T>,
}

impl<T: Default> Totals<T> {
    /// Adds to the total of a name, which is zero if the name is new.
    fn add(&mut self, name: &str, add: impl FnOnce(&mut T)) {
        match self.totals.get_mut(name) {
            Some(total) => add(total),
            None => add(self.totals.entry(name.into()).or_default()),
        }
    }

    /// Makes a line of each total; the lines are sorted by name.
    fn into_sorted<L>(self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        let mut totals: Vec<(Rc<str>, T)> = self.totals.into_iter().collect();
        totals.sort_by(|(a, _), (b, _)| a.cmp(b));
        totals
            .into_iter()
            .map(|(name, total)| line(name, total))
            .collect()
    }
}

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        self.customers
            .add(order.customer.trim(), |cents| *cents += order.revenue_cents);
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let customers = total.customers.totals.into_iter();
        let best = customers.max_by(|(name_a, a), (name_b, b)| a.cmp(b).then(name_b.cmp(name_a)));
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
