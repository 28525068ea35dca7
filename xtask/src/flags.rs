//! The command line. In: words. Out: one [`Command`] and the options of all.
//!
//! Written with clap's builder: its derive macro would cost every learner
//! several seconds of compiling before the first grade.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{
    EnumValueParser, PossibleValuesParser, RangedU64ValueParser, TypedValueParser,
};
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use explain::advice::Order;

pub use crate::receipt::Explain;
pub use crate::report::style::ColourChoice;

/// What the command line says.
#[derive(Debug)]
pub struct Flags {
    /// When to colour what is printed.
    pub color: ColourChoice,
    /// What to do; without it, where the learner stands and what comes next.
    pub command: Option<Command>,
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
    /// Seconds for one window.
    pub time_limit: f64,
    /// MiB of live heap for one window.
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
    flags(&command_line().get_matches())
}

/// Reads words, as a prompt has them: without the name of a program.
///
/// # Errors
///
/// A mistake in the words, or a call for help. Both know their text.
pub fn parse(words: &[String]) -> Result<Flags, clap::Error> {
    let program = std::iter::once("cargo xtask");
    let words = program.chain(words.iter().map(String::as_str));
    Ok(flags(&command_line().try_get_matches_from(words)?))
}

fn flags(matches: &ArgMatches) -> Flags {
    Flags {
        color: matches.get_one("color").copied().unwrap_or_default(),
        command: matches
            .subcommand()
            .and_then(|(name, matches)| command(name, matches)),
    }
}

/// Every command and option, for whoever completes or explains them.
pub fn command_line() -> clap::Command {
    let color = Arg::new("color")
        .long("color")
        .global(true)
        .value_name("WHEN")
        .value_parser(EnumValueParser::<ColourChoice>::new())
        .help("When to colour what is printed [default: auto]");
    clap::Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about(
            "Learn how much memory your Rust code uses, one measured exercise at a time.\n\
             Without a command: where you stand, and what comes next.",
        )
        .max_term_width(100)
        .arg(color)
        .subcommands([
            check(),
            list(),
            predict(),
            hint(),
            solution(),
            reset(),
            verify(),
            clap::Command::new("test").about("Run everything that the project tests"),
            bench(),
            advise(),
            profile(
                "profile",
                "Show where a part allocates, and how many bytes are live when",
            ),
            profile(
                "heaptrack",
                "Count a part with heaptrack, another profiler, beside our own counts",
            ),
            book(),
            watch(),
            shell(),
        ])
}

fn command(name: &str, matches: &ArgMatches) -> Option<Command> {
    Some(match name {
        "check" => Command::Check(Check {
            ids: texts(matches, "ids"),
            solutions: matches.get_flag("solutions"),
            file: matches.get_one("file").cloned(),
            seed: matches.get_one("seed").copied(),
            explain: matches.get_one("explain").copied().unwrap_or_default(),
            json: matches.get_flag("json"),
            show_output: matches.get_flag("show-output"),
            time_limit: matches.get_one("time-limit").copied().unwrap_or(TIME_LIMIT),
            memory_limit: matches
                .get_one("memory-limit")
                .copied()
                .unwrap_or(MEMORY_LIMIT),
        }),
        "list" => Command::List(List {
            json: matches.get_flag("json"),
        }),
        "predict" => Command::Predict(Predict {
            id: matches.get_one("id").cloned(),
            view: if matches.get_flag("list") {
                PredictView::List
            } else if matches.get_flag("score") {
                PredictView::Score
            } else {
                PredictView::Ask
            },
            json: matches.get_flag("json"),
        }),
        "hint" => Command::Hint(Hint {
            id: text(matches, "id"),
            part: matches.get_one("part").cloned(),
            level: matches.get_one("level").copied(),
        }),
        "solution" => Command::Solution(Solution {
            id: text(matches, "id"),
            force: matches.get_flag("force"),
        }),
        "reset" => Command::Reset(Reset {
            id: text(matches, "id"),
        }),
        "verify" => Command::Verify(Verify {
            ids: texts(matches, "ids"),
            runs: matches.get_one("runs").copied().unwrap_or(VERIFY_RUNS),
        }),
        "advise" => Command::Advise(Advise {
            files: matches
                .get_many("files")
                .unwrap_or_default()
                .cloned()
                .collect(),
            source: matches.get_one("source").cloned(),
            top: matches.get_one("top").copied(),
            order: matches.get_one("by").copied().unwrap_or_default(),
            json: matches.get_flag("json"),
        }),
        "profile" => Command::Profile(profile_options(matches)),
        "heaptrack" => Command::Heaptrack(profile_options(matches)),
        "test" => Command::Test,
        "book" => Command::Book(
            matches
                .get_many::<OsString>("words")
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
        ),
        "watch" => Command::Watch(Watch {
            id: matches.get_one("id").cloned(),
            notice: match matches.get_flag("poll") {
                true => Notice::Polled,
                false => Notice::Told,
            },
        }),
        "shell" => Command::Shell,
        "bench" => Command::Bench(Bench {
            runs: matches.get_one("runs").copied().unwrap_or(BENCH_RUNS),
            json: matches.get_one("json").cloned(),
        }),
        _ => return None,
    })
}

/// Seconds that one window may take.
const TIME_LIMIT: f64 = 10.0;
/// MiB of heap that may be live in one window.
const MEMORY_LIMIT: u64 = 2048;
/// How often `verify` weighs a window.
const VERIFY_RUNS: usize = 3;
/// How often `bench` times a command.
const BENCH_RUNS: usize = 11;

fn check() -> clap::Command {
    clap::Command::new("check")
        .about("Build exercises in release mode and grade what they allocate")
        .arg(ids(
            "Ids, names, or their beginnings: ex3, string-trap. None means all",
        ))
        .arg(flag("solutions", "Grade the reference solutions instead").conflicts_with("file"))
        .arg(path(
            "file",
            "PATH",
            "Grade this file in place of src/lib.rs of the one exercise named",
        ))
        .arg(
            value(
                "seed",
                "N",
                "Make the same inputs as the check that printed this number",
            )
            .value_parser(value_parser!(u64)),
        )
        .arg(explain())
        .arg(flag("json", JSON))
        .arg(flag("show-output", "Show what your code printed"))
        .arg(
            value(
                "time-limit",
                "SECONDS",
                "How long one call of one function may take [default: 10]",
            )
            .value_parser(seconds),
        )
        .arg(
            value(
                "memory-limit",
                "MIB",
                "How many MiB of heap may be live at once [default: 2048]",
            )
            .value_parser(RangedU64ValueParser::<u64>::new().range(1..=1 << 24)),
        )
}

fn explain() -> Arg {
    value(
        "explain",
        "PARTS",
        "Show which lines allocate, also in parts that pass [without the flag: failures]",
    )
    .num_args(0..=1)
    .require_equals(true)
    .default_missing_value("everything")
    .value_parser(EnumValueParser::<Explain>::new())
}

fn list() -> clap::Command {
    clap::Command::new("list")
        .about("Show every exercise with your best result")
        .arg(flag("json", JSON))
}

fn predict() -> clap::Command {
    clap::Command::new("predict")
        .about("Predict what a listing of the book allocates, then measure it")
        .arg(
            id().required(false).help(
                "Only this idea: a chapter (ch03), an exercise (ex3, string-trap) or a question",
            ),
        )
        .arg(flag("list", "Show all questions with your answers so far"))
        .arg(flag("score", "Show how close your answers were").conflicts_with("list"))
        .arg(flag("json", JSON).requires("view"))
        .group(clap::ArgGroup::new("view").args(["list", "score"]))
}

fn hint() -> clap::Command {
    clap::Command::new("hint")
        .about("Show a hint; the next level each time")
        .arg(id())
        .arg(value(
            "part",
            "NAME",
            "The part; without it, the first one that does not pass yet",
        ))
        .arg(
            value(
                "level",
                "1..3",
                "From 1, where to look, to 3, nearly the code",
            )
            .value_parser(RangedU64ValueParser::<usize>::new().range(1..=3)),
        )
}

fn solution() -> clap::Command {
    clap::Command::new("solution")
        .about("Show the reference solution, as changes to your file")
        .arg(id())
        .arg(flag("force", "Show it before you pass"))
}

fn reset() -> clap::Command {
    clap::Command::new("reset")
        .about("Put the starter back; your file is kept under .workbook/")
        .arg(id())
}

fn verify() -> clap::Command {
    clap::Command::new("verify")
        .about("For authors: check that every exercise keeps the rules of the workbook")
        .arg(ids("Ids, names, or their beginnings. None means all"))
        .arg(runs(
            "How often every window is weighed to see that its counts stay the same [default: 3]",
        ))
}

/// Its words are read by the crate `site`, also `--help`: it alone knows them.
fn book() -> clap::Command {
    clap::Command::new("book")
        .about("The book: build, open, serve, measure, test")
        .disable_help_flag(true)
        .arg(
            Arg::new("words")
                .num_args(0..)
                .trailing_var_arg(true)
                .allow_hyphen_values(true)
                .value_parser(value_parser!(OsString)),
        )
}

fn bench() -> clap::Command {
    clap::Command::new("bench")
        .about("Measure what a check costs beside a bare build")
        .arg(runs("How often each command is timed [default: 11]"))
        .arg(path("json", "FILE", "Also write the figures to this file"))
}

fn watch() -> clap::Command {
    clap::Command::new("watch")
        .about("Grade an exercise each time you save it")
        .arg(Arg::new("id").value_name("ID").help(
            "Id, name, or its beginning; without it, the first exercise that does not pass yet",
        ))
        .arg(flag(
            "poll",
            "Look at the file again and again, for folders that cannot tell of changes",
        ))
}

fn shell() -> clap::Command {
    clap::Command::new("shell").about("A prompt for these commands, with completion and history")
}

fn advise() -> clap::Command {
    clap::Command::new("advise")
        .about("Read a profile of dhat, of any Rust program: which lines allocate, and what to do")
        .arg(
            Arg::new("files")
                .value_name("FILE")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("Profiles of the dhat crate, or of valgrind --tool=dhat"),
        )
        .arg(path(
            "source",
            "DIR",
            "Your sources: their lines are shown, and all else is a library",
        ))
        .arg(
            value(
                "top",
                "N",
                "How many sites are shown [default: 10; JSON: all]",
            )
            .value_parser(RangedU64ValueParser::<usize>::new().range(1..)),
        )
        .arg(
            value(
                "by",
                "ORDER",
                "What makes a site come first [default: blocks]",
            )
            .value_parser(PossibleValuesParser::new(Order::ALL.map(Order::name)).map(
                |name| {
                    let order = Order::ALL.into_iter().find(|order| order.name() == name);
                    order.unwrap_or_default()
                },
            )),
        )
        .arg(flag("json", JSON))
}

fn profile(name: &'static str, about: &'static str) -> clap::Command {
    clap::Command::new(name)
        .about(about)
        .arg(id())
        .arg(value(
            "part",
            "NAME",
            "The part; without it, every part with a budget",
        ))
        .arg(
            value(
                "items",
                "N",
                "The size of the input [default: a middle one, since profiling is slow]",
            )
            .value_parser(RangedU64ValueParser::<usize>::new().range(1..=1 << 32)),
        )
        .arg(value("seed", "N", "Make the same input again").value_parser(value_parser!(u64)))
}

fn profile_options(matches: &ArgMatches) -> Profile {
    Profile {
        id: text(matches, "id"),
        part: matches.get_one("part").cloned(),
        items: matches.get_one("items").copied(),
        seed: matches.get_one("seed").copied(),
    }
}

const JSON: &str = "Print one JSON document on standard output and nothing else";

fn id() -> Arg {
    Arg::new("id")
        .value_name("ID")
        .required(true)
        .help("Id, name, or its beginning")
}

fn ids(help: &'static str) -> Arg {
    Arg::new("ids").value_name("ID").num_args(0..).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

fn value(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value_name).help(help)
}

fn path(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    value(name, value_name, help).value_parser(value_parser!(PathBuf))
}

fn runs(help: &'static str) -> Arg {
    value("runs", "N", help).value_parser(RangedU64ValueParser::<usize>::new().range(1..=1_000))
}

fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one(name).cloned().unwrap_or_default()
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches
        .get_many(name)
        .unwrap_or_default()
        .cloned()
        .collect()
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value > 0.0 && value <= 86_400.0 => Ok(value),
        _ => Err("expected seconds above 0 and up to 86400".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command_line().debug_assert();
    }

    /// Every command that clap knows is one that is carried out.
    #[test]
    fn every_command_is_read() {
        for subcommand in command_line().get_subcommands() {
            let name = subcommand.get_name();
            let words = ["cargo xtask", name, "ex1"];
            let takes_id = subcommand.get_positionals().count() > 0;
            let words = &words[..if takes_id { 3 } else { 2 }];
            let matches = command_line()
                .try_get_matches_from(words)
                .expect("it parses");
            let (name, matches) = matches.subcommand().expect("a command");
            assert!(command(name, matches).is_some(), "{name}");
        }
    }
}
