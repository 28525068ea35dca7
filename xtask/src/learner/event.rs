//! What a learner does, as it is remembered. In: a grade, a prediction. Out: [`Event`]s,
//! which hold what was measured and no words.

use std::collections::BTreeMap;

use explain::growth::Growth;
use explain::profile::Cost;
use meter_report::Counts;
use serde::{Deserialize, Serialize};

use crate::learner::guess::Closeness;
use crate::pipe::case::ExerciseGrade;
use crate::pipe::compiler::Compiler;
use crate::pipe::explain::Charge;
use crate::pipe::grade::Verdict;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The learner's file was graded.
    Check(Attempt),
    /// The cost of a listing was predicted, and measured.
    Prediction(Prediction),
    /// A hint was shown.
    Hint {
        /// The exercise.
        id: String,
        /// The part.
        part: String,
        /// 1 to 3; earlier editions had 0 for the finding of the latest check.
        level: usize,
    },
    /// The starter was put back.
    Reset {
        /// The exercise.
        id: String,
    },
    /// The starter that the learner knows: the one that they began from, or the one whose
    /// changes they looked at.
    Starter {
        /// The exercise.
        id: String,
        /// All of it: a later edition has another, and may not have this one any more.
        text: String,
    },
}

/// One grading of one exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// The exercise.
    pub id: String,
    /// The worst of its parts.
    pub verdict: Verdict,
    /// What compiled, as in `rustc 1.95.0`; earlier versions did not note it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compiler: Option<String>,
    /// What the inputs were made from.
    pub seed: u64,
    /// By name.
    pub parts: BTreeMap<String, PartAttempt>,
}

/// One grading of one part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartAttempt {
    /// The worst of its windows.
    pub verdict: Verdict,
    /// Whether it cost no more than the reference.
    pub matches_reference: bool,
    /// What it cost at the largest size.
    pub counts: Option<Counts>,
    /// The finding that cost most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Found>,
}

/// A finding as it is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Found {
    /// What was measured; words are made when it is shown.
    Measured(Measured),
    /// The words themselves, as earlier versions kept them.
    Worded(Worded),
}

/// What a finding says, as facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The rule that it comes from.
    pub rule: String,
    /// The line in the learner's file, from 1.
    pub line: Option<u32>,
    /// The function that is called there.
    pub call: String,
    /// What the part was charged for.
    pub charge: Charge,
    /// The size of the input.
    pub items: usize,
    /// What that line cost.
    pub cost: Cost,
    /// How its blocks grow with the input.
    pub growth: Growth,
}

/// What a finding says, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worded {
    /// The line in the learner's file, from 1.
    pub line: Option<u32>,
    /// What that line cost: `512 allocations, 7,168 bytes`.
    pub cost: String,
    /// The size of the input: `512 users`.
    pub size: String,
    /// What it is.
    pub sentence: String,
    /// What to do.
    pub remedy: String,
    /// The chapter's file in `book/src`.
    pub chapter: String,
}

/// One answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// The question.
    pub id: String,
    /// The size of the input.
    pub items: usize,
    /// Calls of the allocator.
    pub allocations: Predicted,
    /// Bytes asked for, in all.
    pub bytes: Predicted,
    /// What compiled; earlier versions did not note it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compiler: Option<String>,
}

/// One number, predicted and measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predicted {
    /// What was predicted; none if it was not known.
    pub guess: Option<u64>,
    /// What was measured in a debug build.
    pub debug: u64,
    /// What was measured in a release build, which was asked for.
    pub release: u64,
}

impl Predicted {
    /// How close it is.
    pub fn closeness(&self) -> Closeness {
        Closeness::of(self.guess, self.release)
    }
}

impl Prediction {
    /// The worse of its two numbers.
    pub fn closeness(&self) -> Closeness {
        self.allocations.closeness().max(self.bytes.closeness())
    }
}

impl Attempt {
    /// What is kept of a grade.
    pub fn of(grade: &ExerciseGrade<'_>, compiler: &Compiler, seed: u64) -> Self {
        let parts = grade
            .parts
            .iter()
            .map(|part| {
                let attempt = PartAttempt {
                    verdict: part.verdict,
                    matches_reference: part.matches_reference,
                    counts: part.largest().and_then(|window| window.counts),
                    finding: found(grade, &part.name),
                };
                (part.name.clone(), attempt)
            })
            .collect();
        Attempt {
            id: grade.exercise.id.clone(),
            verdict: grade.verdict,
            compiler: Some(compiler.release.clone()),
            seed,
            parts,
        }
    }

    /// How many parts pass.
    pub fn passed(&self) -> usize {
        let passes = |part: &&PartAttempt| part.verdict == Verdict::Pass;
        self.parts.values().filter(passes).count()
    }

    /// Whether this says more for the learner than `other` does.
    pub(super) fn beats(&self, other: &Attempt) -> bool {
        let rank = |attempt: &Attempt| {
            let matches = attempt
                .parts
                .values()
                .filter(|p| p.matches_reference)
                .count();
            (attempt.verdict == Verdict::Pass, attempt.passed(), matches)
        };
        rank(self) > rank(other)
    }
}

/// The finding of a part that cost most.
fn found(grade: &ExerciseGrade<'_>, part: &str) -> Option<Found> {
    let receipts = grade.receipts.get(part)?.as_ref().ok()?;
    let receipt = receipts
        .iter()
        .find(|receipt| receipt.costliest().is_some())?;
    let (line, finding) = receipt.costliest()?;
    let site = &line.site.site;
    Some(Found::Measured(Measured {
        rule: finding.rule.to_owned(),
        line: site.place.as_ref().map(|place| place.line),
        call: site.call.clone(),
        charge: receipt.charge,
        items: receipt.items,
        cost: site.cost,
        growth: line.site.growth(|cost| cost.blocks),
    }))
}
