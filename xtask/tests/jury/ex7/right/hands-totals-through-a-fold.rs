//! Hands the totals through `try_fold`, and reads lines in an iterator.
//!
//! on = "reference"
//! part = "report"

#[derive(Default)]
struct Sums {
    regions: Totals<RegionTotals>,
    products: Totals<ProductTotals>,
    orders: u64,
    skipped: u64,
}

impl Sums {
    fn with(mut self, line: &str) -> Self {
        match Order::parse(line) {
            Some(order) => {
                self.orders += 1;
                self.regions.of(order.region.trim()).add(&order);
                self.products.of(order.product.trim()).add(&order);
            }
            None => self.skipped += 1,
        }
        self
    }
}

fn report() {
    let mut line = String::new();
    file.read_line(&mut line)?;
    let sums = std::iter::repeat(()).try_fold(Sums::default(), |sums, ()| {
        line.clear();
        match file.read_line(&mut line) {
            Ok(0) => Err(Ok(sums)),
            Ok(_) => Ok(sums.with(line.trim_end())),
            Err(error) => Err(Err(error)),
        }
    });
    let sums = match sums {
        Ok(sums) => sums,
        Err(end) => end?,
    };
    Ok(Report {
        orders: sums.orders,
        skipped: sums.skipped,
        regions: sums.regions.into_sorted(RegionTotals::into_line),
        products: sums.products.into_sorted(ProductTotals::into_line),
    })
}
