//! One exercise on its way to a grade. In: what cargo tells, and windows that
//! were weighed. Out: the windows that can be weighed next, and in the end the
//! grade.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use meter_report::Counts;

use crate::failure::Failure;
use crate::pipe::build::{self, Complaint, Diagnostic, Event};
use crate::pipe::explain::{Explain, Explaining, Receipt};
use crate::pipe::grade::{self, Pair, PartGrade, Verdict};

use crate::pipe::source::{self, SourceText};
use crate::pipe::stage::{Author, Subject, Submission};
use crate::pipe::weigh::{Pass, Weighed, Window};
use crate::workbook::{Build, Exercise, Part, Workbook};

use afterwards::StarterRun;

mod afterwards;

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
    /// Which lines cost what, by part, or why that is not known. Only for parts
    /// that are to be explained.
    pub receipts: BTreeMap<String, Result<Vec<Receipt>, String>>,
    /// The file that was graded, where it is fit to be shown.
    pub source: Option<SourceText>,
    /// The release harness that holds the graded code, if it was built.
    pub executable: Option<PathBuf>,
}

/// How far cargo is.
pub enum Cargo {
    /// There may be more to come.
    Working,
    /// It ended, and this is what it complained of.
    Done(Complaint),
}

/// Where a window belongs within an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Why it is weighed.
    pub role: Role,
    /// How the code is compiled.
    pub build: Build,
    /// Which part of the exercise, counted from 0.
    pub part: usize,
    /// The size of the input.
    pub items: usize,
}

/// Why a window is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It is to be graded.
    Subject,
    /// It tells what is right.
    Reference,
    /// It shows how far the learner came.
    Starter,
    /// It tells which line allocates.
    Probe,
    /// It tells the names of what allocates.
    Names,
}

/// All that is known of one exercise while it is being graded.
pub struct Grading<'w> {
    workbook: &'w Workbook,
    submission: Submission<'w>,
    seed: u64,
    /// Set when the code is not fit to be compiled or run.
    verdict: Option<(Verdict, String)>,
    diagnostics: Vec<Diagnostic>,
    reference_errors: usize,
    executables: HashMap<(Role, Build), PathBuf>,
    weighed: HashMap<Place, Weighed>,
    /// The grade, when all but the starter's windows are weighed.
    graded: Option<ExerciseGrade<'w>>,
    starter: StarterRun,
    explaining: Explaining,
}

impl<'w> Grading<'w> {
    /// A grading that has not begun.
    pub fn new(
        workbook: &'w Workbook,
        submission: &Submission<'w>,
        seed: u64,
        compare: Compare,
        explain: Explain,
    ) -> Self {
        let source = submission.author.source(workbook, submission.exercise);
        let shown = workbook.shown(&source);
        let verdict = source::check(&source, &shown).err().map(|what| {
            let what = match submission.author {
                Author::Learner => format!(
                    "{what}; `cargo xtask reset {}` puts the starter there",
                    submission.exercise.id
                ),
                _ => what,
            };
            (Verdict::Rejected, what)
        });
        let starter = submission.exercise.starter_file();
        // The starter tells a learner something only once they have changed it.
        // A file that is not fit, such as a pipe, is not read either.
        let starter = match (compare, &verdict) {
            (Compare::Starter, None) if !same_content(&source, &starter) => StarterRun::Wanted,
            _ => StarterRun::NotWanted,
        };
        let explaining = match &verdict {
            None => Explaining::new(explain, &source),
            Some(_) => Explaining::nothing(),
        };
        Grading {
            explaining,
            workbook,
            submission: submission.clone(),
            seed,
            verdict,
            diagnostics: Vec::new(),
            reference_errors: 0,
            executables: HashMap::new(),
            weighed: HashMap::new(),
            graded: None,
            starter,
        }
    }

    /// The exercise.
    pub fn exercise(&self) -> &'w Exercise {
        self.submission.exercise
    }

    /// Whose code is graded.
    pub fn author(&self) -> &Author {
        &self.submission.author
    }

    /// The packages that cargo has to build; none if the code is not fit for it.
    pub fn packages(&self) -> Vec<String> {
        match self.verdict {
            Some(_) => Vec::new(),
            None => self
                .roles()
                .iter()
                .map(|(_, subject)| subject.harness())
                .collect(),
        }
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
        if self.starter != StarterRun::NotWanted {
            roles.push((Role::Starter, subject(&Author::Starter, Build::Release)));
        }
        roles
    }

    /// Takes in what cargo tells; returns the windows that can be weighed now.
    pub fn hear(&mut self, event: &Event) -> Vec<(Place, Window)> {
        let mut windows = Vec::new();
        for (role, subject) in self.roles() {
            match event {
                Event::Ready {
                    package,
                    executable,
                } if *package == subject.harness() => {
                    let build = subject.build;
                    self.executables.insert((role, build), executable.clone());
                    windows.extend(match role {
                        Role::Starter => self.start_starter(),
                        _ => self.windows(role, build, executable),
                    });
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
                self.workbook.shown(&source),
                self.workbook.shown(other)
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
            Role::Subject | Role::Probe | Role::Names => &self.submission.author,
            Role::Reference => &Author::Reference,
            Role::Starter => &Author::Starter,
        };
        Window {
            executable: executable.to_owned(),
            source: author.source(self.workbook, self.exercise()),
            part: part.name.clone(),
            items: place.items,
            seed: self.seed,
            pass: Pass::Count,
        }
    }

    /// Takes in a result; returns the windows that are to be weighed because of it.
    pub fn note(&mut self, place: Place, weighed: Weighed) -> Vec<(Place, Window)> {
        match place.role {
            Role::Subject | Role::Reference => {}
            Role::Starter => {
                self.note_starter(place, &weighed);
                return Vec::new();
            }
            Role::Probe | Role::Names => return self.note_probe(place, &weighed),
        }
        self.weighed.insert(place, weighed);
        if self.weighed.len() < self.windows_in_all() {
            return Vec::new();
        }
        let grade = self.grade();
        if grade.verdict != Verdict::Pass {
            self.starter = StarterRun::NotWanted;
        }
        self.graded = Some(grade);
        let mut windows = self.start_starter();
        windows.extend(self.start_probes());
        windows
    }

    /// The grade, when there is nothing more to wait for.
    ///
    /// An error means that cargo did not build what the compiler found nothing
    /// wrong with.
    pub fn finished(&mut self, cargo: &Cargo) -> Result<Option<ExerciseGrade<'w>>, Failure> {
        if let Some((verdict, what)) = &self.verdict {
            return Ok(Some(self.without_parts(*verdict, Some(what.clone()))));
        }
        if self.graded.is_some() {
            if !self.explaining.is_done() || !self.is_done_with_starter(cargo) {
                return Ok(None);
            }
            let mut grade = self.graded.take();
            if let Some(grade) = &mut grade {
                grade.source = self.explaining.source();
            }
            return Ok(grade);
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
            let machine = errors().find(|d| d.is_trouble_with_the_machine());
            if errors().count() > 0 && machine.is_none() {
                let verdict = if errors().any(Diagnostic::breaks_a_rule) {
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
            receipts: BTreeMap::new(),
            source: self.explaining.source(),
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

    /// How many windows there are to be weighed, if the code compiles.
    pub fn expected(&self) -> usize {
        match self.verdict {
            Some(_) => 0,
            None => self.windows_in_all(),
        }
    }

    /// The grade, once every window has been weighed.
    fn grade(&mut self) -> ExerciseGrade<'w> {
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

fn same_content(a: &Path, b: &Path) -> bool {
    match (std::fs::read(a), std::fs::read(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
