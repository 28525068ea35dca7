//! Which windows are weighed once more. In: a part that was graded. Out: its sizes
//! that are looked at, and what for.

use super::receipt::{Charge, Explain};
use crate::pipe::grade::PartGrade;
use crate::workbook::{Build, Part, Quantity};

/// What a part is to be asked once more, so that its receipts can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is charged for.
    pub charges: Vec<Charge>,
    /// The size that is shown.
    pub shown: usize,
    /// All sizes that are looked at, growing.
    pub sizes: Vec<usize>,
}

/// Walking the stack takes about 4 µs for each allocation: above so many, a smaller
/// size is shown.
const MOST_ALLOCATIONS: u64 = 2_000;

/// Inputs are made by chance: of two with fewer items than this, the smaller one may
/// cost nearly as much as the other, and then nobody can say how the cost grows.
const ENOUGH_ITEMS: usize = 32;

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
            (smallest * 2).max(ENOUGH_ITEMS).min(next)
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
            Quantity::LiveBytes | Quantity::LeftBytes => Charge::Kept,
        })
        .collect();
    charges.sort();
    charges.dedup();
    charges
}

#[cfg(test)]
pub(super) mod tests {
    use meter_report::Counts;

    use super::*;
    use crate::pipe::grade::{Verdict, WindowGrade};
    use crate::pipe::weigh::Output;

    pub(in super::super) fn part() -> Part {
        toml::from_str(
            r#"
            name = "example"
            task = "t"
            signature = "s"
            item = "line"
            sizes = [1]
            hints = ["a", "b", "c"]
            budget.allocations = { fixed = 1, reason = "r" }
            "#,
        )
        .expect("a part")
    }

    #[test]
    fn looks_at_two_sizes_that_are_far_enough_apart() {
        type Case = (&'static [(usize, u64)], usize, &'static [usize]);
        let cases: [Case; 4] = [
            (&[(64, 100), (512, 800), (4_096, 6_400)], 512, &[64, 512]),
            (&[(4, 1_000), (32, 8_000)], 4, &[4, 32]),
            (&[(64, 9_000), (512, 72_000)], 64, &[64, 128]),
            (&[(8, 10)], 8, &[8]),
        ];
        for (counted, shown, sizes) in cases {
            let window = |&(items, allocations): &(usize, u64)| WindowGrade {
                build: Build::Release,
                items,
                verdict: Verdict::OverBudget,
                counts: Some(Counts {
                    allocations,
                    ..Counts::default()
                }),
                reference: None,
                allowed: vec![(Quantity::Allocations, 1)],
                trouble: None,
                output: Output::default(),
                times: None,
            };
            let grade = PartGrade {
                name: "example".to_owned(),
                verdict: Verdict::OverBudget,
                matches_reference: false,
                windows: counted.iter().map(window).collect(),
                bounded: Vec::new(),
                excess: None,
            };
            let plan = Plan::of(&part(), &grade, Explain::Failures).expect("a plan");
            assert_eq!((plan.shown, plan.sizes.as_slice()), (shown, sizes));
        }
    }
}
