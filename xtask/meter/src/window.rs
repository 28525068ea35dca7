//! One window: a function is called once, between two readings of the scales.

use std::fmt::Display;
use std::fs::File;
use std::hint::black_box;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fastrand::Rng;
use meter_report::events::WindowEvent;
use meter_report::{Counts, Input, Panic};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::route::Mode;
use crate::trace::{self, Keep};
use crate::{clock, panics, reading, stacks, totals};

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

/// What inputs are made from. Equal seeds make equal inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    /// A source of chance for what an input has once.
    pub fn rng(self) -> Rng {
        Rng::with_seed(self.0)
    }

    /// A source of chance for the item at this place, whatever the size: so an input is the
    /// beginning of a larger one.
    pub fn rng_of(self, place: usize) -> Rng {
        // Two odd numbers, so that no two places of one seed share a source.
        const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
        const PLACE: u64 = 0xd1b5_4a32_d192_ed03;
        Rng::with_seed(self.0.wrapping_mul(SEED) ^ (place as u64 + 1).wrapping_mul(PLACE))
    }
}

/// What a part of a harness works with: the size and seed of its input, the
/// scales, and the place to hand over the answer.
pub struct Window {
    items: usize,
    /// How many items of the seed are left out before these.
    skipped: usize,
    seed: Seed,
    pass: Pass,
    counts: Option<Counts>,
    processor_time: Option<Duration>,
    answer: Option<Box<RawValue>>,
    /// The input that the code under test is asked about now, besides the weighed one.
    input: Option<String>,
    asked: Vec<(String, Box<RawValue>)>,
    /// After how many calls that are not weighed memory stayed behind.
    leaking_calls: u64,
    /// Of each call that panicked and returned all the same, the first panic.
    caught: Vec<Panic>,
    /// How many events the trace of the window has, until it is written.
    traced: Option<usize>,
    truth: Option<Box<RawValue>>,
    /// The input that is to be shown: the name of one that is asked about, or nothing for the
    /// weighed one.
    show: Option<String>,
    shown: Option<Input>,
    misuse: Option<String>,
}

/// One call of the code under test. The harness's own code makes the input and takes the
/// answer; what is compiled with the code under test does no more than this call.
#[must_use]
pub struct Call<'w> {
    window: &'w mut Window,
    purpose: Purpose,
}

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// Its costs are those of the part.
    Costs,
    /// Only its answer counts.
    Answer,
}

impl Call<'_> {
    /// The input of the call as people read it: its lines or fields. It is written down only
    /// where it is to be shown.
    pub fn on(self, input: &(impl Display + ?Sized)) -> Self {
        self.window.show(input);
        self
    }

    /// Calls `f`, reads what it returned, and drops that.
    ///
    /// All code of the learner's runs in here: `f` asks all that there is to ask. `read`
    /// takes the answer out of the result without calling any code of the learner's: by
    /// patterns, and with [`text`](crate::text), [`list`](crate::list) and [`held`](crate::held).
    pub fn run<O, A>(self, f: impl FnOnce() -> O, read: impl FnOnce(&O) -> A) -> A {
        match self.purpose {
            Purpose::Costs => self.window.weigh_and_read(f, read),
            Purpose::Answer => self.window.call_and_read(f, read),
        }
    }

    /// The same for many small results. They lie in `room`, which is made before the call:
    /// it is not counted.
    pub fn run_into<R, A>(
        self,
        room: &mut Vec<R>,
        f: impl FnOnce(&mut Vec<R>),
        read: impl FnOnce(&[R]) -> A,
    ) -> A {
        self.run(
            || {
                f(room);
                InRoom(room)
            },
            |results| read(results.0),
        )
    }
}

/// What `read` takes out of a result, and how many bytes were freed with the result.
fn read_and_drop<O, A>(result: O, read: impl FnOnce(&O) -> A) -> (A, i64) {
    let answer = read(&result);
    let held = totals::live();
    drop(result);
    (answer, held - totals::live())
}

/// Results in a room that was there before the call; the room stays when they are dropped.
struct InRoom<'r, R>(&'r mut Vec<R>);

impl<R> Drop for InRoom<'_, R> {
    fn drop(&mut self) {
        self.0.clear();
    }
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
    pub(crate) processor_time: Option<Duration>,
    pub(crate) answer: Box<RawValue>,
    pub(crate) asked: Vec<(String, Box<RawValue>)>,
    pub(crate) leaking_calls: u64,
    pub(crate) caught: Vec<Panic>,
    pub(crate) truth: Option<Box<RawValue>>,
    pub(crate) shown: Option<Input>,
}

impl Window {
    pub(crate) fn new(items: usize, seed: u64, pass: Pass) -> Self {
        Window {
            items,
            skipped: 0,
            seed: Seed(seed),
            pass,
            counts: None,
            processor_time: None,
            answer: None,
            input: None,
            asked: Vec::new(),
            leaking_calls: 0,
            caught: Vec::new(),
            traced: None,
            truth: None,
            show: None,
            shown: None,
            misuse: None,
        }
    }

    /// The same, without the first items of the seed.
    pub(crate) fn skipping(self, skipped: usize) -> Self {
        Window { skipped, ..self }
    }

    /// The same, with an input to be shown.
    pub(crate) fn showing(self, show: Option<String>) -> Self {
        Window { show, ..self }
    }

    /// Writes the input of the next call down, if it is the one to be shown.
    fn show(&mut self, input: &(impl Display + ?Sized)) {
        let name = self.input.as_deref().unwrap_or_default();
        if self.show.as_deref() == Some(name) {
            self.shown = Some(Input::new(input.to_string()));
        }
    }

    /// How many items the input has. What an item is, `exercise.toml` says.
    pub fn items(&self) -> usize {
        self.items
    }

    /// The places of the items, for inputs that make sense without those before: a small
    /// part of an input shows best what goes wrong in it.
    pub fn places(&self) -> Range<usize> {
        self.skipped..self.skipped + self.items
    }

    /// What inputs are made from.
    pub fn seed(&self) -> Seed {
        self.seed
    }

    /// A source of chance for what an input has once: see [`Seed::rng`].
    pub fn rng(&self) -> Rng {
        self.seed.rng()
    }

    /// A source of chance for the item at this place: see [`Seed::rng_of`].
    pub fn rng_of(&self, place: usize) -> Rng {
        self.seed.rng_of(place)
    }

    /// The call whose costs are those of this part.
    pub fn weighing(&mut self) -> Call<'_> {
        Call {
            window: self,
            purpose: Purpose::Costs,
        }
    }

    /// A call of a part that weighs nothing: only its answer counts.
    pub fn answering(&mut self) -> Call<'_> {
        Call {
            window: self,
            purpose: Purpose::Answer,
        }
    }

    /// A call for another input, named as in "an empty log". Its answer goes to
    /// [`asked`](Window::asked).
    pub fn asking(&mut self, input: impl Into<String>) -> Call<'_> {
        self.input = Some(input.into());
        Call {
            window: self,
            purpose: Purpose::Answer,
        }
    }

    /// Hands over the answer to the last question.
    pub fn asked(&mut self, answer: &(impl Serialize + ?Sized)) {
        match (self.input.take(), to_raw_value(answer)) {
            (Some(input), Ok(answer)) => self.asked.push((input, answer)),
            (None, _) => self.misuse("an answer without a question: ask first"),
            (Some(input), Err(error)) => self.misuse(format!("for {input}: not JSON: {error}")),
        }
    }

    /// Calls `f` once and keeps what it allocated as the counts of this part.
    ///
    /// The input is made before the window opens. The result is returned, and
    /// so dropped after the window closed. Both are hidden from the optimiser.
    /// The input must be borrowed, or own nothing on the heap: a window that
    /// frees what it did not make is reported as a fault of the harness.
    pub fn weigh<I, O>(&mut self, input: I, f: impl FnOnce(I) -> O) -> O {
        let result = self.weigh_on(input, f);
        self.end_trace();
        result
    }

    /// The same; a trace goes on behind it, until it is ended.
    fn weigh_on<I, O>(&mut self, input: I, f: impl FnOnce(I) -> O) -> O {
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

    /// The same for code of a learner's, whose result is read and dropped here.
    fn weigh_and_read<O, A>(&mut self, f: impl FnOnce() -> O, read: impl FnOnce(&O) -> A) -> A {
        let before = clock::processor_time();
        let result = self.weigh_on((), |()| f());
        let processor_time = clock::processor_time().zip(before);
        self.processor_time = processor_time.map(|(after, before)| after.saturating_sub(before));
        let (answer, freed) = read_and_drop(result, read);
        if let Some(counts) = &mut self.counts {
            counts.left_bytes = counts.live_bytes.saturating_sub(freed.max(0) as u64);
        }
        self.end_trace();
        self.note_caught_panic();
        answer
    }

    /// The same for a call that is not weighed.
    fn call_and_read<O, A>(&mut self, f: impl FnOnce() -> O, read: impl FnOnce(&O) -> A) -> A {
        let before = totals::live();
        let result = black_box(f());
        let made = totals::live() - before;
        let (answer, freed) = read_and_drop(result, read);
        self.leaking_calls += u64::from(made > freed);
        self.note_caught_panic();
        answer
    }

    /// A call that returned may have panicked on the way.
    fn note_caught_panic(&mut self) {
        if let Some(mut panic) = panics::take() {
            panic.input.clone_from(&self.input);
            self.caught.push(panic);
        }
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
        self.traced = Some(trace::close());
        (result, counts)
    }

    /// Writes down what a trace has kept, if there is one.
    fn end_trace(&mut self) {
        let Some(events) = self.traced.take() else {
            return;
        };
        Mode::Count.set();
        if let Err(error) = trace::write(events) {
            self.misuse(format!("the trace could not be written: {error}"));
        }
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

    /// The input that the code under test was asked about last, if that was not answered.
    pub(crate) fn input(&self) -> Option<&str> {
        self.input.as_deref()
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
            processor_time: self.processor_time,
            answer,
            asked: self.asked,
            leaking_calls: self.leaking_calls,
            caught: self.caught,
            truth: self.truth,
            shown: self.shown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_come_from_the_seed_and_the_place_and_not_from_the_size() {
        let window = |items, seed| Window::new(items, seed, Pass::Count);
        assert_eq!(window(8, 1).items(), 8);
        assert_eq!(
            window(8, 1).rng().u64(..),
            window(64, 1).rng().u64(..),
            "whatever the size"
        );
        let mut all = Vec::new();
        for seed in [0, 1, 2, 8 << 32, u64::MAX] {
            all.push(window(8, seed).rng().u64(..));
            for item in 0..100 {
                let first = window(8, seed).rng_of(item).u64(..);
                assert_eq!(first, window(4_096, seed).rng_of(item).u64(..));
                all.push(first);
            }
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "no two are alike");
    }

    #[test]
    fn one_input_is_shown_and_no_other() {
        for (show, shown) in [
            (None, None),
            (Some(""), Some("1 2 3")),
            (Some("an empty log"), Some("")),
            (Some("no such input"), None),
        ] {
            let window = Window::new(8, 1, Pass::Count);
            let mut window = window.showing(show.map(str::to_owned));
            window.weighing().on("1 2 3").run(|| (), |()| ());
            window.answer(&());
            window.asking("an empty log").on("").run(|| (), |()| ());
            window.asked(&());
            window.asking("another log").on("4").run(|| (), |()| ());
            window.asked(&());
            let findings = window.into_findings().expect("findings");
            let text = findings.shown.map(|input| input.text);
            assert_eq!(text.as_deref(), shown, "{show:?}");
        }
    }

    #[test]
    fn places_begin_behind_what_is_left_out() {
        let window = Window::new(8, 1, Pass::Count);
        assert_eq!(window.places(), 0..8);
        assert_eq!(window.skipping(3).places(), 3..11);
    }

    #[test]
    fn what_a_part_hands_over_is_found() {
        let mut window = Window::new(8, 1, Pass::Count);
        window.answer(&[1, 2]);
        let answer = window.asking("an empty log").run(|| 5, |five| five + 1);
        assert_eq!(window.input(), Some("an empty log"));
        window.asked(&answer);
        assert_eq!(window.input(), None);
        window.truth(&3);
        let findings = window.into_findings().expect("findings");
        assert_eq!(findings.answer.get(), "[1,2]");
        assert_eq!(
            findings.truth.map(|truth| truth.to_string()),
            Some("3".into())
        );
        assert_eq!(findings.counts, None);
        let asked = findings
            .asked
            .iter()
            .map(|(input, answer)| (input.as_str(), answer.get()));
        assert_eq!(asked.collect::<Vec<_>>(), [("an empty log", "6")]);
    }
}
