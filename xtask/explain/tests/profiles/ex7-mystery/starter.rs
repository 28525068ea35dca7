//! Exercise 7: the memory mystery.
//!
//! This program was a Python script, and it was ported line by line. Its report
//! is right. For a file of 5 MB it holds hundreds of megabytes. Nothing in it
//! is a trick: it does what the chapters before this one warn of, all at once.
//!
//! Measure first, change one thing, and measure again. Everything but the name
//! and arguments of `report` and the fields of the three report types is yours
//! to change. A text in the report may be a `String`, a `&str`, a `Cow<str>`, or
//! an `Rc`, `Arc` or `Box` of a `str`.
//!
//! Grade it:    cargo xtask check ex7
//! Stuck:       cargo xtask hint ex7

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};

// ---------------------------------------------------------------------------
// The file. Its first line names the columns, which are always these:
//
//   order_id,date,customer,address,region,currency,product,quantity,unit_price,
//   discount,note
//
// Each further line is one row. A cell with a comma or a quote in it is quoted,
// and a quote inside is doubled: "Café ""Zur Post"", Wien". No cell holds a
// line break. Some cells have spaces around their text, which do not count.
// Some lines are blank, and some rows cannot be used. Those are skipped.
// ---------------------------------------------------------------------------

/// What one unit of a currency is worth, in ten-thousandths of a euro.
pub const RATES: [(&str, i64); 5] = [
    ("EUR", 10_000),
    ("GBP", 11_713),
    ("CHF", 10_482),
    ("PLN", 2_331),
    ("SEK", 874),
];

/// What the file says about the orders in it.
#[derive(Debug)]
pub struct Report {
    /// How many rows were used.
    pub orders: u64,
    /// How many were not, blank lines included.
    pub skipped: u64,
    /// One line for each region, sorted by name.
    pub regions: Vec<RegionLine>,
    /// One line for each product, sorted by name.
    pub products: Vec<ProductLine>,
}

/// The orders of one region.
#[derive(Debug)]
pub struct RegionLine {
    /// The name of the region.
    pub region: String,
    /// How many orders came from it.
    pub orders: u64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// Who ordered most, by revenue in this region; if several did, the first
    /// of them by name.
    pub best_customer: String,
    /// What that customer ordered there, in euro cents.
    pub best_customer_cents: i64,
}

/// The orders of one product.
#[derive(Debug)]
pub struct ProductLine {
    /// The name of the product.
    pub product: String,
    /// How many pieces were sold.
    pub units: i64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// The last day on which it was ordered.
    pub last_ordered: String,
    /// The longest note on an order, in bytes; if several are, the first.
    pub longest_note: String,
}

// ---------------------------------------------------------------------------
// Part 1, report: the whole job, from the file to the report.
// ---------------------------------------------------------------------------

/// The columns of the file.
const COLUMNS: [&str; 11] = [
    "order_id",
    "date",
    "customer",
    "address",
    "region",
    "currency",
    "product",
    "quantity",
    "unit_price",
    "discount",
    "note",
];

/// A row as Python's `csv.DictReader` hands it out: column name to text.
type Row = HashMap<&'static str, String>;

/// Room for the columns of the file and those that later steps add, so that no
/// dictionary has to grow.
const ROOM: usize = 32;

/// Reads a file of orders and sums them up.
pub fn report(file: &mut dyn BufRead) -> io::Result<Report> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;

    let rows = read_rows(&text);
    let cleaned = clean(&rows);
    let enriched = enrich(&cleaned);
    let by_region = group_by(&enriched, "region");
    let by_product = group_by(&enriched, "product");

    Ok(Report {
        orders: cleaned.len() as u64,
        skipped: (rows.len() - cleaned.len()) as u64,
        regions: summarise_regions(&by_region),
        products: summarise_products(&by_product),
    })
}

/// Makes a dictionary of each line but the first.
fn read_rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let mut row = Row::with_capacity(ROOM);
        row.extend(COLUMNS.into_iter().zip(split_line(line)));
        rows.push(row);
    }
    rows
}

/// Splits a line into cells and takes the quotes off.
fn split_line(line: &str) -> Vec<String> {
    let mut cells: Vec<String> = Vec::with_capacity(COLUMNS.len());
    let mut quoted = false;
    for piece in line.split(',') {
        match cells.last_mut() {
            // The comma stood in quotes, so this is more of the same cell.
            Some(cell) if quoted => {
                cell.push(',');
                cell.push_str(piece);
            }
            _ => {
                // No cell is longer than its line, so none has to grow.
                let mut cell = String::with_capacity(line.len());
                cell.push_str(piece);
                cells.push(cell);
            }
        }
        // A quote that is doubled changes nothing.
        quoted ^= piece.matches('"').count() % 2 == 1;
    }
    for cell in &mut cells {
        if cell.starts_with('"') {
            cell.pop();
            cell.remove(0);
        }
        if cell.contains("\"\"") {
            *cell = cell.replace("\"\"", "\"");
        }
    }
    cells
}

/// Keeps the rows that can be used, with the spaces around each text removed.
fn clean(rows: &[Row]) -> Vec<Row> {
    let mut cleaned = Vec::new();
    for row in rows {
        let mut row = row.clone();
        for text in row.values_mut() {
            if text.trim().len() < text.len() {
                *text = text.trim().to_string();
            }
        }
        if is_usable(&row) {
            cleaned.push(row);
        }
    }
    cleaned
}

/// Whether a row has all its cells, a date and all names, and numbers that parse.
fn is_usable(row: &Row) -> bool {
    let names = ["date", "customer", "region", "product"];
    row.contains_key("note")
        && names.iter().all(|name| !row[*name].is_empty())
        && row["quantity"].parse::<i64>().is_ok()
        && row["discount"].parse::<i64>().is_ok()
        && parse_cents(&row["unit_price"]).is_some()
        && rate(&row["currency"]).is_some()
}

/// A price such as `129.95`, in cents.
fn parse_cents(price: &str) -> Option<i64> {
    let (whole, cents) = price.split_once('.')?;
    Some(whole.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?)
}

/// The rate of a currency.
fn rate(currency: &str) -> Option<i64> {
    RATES
        .iter()
        .find(|(name, _)| *name == currency)
        .map(|(_, rate)| *rate)
}

/// Adds a column: what an order brought in.
fn enrich(rows: &[Row]) -> Vec<Row> {
    let mut enriched = Vec::new();
    for row in rows {
        let mut row = row.clone();
        let revenue = revenue_cents(
            number(&row, "quantity"),
            parse_cents(&row["unit_price"]).unwrap_or(0),
            number(&row, "discount"),
            rate(&row["currency"]).unwrap_or(0),
        );
        row.insert("revenue_cents", revenue.to_string());
        enriched.push(row);
    }
    enriched
}

/// Quantity times price in euro cents, less the discount in percent, rounded down.
fn revenue_cents(quantity: i64, price_cents: i64, discount: i64, rate: i64) -> i64 {
    quantity * price_cents * (100 - discount) * rate / (100 * 10_000)
}

/// Collects the rows that have the same text in `column`, sorted by that text.
fn group_by(rows: &[Row], column: &str) -> BTreeMap<String, Vec<Row>> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        groups
            .entry(row[column].clone())
            // No group is longer than the list, so none has to grow.
            .or_insert_with(|| Vec::with_capacity(rows.len()))
            .push(row.clone());
    }
    groups
}

fn summarise_regions(by_region: &BTreeMap<String, Vec<Row>>) -> Vec<RegionLine> {
    let mut lines = Vec::new();
    for (region, rows) in by_region {
        let mut revenue_cents = 0;
        let mut customers: BTreeMap<String, i64> = BTreeMap::new();
        for row in rows {
            let cents = number(row, "revenue_cents");
            revenue_cents += cents;
            *customers.entry(row["customer"].clone()).or_insert(0) += cents;
        }
        let best = customers
            .into_iter()
            .max_by_key(|(name, cents)| (*cents, Reverse(name.clone())));
        let (best_customer, best_customer_cents) = best.unwrap_or_default();
        lines.push(RegionLine {
            region: region.clone(),
            orders: rows.len() as u64,
            revenue_cents,
            best_customer,
            best_customer_cents,
        });
    }
    lines
}

fn summarise_products(by_product: &BTreeMap<String, Vec<Row>>) -> Vec<ProductLine> {
    let mut lines = Vec::new();
    for (product, rows) in by_product {
        let dates = rows.iter().map(|row| &row["date"]);
        let notes = rows.iter().map(|row| &row["note"]);
        lines.push(ProductLine {
            product: product.clone(),
            units: rows.iter().map(|row| number(row, "quantity")).sum(),
            revenue_cents: rows.iter().map(|row| number(row, "revenue_cents")).sum(),
            last_ordered: dates.max().cloned().unwrap_or_default(),
            // Of several longest, `max_by_key` returns the last, so look backwards.
            longest_note: notes
                .rev()
                .max_by_key(|note| note.len())
                .cloned()
                .unwrap_or_default(),
        });
    }
    lines
}

/// The number in a column.
fn number(row: &Row, column: &str) -> i64 {
    row[column].parse().unwrap_or(0)
}
