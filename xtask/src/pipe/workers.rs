//! The threads that weigh. In: windows, each with a note of whose it is. Out: what came
//! of them.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread::{self, Scope};
use std::time::Duration;

use crate::failure::Failure;
use crate::pipe::case::Place;
use crate::pipe::queue::{Queue, Turn};
use crate::pipe::weigh::{self, Ending, Output, Pass, Weighed, Window};
use crate::process::Limits;

/// A window to be weighed, and whose it is.
pub struct Job<W> {
    /// What it is for.
    pub whose: W,
    /// What to run.
    pub window: Window,
}

/// Functions that ran out of time. At a larger size they would again, so
/// nobody is made to wait for that. Nor would they end in a slower pass: none is faster
/// than counting. That they do not end in a slow pass says nothing of counting.
#[derive(Default)]
pub struct Hopeless(Mutex<HashMap<Function, (usize, Duration)>>);

/// A part of a harness, in one kind of pass.
type Function = (PathBuf, String, Discriminant<Pass>);

impl Hopeless {
    /// Runs a window, unless it is known how it would end.
    pub fn weigh(&self, window: &Window, limits: &Limits) -> Weighed {
        let known = self.known(window);
        let weighed = known.unwrap_or_else(|| weigh::weigh(window, limits));
        self.note(window, &weighed);
        weighed
    }

    /// Keeps how a window ended.
    pub fn note(&self, window: &Window, weighed: &Weighed) {
        if let Ending::TimedOut(limit) = weighed.ending
            && let Ok(mut known) = self.0.lock()
        {
            let function = Self::function(window, &window.pass);
            let (least, _) = known.entry(function).or_insert((window.items, limit));
            *least = (*least).min(window.items);
        }
    }

    /// What would come of a window, if that is known without running it.
    pub fn known(&self, window: &Window) -> Option<Weighed> {
        self.ending(window).map(|ending| Weighed {
            ending,
            output: Output::default(),
        })
    }

    /// How the window would end, if that is known.
    fn ending(&self, window: &Window) -> Option<Ending> {
        let known = self.0.lock().ok()?;
        let passes = [&Pass::Count, &window.pass].into_iter();
        let mut least = passes.filter_map(|pass| known.get(&Self::function(window, pass)));
        let (_, limit) = least.find(|(least, _)| window.items >= *least)?;
        Some(Ending::TimedOut(*limit))
    }

    fn function(window: &Window, pass: &Pass) -> Function {
        let pass = discriminant(pass);
        (window.executable.clone(), window.part.clone(), pass)
    }
}

/// Starts one thread more than the machine has cores: while one waits for its
/// process to begin or to end, another one's can compute. They hand each result
/// to `tell`, and end when the queue is closed.
pub fn start<'s, W: Send + 's>(
    scope: &'s Scope<'s, '_>,
    jobs: &'s Queue<Job<W>>,
    weigh: impl Fn(&Window) -> Weighed + Clone + Send + 's,
    tell: impl Fn(Job<W>, Weighed) + Clone + Send + 's,
) -> Result<(), Failure> {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    for number in 0..=cores {
        let (weigh, tell) = (weigh.clone(), tell.clone());
        let work = move || {
            while let Some(job) = jobs.take() {
                let weighed = weigh(&job.window);
                tell(job, weighed);
            }
        };
        match thread::Builder::new().spawn_scoped(scope, work) {
            Ok(_) => {}
            Err(error) if number == 0 => return Err(Failure::no_thread(&error)),
            // Those that there are do all of the work.
            Err(_) => break,
        }
    }
    Ok(())
}

/// Weighs all windows. Results are in the order of the windows; `told` is called after
/// each. An error means that the machine did not let one run.
pub fn weigh_all(
    windows: &[Window],
    limits: &Limits,
    told: impl Fn(),
) -> Result<Vec<Weighed>, Failure> {
    let jobs = Queue::default();
    for (whose, window) in windows.iter().cloned().enumerate() {
        jobs.add(Turn::First, Job { whose, window });
    }
    let (results, come) = channel();
    let mut all = thread::scope(|scope| -> Result<Vec<(usize, Weighed)>, Failure> {
        let _closing = jobs.close_at_end();
        // Each is run, whatever came of another: one timeout may be chance.
        let weigh = |window: &Window| weigh::weigh(window, limits);
        start(scope, &jobs, weigh, move |job, weighed| {
            // Who waits for all of them hears each.
            let _ = results.send((job.whose, weighed));
        })?;
        let come = come.iter().take(windows.len()).inspect(|_| told());
        come.map(|(whose, weighed)| Ok((whose, weighed.started()?)))
            .collect()
    })?;
    all.sort_by_key(|(whose, _)| *whose);
    Ok(all.into_iter().map(|(_, weighed)| weighed).collect())
}

/// A window of a case: the number of the case, and the place there.
pub type Whose = (usize, Place);

/// Adds the windows of one harness.
///
/// The smallest sizes come first: they take no time, and show an endless loop.
/// Then the largest, so that the longest windows do not begin last.
pub fn add(jobs: &Queue<Job<Whose>>, case: usize, windows: Vec<(Place, Window)>) {
    let sizes = |place: &Place| {
        let same = |other: &Place| (other.role, other.window.build, other.window.part);
        windows
            .iter()
            .filter(|(other, _)| same(other) == same(place))
            .map(|(_, window)| window.items)
            .collect::<Vec<_>>()
    };
    let turns: Vec<Turn> = windows
        .iter()
        .map(|(place, window)| match sizes(place) {
            sizes if sizes.iter().min() == Some(&window.items) => Turn::First,
            sizes if sizes.iter().max() == Some(&window.items) => Turn::Second,
            _ => Turn::Last,
        })
        .collect();
    for ((place, window), turn) in windows.into_iter().zip(turns) {
        let whose = (case, place);
        jobs.add(turn, Job { whose, window });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_pass_says_nothing_of_a_fast_one() {
        let window = |items, pass| Window {
            executable: PathBuf::from("harness"),
            source: PathBuf::new(),
            part: "part".to_owned(),
            items,
            seed: 1,
            skipped: 0,
            pass,
        };
        let stacks = || Pass::Stacks(PathBuf::from("trace"));
        let profile = || Pass::Attribute(PathBuf::from("profile"));
        let timed_out = Weighed {
            ending: Ending::TimedOut(Duration::from_secs(1)),
            output: Output::default(),
        };
        let hopeless = Hopeless::default();
        hopeless.note(&window(64, stacks()), &timed_out);
        hopeless.note(&window(4_096, Pass::Count), &timed_out);
        for (items, pass, is_hopeless) in [
            (8, stacks(), false),
            (64, stacks(), true),
            (512, Pass::Count, false),
            (4_096, Pass::Count, true),
            (512, profile(), false),
            (4_096, profile(), true),
        ] {
            let window = window(items, pass);
            let ending = hopeless.ending(&window);
            assert_eq!(ending.is_some(), is_hopeless, "{window:?}");
        }
    }
}
