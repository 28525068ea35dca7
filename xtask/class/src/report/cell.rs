//! One student's exercise in a table of the class. In: a [`Standing`]. Out: what of it
//! the table, the spreadsheet and the sums need, in a few bytes.
//!
//! [`Standing`]: crate::report::sheet::Standing

use xtask::pipe::grade::Verdict;

use crate::ledger::record::PartRecord;

/// What there is to say of one student's exercise, without counts and messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// There is no record yet.
    NotGraded,
    /// Nothing was handed in.
    NotSent,
    /// The grader failed.
    Broken,
    /// It was graded.
    Graded {
        /// The worst of the parts, or why there are none.
        verdict: Verdict,
        /// One for each part, in the order of the exercise.
        marks: Box<[Mark]>,
    },
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The code was not run.
    NotRun,
    /// It does not pass.
    Fail,
    /// It passes.
    Pass,
    /// It passes, and costs no more than the reference.
    Reference,
}

/// How good a solution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Not all parts pass.
    None,
    /// All parts pass.
    Pass,
    /// All parts pass, and none costs more than the reference.
    Reference,
}

impl Mark {
    /// Of a part; none if the code was not run.
    pub fn of(part: Option<&PartRecord>) -> Self {
        match part {
            None => Mark::NotRun,
            Some(part) if part.verdict != Verdict::Pass => Mark::Fail,
            Some(part) if part.matches_reference => Mark::Reference,
            Some(_) => Mark::Pass,
        }
    }
}

impl Cell {
    /// How many parts pass. None is not zero: nobody knows yet.
    pub fn points(&self) -> Option<usize> {
        match self {
            Cell::NotGraded | Cell::Broken => None,
            Cell::NotSent => Some(0),
            Cell::Graded { marks, .. } => {
                Some(marks.iter().filter(|mark| **mark >= Mark::Pass).count())
            }
        }
    }

    /// The word for it in files that programs read.
    pub fn word(&self) -> &'static str {
        match self {
            Cell::NotGraded => "not-graded",
            Cell::NotSent => "not-sent",
            Cell::Broken => "broken",
            Cell::Graded { verdict, .. } => verdict.word(),
        }
    }

    /// How good it is.
    pub fn tier(&self) -> Tier {
        let Cell::Graded { marks, .. } = self else {
            return Tier::None;
        };
        match marks.iter().min() {
            Some(Mark::Reference) => Tier::Reference,
            Some(Mark::Pass) => Tier::Pass,
            Some(Mark::Fail | Mark::NotRun) | None => Tier::None,
        }
    }
}

impl Tier {
    /// The word for it in files that programs read.
    pub fn word(self) -> &'static str {
        match self {
            Tier::None => "",
            Tier::Pass => "pass",
            Tier::Reference => "reference",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_what_the_marks_say() {
        use Mark::{Fail, NotRun, Pass, Reference};
        let none: &[Mark] = &[];
        for (marks, points, tier) in [
            (none, 0, Tier::None),
            (&[NotRun, NotRun], 0, Tier::None),
            (&[Pass, Fail], 1, Tier::None),
            (&[Reference, Fail], 1, Tier::None),
            (&[Reference, Pass], 2, Tier::Pass),
            (&[Reference, Reference], 2, Tier::Reference),
        ] {
            let cell = Cell::Graded {
                verdict: Verdict::Pass,
                marks: marks.into(),
            };
            assert_eq!((cell.points(), cell.tier()), (Some(points), tier));
        }
        for (cell, points, word) in [
            (Cell::NotGraded, None, "not-graded"),
            (Cell::NotSent, Some(0), "not-sent"),
            (Cell::Broken, None, "broken"),
        ] {
            assert_eq!((cell.points(), cell.word()), (points, word));
            assert_eq!(cell.tier(), Tier::None);
        }
    }
}
