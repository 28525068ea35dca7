//! What a part was charged for, and by which lines. In: the sites of a profile. Out:
//! [`Receipt`]s.

use explain::events::{Blame, Events};
use explain::finding::Finding;
use explain::profile::{Cost, Profile};
use explain::site::GrownSite;
use meter_report::Counts;
use serde::{Deserialize, Serialize};

use crate::workbook::{Quantity, Unnamed};

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
    /// Those that are still live when the result is gone.
    Left,
}

/// The lines that a part is charged for, at one size.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// What the lines were charged for.
    pub charge: Charge,
    /// The quantity of it that is over budget, by which the lines are in order.
    pub quantity: Quantity,
    /// The size of the input.
    pub items: usize,
    /// What was counted at this size when the part was graded.
    pub counted: Counts,
    /// The costliest first. With [`Self::unnamed`] they add up to [`Self::sum`].
    pub lines: Vec<Line>,
    /// What the lines cost that the exercise does not name yet.
    pub unnamed: Option<Cost>,
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
    /// What lines are charged for where this is over budget.
    pub fn of(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Allocations | Quantity::Bytes => Charge::Made,
            Quantity::PeakBytes => Charge::Peak,
            Quantity::LiveBytes => Charge::Kept,
            Quantity::LeftBytes => Charge::Left,
        }
    }

    /// The amount by which the lines are ordered.
    pub fn amount(self, cost: &Cost) -> u64 {
        match self {
            Charge::Made => cost.blocks,
            Charge::Peak => cost.peak_bytes,
            Charge::Kept | Charge::Left => cost.end_bytes,
        }
    }

    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Charge::Made => "made",
            Charge::Peak => "peak",
            Charge::Kept => "kept",
            Charge::Left => "left",
        }
    }

    /// What of the counts the lines add up to.
    pub fn quantity(self) -> Quantity {
        match self {
            Charge::Made => Quantity::Allocations,
            Charge::Peak => Quantity::PeakBytes,
            Charge::Kept => Quantity::LiveBytes,
            Charge::Left => Quantity::LeftBytes,
        }
    }

    /// What the lines cost in this window; none where the trace does not tell.
    pub(super) fn profile(self, events: &Events) -> Option<Profile> {
        match self {
            Charge::Made => Some(events.profile(Blame::Grower)),
            Charge::Peak | Charge::Kept => Some(events.profile(Blame::Maker)),
            Charge::Left => Some(events.until_dropped()?.profile(Blame::Maker)),
        }
    }
}

impl Receipt {
    /// The same without the lines that the exercise does not name yet.
    #[must_use]
    pub fn without(mut self, unnamed: &Unnamed) -> Self {
        let function = |line: &Line| {
            let place = line.site.site.place.as_ref();
            place.map_or(String::new(), |place| place.function.clone())
        };
        let (kept, lines): (Vec<Line>, Vec<Line>) = self
            .lines
            .into_iter()
            .partition(|line| unnamed.holds(&function(line)));
        let mut cost = Cost::default();
        for line in &kept {
            cost += line.site.site.cost;
        }
        self.unnamed = (!kept.is_empty()).then_some(cost);
        self.lines = lines;
        self
    }

    /// What all lines cost together.
    pub fn sum(&self) -> Cost {
        let mut sum = self.unnamed.unwrap_or_default();
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
