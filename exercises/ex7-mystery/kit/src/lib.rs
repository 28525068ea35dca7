//! What exercise 7 is asked. In: the learner's `report`. Out: a harness that weighs it, and
//! asks about the edges of its input.

mod edges;
mod orders;

use std::io::{self, BufRead, BufReader, Read};
use std::process::ExitCode;

use meter::{AnyError, Call, Window, bytes};
use serde::Serialize;

/// A report, as it is compared.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Report {
    pub orders: u64,
    pub skipped: u64,
    pub regions: Vec<RegionLine>,
    pub products: Vec<ProductLine>,
}

/// The orders of one region.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct RegionLine {
    pub region: String,
    pub orders: u64,
    pub revenue_cents: i64,
    pub best_customer: String,
    pub best_customer_cents: i64,
}

/// The orders of one product.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct ProductLine {
    pub product: String,
    pub units: i64,
    pub revenue_cents: i64,
    pub last_ordered: String,
    pub longest_note: String,
}

/// `report`, with a file. It makes one call, and takes the answer out of its result.
/// Whatever an error says, it is one.
pub type Function = fn(Call<'_>, &mut dyn BufRead) -> Result<Report, AnyError>;

/// The `main` of the harness.
pub fn main(report: Function) -> ExitCode {
    meter::run(&[("report", &|window| weigh(window, report))])
}

fn weigh(window: &mut Window, report: Function) {
    let csv = orders::order_file(window.places(), window.seed());
    // The file and its reader are made out here, as the operating system would have the one
    // and `File` in a `BufReader` the other.
    let mut file = BufReader::new(csv.as_bytes());
    let answer = report(window.weighing().on(&csv), &mut file);
    window.answer(&answer);
    for (input, csv) in edges::files() {
        let answer = report(window.asking(input).on(&csv), &mut csv.as_bytes());
        window.asked(&answer);
    }
    let mut no_text = lines(&csv, 2).as_bytes().to_vec();
    no_text.extend_from_slice(b"1,2024-03-01,Ad\xff,x,Toscana,EUR,Moka pot,2,10.00,5,\n");
    let call = window.asking("a file that is no UTF-8");
    let answer = report(call.on(&bytes(&no_text)), &mut no_text.as_slice());
    window.asked(&answer);
    let beginning = lines(&csv, 50);
    let mut slowly = BufReader::with_capacity(5, beginning.as_bytes());
    let call = window.asking("a file that is read in small pieces");
    let answer = report(call.on(beginning), &mut slowly);
    window.asked(&answer);
    let beginning = lines(&csv, 5);
    let mut breaking = BufReader::new(beginning.as_bytes().chain(Fails));
    let call = window.asking("a file that cannot be read to its end");
    let answer = report(call.on(beginning), &mut breaking);
    window.asked(&answer);
}

/// The first lines of a text.
fn lines(text: &str, count: usize) -> &str {
    let ends = text.match_indices('\n').map(|(end, _)| end + 1);
    &text[..ends.take(count).last().unwrap_or_default()]
}

/// A reader that fails.
struct Fails;

impl Read for Fails {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk was pulled out"))
    }
}
