//! Reads with `lines`, which makes a text of each row.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "io-lines"

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    for line in file.lines().skip(1) {
        let line = line?;
        let Some(order) = Order::parse(&line) else {
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
