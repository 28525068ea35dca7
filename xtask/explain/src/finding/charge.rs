//! What lines are charged for. In: a cost. Out: what it has of a quantity.

use crate::profile::Cost;

/// What lines are charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charge {
    /// Calls of the allocator.
    Allocations,
    /// Bytes asked for, in all.
    Bytes,
    /// Bytes that were live when most was.
    Peak,
    /// Bytes that are live when the function has returned.
    Live,
    /// Bytes that are live when its result is gone.
    Left,
}

impl Charge {
    /// All of them.
    pub const ALL: [Charge; 5] = [
        Charge::Allocations,
        Charge::Bytes,
        Charge::Peak,
        Charge::Live,
        Charge::Left,
    ];

    /// What a cost has of it.
    pub fn of(self, cost: &Cost) -> u64 {
        match self {
            Charge::Allocations => cost.blocks,
            Charge::Bytes => cost.bytes,
            Charge::Peak => cost.peak_bytes,
            Charge::Live | Charge::Left => cost.end_bytes,
        }
    }

    /// The name in an `exercise.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Charge::Allocations => "allocations",
            Charge::Bytes => "bytes",
            Charge::Peak => "peak_bytes",
            Charge::Live => "live_bytes",
            Charge::Left => "left_bytes",
        }
    }

    /// Whether it is about calls of the allocator, and not about what is live.
    pub(super) fn is_made(self) -> bool {
        matches!(self, Charge::Allocations | Charge::Bytes)
    }
}
