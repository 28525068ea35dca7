//! What the references answer and cost. In: their harnesses and a seed. Out: one
//! result for each window, the same for the whole class.

use std::collections::HashMap;

use xtask::failure::Failure;
use xtask::pipe::stage::Author;
use xtask::pipe::weigh::{Ending, Observed, Pass, Window};
use xtask::pipe::windows::{self, WindowId};
use xtask::workbook::{Exercise, Workbook};

use crate::compile::toolchain::Toolchain;
use crate::judge::launcher::Launch;
use crate::policy::Policy;

/// The references' results.
#[derive(Debug)]
pub struct References {
    /// By the exercise's id.
    exercises: HashMap<String, HashMap<WindowId, Observed>>,
}

impl References {
    /// Weighs all of them. An error means that the workbook or this machine is at
    /// fault.
    pub fn weigh(
        workbook: &Workbook,
        toolchain: &Toolchain,
        seed: u64,
        policy: &Policy,
    ) -> Result<Self, Failure> {
        let limits = policy.run_limits();
        let mut exercises = HashMap::new();
        for exercise in &workbook.exercises {
            let mut observations = HashMap::new();
            for id in windows::of(exercise) {
                let Some(kit) = toolchain.kits.get(&(exercise.id.clone(), id.build)) else {
                    continue;
                };
                let part = &exercise.parts[id.part];
                let window = Window {
                    executable: kit.reference.clone(),
                    source: Author::Reference.source(workbook, exercise),
                    part: part.name.clone(),
                    items: id.items,
                    seed,
                    skipped: 0,
                    pass: Pass::Count,
                };
                let launch = Launch {
                    window: &window,
                    limits: &limits,
                    seal: policy.sealing.of(part, None),
                    threads: part.threads,
                    fence: policy.start,
                };
                let observed = launch.weigh()?;
                if let Ending::NotStarted(failure) = observed.weighed.ending {
                    return Err(failure);
                }
                if !matches!(observed.weighed.ending, Ending::Returned(_)) {
                    return Err(Failure::new(format!(
                        "{}, part {}, {} items: the reference solution {}\n{}",
                        exercise.id,
                        part.name,
                        id.items,
                        observed.weighed.ending.in_words(),
                        observed.weighed.output.stderr.trim_end(),
                    ))
                    .next("raise --time-limit or --memory-limit, or look at `git status`"));
                }
                observations.insert(id, observed);
            }
            exercises.insert(exercise.id.clone(), observations);
        }
        Ok(References { exercises })
    }

    /// One of them.
    pub fn at(&self, exercise: &Exercise, id: WindowId) -> Option<&Observed> {
        self.exercises.get(&exercise.id)?.get(&id)
    }
}
