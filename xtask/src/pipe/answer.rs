//! Comparing answers. In: two JSON texts. Out: whether they are equal, and if
//! not, the first place where they differ.

use std::fmt;

use serde_json::Value;
use serde_json::value::RawValue;

/// The first place where two answers differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The input, where it is another one than the one that is weighed.
    pub input: Option<String>,
    /// The way to that place, such as `[17].email`; empty for the whole.
    pub place: String,
    /// What the reference has there.
    pub expected: String,
    /// What the learner's code has there.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference {
            input,
            place,
            expected,
            found,
        } = self;
        if let Some(input) = input {
            write!(f, "for {input}: ")?;
        }
        if place.is_empty() {
            write!(f, "expected {expected}, found {found}")
        } else {
            write!(f, "at {place}: expected {expected}, found {found}")
        }
    }
}

/// Compares the answer with the right one. `None` means that they are equal.
pub fn difference(expected: &RawValue, found: &RawValue) -> Option<Difference> {
    // Both were written by the same harness, so equal answers are equal texts.
    if expected.get() == found.get() {
        return None;
    }
    let expected: Value = serde_json::from_str(expected.get()).unwrap_or_default();
    let found: Value = serde_json::from_str(found.get()).unwrap_or_default();
    let mut place = String::new();
    let (expected, found) = descend(&expected, &found, &mut place);
    Some(Difference {
        input: None,
        place,
        expected,
        found,
    })
}

/// Follows both values to the first place where they part.
fn descend(expected: &Value, found: &Value, place: &mut String) -> (String, String) {
    match (expected, found) {
        (Value::Array(a), Value::Array(b)) => {
            if let Some(index) = a.iter().zip(b).position(|(a, b)| a != b) {
                place.push_str(&format!("[{index}]"));
                return descend(&a[index], &b[index], place);
            }
            if a.len() != b.len() {
                return (format!("{} entries", a.len()), format!("{}", b.len()));
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            if let Some((key, value)) = a.iter().find(|(key, value)| b.get(*key) != Some(value)) {
                // `Ok` is only the wrapping of a result; it would puzzle more than help.
                if key != "Ok" {
                    place.push_str(&format!("{}{key}", if place.is_empty() { "" } else { "." }));
                }
                return match b.get(key) {
                    Some(other) => descend(value, other, place),
                    None => (short(value), describe_other(b)),
                };
            }
        }
        _ => {}
    }
    (short(expected), short(found))
}

fn describe_other(object: &serde_json::Map<String, Value>) -> String {
    match object.get("Err") {
        Some(error) => format!("the error {}", short(error)),
        None => "nothing".to_owned(),
    }
}

/// The value as JSON, cut to what fits on a line.
fn short(value: &Value) -> String {
    const LIMIT: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= LIMIT {
        return text;
    }
    let cut: String = text.chars().take(LIMIT).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(expected: &str, found: &str) -> Option<String> {
        let raw = |text: &str| RawValue::from_string(text.to_owned()).expect("a JSON text");
        difference(&raw(expected), &raw(found)).map(|d| d.to_string())
    }

    #[test]
    fn equal_texts_are_equal_answers() {
        assert_eq!(differ("[1,2]", "[1,2]"), None);
    }

    #[test]
    fn names_the_first_place_that_differs() {
        for (expected, found, message) in [
            ("1", "2", "expected 1, found 2"),
            ("[1,2,3]", "[1,5,6]", "at [1]: expected 2, found 5"),
            ("[1,2,3]", "[1,2]", "expected 3 entries, found 2"),
            (
                r#"[{"name":"Ada","age":3}]"#,
                r#"[{"name":"Eve","age":3}]"#,
                r#"at [0].name: expected "Ada", found "Eve""#,
            ),
            (
                r#"{"Ok":[1]}"#,
                r#"{"Ok":[2]}"#,
                "at [0]: expected 1, found 2",
            ),
            (
                r#"{"Ok":[1]}"#,
                r#"{"Err":"invalid type"}"#,
                r#"expected [1], found the error "invalid type""#,
            ),
            ("null", "7", "expected null, found 7"),
        ] {
            assert_eq!(differ(expected, found), Some(message.to_owned()));
        }
    }

    #[test]
    fn cuts_long_values() {
        let long = format!("\"{}\"", "ä".repeat(500));
        let message = differ(&long, "1").expect("they differ");
        assert!(message.chars().count() < 120, "{message}");
    }
}
