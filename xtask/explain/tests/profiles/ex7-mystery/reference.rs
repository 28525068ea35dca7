//! Exercise 7, solved: keep the sums, and forget each row as soon as it is in
//! them.
//!
//! How the memory goes down, one idea at a time, for a file of 10,000 rows. The
//! first and the last figure are in the book's measurements, as `ch08/mystery` and
//! `ch08/solved`. Undo a step and check, and you see what it saves.
//!
//! 1. **Measure** (chapter 2). The starter peaks at more than 300 MB. At its peak
//!    five lists hold the rows: `rows`, `cleaned`, `enriched`, and the groups in
//!    `by_region` and `by_product`. In Python most of them would hold references to
//!    the same dictionaries. Here each `clone` is a dictionary of its own.
//! 2. **Drop the clones.** `clean` and `enrich` take the list and change it in
//!    place, the groups hold references. This step saves most.
//! 3. **Mind the capacity** (chapter 4). Each cell was built in a `String` with
//!    room for a whole line, and kept that room. So build them all in one buffer,
//!    and clone the text out of it. Each of two hundred groups had room for all
//!    rows: let them grow. Each dictionary had room for 32 columns, which takes a
//!    table of 64 slots, and there are 12. All this does not lower the count:
//!    capacity that nobody fills costs bytes, not calls.
//! 4. **Structs instead of dictionaries.** A row had its own hash table, with
//!    the name of each column in it. A struct with `String` fields has neither. It
//!    still takes a block for each text.
//! 5. **Borrow** (chapters 3 and 6). The text of the file is in memory anyway.
//!    Cells that borrow from it, as a `Cow` because a few must be unquoted, cost
//!    next to nothing. What is left is the text and a list of all orders.
//! 6. **Keep no list.** The report needs each order once. Added up as they are
//!    read, the orders leave only the text.
//! 7. **Reuse one buffer** (chapter 4). Nor is the whole text needed. With one
//!    line at a time in the same `String` the peak is a third of a megabyte: names,
//!    and the longest note for each product. It hardly grows with the rows.
//! 8. **Share the names** (chapter 5). The peak does not show the last waste: to
//!    look up a total with a key that is made for it costs three allocations a
//!    row. A name that is made once, and shared by all who need it, costs one for
//!    each name.
//!
//! A system monitor shows less than 300 MB for the starter. The system hands out
//! memory when it is first written, and most of the room in the groups never is.
//!
//! Below is the program after step 8.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead};
use std::rc::Rc;

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
    pub region: Rc<str>,
    /// How many orders came from it.
    pub orders: u64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// Who ordered most, by revenue in this region; if several did, the first
    /// of them by name.
    pub best_customer: Rc<str>,
    /// What that customer ordered there, in euro cents.
    pub best_customer_cents: i64,
}

/// The orders of one product.
#[derive(Debug)]
pub struct ProductLine {
    /// The name of the product.
    pub product: Rc<str>,
    /// How many pieces were sold.
    pub units: i64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// The last day on which it was ordered.
    pub last_ordered: String,
    /// The longest note on an order, in bytes; if several are, the first.
    pub longest_note: String,
}

/// Reads a file of orders and sums them up.
///
/// One line is in memory at a time, and always in the same buffer. What is kept
/// of an order are the sums that it was added to.
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

/// What the report needs of one row. It borrows from the line.
///
/// A cell is a `Cow` because a few of them hold doubled quotes, and their text
/// is not in the line as such. All others are slices of it.
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
    /// The order in a line, or `None` if the row cannot be used.
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

/// The cells of one line, without their quotes.
struct Cells<'a> {
    /// What follows the last comma; `None` behind the last cell.
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

        // The cell ends at the first quote that has no second one behind it.
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

/// The text of a cell in which quotes are doubled. It can only get shorter, so
/// the capacity is known, and there is one allocation.
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

/// Quantity times price in euro cents, less the discount in percent, rounded down.
fn revenue_cents(quantity: i64, price_cents: i64, discount: i64, rate: i64) -> i64 {
    quantity * price_cents * (100 - discount) * rate / (100 * 10_000)
}

/// One total for each name, in the order in which the names came up.
///
/// The map answers which total is a name's; the answer is an index. Map and
/// total share the one text of the name through an `Rc`, and so does the
/// report later on. A name that is known costs a look-up and no allocation:
/// `entry` would want an owned key even then, `get` takes a `&str`.
#[derive(Default)]
struct Totals<T> {
    index: HashMap<Rc<str>, usize>,
    totals: Vec<(Rc<str>, T)>,
}

impl<T: Default> Totals<T> {
    /// The total of a name, which is zero if the name is new.
    fn of(&mut self, name: &str) -> &mut T {
        let index = match self.index.get(name) {
            Some(&index) => index,
            None => {
                let index = self.totals.len();
                let name: Rc<str> = name.into();
                self.index.insert(Rc::clone(&name), index);
                self.totals.push((name, T::default()));
                index
            }
        };
        &mut self.totals[index].1
    }

    /// Makes a line of each total; the lines are sorted by name.
    fn into_sorted<L>(mut self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        self.totals.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.totals
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

/// Replaces a text and keeps its memory. `*old = new.to_owned()` would give it
/// back and ask for new memory each time.
fn overwrite(old: &mut String, new: &str) {
    old.clear();
    old.push_str(new);
}
