//! The memory mystery, running: a report on a file of orders, and the memory
//! that the program held for it.

use std::io::{self, BufReader};

use listings::ch08::starter::{RegionLine, report};
use meter::Seed;

#[path = "../../../../exercises/ex7-mystery/kit/src/orders.rs"]
mod orders;

fn main() -> io::Result<()> {
    let file = orders::order_file(0..10_000, Seed(42));
    println!("the file: {:.1} MB", megabytes(file.len()));

    let report = report(&mut BufReader::new(file.as_bytes()))?;
    println!("{} orders, {} lines skipped", report.orders, report.skipped);
    for RegionLine {
        region,
        orders,
        revenue_cents,
        ..
    } in &report.regions[..3]
    {
        println!("  {region}: {orders} orders, {} euros", revenue_cents / 100);
    }
    println!("  …");

    match resident_peak() {
        Some(bytes) => println!("memory of the process, at most: {:.0} MB", megabytes(bytes)),
        None => println!("this system does not say how much memory the process held"),
    }
    Ok(())
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// What Linux keeps as the high-water mark of resident memory.
fn resident_peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: usize = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
