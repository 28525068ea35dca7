//! The command line. In: words. Out: one [`Command`] and the options of all.
//!
//! Written with clap's builder: its derive macro would cost every learner
//! several seconds of compiling before the first grade. `definition` says what
//! there is, for clap and for whoever completes or explains it; `matched` turns
//! what clap found into the types of this module.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use explain::advice::Order;

pub use crate::pipe::explain::Explain;
pub use definition::command_line;

mod definition;
mod matched;

/// What the command line says.
#[derive(Debug)]
pub struct Flags {
    /// When to colour what is printed.
    pub color: ColourChoice,
    /// What to do; without it, where the learner stands and what comes next.
    pub command: Option<Command>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl clap::ValueEnum for ColourChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            ColourChoice::Auto,
            ColourChoice::Always,
            ColourChoice::Never,
        ]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let (name, help) = match self {
            ColourChoice::Auto => ("auto", "On a terminal, unless NO_COLOR is set"),
            ColourChoice::Always => ("always", "Always"),
            ColourChoice::Never => ("never", "Never"),
        };
        Some(clap::builder::PossibleValue::new(name).help(help))
    }
}

/// What to do.
#[derive(Debug)]
pub enum Command {
    /// Grade exercises.
    Check(Check),
    /// Show every exercise with the best result.
    List(List),
    /// Ask what a listing of the book costs, then measure it.
    Predict(Predict),
    /// Show a hint.
    Hint(Hint),
    /// Show the reference solution.
    Solution(Solution),
    /// Put the starter back.
    Reset(Reset),
    /// Check the rules of the workbook.
    Verify(Verify),
    /// Run everything that the project tests.
    Test,
    /// Measure what a check costs.
    Bench(Bench),
    /// Read profiles of any program.
    Advise(Advise),
    /// Show where a part allocates, and when.
    Profile(Profile),
    /// Count a part with heaptrack.
    Heaptrack(Profile),
    /// Build, show, serve or measure the book: words for the crate `site`.
    Book(Vec<OsString>),
    /// Grade a class: words for the crate `class`.
    Grade(Vec<OsString>),
    /// Grade an exercise each time its file is saved.
    Watch(Watch),
    /// Read commands from a prompt.
    Shell,
}

/// Options of `check`.
#[derive(Debug)]
pub struct Check {
    /// Ids, names, or their beginnings. None means all.
    pub ids: Vec<String>,
    /// Grade the references instead.
    pub solutions: bool,
    /// Grade this file in place of the learner's.
    pub file: Option<PathBuf>,
    /// What inputs are made from.
    pub seed: Option<u64>,
    /// Which parts get a receipt: the lines that cost, and what they do.
    pub explain: Explain,
    /// One JSON document on standard output and nothing else.
    pub json: bool,
    /// Show what the code under test printed.
    pub show_output: bool,
    /// For one window.
    pub time_limit: Duration,
    /// Bytes of live heap for one window.
    pub memory_limit: u64,
}

/// Options of `advise`.
#[derive(Debug)]
pub struct Advise {
    /// Profiles of dhat.
    pub files: Vec<PathBuf>,
    /// The folder of the reader's own sources.
    pub source: Option<PathBuf>,
    /// How many sites are shown.
    pub top: Option<usize>,
    /// What makes a site come first.
    pub order: Order,
    /// One JSON document on standard output and nothing else.
    pub json: bool,
}

/// Options of `profile` and of `heaptrack`.
#[derive(Debug)]
pub struct Profile {
    /// Id, name, or its beginning.
    pub id: String,
    /// The part; without it, every part with a budget.
    pub part: Option<String>,
    /// The size of the input; without it, a middle one.
    pub items: Option<usize>,
    /// What the input is made from.
    pub seed: Option<u64>,
}

/// Options of `list`.
#[derive(Debug)]
pub struct List {
    /// One JSON document on standard output and nothing else.
    pub json: bool,
}

/// Options of `predict`.
#[derive(Debug)]
pub struct Predict {
    /// A chapter, an exercise, or a question. None means all.
    pub id: Option<String>,
    /// What to do.
    pub view: PredictView,
    /// One JSON document on standard output and nothing else.
    pub json: bool,
}

/// What `predict` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PredictView {
    /// Ask, and measure.
    Ask,
    /// Show all questions with the answers so far.
    List,
    /// Show how close the answers were.
    Score,
}

/// Options of `hint`.
#[derive(Debug)]
pub struct Hint {
    /// Id, name, or its beginning.
    pub id: String,
    /// The part; without it, the first one that does not pass yet.
    pub part: Option<String>,
    /// 1 to 3; without it, the next one.
    pub level: Option<usize>,
}

/// Options of `solution`.
#[derive(Debug)]
pub struct Solution {
    /// Id, name, or its beginning.
    pub id: String,
    /// Show it before a pass.
    pub force: bool,
}

/// Options of `reset`.
#[derive(Debug)]
pub struct Reset {
    /// Id, name, or its beginning.
    pub id: String,
}

/// Options of `verify`.
#[derive(Debug)]
pub struct Verify {
    /// Ids, names, or their beginnings. None means all.
    pub ids: Vec<String>,
    /// How often every window is weighed.
    pub runs: usize,
}

/// Options of `bench`.
#[derive(Debug)]
pub struct Bench {
    /// How often each command is timed.
    pub runs: usize,
    /// Where the figures go as JSON.
    pub json: Option<PathBuf>,
}

/// Options of `watch`.
#[derive(Debug)]
pub struct Watch {
    /// Id, name, or its beginning; without it, the first exercise that does not
    /// pass yet.
    pub id: Option<String>,
    /// How changes are noticed.
    pub notice: Notice,
}

/// How changes of a file are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The system tells, where it can.
    Told,
    /// The file is looked at again and again.
    Polled,
}

/// Reads the command line of this process. A mistake in it, and `--help`, print
/// their text and end the process.
pub fn read() -> Flags {
    matched::flags(&command_line().get_matches())
}

/// Reads words, as a prompt has them: without the name of a program.
///
/// # Errors
///
/// A mistake in the words, or a call for help. Both know their text.
pub fn parse(words: &[String]) -> Result<Flags, clap::Error> {
    let program = std::iter::once("cargo xtask");
    let words = program.chain(words.iter().map(String::as_str));
    Ok(matched::flags(&command_line().try_get_matches_from(words)?))
}
