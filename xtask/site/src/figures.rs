//! Figures by name. In: a name that a page uses, and the record. Out: a number,
//! and the words that say where it comes from.

use explain::words::{counted, decimal};
use meter_report::Counts;
use serde_json::Value;
use xtask::failure::Failure;
use xtask::workbook::figure::{FigureName, singular};

use crate::context::{Context, ensure};
use crate::record::Measurements;

/// A number of the record, with its origin in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// Where it was measured, as in `ch04/growing, 10,000 items, release build`.
    pub origin: String,
}

/// The name of a weight in words.
fn words(name: &FigureName<'_>) -> String {
    let build = match name.variant {
        "release" => "release build",
        "debug" => "debug build",
        variant => variant,
    };
    let items = counted(name.items.unwrap_or_default() as u64, "item");
    format!("{}, {items}, {build}", name.listing)
}

/// Finds figures by name.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a>(pub &'a Measurements);

impl<'a> Figures<'a> {
    /// The counts of a weighed listing.
    pub fn weight(&self, name: &str) -> Result<&'a Counts, Failure> {
        let known = &self.0.weights;
        known
            .get(name)
            .with_context(|| format!("no weight is named `{name}`{}", nearest(name, known.keys())))
    }

    /// A fact, or what a dotted path leads to within it.
    pub fn fact(&self, name: &str) -> Result<&'a Value, Failure> {
        let parsed = parsed(name)?;
        let known = &self.0.facts;
        let fact = known
            .get(parsed.whole)
            .with_context(|| format!("no fact is named `{name}`{}", nearest(name, known.keys())))?;
        let FigureName { whole, path, .. } = parsed;
        parsed
            .find(fact)
            .with_context(|| format!("the fact `{whole}` has no `{path}`"))
    }

    /// A number: `WEIGHT.field`, or a fact that is a number.
    pub fn number(&self, name: &str) -> Result<Figure, Failure> {
        let parsed = parsed(name)?;
        if parsed.items.is_none() {
            let value = self.fact(name)?.as_f64();
            return Ok(Figure {
                value: value.with_context(|| format!("the fact `{name}` is not a number"))?,
                origin: name.to_owned(),
            });
        }
        ensure(!parsed.path.is_empty(), || {
            format!("`{name}` lacks a field, as in `{name}.allocations`")
        })?;
        Ok(Figure {
            value: count(self.weight(parsed.whole)?, parsed.path)? as f64,
            origin: words(&parsed),
        })
    }

    /// The size of the input of a weight that was recorded.
    pub fn items(&self, name: &str) -> Result<usize, Failure> {
        self.weight(name)?;
        parsed(name)?.items.with_context(|| without_size(name))
    }
}

fn parsed(name: &str) -> Result<FigureName<'_>, Failure> {
    FigureName::parse(name).with_context(|| without_size(name))
}

fn without_size(name: &str) -> String {
    format!("`{name}` has no size, as in `ch04/growing@10000`")
}

/// The fields of a weight, as pages name them.
pub const FIELDS: [&str; 6] = [
    "allocations",
    "reallocations",
    "bytes",
    "peak_bytes",
    "live_blocks",
    "live_bytes",
];

/// One field of a weight.
pub fn count(counts: &Counts, field: &str) -> Result<u64, Failure> {
    Ok(match field {
        "allocations" => counts.allocations,
        "reallocations" => counts.reallocations,
        "bytes" => counts.bytes,
        "peak_bytes" => counts.peak_bytes,
        "live_blocks" => counts.live_blocks,
        "live_bytes" => counts.live_bytes,
        _ => {
            return Err(Failure::new(format!(
                "a weight has no `{field}`; it has {}",
                FIELDS.join(", ")
            )));
        }
    })
}

/// The two names that begin most like the one that is missing.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n String>) -> String {
    let shared = |other: &str| {
        name.bytes()
            .zip(other.bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let mut known: Vec<&String> = known.collect();
    known.sort_by_key(|other| std::cmp::Reverse(shared(other)));
    let near: Vec<String> = known
        .iter()
        .take(2)
        .map(|name| format!("`{name}`"))
        .collect();
    match near.is_empty() {
        true => "; nothing is recorded yet, `cargo xtask book measure` does it".to_owned(),
        false => format!(
            "; near it are {}. A new listing is recorded by `cargo xtask book measure`",
            near.join(" and ")
        ),
    }
}

/// `13 allocations`, `1 allocation`. The unit is written for several.
pub fn with_unit(value: f64, unit: &str) -> String {
    match value == 1.0 {
        true => format!("1 {}", singular(unit)),
        false => format!("{} {unit}", decimal(value)),
    }
}

/// A number with two significant digits, or all digits before the point.
pub fn two_digits(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    let places = (1 - magnitude).max(0) as usize;
    let text = format!("{value:.places$}");
    match magnitude >= 2 {
        true => decimal(text.parse().unwrap_or(value)),
        false => trimmed(&text),
    }
}

/// Without zeros at the end of the part after the point.
fn trimmed(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    }
}

/// Bytes in the unit that suits them: B, kB or MB, decimal.
pub fn bytes_in_units(bytes: f64) -> String {
    match bytes {
        b if b >= 999_950.0 => format!("{} MB", trimmed(&format!("{:.1}", b / 1e6))),
        b if b >= 1_000.0 => format!("{} kB", trimmed(&format!("{:.1}", b / 1e3))),
        b => format!("{b:.0} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record() -> Measurements {
        let mut record = Measurements::default();
        let counts = Counts {
            allocations: 13,
            bytes: 131_056,
            ..Counts::default()
        };
        record.weights.insert("ch04/growing@10000".into(), counts);
        record.facts.insert("size/Vec<i32>".into(), json!(24));
        record.facts.insert(
            "layout/a".into(),
            json!({"bytes": 24, "blocks": [{"bytes": 5}]}),
        );
        record
    }

    #[test]
    fn numbers_are_found_by_name() {
        let record = record();
        let figures = Figures(&record);
        for (name, value) in [
            ("ch04/growing@10000.bytes", 131_056.0),
            ("size/Vec<i32>", 24.0),
            ("layout/a.blocks.0.bytes", 5.0),
        ] {
            assert_eq!(figures.number(name).expect(name).value, value, "{name}");
        }
        let figure = figures
            .number("ch04/growing@10000.bytes")
            .expect("a figure");
        assert_eq!(figure.origin, "ch04/growing, 10,000 items, release build");
        assert_eq!(figures.items("ch04/growing@10000").ok(), Some(10_000));
    }

    #[test]
    fn a_wrong_name_is_told_what_is_near() {
        let record = record();
        for (name, told) in [
            (
                "ch04/growin@10000.bytes",
                "near it are `ch04/growing@10000`",
            ),
            ("ch04/growing@10000", "lacks a field"),
            (
                "ch04/growing@10000.size",
                "it has allocations, reallocations",
            ),
            ("layout/a.fields", "has no `fields`"),
            ("layout/a", "is not a number"),
            ("size/None", "no fact is named `size/None`"),
        ] {
            let error = Figures(&record).number(name).expect_err(name).to_string();
            assert!(error.contains(told), "{name}: {error}");
        }
    }

    #[test]
    fn numbers_are_written_for_people() {
        for (value, text) in [
            (3.2764, "3.3"),
            (0.0341, "0.034"),
            (14.6, "15"),
            (1_234.6, "1,235"),
            (2.0, "2"),
        ] {
            assert_eq!(two_digits(value), text);
        }
        for (bytes, text) in [
            (24.0, "24 B"),
            (40_000.0, "40 kB"),
            (131_056.0, "131.1 kB"),
            (999_999.0, "1 MB"),
            (312_400_000.0, "312.4 MB"),
        ] {
            assert_eq!(bytes_in_units(bytes), text);
        }
    }
}
