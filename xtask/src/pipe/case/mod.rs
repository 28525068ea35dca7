//! One exercise on its way to a grade. In: what cargo tells, and windows that
//! were weighed. Out: the windows that can be weighed next, and in the end the
//! grade.

mod afterwards;
mod exercise_grade;
mod place;
mod smaller;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::failure::Failure;
use crate::pipe::build::CargoEvent;
use crate::pipe::compiled::{self, Diagnostic, Fault};
use crate::pipe::complaint::{self, Complaint};
use crate::pipe::explain::Explaining;
use crate::pipe::grade::{self, Pair, Verdict};
use crate::pipe::source;
use crate::pipe::stage::{Author, Subject, Submission};
use crate::pipe::weigh::{Weighed, Window};
use crate::pipe::windows::{self, WindowId};
use crate::workbook::{Build, Exercise, Workbook};

use afterwards::Afterwards;

pub use afterwards::{Compare, Earlier, Examples, Extras, PROFILE, middle_size};
pub use exercise_grade::ExerciseGrade;
pub use place::{Place, Role};

/// How far cargo is.
pub enum Cargo {
    /// There may be more to come.
    Working,
    /// It ended, and this is what it complained of.
    Done(Complaint),
}

/// All that is known of one exercise while it is being graded.
pub struct Case<'w> {
    bench: place::Bench<'w>,
    extras: Extras,
    diagnostics: Vec<Diagnostic>,
    phase: Phase<'w>,
}

/// How far the exercise is.
enum Phase<'w> {
    /// The file is not fit to be graded, for this reason.
    Refused(String),
    /// It is compiled, and weighed beside the reference.
    Weighing(Box<Weighing>),
    /// There is a grade, and more is weighed because of it.
    Graded(Box<Afterwards<'w>>),
    /// The grade was handed over.
    Over,
}

/// What is known before there is a grade.
struct Weighing {
    weighed: HashMap<Place, Weighed>,
    reference_errors: Vec<Diagnostic>,
    /// The file as it was before cargo saw it.
    explaining: Explaining,
}

impl<'w> Case<'w> {
    /// A case that has not begun.
    pub fn new(
        workbook: &'w Workbook,
        submission: &Submission<'w>,
        seed: u64,
        extras: &Extras,
    ) -> Self {
        let source = submission.author.source(workbook, submission.exercise);
        let phase = match source::check(&source, &workbook.shown(&source)) {
            Ok(()) => Phase::Weighing(Box::new(Weighing {
                weighed: HashMap::new(),
                reference_errors: Vec::new(),
                explaining: Explaining::new(extras.explain, &source),
            })),
            Err(what) => Phase::Refused(match submission.author {
                Author::Learner => format!(
                    "{what}; `cargo xtask reset {}` puts the starter there",
                    submission.exercise.id
                ),
                _ => what,
            }),
        };
        // The starter tells a learner something only once they have changed it.
        // A file that is not fit, such as a pipe, is not read either.
        let compare = match (extras.compare, &phase) {
            (Compare::Starter, Phase::Weighing(_))
                if !same_content(&source, &submission.exercise.starter_file()) =>
            {
                Compare::Starter
            }
            _ => Compare::Reference,
        };
        Case {
            bench: place::Bench::new(workbook, submission, seed),
            extras: Extras {
                compare,
                ..extras.clone()
            },
            diagnostics: Vec::new(),
            phase,
        }
    }

    /// The exercise.
    pub fn exercise(&self) -> &'w Exercise {
        self.bench.exercise()
    }

    /// Whose code is graded.
    pub fn author(&self) -> &Author {
        &self.bench.submission.author
    }

    /// The packages that cargo has to build; none if the code is not fit for it.
    pub fn packages(&self) -> Vec<String> {
        match self.phase {
            Phase::Refused(_) => Vec::new(),
            _ => {
                let subjects = self.subjects().into_iter();
                subjects.map(|(_, subject)| subject.harness()).collect()
            }
        }
    }

    /// How many windows there are to be weighed, if the code compiles.
    pub fn expected(&self) -> usize {
        match self.phase {
            Phase::Refused(_) => 0,
            _ => self.windows_in_all(),
        }
    }

    /// All that has to be built, and why.
    fn subjects(&self) -> Vec<(Role, Subject<'w>)> {
        let subject = |author: &Author, build| Subject {
            exercise: self.exercise(),
            author: author.clone(),
            build,
        };
        let mut subjects = Vec::new();
        for build in self.exercise().builds() {
            subjects.push((Role::Subject, subject(self.author(), build)));
            subjects.push((Role::Reference, subject(&Author::Reference, build)));
        }
        if self.extras.compare == Compare::Starter {
            subjects.push((Role::Starter, subject(&Author::Starter, Build::Release)));
        }
        subjects
    }

    /// Takes in what cargo tells; returns the windows that can be weighed now.
    pub fn hear(&mut self, event: &CargoEvent) -> Vec<(Place, Window)> {
        let mut windows = Vec::new();
        for (role, subject) in self.subjects() {
            match event {
                CargoEvent::Ready {
                    package,
                    executable,
                } if *package == subject.harness() => {
                    self.bench.add(role, subject.build, executable.clone());
                    windows.extend(self.ready(role, subject.build));
                }
                CargoEvent::Compiled { package, dep_info }
                    if role == Role::Subject && *package == subject.library() =>
                {
                    self.forbid_other_files(dep_info);
                }
                CargoEvent::Diagnostic(diagnostic)
                    if [subject.library(), subject.harness()].contains(&diagnostic.package) =>
                {
                    self.note_diagnostic(role, diagnostic);
                }
                _ => {}
            }
        }
        windows
    }

    /// The windows of a harness that was just built.
    fn ready(&mut self, role: Role, build: Build) -> Vec<(Place, Window)> {
        match (role, &mut self.phase) {
            (Role::Starter, Phase::Graded(afterwards)) => afterwards.start_starter(&self.bench),
            // It waits for the grade.
            (Role::Starter, _) => Vec::new(),
            _ => self.bench.windows(role, build),
        }
    }

    /// Keeps what the compiler said of the code under test. Both builds say the
    /// same; once is enough.
    fn note_diagnostic(&mut self, role: Role, diagnostic: &Diagnostic) {
        let same = |other: &Diagnostic| other.rendered == diagnostic.rendered;
        match (role, &mut self.phase) {
            (Role::Subject, _) if !self.diagnostics.iter().any(same) => {
                self.diagnostics.push(diagnostic.clone());
            }
            (Role::Reference, Phase::Weighing(weighing)) if diagnostic.is_error => {
                weighing.reference_errors.push(diagnostic.clone());
            }
            _ => {}
        }
    }

    /// The exercise is one file: what cargo compiled must be that file alone.
    fn forbid_other_files(&mut self, dep_info: &Path) {
        let source = self.bench.source(Role::Subject);
        if let Some(other) = compiled::other_file(dep_info, &[&source]) {
            let [shown, other] = [&source, &other].map(|path| self.bench.workbook.shown(path));
            self.phase = Phase::Refused(compiled::takes_in(&shown, &other));
        }
    }

    /// Takes in a result; returns the windows that are to be weighed because of it.
    pub fn note(&mut self, place: Place, weighed: Weighed) -> Vec<(Place, Window)> {
        let all = self.windows_in_all();
        match &mut self.phase {
            Phase::Weighing(weighing) => {
                weighing.weighed.insert(place, weighed);
                match weighing.weighed.len() < all {
                    true => Vec::new(),
                    false => self.grade(),
                }
            }
            Phase::Graded(afterwards) => {
                let next = afterwards.note(place, weighed, &self.bench);
                next.into_iter().collect()
            }
            Phase::Refused(_) | Phase::Over => Vec::new(),
        }
    }

    /// How many windows make a grade: the subject's and the reference's.
    fn windows_in_all(&self) -> usize {
        2 * windows::of(self.exercise()).count()
    }

    /// Grades, now that every window has been weighed; returns those that are to be
    /// weighed because of the grade.
    fn grade(&mut self) -> Vec<(Place, Window)> {
        let Phase::Weighing(mut weighing) = std::mem::replace(&mut self.phase, Phase::Over) else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        for (index, part) in self.exercise().parts.iter().enumerate() {
            let own = windows::of(self.exercise()).filter(|window| window.part == index);
            let pair = |window: WindowId| {
                // Answers can be long; they are moved, not copied.
                let mut take = |role| weighing.weighed.remove(&Place { role, window });
                Some(Pair {
                    build: window.build,
                    items: window.items,
                    subject: take(Role::Subject)?,
                    reference: take(Role::Reference)?,
                })
            };
            parts.push(grade::part(part, own.filter_map(pair).collect()));
        }
        let worst = parts.iter().map(|part| part.verdict).max();
        let grade = ExerciseGrade {
            parts,
            ..self.without_parts(worst.unwrap_or(Verdict::Broken), None)
        };
        let (afterwards, windows) =
            Afterwards::of(grade, weighing.explaining, &self.extras, &self.bench);
        self.phase = Phase::Graded(Box::new(afterwards));
        windows
    }

    /// The grade, when there is nothing more to wait for.
    ///
    /// An error means that cargo did not build what the compiler found nothing
    /// wrong with.
    pub fn finished(&mut self, cargo: &Cargo) -> Result<Option<ExerciseGrade<'w>>, Failure> {
        match &mut self.phase {
            Phase::Refused(what) => {
                let what = what.clone();
                Ok(Some(self.without_parts(Verdict::Rejected, Some(what))))
            }
            Phase::Graded(afterwards) => {
                if matches!(cargo, Cargo::Done(_)) {
                    // It was not built by now, so it failed to compile.
                    afterwards.give_up_starter();
                }
                if !afterwards.is_done() {
                    return Ok(None);
                }
                Ok(match std::mem::replace(&mut self.phase, Phase::Over) {
                    Phase::Graded(afterwards) => Some(afterwards.into_grade()),
                    _ => None,
                })
            }
            Phase::Weighing(weighing) => match cargo {
                Cargo::Working => Ok(None),
                Cargo::Done(complaint) => {
                    let reference_errors = std::mem::take(&mut weighing.reference_errors);
                    self.not_built(complaint, &reference_errors)
                }
            },
            Phase::Over => Ok(None),
        }
    }

    /// What is to be said when cargo ended and something is missing, if it is.
    fn not_built(
        &self,
        complaint: &Complaint,
        reference_errors: &[Diagnostic],
    ) -> Result<Option<ExerciseGrade<'w>>, Failure> {
        if self.is_missing(Role::Reference)
            && let Fault::Code(_) = Fault::of(reference_errors)
        {
            let words = complaint::words(reference_errors.iter());
            let what = format!("the reference solution did not compile:\n{words}\n");
            return Ok(Some(self.without_parts(Verdict::Broken, Some(what))));
        }
        if self.is_missing(Role::Subject)
            && let Fault::Code(verdict) = Fault::of(&self.diagnostics)
        {
            return Ok(Some(self.without_parts(verdict, None)));
        }
        if self.is_missing(Role::Subject) || self.is_missing(Role::Reference) {
            return Err(complaint.clone().into_failure());
        }
        Ok(None)
    }

    /// Whether an executable is not there.
    fn is_missing(&self, role: Role) -> bool {
        let mut builds = self.exercise().builds().into_iter();
        builds.any(|build| self.bench.executable(role, build).is_none())
    }

    fn without_parts(&self, verdict: Verdict, trouble: Option<String>) -> ExerciseGrade<'w> {
        let executable = self.bench.executable(Role::Subject, Build::Release);
        let source = match &self.phase {
            Phase::Weighing(weighing) => weighing.explaining.source(),
            _ => None,
        };
        ExerciseGrade {
            exercise: self.exercise(),
            author: self.author().clone(),
            verdict,
            parts: Vec::new(),
            diagnostics: self.diagnostics.clone(),
            trouble,
            starter: HashMap::new(),
            again: HashMap::new(),
            profiles: HashMap::new(),
            receipts: BTreeMap::new(),
            source,
            executable: executable.cloned(),
        }
    }
}

fn same_content(a: &Path, b: &Path) -> bool {
    match (std::fs::read(a), std::fs::read(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
