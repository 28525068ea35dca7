//! Exercise 2, solved: a profiler of its own for each measurement, and a sort
//! that makes each key once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

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
/// The profiler lives exactly as long as the call. It starts with all counters
/// at zero, so there is nothing to subtract, and it ends before this returns,
/// because dhat allows only one at a time.
///
/// A single profiler for the whole program, read before and after the call,
/// would do for blocks and bytes: they are sums, and the difference is what the
/// call added. It would not do for the peak. A maximum cannot be subtracted:
/// once an earlier call has set it, a smaller call leaves no mark on it.
///
/// The counters are read while the profiler runs. `testing` says that this is
/// all we want: without it, dropping the profiler writes `dhat-heap.json`.
pub fn heap_cost<T>(f: impl FnOnce() -> T) -> (T, HeapCost) {
    let profiler = dhat::Profiler::builder().testing().build();
    let value = f();
    let stats = dhat::HeapStats::get();
    drop(profiler);
    let cost = HeapCost {
        blocks: stats.total_blocks,
        bytes: stats.total_bytes,
        peak_bytes: stats.max_bytes as u64,
    };
    (value, cost)
}

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
///
/// The key of a title is a new `String`. `sort_by_key` asks for two keys with
/// every comparison, and a sort compares each element many times, so it made
/// far more keys than there are titles. `sort_by_cached_key` makes each key
/// once, keeps all of them while it sorts, and drops them at the end.
///
/// Nothing in the code looks expensive here. The profile shows it at once: its
/// first call stack goes from `to_lowercase` over `catalogue_title` to the
/// closure in this function.
fn rank(mut totals: Vec<Total<'_>>) -> Vec<Total<'_>> {
    totals.sort_by_cached_key(|total| (Reverse(total.cents), catalogue_title(total.title)));
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
///
/// The text of each row looks like the line to blame. It costs a few allocations
/// for each title, however many there are. `write!` into `page` would save
/// them, and that is worth doing when the profile has them on top.
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
