//! What the references answer and cost. In: their harnesses and a seed. Out: one
//! result for each window, the same for the whole class.

use std::collections::HashMap;

use xtask::failure::Failure;
use xtask::pipe::stage::Author;
use xtask::pipe::weigh::{Ending, Observed, Pass, Seal, Window};
use xtask::workbook::{Build, Exercise, Part, Workbook};

use crate::compile::toolchain::Toolchain;
use crate::judge::launcher::Launcher;
use crate::policy::Policy;

/// Where a window belongs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The exercise's id.
    pub exercise: String,
    /// How the code is compiled.
    pub build: Build,
    /// The number of the part.
    pub part: usize,
    /// The size of the input.
    pub items: usize,
}

/// The references' results.
#[derive(Debug)]
pub struct References {
    windows: HashMap<Place, Observed>,
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
        let mut windows = HashMap::new();
        for exercise in &workbook.exercises {
            for place in places(exercise) {
                let Some(kit) = toolchain.kits.get(&(exercise.id.clone(), place.build)) else {
                    continue;
                };
                let part = &exercise.parts[place.part];
                let window = Window {
                    executable: kit.reference.clone(),
                    source: Author::Reference.source(workbook, exercise),
                    part: part.name.clone(),
                    items: place.items,
                    seed,
                    pass: Pass::Count,
                };
                let folder = kit.reference.parent().unwrap_or(&kit.reference);
                let launcher = Launcher::start(folder, policy.surroundings())?;
                let observed = launcher.weigh(&window, &limits, policy.sealing.of(part, None))?;
                if !matches!(observed.weighed.ending, Ending::Returned(_)) {
                    return Err(Failure::broken(format!(
                        "{}, part {}, {} items: the reference solution failed: {:?}\n{}",
                        exercise.id,
                        part.name,
                        place.items,
                        observed.weighed.ending,
                        observed.weighed.output.stderr.trim_end(),
                    ))
                    .next("raise --time-limit or --memory-limit, or look at `git status`"));
                }
                windows.insert(place, observed);
            }
        }
        Ok(References { windows })
    }

    /// One of them.
    pub fn at(&self, place: &Place) -> Option<&Observed> {
        self.windows.get(place)
    }
}

/// All windows of an exercise, in the order of its parts.
pub fn places(exercise: &Exercise) -> Vec<Place> {
    let mut places = Vec::new();
    for (number, part) in exercise.parts.iter().enumerate() {
        for build in part.builds.iter().copied() {
            places.extend(part.sizes.iter().map(|items| Place {
                exercise: exercise.id.clone(),
                build,
                part: number,
                items: *items,
            }));
        }
    }
    places
}

/// Which of the harness's own layers are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealing {
    /// Whether it seals itself.
    pub seal: Layer,
    /// Whether it tells its events.
    pub events: Layer,
}

/// Whether a layer is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// It is.
    On,
    /// It is not: somebody wants to see what the others stop.
    Off,
}

impl Sealing {
    /// What a window of this part is to do. `most` is how many events are wanted; none
    /// for all of them.
    pub fn of(self, part: &Part, most: Option<u64>) -> Seal {
        Seal {
            closed: (self.seal == Layer::On).then_some(part.threads),
            told: (self.events == Layer::On).then_some(most.unwrap_or(u64::MAX)),
        }
    }
}
