//! What is written down of one student's exercise, and what reports are made from.
//!
//! In: nothing. Out: the types of a line of `results.jsonl`. A record says what was
//! graded, under which rules, and what came of it. It is complete: reports need no
//! other file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xtask::pipe::grade::Verdict;
use xtask::schema::Schema;

use crate::policy::GradingLimits;

/// One student's exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Lines without a number are of the first.
    #[serde(default)]
    pub schema: Schema<2>,
    /// The student's name as reports show it: see `intake`.
    pub student: String,
    /// `ex3`.
    pub exercise: String,
    /// What came of it.
    pub outcome: ExerciseOutcome,
    /// What a person should look at. Flags never change a verdict.
    pub flags: Vec<Flag>,
    /// What was graded, and under which rules.
    pub proof: Proof,
}

/// What came of a student's exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state", deny_unknown_fields)]
pub enum ExerciseOutcome {
    /// Nothing was handed in.
    NotSent,
    /// It was graded.
    Graded {
        /// The worst of the parts, or why there are none.
        verdict: Verdict,
        /// Why there are no parts: the compiler's message, or the rule that the file
        /// breaks. What a stranger's code printed may stand in it.
        message: Option<String>,
        /// In the order of `exercise.toml`; empty if the code was not run.
        parts: Vec<PartRecord>,
    },
    /// The grader failed, also when it tried again. It says nothing about the student.
    Broken {
        /// What failed.
        message: String,
    },
}

/// One part of an exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartRecord {
    /// The part's name in `exercise.toml`.
    pub name: String,
    /// The worst of its windows.
    pub verdict: Verdict,
    /// Whether it passes and costs no more than the reference: the second tier.
    pub matches_reference: bool,
    /// What is to be said of a part that did not pass, beyond its counts.
    pub message: Option<String>,
    /// By build, then size.
    pub windows: Vec<WindowRecord>,
    /// Which lines allocate, the costliest first; empty if nobody asked.
    pub sites: Vec<SiteRecord>,
    /// What there is to say of them, the costliest first.
    pub findings: Vec<FindingRecord>,
}

/// One window: one call of the student's function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowRecord {
    /// The size of the input.
    pub items: usize,
    /// `release` or `debug`.
    pub build: String,
    /// The verdict on this window alone.
    pub verdict: Verdict,
    /// What was counted. Keys: `allocations`, `reallocations` (calls), `bytes`,
    /// `peak_bytes`, `live_blocks`, `live_bytes`, `left_bytes`. None if the function did not
    /// return, or is not weighed.
    pub counts: Option<BTreeMap<String, u64>>,
    /// What the reference cost, with the same keys.
    pub reference: Option<BTreeMap<String, u64>>,
    /// What is allowed; some of the same keys.
    pub allowed: BTreeMap<String, u64>,
}

/// A line of a receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteRecord {
    /// What it is charged for: `made`, `peak` or `kept`.
    pub charge: String,
    /// The size of the input that was looked at.
    pub items: usize,
    /// The student's line, counted from 1; none for what is not on a line of theirs.
    pub line: Option<u32>,
    /// That line's text.
    pub text: Option<String>,
    /// Calls of the allocator.
    pub blocks: u64,
    /// Bytes asked for, at the peak, or kept, as charged.
    pub bytes: u64,
}

/// What there is to say of a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingRecord {
    /// The rule's name, the same for all students: `text-copy-per-item`.
    pub rule: String,
    /// The student's line.
    pub line: Option<u32>,
    /// What it is, in words.
    pub sentence: String,
    /// The section of the book: `ch03-string-trap.md#borrowing`.
    pub chapter: String,
    /// What to do.
    pub remedy: String,
}

/// Something for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// Its name, the same for all students: `counts-disagree`, `large-static`.
    pub kind: String,
    /// What was seen, in a sentence.
    pub what: String,
    /// The student's line, counted from 1, and its text, where one is known.
    pub line: Option<(u32, String)>,
}

/// What was graded, and under which rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The path below the folder of submissions; none if nothing was sent.
    pub file: Option<String>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub source: Option<String>,
    /// SHA-256 of the exercise: its harness, its data, the reference, the scales.
    pub exercise: String,
    /// What the compiler says of itself, in one line.
    pub toolchain: String,
    /// SHA-256 of the rules: limits and layers.
    pub policy: String,
    /// `sealed` on Linux with all layers on, else what is missing.
    pub isolation: String,
    /// What the inputs were made from.
    pub seed: u64,
    /// What one window, and one compilation, may use up.
    pub limits: GradingLimits,
    /// When it was written, in seconds since 1970.
    pub at: u64,
    /// How long it took, in milliseconds; 0 if it was taken from an earlier run.
    pub took_ms: u64,
}

impl Record {
    /// How many parts pass.
    pub fn passed(&self) -> usize {
        self.parts()
            .iter()
            .filter(|part| part.verdict == Verdict::Pass)
            .count()
    }

    /// The parts; empty if nothing was run.
    pub fn parts(&self) -> &[PartRecord] {
        match &self.outcome {
            ExerciseOutcome::Graded { parts, .. } => parts,
            ExerciseOutcome::NotSent | ExerciseOutcome::Broken { .. } => &[],
        }
    }

    /// Whether all parts pass and none costs more than the reference.
    pub fn matches_reference(&self) -> bool {
        !self.parts().is_empty() && self.parts().iter().all(|part| part.matches_reference)
    }
}
