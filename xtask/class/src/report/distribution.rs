//! How a class did in one part. In: one student's standing after the other. Out: how
//! many there are of each verdict, and what was counted at the largest size.

use std::collections::BTreeMap;

use xtask::pipe::grade::Verdict;
use xtask::workbook::Quantity;

use crate::ledger::record::WindowRecord;
use crate::report::sheet::Standing;

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
#[derive(Default)]
pub struct Distribution {
    /// How many students are in each group that anyone is in.
    pub groups: BTreeMap<Group, usize>,
    /// Why those in [`Group::Failed`] are there.
    pub failures: BTreeMap<Verdict, usize>,
    /// What was counted in release builds, by the size of the input.
    sizes: BTreeMap<usize, SizeCounts>,
}

/// What the solutions that returned cost at the largest size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What was counted.
    pub quantity: Quantity,
    /// The size.
    pub items: usize,
    /// What was counted, how often, and how many of those keep the budget.
    pub values: BTreeMap<u64, StudentCount>,
    /// The least and the most that the reference cost.
    pub reference: Option<(u64, u64)>,
    /// The least and the most that was allowed.
    pub allowed: Option<(u64, u64)>,
}

/// How many students.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StudentCount {
    /// Those who keep the budget, or have none.
    pub within: usize,
    /// Those who do not.
    pub over: usize,
}

impl StudentCount {
    /// All of them.
    pub fn all(self) -> usize {
        self.within + self.over
    }

    /// Adds others.
    pub fn add(&mut self, other: StudentCount) {
        self.within += other.within;
        self.over += other.over;
    }
}

impl Distribution {
    /// Adds what became of the part with this number, counted from 0.
    pub fn add(&mut self, standing: &Standing, part: usize) {
        let (group, failure) = group(standing, part);
        *self.groups.entry(group).or_default() += 1;
        if let Some(verdict) = failure {
            *self.failures.entry(verdict).or_default() += 1;
        }
        if let Standing::Graded { parts, .. } = standing
            && let Some((_, Some(part))) = parts.get(part)
        {
            let release = part.windows.iter().filter(|w| w.build == "release");
            for window in release {
                self.sizes.entry(window.items).or_default().add(window);
            }
        }
    }

    /// What was counted at the largest size; none if nothing was weighed.
    pub fn measure(&self) -> Option<Measure> {
        let (items, weighed) = self.sizes.iter().rfind(|(_, weighed)| weighed.returned)?;
        let (quantity, counted) = weighed.telling();
        (!counted.values.is_empty()).then(|| Measure {
            quantity,
            items: *items,
            values: counted.values.clone(),
            reference: counted.reference,
            allowed: counted.allowed,
        })
    }
}

/// What was counted at one size, by quantity in the order of [`Quantity::ALL`].
#[derive(Default)]
struct SizeCounts {
    /// Whether anybody's function returned.
    returned: bool,
    quantities: [Counted; Quantity::ALL.len()],
}

/// What was counted of one quantity.
#[derive(Default)]
struct Counted {
    values: BTreeMap<u64, StudentCount>,
    reference: Option<(u64, u64)>,
    allowed: Option<(u64, u64)>,
}

impl SizeCounts {
    fn add(&mut self, window: &WindowRecord) {
        self.returned |= window.counts.is_some();
        for (quantity, counted) in Quantity::ALL.into_iter().zip(&mut self.quantities) {
            counted.add(window, quantity.key());
        }
    }

    /// Of the quantities that have a budget, the one that most students exceed, else the
    /// first. Without a budget, the allocations.
    fn telling(&self) -> (Quantity, &Counted) {
        let all = || Quantity::ALL.into_iter().zip(&self.quantities);
        let over = |counted: &Counted| counted.values.values().map(|count| count.over).sum();
        all()
            .filter(|(_, counted)| counted.allowed.is_some())
            .rev()
            // Of equals, the last is taken: in reverse, the first.
            .max_by_key(|(_, counted)| -> usize { over(counted) })
            .or_else(|| all().find(|(quantity, _)| *quantity == Quantity::Allocations))
            .unwrap_or((Quantity::ALL[0], &self.quantities[0]))
    }
}

impl Counted {
    fn add(&mut self, window: &WindowRecord, key: &str) {
        let allowed = window.allowed.get(key).copied();
        let reference = window.reference.as_ref().and_then(|counts| counts.get(key));
        widen(&mut self.allowed, allowed);
        widen(&mut self.reference, reference.copied());
        let Some(count) = window.counts.as_ref().and_then(|counts| counts.get(key)) else {
            return;
        };
        let over = allowed.is_some_and(|allowed| *count > allowed);
        self.values.entry(*count).or_default().add(StudentCount {
            within: usize::from(!over),
            over: usize::from(over),
        });
    }
}

/// Makes a range, the least and the most, include a value.
fn widen(range: &mut Option<(u64, u64)>, value: Option<u64>) {
    if let Some(value) = value {
        let (low, high) = range.unwrap_or((value, value));
        *range = Some((low.min(value), high.max(value)));
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
    /// How many students returned.
    pub fn students(&self) -> usize {
        self.values.values().map(|count| count.all()).sum()
    }
}
