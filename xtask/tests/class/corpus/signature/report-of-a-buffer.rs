//! wants the buffer in which the harness has the whole file, and borrows all rows from it
//!
//! on = "ex7/reference"
//! parts = ["report"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"
//! sample = true

use std::io::BufReader;

pub fn report(file: &mut BufReader<&[u8]>) -> io::Result<Report> {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let text = std::str::from_utf8(file.get_ref()).map_err(io::Error::other)?;
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let orders: Vec<&str> = rows
        .iter()
        .copied()
        .filter(|row| Order::parse(row).is_some())
        .collect();
    for order in orders.iter().filter_map(|row| Order::parse(row)) {
        regions.of(order.region.trim()).add(&order);
        products.of(order.product.trim()).add(&order);
    }
    Ok(Report {
        orders: orders.len() as u64,
        skipped: (rows.len() - orders.len()) as u64,
        regions: regions.into_sorted(RegionTotals::into_line),
        products: products.into_sorted(ProductTotals::into_line),
    })
}
