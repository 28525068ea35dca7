//! Who has what. In: a [`Gradebook`]. Out: for each student and exercise, what there is
//! to say of it.

use std::collections::{BTreeMap, BTreeSet};

use xtask::grade::Verdict;

use crate::record::{Outcome, PartRecord, Record};
use crate::report::names::Student;
use crate::report::{ExerciseInfo, Gradebook, PartInfo};

/// A gradebook in which things can be looked up.
pub struct Sheet<'a> {
    /// What it was made from.
    pub book: &'a Gradebook,
    /// In order, each once.
    pub students: Vec<Student>,
    records: BTreeMap<(&'a str, &'a str), &'a Record>,
    /// How many records are of nobody in the class, or of no exercise in it.
    pub strays: usize,
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

impl<'a> Sheet<'a> {
    /// Sorts the records of a gradebook.
    pub fn of(book: &'a Gradebook) -> Self {
        let mut seen = BTreeSet::new();
        let students: Vec<Student> = book
            .students
            .iter()
            .filter(|name| seen.insert(name.as_str()))
            .map(|name| Student::of(name))
            .collect();
        let exercises: BTreeSet<&str> = book.exercises.iter().map(|e| e.id.as_str()).collect();
        let mut records: BTreeMap<(&str, &str), &Record> = BTreeMap::new();
        let mut strays = 0;
        for record in &book.records {
            let key = (record.student.as_str(), record.exercise.as_str());
            if !seen.contains(key.0) || !exercises.contains(key.1) {
                strays += 1;
                continue;
            }
            records
                .entry(key)
                .and_modify(|known| *known = later(known, record))
                .or_insert(record);
        }
        Sheet {
            book,
            students,
            records,
            strays,
        }
    }

    /// The record on one student's exercise, if there is one.
    pub fn record(&self, student: &Student, exercise: &ExerciseInfo) -> Option<&'a Record> {
        self.records
            .get(&(student.name.as_str(), exercise.id.as_str()))
            .copied()
    }

    /// All records, by student in order, then by exercise in order.
    pub fn records(&self) -> impl Iterator<Item = (&Student, &'a ExerciseInfo, &'a Record)> {
        self.students.iter().flat_map(move |student| {
            self.book.exercises.iter().filter_map(move |exercise| {
                let record = self.record(student, exercise)?;
                Some((student, exercise, record))
            })
        })
    }

    /// What there is to say of one student's exercise.
    pub fn standing(&self, student: &Student, exercise: &'a ExerciseInfo) -> Standing<'a> {
        match self.record(student, exercise) {
            None => Standing::NotGraded,
            Some(record) => Standing::of(record, exercise),
        }
    }

    /// The points of a student over all exercises; none while one of them is open.
    pub fn total(&self, student: &Student) -> Option<usize> {
        self.book
            .exercises
            .iter()
            .map(|exercise| self.standing(student, exercise).points())
            .sum()
    }

    /// The most points that anyone can have.
    pub fn maximum(&self) -> usize {
        self.book.exercises.iter().map(|e| e.parts.len()).sum()
    }

    /// How many flags a student's records have.
    pub fn flags(&self, student: &Student) -> usize {
        self.book
            .exercises
            .iter()
            .filter_map(|exercise| self.record(student, exercise))
            .map(|record| record.flags.len())
            .sum()
    }
}

/// The later of two records. Two of the same second are told apart by what they say, so
/// that their order does not matter.
fn later<'a>(one: &'a Record, other: &'a Record) -> &'a Record {
    let written = |record: &Record| serde_json::to_string(record).unwrap_or_default();
    match one.proof.at.cmp(&other.proof.at) {
        std::cmp::Ordering::Less => other,
        std::cmp::Ordering::Greater => one,
        std::cmp::Ordering::Equal if written(one) < written(other) => other,
        std::cmp::Ordering::Equal => one,
    }
}

impl<'a> Standing<'a> {
    /// Of a record on this exercise.
    pub fn of(record: &'a Record, exercise: &'a ExerciseInfo) -> Self {
        match &record.outcome {
            Outcome::NotSent => Standing::NotSent,
            Outcome::Broken { message } => Standing::Broken { message },
            Outcome::Graded {
                verdict,
                message,
                parts,
            } => {
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

    /// How many parts pass. None is not zero: nobody knows yet.
    pub fn points(&self) -> Option<usize> {
        match self {
            Standing::NotGraded | Standing::Broken { .. } => None,
            Standing::NotSent => Some(0),
            Standing::Graded { parts, .. } => Some(
                parts
                    .iter()
                    .filter(|(_, part)| part.is_some_and(|part| part.verdict == Verdict::Pass))
                    .count(),
            ),
        }
    }

    /// The word for it in files that programs read.
    pub fn word(&self) -> &'static str {
        match self {
            Standing::NotGraded => "not-graded",
            Standing::NotSent => "not-sent",
            Standing::Broken { .. } => "broken",
            Standing::Graded { verdict, .. } => verdict.word(),
        }
    }

    /// How good it is.
    pub fn tier(&self) -> Tier {
        let Standing::Graded { parts, .. } = self else {
            return Tier::None;
        };
        let all = |holds: fn(&PartRecord) -> bool| {
            !parts.is_empty() && parts.iter().all(|(_, part)| part.is_some_and(holds))
        };
        if !all(|part| part.verdict == Verdict::Pass) {
            Tier::None
        } else if all(|part| part.matches_reference) {
            Tier::Reference
        } else {
            Tier::Pass
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
