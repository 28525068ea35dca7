//! HashMap and BTreeMap in place of the reference's table, with owned names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::io::{self, BufRead};
use std::rc::Rc;

pub const RATES: [(&str, i64); 5] = [
    ("EUR", 10_000),
    ("GBP", 11_713),
    ("CHF", 10_482),
    ("PLN", 2_331),
    ("SEK", 874),
];

#[derive(Debug)]
pub struct Report {
    pub orders: u64,
    pub skipped: u64,
    pub regions: Vec<RegionLine>,
    pub products: Vec<ProductLine>,
}

#[derive(Debug)]
pub struct RegionLine {
    pub region: Rc<str>,
    pub orders: u64,
    pub revenue_cents: i64,
    pub best_customer: Rc<str>,
    pub best_customer_cents: i64,
}

#[derive(Debug)]
pub struct ProductLine {
    pub product: Rc<str>,
    pub units: i64,
    pub revenue_cents: i64,
    pub last_ordered: String,
    pub longest_note: String,
}

pub fn report(file: &mut dyn BufRead) -> io::Result<Report> {
    let mut regions: Totals<RegionTotals> = Totals::default();
    let mut products: Totals<ProductTotals> = Totals::default();
    let (mut orders, mut skipped) = (0, 0);

    let mut line = String::with_capacity(1024);
    file.read_line(&mut line)?; // the names of the columns
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            break;
        }
        let Some(order) = Order::parse(line.trim_end_matches(['\n', '\r'])) else {
            skipped += 1;
            continue;
        };
        orders += 1;
        regions.of(order.region.trim()).add(&order);
        products.of(order.product.trim()).add(&order);
    }

    Ok(Report {
        orders,
        skipped,
        regions: regions.into_sorted(RegionTotals::into_line),
        products: products.into_sorted(ProductTotals::into_line),
    })
}

struct Order<'a> {
    date: Cow<'a, str>,
    customer: Cow<'a, str>,
    region: Cow<'a, str>,
    product: Cow<'a, str>,
    note: Cow<'a, str>,
    quantity: i64,
    revenue_cents: i64,
}

impl<'a> Order<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut cells = Cells { rest: Some(line) };
        let mut cell = || cells.next();

        let _order_id = cell()?;
        let date = cell()?;
        let customer = cell()?;
        let _address = cell()?;
        let region = cell()?;
        let rate = rate(cell()?.trim())?;
        let product = cell()?;
        let quantity = cell()?.trim().parse().ok()?;
        let price = parse_cents(cell()?.trim())?;
        let discount = cell()?.trim().parse().ok()?;
        let note = cell()?;

        let names = [&date, &customer, &region, &product];
        if names.iter().any(|name| name.trim().is_empty()) {
            return None;
        }
        let revenue_cents = revenue_cents(quantity, price, discount, rate);
        Some(Order {
            date,
            customer,
            region,
            product,
            note,
            quantity,
            revenue_cents,
        })
    }
}

struct Cells<'a> {
    rest: Option<&'a str>,
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let rest = self.rest.take()?;
        let Some(quoted) = rest.strip_prefix('"') else {
            let (cell, rest) = match rest.split_once(',') {
                Some((cell, rest)) => (cell, Some(rest)),
                None => (rest, None),
            };
            self.rest = rest;
            return Some(Cow::Borrowed(cell));
        };

        let mut end = 0;
        let mut doubled = false;
        while let Some(quote) = quoted[end..].find('"') {
            end += quote;
            if !quoted[end + 1..].starts_with('"') {
                break;
            }
            doubled = true;
            end += 2;
        }
        let cell = &quoted[..end];
        self.rest = quoted[end..].strip_prefix("\",");
        Some(if doubled {
            Cow::Owned(with_single_quotes(cell))
        } else {
            Cow::Borrowed(cell)
        })
    }
}

fn with_single_quotes(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for (index, piece) in cell.split("\"\"").enumerate() {
        if index > 0 {
            text.push('"');
        }
        text.push_str(piece);
    }
    text
}

fn parse_cents(price: &str) -> Option<i64> {
    let (whole, cents) = price.split_once('.')?;
    Some(whole.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?)
}

fn rate(currency: &str) -> Option<i64> {
    RATES
        .iter()
        .find(|(name, _)| *name == currency)
        .map(|(_, rate)| *rate)
}

fn revenue_cents(quantity: i64, price_cents: i64, discount: i64, rate: i64) -> i64 {
    quantity * price_cents * (100 - discount) * rate / (100 * 10_000)
}

#[derive(Default)]
struct Totals<T> {
    totals: HashMap<Rc<str>, T>,
}

impl<T: Default> Totals<T> {
    /// The total of a name, which is zero if the name is new.
    fn of(&mut self, name: &str) -> &mut T {
        if !self.totals.contains_key(name) {
            self.totals.insert(name.into(), T::default());
        }
        self.totals.entry(name.into()).or_default()
    }

    /// Makes a line of each total; the lines are sorted by name.
    fn into_sorted<L>(self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        let sorted: BTreeMap<Rc<str>, T> = self.totals.into_iter().collect();
        sorted
            .into_iter()
            .map(|(name, total)| line(name, total))
            .collect()
    }
}

#[derive(Default)]
struct RegionTotals {
    orders: u64,
    revenue_cents: i64,
    customers: Totals<i64>,
}

impl RegionTotals {
    fn add(&mut self, order: &Order) {
        self.orders += 1;
        self.revenue_cents += order.revenue_cents;
        *self.customers.of(order.customer.trim()) += order.revenue_cents;
    }

    fn into_line(region: Rc<str>, total: RegionTotals) -> RegionLine {
        let customers = total.customers.totals.into_iter();
        let best = customers.max_by(|(name_a, a), (name_b, b)| a.cmp(b).then(name_b.cmp(name_a)));
        let (best_customer, best_customer_cents) = best.unwrap_or_default();
        RegionLine {
            region,
            orders: total.orders,
            revenue_cents: total.revenue_cents,
            best_customer,
            best_customer_cents,
        }
    }
}

#[derive(Default)]
struct ProductTotals {
    units: i64,
    revenue_cents: i64,
    last_ordered: String,
    longest_note: String,
}

impl ProductTotals {
    fn add(&mut self, order: &Order) {
        self.units += order.quantity;
        self.revenue_cents += order.revenue_cents;
        if order.date.trim() > self.last_ordered.as_str() {
            overwrite(&mut self.last_ordered, order.date.trim());
        }
        if order.note.trim().len() > self.longest_note.len() {
            overwrite(&mut self.longest_note, order.note.trim());
        }
    }

    fn into_line(product: Rc<str>, total: ProductTotals) -> ProductLine {
        ProductLine {
            product,
            units: total.units,
            revenue_cents: total.revenue_cents,
            last_ordered: total.last_ordered,
            longest_note: total.longest_note,
        }
    }
}

fn overwrite(old: &mut String, new: &str) {
    old.clear();
    old.push_str(new);
}
