//! Which windows are weighed once more. In: a part that was graded. Out: its sizes
//! that are looked at, and what for.

use super::receipt::{Charge, Explain};
use crate::pipe::grade::{PartGrade, Trouble, Verdict, WindowGrade};
use crate::workbook::{Build, Part, Quantity};

/// What a part is to be asked once more, so that its receipts can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is charged for, and by which quantity.
    pub charges: Vec<(Charge, Quantity)>,
    /// The size that is shown.
    pub shown: usize,
    /// All sizes that are looked at, growing.
    pub sizes: Vec<usize>,
}

/// Walking the stack takes about 4 µs for each allocation: above so many, a smaller
/// size is shown, if one is over budget.
const MOST_ALLOCATIONS: u64 = 2_000;

/// Above so many, a smaller size is shown in any case.
const MOST_ALLOCATIONS_TO_WAIT_FOR: u64 = 100_000;

/// Inputs are made by chance: of two with fewer items than this, the smaller one may
/// cost nearly as much as the other, and then nobody can say how the cost grows.
const ENOUGH_ITEMS: usize = 32;

impl Plan {
    /// What is to be profiled of this part, if anything.
    pub fn of(part: &Part, grade: &PartGrade, explain: Explain) -> Option<Self> {
        let charges = charges(part, grade, explain);
        let counted: Vec<(usize, u64)> = release(grade)
            .filter_map(|window| Some((window.items, window.counts?.allocations)))
            .collect();
        let smallest = counted.first()?.0;
        let is_exceeded = |items: usize| {
            let window = release(grade).find(|window| window.items == items);
            let exceeds = |(_, quantity): &(Charge, Quantity)| {
                window.is_some_and(|window| window.exceeds(*quantity))
            };
            charges.iter().all(exceeds)
        };
        let shown = shown(&counted, is_exceeded).unwrap_or(smallest);
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

fn release(grade: &PartGrade) -> impl Iterator<Item = &WindowGrade> {
    let windows = grade.windows.iter();
    windows.filter(|window| window.build == Build::Release)
}

/// The size that is shown: of those that are over budget the largest that is quick to look
/// at, or else the smallest. `counted` has sizes and their allocations.
fn shown(counted: &[(usize, u64)], is_exceeded: impl Fn(usize) -> bool) -> Option<usize> {
    let up_to = |most: u64| counted.iter().filter(move |(_, count)| *count <= most);
    let exceeded = |most: u64| up_to(most).filter(|(items, _)| is_exceeded(*items));
    let shown = exceeded(MOST_ALLOCATIONS)
        .next_back()
        .or_else(|| exceeded(MOST_ALLOCATIONS_TO_WAIT_FOR).next())
        .or_else(|| up_to(MOST_ALLOCATIONS).next_back());
    shown.map(|(items, _)| *items)
}

/// What the part is charged for: that which is over budget, or all that has one.
fn charges(part: &Part, grade: &PartGrade, explain: Explain) -> Vec<(Charge, Quantity)> {
    let quantities: Vec<Quantity> = match explain {
        Explain::Nothing => return Vec::new(),
        // What gives a wrong answer has to be mended first: its costs are those of another idea.
        Explain::Failures if grade.verdict != Verdict::OverBudget => return Vec::new(),
        Explain::Failures => match (grade.exceeded(), grade.trouble()) {
            // It may be little each time.
            (exceeded, Some(Trouble::Leak(_))) if exceeded.is_empty() => vec![Quantity::LeftBytes],
            (exceeded, _) => exceeded,
        },
        Explain::Everything => {
            let weighed = grade.largest().map(|_| Quantity::Allocations);
            weighed
                .into_iter()
                .chain(part.budget.keys().copied())
                .collect()
        }
    };
    let mut charges: Vec<(Charge, Quantity)> = quantities
        .into_iter()
        .map(|quantity| (Charge::of(quantity), quantity))
        .collect();
    // Allocations come before bytes, and what is too much before what is not.
    charges.sort();
    charges.dedup_by_key(|(charge, _)| *charge);
    let exceeded = grade.exceeded();
    charges.sort_by_key(|(_, quantity)| !exceeded.contains(quantity));
    charges
}

#[cfg(test)]
pub(super) mod tests {
    use meter_report::Counts;

    use super::*;
    use crate::pipe::grade::WindowGrade;
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
    fn the_size_that_is_shown_is_over_budget() {
        type Case = (&'static [(usize, u64)], usize, Option<usize>);
        let cases: [Case; 6] = [
            // The largest that is quick to look at, of those from this size on.
            (&[(64, 100), (512, 800), (4_096, 6_400)], 64, Some(512)),
            // Or else the smallest.
            (
                &[(64, 100), (512, 1_900), (4_096, 15_000)],
                4_096,
                Some(4_096),
            ),
            (&[(100, 9_000), (1_000, 90_000)], 100, Some(100)),
            // Nobody waits for so many.
            (
                &[(100, 900), (1_000, 9_000), (10_000, 900_000)],
                10_000,
                Some(100),
            ),
            (&[(100, 900_000)], 100, None),
            // Nothing is over budget.
            (&[(64, 100), (512, 800), (4_096, 6_400)], 5_000, Some(512)),
        ];
        for (counted, from, expected) in cases {
            let found = shown(counted, |items| items >= from);
            assert_eq!(found, expected, "{counted:?} from {from}");
        }
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
                measured: None,
            };
            let grade = PartGrade {
                name: "example".to_owned(),
                verdict: Verdict::OverBudget,
                matches_reference: false,
                windows: counted.iter().map(window).collect(),
                bounded: Vec::new(),
                excess: None,
                example: None,
            };
            let plan = Plan::of(&part(), &grade, Explain::Failures).expect("a plan");
            assert_eq!((plan.shown, plan.sizes.as_slice()), (shown, sizes));
        }
    }
}
