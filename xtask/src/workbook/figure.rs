//! Figures in a text of the book. In: a text with `{{n ch04/growing@10000.bytes}}` and
//! its kin. Out: the text, with what a resolver puts in the place of each, and the parts
//! of a figure's name.
//!
//! There are two resolvers: the book takes figures from its record, and
//! `cargo xtask predict` measures them now.

use explain::words::plural;
use serde_json::Value;

use crate::failure::Failure;

/// Replaces every `{{…}}` by what `resolve` says of the words in it. `\{{` stands for
/// two braces.
///
/// # Errors
///
/// Two braces are not closed, or the resolver's failure, which then says where it
/// happened.
pub fn fill(
    text: &str,
    mut resolve: impl FnMut(&[&str]) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        if let Some(before) = before.strip_suffix('\\') {
            filled = filled + before + "{{";
            rest = after;
            continue;
        }
        let Some((directive, after)) = after.split_once("}}") else {
            return Err(Failure::new(format!(
                "`{{{{` without `}}}}` on the same line: {}",
                text.trim()
            )));
        };
        let words: Vec<&str> = directive.split_whitespace().collect();
        let figure = resolve(&words)
            .map_err(|failure| Failure::new(format!("in `{{{{{directive}}}}}`: {failure}")))?;
        filled = filled + before + &figure;
        rest = after;
    }
    Ok(filled + rest)
}

/// The name of a figure: `ch04/growing@10000/debug.bytes`, or `ch04/growth.of_4.first`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureName<'a> {
    /// All before the first point: the name of a weight or of a fact.
    pub whole: &'a str,
    /// The listing, the part of an exercise, or the fact: `ch04/growing`.
    pub listing: &'a str,
    /// The size of the input; none of a fact.
    pub items: Option<usize>,
    /// Which of the weights at this size: `release`, if it does not say.
    pub variant: &'a str,
    /// What is meant of it, with points between keys; empty for all.
    pub path: &'a str,
}

impl<'a> FigureName<'a> {
    /// Reads a name; none if no whole number stands after its `@`.
    pub fn parse(name: &'a str) -> Option<Self> {
        let (whole, path) = name.split_once('.').unwrap_or((name, ""));
        let (listing, input) = match whole.split_once('@') {
            Some((listing, input)) => (listing, Some(input)),
            None => (whole, None),
        };
        let (items, variant) = match input {
            Some(input) => input.split_once('/').unwrap_or((input, "release")),
            None => ("", "release"),
        };
        Some(FigureName {
            whole,
            listing,
            items: match input {
                Some(_) => Some(items.parse().ok()?),
                None => None,
            },
            variant,
            path,
        })
    }

    /// What the path leads to within a value.
    pub fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        let keys = self.path.split('.').filter(|key| !key.is_empty());
        value.pointer(&keys.map(|key| format!("/{key}")).collect::<String>())
    }
}

/// The unit for a count of one, out of that for several: `allocation` of `allocations`,
/// `copy` of `copies`.
pub fn singular(unit: &str) -> String {
    let endings = [("ies", "y"), ("es", ""), ("s", "")];
    endings
        .into_iter()
        .filter_map(|(several, one)| Some(unit.strip_suffix(several)?.to_owned() + one))
        .find(|one| plural(one) == unit)
        .unwrap_or_else(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_braces_is_replaced() {
        let resolve = |words: &[&str]| match words {
            ["n", name, ..] => Ok(format!("<{name}>")),
            _ => Err(Failure::new("no number")),
        };
        for (text, expected) in [
            ("plain", "plain"),
            ("{{n a}} and {{n  b  c }}.", "<a> and <b>."),
            (r"a \{{n}} of {{n a}}", "a {{n}} of <a>"),
        ] {
            assert_eq!(fill(text, resolve).expect(text), expected);
        }
        for (text, told) in [
            ("{{n a", "`{{` without `}}` on the same line: {{n a"),
            ("{{m a}}", "in `{{m a}}`: no number"),
        ] {
            assert_eq!(fill(text, resolve).expect_err(text).to_string(), told);
        }
    }

    #[test]
    fn a_name_has_its_parts() {
        for (name, expected) in [
            (
                "ch04/a@10",
                ("ch04/a@10", "ch04/a", Some(10), "release", ""),
            ),
            (
                "a@1/debug.bytes",
                ("a@1/debug", "a", Some(1), "debug", "bytes"),
            ),
            (
                "ex1/a@7/starter/debug",
                (
                    "ex1/a@7/starter/debug",
                    "ex1/a",
                    Some(7),
                    "starter/debug",
                    "",
                ),
            ),
            (
                "ch04/g.of_4.0",
                ("ch04/g", "ch04/g", None, "release", "of_4.0"),
            ),
        ] {
            let found = FigureName::parse(name).expect(name);
            let parts = (
                found.whole,
                found.listing,
                found.items,
                found.variant,
                found.path,
            );
            assert_eq!(parts, expected);
        }
        assert_eq!(FigureName::parse("ch04/a@many"), None);

        let value = serde_json::json!({"of_4": [7]});
        for (name, found) in [
            ("g.of_4.0", Some(&value["of_4"][0])),
            ("g", Some(&value)),
            ("g.x", None),
        ] {
            let parsed = FigureName::parse(name).expect(name);
            assert_eq!(parsed.find(&value), found, "{name}");
        }
    }

    #[test]
    fn one_of_several() {
        for (several, one) in [
            ("allocations", "allocation"),
            ("bytes", "byte"),
            ("times", "time"),
            ("copies", "copy"),
            ("boxes", "box"),
            ("days", "day"),
            ("kB", "kB"),
        ] {
            assert_eq!(singular(several), one);
        }
    }
}
