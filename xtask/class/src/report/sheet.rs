//! What one student has. In: the class, a student, and the records on their exercises.
//! Out: for each exercise, what there is to say of it.
//!
//! One sheet is in memory at a time: see [`summary`] for what remains of it.
//!
//! [`summary`]: crate::report::summary

use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;

use crate::ledger::record::{ExerciseOutcome, PartRecord, Record};
use crate::report::cell::{Cell, Mark};
use crate::report::class::{Class, ExerciseInfo, PartInfo};
use crate::report::names::Student;

/// The records of one student.
pub struct Sheet<'a> {
    /// The class that the student is in.
    pub class: &'a Class,
    /// Whose records they are.
    pub student: &'a Student,
    /// As many as the class has exercises.
    records: Vec<Option<Record>>,
}

/// What there is to say of one student's exercise.
pub enum Standing<'a> {
    /// There is no record yet.
    NotGraded,
    /// Nothing was handed in.
    NotSent,
    /// The grader failed.
    Broken {
        /// What failed.
        message: &'a str,
    },
    /// It was graded.
    Graded {
        /// The worst of the parts, or why there are none.
        verdict: Verdict,
        /// Why there are no parts.
        message: Option<&'a str>,
        /// In the order of the exercise; none if the code was not run.
        parts: Vec<(&'a PartInfo, Option<&'a PartRecord>)>,
    },
}

impl<'a> Sheet<'a> {
    /// Asks `find` for a student's records: the student's name, then the exercise's.
    pub fn of(
        class: &'a Class,
        student: &'a Student,
        mut find: impl FnMut(&str, &str) -> Result<Option<Record>, Failure>,
    ) -> Result<Self, Failure> {
        let records = class
            .exercises
            .iter()
            .map(|exercise| find(&student.name, &exercise.id))
            .collect::<Result<_, _>>()?;
        Ok(Sheet {
            class,
            student,
            records,
        })
    }

    /// The exercises in order, each with its record, if there is one.
    pub fn each(&self) -> impl Iterator<Item = (&'a ExerciseInfo, Option<&Record>)> {
        let records = self.records.iter().map(Option::as_ref);
        self.class.exercises.iter().zip(records)
    }

    /// The points over all exercises; none while one of them is open.
    pub fn total(&self) -> Option<usize> {
        self.each()
            .map(|(exercise, record)| Standing::of(record, exercise).cell().points())
            .sum()
    }
}

impl<'a> Standing<'a> {
    /// Of the record on this exercise, if there is one.
    pub fn of(record: Option<&'a Record>, exercise: &'a ExerciseInfo) -> Self {
        match record.map(|record| &record.outcome) {
            None => Standing::NotGraded,
            Some(ExerciseOutcome::NotSent) => Standing::NotSent,
            Some(ExerciseOutcome::Broken { message }) => Standing::Broken { message },
            Some(ExerciseOutcome::Graded {
                verdict,
                message,
                parts,
            }) => {
                let broken = parts.iter().find(|part| part.verdict == Verdict::Broken);
                if *verdict == Verdict::Broken || broken.is_some() {
                    let of_part = broken.and_then(|part| part.message.as_deref());
                    return Standing::Broken {
                        message: message
                            .as_deref()
                            .or(of_part)
                            .unwrap_or("the grader failed and left no message"),
                    };
                }
                let find = |name: &str| parts.iter().find(|part| part.name == name);
                Standing::Graded {
                    verdict: *verdict,
                    message: message.as_deref(),
                    parts: exercise
                        .parts
                        .iter()
                        .map(|info| (info, find(&info.name)))
                        .collect(),
                }
            }
        }
    }

    /// What a table of the class keeps of it.
    pub fn cell(&self) -> Cell {
        match self {
            Standing::NotGraded => Cell::NotGraded,
            Standing::NotSent => Cell::NotSent,
            Standing::Broken { .. } => Cell::Broken,
            Standing::Graded { verdict, parts, .. } => Cell::Graded {
                verdict: *verdict,
                marks: parts.iter().map(|(_, part)| Mark::of(*part)).collect(),
            },
        }
    }
}
