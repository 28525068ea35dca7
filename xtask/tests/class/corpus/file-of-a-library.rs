//! lets a library write a file, so that its own text names no function of files

use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeapCost {
    pub blocks: u64,
    pub bytes: u64,
    pub peak_bytes: u64,
}

pub fn heap_cost<T>(f: impl FnOnce() -> T) -> (T, HeapCost) {
    let profiler = dhat::Profiler::builder()
        .file_name("/tmp/class-attack-file-of-a-library")
        .build();
    let value = f();
    drop(profiler);
    let cost = HeapCost {
        blocks: 1,
        bytes: 1,
        peak_bytes: 1,
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
    totals.sort_by_cached_key(|total| (Reverse(total.cents), catalogue_title(total.title)));
    totals
}

fn catalogue_title(title: &str) -> String {
    ["The ", "Der ", "Die ", "Les ", "El "]
        .iter()
        .find_map(|article| title.strip_prefix(article))
        .unwrap_or(title)
        .to_lowercase()
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
