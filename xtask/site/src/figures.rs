//! Figures by name. In: a name that a page uses, and the record. Out: a number,
//! and the words that say where it comes from.

use anyhow::{Result, bail};
use meter_report::Counts;
use serde_json::Value;

use crate::record::Measurements;

/// A number of the record, with its origin in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// Where it was measured, as in `ch04/growing, 10,000 items, release build`.
    pub origin: String,
}

/// The name of a weight: `ch04/growing@10000` or `ch04/growing@10000/debug`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightName<'a> {
    /// Chapter and listing.
    pub listing: &'a str,
    /// The size of the input.
    pub items: u64,
    /// What stands after the size: the build, or whose code it is.
    pub variant: &'a str,
}

impl<'a> WeightName<'a> {
    /// Reads a name; none if it has no `@` with a number behind it.
    pub fn parse(name: &'a str) -> Option<Self> {
        let (listing, rest) = name.split_once('@')?;
        let (items, variant) = rest.split_once('/').unwrap_or((rest, "release"));
        Some(WeightName {
            listing,
            items: items.parse().ok()?,
            variant,
        })
    }

    /// The name in words.
    pub fn words(&self) -> String {
        let build = match self.variant {
            "release" => "release build",
            "debug" => "debug build",
            variant => variant,
        };
        let items = thousands(self.items as f64);
        let plural = if self.items == 1 { "" } else { "s" };
        format!("{}, {items} item{plural}, {build}", self.listing)
    }
}

/// Finds figures by name.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a>(pub &'a Measurements);

impl<'a> Figures<'a> {
    /// The counts of a weighed listing.
    pub fn weight(&self, name: &str) -> Result<&'a Counts> {
        match self.0.weights.get(name) {
            Some(counts) => Ok(counts),
            None => bail!(
                "no weight is named `{name}`{}",
                nearest(name, self.0.weights.keys())
            ),
        }
    }

    /// A fact, or what a dotted path leads to within it.
    pub fn fact(&self, path: &str) -> Result<&'a Value> {
        if let Some(fact) = self.0.facts.get(path) {
            return Ok(fact);
        }
        for (dot, _) in path
            .match_indices('.')
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
        {
            let Some(fact) = self.0.facts.get(&path[..dot]) else {
                continue;
            };
            let pointer = format!("/{}", path[dot + 1..].replace('.', "/"));
            match fact.pointer(&pointer) {
                Some(value) => return Ok(value),
                None => bail!("the fact `{}` has no `{}`", &path[..dot], &path[dot + 1..]),
            }
        }
        bail!(
            "no fact is named `{path}`{}",
            nearest(path, self.0.facts.keys())
        )
    }

    /// A number: `WEIGHT.field`, or a fact that is a number.
    pub fn number(&self, name: &str) -> Result<Figure> {
        if name.contains('@') {
            let Some((weight, field)) = name.rsplit_once('.') else {
                bail!("`{name}` lacks a field, as in `{name}.allocations`");
            };
            let value = count(self.weight(weight)?, field)? as f64;
            let origin = WeightName::parse(weight).map_or(weight.to_owned(), |name| name.words());
            return Ok(Figure { value, origin });
        }
        let Some(value) = self.fact(name)?.as_f64() else {
            bail!("the fact `{name}` is not a number");
        };
        Ok(Figure {
            value,
            origin: name.to_owned(),
        })
    }

    /// The size of the input of a weight that was recorded.
    pub fn items(&self, name: &str) -> Result<u64> {
        self.weight(name)?;
        match WeightName::parse(name) {
            Some(name) => Ok(name.items),
            None => bail!("`{name}` has no size, as in `ch04/growing@10000`"),
        }
    }
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
pub fn count(counts: &Counts, field: &str) -> Result<u64> {
    Ok(match field {
        "allocations" => counts.allocations,
        "reallocations" => counts.reallocations,
        "bytes" => counts.bytes,
        "peak_bytes" => counts.peak_bytes,
        "live_blocks" => counts.live_blocks,
        "live_bytes" => counts.live_bytes,
        _ => bail!("a weight has no `{field}`; it has {}", FIELDS.join(", ")),
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

/// A number as the pages print it: whole ones with commas, others with the
/// digits that they have.
pub fn thousands(value: f64) -> String {
    let written = match value.fract() == 0.0 {
        true => format!("{:.0}", value.abs()),
        false => trimmed(&format!("{:.2}", value.abs())),
    };
    let (digits, after) = written.split_at(written.find('.').unwrap_or(written.len()));
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(after);
    if value < 0.0 {
        format!("-{text}")
    } else {
        text
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
        true => thousands(text.parse().unwrap_or(value)),
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
            (0.0, "0"),
            (999.0, "999"),
            (131_056.0, "131,056"),
            (2.5, "2.5"),
            (3_121.3, "3,121.3"),
            (-1_234.0, "-1,234"),
        ] {
            assert_eq!(thousands(value), text);
        }
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
