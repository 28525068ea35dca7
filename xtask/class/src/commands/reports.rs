//! What stands at the end of a grading. In: the ledger and the class. Out: reports, the
//! list of what the grader could not judge, and the exit code.

use std::path::Path;
use std::process::ExitCode;

use xtask::failure::Failure;
use xtask::workbook::Workbook;

use crate::ledger::Ledger;
use crate::ledger::members::Members;
use crate::ledger::record::ExerciseOutcome;
use crate::report;
use crate::report::class::{Class, ExerciseInfo};

/// Writes the reports and says what there is to look at.
pub fn write(
    workbook: &Workbook,
    ledger: &Ledger,
    members: &Members,
    isolation: &str,
    out: &Path,
) -> Result<ExitCode, Failure> {
    let title = out
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut broken = Vec::new();
    let mut flagged = 0;
    let find = |student: &str, exercise: &str| {
        let record = ledger.find(student, exercise)?;
        match record.as_ref().map(|record| &record.outcome) {
            None => broken.push(format!("{student}, {exercise}: no result")),
            Some(ExerciseOutcome::Broken { message }) => {
                let first = message.lines().next().unwrap_or_default();
                broken.push(format!("{student}, {exercise}: {first}"));
            }
            Some(ExerciseOutcome::NotSent | ExerciseOutcome::Graded { .. }) => {}
        }
        flagged += usize::from(record.as_ref().is_some_and(|r| !r.flags.is_empty()));
        Ok(record)
    };
    let class = Class {
        title,
        exercises: workbook.exercises.iter().map(ExerciseInfo::from).collect(),
        students: members.students.clone(),
        notes: members.notes.clone(),
        isolation: isolation.to_owned(),
    };
    let written = report::write(&class, find, out)?;
    println!(
        "students: {}; results with flags: {flagged}\nopen {}",
        members.students.len(),
        written.index.display()
    );
    for stale in written.stale {
        eprintln!(
            "warning: {} is of a student who is not in this class; it was left there",
            stale.display()
        );
    }
    if broken.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("error: these could not be judged, and count as nothing, not as zero:");
    for line in &broken {
        eprintln!("  {line}");
    }
    eprintln!(
        "  next: look at the messages in results.jsonl, and start again with the same folder"
    );
    Ok(ExitCode::from(2))
}
