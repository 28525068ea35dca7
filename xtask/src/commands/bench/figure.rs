//! A figure. In: what was measured. Out: a row of the table, or JSON.

use serde::Serialize;

/// One figure and what is hoped of it.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// In its unit.
    pub value: f64,
    /// `s` or `ratio`.
    pub unit: &'static str,
    /// What it is not to exceed.
    pub at_most: f64,
}

impl Figure {
    /// A time in seconds.
    pub fn seconds(name: &'static str, value: f64, at_most: f64) -> Self {
        Figure {
            name,
            value,
            unit: "s",
            at_most,
        }
    }

    /// How many times one is the other.
    pub fn ratio(name: &'static str, value: f64, at_most: f64) -> Self {
        Figure {
            unit: "ratio",
            ..Figure::seconds(name, value, at_most)
        }
    }
}
