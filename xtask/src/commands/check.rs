//! `check`: grade exercises, and say where the learner stands.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::failure::Failure;
use crate::flags::Check;
use crate::interrupt::Interrupt;
use crate::learner::compare::{self, Since};
use crate::learner::history::{Attempt, Event, History};
use crate::pipe::case::{Compare, ExerciseGrade};
use crate::pipe::grade::{PartGrade, Verdict};
use crate::pipe::lock::TargetLock;
use crate::pipe::stage::{Author, Submission};
use crate::pipe::weigh::{self, Ending, Pass, Window};
use crate::pipe::{self, Order};
use crate::process::{self, Limits};
use crate::profilers::passes;
use crate::report::exercise::{self, Context, ShowOutput};
use crate::report::json;
use crate::report::progress::{Bar, Show};
use crate::report::since;
use crate::report::style::{Role, Style, counted};
use crate::session::{Outcome, Session};
use crate::workbook::{Part, Workbook};

/// The most that code under test may print, per stream and window.
const OUTPUT_LIMIT: usize = 8 << 20;

/// What is used where the command line sets no limit.
pub const USUAL_LIMITS: Limits = Limits {
    time: Duration::from_secs(10),
    memory: 2 << 30,
    output: OUTPUT_LIMIT,
    interrupt: Interrupt::NEVER,
};

/// Grades what is asked for.
pub fn run(session: &mut Session, options: &Check) -> Result<Outcome, Failure> {
    let compiler_colour = session.compiler_colour();
    let Session {
        workbook,
        target,
        history,
        style,
        interrupt,
    } = session;
    let workbook: &Workbook = workbook;
    let seed = options.seed.unwrap_or_else(|| u64::from(fastrand::u32(..)));
    let progress = Bar::new(match options.json {
        true => Show::Never,
        false => Show::OnTerminal,
    });
    let order = Order {
        workbook,
        target,
        submissions: submissions(workbook, options)?,
        seed,
        limits: Limits {
            time: Duration::from_secs_f64(options.time_limit),
            memory: options.memory_limit << 20,
            output: OUTPUT_LIMIT,
            interrupt: interrupt.clone(),
        },
        colour: compiler_colour,
        compare: if options.solutions || options.json {
            Compare::Reference
        } else {
            Compare::Starter
        },
        explain: options.explain,
    };
    let mut diary = Diary {
        history,
        warning: None,
    };
    let mut grades = Vec::new();
    let mut changed = Vec::new();
    let lock = TargetLock::take(order.target, &progress, interrupt)?;
    pipe::run(&order, &lock, &progress, |grade| {
        let since = changes(&order, &grade, diary.history);
        if !options.json {
            progress.print(&text(&order, &grade, since.as_ref(), options, *style));
            progress.print(&profiles(&order, &grade, diary.history.folder(), *style));
        }
        diary.note(&grade, seed);
        grades.push(grade);
        changed.push(since);
    })?;
    drop(progress);

    if options.json {
        let (toolchain, triple) = compiler(workbook)?;
        let document = json::document(toolchain, triple, seed, workbook, &grades, changed);
        let text = serde_json::to_string_pretty(&document)
            .map_err(|error| Failure::new(format!("could not write JSON: {error}")))?;
        println!("{text}");
    } else {
        print!("{}", closing(&grades, options, seed, *style));
    }
    if let Some(warning) = diary.warning {
        eprintln!("warning: this attempt is not in your history: {warning}");
    }
    outcome(&grades)
}

/// Whose code is graded, for each exercise.
fn submissions<'w>(
    workbook: &'w Workbook,
    options: &Check,
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
    warning: Option<Failure>,
}

impl Diary<'_> {
    fn note(&mut self, grade: &ExerciseGrade<'_>, seed: u64) {
        if grade.author != Author::Learner || grade.verdict == Verdict::Broken {
            return;
        }
        if let Err(failure) = self.history.add(Event::Check(Attempt::of(grade, seed))) {
            self.warning.get_or_insert(failure);
        }
    }
}

fn text(
    order: &Order<'_>,
    grade: &ExerciseGrade<'_>,
    since: Option<&Since>,
    options: &Check,
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
    let since = since.map(|since| since::render(since, order.seed, style));
    let since = since.filter(|text| !text.is_empty());
    let apart = since.as_ref().map_or("", |_| "\n");
    exercise::render(grade, &context, style) + apart + &since.unwrap_or_default() + "\n"
}

/// What changed since the learner's attempt before this one.
fn changes(order: &Order<'_>, grade: &ExerciseGrade<'_>, history: &History) -> Option<Since> {
    if grade.author != Author::Learner {
        return None;
    }
    let attempts: Vec<&Attempt> = history.attempts(&grade.exercise.id).collect();
    let windows = earlier_windows(order, grade, &attempts);
    let weighed = weigh::weigh_all(&windows, &order.limits, || ());
    let on_earlier_inputs = |part: &str| {
        let at = windows.iter().position(|window| window.part == part)?;
        match &weighed.get(at)?.ending {
            Ending::Returned(returned) => returned.counts,
            _ => None,
        }
    };
    compare::since(&attempts, grade, order.seed, &on_earlier_inputs)
}

/// One window for each part whose costs are compared: the code of now with the
/// inputs of then.
fn earlier_windows(
    order: &Order<'_>,
    grade: &ExerciseGrade<'_>,
    attempts: &[&Attempt],
) -> Vec<Window> {
    let Some(executable) = &grade.executable else {
        return Vec::new();
    };
    let window = |part: &PartGrade| {
        let earlier = compare::earlier(attempts, &part.name)?;
        let wanted = compare::wants_costs(part, &earlier) && earlier.seed != order.seed;
        wanted.then_some(Window {
            executable: executable.clone(),
            source: grade.author.source(order.workbook, grade.exercise),
            part: part.name.clone(),
            items: part.largest()?.items,
            seed: earlier.seed,
            pass: Pass::Count,
        })
    };
    grade.parts.iter().filter_map(window).collect()
}

/// Leaves dhat's profile of the parts that want it, and says how to look at it.
fn profiles(order: &Order<'_>, grade: &ExerciseGrade<'_>, folder: &Path, style: Style) -> String {
    let Some(executable) = &grade.executable else {
        return String::new();
    };
    if grade.author != Author::Learner || grade.parts.is_empty() {
        return String::new();
    }
    grade
        .exercise
        .parts
        .iter()
        .filter(|part| part.dhat_profile)
        .map(|part| profile(order, grade, part, executable, folder, style))
        .collect()
}

fn profile(
    order: &Order<'_>,
    grade: &ExerciseGrade<'_>,
    part: &Part,
    executable: &Path,
    folder: &Path,
    style: Style,
) -> String {
    // dhat walks the stack at each allocation: a middle size shows as much.
    let items = part.sizes[part.sizes.len() / 2];
    let window = Window {
        executable: executable.to_owned(),
        source: grade.author.source(order.workbook, grade.exercise),
        part: part.name.clone(),
        items,
        seed: order.seed,
        pass: Pass::Count,
    };
    let folder = folder.join(&grade.exercise.name);
    match passes::attribute(&window, &folder, &order.limits) {
        Ok((file, _)) => {
            let size = counted(items as u64, &part.item);
            let text = format!(
                "dhat's profile of {} for {size} is in {}. {}\n\n",
                part.name,
                order.workbook.shown(&file),
                passes::how_to_look()
            );
            style.wrap("  ", &text) + "\n\n"
        }
        Err(failure) => format!("warning: no dhat profile of {}: {failure}\n\n", part.name),
    }
}

/// How all of it went, the seed, and what to do next.
fn closing(grades: &[ExerciseGrade<'_>], options: &Check, seed: u64, style: Style) -> String {
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
        .next("`git status` shows which files of the workbook were changed"));
    }
    if grades.iter().all(|grade| grade.verdict == Verdict::Pass) {
        Ok(Outcome::AllPass)
    } else {
        Ok(Outcome::SomethingFails)
    }
}

/// The compiler's release and the target it compiles for.
fn compiler(workbook: &Workbook) -> Result<(String, String), Failure> {
    let mut rustc = Command::new("rustc");
    rustc.arg("-vV").current_dir(&workbook.root);
    let output = process::output(&mut rustc)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let field = |key: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(key))
            .unwrap_or("unknown")
            .trim()
            .to_owned()
    };
    Ok((format!("rustc {}", field("release:")), field("host:")))
}
