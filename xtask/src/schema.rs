//! The number of a JSON's shape. In: nothing, or a number that was read. Out: the number
//! of this edition, or why what was read cannot be understood.
//!
//! Whoever reads a JSON of this program finds its number as `schema`. It grows with each
//! change of keys or types; `tests/schemas` holds what belongs to each number.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes `N`. Reads `N` and all numbers before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Schema<const N: u32>;

impl<const N: u32> Serialize for Schema<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(N)
    }
}

impl<'de, const N: u32> Deserialize<'de> for Schema<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            found if found > N => Err(serde::de::Error::custom(format!(
                "expected schema {N} or an earlier one, found {found}, which a later edition of \
                 the workbook wrote"
            ))),
            _ => Ok(Schema),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_numbers_are_read_and_later_ones_are_not() {
        let read = |text: &str| serde_json::from_str::<Schema<2>>(text);
        assert!(read("1").is_ok() && read("2").is_ok());
        let error = read("3").expect_err("a later one").to_string();
        assert!(error.contains("a later edition"), "{error}");
        assert_eq!(
            serde_json::to_string(&Schema::<2>).ok().as_deref(),
            Some("2")
        );
    }
}
