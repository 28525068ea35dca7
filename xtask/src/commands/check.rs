//! `check`: grade exercises, and say where the learner stands.

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
use crate::pipe::case::{self, Compare, ExerciseGrade, Extras};
use crate::pipe::compiler::Compiler;
use crate::pipe::explain::Explain;
use crate::pipe::grade::Verdict;
use crate::pipe::lock::TargetLock;
use crate::pipe::stage::{Author, Submission};
use crate::pipe::{self, Order};
use crate::process::Limits;
use crate::profilers::passes;
use crate::report::exercise::{self, Context, ShowOutput};
use crate::report::json::{self, Past};
use crate::report::progress::{Bar, Show};
use crate::report::since;
use crate::report::starter::note as starter_note;
use crate::report::style::{Role, Style, counted};
use crate::session::{Outcome, Session};
use crate::workbook::{Part, Workbook};

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
    /// Which parts get a receipt: the lines that cost, and what they do.
    explain: Explain,
    json: bool,
    /// Show what the code under test printed.
    show_output: bool,
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
                "Show which lines allocate, also in parts that pass [without the flag: failures]",
            )
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("everything")
            .value_parser(EnumValueParser::<Explain>::new()),
        )
        .arg(flag("json", JSON))
        .arg(flag("show-output", "Show what your code printed"))
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
        explain: matches.get_one("explain").copied().unwrap_or_default(),
        json: matches.get_flag("json"),
        show_output: matches.get_flag("show-output"),
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
    } = session;
    let workbook: &Workbook = workbook;
    let seed = options.seed;
    let progress = Bar::new(match options.json {
        true => Show::Never,
        false => Show::OnTerminal,
    });
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
    let mut grades = Vec::new();
    let mut pasts = Vec::new();
    let lock = TargetLock::take(order.target, &progress, interrupt)?;
    pipe::run(&order, &lock, &progress, |grade| {
        let past = past(&order, &grade, diary.history);
        if !options.json {
            progress.print(&text(&order, &grade, &past, options, *style));
            progress.print(&profiles(&order, &grade, *style));
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
        println!("{}", json::text(&document)?);
    } else {
        print!("{}", closing(&grades, options, seed, *style));
    }
    if let Some(warning) = diary.warning {
        eprintln!("warning: this attempt is not in your history: {warning}");
    }
    outcome(&grades)
}

/// What is wanted beyond a verdict. Only the learner's own code has a past.
fn extras(workbook: &Workbook, history: &History, options: &Options) -> Extras {
    let mut extras = Extras {
        explain: options.explain,
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

fn text(
    order: &Order<'_>,
    grade: &ExerciseGrade<'_>,
    past: &Past,
    options: &Options,
    style: Style,
) -> String {
    let source = grade.author.source(order.workbook, grade.exercise);
    let root = format!(
        "{}{}",
        order.workbook.root.display(),
        std::path::MAIN_SEPARATOR
    );
    let context = Context {
        root: &root,
        source: &order.workbook.shown(&source),
        show_output: if options.show_output {
            ShowOutput::Yes
        } else {
            ShowOutput::No
        },
    };
    let since = past.since_last.as_ref();
    let since = since.map(|since| since::render(since, order.seed, style));
    let file = past.file.as_ref();
    let note = file.and_then(|state| starter_note(grade.exercise, state, style));
    let mut text = exercise::render(grade, &context, style);
    for more in [since, note].into_iter().flatten() {
        if !more.is_empty() {
            text += &format!("\n{more}");
        }
    }
    text + "\n"
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

/// Where dhat's profiles are of the parts that want one, and how to look at them.
fn profiles(order: &Order<'_>, grade: &ExerciseGrade<'_>, style: Style) -> String {
    let text = |part: &Part| {
        let name = &part.name;
        Some(match grade.profiles.get(name)? {
            Ok(file) => {
                let size = counted(case::middle_size(part) as u64, &part.item);
                let text = format!(
                    "dhat's profile of {name} for {size} is in {}. {}\n\n",
                    order.workbook.shown(file),
                    passes::how_to_look()
                );
                style.wrap("  ", &text) + "\n\n"
            }
            Err(why) => format!("warning: no dhat profile of {name}: {why}\n\n"),
        })
    };
    grade.exercise.parts.iter().filter_map(text).collect()
}

/// How all of it went, the seed, and what to do next.
fn closing(grades: &[ExerciseGrade<'_>], options: &Options, seed: u64, style: Style) -> String {
    let passed = grades
        .iter()
        .filter(|grade| grade.verdict == Verdict::Pass)
        .count();
    let role = if passed == grades.len() {
        Role::Good
    } else {
        Role::Bad
    };
    let mut line = format!("exercises that pass: {}", style.paint(role, passed));
    line += &format!(" of {}", grades.len());
    line += &format!("; seed {seed} (for the same inputs again: --seed {seed})\n");
    let stuck = grades.iter().find(|grade| grade.verdict != Verdict::Pass);
    match stuck {
        Some(grade) if grade.author == Author::Learner && options.ids.len() != 1 => {
            let id = &grade.exercise.id;
            line += &format!(
                "next: edit {}, then cargo xtask check {id}\n",
                grade.exercise.name
            );
        }
        None if !options.solutions && options.file.is_none() => {
            line += "next: cargo xtask solution ID compares your file with the reference\n";
        }
        _ => {}
    }
    line
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
