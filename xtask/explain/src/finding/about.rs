//! What a finding is asked for. In: what is known of the program beside its profile. Out:
//! which findings fit to it.

use super::charge::Charge;
use super::mistake::Mistake;
use crate::profile::Cost;
use crate::site::Site;

/// The part of an exercise, or the program, that a profile is of.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// What the input is counted in.
    pub item: &'a str,
    /// How many of them there are in the profile that is shown; none where nobody counted.
    pub items: Option<usize>,
    /// What the lines are charged for; none where nobody said.
    pub charge: Option<Charge>,
    /// By how much it is too much; none where nothing is.
    pub excess: Option<Excess>,
    /// What the author of the exercise foresaw, the first that fits is it.
    pub mistakes: &'a [Mistake],
    /// The functions whose lines are fine as they are.
    pub fine: &'a [String],
}

/// Something that is over its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// What was counted.
    pub counted: u64,
    /// What is allowed.
    pub limit: u64,
    /// What the costliest line has of it.
    pub costliest: u64,
}

/// A line with this part of what is too much is a cause of it.
const CAUSE: u64 = 5;

/// So is a line that costs this part of the costliest.
const ALIKE: u64 = 2;

/// A line that costs less than this part of the costliest is none.
const SMALL: u64 = 8;

/// A line whose blocks are gone but for one in so many does not hold the memory.
const HELD: u64 = 8;

impl About<'_> {
    /// Whether there can be anything to say of a site: it is a cause of what is too much,
    /// and no line that is fine.
    pub(super) fn asks_for(&self, site: &Site) -> bool {
        let is_fine = site
            .function
            .as_ref()
            .is_some_and(|name| self.fine.contains(name));
        !is_fine && self.is_cause(&site.cost)
    }

    fn is_cause(&self, cost: &Cost) -> bool {
        match (self.charge, self.excess) {
            (Some(charge), Some(excess)) => {
                let too_much = excess.counted.saturating_sub(excess.limit);
                let amount = charge.of(cost);
                let is = |part: u64, of: u64| amount.saturating_mul(part) >= of;
                is(SMALL, excess.costliest) && (is(CAUSE, too_much) || is(ALIKE, excess.costliest))
            }
            _ => true,
        }
    }

    /// Whether a site holds a good part of the blocks that it makes.
    pub(super) fn holds_its_blocks(&self, cost: &Cost) -> bool {
        let held = match self.charge {
            Some(Charge::Peak) => cost.peak_blocks,
            Some(Charge::Live | Charge::Left) => cost.end_blocks,
            Some(Charge::Allocations | Charge::Bytes) | None => return true,
        };
        held.saturating_mul(HELD) >= cost.blocks
    }

    /// The same, where nobody said what is allowed.
    pub(super) fn may_be_exceeded_by(&self, cost: &Cost) -> bool {
        self.excess.is_none() || self.is_exceeded_by(cost)
    }

    /// Whether a site alone is above the limit.
    pub(super) fn is_exceeded_by(&self, cost: &Cost) -> bool {
        match (self.charge, self.excess) {
            (Some(charge), Some(excess)) => charge.of(cost) > excess.limit,
            _ => false,
        }
    }
}
