//! Replaces what is no UTF-8 in a row.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = Vec::with_capacity(1024);
    file.read_until(b'\n', &mut line)?;
    loop {
        line.clear();
        if file.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let Some(order) = Order::parse(text.trim_end_matches(['\n', '\r'])) else {
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
