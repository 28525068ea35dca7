//! Prints each row that cannot be used.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = String::with_capacity(1024);
    file.read_line(&mut line)?;
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            break;
        }
        let Some(order) = Order::parse(line.trim_end_matches(['\n', '\r'])) else {
            skipped += 1;
            println!("skipped: {line}");
            continue;
        };
        orders += 1;
        regions.of(order.region.trim()).add(&order);
        products.of(order.product.trim()).add(&order);
    }

    Ok(Report {
        orders,
        skipped,
        regions: regions.into_sorted(RegionTotals::into_line),
        products: products.into_sorted(ProductTotals::into_line),
    })
}
