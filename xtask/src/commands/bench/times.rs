//! What is timed. In: the workbook. Out: seconds of each command, by round.
//!
//! Commands that are compared take turns, so that a machine whose speed drifts
//! treats them alike.

use std::fs;

use super::clone::{Clone, Edit};
use super::live::Live;
use super::long_profile;
use crate::failure::Failure;
use crate::pipe::progress::{Progress, Step};
use crate::report::progress::{Bar, Show};
use crate::session::Session;
use crate::workbook::{Exercise, Workbook};

/// The exercise that is edited.
const EDITED: &str = "ex3";
/// The exercise that is too large to be explained quickly.
const MYSTERY: &str = "ex7";
/// Sites of the profile that is read.
const SITES: usize = 10_000;

/// Seconds of each command, by round.
#[derive(Default)]
pub struct Times {
    /// The first check of a fresh clone, once.
    pub first: f64,
    /// `check ex3` after an edit.
    pub edited: Vec<f64>,
    /// `check ex3` without one.
    pub unedited: Vec<f64>,
    /// `check` without an edit.
    pub all: Vec<f64>,
    /// `cargo build --release` of the exercise after an edit.
    pub bare: Vec<f64>,
    /// What a receipt adds, by exercise: medians.
    pub explanation: Vec<f64>,
    /// From a save to the verdict of `watch ex3`.
    pub watched: Vec<f64>,
    /// The bare build once more, in turn with that.
    pub bare_beside_watch: Vec<f64>,
    /// `check ex3` in the shell, without an edit.
    pub in_shell: Vec<f64>,
    /// The same by `cargo xtask`, in turn with that.
    pub beside_shell: Vec<f64>,
    /// `advise` on a long profile.
    pub advice: Vec<f64>,
}

/// Takes the times, in copies of the workbook.
struct Timer<'s> {
    workbook: &'s Workbook,
    exercise: &'s Exercise,
    clone: Clone,
    /// Another copy, for builds that nothing else is to notice.
    apart: Clone,
    runs: usize,
    progress: Bar,
}

impl Times {
    /// Takes all of them.
    pub fn take(session: &Session, runs: usize) -> Result<Self, Failure> {
        let scratch = || {
            tempfile::tempdir().map_err(|error| Failure::new(format!("no scratch folder: {error}")))
        };
        let (here, there) = (scratch()?, scratch()?);
        let timer = Timer {
            workbook: &session.workbook,
            exercise: session.workbook.find(EDITED)?,
            clone: Clone::make(&session.workbook, here.path())?,
            apart: Clone::make(&session.workbook, there.path())?,
            runs,
            progress: Bar::new(Show::OnTerminal),
        };
        let mut times = Times::default();
        timer.tell(0, "the first check");
        times.first = timer.clone.timed(&["xtask", "check"])?;
        timer.checks(&mut times)?;
        timer.live(&mut times)?;
        timer.receipts(&mut times)?;
        timer.advice(&mut times)?;
        Ok(times)
    }
}

impl Timer<'_> {
    fn tell(&self, done: usize, what: &str) {
        let of = self.runs;
        self.progress.tell(Step::Timing { done, of, what });
    }

    fn edit(&self, clone: &Clone, round: usize, turn: usize) -> Result<(), Failure> {
        clone.edit(self.workbook, self.exercise, Edit { round, turn })
    }

    fn bare_build(&self, clone: &Clone) -> Result<f64, Failure> {
        clone.bare_build(&self.exercise.name)
    }

    fn checks(&self, times: &mut Times) -> Result<(), Failure> {
        let check = || self.clone.timed(&["xtask", "check", EDITED]);
        self.clone.warm_up(self.workbook, self.exercise)?;
        for round in 0..self.runs {
            self.tell(round, "checks");
            self.edit(&self.clone, round, 0)?;
            times.edited.push(check()?);
            times.unedited.push(check()?);
            times.all.push(self.clone.timed(&["xtask", "check"])?);
            self.edit(&self.clone, round, 1)?;
            self.tell(round, "a bare build");
            times.bare.push(self.bare_build(&self.clone)?);
        }
        Ok(())
    }

    /// The watcher and the prompt, beside what they save.
    fn live(&self, times: &mut Times) -> Result<(), Failure> {
        self.tell(0, "the watcher and the prompt");
        self.clone.bare_build("terminal")?;
        self.bare_build(&self.apart)?;
        let program = format!("terminal{}", std::env::consts::EXE_SUFFIX);
        let program = self.clone.root.join("target/release").join(program);

        let mut watch = Live::start(&program, &self.clone.root, &["watch", EDITED])?;
        watch.until_verdict()?;
        for round in 0..self.runs {
            self.tell(round, "the watcher");
            let save = |_: &mut Live| self.edit(&self.clone, round, 4);
            times.watched.push(watch.timed(save)?);
            self.edit(&self.apart, round, 4)?;
            times.bare_beside_watch.push(self.bare_build(&self.apart)?);
        }
        drop(watch);

        let mut shell = Live::start(&program, &self.clone.root, &["shell"])?;
        let check = |shell: &mut Live| shell.say(&format!("check {EDITED}"));
        shell.timed(check)?;
        for round in 0..self.runs {
            self.tell(round, "the prompt");
            times.in_shell.push(shell.timed(check)?);
            let plain = self.clone.timed(&["xtask", "check", EDITED])?;
            times.beside_shell.push(plain);
        }
        Ok(())
    }

    /// What it adds to a failed check to say which lines cost.
    fn receipts(&self, times: &mut Times) -> Result<(), Failure> {
        self.clone.start_over(self.workbook)?;
        for exercise in &self.workbook.exercises {
            // The mystery is explained at its smallest size, and still takes longer;
            // nothing is promised for it.
            if exercise.id == MYSTERY {
                continue;
            }
            let check = |explain| self.clone.timed(&["xtask", "check", &exercise.id, explain]);
            let (mut without, mut with) = (Vec::new(), Vec::new());
            check("--explain=nothing")?;
            for round in 0..self.runs {
                self.tell(round, "receipts");
                without.push(check("--explain=nothing")?);
                with.push(check("--explain=failures")?);
            }
            times.explanation.push(median(with) - median(without));
        }
        Ok(())
    }

    fn advice(&self, times: &mut Times) -> Result<(), Failure> {
        let path = self.clone.root.join("long-profile.json");
        fs::write(&path, long_profile::text(SITES))
            .map_err(|error| Failure::io("write", &path, &error))?;
        for round in 0..self.runs {
            self.tell(round, "advice");
            let advise = ["xtask", "advise", "long-profile.json"];
            times.advice.push(self.clone.timed(&advise)?);
        }
        Ok(())
    }
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[middle],
        _ => (values[middle - 1] + values[middle]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_of_odd_and_even_counts() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }
}
