//! Reads bytes up to each line break, and makes a text of them.
//!
//! on = "reference"
//! part = "report"

fn report() {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = Vec::new();
    file.read_until(b'\n', &mut line)?;
    line.clear();
    while file.read_until(b'\n', &mut line)? > 0 {
        let text = std::str::from_utf8(&line).map_err(io::Error::other)?;
        match Order::parse(text.trim_end()) {
            Some(order) => {
                orders += 1;
                regions.of(order.region.trim()).add(&order);
                products.of(order.product.trim()).add(&order);
            }
            None => skipped += 1,
        }
        line.clear();
    }

    Ok(Report {
        orders,
        skipped,
        regions: regions.into_sorted(RegionTotals::into_line),
        products: products.into_sorted(ProductTotals::into_line),
    })
}
