//! Sizes of types: niches, and the order of fields.

// ANCHOR: declared
/// A parcel. `repr(C)` keeps the fields in the order in which they stand here.
#[repr(C)]
pub struct DeclaredOrder {
    /// Whether it has been handed over.
    pub delivered: bool,
    /// Its number.
    pub id: u64,
    /// Its class, from 0 to 3.
    pub class: u8,
    /// Its weight in grams.
    pub grams: u32,
    /// The day of the year when it was sent.
    pub day: u16,
}
// ANCHOR_END: declared

// ANCHOR: chosen
/// The same fields. The compiler puts them in an order that needs less padding.
pub struct ChosenOrder {
    /// Whether it has been handed over.
    pub delivered: bool,
    /// Its number.
    pub id: u64,
    /// Its class, from 0 to 3.
    pub class: u8,
    /// Its weight in grams.
    pub grams: u32,
    /// The day of the year when it was sent.
    pub day: u16,
}
// ANCHOR_END: chosen

// ANCHOR: states
/// Three states in one byte, and many patterns of that byte unused.
pub enum Light {
    /// Stop.
    Red,
    /// Stop if you can.
    Yellow,
    /// Go.
    Green,
}
// ANCHOR_END: states

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;

    #[test]
    fn niches() {
        // ANCHOR: niches
        // No reference and no Box is null, so null can stand for `None`.
        assert_eq!(size_of::<Option<Box<u64>>>(), size_of::<Box<u64>>());
        assert_eq!(size_of::<Option<&u64>>(), size_of::<&u64>());
        // No `String` and no `Vec` has a capacity above `isize::MAX`.
        assert_eq!(size_of::<Option<String>>(), size_of::<String>());
        // A NonZeroU32 is never zero. A u32 may be any of its patterns.
        assert_eq!(size_of::<Option<NonZeroU32>>(), size_of::<u32>());
        assert_eq!(size_of::<Option<u32>>(), 2 * size_of::<u32>());
        // A bool uses two patterns of its byte, so there is room for more.
        assert_eq!(size_of::<Option<Option<bool>>>(), size_of::<bool>());
        // ANCHOR_END: niches
    }

    #[test]
    fn order_of_fields() {
        // ANCHOR: order
        assert_eq!(size_of::<DeclaredOrder>(), 2 * size_of::<ChosenOrder>());
        assert_eq!(size_of::<Light>(), size_of::<Option<Light>>());
        // ANCHOR_END: order
    }
}
