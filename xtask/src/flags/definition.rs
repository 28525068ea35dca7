//! What the command line offers: every command, option and help text.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{
    EnumValueParser, PossibleValuesParser, RangedU64ValueParser, TypedValueParser,
};
use clap::{Arg, ArgAction, value_parser};

use explain::advice::Order;

use super::{ColourChoice, Explain};
use crate::process::Limits;

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
            grade(),
            watch(),
            shell(),
        ])
}

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
                &format!(
                    "How long one call of one function may take [default: {}]",
                    Limits::USUAL.time.as_secs()
                ),
            )
            .value_parser(seconds),
        )
        .arg(
            value(
                "memory-limit",
                "MIB",
                &format!(
                    "How many MiB of heap may be live at once [default: {}]",
                    Limits::USUAL.memory >> 20
                ),
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

/// Its words are read by the crate `site`.
fn book() -> clap::Command {
    passed_on("book", "The book: build, open, serve, measure, test")
}

/// Its words are read by the crate `class`.
fn grade() -> clap::Command {
    passed_on(
        "grade",
        "For instructors: grade a class's files behind a fence, into a gradebook",
    )
}

/// A command that another crate knows, also its `--help`.
fn passed_on(name: &'static str, about: &'static str) -> clap::Command {
    clap::Command::new(name)
        .about(about)
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

fn value(name: &'static str, value_name: &'static str, help: &str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value_name)
        .help(help.to_owned())
}

fn path(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    value(name, value_name, help).value_parser(value_parser!(PathBuf))
}

fn runs(help: &'static str) -> Arg {
    value("runs", "N", help).value_parser(RangedU64ValueParser::<usize>::new().range(1..=1_000))
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
}
