//! `cargo xtask jury …` runs this program. In: a command line. Out: a line for each file
//! that was not judged as a reviewer judges it, a table, and an exit code: 0 if there is no
//! such file, 1 if there is one.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::{Arg, ArgAction, Command};
use jury::candidate::{self, Candidate, Expected, Kind};
use jury::trial::{self, Ruling};
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::program;
use xtask::session::{Outcome, Session};
use xtask::style::ColourChoice;

fn main() -> ExitCode {
    program::run("the jury itself", run)
}

/// What is asked for.
struct Options {
    ids: Vec<String>,
    only: Option<String>,
    scope: Scope,
    seed: Option<u64>,
    print: bool,
    told: Told,
    judged: Judged,
}

/// What is judged of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Judged {
    /// Verdicts, and what is told of lines that cost too much.
    All,
    /// Only files that cost too much.
    Findings,
}

/// Which files are judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Those that are marked as the sample.
    Sample,
    /// All.
    All,
}

/// Which rulings are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The wrong ones.
    Wrong,
    /// Each, with what was said.
    Each,
}

fn command() -> Command {
    Command::new("jury")
        .bin_name("cargo xtask jury")
        .about(
            "For authors: grade files that a reviewer judged, right ones and wrong ones, and \
             compare",
        )
        .arg(
            Arg::new("ids")
                .num_args(0..)
                .help("Ids, names, or their beginnings. None means all"),
        )
        .arg(flag(
            "all",
            "All files, and not only a sample of each exercise",
        ))
        .arg(Arg::new("only").long("only").value_name("NAME").help(
            "The one file of that name, as in `mutant-3` or `reads-by-chunks`, or those whose \
             names begin like that",
        ))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(clap::value_parser!(u64))
                .help("What inputs are made from [default: chance]"),
        )
        .arg(flag("print", "Print the files, and judge none"))
        .arg(flag(
            "findings",
            "Only files that are over budget, or of which a finding is expected",
        ))
        .arg(flag("verbose", "Tell of each file what was said"))
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

fn options() -> Options {
    let matches = program::matches(command());
    let ids = matches.get_many::<String>("ids").into_iter().flatten();
    Options {
        ids: ids.cloned().collect(),
        only: matches.get_one("only").cloned(),
        scope: match matches.get_flag("all") {
            true => Scope::All,
            false => Scope::Sample,
        },
        seed: matches.get_one("seed").copied(),
        print: matches.get_flag("print"),
        judged: match matches.get_flag("findings") {
            true => Judged::Findings,
            false => Judged::All,
        },
        told: match matches.get_flag("verbose") {
            true => Told::Each,
            false => Told::Wrong,
        },
    }
}

fn run() -> Result<Outcome, Failure> {
    let options = options();
    let session = Session::open_again(ColourChoice::Auto)?;
    let mut candidates = Vec::new();
    for exercise in session.workbook.select(&options.ids)? {
        candidates.extend(candidate::of(&session.workbook, exercise)?);
    }
    candidates.retain(|candidate| match &options.only {
        Some(name) => candidate.name.starts_with(name.as_str()),
        None => options.scope == Scope::All || candidate.sample,
    });
    if options.judged == Judged::Findings {
        candidates.retain(|candidate| {
            candidate.verdict == Verdict::OverBudget || candidate.finding != Expected::Any
        });
    }
    if options.print {
        candidates
            .iter()
            .for_each(|candidate| print!("{}", candidate.text));
        return Ok(Outcome::AllPass);
    }
    if candidates.is_empty() {
        println!("the jury has no such file");
        return Ok(Outcome::AllPass);
    }
    let seed = options.seed.unwrap_or_else(|| u64::from(fastrand::u32(..)));
    let mut judged = BTreeMap::new();
    trial::hold(&session, &candidates, seed, |ruling| {
        if options.told == Told::Each || !ruling.is_right() {
            println!("{}", told(&ruling));
        }
        let candidate = ruling.candidate;
        let key = (candidate.exercise.id.clone(), candidate.kind);
        let (right, all) = judged.entry(key).or_insert((0, 0));
        *right += usize::from(ruling.is_right());
        *all += 1;
    })?;
    println!("{}", table(&judged, seed));
    Ok(match judged.values().all(|(right, all)| right == all) {
        true => Outcome::AllPass,
        false => Outcome::SomethingFails,
    })
}

fn told(ruling: &Ruling<'_, '_>) -> String {
    let Candidate {
        exercise,
        kind,
        name,
        aim,
        part,
        verdict,
        finding,
        ..
    } = ruling.candidate;
    let found = ruling.verdict.word();
    let judged = match ruling.has_right_verdict() {
        true => found.to_owned(),
        false => format!("expected {}, found {found}", verdict.word()),
    };
    let finding = match ruling.has_right_finding() {
        true => String::new(),
        false => format!(
            "\n    expected {finding}, found {}",
            ruling.finding.as_deref().unwrap_or("no finding")
        ),
    };
    let said = match ruling.message.as_str() {
        "" => String::new(),
        message => format!("\n    {message}"),
    };
    let lines = ruling.told.iter();
    let lines: String = lines
        .map(|line| {
            format!(
                "\n    * {} `{}`\n        {}",
                line.place, line.code, line.words
            )
        })
        .collect();
    format!(
        "{} {name} ({kind}, {part}): {judged}\n    {aim}{said}{finding}{lines}",
        exercise.id
    )
}

/// How many of how many were judged as they should be.
fn table(judged: &BTreeMap<(String, Kind), (usize, usize)>, seed: u64) -> String {
    let rows = judged.iter().map(|((id, kind), (right, all))| {
        format!("{id:<6} {:<12} {right:>4} of {all}", kind.to_string())
    });
    let rows: Vec<String> = rows.collect();
    format!("{}\njudged with seed {seed}", rows.join("\n"))
}
