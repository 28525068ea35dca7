//! Has a report and lines of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "report"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// What the file says about the orders in it.
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
pub struct RegionLine {
    /// The name of the region.
    pub region: Rc<str>,
    /// How many orders came from it.
    pub orders: u64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// Who ordered most.
    pub best_customer: Rc<str>,
    /// What that customer ordered there, in euro cents.
    pub best_customer_cents: i64,
}

/// The orders of one product.
pub struct ProductLine {
    /// The name of the product.
    pub product: Rc<str>,
    /// How many pieces were sold.
    pub units: i64,
    /// What they brought in, in euro cents.
    pub revenue_cents: i64,
    /// The last day on which it was ordered.
    pub last_ordered: String,
    /// The longest note on an order, in bytes.
    pub longest_note: String,
}

use shared::{drops, never};

drops!(Report, RegionLine, ProductLine);
never!(Report, RegionLine, ProductLine);
