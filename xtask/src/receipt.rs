//! Receipts: which line costs what. In: a part that was graded, and profiles of its
//! windows. Out: a [`Receipt`] for each thing that it was charged for, whose lines
//! add up to what was counted.
//!
//! Windows are weighed once more, with the call stack of each allocation. That takes
//! some microseconds for each, so it is not done at the largest size.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use explain::events::{Blame, Events};
use explain::finding::{self, Finding};
use explain::profile::Cost;
use explain::site::{self, GrownSite};
use explain::sources::OneFile;
use meter_report::Counts;

use crate::grade::PartGrade;
use crate::weigh::{Ending, Pass, Weighed};
use crate::workbook::{Build, Part, Quantity};

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

impl clap::ValueEnum for Explain {
    fn value_variants<'a>() -> &'a [Self] {
        &[Explain::Nothing, Explain::Failures, Explain::Everything]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let (name, help) = match self {
            Explain::Nothing => ("nothing", "No part"),
            Explain::Failures => ("failures", "The parts that cost too much"),
            Explain::Everything => ("everything", "All parts that are weighed"),
        };
        Some(clap::builder::PossibleValue::new(name).help(help))
    }
}

/// What a part is charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    fn blame(self) -> Blame {
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

/// What a part is to be asked once more, so that its receipts can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    charges: Vec<Charge>,
    /// The size that is shown.
    shown: usize,
    /// All sizes that are profiled, growing.
    sizes: Vec<usize>,
}

/// Walking the stack takes about 4 µs for each allocation: above so many, a smaller
/// size is shown.
const MOST_ALLOCATIONS: u64 = 2_000;

impl Plan {
    /// What is to be profiled of this part, if anything.
    pub fn of(part: &Part, grade: &PartGrade, explain: Explain) -> Option<Self> {
        let charges = charges(part, grade, explain);
        let counted: Vec<(usize, u64)> = grade
            .windows
            .iter()
            .filter(|window| window.build == Build::Release)
            .filter_map(|window| Some((window.items, window.counts?.allocations)))
            .collect();
        let smallest = counted.first()?.0;
        let shown = counted
            .iter()
            .filter(|(_, allocations)| *allocations <= MOST_ALLOCATIONS)
            .map(|(items, _)| *items)
            .max()
            .unwrap_or(smallest);
        let other = if shown > smallest {
            smallest
        } else {
            let next = counted.get(1).map_or(smallest, |(items, _)| *items);
            (smallest * 2).min(next)
        };
        let mut sizes = vec![shown.min(other), shown.max(other)];
        sizes.dedup();
        (!charges.is_empty()).then_some(Plan {
            charges,
            shown,
            sizes,
        })
    }
}

/// What the part is charged for: that which is over budget, or all that has one.
fn charges(part: &Part, grade: &PartGrade, explain: Explain) -> Vec<Charge> {
    let quantities: Vec<Quantity> = match explain {
        Explain::Nothing => return Vec::new(),
        Explain::Failures => grade.exceeded(),
        Explain::Everything => {
            let weighed = grade.largest().map(|_| Quantity::Allocations);
            weighed
                .into_iter()
                .chain(part.budget.keys().copied())
                .collect()
        }
    };
    let mut charges: Vec<Charge> = quantities
        .into_iter()
        .map(|quantity| match quantity {
            Quantity::Allocations | Quantity::Bytes => Charge::Made,
            Quantity::PeakBytes => Charge::Peak,
            Quantity::LiveBytes => Charge::Kept,
        })
        .collect();
    charges.sort();
    charges.dedup();
    charges
}

/// The traces of one part on their way.
#[derive(Debug)]
pub struct Probes {
    plan: Plan,
    folder: PathBuf,
    part: usize,
    traces: BTreeMap<usize, Events>,
    left: usize,
    trouble: Option<String>,
}

impl Probes {
    /// None of them is made yet; they will be written into `folder`.
    pub fn new(plan: Plan, folder: &Path, part: usize) -> Self {
        Probes {
            left: plan.sizes.len(),
            plan,
            folder: folder.to_owned(),
            part,
            traces: BTreeMap::new(),
            trouble: None,
        }
    }

    /// The sizes to weigh.
    pub fn sizes(&self) -> &[usize] {
        &self.plan.sizes
    }

    /// The pass that makes the trace of one of them.
    pub fn pass(&self, items: usize) -> Pass {
        Pass::Stacks(self.file(items))
    }

    fn file(&self, items: usize) -> PathBuf {
        self.folder.join(format!("{}-{items}.json", self.part))
    }

    /// Takes in one of them.
    pub fn note(&mut self, items: usize, weighed: &Weighed) {
        self.left = self.left.saturating_sub(1);
        match events(&weighed.ending, &self.file(items)) {
            Ok(events) => {
                self.traces.insert(items, events);
            }
            Err(trouble) => {
                self.trouble.get_or_insert(trouble);
            }
        }
    }

    /// Whether all are there.
    pub fn are_done(&self) -> bool {
        self.left == 0
    }

    /// The receipts, or why there are none.
    pub fn receipts(
        &self,
        part: &Part,
        grade: &PartGrade,
        sources: &OneFile,
    ) -> Result<Vec<Receipt>, String> {
        if let Some(trouble) = &self.trouble {
            return Err(trouble.clone());
        }
        let shown = self.plan.shown;
        let counted = grade
            .windows
            .iter()
            .filter(|window| window.build == Build::Release && window.items == shown)
            .find_map(|window| window.counts)
            .unwrap_or_default();
        let receipt = |charge: &Charge| {
            let profiles = self
                .traces
                .iter()
                .map(|(items, events)| {
                    let profile = events.profile(charge.blame());
                    (*items, site::fold(&profile, sources))
                })
                .collect();
            let mut lines: Vec<Line> = site::grow(shown, profiles)
                .into_iter()
                .filter(|site| charge.amount(&site.site.cost) > 0)
                .map(|site| Line {
                    finding: finding::find(
                        &site.site,
                        Some(site.growth(|cost| cost.blocks)),
                        &part.item,
                    ),
                    site,
                })
                .collect();
            lines.sort_by_key(|line| std::cmp::Reverse(charge.amount(&line.site.site.cost)));
            Receipt {
                charge: *charge,
                items: shown,
                counted,
                lines,
            }
        };
        Ok(self.plan.charges.iter().map(receipt).collect())
    }
}

/// The events of one window.
fn events(ending: &Ending, file: &Path) -> Result<Events, String> {
    match ending {
        Ending::Returned(_) => {}
        Ending::Panicked(panic) => {
            return Err(format!(
                "{} panicked, but not when it was graded: {}",
                panic.location, panic.message
            ));
        }
        Ending::TimedOut => {
            return Err("looking takes longer than the time limit: raise --time-limit".to_owned());
        }
        Ending::OutOfMemory => {
            return Err("it asked for more memory than the limit: raise --memory-limit".to_owned());
        }
        Ending::Crashed(how) | Ending::Broken(how) => return Err(how.clone()),
        Ending::Forged => return Err("something else than the harness reported".to_owned()),
    }
    let text = std::fs::read(file).map_err(|error| format!("no trace was written: {error}"))?;
    Events::read(&text).map_err(|error| error.to_string())
}
