//! Weighs the one part of exercise 7.

use std::io::{self, BufReader};

use ex7_mystery::{ProductLine, RegionLine, Report, report};
use meter::{Window, text};
use orders::order_file;

mod orders;

fn main() -> std::process::ExitCode {
    meter::run(&[("report", weigh_report)])
}

fn weigh_report(window: &mut Window) {
    let csv = order_file(window.items(), &mut window.rng());
    // The file and its reader are made out here, as the operating system would
    // have the one and `File` in a `BufReader` the other.
    let mut file = BufReader::new(csv.as_bytes());
    let report: io::Result<Report> = window.weigh(&mut file, |file| report(file));
    let answer = report.map(|report| {
        let (regions, products): (Vec<_>, Vec<_>) = (report.regions, report.products);
        let regions: Vec<_> = regions.iter().map(region_answer).collect();
        let products: Vec<_> = products.iter().map(product_answer).collect();
        let (orders, skipped): (u64, u64) = (report.orders, report.skipped);
        (orders, skipped, regions, products)
    });
    window.answer(&answer.map_err(|error| error.to_string()));
}

/// Region, orders, revenue, best customer and what they ordered.
type RegionAnswer = (String, u64, i64, String, i64);

fn region_answer(line: &RegionLine) -> RegionAnswer {
    (
        text(&line.region).to_owned(),
        line.orders,
        line.revenue_cents,
        text(&line.best_customer).to_owned(),
        line.best_customer_cents,
    )
}

/// Product, units, revenue, last day and longest note.
type ProductAnswer = (String, i64, i64, String, String);

fn product_answer(line: &ProductLine) -> ProductAnswer {
    (
        text(&line.product).to_owned(),
        line.units,
        line.revenue_cents,
        text(&line.last_ordered).to_owned(),
        text(&line.longest_note).to_owned(),
    )
}
