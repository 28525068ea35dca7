//! `check`: grade exercises, and say where the learner stands.

mod printed;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use clap::builder::{EnumValueParser, PossibleValue, RangedU64ValueParser};

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{JSON, drawn_seed, flag, ids, path, seed, texts, value};
use crate::learner::compare;
use crate::learner::event::{Attempt, Event};
use crate::learner::history::History;
use crate::learner::starter;
use crate::pipe::case::{Compare, Examples, ExerciseGrade, Extras};
use crate::pipe::compiler::Compiler;
use crate::pipe::explain::Explain;
use crate::pipe::grade::Verdict;
use crate::pipe::lock::TargetLock;
use crate::pipe::stage::{Author, Submission};
use crate::pipe::{self, Order};
use crate::process::Limits;
use crate::report::answer::ShowInput;
use crate::report::exercise::ShowOutput;
use crate::report::json::{self, Past};
use crate::report::progress::{Bar, Show};
use crate::session::{Outcome, Session};
use crate::workbook::Workbook;
use printed::{Printed, Scope};

/// Grades exercises.
pub const COMMAND: Command = Command::new("check", define, read);

struct Options {
    /// None means all.
    ids: Vec<String>,
    /// Grade the references instead.
    solutions: bool,
    /// Grade this file in place of the learner's.
    file: Option<PathBuf>,
    /// What inputs are made from.
    seed: u64,
    /// Which parts get a receipt, the lines that cost and what they do, where that was said.
    explain: Option<Explain>,
    /// Show each part, not only the first that does not pass.
    all: bool,
    json: bool,
    /// Show what the code under test printed.
    show_output: bool,
    /// How much is shown of an input that gets a wrong answer.
    show_input: ShowInput,
    /// For one window.
    time_limit: Duration,
    /// Bytes of live heap for one window.
    memory_limit: u64,
}

fn define(command: clap::Command) -> clap::Command {
    let time_limit = format!(
        "How long one call of one function may take [default: {}]",
        Limits::USUAL.time.as_secs()
    );
    let memory_limit = format!(
        "How many MiB of heap may be live at once [default: {}]",
        Limits::USUAL.memory >> 20
    );
    command
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
        .arg(seed(
            "Make the same inputs as the check that printed this number",
        ))
        .arg(
            value(
                "explain",
                "PARTS",
                "Say all of each part, and which lines allocate [without the flag: the short of it]",
            )
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("everything")
            .value_parser(EnumValueParser::<Explain>::new()),
        )
        .arg(flag("all", "Show each part, not only the first that does not pass"))
        .arg(flag("json", JSON))
        .arg(flag("show-output", "Show what your code printed"))
        .arg(flag(
            "show-input",
            "Show all of the small input that gets a wrong answer",
        ))
        .arg(value("time-limit", "SECONDS", &time_limit).value_parser(seconds))
        .arg(
            value("memory-limit", "MIB", &memory_limit)
                .value_parser(RangedU64ValueParser::<u64>::new().range(1..=1 << 24)),
        )
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value > 0.0 && value <= 86_400.0 => Ok(value),
        _ => Err("expected seconds above 0 and up to 86400".to_owned()),
    }
}

impl clap::ValueEnum for Explain {
    fn value_variants<'a>() -> &'a [Self] {
        &[Explain::Nothing, Explain::Failures, Explain::Everything]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Explain::Nothing => ("nothing", "No part"),
            Explain::Failures => ("failures", "The parts that cost too much"),
            Explain::Everything => ("everything", "All parts that are weighed"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

fn read(matches: &ArgMatches) -> Run {
    let time_limit: Option<&f64> = matches.get_one("time-limit");
    let memory_limit: Option<&u64> = matches.get_one("memory-limit");
    let options = Options {
        ids: texts(matches, "ids"),
        solutions: matches.get_flag("solutions"),
        file: matches.get_one("file").cloned(),
        seed: drawn_seed(matches),
        explain: matches.get_one("explain").copied(),
        all: matches.get_flag("all"),
        json: matches.get_flag("json"),
        show_output: matches.get_flag("show-output"),
        show_input: match matches.get_flag("show-input") {
            true => ShowInput::Whole,
            false => ShowInput::Beginning,
        },
        time_limit: time_limit.map_or(Limits::USUAL.time, |seconds| {
            Duration::from_secs_f64(*seconds)
        }),
        memory_limit: memory_limit.map_or(Limits::USUAL.memory, |mib| mib << 20),
    };
    Box::new(move |session| run(session, &options))
}

/// Grades what is asked for.
fn run(session: &mut Session, options: &Options) -> Result<Outcome, Failure> {
    let compiler_colour = session.compiler_colour();
    let Session {
        workbook,
        target,
        history,
        style,
        interrupt,
        face,
    } = session;
    let workbook: &Workbook = workbook;
    let seed = options.seed;
    let show = match options.json {
        true => Show::Never,
        false => Show::OnTerminal,
    };
    let progress = Bar::of(face, show);
    let order = Order {
        workbook,
        compiler: Compiler::of(workbook)?,
        target,
        submissions: submissions(workbook, options)?,
        seed,
        limits: Limits {
            time: options.time_limit,
            memory: options.memory_limit,
            ..Limits::usual_until(interrupt)
        },
        colour: compiler_colour,
        extras: extras(workbook, history, options),
    };
    let mut diary = Diary {
        history,
        compiler: &order.compiler,
        warning: None,
    };
    let printed = Printed {
        order: &order,
        scope: options.scope(),
        show_output: options.show_output(),
        show_input: options.show_input,
        style: *style,
        face,
    };
    let mut grades = Vec::new();
    let mut pasts = Vec::new();
    let lock = TargetLock::take(order.target, &progress, interrupt)?;
    pipe::run(&order, &lock, &progress, |grade| {
        let past = past(&order, &grade, diary.history);
        if !options.json {
            progress.print(&printed.graded(&grade, &past));
        }
        diary.note(&grade, seed);
        grades.push(grade);
        pasts.push(past);
    })?;
    drop(progress);

    if options.json {
        let document = json::document(
            order.compiler.release.clone(),
            order.compiler.target.clone(),
            seed,
            workbook,
            &grades,
            pasts,
        );
        face.print(&(json::text(&document)? + "\n"));
    } else {
        face.print(&printed.closing(&grades, &pasts));
    }
    if let Some(warning) = diary.warning {
        face.warn(&format!("this attempt is not in your history: {warning}"));
    }
    outcome(&grades)
}

impl Options {
    fn scope(&self) -> Scope {
        match (self.explain, self.all) {
            (Some(Explain::Everything), _) => Scope::Everything,
            (_, true) => Scope::EachPart,
            _ if self.ids.is_empty() => Scope::Overview,
            _ => Scope::FirstPart,
        }
    }

    fn show_output(&self) -> ShowOutput {
        match self.show_output {
            true => ShowOutput::Yes,
            false => ShowOutput::No,
        }
    }
}

/// What is wanted beyond a verdict. Only the learner's own code has a past.
fn extras(workbook: &Workbook, history: &History, options: &Options) -> Extras {
    let mut extras = Extras {
        explain: options.explain.unwrap_or_default(),
        examples: Examples::Smallest,
        ..Extras::default()
    };
    if !options.solutions && !options.json {
        extras.compare = Compare::Starter;
    }
    if options.solutions || options.file.is_some() {
        return extras;
    }
    for exercise in &workbook.exercises {
        let attempts: Vec<&Attempt> = history.attempts(&exercise.id).collect();
        let earlier = compare::earlier_parts(&attempts, exercise);
        extras.earlier.insert(exercise.id.clone(), earlier);
    }
    if !options.json {
        extras.profiles = Some(history.folder().to_owned());
    }
    extras
}

/// Whose code is graded, for each exercise.
fn submissions<'w>(
    workbook: &'w Workbook,
    options: &Options,
) -> Result<Vec<Submission<'w>>, Failure> {
    let exercises = workbook.select(&options.ids)?;
    let author = match &options.file {
        Some(_) if options.ids.is_empty() || exercises.len() != 1 => {
            return Err(Failure::new("`--file` grades one exercise: name it")
                .next("cargo xtask check ex3 --file PATH"));
        }
        Some(path) => Author::File(absolute(path)?),
        None if options.solutions => Author::Reference,
        None => Author::Learner,
    };
    Ok(exercises
        .into_iter()
        .map(|exercise| Submission {
            exercise,
            author: author.clone(),
        })
        .collect())
}

/// The path without links and `..`, as the compiler will name it; a file that is
/// not there keeps the path it was given by.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize()
        .or_else(|_| std::path::absolute(path))
        .map_err(|error| Failure::io("find", path, &error))
}

/// Writes down attempts; a history that cannot be written never stops a check.
struct Diary<'s> {
    history: &'s mut History,
    compiler: &'s Compiler,
    warning: Option<Failure>,
}

impl Diary<'_> {
    fn note(&mut self, grade: &ExerciseGrade<'_>, seed: u64) {
        if grade.author != Author::Learner || grade.verdict == Verdict::Broken {
            return;
        }
        let begun = starter::note(grade.exercise, self.history);
        let attempt = Event::Check(Attempt::of(grade, self.compiler, seed));
        if let Err(failure) = begun.and_then(|()| self.history.add(attempt)) {
            self.warning.get_or_insert(failure);
        }
    }
}

/// What there was before this grade. Only the learner's own file has a past; what cannot
/// be read of it is told by others.
fn past(order: &Order<'_>, grade: &ExerciseGrade<'_>, history: &History) -> Past {
    if grade.author != Author::Learner {
        return Past::default();
    }
    let attempts: Vec<&Attempt> = history.attempts(&grade.exercise.id).collect();
    Past {
        since_last: compare::since(&attempts, grade, order.seed),
        file: starter::state(grade.exercise, history).ok(),
    }
}

fn outcome(grades: &[ExerciseGrade<'_>]) -> Result<Outcome, Failure> {
    if let Some(grade) = grades.iter().find(|g| g.verdict == Verdict::Broken) {
        return Err(Failure::new(format!(
            "{} could not be graded, for the reason above; it is not your code",
            grade.exercise.name
        ))
        .next("`git status` shows which files of the workbook were changed, if any"));
    }
    if grades.iter().all(|grade| grade.verdict == Verdict::Pass) {
        Ok(Outcome::AllPass)
    } else {
        Ok(Outcome::SomethingFails)
    }
}
