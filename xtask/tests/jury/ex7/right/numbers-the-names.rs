//! Gives each name a number, and has one map of what customers bought where.
//!
//! on = "reference"
//! part = "report"
//! without = ["struct Totals", "impl<T: Default> Totals<T>", "struct RegionTotals", "impl RegionTotals", "struct ProductTotals", "impl ProductTotals", "fn overwrite"]

/// Gives each text a number.
#[derive(Default)]
struct Names {
    numbers: HashMap<Rc<str>, usize>,
    names: Vec<Rc<str>>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let name = Rc::from(name);
        self.names.push(Rc::clone(&name));
        self.numbers.insert(name, self.names.len() - 1);
        self.names.len() - 1
    }

    fn sorted(&self) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..self.names.len()).collect();
        numbers.sort_by(|&a, &b| self.names[a].cmp(&self.names[b]));
        numbers
    }
}

fn report() {
    let (mut regions, mut products, mut customers) =
        (Names::default(), Names::default(), Names::default());
    let mut region_lines: Vec<RegionLine> = Vec::new();
    let mut product_lines: Vec<ProductLine> = Vec::new();
    let mut bought: HashMap<(usize, usize), i64> = HashMap::new();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = String::new();
    file.read_line(&mut line)?;
    line.clear();
    while file.read_line(&mut line)? > 0 {
        let Some(order) = Order::parse(line.trim_end()) else {
            skipped += 1;
            line.clear();
            continue;
        };
        orders += 1;
        let region = regions.number(order.region.trim());
        if region == region_lines.len() {
            region_lines.push(RegionLine {
                region: Rc::clone(&regions.names[region]),
                orders: 0,
                revenue_cents: 0,
                best_customer: Rc::default(),
                best_customer_cents: 0,
            });
        }
        region_lines[region].orders += 1;
        region_lines[region].revenue_cents += order.revenue_cents;
        let customer = customers.number(order.customer.trim());
        *bought.entry((region, customer)).or_default() += order.revenue_cents;

        let product = products.number(order.product.trim());
        if product == product_lines.len() {
            product_lines.push(ProductLine {
                product: Rc::clone(&products.names[product]),
                units: 0,
                revenue_cents: 0,
                last_ordered: String::new(),
                longest_note: String::new(),
            });
        }
        let product = &mut product_lines[product];
        product.units += order.quantity;
        product.revenue_cents += order.revenue_cents;
        if order.date.trim() > &product.last_ordered[..] {
            product.last_ordered = order.date.trim().to_string();
        }
        if order.note.trim().len() > product.longest_note.len() {
            product.longest_note = order.note.trim().to_string();
        }
        line.clear();
    }

    let names = &customers.names;
    for ((region, customer), cents) in bought {
        let line = &mut region_lines[region];
        let name = &names[customer];
        let is_better = line.best_customer.is_empty()
            || cents > line.best_customer_cents
            || cents == line.best_customer_cents && *name < line.best_customer;
        if is_better {
            line.best_customer = Rc::clone(name);
            line.best_customer_cents = cents;
        }
    }
    region_lines.sort_by(|a, b| a.region.cmp(&b.region));
    let mut product_lines: Vec<_> = product_lines.into_iter().map(Some).collect();
    let sorted = products.sorted().into_iter();
    Ok(Report {
        orders,
        skipped,
        regions: region_lines,
        products: sorted.filter_map(|at| product_lines[at].take()).collect(),
    })
}
