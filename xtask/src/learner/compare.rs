//! What changed since the attempt before. In: the attempts so far, and a grade that
//! also says what the code costs on the inputs of the attempt before. Out: one
//! [`Change`] for each part. Pure.
//!
//! Each check makes new inputs, and counts follow them: a starter that nobody
//! touched may differ by half from one check to the next. So costs are compared
//! on equal inputs only, or roughly where that cannot be.

use std::collections::BTreeMap;

use meter_report::Counts;
use serde::{Serialize, Serializer};

use crate::learner::event::Attempt;
use crate::pipe::case::{Earlier, ExerciseGrade};
use crate::pipe::grade::{PartGrade, Verdict};
use crate::workbook::{Exercise, Part, Quantity};

/// Below this share of a count, and on other inputs, a difference says nothing.
const ABOUT: f64 = 0.02;

/// How an exercise changed.
#[derive(Debug, PartialEq, Serialize)]
pub struct Since {
    /// The verdict of the attempt before.
    pub before: Verdict,
    /// What its inputs were made from.
    pub seed_before: u64,
    /// The verdict now.
    pub now: Verdict,
    /// In the order of the exercise.
    pub parts: Vec<Change>,
}

/// How a part changed.
#[derive(Debug, PartialEq, Serialize)]
pub struct Change {
    /// The part.
    pub name: String,
    /// The verdict when it was last run.
    pub before: Verdict,
    /// The verdict now.
    pub now: Verdict,
    /// Whether it is better.
    pub trend: Trend,
    /// The costs that tell: those over budget, or the first one that has a budget.
    pub costs: Vec<CostChange>,
}

/// How one count changed.
#[derive(Debug, PartialEq, Serialize)]
pub struct CostChange {
    /// What was counted.
    #[serde(serialize_with = "key")]
    pub quantity: Quantity,
    /// What was counted when the part was last weighed.
    pub before: u64,
    /// What is counted now.
    pub now: u64,
    /// On which inputs.
    pub inputs: Inputs,
}

/// What two counts were counted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inputs {
    /// The same.
    Equal,
    /// Each on its own.
    Different,
}

/// Which way a part went, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// It did not pass before.
    NowPasses,
    /// It costs less, or the verdict is a better one.
    Better,
    /// Nothing changed, as far as the counts say.
    Same,
    /// Too little changed to say, on other inputs.
    AboutTheSame,
    /// One count is better and another one worse.
    Mixed,
    /// It costs more, or the verdict is a worse one.
    Worse,
    /// It passed before.
    PassedBefore,
}

fn key<S: Serializer>(quantity: &Quantity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(quantity.key())
}

/// The latest attempt in which this part was run.
fn earlier(attempts: &[&Attempt], part: &str) -> Option<Earlier> {
    attempts.iter().rev().find_map(|attempt| {
        let part = attempt.parts.get(part)?;
        Some(Earlier {
            seed: attempt.seed,
            verdict: part.verdict,
            counts: part.counts,
        })
    })
}

/// The earlier runs of all parts of an exercise, by part.
pub fn earlier_parts(attempts: &[&Attempt], exercise: &Exercise) -> BTreeMap<String, Earlier> {
    let parts = exercise.parts.iter();
    let run = |part: &Part| Some((part.name.clone(), earlier(attempts, &part.name)?));
    parts.filter_map(run).collect()
}

/// What changed since the attempts before this grade; nothing if there are none.
pub fn since(attempts: &[&Attempt], grade: &ExerciseGrade<'_>, seed: u64) -> Option<Since> {
    let before = attempts.last()?;
    let change = |part: &PartGrade| {
        let earlier = earlier(attempts, &part.name)?;
        let again = grade.again.get(&part.name).copied();
        Some(change(part, &earlier, seed, again))
    };
    Some(Since {
        before: before.verdict,
        seed_before: before.seed,
        now: grade.verdict,
        parts: grade.parts.iter().filter_map(change).collect(),
    })
}

fn change(part: &PartGrade, earlier: &Earlier, seed: u64, again: Option<Counts>) -> Change {
    let now = part.largest().and_then(|window| window.counts);
    let (now, inputs) = match again {
        _ if earlier.seed == seed => (now, Inputs::Equal),
        Some(again) => (Some(again), Inputs::Equal),
        None => (now, Inputs::Different),
    };
    let costs = match (earlier.counts, now) {
        (Some(before), Some(now)) => costs(part, &before, &now, inputs),
        _ => Vec::new(),
    };
    let trend = match (earlier.verdict, part.verdict) {
        (Verdict::Pass, Verdict::Pass) => trend(&costs),
        (_, Verdict::Pass) => Trend::NowPasses,
        (Verdict::Pass, _) => Trend::PassedBefore,
        (before, now) if now < before => Trend::Better,
        (before, now) if now > before => Trend::Worse,
        (_, Verdict::OverBudget) => trend(&costs),
        _ => Trend::Same,
    };
    Change {
        name: part.name.clone(),
        before: earlier.verdict,
        now: part.verdict,
        trend,
        costs,
    }
}

/// The counts that are over budget now or were before, or else the first that has a budget.
fn costs(part: &PartGrade, before: &Counts, now: &Counts, inputs: Inputs) -> Vec<CostChange> {
    let mut told = part.exceeded();
    let limits = part.largest().map(|window| window.allowed.as_slice());
    let was_over = |(quantity, allowed): &&(Quantity, u64)| quantity.of(before) > *allowed;
    for (quantity, _) in limits.unwrap_or_default().iter().filter(was_over) {
        if !told.contains(quantity) && !part.bounded.contains(quantity) {
            told.push(*quantity);
        }
    }
    told.sort();
    if told.is_empty() {
        let allowed = part.largest().and_then(|window| window.allowed.first());
        told.extend(allowed.map(|(quantity, _)| *quantity));
    }
    let cost = |quantity: Quantity| CostChange {
        quantity,
        before: quantity.of(before),
        now: quantity.of(now),
        inputs,
    };
    told.into_iter().map(cost).collect()
}

fn trend(costs: &[CostChange]) -> Trend {
    let is_rough = |cost: &CostChange| {
        cost.inputs == Inputs::Different
            && cost.now.abs_diff(cost.before) as f64 <= ABOUT * cost.before as f64
    };
    let (rough, told): (Vec<_>, Vec<_>) = costs
        .iter()
        .filter(|cost| cost.now != cost.before)
        .partition(|cost| is_rough(cost));
    let less = told.iter().filter(|cost| cost.now < cost.before).count();
    match (less, told.len() - less) {
        (0, 0) if rough.is_empty() => Trend::Same,
        (0, 0) => Trend::AboutTheSame,
        (_, 0) => Trend::Better,
        (0, _) => Trend::Worse,
        _ => Trend::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipe::grade::WindowGrade;
    use crate::pipe::weigh::Output;
    use crate::workbook::Build;

    fn counts(allocations: u64) -> Counts {
        Counts {
            allocations,
            ..Counts::default()
        }
    }

    fn part(verdict: Verdict, allocations: Option<u64>) -> PartGrade {
        let window = WindowGrade {
            build: Build::Release,
            items: 10,
            verdict,
            counts: allocations.map(counts),
            reference: None,
            allowed: vec![(Quantity::Allocations, 5)],
            trouble: None,
            output: Output::default(),
            times: None,
            measured: None,
        };
        PartGrade {
            name: "a".to_owned(),
            verdict,
            matches_reference: false,
            windows: vec![window],
            bounded: Vec::new(),
            excess: None,
            example: None,
        }
    }

    #[test]
    fn parts_go_one_way_or_the_other() {
        use Verdict::*;
        let (now, before) = (Some, Some);
        // Before; now; now on the inputs of before.
        for (then, here, again, trend) in [
            (
                (OverBudget, before(100)),
                (OverBudget, now(100)),
                None,
                Trend::Same,
            ),
            (
                (OverBudget, before(100)),
                (OverBudget, now(102)),
                None,
                Trend::AboutTheSame,
            ),
            (
                (OverBudget, before(100)),
                (OverBudget, now(98)),
                None,
                Trend::AboutTheSame,
            ),
            (
                (OverBudget, before(100)),
                (OverBudget, now(103)),
                None,
                Trend::Worse,
            ),
            (
                (OverBudget, before(100)),
                (OverBudget, now(97)),
                None,
                Trend::Better,
            ),
            // On equal inputs every difference counts, and only that one.
            (
                (OverBudget, before(100)),
                (OverBudget, now(150)),
                Some(100),
                Trend::Same,
            ),
            (
                (OverBudget, before(100)),
                (OverBudget, now(150)),
                Some(99),
                Trend::Better,
            ),
            (
                (OverBudget, before(100)),
                (OverBudget, now(50)),
                Some(101),
                Trend::Worse,
            ),
            ((Pass, before(3)), (Pass, now(2)), None, Trend::Better),
            ((Pass, before(3)), (Pass, now(3)), None, Trend::Same),
            (
                (OverBudget, before(100)),
                (Pass, now(3)),
                None,
                Trend::NowPasses,
            ),
            (
                (WrongAnswer, before(100)),
                (Pass, now(3)),
                None,
                Trend::NowPasses,
            ),
            (
                (Pass, before(3)),
                (OverBudget, now(100)),
                None,
                Trend::PassedBefore,
            ),
            (
                (Pass, before(3)),
                (Panicked, None),
                None,
                Trend::PassedBefore,
            ),
            (
                (Panicked, None),
                (OverBudget, now(100)),
                None,
                Trend::Better,
            ),
            (
                (OverBudget, before(100)),
                (Crashed, None),
                None,
                Trend::Worse,
            ),
            (
                (WrongAnswer, before(1)),
                (WrongAnswer, now(9)),
                None,
                Trend::Same,
            ),
            ((OverBudget, None), (OverBudget, now(9)), None, Trend::Same),
        ] {
            let earlier = Earlier {
                seed: 1,
                verdict: then.0,
                counts: then.1.map(counts),
            };
            let change = change(&part(here.0, here.1), &earlier, 2, again.map(counts));
            assert_eq!(change.trend, trend, "{then:?} {here:?} {again:?}");
        }
    }

    #[test]
    fn the_same_seed_makes_equal_inputs() {
        let earlier = Earlier {
            seed: 7,
            verdict: Verdict::OverBudget,
            counts: Some(counts(1_000)),
        };
        let now = part(Verdict::OverBudget, Some(999));
        let change = change(&now, &earlier, 7, None);
        assert_eq!(change.trend, Trend::Better);
        assert_eq!(change.costs[0].inputs, Inputs::Equal);
    }

    #[test]
    fn quantities_may_go_different_ways() {
        let cost = |before, now| CostChange {
            quantity: Quantity::Bytes,
            before,
            now,
            inputs: Inputs::Equal,
        };
        assert_eq!(trend(&[cost(1, 2), cost(2, 1)]), Trend::Mixed);
        assert_eq!(trend(&[cost(1, 1), cost(2, 1)]), Trend::Better);
    }
}
