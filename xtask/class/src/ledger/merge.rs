//! `cargo xtask grade merge OUT… --out RESULTS`. In: the folders of results of the parts
//! of a class. Out: one folder of results, and a word on every duplicate and gap.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use xtask::failure::Failure;

use crate::intake::partition::Partition;
use crate::ledger::Ledger;
use crate::ledger::members::Members;
use crate::ledger::record::Record;

/// What was put together.
#[derive(Debug)]
pub struct Merged {
    /// The whole class.
    pub members: Members,
    /// How strangers' code was kept apart, in each of the ways that occur.
    pub isolation: String,
    /// What is there twice, and what is missing, a line each.
    pub gaps: Vec<String>,
}

/// Puts the parts together in `out`, which must have no results yet.
pub fn run(parts: &[PathBuf], out: &Path, exercises: &[String]) -> Result<Merged, Failure> {
    let (mut ledger, _) = Ledger::open(out)?;
    if ledger.keys().next().is_some() {
        return Err(
            Failure::new(format!("{} has results already", out.display()))
                .next("name a new folder with --out"),
        );
    }
    let mut members = Members {
        partition: None,
        students: Vec::new(),
        notes: Vec::new(),
    };
    let mut gaps = Vec::new();
    // Which part a student's result on an exercise comes from.
    let mut taken: HashMap<(String, String), usize> = HashMap::new();
    let mut students = BTreeSet::new();
    let mut partitions = Vec::new();
    let mut isolations = BTreeSet::new();
    for (number, part) in parts.iter().enumerate() {
        let (theirs, warnings) = Ledger::open(part)?;
        gaps.extend(warnings);
        let class = Members::read(part)?;
        partitions.extend(class.partition);
        for note in class.notes {
            if !members.notes.contains(&note) {
                members.notes.push(note);
            }
        }
        for student in class.students {
            for exercise in exercises {
                let Some(record) = theirs.find(&student, exercise)? else {
                    gaps.push(format!(
                        "{student}, {exercise}: no result in {}; grade that part again",
                        part.display()
                    ));
                    continue;
                };
                let key = (student.clone(), exercise.clone());
                if let Some(first) = taken.get(&key) {
                    let before = ledger.find(&student, exercise)?;
                    gaps.extend(before.map(|before| twice(&before, &record, &parts[*first], part)));
                    continue;
                }
                if let Some(sha256) = &record.proof.source
                    && let Ok(text) = std::fs::read_to_string(theirs.source(sha256))
                {
                    ledger.keep_source(sha256, &text)?;
                }
                isolations.insert(record.proof.isolation.clone());
                ledger.add(&record)?;
                taken.insert(key, number);
            }
            students.insert(student);
        }
    }
    gaps.extend(missing_parts(&partitions));
    members.students = students.into_iter().collect();
    members.write(out)?;
    let isolations: Vec<String> = isolations.into_iter().collect();
    Ok(Merged {
        members,
        isolation: isolations.join("; "),
        gaps,
    })
}

/// Which of two results of the same exercise was taken, if they are not the same.
fn twice(before: &Record, record: &Record, first: &Path, part: &Path) -> String {
    let same = before.outcome == record.outcome && before.proof.source == record.proof.source;
    let what = if same { "the same" } else { "another" };
    format!(
        "{}, {}: {} has {what} result again; the one of {} was taken",
        record.student,
        record.exercise,
        part.display(),
        first.display()
    )
}

/// Which parts of a class nobody has graded.
fn missing_parts(partitions: &[String]) -> Vec<String> {
    let known: Vec<Partition> = partitions
        .iter()
        .filter_map(|text| text.parse().ok())
        .collect();
    let Some(parts) = known.iter().map(Partition::parts).max() else {
        return Vec::new();
    };
    let mut gaps = Vec::new();
    if known.iter().any(|partition| partition.parts() != parts) {
        gaps.push(format!(
            "the parts do not belong together: {}",
            partitions.join(", ")
        ));
        return gaps;
    }
    for part in 1..=parts {
        if !known.iter().any(|partition| partition.part() == part) {
            gaps.push(format!(
                "hash:{part}/{parts} is missing: grade that part, too"
            ));
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_parts_that_are_missing() {
        let missing = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            missing_parts(&parts)
        };
        assert!(missing(&[]).is_empty());
        assert!(missing(&["hash:2/2", "hash:1/2"]).is_empty());
        assert_eq!(
            missing(&["hash:1/3", "hash:3/3"]),
            ["hash:2/3 is missing: grade that part, too"]
        );
        assert_eq!(missing(&["hash:1/2", "hash:2/3"]).len(), 1);
    }
}
