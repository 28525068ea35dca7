//! Comparing answers. In: two JSON texts. Out: whether they are equal, and if
//! not, the first place where they differ.

use std::collections::BTreeMap;

use explain::words::{counted, number};
use meter_report::{ANY_ERROR, IN_WORDS, Panic};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The first place where two answers differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The input, where it is another one than the one that is weighed.
    pub input: Option<String>,
    /// The way to that place, such as `users[17].email`; empty for the whole.
    pub field: String,
    /// What the difference is as a whole, where lists are not of the same entries.
    pub lists: Option<String>,
    /// Which entry of the answer's list it is in, and how many the right one has.
    pub entry: Option<(usize, usize)>,
    /// What the reference has there.
    pub expected: Side,
    /// What the learner's code has there.
    pub found: Side,
    /// A panic in the call that returned this answer, which its code caught.
    pub caught: Option<Panic>,
}

/// What one of two answers has at a place. All of it: whoever shows it, cuts it.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    /// A value.
    Value(Value),
    /// A fact, as a sentence without its stop.
    Fact(String),
    /// The words of an error.
    Error(String),
    /// There is none: an entry that is missing, or one too many.
    Absent,
}

impl Side {
    fn of(value: &Value) -> Side {
        match only_entry(value) {
            Some((IN_WORDS, Value::String(words))) => Side::Fact(words.clone()),
            Some((ANY_ERROR | "Err", Value::String(words))) => Side::Error(words.clone()),
            Some(("Ok" | "Err", inner)) => Side::of(inner),
            _ => Side::Value(value.clone()),
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
    if are_same(&expected, &found) {
        return None;
    }
    let mut difference = Difference {
        input: None,
        field: String::new(),
        lists: None,
        entry: None,
        expected: Side::Absent,
        found: Side::Absent,
        caught: None,
    };
    difference.descend(&expected, &found);
    Some(difference)
}

/// How many of the predictions are right, and of how many, where an answer is one field for
/// each prediction.
pub fn right_ones(expected: &RawValue, found: &RawValue) -> (usize, usize) {
    let fields = |answer: &RawValue| -> BTreeMap<String, Value> {
        serde_json::from_str(answer.get()).unwrap_or_default()
    };
    let (expected, found) = (fields(expected), fields(found));
    let right = expected
        .iter()
        .filter(|(key, value)| found.get(*key) == Some(value));
    (right.count(), expected.len())
}

/// The fields of an answer, each with its value.
pub fn fields(answer: &RawValue) -> Vec<(String, String)> {
    let fields: BTreeMap<String, Value> = serde_json::from_str(answer.get()).unwrap_or_default();
    let field = |(name, value): (String, Value)| match value {
        Value::String(text) => (name, text),
        other => (name, other.to_string()),
    };
    fields.into_iter().map(field).collect()
}

/// The one entry of an object that has no other.
fn only_entry(value: &Value) -> Option<(&str, &Value)> {
    let entries = value.as_object().filter(|entries| entries.len() == 1)?;
    let (key, value) = entries.iter().next()?;
    Some((key, value))
}

/// Whether two values are equal, whatever errors say that may say anything.
fn are_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| are_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((key, a), (other, b))| {
                    key == other && (key == ANY_ERROR || are_same(a, b))
                })
        }
        _ => a == b,
    }
}

impl Difference {
    /// Follows both values to the first place where they part.
    fn descend(&mut self, expected: &Value, found: &Value) {
        match (expected, found) {
            (Value::Array(a), Value::Array(b)) => self.descend_lists(a, b),
            (Value::Object(a), Value::Object(b)) => self.descend_objects(a, b),
            _ => self.end(Side::of(expected), Side::of(found)),
        }
    }

    fn end(&mut self, expected: Side, found: Side) {
        (self.expected, self.found) = (expected, found);
    }

    fn descend_objects(&mut self, a: &Map<String, Value>, b: &Map<String, Value>) {
        let differs = |(key, value): &(&String, &Value)| {
            !b.get(*key).is_some_and(|other| are_same(value, other))
        };
        let is_fact = |(_, value): &(&String, &Value)| {
            only_entry(value).is_some_and(|(key, _)| key == IN_WORDS)
        };
        // A fact says more than the values beside it.
        let differing = || a.iter().filter(differs);
        let Some((key, value)) = differing().find(is_fact).or_else(|| differing().next()) else {
            return self.end(
                Side::of(&Value::Object(a.clone())),
                Side::of(&Value::Object(b.clone())),
            );
        };
        match b.get(key) {
            Some(other) if is_wrapping(key) => self.of_wrapped(key, value, other),
            Some(other) => {
                self.go_to_key(key);
                self.descend(value, other);
            }
            None if is_wrapping(key) => self.end(
                Side::of(&Value::Object(a.clone())),
                Side::of(&Value::Object(b.clone())),
            ),
            None => {
                self.go_to_key(key);
                self.end(Side::of(value), Side::Absent);
            }
        }
    }

    /// What is inside of a result or of a fact.
    fn of_wrapped(&mut self, key: &str, expected: &Value, found: &Value) {
        match key {
            IN_WORDS => {
                let fact = |value: &Value| Side::Fact(value.as_str().unwrap_or_default().into());
                self.end(fact(expected), fact(found));
            }
            "Err" if expected.is_string() => {
                let error = |value: &Value| Side::Error(value.as_str().unwrap_or_default().into());
                self.end(error(expected), error(found));
            }
            _ => self.descend(expected, found),
        }
    }

    fn go_to_key(&mut self, key: &str) {
        let between = match (self.field.is_empty(), key.contains(' ')) {
            (true, _) => "",
            (false, true) => ": ",
            (false, false) if self.field.contains(' ') && !self.field.ends_with(']') => ": ",
            (false, false) => ".",
        };
        self.field.push_str(between);
        self.field.push_str(key);
    }

    fn go_to_index(&mut self, index: usize) {
        self.field.push_str(&format!("[{index}]"));
    }

    fn descend_lists(&mut self, a: &[Value], b: &[Value]) {
        let same = a.iter().zip(b).take_while(|(a, b)| are_same(a, b)).count();
        let rest = a.len().min(b.len()) - same;
        let ends = a.iter().rev().zip(b.iter().rev());
        let same_at_the_end = ends.take(rest).take_while(|(a, b)| are_same(a, b)).count();
        // All that there is of the shorter one stands in the longer one, around a gap.
        let is_gap = rest == same_at_the_end;
        let place = format!("{}[{same}]", self.field);
        let less = a.len().saturating_sub(b.len()) as u64;
        let more = b.len().saturating_sub(a.len()) as u64;
        self.lists = match (less, more) {
            (0, 0) => self.moved(a, b, same),
            (1, _) if is_gap => Some(format!("{place} is missing")),
            (_, 1) if is_gap => Some(format!("{place} is one entry too many")),
            (0, _) if is_gap => Some(format!(
                "there are {} too many, from {place} on",
                counted(more, "entry")
            )),
            (_, 0) if is_gap => Some(format!(
                "{} are missing, from {place} on",
                counted(less, "entry")
            )),
            _ => Some(format!(
                "{}, and not {}",
                counted(b.len() as u64, "entry"),
                number(a.len() as u64)
            )),
        };
        self.go_to_index(same);
        self.entry.get_or_insert((same, a.len()));
        match (a.get(same), b.get(same)) {
            (Some(a), Some(b)) if less == more || !is_gap => self.descend(a, b),
            (Some(a), _) if less > 0 => self.end(Side::of(a), Side::Absent),
            (_, Some(b)) => self.end(Side::Absent, Side::of(b)),
            _ => {}
        }
    }

    /// Says that the entries are the same in another order, if they are.
    fn moved(&self, a: &[Value], b: &[Value], first: usize) -> Option<String> {
        let differing = (first..a.len()).filter(|at| !are_same(&a[*at], &b[*at]));
        let differing: Vec<usize> = differing.collect();
        let field = &self.field;
        if let [one, other] = differing[..] {
            let are_swapped = are_same(&a[one], &b[other]) && are_same(&a[other], &b[one]);
            return are_swapped.then(|| format!("{field}[{one}] and {field}[{other}] are swapped"));
        }
        let sorted = |list: &[Value]| {
            let mut texts: Vec<String> = differing.iter().map(|at| list[*at].to_string()).collect();
            texts.sort_unstable();
            texts
        };
        (sorted(a) == sorted(b)).then(|| {
            let entries = counted(differing.len() as u64, "entry");
            format!("{entries} are there in another order, from {field}[{first}] on")
        })
    }
}

/// Whether a key only wraps what is inside; it would puzzle more than help.
fn is_wrapping(key: &str) -> bool {
    matches!(key, "Ok" | "Err" | IN_WORDS | ANY_ERROR)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn raw(value: &Value) -> Box<RawValue> {
        RawValue::from_string(value.to_string()).expect("a JSON text")
    }

    fn differ(expected: &Value, found: &Value) -> Option<Difference> {
        difference(&raw(expected), &raw(found))
    }

    fn error(words: &str) -> Value {
        json!({"Err": {ANY_ERROR: words}})
    }

    #[test]
    fn equal_answers_are_equal_and_errors_may_say_anything() {
        for (expected, found) in [
            (json!([1, 2]), json!([1, 2])),
            (error("no number"), error("not a number")),
            (json!({"a": error("no number")}), json!({"a": error("")})),
        ] {
            assert_eq!(differ(&expected, &found), None);
        }
    }

    #[test]
    fn names_the_first_place_that_differs() {
        let value = |value: Value| Side::Value(value);
        let fact = |words: &str| json!({IN_WORDS: words});
        for (expected, found, field, one, other) in [
            (json!(1), json!(2), "", value(json!(1)), value(json!(2))),
            (
                json!({"users": [{"name": "Ada", "age": 3}]}),
                json!({"users": [{"name": "Eve", "age": 3}]}),
                "users[0].name",
                value(json!("Ada")),
                value(json!("Eve")),
            ),
            (
                json!({"Ok": {"sum": 1}}),
                json!({"Ok": {"sum": 2}}),
                "sum",
                value(json!(1)),
                value(json!(2)),
            ),
            (
                json!({"Ok": [1]}),
                json!({"Err": "invalid type"}),
                "",
                value(json!([1])),
                Side::Error("invalid type".to_owned()),
            ),
            (
                json!({"Ok": [1]}),
                error("invalid type"),
                "",
                value(json!([1])),
                Side::Error("invalid type".to_owned()),
            ),
            (
                json!({"Err": "one"}),
                json!({"Err": "two"}),
                "",
                Side::Error("one".to_owned()),
                Side::Error("two".to_owned()),
            ),
            (
                error("no number"),
                json!({"Ok": null}),
                "",
                Side::Error("no number".to_owned()),
                value(Value::Null),
            ),
            // Whatever comes first in the alphabet.
            (
                json!({"entries": null, "posting": fact("it panicked")}),
                json!({"entries": [1], "posting": fact("it went through")}),
                "posting",
                Side::Fact("it panicked".to_owned()),
                Side::Fact("it went through".to_owned()),
            ),
            (
                json!({"call 02, how many": {"blocks": 0}}),
                json!({"call 02, how many": {"blocks": 1}}),
                "call 02, how many: blocks",
                value(json!(0)),
                value(json!(1)),
            ),
            (
                json!({"a": 1, "b": 2}),
                json!({"a": 1}),
                "b",
                value(json!(2)),
                Side::Absent,
            ),
        ] {
            let difference = differ(&expected, &found).expect("they differ");
            assert_eq!(difference.field, field, "{expected} {found}");
            assert_eq!((difference.expected, difference.found), (one, other));
            assert_eq!(difference.lists, None);
        }
    }

    #[test]
    fn lists_of_other_entries_are_told_as_such() {
        let number = |number: u32| Side::Value(json!(number));
        for (expected, found, field, lists, one, other) in [
            (
                vec![1, 2, 3],
                vec![1, 5, 6],
                "l[1]",
                None,
                number(2),
                number(5),
            ),
            (
                vec![1, 2, 3],
                vec![1, 3],
                "l[1]",
                Some("l[1] is missing"),
                number(2),
                Side::Absent,
            ),
            (
                vec![1, 2, 3, 4],
                vec![1],
                "l[1]",
                Some("3 entries are missing, from l[1] on"),
                number(2),
                Side::Absent,
            ),
            (
                vec![1, 2],
                vec![1, 2, 2],
                "l[2]",
                Some("l[2] is one entry too many"),
                Side::Absent,
                number(2),
            ),
            (
                vec![1],
                vec![7, 8, 1],
                "l[0]",
                Some("there are 2 entries too many, from l[0] on"),
                Side::Absent,
                number(7),
            ),
            (
                vec![1, 2, 3],
                vec![4, 5],
                "l[0]",
                Some("2 entries, and not 3"),
                number(1),
                number(4),
            ),
            (
                vec![1, 2],
                vec![],
                "l[0]",
                Some("2 entries are missing, from l[0] on"),
                number(1),
                Side::Absent,
            ),
            (
                vec![1, 2, 3, 4],
                vec![1, 4, 3, 2],
                "l[1]",
                Some("l[1] and l[3] are swapped"),
                number(2),
                number(4),
            ),
            (
                vec![1, 2, 3, 4],
                vec![1, 3, 4, 2],
                "l[1]",
                Some("3 entries are there in another order, from l[1] on"),
                number(2),
                number(3),
            ),
        ] {
            let case = format!("{expected:?} {found:?}");
            let difference = differ(&json!({"l": expected}), &json!({"l": found}));
            let difference = difference.expect("they differ");
            assert_eq!(difference.field, field, "{case}");
            assert_eq!(difference.lists.as_deref(), lists, "{case}");
            assert_eq!(
                (difference.expected, difference.found),
                (one, other),
                "{case}"
            );
        }
    }

    #[test]
    fn right_predictions_are_counted() {
        let measured = raw(&json!({"a": "removed", "b": "survives"}));
        for (predicted, right) in [
            (json!({"a": "removed", "b": "survives"}), 2),
            (json!({"a": "removed", "b": "removed"}), 1),
            (json!({"a": "survives", "b": "removed"}), 0),
            (json!(null), 0),
        ] {
            assert_eq!(right_ones(&measured, &raw(&predicted)), (right, 2));
        }
    }
}
