//! One window: a function is called once, between two readings of the scales.

use std::fs::File;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use meter_report::Counts;
use meter_report::events::WindowEvent;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::route::Mode;
use crate::trace::{self, Keep};
use crate::{reading, stacks};

/// More than what any harness has live at once. Its pages are never touched.
const MARK: usize = 1 << 30;

/// Which pass this process makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Count; nothing else happens at an allocation.
    Count,
    /// Count, and write dhat's profile of the window to this file.
    Attribute(PathBuf),
    /// Count, and write every event of the window to this file, in order.
    Trace(PathBuf),
    /// The same, with the call stack of each event.
    Stacks(PathBuf),
    /// End the process before the function is called: what a profiler of processes
    /// counts until then is the harness's. Counts of nothing go to this file.
    Before(PathBuf),
    /// The same, but a block of [`MARK`] bytes is made there, and freed: the peak of
    /// the process is then that much over what was live before the call.
    Mark(PathBuf),
    /// End the process when the function has returned and nothing was freed since.
    /// Its counts go to this file.
    After(PathBuf),
}

/// What a part of a harness works with: the size and seed of its input, the
/// scales, and the place to hand over the answer.
pub struct Window {
    items: usize,
    seed: u64,
    pass: Pass,
    counts: Option<Counts>,
    answer: Option<Box<RawValue>>,
    truth: Option<Box<RawValue>>,
    misuse: Option<String>,
}

/// Ends the process at the edge of the window. Both edges do the same from here on,
/// so that what is different between two processes happened in the window.
fn end_here(file: &Path, counts: &Counts) -> ! {
    // Not buffered: standard output's buffer would be made here or in the window,
    // depending on what the code under test prints.
    let written = File::create(file)
        .map_err(serde_json::Error::io)
        .and_then(|file| serde_json::to_writer(file, counts));
    match written {
        Ok(()) => std::process::exit(0),
        Err(error) => end_badly(&format!("{}: {error}", file.display())),
    }
}

fn end_badly(what: &str) -> ! {
    eprintln!("error: {what}");
    std::process::exit(3)
}

/// What a part left in its window.
pub(crate) struct Findings {
    pub(crate) counts: Option<Counts>,
    pub(crate) answer: Box<RawValue>,
    pub(crate) truth: Option<Box<RawValue>>,
}

impl Window {
    pub(crate) fn new(items: usize, seed: u64, pass: Pass) -> Self {
        Window {
            items,
            seed,
            pass,
            counts: None,
            answer: None,
            truth: None,
            misuse: None,
        }
    }

    /// How many items the input has. What an item is, `exercise.toml` says.
    pub fn items(&self) -> usize {
        self.items
    }

    /// A source of input that is the same for the same seed and size.
    pub fn rng(&self) -> Rng {
        Rng::with_seed(self.seed ^ (self.items as u64).rotate_left(32))
    }

    /// Calls `f` once and keeps what it allocated as the counts of this part.
    ///
    /// The input is made before the window opens. The result is returned, and
    /// so dropped after the window closed. Both are hidden from the optimiser.
    /// The input must be borrowed, or own nothing on the heap: a window that
    /// frees what it did not make is reported as a fault of the harness.
    pub fn weigh<I, O>(&mut self, input: I, f: impl FnOnce(I) -> O) -> O {
        let (result, counts) = match self.pass.clone() {
            Pass::Count => self.within(WindowEvent::Weighing, input, f),
            Pass::Attribute(profile) => self.attribute(profile, input, f),
            Pass::Trace(_) => self.trace(Keep::Events, input, f),
            Pass::Stacks(_) => self.trace(Keep::Stacks, input, f),
            Pass::Before(file) => {
                let _input = black_box(input);
                end_here(&file, &Counts::default())
            }
            Pass::Mark(file) => {
                let _input = black_box(input);
                drop(black_box(Vec::<u8>::with_capacity(MARK)));
                end_here(&file, &Counts::default())
            }
            Pass::After(file) => {
                let (_result, counts) = self.count(input, f);
                match self.misuse.take() {
                    Some(misuse) => end_badly(&misuse),
                    None => end_here(&file, &counts),
                }
            }
        };
        if self.counts.replace(counts).is_some() {
            self.misuse("a part weighs once; use `count` for further measurements");
        }
        result
    }

    /// Calls `f` once and returns what it allocated beside its result, without
    /// making it the counts of this part.
    pub fn count<I, O>(&mut self, input: I, f: impl FnOnce(I) -> O) -> (O, Counts) {
        self.within(WindowEvent::Counting, input, f)
    }

    fn within<I, O>(
        &mut self,
        event: WindowEvent,
        input: I,
        f: impl FnOnce(I) -> O,
    ) -> (O, Counts) {
        let input = black_box(input);
        let window = reading::open(event);
        let result = black_box(f(input));
        let counts = window.close();
        (result, self.trusted(counts))
    }

    fn attribute<I, O>(
        &mut self,
        profile: PathBuf,
        input: I,
        f: impl FnOnce(I) -> O,
    ) -> (O, Counts) {
        Mode::Attribute.set();
        let profiler = dhat::Profiler::builder()
            .file_name(profile)
            .trim_backtraces(Some(32))
            .build();
        let (result, counts) = self.count(input, f);
        let stats = dhat::HeapStats::get();
        drop(profiler);
        Mode::Count.set();

        // What is live is not compared: a thread that nobody joined may free its
        // last blocks between the two readings.
        let ours = (counts.allocations, counts.bytes);
        let dhats = (stats.total_blocks, stats.total_bytes);
        if ours != dhats {
            self.misuse(format!(
                "the passes disagree on (allocations, bytes): \
                 counted {ours:?}, dhat says {dhats:?}"
            ));
        }
        (result, counts)
    }

    fn trace<I, O>(&mut self, keep: Keep, input: I, f: impl FnOnce(I) -> O) -> (O, Counts) {
        trace::prepare(keep);
        stacks::begin_here();
        Mode::Trace.set();
        let (result, counts) = self.count(input, f);
        let events = trace::events();
        Mode::Count.set();
        if let Err(error) = trace::write(events) {
            self.misuse(format!("the trace could not be written: {error}"));
        }
        (result, counts)
    }

    /// From now on every allocation also reaches `dhat::Alloc`, so that code
    /// under test may run a `dhat::Profiler` of its own. Counting goes on, and
    /// leaves out what dhat allocates for itself.
    pub fn host_dhat(&mut self) {
        Mode::HostDhat.set();
    }

    /// Hands over the answer. Two answers are equal if their JSON is.
    pub fn answer(&mut self, answer: &(impl Serialize + ?Sized)) {
        match to_raw_value(answer) {
            Ok(answer) => self.answer = Some(answer),
            Err(error) => self.misuse(format!("the answer is not JSON: {error}")),
        }
    }

    /// Hands over the right answer, where it is a measurement made right now.
    ///
    /// The runner compares answers with the truth that the process of the
    /// reference solution found, never with one from the process it judges.
    pub fn truth(&mut self, truth: &(impl Serialize + ?Sized)) {
        match to_raw_value(truth) {
            Ok(truth) => self.truth = Some(truth),
            Err(error) => self.misuse(format!("the truth is not JSON: {error}")),
        }
    }

    fn trusted(&mut self, counts: Result<Counts, String>) -> Counts {
        counts.unwrap_or_else(|misuse| {
            self.misuse(misuse);
            Counts::default()
        })
    }

    fn misuse(&mut self, what: impl Into<String>) {
        self.misuse.get_or_insert(what.into());
    }

    pub(crate) fn into_findings(self) -> Result<Findings, String> {
        if let Some(misuse) = self.misuse {
            return Err(misuse);
        }
        let answer = self
            .answer
            .ok_or("the part handed over no answer".to_owned())?;
        Ok(Findings {
            counts: self.counts,
            answer,
            truth: self.truth,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_come_from_the_seed_and_the_size() {
        let first = |items, seed| Window::new(items, seed, Pass::Count).rng().u64(..);
        assert_eq!(first(8, 1), first(8, 1));
        let all = [
            first(8, 1),
            first(8, 2),
            first(64, 1),
            first(0, 1),
            first(8, 0),
            // No bit of a seed is lost where the size has one.
            first(8, 8 << 32),
        ];
        for (at, number) in all.iter().enumerate() {
            assert!(!all[..at].contains(number), "{all:?}");
        }
        assert_eq!(Window::new(8, 1, Pass::Count).items(), 8);
    }

    #[test]
    fn what_a_part_hands_over_is_found() {
        let mut window = Window::new(8, 1, Pass::Count);
        window.answer(&[1, 2]);
        window.truth(&3);
        let findings = window.into_findings().expect("findings");
        assert_eq!(findings.answer.get(), "[1,2]");
        assert_eq!(
            findings.truth.map(|truth| truth.to_string()),
            Some("3".into())
        );
        assert_eq!(findings.counts, None);
    }
}
