//! The way from files to verdicts: stage, build, weigh, grade.
//!
//! In: exercises, and whose code stands in for each. Out: one
//! [`ExerciseGrade`] after the other, in the order of the request, each as soon
//! as it is known.
//!
//! Windows are weighed while the compiler still works on other crates: the
//! reference solution is usually built already, and runs meanwhile.

use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, Scope};

use crate::failure::Failure;
use crate::pipe::build::{self, CargoEvent, Colour, Request, Wanted};
use crate::pipe::case::{Cargo, Case, ExerciseGrade, Extras};
use crate::pipe::compiler::Compiler;
use crate::pipe::complaint::Complaint;
use crate::pipe::lock::TargetLock;
use crate::pipe::progress::{Progress, WindowCounter};
use crate::pipe::queue::Queue;
use crate::pipe::stage::{self, Author, Scales, Stage, Subject, Submission};
use crate::pipe::weigh::{Weighed, Window};
use crate::pipe::workers::{self, Hopeless, Whose};
use crate::process::Limits;
use crate::workbook::{Exercise, Workbook};

/// What is to be graded, and how.
#[derive(Clone, Debug)]
pub struct Order<'w> {
    /// Where everything is.
    pub workbook: &'w Workbook,
    /// What compiles.
    pub compiler: Compiler,
    /// Where build products go.
    pub target: &'w Path,
    /// The exercises, each with the code to grade.
    pub submissions: Vec<Submission<'w>>,
    /// What inputs are made from.
    pub seed: u64,
    /// What a window may use up, and what ends all of it early.
    pub limits: Limits,
    /// Whether compiler messages are coloured.
    pub colour: Colour,
    /// What is wanted beyond a verdict.
    pub extras: Extras,
}

/// Grades all submissions, tells `progress` how far it is, and hands each result
/// to `each`. What was built stays as it is for as long as the lock is held.
pub fn run<'w>(
    order: &Order<'w>,
    _lock: &TargetLock,
    progress: &dyn Progress,
    mut each: impl FnMut(ExerciseGrade<'w>),
) -> Result<(), Failure> {
    let interrupt = &order.limits.interrupt;
    let case = |submission| Case::new(order.workbook, submission, order.seed, &order.extras);
    let mut cases: Vec<Case<'w>> = order.submissions.iter().map(case).collect();
    let packages = packages(&cases);
    let members = members(order, &cases);
    let stage = stage::prepare(order.workbook, order.target, &members, Scales::Plain)?;

    let counter = WindowCounter::new(progress, cases.iter().map(Case::expected).sum());
    let (told, news) = channel();
    let jobs = Queue::default();
    let hopeless = Hopeless::default();
    thread::scope(|scope| {
        let _closing = jobs.close_at_end();
        let results = told.clone();
        let weigh = |window: &Window| hopeless.weigh(window, &order.limits);
        workers::start(scope, &jobs, weigh, move |job, weighed| {
            // Nobody listens when another exercise made the order fail.
            let _ = results.send(News::Weighed(job.whose, Box::new(weighed)));
        })?;
        let mut cargo = Cargo::Done(Complaint::default());
        if !packages.is_empty() {
            cargo = Cargo::Working;
            start_build(scope, order, &stage, &packages, progress, told.clone())?;
        }
        drop(told);

        let mut result = Ok(());
        let mut next = 0;
        while next < cases.len() && result.is_ok() {
            // What was stopped by an interrupt says nothing about anybody's code.
            if let Err(failure) = interrupt.check() {
                result = Err(failure);
                continue;
            }
            match cases[next].finished(&cargo) {
                Ok(Some(grade)) => {
                    each(grade);
                    next += 1;
                    continue;
                }
                Ok(None) => {}
                Err(failure) => {
                    result = Err(failure);
                    continue;
                }
            }
            match news.recv() {
                Ok(News::Built(built)) => match built {
                    Ok(complaint) => cargo = Cargo::Done(complaint),
                    Err(failure) => result = Err(failure),
                },
                Ok(News::Build(event)) => {
                    for (index, case) in cases.iter_mut().enumerate() {
                        workers::add(&jobs, index, case.hear(&event));
                    }
                }
                Ok(News::Weighed((case, place), weighed)) => match weighed.started() {
                    Ok(weighed) => {
                        counter.add();
                        let more = cases[case].note(place, weighed);
                        counter.expect_more(more.len());
                        workers::add(&jobs, case, more);
                    }
                    Err(failure) => result = Err(failure),
                },
                Err(_) => break,
            }
        }
        result
    })
}

/// Every package that cargo has to build.
fn packages(cases: &[Case<'_>]) -> Vec<String> {
    let mut packages: Vec<String> = cases.iter().flat_map(Case::packages).collect();
    packages.sort();
    packages.dedup();
    packages
}

/// All that the staged workspace holds. It is the same for most orders, so that
/// cargo finds the same workspace again.
fn members<'w>(order: &Order<'w>, cases: &[Case<'w>]) -> Vec<Subject<'w>> {
    let files = cases
        .iter()
        .filter(|case| matches!(case.author(), Author::File(_)));
    let mut exercises: Vec<(&Exercise, Option<&Author>)> = files
        .map(|case| (case.exercise(), Some(case.author())))
        .collect();
    if exercises.is_empty() {
        exercises.extend(order.workbook.exercises.iter().map(|it| (it, None)));
    }
    let mut members = Vec::new();
    for (exercise, file) in exercises {
        let usual = [Author::Learner, Author::Reference, Author::Starter];
        for author in file.cloned().into_iter().chain(usual) {
            if !author.source(order.workbook, exercise).is_file() {
                continue;
            }
            members.extend(exercise.builds().into_iter().map(|build| Subject {
                exercise,
                author: author.clone(),
                build,
            }));
        }
    }
    members
}

/// What the threads tell.
enum News {
    Build(CargoEvent),
    Built(Result<Complaint, Failure>),
    Weighed(Whose, Box<Weighed>),
}

fn start_build<'s>(
    scope: &'s Scope<'s, '_>,
    order: &'s Order<'_>,
    stage: &'s Stage,
    packages: &'s [String],
    progress: &'s dyn Progress,
    told: Sender<News>,
) -> Result<(), Failure> {
    let work = move || {
        let request = Request {
            workbook: order.workbook,
            compiler: &order.compiler,
            folder: &stage.folder,
            target: order.target,
            libraries: None,
            wanted: Wanted::Harnesses(packages),
            wrapper: None,
            colour: order.colour,
            progress,
            interrupt: &order.limits.interrupt,
        };
        let result = build::build(&request, |event| {
            // The grader may have ended because of a failure.
            let _ = told.send(News::Build(event));
        });
        let _ = told.send(News::Built(result));
    };
    let started = thread::Builder::new().spawn_scoped(scope, work);
    started
        .map(|_| ())
        .map_err(|error| Failure::no_thread(&error))
}
