//! How a class did in one part. In: who has what. Out: how many of each verdict, and
//! what was counted at the largest size.

use std::collections::BTreeMap;

use xtask::grade::Verdict;
use xtask::workbook::Quantity;

use crate::record::{PartRecord, WindowRecord};
use crate::report::ExerciseInfo;
use crate::report::sheet::{Sheet, Standing};

/// What became of a part, from best to worst, then what nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// It passes, and costs no more than the reference.
    Reference,
    /// It passes.
    Pass,
    /// Right, and too costly.
    OverBudget,
    /// It failed, or was not run.
    Failed,
    /// Nothing was sent.
    NotSent,
    /// Broken, or not graded yet.
    Open,
}

/// What became of one part in the class.
pub struct Distribution {
    /// How many students are in each group that anyone is in.
    pub groups: BTreeMap<Group, usize>,
    /// Why those in [`Group::Failed`] are there.
    pub failures: BTreeMap<Verdict, usize>,
    /// What was counted; none if nothing was weighed.
    pub measure: Option<Measure>,
}

/// What the solutions that returned cost at the largest size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What was counted.
    pub quantity: Quantity,
    /// The size.
    pub items: usize,
    /// What was counted, how often, and how many of those keep the budget.
    pub values: BTreeMap<u64, Tally>,
    /// The least and the most that the reference cost.
    pub reference: Option<(u64, u64)>,
    /// The least and the most that was allowed.
    pub allowed: Option<(u64, u64)>,
}

/// How many students.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those who keep the budget, or have none.
    pub within: usize,
    /// Those who do not.
    pub over: usize,
}

impl Tally {
    /// All of them.
    pub fn all(self) -> usize {
        self.within + self.over
    }

    /// Adds others.
    pub fn add(&mut self, other: Tally) {
        self.within += other.within;
        self.over += other.over;
    }
}

impl Distribution {
    /// Of the part with this number, counted from 0.
    pub fn of(sheet: &Sheet, exercise: &ExerciseInfo, index: usize) -> Self {
        let mut groups = BTreeMap::new();
        let mut failures = BTreeMap::new();
        let mut returned = Vec::new();
        for student in &sheet.students {
            let standing = sheet.standing(student, exercise);
            let (group, failure) = group(&standing, index);
            *groups.entry(group).or_default() += 1;
            if let Some(verdict) = failure {
                *failures.entry(verdict).or_default() += 1;
            }
            if let Standing::Graded { parts, .. } = standing
                && let Some((_, Some(part))) = parts.get(index)
            {
                returned.push(*part);
            }
        }
        Distribution {
            groups,
            failures,
            measure: Measure::of(&returned),
        }
    }
}

fn group(standing: &Standing, index: usize) -> (Group, Option<Verdict>) {
    match standing {
        Standing::NotSent => (Group::NotSent, None),
        Standing::NotGraded | Standing::Broken { .. } => (Group::Open, None),
        Standing::Graded { verdict, parts, .. } => {
            let part = parts.get(index).and_then(|(_, part)| *part);
            match part.map(|part| (part.verdict, part.matches_reference)) {
                Some((Verdict::Pass, true)) => (Group::Reference, None),
                Some((Verdict::Pass, false)) => (Group::Pass, None),
                Some((Verdict::OverBudget, _)) => (Group::OverBudget, None),
                Some((other, _)) => (Group::Failed, Some(other)),
                None => (Group::Failed, Some(*verdict)),
            }
        }
    }
}

impl Measure {
    fn of(parts: &[&PartRecord]) -> Option<Self> {
        let release = |window: &&WindowRecord| window.build == "release";
        let weighed = |window: &&WindowRecord| window.counts.is_some();
        let windows = || parts.iter().flat_map(|part| &part.windows);
        let items = windows()
            .filter(release)
            .filter(weighed)
            .map(|w| w.items)
            .max()?;
        let windows: Vec<&WindowRecord> = windows()
            .filter(release)
            .filter(|window| window.items == items)
            .collect();
        let quantity = telling_quantity(&windows);
        let key = quantity.key();
        let mut values: BTreeMap<u64, Tally> = BTreeMap::new();
        for window in &windows {
            let Some(count) = window.counts.as_ref().and_then(|counts| counts.get(key)) else {
                continue;
            };
            let over = window
                .allowed
                .get(key)
                .is_some_and(|allowed| count > allowed);
            values.entry(*count).or_default().add(Tally {
                within: usize::from(!over),
                over: usize::from(over),
            });
        }
        if values.is_empty() {
            return None;
        }
        let reference = windows
            .iter()
            .filter_map(|w| w.reference.as_ref()?.get(key));
        let allowed = windows.iter().filter_map(|w| w.allowed.get(key));
        Some(Measure {
            quantity,
            items,
            values,
            reference: range(reference),
            allowed: range(allowed),
        })
    }

    /// How many students returned.
    pub fn students(&self) -> usize {
        self.values.values().map(|tally| tally.all()).sum()
    }
}

/// Of the quantities that have a budget, the one that most students exceed, else the
/// first. Without a budget, the allocations.
fn telling_quantity(windows: &[&WindowRecord]) -> Quantity {
    let over = |quantity: Quantity| {
        let exceeds = |window: &&&WindowRecord| {
            let key = quantity.key();
            let counted = window.counts.as_ref().and_then(|counts| counts.get(key));
            matches!((counted, window.allowed.get(key)), (Some(c), Some(a)) if c > a)
        };
        windows.iter().filter(exceeds).count()
    };
    let budgeted = |quantity: &Quantity| {
        let key = quantity.key();
        windows
            .iter()
            .any(|window| window.allowed.contains_key(key))
    };
    Quantity::ALL
        .into_iter()
        .filter(budgeted)
        .rev()
        // Of equals, the last is taken: in reverse, the first.
        .max_by_key(|quantity| over(*quantity))
        .unwrap_or(Quantity::Allocations)
}

fn range<'a>(values: impl Iterator<Item = &'a u64> + Clone) -> Option<(u64, u64)> {
    Some((*values.clone().min()?, *values.max()?))
}
