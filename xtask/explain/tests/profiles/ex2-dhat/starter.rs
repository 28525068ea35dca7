//! Exercise 2: measuring allocations.
//!
//! A profiler knows what was allocated, because it stands between the program
//! and the allocator. The size of a value does not tell, and neither does a
//! look at the code. In part 1 you build the tool that tells, with the dhat
//! crate. In part 2 you use a profile to find one line among five steps.
//!
//! Grade it:    cargo xtask check ex2
//! Stuck:       cargo xtask hint ex2

use std::cmp::Reverse;
use std::collections::BTreeMap;

// ---------------------------------------------------------------------------
// Part 1, heap-cost: this asks Rust for the size of the value, the way one asks
// Python with `sys.getsizeof`. But `size_of_val` does not follow pointers, and
// no value remembers what was allocated and freed on the way to it. dhat does:
// see `dhat::Profiler` and `dhat::HeapStats`. The allocator that dhat listens
// to is in place; you need no `#[global_allocator]`.
// ---------------------------------------------------------------------------

/// What a call allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeapCost {
    /// How many blocks were asked for. A reallocation asks for one more.
    pub blocks: u64,
    /// How many bytes were asked for, in all blocks together.
    pub bytes: u64,
    /// The most bytes that the call had on the heap at one time.
    pub peak_bytes: u64,
}

/// Calls `f` and returns its result beside what it allocated.
///
/// Only `f` counts. Blocks that exist when it is called do not, nor does what
/// an earlier call of `heap_cost` measured.
pub fn heap_cost<T>(f: impl FnOnce() -> T) -> (T, HeapCost) {
    let value = f();
    let bytes = size_of_val(&value) as u64;
    let cost = HeapCost {
        blocks: 1,
        bytes,
        peak_bytes: bytes,
    };
    (value, cost)
}

// ---------------------------------------------------------------------------
// Part 2, report: a bookshop's report, in five steps. One line causes most of
// its allocations. Do not guess: the grading leaves a profile behind. Open
// it in dhat's viewer, sort by total blocks, and read the first call stack
// from the allocation on until it reaches this file, and then who called.
// ---------------------------------------------------------------------------

/// One line of the till: `day;kind;title;copies;cents`.
#[derive(Debug)]
struct Sale<'a> {
    kind: &'a str,
    title: &'a str,
    copies: u64,
    cents: u64,
}

/// What one title brought in.
#[derive(Debug, Default)]
struct Total<'a> {
    title: &'a str,
    copies: u64,
    cents: u64,
}

/// The titles sold, the best first. Titles that brought in the same stand in
/// the order of the catalogue.
pub fn report(till: &str) -> String {
    let sales = parse(till);
    let sales = without_returns(sales);
    let totals = total_by_title(&sales);
    let ranking = rank(totals);
    render(&ranking)
}

/// Reads the lines of the till, and passes over those that are damaged.
fn parse(till: &str) -> Vec<Sale<'_>> {
    till.lines().filter_map(parse_sale).collect()
}

fn parse_sale(line: &str) -> Option<Sale<'_>> {
    let mut fields = line.split(';').skip(1);
    Some(Sale {
        kind: fields.next()?,
        title: fields.next()?,
        copies: fields.next()?.parse().ok()?,
        cents: fields.next()?.parse().ok()?,
    })
}

/// Keeps the sales, and drops what was brought back.
fn without_returns(sales: Vec<Sale<'_>>) -> Vec<Sale<'_>> {
    sales
        .into_iter()
        .filter(|sale| sale.kind == "sold")
        .collect()
}

/// Adds up the sales of each title.
fn total_by_title<'a>(sales: &[Sale<'a>]) -> Vec<Total<'a>> {
    let mut totals = BTreeMap::new();
    for sale in sales {
        let total = totals.entry(sale.title).or_insert_with(|| Total {
            title: sale.title,
            ..Total::default()
        });
        total.copies += sale.copies;
        total.cents += sale.copies * sale.cents;
    }
    totals.into_values().collect()
}

/// Puts what brought in most first, and equals in the order of the catalogue.
fn rank(mut totals: Vec<Total<'_>>) -> Vec<Total<'_>> {
    totals.sort_by_key(|total| (Reverse(total.cents), catalogue_title(total.title)));
    totals
}

/// A title as the catalogue files it: without its article, in small letters.
fn catalogue_title(title: &str) -> String {
    ["The ", "Der ", "Die ", "Les ", "El "]
        .iter()
        .find_map(|article| title.strip_prefix(article))
        .unwrap_or(title)
        .to_lowercase()
}

/// Writes one row for each title.
fn render(ranking: &[Total<'_>]) -> String {
    let mut page = String::new();
    for (index, total) in ranking.iter().enumerate() {
        let place = index + 1;
        let (euros, cents) = (total.cents / 100, total.cents % 100);
        page.push_str(&format!(
            "{place:>5}  {:<40} {:>4} {euros:>7}.{cents:02} €\n",
            total.title, total.copies
        ));
    }
    page
}
