//! makes all keys of a sort anew, in an array on the stack of a thread that has 64 MiB

use std::cell::Cell;
use std::collections::BTreeMap;

/// Hands out copies of texts, and never takes one back.
struct Arena<'a>(Cell<&'a mut [u8]>);

impl<'a> Arena<'a> {
    /// The text in small letters.
    fn lowercase(&self, text: &str) -> &'a str {
        let mut rest = self.0.take();
        let mut length = 0;
        for letter in text.chars().flat_map(char::to_lowercase) {
            length += letter.encode_utf8(&mut rest[length..]).len();
        }
        let (key, rest) = rest.split_at_mut(length);
        self.0.set(rest);
        std::str::from_utf8(key).unwrap_or("")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeapCost {
    pub blocks: u64,
    pub bytes: u64,
    pub peak_bytes: u64,
}

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

#[derive(Debug)]
struct Sale<'a> {
    kind: &'a str,
    title: &'a str,
    copies: u64,
    cents: u64,
}

#[derive(Debug, Default)]
struct Total<'a> {
    title: &'a str,
    copies: u64,
    cents: u64,
}

pub fn report(till: &str) -> String {
    let sales = parse(till);
    let sales = without_returns(sales);
    let totals = total_by_title(&sales);
    let ranking = rank(totals);
    render(&ranking)
}

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

fn without_returns(sales: Vec<Sale<'_>>) -> Vec<Sale<'_>> {
    sales
        .into_iter()
        .filter(|sale| sale.kind == "sold")
        .collect()
}

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

fn rank(mut totals: Vec<Total<'_>>) -> Vec<Total<'_>> {
    let sort = || {
        let mut room = [0; 48 << 20];
        let arena = Arena(Cell::new(&mut room));
        totals.sort_by(|a, b| {
            let key = |total: &Total| arena.lowercase(catalogue_title(total.title));
            b.cents.cmp(&a.cents).then_with(|| key(a).cmp(key(b)))
        });
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let sorted = thread.spawn_scoped(scope, sort).map(|thread| thread.join());
        assert!(matches!(sorted, Ok(Ok(()))), "no thread");
    });
    totals
}

fn catalogue_title(title: &str) -> &str {
    ["The ", "Der ", "Die ", "Les ", "El "]
        .iter()
        .find_map(|article| title.strip_prefix(article))
        .unwrap_or(title)
}

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
