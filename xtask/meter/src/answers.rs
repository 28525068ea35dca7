//! How an answer is written down, so that people can read where it is wrong. In: what a kit
//! found out. Out: JSON that the runner compares and tells of.

use std::fmt;

use meter_report::{ANY_ERROR, IN_WORDS};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// An answer with a name: a list of these is told as `users[17].email`, and a number as
/// `sum`. A struct needs no other name than those of its fields.
#[derive(Debug)]
pub struct Named<T>(pub &'static str, pub T);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &self.1)?;
        map.end()
    }
}

/// A fact, told as the sentence that it is: "a corrupt ledger was accepted". Of several
/// things that differ, it is told first.
#[derive(Debug)]
pub struct Fact<S>(pub S);

impl<F: fmt::Display> Serialize for Fact<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(IN_WORDS, &format_args!("{}", self.0))?;
        map.end()
    }
}

/// An error whose words are told and not compared: one is as right as another.
#[derive(Debug)]
pub struct AnyError(pub String);

impl Serialize for AnyError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(ANY_ERROR, &self.0)?;
        map.end()
    }
}

/// Several items as an input is shown, each on a line of its own.
pub fn lines<I>(items: I) -> impl fmt::Display
where
    I: IntoIterator<Item: fmt::Display> + Clone,
{
    fmt::from_fn(move |f| {
        let mut items = items.clone().into_iter();
        items.try_for_each(|item| writeln!(f, "{item}"))
    })
}

/// Bytes as an input is shown: those that are no text by their numbers, as in `caf<E9>`.
pub fn bytes(bytes: &[u8]) -> impl fmt::Display + '_ {
    fmt::from_fn(move |f| {
        bytes.utf8_chunks().try_for_each(|chunk| {
            f.write_str(chunk.valid())?;
            let mut invalid = chunk.invalid().iter();
            invalid.try_for_each(|byte| write!(f, "<{byte:02X}>"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_written_as_the_runner_reads_them() {
        fn json(answer: &impl Serialize) -> String {
            serde_json::to_string(answer).expect("JSON")
        }
        assert_eq!(json(&Named("sum", 7)), r#"{"sum":7}"#);
        assert_eq!(json(&Fact("it went")), r#"{"in words":"it went"}"#);
        assert_eq!(
            json(&AnyError("no number".to_owned())),
            r#"{"an error, whatever it says":"no number"}"#
        );
        assert_eq!(lines([1, 2]).to_string(), "1\n2\n");
        assert_eq!(bytes(b"caf\xe9 \xc3\xa9").to_string(), "caf<E9> é");
    }
}
