//! Small texts. In: a law of growth, or a line of code. Out: words for people.

use crate::pipe::explain::Charge;
use crate::report::style::{amount, counted, fitted, plural};
use crate::workbook::Quantity;
use explain::growth::Growth;
use explain::profile::Cost;

/// The name in `pub fn name(…)`, if the text declares a function.
pub fn function_name(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let text = text.strip_prefix("pub ").unwrap_or(text);
    let rest = text.strip_prefix("fn ")?;
    let end = rest
        .find(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The law with its fitted numbers.
pub fn growth_in_words(growth: Growth, item: &str) -> String {
    match growth {
        Growth::Constant(value) => format!("constant, {} at every size", fitted(value)),
        Growth::PerDoubling { start, each } => format!(
            "{} more each time the {} double ({} + {} × log2)",
            fitted(each),
            plural(item),
            fitted(start),
            fitted(each),
        ),
        Growth::PerItem { fixed, each } => {
            let each_text = fitted(each);
            match fixed {
                f if f.abs() < 0.5 => format!("{each_text} per {item}"),
                f if f < 0.0 => format!("{each_text} per {item}, less {}", fitted(-f)),
                f => format!("{each_text} per {item}, plus {}", fitted(f)),
            }
        }
        Growth::PerPair { each } => {
            format!(
                "with the square of the {}: {} × n²",
                plural(item),
                fitted_factor(each)
            )
        }
        Growth::Irregular => "no simple law".to_owned(),
    }
}

/// What one line of a receipt costs, in the unit that the part is charged for.
pub fn figure(charge: Charge, cost: &Cost) -> String {
    match charge {
        Charge::Made => format!(
            "{}, {}",
            amount(cost.blocks, Quantity::Allocations),
            counted(cost.bytes, "byte")
        ),
        Charge::Peak => format!(
            "{} in {}",
            counted(cost.peak_bytes, "byte"),
            counted(cost.peak_blocks, "block")
        ),
        Charge::Kept | Charge::Left => format!(
            "{} in {}",
            counted(cost.end_bytes, "byte"),
            counted(cost.end_blocks, "block")
        ),
    }
}

/// A factor of a square may be small, and its first digits still matter.
fn fitted_factor(each: f64) -> String {
    if each.abs() < 0.1 {
        format!("{each:.2e}")
    } else {
        fitted(each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_of_functions() {
        for (text, name) in [
            (
                "pub fn parse_users(text: &str) -> Vec<User>",
                Some("parse_users"),
            ),
            ("    fn helper<T>() {", Some("helper")),
            ("// pub fn not_this()", None),
            ("let fn_pointer = 3;", None),
        ] {
            assert_eq!(function_name(text), name);
        }
    }

    #[test]
    fn laws_are_put_in_words() {
        for (growth, words) in [
            (Growth::Constant(3.0), "constant, 3 at every size"),
            (
                Growth::PerDoubling {
                    start: -1.0,
                    each: 1.0,
                },
                "1 more each time the entries double (-1 + 1 × log2)",
            ),
            (
                Growth::PerItem {
                    fixed: 2.0,
                    each: 2.806,
                },
                "2.81 per entry, plus 2",
            ),
            (
                Growth::PerPair { each: 12.0 },
                "with the square of the entries: 12 × n²",
            ),
            (Growth::Irregular, "no simple law"),
        ] {
            assert_eq!(growth_in_words(growth, "entry"), words);
        }
    }
}
