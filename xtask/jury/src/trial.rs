//! The trial. In: candidates. Out: what the grader says of each, as `check --file` would.
//!
//! Files of different exercises are compiled by one cargo, side by side.

use std::collections::VecDeque;

use xtask::answer;
use xtask::bar::{Bar, Show};
use xtask::failure::Failure;
use xtask::pipe;
use xtask::pipe::case::ExerciseGrade;
use xtask::pipe::explain::{Explain, Line, Receipt};
use xtask::pipe::grade::Verdict;
use xtask::pipe::lock::TargetLock;
use xtask::pipe::stage::{Author, Submission};
use xtask::session::Session;

use crate::candidate::{Candidate, Kind};

/// What was said of one candidate.
#[derive(Clone, Debug)]
pub struct Ruling<'c, 'w> {
    /// Of whom.
    pub candidate: &'c Candidate<'w>,
    /// The verdict on its part.
    pub verdict: Verdict,
    /// What was said beyond that.
    pub message: String,
    /// What was said of the costliest line of which something was said.
    pub finding: Option<String>,
    /// What was said of its lines, the costliest of each receipt first.
    pub told: Vec<ToldLine>,
}

/// What was said of one line.
#[derive(Clone, Debug)]
pub struct ToldLine {
    /// What the receipt is about, the line's number, and its cost.
    pub place: String,
    /// The line.
    pub code: String,
    /// What was said, with the name of the rule and with the remedy.
    pub words: String,
}

impl Ruling<'_, '_> {
    /// Whether it is what a reviewer says.
    pub fn is_right(&self) -> bool {
        self.has_right_verdict() && self.has_right_finding()
    }

    /// Whether the finding is the one that a reviewer expects.
    pub fn has_right_finding(&self) -> bool {
        self.candidate.finding.is(self.finding.as_deref())
    }

    /// Whether the verdict is.
    pub fn has_right_verdict(&self) -> bool {
        match self.candidate.kind {
            // Whether it is seen in an answer or in a panic is chance.
            Kind::Mutant => !matches!(
                self.verdict,
                Verdict::Pass | Verdict::DidNotCompile | Verdict::Broken
            ),
            Kind::Right | Kind::Wrong | Kind::Equivalent => self.verdict == self.candidate.verdict,
        }
    }
}

/// Judges all of them, and hands each ruling to `each`.
pub fn hold<'c, 'w>(
    session: &Session,
    candidates: &'c [Candidate<'w>],
    seed: u64,
    mut each: impl FnMut(Ruling<'c, 'w>),
) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::of_system("no scratch folder", error);
    let folder = tempfile::tempdir().map_err(fail)?;
    // The compiler names files without links on the way.
    let folder = folder.path().canonicalize().map(|path| (folder, path));
    let (_kept, folder) = folder.map_err(fail)?;
    let bar = Bar::new(Show::OnTerminal);
    let lock = TargetLock::take(&session.target, &bar, &session.interrupt)?;
    for batch in batches(candidates) {
        let mut submissions = Vec::new();
        for candidate in &batch {
            let path = folder.join(format!("{}.rs", candidate.exercise.id));
            std::fs::write(&path, &candidate.text)
                .map_err(|error| Failure::io("write", &path, &error))?;
            submissions.push(Submission {
                exercise: candidate.exercise,
                author: Author::File(path),
            });
        }
        let mut order = session.order(submissions, seed)?;
        order.extras.explain = Explain::Failures;
        let mut grades = Vec::new();
        pipe::run(&order, &lock, &bar, |grade| grades.push(grade))?;
        for (candidate, grade) in batch.into_iter().zip(&grades) {
            each(ruling(candidate, grade));
        }
        session.interrupt.check()?;
    }
    Ok(())
}

/// Groups in which each exercise is once.
fn batches<'c, 'w>(candidates: &'c [Candidate<'w>]) -> Vec<Vec<&'c Candidate<'w>>> {
    let mut queues: Vec<VecDeque<&Candidate<'_>>> = Vec::new();
    for candidate in candidates {
        let same = |queue: &&mut VecDeque<&Candidate<'_>>| {
            queue
                .front()
                .is_some_and(|first| first.exercise.id == candidate.exercise.id)
        };
        match queues.iter_mut().find(same) {
            Some(queue) => queue.push_back(candidate),
            None => queues.push(VecDeque::from([candidate])),
        }
    }
    let mut batches = Vec::new();
    loop {
        let batch: Vec<_> = queues.iter_mut().filter_map(VecDeque::pop_front).collect();
        if batch.is_empty() {
            return batches;
        }
        batches.push(batch);
    }
}

fn ruling<'c, 'w>(candidate: &'c Candidate<'w>, grade: &ExerciseGrade<'_>) -> Ruling<'c, 'w> {
    let part = grade.parts.iter().find(|part| part.name == candidate.part);
    let (verdict, message) = match part {
        Some(part) => {
            let exceeded = part.exceeded().into_iter().map(|quantity| {
                let window = part.windows.iter().rfind(|window| window.exceeds(quantity));
                let found = window.and_then(|window| {
                    Some(format!(
                        "{} {quantity} of {} allowed for {} items",
                        quantity.of(window.counts.as_ref()?),
                        window.allowed(quantity)?,
                        window.items
                    ))
                });
                found.unwrap_or_default()
            });
            let said = answer::of_part(part, "item").into_iter().chain(exceeded);
            (part.verdict, said.collect::<Vec<_>>().join("; "))
        }
        None => {
            let errors = grade
                .diagnostics
                .iter()
                .filter(|error| error.is_error)
                .map(|error| error.rendered.clone());
            let said = errors.chain(grade.trouble.clone());
            (grade.verdict, said.collect::<Vec<_>>().join("; "))
        }
    };
    let receipts = grade.receipts.get(&candidate.part);
    let receipts = receipts.and_then(|receipts| receipts.as_ref().ok());
    let receipts = receipts.map_or(&[][..], Vec::as_slice);
    let costliest = receipts.iter().find_map(Receipt::costliest);
    let lines = receipts.iter().flat_map(|receipt| {
        let lines = receipt.lines.iter();
        lines.map(|line| told(candidate, receipt, line))
    });
    Ruling {
        candidate,
        verdict,
        message,
        finding: costliest.map(|(_, finding)| finding.rule.clone()),
        told: lines.collect(),
    }
}

fn told(candidate: &Candidate<'_>, receipt: &Receipt, line: &Line) -> ToldLine {
    let site = &line.site.site;
    let number = site.place.as_ref().map_or(0, |place| place.line as usize);
    let code = candidate.text.lines().nth(number.wrapping_sub(1));
    let operation = site.operation.map_or("unknown", |operation| operation.id);
    ToldLine {
        place: format!(
            "{} at {} items, line {number}: {} in {}",
            receipt.quantity,
            receipt.items,
            receipt.charge.amount(&site.cost),
            site.cost.blocks,
        ),
        code: code.unwrap_or_default().trim().to_owned(),
        words: match &line.finding {
            Some(finding) => {
                format!("{}: {}; {}", finding.rule, finding.sentence, finding.remedy)
            }
            None => format!(
                "nothing of {operation}, by {}",
                site.written.as_deref().unwrap_or("the line")
            ),
        },
    }
}
