//! What a class has in common. In: one student's sheet after the other. Out: the
//! findings that most students have, and submissions that are the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::record::{FindingRecord, Proof};
use crate::report::sheet::Sheet;

/// A finding that students have in common.
pub struct CommonFinding<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// How many students have it, at least once.
    pub students: usize,
    /// The numbers of the exercises in which it was found, in order.
    pub exercises: &'a BTreeSet<usize>,
    /// What was said most often.
    pub said: &'a Said,
}

/// What is said of a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// What it is.
    pub sentence: String,
    /// The section of the book.
    pub chapter: String,
    /// What to do.
    pub remedy: String,
}

/// The findings of a class, by rule.
#[derive(Default)]
pub struct Findings(BTreeMap<String, Gathered>);

#[derive(Default)]
struct Gathered {
    students: usize,
    exercises: BTreeSet<usize>,
    said: BTreeMap<Said, usize>,
}

impl Findings {
    /// Adds those of one student.
    pub fn add(&mut self, sheet: &Sheet) {
        let mut theirs: BTreeSet<&str> = BTreeSet::new();
        for (exercise, (_, record)) in sheet.each().enumerate() {
            let parts = record.map_or(&[][..], |record| record.parts());
            for finding in parts.iter().flat_map(|part| &part.findings) {
                let rule = self.0.entry(finding.rule.clone()).or_default();
                rule.students += usize::from(theirs.insert(&finding.rule));
                rule.exercises.insert(exercise);
                *rule.said.entry(Said::of(finding)).or_default() += 1;
            }
        }
    }

    /// Those that most students have first.
    pub fn common(&self) -> Vec<CommonFinding<'_>> {
        let mut common: Vec<CommonFinding> = self
            .0
            .iter()
            .filter_map(|(rule, gathered)| {
                // Of sentences that were said as often, the first in the alphabet.
                let said = gathered.said.iter().rev();
                let (said, _) = said.max_by_key(|(_, count)| **count)?;
                Some(CommonFinding {
                    rule,
                    students: gathered.students,
                    exercises: &gathered.exercises,
                    said,
                })
            })
            .collect();
        common.sort_by_key(|finding| (std::cmp::Reverse(finding.students), finding.rule));
        common
    }
}

impl Said {
    fn of(finding: &FindingRecord) -> Self {
        Said {
            sentence: finding.sentence.clone(),
            chapter: finding.chapter.clone(),
            remedy: finding.remedy.clone(),
        }
    }
}

/// Who sent which bytes: by exercise, the numbers of rows by SHA-256.
pub struct Sources(Vec<BTreeMap<String, Vec<usize>>>);

/// Students who sent the same bytes for one exercise.
pub struct Identical<'a> {
    /// The number of the exercise.
    pub exercise: usize,
    /// SHA-256 of the bytes.
    pub source: &'a str,
    /// The numbers of the students' rows, in order; at least two.
    pub rows: &'a [usize],
}

impl Sources {
    /// None, of so many exercises.
    pub fn new(exercises: usize) -> Self {
        Sources(vec![BTreeMap::new(); exercises])
    }

    /// Adds what a student sent for the exercise with this number.
    pub fn add(&mut self, row: usize, exercise: usize, proof: &Proof) {
        if let Some(source) = &proof.source {
            let rows = self.0[exercise].entry(source.clone()).or_default();
            rows.push(row);
        }
    }

    /// All submissions that are the same as another one, by exercise.
    pub fn identical(&self) -> impl Iterator<Item = Identical<'_>> {
        self.0.iter().enumerate().flat_map(|(exercise, sources)| {
            let shared = sources.iter().filter(|(_, rows)| rows.len() > 1);
            shared.map(move |(source, rows)| Identical {
                exercise,
                source,
                rows,
            })
        })
    }
}
