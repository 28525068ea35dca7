//! The other passes. In: graded exercises. Out: where a pass with profiles says
//! something else than the pass that counts, or leads a learner astray.

use std::collections::BTreeMap;
use std::path::PathBuf;

use explain::events::{Blame, Names, Trace};
use explain::growth::Growth;

use super::windows::{author_word, limits, parts, said, windows};
use crate::failure::Failure;
use crate::pipe::case::ExerciseGrade;
use crate::pipe::explain::Line;
use crate::pipe::grade::Verdict;
use crate::pipe::weigh::{self, Ending, Pass, Returned, Window};
use crate::profilers::valgrind::{self, Total};
use crate::report::style::counted;
use crate::session::Session;
use crate::workbook::{Findings, Threads};

/// At which sizes passes are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// It shows a difference as well as the largest.
    Smallest,
    /// At each.
    All,
}

/// The windows in which costs are what counts.
fn budgeted(session: &Session, grade: &ExerciseGrade<'_>, seed: u64, sizes: Sizes) -> Vec<Window> {
    let mut windows = windows(session, grade, seed);
    windows.retain(|window| {
        let part = grade.exercise.part(&window.part);
        part.is_some_and(|part| {
            let is_chosen = sizes == Sizes::All || part.sizes[0] == window.items;
            is_chosen && !part.budget.is_empty()
        })
    });
    windows
}

/// dhat counts what the meter counts: the harness compares them itself, and
/// the counts of its two passes are compared here.
pub fn agree(session: &Session, grade: &ExerciseGrade<'_>, seed: u64, sizes: Sizes) -> Vec<String> {
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => return vec![format!("no scratch folder for profiles: {error}")],
    };
    let mut wrong = Vec::new();
    for window in budgeted(session, grade, seed, sizes) {
        let attribute = Window {
            skipped: 0,
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
        // A larger size may make more calls than are kept with their stacks.
        let part = grade.exercise.part(&window.part);
        if part.is_none_or(|part| part.sizes[0] != window.items) {
            continue;
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
        skipped: 0,
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

/// A total as people read it.
fn words(total: Total) -> String {
    format!(
        "{} and {}",
        counted(total.blocks, "allocation"),
        counted(total.bytes, "byte")
    )
}

/// valgrind's DHAT counts what the scales count, and its memcheck finds nothing wrong.
pub fn valgrind_agrees(
    session: &Session,
    grade: &ExerciseGrade<'_>,
    seed: u64,
) -> Result<Vec<String>, Failure> {
    let folder = tempfile::tempdir()
        .map_err(|error| Failure::new(format!("no scratch folder for valgrind: {error}")))?;
    let mut wrong = Vec::new();
    // For each thread the C library allocates, too, and only valgrind sees that. It is the
    // same at every size.
    let mut of_threads = BTreeMap::new();
    for window in budgeted(session, grade, seed, Sizes::All) {
        session.interrupt.check()?;
        let found = valgrind::count(&window, folder.path())?;
        let faults = valgrind::faults(&window, folder.path())?;
        let ours = Total {
            blocks: found.counts.allocations,
            bytes: found.counts.bytes,
        };
        let mut say = |what: String| {
            let whose = author_word(&grade.author);
            wrong.push(format!(
                "{} ({whose}), {} items: {what}",
                window.part, window.items
            ));
        };
        let beside = found.total.beyond(ours);
        let threads = grade.exercise.part(&window.part).map(|part| part.threads);
        let expected = match threads {
            Some(Threads::Many) => *of_threads.entry(window.part.clone()).or_insert(beside),
            _ => Some(Total::default()),
        };
        if beside != expected || beside.is_none() {
            say(format!(
                "counted {}, valgrind counts {}",
                words(ours),
                words(found.total)
            ));
        }
        if !faults.is_empty() {
            say(format!("memcheck says:\n{faults}"));
        }
    }
    Ok(wrong)
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
