//! The command line of `cargo xtask grade`. In: words. Out: [`Options`].

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use xtask::program;

use crate::intake::partition::Partition;
use crate::policy::GradingLimits;
use crate::self_test::Scope;

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Asked {
    /// To grade a class.
    Grade(Box<Options>),
    /// To put the results of the parts of a class together.
    Merge {
        /// The folders of results.
        parts: Vec<PathBuf>,
        /// Where the whole goes.
        out: PathBuf,
    },
    /// To see whether the grader withstands those who attack it.
    SelfTest(Scope, Option<String>),
}

/// How a class is to be graded.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with a folder for each student.
    pub submissions: PathBuf,
    /// Where results go.
    pub out: PathBuf,
    /// A CSV file with the names of all students.
    pub roster: Option<PathBuf>,
    /// The part of the class that is to be graded here.
    pub partition: Option<Partition>,
    /// What strangers' code may use up.
    pub limits: GradingLimits,
    /// How many files are judged at once; none for as many as there are cores.
    pub jobs: Option<usize>,
    /// What the instructor accepts for this time.
    pub accepted: Accepted,
}

/// What an instructor has to accept before it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// To run as the user who may do anything.
    pub root: Consent,
    /// To run without the layers that this system does not have.
    pub weaker_isolation: Consent,
}

/// Whether something was accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// It was.
    Given,
    /// Nobody said so.
    #[default]
    Missing,
}

/// Reads the command line; ends the process for `--help` and for mistakes.
pub fn read() -> Asked {
    from(&program::matches(command()))
}

fn command() -> Command {
    let defaults = GradingLimits::default();
    Command::new("grade")
        .bin_name("cargo xtask grade")
        .about(
            "Grade a class: compile and run strangers' files behind a fence, and write a \
             gradebook",
        )
        .arg(path("submissions", "SUBMISSIONS").required_unless_present("self-test").help(
            "A folder with a folder for each student: a clone, exN-name/src/lib.rs, or exN.rs",
        ))
        .arg(
            path("out", "RESULTS").long("out").required_unless_present("self-test").help(
                "Where results go. Started again with the same folder, it goes on where it was",
            ),
        )
        .arg(
            path("roster", "FILE")
                .long("roster")
                .help("A CSV file with all students, so that who sent nothing is listed"),
        )
        .arg(
            Arg::new("partition")
                .long("partition")
                .value_name("hash:I/N")
                .value_parser(value_parser!(Partition))
                .help("Grade only the I-th of N parts of the class; `merge` puts them together"),
        )
        .arg(number(
            "jobs",
            "N",
            "How many files are judged at once [default: one a core]",
        ))
        .arg(number(
            "time-limit",
            "SECONDS",
            &format!(
                "Seconds for one call of one function [default: {}]",
                defaults.run_seconds
            ),
        ))
        .arg(number(
            "memory-limit",
            "MIB",
            &format!(
                "Heap for one call of one function [default: {}]",
                defaults.run_memory >> 20
            ),
        ))
        .arg(number(
            "compile-time-limit",
            "SECONDS",
            &format!(
                "Seconds for one compilation [default: {}]",
                defaults.compile_seconds
            ),
        ))
        .arg(number(
            "compile-memory-limit",
            "MIB",
            &format!(
                "Address space of one compilation [default: {}]",
                defaults.compile_memory >> 20
            ),
        ))
        .arg(consent(
            "accept-weaker-isolation",
            "Grade on a system that cannot keep strangers' code apart; every result says so",
        ))
        .arg(consent(
            "accept-root",
            "Grade as root: what escapes the fence may then do anything",
        ))
        .arg(
            Arg::new("self-test")
                .long("self-test")
                .value_name("SCOPE")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("full")
                .value_parser(["full", "quick", "sample"])
                .help(
                    "Instead of a class, grade files that attack the grader. `full`: also with \
                     each of the layers alone that are to stop it; `quick`: with all layers on; \
                     `sample`: one attack of each kind",
                ),
        )
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("NAME")
                .requires("self-test")
                .help("Of these files only those whose name, or whose kind, begins like that"),
        )
        .subcommand_negates_reqs(true)
        .args_conflicts_with_subcommands(true)
        .subcommand(merge())
}

fn merge() -> Command {
    Command::new("merge")
        .about("Put the results of the parts of a class together, and name gaps and duplicates")
        .arg(
            path("parts", "OUT")
                .required(true)
                .num_args(1..)
                .help("Folders that `--out` named when the parts were graded"),
        )
        .arg(
            path("out", "RESULTS")
                .long("out")
                .required(true)
                .help("A new folder for the whole"),
        )
}

fn path(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .value_name(value)
        .value_parser(value_parser!(PathBuf))
}

fn number(name: &'static str, value: &'static str, help: &str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .value_parser(value_parser!(u64).range(1..=1_000_000))
        .help(help.to_owned())
}

fn consent(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

fn from(matches: &ArgMatches) -> Asked {
    if let Some(matches) = matches.subcommand_matches("merge") {
        let parts = matches.get_many::<PathBuf>("parts");
        return Asked::Merge {
            parts: parts.into_iter().flatten().cloned().collect(),
            out: matches
                .get_one::<PathBuf>("out")
                .cloned()
                .unwrap_or_default(),
        };
    }
    if let Some(scope) = matches.get_one::<String>("self-test") {
        let scope = match scope.as_str() {
            "sample" => Scope::OneOfEachKind,
            "quick" => Scope::AllLayersOn,
            _ => Scope::EachLayerAlone,
        };
        return Asked::SelfTest(scope, matches.get_one::<String>("only").cloned());
    }
    let path = |name| matches.get_one::<PathBuf>(name).cloned();
    let number = |name| matches.get_one::<u64>(name).copied();
    let consent = |name| match matches.get_flag(name) {
        true => Consent::Given,
        false => Consent::Missing,
    };
    let defaults = GradingLimits::default();
    let mib = |name, default| number(name).map_or(default, |mib| mib << 20);
    Asked::Grade(Box::new(Options {
        submissions: path("submissions").unwrap_or_default(),
        out: path("out").unwrap_or_default(),
        roster: path("roster"),
        partition: matches.get_one::<Partition>("partition").copied(),
        limits: GradingLimits {
            run_seconds: number("time-limit").unwrap_or(defaults.run_seconds),
            run_memory: mib("memory-limit", defaults.run_memory),
            compile_seconds: number("compile-time-limit").unwrap_or(defaults.compile_seconds),
            compile_memory: mib("compile-memory-limit", defaults.compile_memory),
            ..defaults
        },
        jobs: number("jobs").map(|jobs| jobs as usize),
        accepted: Accepted {
            root: consent("accept-root"),
            weaker_isolation: consent("accept-weaker-isolation"),
        },
    }))
}
