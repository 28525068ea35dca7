//! What a part was charged for, and by which lines. In: the sites of a profile. Out:
//! [`Receipt`]s.

use explain::events::Blame;
use explain::finding::Finding;
use explain::profile::Cost;
use explain::site::GrownSite;
use meter_report::Counts;
use serde::{Deserialize, Serialize};

use crate::workbook::Quantity;

/// Which parts get a receipt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// None.
    Nothing,
    /// Those that cost too much.
    #[default]
    Failures,
    /// All that were weighed.
    Everything,
}

/// What a part is charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Charge {
    /// Allocations and their bytes.
    Made,
    /// The most bytes that were live at once.
    Peak,
    /// The bytes that are live at the end.
    Kept,
}

/// The lines that a part is charged for, at one size.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// What the lines were charged for.
    pub charge: Charge,
    /// The size of the input.
    pub items: usize,
    /// What was counted at this size when the part was graded.
    pub counted: Counts,
    /// The costliest first. They add up to [`Self::sum`].
    pub lines: Vec<Line>,
}

/// One line of a receipt.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where, what, and how much.
    pub site: GrownSite,
    /// What there is to say of it.
    pub finding: Option<Finding>,
}

impl Charge {
    /// The amount by which the lines are ordered.
    pub fn amount(self, cost: &Cost) -> u64 {
        match self {
            Charge::Made => cost.blocks,
            Charge::Peak => cost.peak_bytes,
            Charge::Kept => cost.end_bytes,
        }
    }

    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Charge::Made => "made",
            Charge::Peak => "peak",
            Charge::Kept => "kept",
        }
    }

    /// What of the counts the lines add up to.
    pub fn quantity(self) -> Quantity {
        match self {
            Charge::Made => Quantity::Allocations,
            Charge::Peak => Quantity::PeakBytes,
            Charge::Kept => Quantity::LiveBytes,
        }
    }

    pub(super) fn blame(self) -> Blame {
        match self {
            Charge::Made => Blame::Grower,
            Charge::Peak | Charge::Kept => Blame::Maker,
        }
    }
}

impl Receipt {
    /// What all lines cost together.
    pub fn sum(&self) -> Cost {
        let mut sum = Cost::default();
        for line in &self.lines {
            sum += line.site.site.cost;
        }
        sum
    }

    /// The finding that costs most, and its line.
    pub fn costliest(&self) -> Option<(&Line, &Finding)> {
        let with = |line| Some((line, Line::finding(line)?));
        self.lines.iter().find_map(with)
    }
}

impl Line {
    fn finding(&self) -> Option<&Finding> {
        self.finding.as_ref()
    }
}
