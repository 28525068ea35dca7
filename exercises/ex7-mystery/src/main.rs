//! Hands `report` to what asks it. Types are written out: the function must be exactly this
//! one, and its result is read by patterns, so that no code of yours runs where nothing is
//! counted.

use std::io::{self, BufRead};
use std::process::ExitCode;

use ex7_mystery::{ProductLine, RegionLine, Report};
use meter::{AnyError, Call, list, text};

fn main() -> ExitCode {
    kit::main(report)
}

fn report(call: Call<'_>, file: &mut dyn BufRead) -> Result<kit::Report, AnyError> {
    let function: fn(&mut dyn BufRead) -> io::Result<_> = ex7_mystery::report;
    let region = |line: &_| {
        let RegionLine {
            region,
            orders,
            revenue_cents,
            best_customer,
            best_customer_cents,
            ..
        } = line;
        kit::RegionLine {
            region: text(region).to_owned(),
            orders: *orders,
            revenue_cents: *revenue_cents,
            best_customer: text(best_customer).to_owned(),
            best_customer_cents: *best_customer_cents,
        }
    };
    let product = |line: &_| {
        let ProductLine {
            product,
            units,
            revenue_cents,
            last_ordered,
            longest_note,
            ..
        } = line;
        kit::ProductLine {
            product: text(product).to_owned(),
            units: *units,
            revenue_cents: *revenue_cents,
            last_ordered: text(last_ordered).to_owned(),
            longest_note: text(longest_note).to_owned(),
        }
    };
    call.run(
        || function(file).map_err(|error| error.to_string()),
        |report: &Result<_, String>| {
            let Report {
                orders,
                skipped,
                regions,
                products,
                ..
            } = report.as_ref().map_err(|error| AnyError(error.clone()))?;
            Ok(kit::Report {
                orders: *orders,
                skipped: *skipped,
                regions: list(regions).iter().map(region).collect(),
                products: list(products).iter().map(product).collect(),
            })
        },
    )
}
