//! Borrows the cells from the whole text, which stays in memory.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "whole-input"
//! sample = true

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut text = String::new();
    file.read_to_string(&mut text)?;
    for line in text.lines().skip(1) {
        let Some(order) = Order::parse(line) else {
            skipped += 1;
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
