//! What is weighed once there is a grade: which lines cost what, and how far the
//! learner came from the starter. In: the grade. Out: more windows, and what they
//! add to the grade.

use std::path::Path;

use super::{Cargo, Grading, Place, Role};
use crate::pipe::explain::{Probe, Step};
use crate::pipe::weigh::{Ending, Weighed, Window};
use crate::workbook::Build;

/// What is to be done, or has been done, about the starter's windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StarterRun {
    /// Nothing.
    NotWanted,
    /// They are weighed after a pass, as soon as the starter is built.
    Wanted,
    /// So many are still being weighed.
    Running(usize),
}

impl Grading<'_> {
    /// The windows that tell which lines cost what, once there is a grade.
    pub(super) fn start_probes(&mut self) -> Vec<(Place, Window)> {
        let executable = self.executables.get(&(Role::Subject, Build::Release));
        let (Some(grade), Some(executable)) = (&mut self.graded, executable) else {
            return Vec::new();
        };
        let exercise = self.submission.exercise;
        match self.explaining.start(&exercise.parts, &grade.parts) {
            Ok(probes) => {
                let window = |probe: Probe| {
                    let place = Place {
                        role: Role::Probe,
                        build: Build::Release,
                        part: probe.part,
                        items: probe.items,
                    };
                    let mut window = self.window(&exercise.parts[probe.part], place, executable);
                    window.pass = probe.pass;
                    (place, window)
                };
                probes.into_iter().map(window).collect()
            }
            Err(trouble) => {
                for part in &exercise.parts {
                    grade
                        .receipts
                        .insert(part.name.clone(), Err(trouble.clone()));
                }
                Vec::new()
            }
        }
    }

    /// Takes in a window that tells of call stacks, or of names on them. Returns the
    /// window that is needed next.
    pub(super) fn note_probe(&mut self, place: Place, weighed: &Weighed) -> Vec<(Place, Window)> {
        let exercise = self.submission.exercise;
        let Some(grade) = &mut self.graded else {
            return Vec::new();
        };
        let step = match place.role {
            Role::Names => self.explaining.note_names(weighed),
            _ => self.explaining.note(place.part, place.items, weighed),
        };
        let name = |part: usize| exercise.parts[part].name.clone();
        match step {
            Step::Wait => {}
            Step::Names(pass) => {
                let executable = self.executables.get(&(Role::Subject, Build::Release));
                let place = Place {
                    role: Role::Names,
                    ..place
                };
                let window = executable.map(|executable| {
                    let mut window = self.window(&exercise.parts[place.part], place, executable);
                    window.pass = pass;
                    (place, window)
                });
                return window.into_iter().collect();
            }
            Step::Receipts(names) => {
                let all = self
                    .explaining
                    .receipts(&names, &exercise.parts, &grade.parts);
                let named = all
                    .into_iter()
                    .map(|(part, receipts)| (name(part), receipts));
                grade.receipts.extend(named);
            }
            Step::Trouble(trouble) => {
                let parts = self.explaining.give_up().into_iter();
                let named = parts.map(|part| (name(part), Err(trouble.clone())));
                grade.receipts.extend(named);
            }
        }
        Vec::new()
    }

    pub(super) fn note_starter(&mut self, place: Place, weighed: &Weighed) {
        if let StarterRun::Running(left) = &mut self.starter {
            *left -= 1;
        }
        let part = &self.submission.exercise.parts[place.part].name;
        if let (Some(grade), Ending::Returned(returned)) = (&mut self.graded, &weighed.ending)
            && let Some(counts) = returned.counts
        {
            grade.starter.insert(part.clone(), counts);
        }
    }

    /// The starter's windows, once there is a pass and the starter is built.
    pub(super) fn start_starter(&mut self) -> Vec<(Place, Window)> {
        let executable = self.executables.get(&(Role::Starter, Build::Release));
        let Some(executable) = executable else {
            return Vec::new();
        };
        if self.graded.is_none() || self.starter != StarterRun::Wanted {
            return Vec::new();
        }
        let windows = self.starter_windows(executable);
        self.starter = StarterRun::Running(windows.len());
        windows
    }

    /// Whether nothing more is to be learned of the starter.
    pub(super) fn is_done_with_starter(&self, cargo: &Cargo) -> bool {
        match self.starter {
            StarterRun::NotWanted => true,
            // It may still be compiling, or it failed to compile.
            StarterRun::Wanted => matches!(cargo, Cargo::Done(_)),
            StarterRun::Running(left) => left == 0,
        }
    }

    fn starter_windows(&self, executable: &Path) -> Vec<(Place, Window)> {
        let mut windows = self.windows(Role::Starter, Build::Release, executable);
        windows.retain(|(place, _)| {
            let part = &self.exercise().parts[place.part];
            !part.budget.is_empty() && part.sizes.last() == Some(&place.items)
        });
        windows
    }
}
