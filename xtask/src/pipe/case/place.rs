//! Windows of one exercise. In: whose code is run, what cargo built, and a [`Place`].
//! Out: the [`Window`] that is weighed there.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::pipe::stage::{Author, Submission};
use crate::pipe::weigh::{Pass, Window};
use crate::pipe::windows::{self, WindowId};
use crate::workbook::{Build, Exercise, Workbook};

/// Where a window belongs within an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Why it is weighed.
    pub role: Role,
    /// Which window it is.
    pub window: WindowId,
}

/// Why a window is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It is to be graded.
    Subject,
    /// It tells what is right.
    Reference,
    /// It shows how far the learner came from the starter.
    Starter,
    /// It tells what the graded code costs on the inputs of an earlier attempt.
    Again,
    /// It leaves dhat's profile of the graded code.
    Profile,
    /// It tells which line allocates.
    Stacks,
    /// It tells the names of what allocates.
    Names,
    /// It tells whether fewer items get a wrong answer, too.
    Smaller,
    /// It tells what is right for these.
    SmallerReference,
    /// It tells how the input of a wrong answer reads.
    Input,
}

impl Role {
    /// The role for which the harness was built.
    fn harness(self) -> Role {
        match self {
            Role::Subject
            | Role::Again
            | Role::Profile
            | Role::Stacks
            | Role::Names
            | Role::Smaller => Role::Subject,
            Role::Reference | Role::SmallerReference | Role::Input => Role::Reference,
            Role::Starter => self,
        }
    }
}

/// All that the windows of one exercise share.
#[derive(Debug)]
pub struct Bench<'w> {
    /// Where everything is.
    pub workbook: &'w Workbook,
    /// The exercise, and whose code is graded.
    pub submission: Submission<'w>,
    /// What inputs are made from.
    pub seed: u64,
    /// What cargo built so far.
    executables: HashMap<(Role, Build), PathBuf>,
}

impl<'w> Bench<'w> {
    /// Nothing is built yet.
    pub fn new(workbook: &'w Workbook, submission: &Submission<'w>, seed: u64) -> Self {
        Bench {
            workbook,
            submission: submission.clone(),
            seed,
            executables: HashMap::new(),
        }
    }

    /// The exercise.
    pub fn exercise(&self) -> &'w Exercise {
        self.submission.exercise
    }

    /// The file with the code of a role.
    pub fn source(&self, role: Role) -> PathBuf {
        let author = match role.harness() {
            Role::Reference => &Author::Reference,
            Role::Starter => &Author::Starter,
            _ => &self.submission.author,
        };
        author.source(self.workbook, self.exercise())
    }

    /// Takes in a harness that cargo built.
    pub fn add(&mut self, role: Role, build: Build, executable: PathBuf) {
        self.executables.insert((role, build), executable);
    }

    /// The harness that holds the code of a role, if it is built.
    pub fn executable(&self, role: Role, build: Build) -> Option<&PathBuf> {
        self.executables.get(&(role.harness(), build))
    }

    /// The window of a place, where nothing is written down beside the counts; none
    /// while its harness is not built.
    pub fn window(&self, place: Place) -> Option<(Place, Window)> {
        let WindowId { build, part, items } = place.window;
        let window = Window {
            executable: self.executable(place.role, build)?.clone(),
            source: self.source(place.role),
            part: self.exercise().parts[part].name.clone(),
            items,
            seed: self.seed,
            skipped: 0,
            pass: Pass::Count,
        };
        Some((place, window))
    }

    /// The windows of all places of a role in one build.
    pub fn windows(&self, role: Role, build: Build) -> Vec<(Place, Window)> {
        let own = windows::of(self.exercise()).filter(|window| window.build == build);
        own.filter_map(|window| self.window(Place { role, window }))
            .collect()
    }

    /// The window that belongs to a grade in the release build.
    pub fn release(&self, role: Role, part: usize, items: usize) -> Option<(Place, Window)> {
        let build = Build::Release;
        let window = WindowId { build, part, items };
        self.window(Place { role, window })
    }
}
