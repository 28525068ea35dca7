//! One part of an exercise: what is called, on which sizes, and what it may cost. In:
//! a table `[[part]]` of `exercise.toml`. Out: a [`Part`].

use std::collections::BTreeMap;
use std::fmt;

use explain::finding::{About, Mistake};
use serde::Deserialize;

/// One part: a function, what it may cost, and help.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The name, also of the part in the harness.
    pub name: String,
    /// The section of the book that is about it, as in `ch04-capacity.md#giving-back`; none
    /// means the whole chapter.
    pub section: Option<String>,
    /// What to do, in one sentence.
    pub task: String,
    /// The function as the harness calls it.
    pub signature: String,
    /// What `items` counts, in the singular.
    pub item: String,
    /// The sizes of the inputs, growing.
    pub sizes: Vec<usize>,
    /// From where to look to nearly the code.
    pub hints: [String; 3],
    /// What it may cost; empty where only the answer counts.
    #[serde(default)]
    pub budget: Budget,
    /// What no right idea comes near, of quantities that are not the point of the part. A
    /// bound is graded as a budget is, and told only where it is exceeded.
    #[serde(default)]
    pub bound: Budget,
    /// How much it may print.
    pub output: Option<OutputBound>,
    /// The work of a linear answer, where more is a fault.
    pub work: Option<Work>,
    /// The sizes of the inputs in a debug build, where they are others.
    #[serde(default)]
    pub debug_sizes: Vec<usize>,
    /// What it costs at least, whoever writes it: a result has to be somewhere. Who
    /// needs less has found a way around the scales.
    #[serde(default)]
    pub floor: Budget,
    /// In which builds it runs. Budgets hold in release only.
    #[serde(default = "release_only")]
    pub builds: Vec<Build>,
    /// Whether it is about threads. Only then may code that is sealed start any.
    #[serde(default)]
    pub threads: Threads,
    /// What is told of a wrong answer.
    #[serde(default)]
    pub right_answer: RightAnswer,
    /// The functions of the starter whose text says that they are fine as they are: nothing
    /// is said of their lines.
    #[serde(default)]
    pub fine: Vec<String>,
    /// Mistakes that are foreseen, and what is said of them.
    #[serde(default)]
    pub mistake: Vec<Mistake>,
    /// Whether dhat's profile of the part is left for the learner.
    #[serde(default)]
    pub dhat_profile: bool,
    /// Which lines a receipt does not name before the part passes.
    pub unnamed: Option<Unnamed>,
}

/// Lines that the learner is to find without a receipt.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Unnamed {
    /// The functions that the lines are in; none named means all lines.
    #[serde(default)]
    pub functions: Vec<String>,
    /// What tells of them instead.
    pub reason: String,
}

impl Unnamed {
    /// Whether a line is one of them that is in this function, as in `ex2_dhat::rank::{{closure}}`.
    pub fn holds(&self, function: &str) -> bool {
        let is_in = |name: &String| function.split("::").any(|segment| segment == name);
        self.functions.is_empty() || self.functions.iter().any(is_in)
    }
}

/// How much the code of a part may print, in one process.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct OutputBound {
    /// Lines, on standard output and standard error together.
    pub lines: u64,
    /// Why, in one sentence.
    pub reason: String,
}

/// That the code of a part works in proportion to its input, as the reference does.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Why, in one sentence.
    pub reason: String,
}

/// What is told of a right answer to whoever gave a wrong one.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum RightAnswer {
    /// It is shown beside the wrong one.
    #[default]
    Shown,
    /// It was to be predicted: only how many predictions are right is told.
    Hidden,
}

/// How many threads the code of a part may have.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Threads {
    /// The one that it is called on.
    #[default]
    One,
    /// More.
    Many,
}

impl Threads {
    /// The word in `exercise.toml` and on a harness's command line.
    pub fn word(self) -> &'static str {
        match self {
            Threads::One => "one",
            Threads::Many => "many",
        }
    }
}

/// A build profile.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "lowercase")]
pub enum Build {
    /// Optimised; this is the one that is graded.
    Release,
    /// With debug assertions and without optimisation.
    Debug,
}

impl Build {
    /// Both of them.
    pub const BOTH: [Build; 2] = [Build::Release, Build::Debug];

    /// The word in `exercise.toml` and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Build::Release => "release",
            Build::Debug => "debug",
        }
    }
}

fn release_only() -> Vec<Build> {
    vec![Build::Release]
}

/// What a part may cost, or costs at least, by quantity.
pub type Budget = BTreeMap<Quantity, Allowance>;

/// What is measured, in the order in which it is shown.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Calls of the allocator.
    Allocations,
    /// Bytes asked for, in all.
    Bytes,
    /// Most bytes live at once.
    PeakBytes,
    /// Bytes live when the function has returned.
    LiveBytes,
    /// Bytes still live when what it returned is gone.
    LeftBytes,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Quantity; 5] = [
        Quantity::Allocations,
        Quantity::Bytes,
        Quantity::PeakBytes,
        Quantity::LiveBytes,
        Quantity::LeftBytes,
    ];

    /// The key in `exercise.toml` and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Quantity::Allocations => "allocations",
            Quantity::Bytes => "bytes",
            Quantity::PeakBytes => "peak_bytes",
            Quantity::LiveBytes => "live_bytes",
            Quantity::LeftBytes => "left_bytes",
        }
    }

    /// This quantity out of all that was counted.
    pub fn of(self, counts: &meter_report::Counts) -> u64 {
        match self {
            Quantity::Allocations => counts.allocations,
            Quantity::Bytes => counts.bytes,
            Quantity::PeakBytes => counts.peak_bytes,
            Quantity::LiveBytes => counts.live_bytes,
            Quantity::LeftBytes => counts.left_bytes,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Quantity::Allocations => "allocations",
            Quantity::Bytes => "bytes in all",
            Quantity::PeakBytes => "peak bytes",
            Quantity::LiveBytes => "live bytes",
            Quantity::LeftBytes => "bytes left behind",
        })
    }
}

/// A bound: `fixed + per_item × items`, and why.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// What is allowed whatever the size.
    pub fixed: u64,
    /// What is allowed for each item.
    #[serde(default)]
    pub per_item: f64,
    /// Why this much, in one sentence.
    pub reason: String,
    /// What is said first where it is exceeded, as "the table lives on after the last thread".
    pub told: Option<String>,
}

impl Allowance {
    /// What is allowed for an input of this size.
    pub fn at(&self, items: usize) -> u64 {
        self.fixed + (self.per_item * items as f64).round() as u64
    }
}

impl Part {
    /// The sizes of the inputs in this build, growing.
    pub fn sizes_in(&self, build: Build) -> &[usize] {
        match build {
            Build::Debug if !self.debug_sizes.is_empty() => &self.debug_sizes,
            Build::Debug | Build::Release => &self.sizes,
        }
    }

    /// What findings are asked for.
    pub fn about(&self) -> About<'_> {
        About {
            item: &self.item,
            mistakes: &self.mistake,
            fine: &self.fine,
            ..About::default()
        }
    }

    /// All that it may cost: the budget, and the bounds.
    pub fn limits(&self) -> impl Iterator<Item = (Quantity, &Allowance)> {
        let all = self.budget.iter().chain(&self.bound);
        all.map(|(quantity, allowance)| (*quantity, allowance))
    }

    /// The mistake that is wrong, its key, and what is wrong with it.
    pub(super) fn fault_of_mistakes(&self) -> Option<(usize, &'static str, String)> {
        self.mistake.iter().enumerate().find_map(|(at, mistake)| {
            let mut before = self.mistake[..at].iter();
            let is_twin = before.any(|other| other.name == mistake.name);
            let twin = || {
                (
                    "name",
                    format!("another mistake is named `{}`", mistake.name),
                )
            };
            let (key, what) = mistake.fault().or_else(|| is_twin.then(twin))?;
            Some((at, key, what))
        })
    }

    /// The key that is wrong, and what is wrong with it.
    pub(super) fn fault(&self) -> Option<(&'static str, String)> {
        if self.sizes.len() < 3 || !self.sizes.is_sorted_by(|a, b| a < b) || self.sizes[0] == 0 {
            return Some((
                "sizes",
                "expected three or more growing sizes above 0".to_owned(),
            ));
        }
        if !self.builds.contains(&Build::Release) {
            return Some(("builds", "`release` is missing".to_owned()));
        }
        if self.hints.iter().any(|hint| hint.trim().is_empty()) {
            return Some(("hints", "a hint is empty".to_owned()));
        }
        if let Some((quantity, _)) = self.floor.iter().find(|(quantity, floor)| {
            let limit = self.limits().find(|(limited, _)| limited == *quantity);
            let is_above =
                |items: &usize| limit.is_some_and(|(_, limit)| floor.at(*items) > limit.at(*items));
            self.sizes.iter().any(is_above)
        }) {
            return Some(("floor", format!("{quantity}: more than the budget allows")));
        }
        if let Some(quantity) = self.budget.keys().find(|key| self.bound.contains_key(key)) {
            return Some(("bound", format!("{quantity}: there is a budget, too")));
        }
        let is_empty = |reason: Option<&String>| reason.is_some_and(|it| it.trim().is_empty());
        if is_empty(self.output.as_ref().map(|output| &output.reason))
            || is_empty(self.work.as_ref().map(|work| &work.reason))
        {
            return Some(("reason", "say why".to_owned()));
        }
        if !self.debug_sizes.is_sorted_by(|a, b| a < b) || self.debug_sizes.first() == Some(&0) {
            return Some(("debug_sizes", "expected growing sizes above 0".to_owned()));
        }
        self.budget
            .iter()
            .chain(&self.bound)
            .chain(&self.floor)
            .find_map(|(quantity, allowance)| {
                if !(allowance.per_item.is_finite() && allowance.per_item >= 0.0) {
                    return Some(("per_item", format!("{quantity}: expected 0 or more")));
                }
                allowance
                    .reason
                    .trim()
                    .is_empty()
                    .then(|| ("reason", format!("{quantity}: say why this much")))
            })
    }
}
