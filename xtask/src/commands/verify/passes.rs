//! The other passes. In: graded exercises. Out: where a pass with profiles says
//! something else than the pass that counts, or leads a learner astray.

use std::path::PathBuf;

use explain::events::{Blame, Names, Trace};
use explain::growth::Growth;

use super::windows::{author_word, limits, parts, said, windows};
use crate::pipe::case::ExerciseGrade;
use crate::pipe::explain::Line;
use crate::pipe::grade::Verdict;
use crate::pipe::weigh::{self, Ending, Pass, Returned, Window};
use crate::session::Session;
use crate::workbook::Findings;

/// dhat counts what the meter counts: the harness compares them itself, and
/// the counts of its two passes are compared here.
pub fn agree(session: &Session, grade: &ExerciseGrade<'_>, seed: u64) -> Vec<String> {
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => return vec![format!("no scratch folder for profiles: {error}")],
    };
    let mut wrong = Vec::new();
    for window in windows(session, grade, seed) {
        let part = grade.exercise.part(&window.part);
        // The smallest size shows a difference as well as the largest.
        if part.is_none_or(|p| p.budget.is_empty() || p.sizes[0] != window.items) {
            continue;
        }
        let attribute = Window {
            pass: Pass::Attribute(folder.path().join("dhat-heap.json")),
            ..window.clone()
        };
        let counted = said(&weigh::weigh(&window, &limits(session)));
        let attributed = said(&weigh::weigh(&attribute, &limits(session)));
        if counted != attributed {
            wrong.push(format!(
                "{} ({}): the two passes disagree: counted {counted}, attributed {attributed}",
                window.part,
                author_word(&grade.author)
            ));
        }
        let trace = folder.path().join("stacks.json");
        if let Err(what) = receipt_adds_up(session, &window, trace) {
            wrong.push(format!(
                "{} ({}): {what}",
                window.part,
                author_word(&grade.author)
            ));
        }
    }
    wrong
}

/// The call stacks of a window, added up, cost what the scales counted in the very
/// same process.
fn receipt_adds_up(session: &Session, window: &Window, trace: PathBuf) -> Result<(), String> {
    let stacks = Window {
        pass: Pass::Stacks(trace.clone()),
        ..window.clone()
    };
    let Ending::Returned(Returned {
        counts: Some(counts),
        ..
    }) = weigh::weigh(&stacks, &limits(session)).ending
    else {
        return Err("the pass with call stacks did not return".to_owned());
    };
    let text = std::fs::read(&trace).map_err(|error| format!("no trace: {error}"))?;
    let trace = Trace::read(&text).map_err(|error| error.to_string())?;
    // Sums need no names.
    let events = trace.named(&Names::default());
    let made = events.profile(Blame::Grower).total();
    let held = events.profile(Blame::Maker).total();
    let found = (made.blocks, made.bytes, held.peak_bytes, held.end_bytes);
    let counted = (
        counts.allocations,
        counts.bytes,
        counts.peak_bytes,
        counts.live_bytes,
    );
    if found != counted {
        return Err(format!(
            "(allocations, bytes, peak, live): counted {counted:?}, its call stacks add up \
             to {found:?}"
        ));
    }
    Ok(())
}

/// The receipt of a starter names a line, and leads to the chapter of the exercise, or
/// where else the exercise says.
pub fn starter_is_explained(grade: &ExerciseGrade<'_>) -> Vec<String> {
    let chapter = grade.exercise.chapter.file_name();
    let chapter = chapter.map(|name| name.to_string_lossy().into_owned());
    let mut wrong = Vec::new();
    for (part, graded) in parts(grade) {
        if graded.verdict != Verdict::OverBudget {
            continue;
        }
        let receipts = match grade.receipts.get(&part.name) {
            Some(Ok(receipts)) => receipts,
            Some(Err(trouble)) => {
                wrong.push(format!(
                    "{}: no receipt of the starter: {trouble}",
                    part.name
                ));
                continue;
            }
            None => continue,
        };
        for receipt in receipts {
            let sum = receipt.charge.amount(&receipt.sum());
            let counted = receipt.charge.quantity().of(&receipt.counted);
            if sum != counted {
                wrong.push(format!(
                    "{}: the receipt of the starter adds up to {sum}, and {counted} were counted",
                    part.name
                ));
            }
            // Of what does not grow with the input, the rules say little.
            let grows = |line: &Line| {
                let growth = line.site.growth(|cost| receipt.charge.amount(cost));
                !matches!(growth, Growth::Constant(_))
            };
            if !receipt.lines.iter().any(grows) {
                continue;
            }
            let Some((line, finding)) = receipt.costliest() else {
                wrong.push(format!("{}: no finding for the starter", part.name));
                continue;
            };
            let found = finding.chapter.split('#').next().map(str::to_owned);
            let leads_there = match grade.exercise.findings {
                Findings::OwnChapter => found == chapter,
                Findings::AnyChapter => true,
            };
            if line.site.site.place.is_none() {
                wrong.push(format!(
                    "{}: the costliest finding names no line of the starter",
                    part.name
                ));
            } else if !leads_there {
                wrong.push(format!(
                    "{}: the costliest finding leads to {}, and the exercise is about {}; if it \
                     is about several ideas, say `findings = \"any-chapter\"` in exercise.toml",
                    part.name,
                    finding.chapter,
                    chapter.as_deref().unwrap_or_default()
                ));
            }
        }
    }
    wrong
}
