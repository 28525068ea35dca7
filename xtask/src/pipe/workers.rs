//! The threads that weigh. In: windows, each with its place. Out: what came of
//! them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread::{self, Scope};

use crate::pipe::case::Place;
use crate::pipe::queue::{Queue, Turn};
use crate::pipe::weigh::{self, Ending, Output, Weighed, Window};
use crate::process::Limits;

/// A window to be weighed, and whose it is.
pub struct Job {
    /// The grading it belongs to, by its number.
    pub grading: usize,
    /// Its place there.
    pub place: Place,
    /// What to run.
    pub window: Window,
}

/// Functions that ran out of time. At a larger size they would again, so
/// nobody is made to wait for that.
#[derive(Default)]
pub struct Hopeless(Mutex<HashMap<(PathBuf, String), usize>>);

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

/// Starts one thread more than the machine has cores: while one waits for its
/// process to begin or to end, another one's can compute. They hand each result
/// to `tell`, and end when the queue is closed.
pub fn start<'s>(
    scope: &'s Scope<'s, '_>,
    jobs: &'s Queue<Job>,
    hopeless: &'s Hopeless,
    limits: &'s Limits,
    tell: impl Fn(Job, Weighed) + Clone + Send + 's,
) {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    for _ in 0..=cores {
        let tell = tell.clone();
        scope.spawn(move || {
            while let Some(job) = jobs.take() {
                let weighed = match hopeless.ending(&job) {
                    Some(ending) => Weighed {
                        ending,
                        output: Output::default(),
                    },
                    None => weigh::weigh(&job.window, limits),
                };
                hopeless.note(&job, &weighed);
                tell(job, weighed);
            }
        });
    }
}

/// Adds the windows of one harness.
///
/// The smallest sizes come first: they take no time, and show an endless loop.
/// Then the largest, so that the longest windows do not begin last.
pub fn add(jobs: &Queue<Job>, grading: usize, windows: Vec<(Place, Window)>) {
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
            grading,
            place,
            window,
        };
        jobs.add(turn, job);
    }
}
