//! What stands at the end of a grading. In: the ledger and the class. Out: reports, the
//! list of what the grader could not judge, and the exit code.

use std::path::Path;
use std::process::ExitCode;

use xtask::failure::Failure;
use xtask::workbook::Workbook;

use crate::ledger::Ledger;
use crate::members::Members;
use crate::record::Outcome;
use crate::report::{self, ExerciseInfo, Gradebook};

/// Writes the reports and says what there is to look at.
pub fn run(
    workbook: &Workbook,
    ledger: &Ledger,
    members: &Members,
    isolation: &str,
    out: &Path,
) -> Result<ExitCode, Failure> {
    let title = out
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut records = Vec::new();
    let mut broken = Vec::new();
    let mut flagged = 0;
    for student in &members.students {
        for exercise in &workbook.exercises {
            let Some(record) = ledger.find(student, &exercise.id)? else {
                broken.push(format!("{student}, {}: no result", exercise.id));
                continue;
            };
            if let Outcome::Broken { message } = &record.outcome {
                let first = message.lines().next().unwrap_or_default();
                broken.push(format!("{student}, {}: {first}", exercise.id));
            }
            flagged += usize::from(!record.flags.is_empty());
            records.push(record);
        }
    }
    let book = Gradebook {
        title,
        exercises: workbook.exercises.iter().map(ExerciseInfo::from).collect(),
        students: members.students.clone(),
        records,
        notes: members.notes.clone(),
        isolation: isolation.to_owned(),
    };
    let written = report::write(&book, out)?;
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
