//! Owns each name twice: as a key of a map, and in the line of the report.
//!
//! on = "reference"
//! part = "report"
//! without = ["struct Totals", "impl<T: Default> Totals<T>", "struct RegionTotals", "impl RegionTotals", "struct ProductTotals", "impl ProductTotals", "fn overwrite", "use std::rc::Rc"]

use std::collections::BTreeMap;

/// The orders of one region.
#[derive(Debug)]
pub struct RegionLine {
    /// The name of the region.
    pub region: String,
    /// How many orders came from it.
    pub orders: u64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// Who ordered most, by revenue in this region; if several did, the first
    /// of them by name.
    pub best_customer: Box<str>,
    /// What that customer ordered there, in euro cents.
    pub best_customer_cents: i64,
}

/// The orders of one product.
#[derive(Debug)]
pub struct ProductLine {
    /// The name of the product.
    pub product: String,
    /// How many pieces were sold.
    pub units: i64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// The last day on which it was ordered.
    pub last_ordered: String,
    /// The longest note on an order, in bytes; if several are, the first.
    pub longest_note: String,
}

fn report() {
    let mut regions: BTreeMap<String, (RegionLine, HashMap<String, i64>)> = BTreeMap::new();
    let mut products: BTreeMap<String, ProductLine> = BTreeMap::new();
    let (mut orders, mut skipped) = (0, 0);
    let mut line = String::new();
    file.read_line(&mut line)?;
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            break;
        }
        match Order::parse(line.trim_end()) {
            Some(order) => {
                orders += 1;
                add_to_region(&mut regions, &order);
                add_to_product(&mut products, &order);
            }
            None => skipped += 1,
        }
    }
    let best = |(mut line, customers): (RegionLine, HashMap<String, i64>)| {
        let mut customers: Vec<(String, i64)> = customers.into_iter().collect();
        customers.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        if let Some((name, cents)) = customers.into_iter().next() {
            line.best_customer = name.into_boxed_str();
            line.best_customer_cents = cents;
        }
        line
    };
    Ok(Report {
        orders,
        skipped,
        regions: regions.into_values().map(best).collect(),
        products: products.into_values().collect(),
    })
}

fn add_to_region(
    regions: &mut BTreeMap<String, (RegionLine, HashMap<String, i64>)>,
    order: &Order,
) {
    let region = order.region.trim();
    if !regions.contains_key(region) {
        let line = RegionLine {
            region: region.to_string(),
            orders: 0,
            revenue_cents: 0,
            best_customer: "".into(),
            best_customer_cents: 0,
        };
        regions.insert(region.to_string(), (line, HashMap::new()));
    }
    let Some((line, customers)) = regions.get_mut(region) else {
        return;
    };
    line.orders += 1;
    line.revenue_cents += order.revenue_cents;
    let customer = order.customer.trim();
    match customers.get_mut(customer) {
        Some(cents) => *cents += order.revenue_cents,
        None => {
            customers.insert(customer.to_string(), order.revenue_cents);
        }
    }
}

fn add_to_product(products: &mut BTreeMap<String, ProductLine>, order: &Order) {
    let product = order.product.trim();
    if let Some(line) = products.get_mut(product) {
        line.units += order.quantity;
        line.revenue_cents += order.revenue_cents;
        if line.last_ordered.as_str() < order.date.trim() {
            line.last_ordered = order.date.trim().to_string();
        }
        if line.longest_note.len() < order.note.trim().len() {
            line.longest_note = order.note.trim().to_string();
        }
        return;
    }
    let line = ProductLine {
        product: product.to_string(),
        units: order.quantity,
        revenue_cents: order.revenue_cents,
        last_ordered: order.date.trim().to_string(),
        longest_note: order.note.trim().to_string(),
    };
    products.insert(product.to_string(), line);
}
