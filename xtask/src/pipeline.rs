//! The way from files to verdicts: stage, build, weigh, grade.
//!
//! In: exercises, and whose code stands in for each. Out: one
//! [`ExerciseGrade`] after the other, in the order of the request, each as soon
//! as it is known.
//!
//! Windows are weighed while the compiler still works on other crates: the
//! reference solution is usually built already, and runs meanwhile.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, Scope};

use meter_report::Counts;

use crate::build::{self, Colour, Complaint, Diagnostic, Event, Network, Request};
use crate::failure::Failure;
use crate::grade::{self, Pair, PartGrade, Verdict};
use crate::process::Limits;
use crate::queue::{Queue, Turn};
use crate::source;
use crate::stage::{self, Author, Stage, Subject, Submission};
use crate::weigh::{self, Ending, Output, Weighed, Window};
use crate::workbook::{Build, Exercise, Part, Workbook};

/// What is to be graded, and how.
#[derive(Clone, Debug)]
pub struct Order<'w> {
    /// Where everything is.
    pub workbook: &'w Workbook,
    /// Where build products go.
    pub target: &'w Path,
    /// The exercises, each with the code to grade.
    pub submissions: Vec<Submission<'w>>,
    /// What inputs are made from.
    pub seed: u64,
    /// What a window may use up.
    pub limits: Limits,
    /// Whether compiler messages are coloured.
    pub colour: Colour,
    /// Whether a pass is also compared with the starter.
    pub compare: Compare,
}

/// What a pass is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// With the reference alone.
    Reference,
    /// Also with what the starter costs at the largest size.
    Starter,
}

/// One exercise, judged.
#[derive(Clone, Debug)]
pub struct ExerciseGrade<'w> {
    /// The exercise.
    pub exercise: &'w Exercise,
    /// Whose code was graded.
    pub author: Author,
    /// The worst of its parts, or why there are none.
    pub verdict: Verdict,
    /// The parts; empty where the code did not come to run.
    pub parts: Vec<PartGrade>,
    /// What the compiler said of the code under test and its harness.
    pub diagnostics: Vec<Diagnostic>,
    /// Why the code did not come to run, beyond what the compiler said.
    pub trouble: Option<String>,
    /// What the starter costs at the largest size, by part; only after a pass.
    pub starter: HashMap<String, Counts>,
    /// The release harness that holds the graded code, if it was built.
    pub executable: Option<PathBuf>,
}

/// Grades all submissions, and hands each result to `each`.
pub fn run<'w>(order: &Order<'w>, mut each: impl FnMut(ExerciseGrade<'w>)) -> Result<(), Failure> {
    let _lock = TargetLock::take(order.target)?;
    let mut benches: Vec<Bench<'w>> = order
        .submissions
        .iter()
        .map(|submission| Bench::new(order, submission))
        .collect();
    let packages = packages(&benches);
    let stage = stage::prepare(order.workbook, order.target, &members(order, &benches))?;

    let (told, news) = channel();
    let jobs = Queue::new();
    let hopeless = Hopeless::default();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            start_worker(scope, &jobs, &hopeless, order.limits, told.clone());
        }
        let mut cargo = Cargo::Done(Complaint::default());
        if !packages.is_empty() {
            cargo = Cargo::Working;
            start_build(scope, order, &stage, &packages, told.clone());
        }
        drop(told);

        let mut result = Ok(());
        let mut next = 0;
        while next < benches.len() && result.is_ok() {
            match benches[next].finished(&cargo) {
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
                    for (index, bench) in benches.iter_mut().enumerate() {
                        add(&jobs, index, bench.hear(&event));
                    }
                }
                Ok(News::Weighed(job, weighed)) => {
                    let index = job.bench;
                    let more = benches[index].note(job, weighed);
                    add(&jobs, index, more);
                }
                Err(_) => break,
            }
        }
        jobs.close();
        result
    })
}

/// How far cargo is.
enum Cargo {
    Working,
    Done(Complaint),
}

/// Every package that cargo has to build.
fn packages(benches: &[Bench<'_>]) -> Vec<String> {
    let fit = benches.iter().filter(|bench| bench.verdict.is_none());
    let mut packages: Vec<String> = fit
        .flat_map(|bench| bench.roles())
        .map(|(_, subject)| subject.harness())
        .collect();
    packages.sort();
    packages.dedup();
    packages
}

/// All that the staged workspace holds. It is the same for most orders, so that
/// cargo finds the same workspace again.
fn members<'w>(order: &Order<'w>, benches: &[Bench<'w>]) -> Vec<Subject<'w>> {
    let file = benches
        .iter()
        .find(|bench| matches!(bench.submission.author, Author::File(_)));
    let exercises: Vec<&Exercise> = match file {
        Some(bench) => vec![bench.exercise()],
        None => order.workbook.exercises.iter().collect(),
    };
    let mut authors: Vec<Author> = file
        .map(|b| b.submission.author.clone())
        .into_iter()
        .collect();
    authors.extend([Author::Learner, Author::Reference, Author::Starter]);
    let mut members = Vec::new();
    for exercise in exercises {
        for author in &authors {
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
    Build(Event),
    Built(Result<Complaint, Failure>),
    Weighed(Job, Weighed),
}

/// A window to be weighed, and whose it is.
struct Job {
    bench: usize,
    place: Place,
    window: Window,
}

/// Where a window belongs within an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Place {
    role: Role,
    build: Build,
    part: usize,
    items: usize,
}

/// Why a window is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    Subject,
    Reference,
    Starter,
}

/// Functions that ran out of time. At a larger size they would again, so
/// nobody is made to wait for that.
#[derive(Default)]
struct Hopeless(Mutex<HashMap<(PathBuf, String), usize>>);

impl Hopeless {
    fn note(&self, job: &Job, weighed: &Weighed) {
        if matches!(weighed.ending, Ending::TimedOut)
            && let Ok(mut known) = self.0.lock()
        {
            let least = known.entry(Self::key(job)).or_insert(job.place.items);
            *least = (*least).min(job.place.items);
        }
    }

    /// How the window would end, if that is known.
    fn ending(&self, job: &Job) -> Option<Ending> {
        let known = self.0.lock().ok()?;
        let least = known.get(&Self::key(job))?;
        (job.place.items >= *least).then_some(Ending::TimedOut)
    }

    fn key(job: &Job) -> (PathBuf, String) {
        (job.window.executable.clone(), job.window.part.clone())
    }
}

fn start_worker<'s>(
    scope: &'s Scope<'s, '_>,
    jobs: &'s Queue<Job>,
    hopeless: &'s Hopeless,
    limits: Limits,
    told: Sender<News>,
) {
    scope.spawn(move || {
        while let Some(job) = jobs.take() {
            let weighed = match hopeless.ending(&job) {
                Some(ending) => Weighed {
                    ending,
                    output: Output::default(),
                },
                None => weigh::weigh(&job.window, &limits),
            };
            hopeless.note(&job, &weighed);
            if told.send(News::Weighed(job, weighed)).is_err() {
                return;
            }
        }
    });
}

fn start_build<'s>(
    scope: &'s Scope<'s, '_>,
    order: &'s Order<'_>,
    stage: &'s Stage,
    packages: &'s [String],
    told: Sender<News>,
) {
    scope.spawn(move || {
        let request = |network| Request {
            stage,
            target: order.target,
            packages,
            network,
            colour: order.colour,
        };
        let tell = |event| {
            // The grader may have ended because of a failure.
            let _ = told.send(News::Build(event));
        };
        let mut result = build::build(&request(Network::Offline), tell);
        if result.as_ref().is_ok_and(Complaint::wants_network) {
            result = build::build(&request(Network::Allowed), tell);
        }
        let _ = told.send(News::Built(result));
    });
}

/// The smallest sizes come first: they take no time, and show an endless loop.
/// Then the largest, so that the longest windows do not begin last.
fn add(jobs: &Queue<Job>, bench: usize, windows: Vec<(Place, Window)>) {
    let sizes = |place: &Place| {
        let same = |other: &Place| (other.role, other.build, other.part);
        windows
            .iter()
            .filter(|(other, _)| same(other) == same(place))
            .map(|(other, _)| other.items)
            .collect::<Vec<_>>()
    };
    let turns: Vec<Turn> = windows
        .iter()
        .map(|(place, _)| match sizes(place) {
            sizes if sizes.iter().min() == Some(&place.items) => Turn::First,
            sizes if sizes.iter().max() == Some(&place.items) => Turn::Second,
            _ => Turn::Last,
        })
        .collect();
    for ((place, window), turn) in windows.into_iter().zip(turns) {
        let job = Job {
            bench,
            place,
            window,
        };
        jobs.add(turn, job);
    }
}

/// All that is known of one exercise while it is being graded.
struct Bench<'w> {
    workbook: &'w Workbook,
    submission: Submission<'w>,
    seed: u64,
    compare: Compare,
    /// Set when the code is not fit to be compiled or run.
    verdict: Option<(Verdict, String)>,
    diagnostics: Vec<Diagnostic>,
    reference_errors: usize,
    executables: HashMap<(Role, Build), PathBuf>,
    weighed: HashMap<Place, Weighed>,
    /// The grade, waiting for the starter's windows.
    passed: Option<ExerciseGrade<'w>>,
    starter_left: usize,
}

impl<'w> Bench<'w> {
    fn new(order: &Order<'w>, submission: &Submission<'w>) -> Self {
        let source = submission
            .author
            .source(order.workbook, submission.exercise);
        let shown = shown_path(order.workbook, &source);
        let verdict = source::check(&source, &shown)
            .err()
            .map(|what| (Verdict::Rejected, what));
        let starter = submission.exercise.starter_file();
        // The starter tells a learner something only once they have changed it.
        let unchanged = same_content(&source, &starter);
        Bench {
            workbook: order.workbook,
            submission: submission.clone(),
            seed: order.seed,
            compare: if unchanged {
                Compare::Reference
            } else {
                order.compare
            },
            verdict,
            diagnostics: Vec::new(),
            reference_errors: 0,
            executables: HashMap::new(),
            weighed: HashMap::new(),
            passed: None,
            starter_left: 0,
        }
    }

    fn exercise(&self) -> &'w Exercise {
        self.submission.exercise
    }

    /// All that has to be built, and why.
    fn roles(&self) -> Vec<(Role, Subject<'w>)> {
        let subject = |author: &Author, build| Subject {
            exercise: self.exercise(),
            author: author.clone(),
            build,
        };
        let mut roles = Vec::new();
        for build in self.exercise().builds() {
            roles.push((Role::Subject, subject(&self.submission.author, build)));
            roles.push((Role::Reference, subject(&Author::Reference, build)));
        }
        if self.compare == Compare::Starter {
            roles.push((Role::Starter, subject(&Author::Starter, Build::Release)));
        }
        roles
    }

    /// Takes in what cargo tells; returns the windows that can be weighed now.
    fn hear(&mut self, event: &Event) -> Vec<(Place, Window)> {
        let mut windows = Vec::new();
        for (role, subject) in self.roles() {
            match event {
                Event::Ready {
                    package,
                    executable,
                } if *package == subject.harness() => {
                    let build = subject.build;
                    self.executables.insert((role, build), executable.clone());
                    if role != Role::Starter {
                        windows.extend(self.windows(role, build, executable));
                    }
                }
                Event::Compiled { package, dep_info }
                    if role == Role::Subject && *package == subject.library() =>
                {
                    self.forbid_other_files(dep_info);
                }
                Event::Diagnostic(diagnostic)
                    if [subject.library(), subject.harness()].contains(&diagnostic.package) =>
                {
                    self.note_diagnostic(role, diagnostic);
                }
                _ => {}
            }
        }
        windows
    }

    /// Keeps what the compiler said of the code under test. Both builds say the
    /// same; once is enough.
    fn note_diagnostic(&mut self, role: Role, diagnostic: &Diagnostic) {
        let same = |other: &Diagnostic| other.rendered == diagnostic.rendered;
        match role {
            Role::Subject if !self.diagnostics.iter().any(same) => {
                self.diagnostics.push(diagnostic.clone());
            }
            Role::Reference if diagnostic.is_error => self.reference_errors += 1,
            _ => {}
        }
    }

    /// The exercise is one file: what cargo compiled must be that file alone.
    fn forbid_other_files(&mut self, dep_info: &Path) {
        let source = self
            .submission
            .author
            .source(self.workbook, self.exercise());
        let rules = std::fs::read_to_string(dep_info).unwrap_or_default();
        if let Some(other) = build::sources(&rules).iter().find(|file| **file != source) {
            let what = format!(
                "{} takes in another file, {}: the exercise is one file",
                shown_path(self.workbook, &source),
                shown_path(self.workbook, other)
            );
            self.verdict.get_or_insert((Verdict::Rejected, what));
        }
    }

    fn windows(&self, role: Role, build: Build, executable: &Path) -> Vec<(Place, Window)> {
        let mut windows = Vec::new();
        for (index, part) in self.exercise().parts.iter().enumerate() {
            if !part.builds.contains(&build) {
                continue;
            }
            for items in part.sizes.iter().copied() {
                let place = Place {
                    role,
                    build,
                    part: index,
                    items,
                };
                windows.push((place, self.window(part, place, executable)));
            }
        }
        windows
    }

    fn window(&self, part: &Part, place: Place, executable: &Path) -> Window {
        let author = match place.role {
            Role::Subject => &self.submission.author,
            Role::Reference => &Author::Reference,
            Role::Starter => &Author::Starter,
        };
        Window {
            executable: executable.to_owned(),
            source: author.source(self.workbook, self.exercise()),
            part: part.name.clone(),
            items: place.items,
            seed: self.seed,
            profile: None,
        }
    }

    /// Takes in a result; returns the windows that are to be weighed because of it.
    fn note(&mut self, job: Job, weighed: Weighed) -> Vec<(Place, Window)> {
        if job.place.role == Role::Starter {
            self.starter_left -= 1;
            if let (Some(grade), Ending::Returned(returned)) = (&mut self.passed, &weighed.ending)
                && let Some(counts) = returned.counts
            {
                grade.starter.insert(job.window.part, counts);
            }
            return Vec::new();
        }
        self.weighed.insert(job.place, weighed);
        if self.weighed.len() < self.windows_in_all() {
            return Vec::new();
        }
        let grade = self.graded();
        let starter = self.executables.get(&(Role::Starter, Build::Release));
        let windows = match starter {
            Some(executable) if grade.verdict == Verdict::Pass => self.starter_windows(executable),
            _ => Vec::new(),
        };
        self.starter_left = windows.len();
        self.passed = Some(grade);
        windows
    }

    fn starter_windows(&self, executable: &Path) -> Vec<(Place, Window)> {
        let mut windows = self.windows(Role::Starter, Build::Release, executable);
        windows.retain(|(place, _)| {
            let part = &self.exercise().parts[place.part];
            !part.budget.is_empty() && part.sizes.last() == Some(&place.items)
        });
        windows
    }

    /// The grade, when there is nothing more to wait for.
    ///
    /// An error means that cargo did not build what the compiler found nothing
    /// wrong with.
    fn finished(&mut self, cargo: &Cargo) -> Result<Option<ExerciseGrade<'w>>, Failure> {
        if let Some((verdict, what)) = &self.verdict {
            return Ok(Some(self.without_parts(*verdict, Some(what.clone()))));
        }
        if self.passed.is_some() && self.starter_left == 0 {
            return Ok(self.passed.take());
        }
        let Cargo::Done(complaint) = cargo else {
            return Ok(None);
        };
        if self.is_missing(Role::Reference) && self.reference_errors > 0 {
            let what = "the reference solution did not compile".to_owned();
            return Ok(Some(self.without_parts(Verdict::Broken, Some(what))));
        }
        if self.is_missing(Role::Subject) {
            let errors = || self.diagnostics.iter().filter(|d| d.is_error);
            let machine = errors().find(|d| build::trouble_with_the_machine(&d.rendered).is_some());
            if errors().count() > 0 && machine.is_none() {
                let verdict = if errors().any(forbidden) {
                    Verdict::Rejected
                } else {
                    Verdict::DidNotCompile
                };
                return Ok(Some(self.without_parts(verdict, None)));
            }
        }
        if self.is_missing(Role::Subject) || self.is_missing(Role::Reference) {
            return Err(complaint.clone().into_failure());
        }
        Ok(None)
    }

    /// Whether an executable is not there.
    fn is_missing(&self, role: Role) -> bool {
        let builds = self.exercise().builds();
        builds
            .iter()
            .any(|build| !self.executables.contains_key(&(role, *build)))
    }

    fn without_parts(&self, verdict: Verdict, trouble: Option<String>) -> ExerciseGrade<'w> {
        ExerciseGrade {
            exercise: self.exercise(),
            author: self.submission.author.clone(),
            verdict,
            parts: Vec::new(),
            diagnostics: self.diagnostics.clone(),
            trouble,
            starter: HashMap::new(),
            executable: self
                .executables
                .get(&(Role::Subject, Build::Release))
                .cloned(),
        }
    }

    /// How many windows make a grade: the subject's and the reference's.
    fn windows_in_all(&self) -> usize {
        let parts = self.exercise().parts.iter();
        2 * parts
            .map(|part| part.builds.len() * part.sizes.len())
            .sum::<usize>()
    }

    /// The grade, once every window has been weighed.
    fn graded(&mut self) -> ExerciseGrade<'w> {
        let mut parts = Vec::new();
        for (index, part) in self.exercise().parts.iter().enumerate() {
            let mut pairs = Vec::new();
            for build in part.builds.iter().copied() {
                for items in part.sizes.iter().copied() {
                    let at = |role| Place {
                        role,
                        build,
                        part: index,
                        items,
                    };
                    // Answers can be long; they are moved, not copied.
                    let subject = self.weighed.remove(&at(Role::Subject));
                    let reference = self.weighed.remove(&at(Role::Reference));
                    if let (Some(subject), Some(reference)) = (subject, reference) {
                        pairs.push(Pair {
                            build,
                            items,
                            subject,
                            reference,
                        });
                    }
                }
            }
            parts.push(grade::part(part, pairs));
        }
        let worst = parts.iter().map(|part| part.verdict).max();
        let mut grade = self.without_parts(worst.unwrap_or(Verdict::Broken), None);
        grade.parts = parts;
        grade
    }
}

/// Whether the compiler refused something that the rules of the workbook forbid.
fn forbidden(diagnostic: &Diagnostic) -> bool {
    diagnostic.is_error
        && (matches!(diagnostic.code.as_deref(), Some("unsafe_code" | "E0453"))
            || diagnostic.rendered.contains("global_allocator"))
}

/// The path as the learner knows it: below the workbook, if it is there.
pub fn shown_path(workbook: &Workbook, path: &Path) -> String {
    path.strip_prefix(&workbook.root)
        .unwrap_or(path)
        .display()
        .to_string()
}

fn same_content(a: &Path, b: &Path) -> bool {
    match (std::fs::read(a), std::fs::read(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// The right to use the target folder; one check at a time has it.
struct TargetLock {
    _lock: std::fs::File,
}

impl TargetLock {
    fn take(target: &Path) -> Result<Self, Failure> {
        let folder = target.join("stage");
        let path = folder.join("lock");
        let fail = |error: std::io::Error| {
            Failure::io("write", &path, &error)
                .next("make it writable, or set CARGO_TARGET_DIR to a folder that is")
        };
        std::fs::create_dir_all(&folder).map_err(fail)?;
        let lock = std::fs::File::create(&path).map_err(fail)?;
        if let Err(std::fs::TryLockError::WouldBlock) = lock.try_lock() {
            eprintln!("waiting for another check to end");
            lock.lock().map_err(fail)?;
        }
        Ok(TargetLock { _lock: lock })
    }
}
