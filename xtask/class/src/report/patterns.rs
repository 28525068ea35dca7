//! What a class has in common. In: who has what. Out: the findings that most students
//! have, and submissions that are the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::ExerciseInfo;
use crate::report::names::Student;
use crate::report::sheet::Sheet;

/// A finding that students have in common.
pub struct CommonFinding<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// How many students have it, at least once.
    pub students: usize,
    /// The exercises in which it was found, in order.
    pub exercises: Vec<&'a str>,
    /// What was said most often.
    pub sentence: &'a str,
    /// The section of the book.
    pub chapter: &'a str,
    /// What to do.
    pub remedy: &'a str,
}

#[derive(Default)]
struct Gathered<'a> {
    students: BTreeSet<&'a str>,
    exercises: BTreeSet<usize>,
    said: BTreeMap<(&'a str, &'a str, &'a str), usize>,
}

/// The findings of a class, those that most students have first.
pub fn common_findings<'a>(sheet: &Sheet<'a>) -> Vec<CommonFinding<'a>> {
    let mut rules: BTreeMap<&str, Gathered> = BTreeMap::new();
    for (_, exercise, record) in sheet.records() {
        let findings = record.parts().iter().flat_map(|part| &part.findings);
        let order = sheet.book.exercises.iter().position(|e| e == exercise);
        for finding in findings {
            let rule = rules.entry(&finding.rule).or_default();
            rule.students.insert(&record.student);
            rule.exercises.extend(order);
            let said = (
                finding.sentence.as_str(),
                finding.chapter.as_str(),
                finding.remedy.as_str(),
            );
            *rule.said.entry(said).or_default() += 1;
        }
    }
    let mut common: Vec<CommonFinding> = rules
        .into_iter()
        .filter_map(|(rule, gathered)| {
            // Of sentences that were said as often, the first in the alphabet.
            let (said, _) = gathered
                .said
                .iter()
                .rev()
                .max_by_key(|(_, count)| **count)?;
            Some(CommonFinding {
                rule,
                students: gathered.students.len(),
                exercises: gathered
                    .exercises
                    .iter()
                    .map(|order| sheet.book.exercises[*order].id.as_str())
                    .collect(),
                sentence: said.0,
                chapter: said.1,
                remedy: said.2,
            })
        })
        .collect();
    common.sort_by_key(|finding| (std::cmp::Reverse(finding.students), finding.rule));
    common
}

/// Students who sent the same bytes for one exercise.
pub struct Identical<'s, 'a> {
    /// For which exercise.
    pub exercise: &'a ExerciseInfo,
    /// SHA-256 of the bytes.
    pub source: &'a str,
    /// In order; at least two.
    pub students: Vec<&'s Student>,
}

/// All submissions that are the same as another one, by exercise.
pub fn identical<'s, 'a>(sheet: &'s Sheet<'a>) -> Vec<Identical<'s, 'a>> {
    let mut found = Vec::new();
    for exercise in &sheet.book.exercises {
        let mut sources: BTreeMap<&str, Vec<&Student>> = BTreeMap::new();
        for student in &sheet.students {
            let record = sheet.record(student, exercise);
            if let Some(source) = record.and_then(|record| record.proof.source.as_deref()) {
                sources.entry(source).or_default().push(student);
            }
        }
        let shared = sources
            .into_iter()
            .filter(|(_, students)| students.len() > 1);
        found.extend(shared.map(|(source, students)| Identical {
            exercise,
            source,
            students,
        }));
    }
    found
}
