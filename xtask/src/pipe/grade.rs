//! Grading. In: what was measured, and what is allowed. Out: verdicts.
//!
//! Pure: nothing is read, run or printed here.

use std::time::Duration;

use explain::words::counted;
use meter_report::{Counts, Input, Panic};
use serde::{Deserialize, Serialize};

use crate::pipe::answer::{self, Difference};
use crate::pipe::weigh::{Ending, Output, Returned, Weighed};
use crate::pipe::work::{self, Excess};
use crate::text::tame_line;
use crate::workbook::{Build, Part, Quantity, RightAnswer};

/// What is said of a part or an exercise, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[must_use]
pub enum Verdict {
    /// Right, and within every budget.
    Pass,
    /// Right, but it costs more than allowed.
    OverBudget,
    /// Not what the reference answers.
    WrongAnswer,
    /// The code under test panicked.
    Panicked,
    /// The process ended without a report.
    Crashed,
    /// It did not end in time.
    TimedOut,
    /// It asked for more memory than the limit.
    OutOfMemory,
    /// The compiler refused it.
    DidNotCompile,
    /// It uses something that the rules forbid.
    Rejected,
    /// The workbook's own fault; says nothing about the learner's code.
    Broken,
}

impl Verdict {
    /// The word used in JSON and on the terminal.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::OverBudget => "over-budget",
            Verdict::WrongAnswer => "wrong-answer",
            Verdict::Panicked => "panicked",
            Verdict::Crashed => "crashed",
            Verdict::TimedOut => "timed-out",
            Verdict::OutOfMemory => "out-of-memory",
            Verdict::DidNotCompile => "did-not-compile",
            Verdict::Rejected => "rejected",
            Verdict::Broken => "broken",
        }
    }
}

/// The learner's window beside the reference's, for the same input.
#[derive(Clone, Debug)]
pub struct Pair {
    /// In which build both ran.
    pub build: Build,
    /// The size of the input.
    pub items: usize,
    /// The code under test.
    pub subject: Weighed,
    /// The reference solution.
    pub reference: Weighed,
}

/// One window, judged.
#[derive(Clone, Debug)]
pub struct WindowGrade {
    /// In which build it ran.
    pub build: Build,
    /// The size of the input.
    pub items: usize,
    /// The verdict on this window alone.
    pub verdict: Verdict,
    /// What was counted, if the function returned and was weighed.
    pub counts: Option<Counts>,
    /// What the reference cost.
    pub reference: Option<Counts>,
    /// What is allowed, by quantity.
    pub allowed: Vec<(Quantity, u64)>,
    /// Why the verdict is not a pass, beyond the counts.
    pub trouble: Option<Trouble>,
    /// What the code under test printed.
    pub output: Output,
    /// The processor time of the code under test and of the reference, where both are known.
    pub times: Option<[Duration; 2]>,
    /// What was to be predicted, and was predicted right: each name with what was measured.
    pub measured: Option<Vec<(String, String)>>,
}

/// What is to be said of a window that did not pass.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The answer is wrong, here.
    WrongAnswer(Box<Difference>),
    /// Not all predictions are right. Which ones, nobody is told.
    WrongPrediction {
        /// So many are.
        right: usize,
        /// Of so many.
        of: usize,
    },
    /// It panicked.
    Panicked(Panic),
    /// Its time was over.
    OutOfTime(Reached<Duration>),
    /// It asked for more memory than the limit.
    OutOfMemory(Reached<u64>),
    /// Memory stays behind when the result is gone, in words.
    Leak(String),
    /// Anything else, in words.
    Words(String),
}

impl Trouble {
    /// The panic that it comes from, or that came before it.
    pub fn panic(&self) -> Option<&Panic> {
        match self {
            Trouble::Panicked(panic) => Some(panic),
            Trouble::WrongAnswer(difference) => difference.caught.as_ref(),
            _ => None,
        }
    }

    /// The same, to be added to.
    pub fn panic_mut(&mut self) -> Option<&mut Panic> {
        match self {
            Trouble::Panicked(panic) => Some(panic),
            Trouble::WrongAnswer(difference) => difference.caught.as_mut(),
            _ => None,
        }
    }
}

/// A limit, and how far the code under test got below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached<T> {
    /// What was allowed.
    pub limit: T,
    /// The smaller sizes that ended, growing, each with what it took, where that is known.
    pub smaller: Vec<(usize, Option<T>)>,
}

/// An input that shows what is wrong, made as small as it could be.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// In which build it goes wrong.
    pub build: Build,
    /// How many items it has.
    pub items: usize,
    /// What goes wrong with it.
    pub trouble: Trouble,
    /// The input as people read it, where the harness says.
    pub input: Option<Input>,
}

/// One part, judged at all sizes.
#[derive(Clone, Debug)]
pub struct PartGrade {
    /// The part's name.
    pub name: String,
    /// The worst of its windows.
    pub verdict: Verdict,
    /// Whether no count, at no size, is above the reference's.
    pub matches_reference: bool,
    /// By build, then size.
    pub windows: Vec<WindowGrade>,
    /// The quantities that have a bound, and no budget.
    pub bounded: Vec<Quantity>,
    /// Work that grows faster than the input, where the reference's does not.
    pub excess: Option<Excess>,
    /// A small input that shows what is wrong, where one was looked for.
    pub example: Option<Example>,
}

impl PartGrade {
    /// The counts at the largest size in release, if there are any.
    pub fn largest(&self) -> Option<&WindowGrade> {
        self.windows
            .iter()
            .filter(|window| window.build == Build::Release && window.counts.is_some())
            .max_by_key(|window| window.items)
    }

    /// The first window that shows the part's verdict.
    pub fn telling(&self) -> Option<&WindowGrade> {
        self.windows
            .iter()
            .find(|window| window.verdict == self.verdict)
    }

    /// What there is to say of it beyond its counts, if it does not pass: of the smallest
    /// input that shows it.
    pub fn trouble(&self) -> Option<&Trouble> {
        if let Some(example) = &self.example {
            return Some(&example.trouble);
        }
        let telling = |window: &&WindowGrade| window.verdict == self.verdict;
        let mut windows = self.windows.iter().filter(telling);
        windows.find_map(|window| window.trouble.as_ref())
    }

    /// The quantities that are over budget at some size. Those that are not the point of
    /// the part count only where no other is: one cause often shows in all of them.
    pub fn exceeded(&self) -> Vec<Quantity> {
        let all = Quantity::ALL
            .into_iter()
            .filter(|quantity| self.windows.iter().any(|window| window.exceeds(*quantity)));
        let (bounded, budgeted): (Vec<_>, Vec<_>) =
            all.partition(|quantity| self.bounded.contains(quantity));
        match budgeted.is_empty() {
            true => bounded,
            false => budgeted,
        }
    }
}

impl WindowGrade {
    /// What is allowed of this quantity, if it has a budget.
    pub fn allowed(&self, quantity: Quantity) -> Option<u64> {
        self.allowed
            .iter()
            .find(|(budgeted, _)| *budgeted == quantity)
            .map(|(_, allowed)| *allowed)
    }

    /// Whether this quantity is over its budget.
    pub fn exceeds(&self, quantity: Quantity) -> bool {
        match (&self.counts, self.allowed(quantity)) {
            (Some(counts), Some(allowed)) => quantity.of(counts) > allowed,
            _ => false,
        }
    }
}

/// Judges a part by all of its windows.
pub fn part(part: &Part, pairs: Vec<Pair>) -> PartGrade {
    let mut windows: Vec<WindowGrade> = pairs.into_iter().map(|pair| window(part, pair)).collect();
    for index in 0..windows.len() {
        let (before, rest) = windows.split_at_mut(index);
        note_smaller(&mut rest[0], before);
    }
    let graded = windows
        .iter()
        .filter(|window| window.build == Build::Release);
    let excess = work::excess(graded.filter_map(|window| Some((window.items, window.times?))));
    if let (Some(work), Some(excess)) = (&part.work, &excess) {
        let slow = windows.iter_mut().rfind(|window| {
            (window.build, window.items) == (Build::Release, excess.large)
                && window.verdict == Verdict::Pass
        });
        if let Some(window) = slow {
            window.verdict = Verdict::OverBudget;
            let words = format!("{}; {}", excess.in_words(&part.item), work.reason);
            window.trouble = Some(Trouble::Words(words));
        }
    }
    let verdict = windows
        .iter()
        .map(|window| window.verdict)
        .max()
        // A part without a single window was not graded at all.
        .unwrap_or(Verdict::Broken);
    let matches_reference = verdict == Verdict::Pass && windows.iter().all(matches_reference);
    PartGrade {
        name: part.name.clone(),
        verdict,
        matches_reference,
        windows,
        bounded: part.bound.keys().copied().collect(),
        excess,
        example: None,
    }
}

/// Adds to a window that reached a limit what smaller ones took.
fn note_smaller(window: &mut WindowGrade, others: &[WindowGrade]) {
    let build = window.build;
    let smaller = || {
        let ended = |other: &&WindowGrade| other.build == build && ended_by_itself(other);
        others.iter().filter(ended)
    };
    match &mut window.trouble {
        Some(Trouble::OutOfTime(reached)) => {
            let time = |other: &WindowGrade| (other.items, other.times.map(|[time, _]| time));
            reached.smaller = smaller().map(time).collect();
        }
        Some(Trouble::OutOfMemory(reached)) => {
            let peak = |other: &WindowGrade| {
                let counts = other.counts.as_ref();
                (other.items, counts.map(|counts| counts.peak_bytes))
            };
            reached.smaller = smaller().map(peak).collect();
        }
        _ => {}
    }
}

/// Whether the function returned.
fn ended_by_itself(window: &WindowGrade) -> bool {
    matches!(
        window.verdict,
        Verdict::Pass | Verdict::OverBudget | Verdict::WrongAnswer
    )
}

/// Judges one window.
pub fn window(part: &Part, pair: Pair) -> WindowGrade {
    let allowed = match pair.build {
        Build::Release => part
            .limits()
            .map(|(quantity, allowance)| (quantity, allowance.at(pair.items)))
            .collect(),
        Build::Debug => Vec::new(),
    };
    let mut grade = WindowGrade {
        build: pair.build,
        items: pair.items,
        verdict: Verdict::Pass,
        counts: None,
        reference: None,
        allowed,
        trouble: None,
        output: pair.subject.output,
        times: None,
        measured: None,
    };
    let reference = match pair.reference.ending {
        Ending::Returned(reference) => reference,
        other => {
            grade.verdict = Verdict::Broken;
            let words = reference_trouble(&other, &pair.reference.output);
            grade.trouble = Some(Trouble::Words(words));
            return grade;
        }
    };
    grade.reference = reference.counts;
    match pair.subject.ending {
        Ending::Returned(returned) => {
            grade.counts = returned.counts;
            let times = returned.processor_time.zip(reference.processor_time);
            grade.times = times.map(|(subject, reference)| [subject, reference]);
            (grade.verdict, grade.trouble) = returned_verdict(part, &grade, &returned, &reference);
            if grade.verdict == Verdict::Pass && part.right_answer == RightAnswer::Hidden {
                grade.measured = reference.truth.as_deref().map(answer::fields);
            }
            if grade.verdict == Verdict::Pass
                && let Some(words) = below_the_floor(part, &grade)
            {
                grade.verdict = Verdict::Rejected;
                grade.trouble = Some(Trouble::Words(words));
            }
        }
        other => (grade.verdict, grade.trouble) = failed(other),
    }
    grade
}

/// What to say when there is nothing to compare with.
fn reference_trouble(ending: &Ending, output: &Output) -> String {
    match ending {
        Ending::TimedOut(_) => "the reference solution needs more time, too: raise --time-limit",
        Ending::OutOfMemory(_) => {
            "the reference solution needs more memory, too: raise --memory-limit"
        }
        other => {
            let how = format!("the reference solution {}", other.in_words());
            let said = tame_line(&output.stderr);
            return match said.is_empty() {
                true => how,
                false => format!("{how}; it printed: {said}"),
            };
        }
    }
    .to_owned()
}

/// The verdict on a function that returned: first the answer, then the cost.
fn returned_verdict(
    part: &Part,
    grade: &WindowGrade,
    returned: &Returned,
    reference: &Returned,
) -> (Verdict, Option<Trouble>) {
    let right = reference.truth.as_ref().unwrap_or(&reference.answer);
    let wrong = |mut difference: Difference| {
        let of_this_call = |panic: &&Panic| panic.input == difference.input;
        difference.caught = returned.caught.iter().find(of_this_call).cloned();
        Some(Trouble::WrongAnswer(Box::new(difference)))
    };
    match answer::difference(right, &returned.answer) {
        None => {}
        Some(_) if part.right_answer == RightAnswer::Hidden => {
            let (right, of) = answer::right_ones(right, &returned.answer);
            let trouble = Trouble::WrongPrediction { right, of };
            return (Verdict::WrongAnswer, Some(trouble));
        }
        Some(difference) => return (Verdict::WrongAnswer, wrong(difference)),
    }
    for ((input, right), (_, found)) in reference.asked.iter().zip(&returned.asked) {
        if let Some(mut difference) = answer::difference(right, found) {
            difference.input = Some(input.clone());
            return (Verdict::WrongAnswer, wrong(difference));
        }
    }
    if !grade.allowed.is_empty() && grade.counts.is_none() {
        let words = "the part has a budget, but its harness weighed nothing";
        return (Verdict::Broken, Some(Trouble::Words(words.to_owned())));
    }
    if Quantity::ALL
        .into_iter()
        .any(|quantity| grade.exceeds(quantity))
    {
        return (Verdict::OverBudget, None);
    }
    let output = || too_much_output(part, &grade.output).map(Trouble::Words);
    match leak(part, returned).map(Trouble::Leak).or_else(output) {
        Some(trouble) => (Verdict::OverBudget, Some(trouble)),
        None => (Verdict::Pass, None),
    }
}

/// Says that most calls left memory behind, if they did. What is kept for all later calls
/// grows once, or a few times: it is no leak.
fn leak(part: &Part, returned: &Returned) -> Option<String> {
    let is_left = |(quantity, _): &(Quantity, _)| *quantity == Quantity::LeftBytes;
    let (_, limit) = part.limits().find(is_left)?;
    let calls = returned.asked.len();
    let leaking = returned.leaking_calls as usize;
    (calls >= FEW_CALLS && 2 * leaking > calls).then(|| {
        // The weighed call may have left none: what is kept for the next one is left once.
        let told = limit.told.as_deref();
        let told = told.unwrap_or("memory stays behind when the result is gone");
        let small = format!("after {leaking} of {calls} small calls");
        match returned.counts.map_or(0, |counts| counts.left_bytes) {
            0 => format!("{told}, {small}"),
            bytes => format!("{told}: {}; so it is {small}", counted(bytes, "byte")),
        }
    })
}

/// So few calls say nothing about the next one.
const FEW_CALLS: usize = 4;

/// Says how much was printed, and how it begins, if it is too much.
fn too_much_output(part: &Part, output: &Output) -> Option<String> {
    let bound = part.output.as_ref()?;
    let mut lines = output.stdout.lines().chain(output.stderr.lines());
    let first = lines.next()?;
    let count = 1 + lines.count() as u64;
    (count > bound.lines).then(|| {
        let most = match bound.lines {
            0 => String::new(),
            lines => format!("; {} allowed", counted(lines, "line")),
        };
        format!(
            "it printed {}, such as \"{}\"{most}: {}",
            counted(count, "line"),
            tame_line(first),
            bound.reason
        )
    })
}

/// What is wrong with a right answer that costs less than it can, if it does. Only the
/// graded build is looked at.
fn below_the_floor(part: &Part, grade: &WindowGrade) -> Option<String> {
    let counts = grade.counts.as_ref()?;
    if grade.build != Build::Release {
        return None;
    }
    part.floor.iter().find_map(|(quantity, floor)| {
        let (found, least) = (quantity.of(counts), floor.at(grade.items));
        (found < least).then(|| {
            format!(
                "{quantity}: {found} were counted, and it cannot be fewer than {least}: {}. \
                 Something is kept where it is not counted",
                floor.reason
            )
        })
    })
}

/// The verdict on a process that ended in any other way.
fn failed(ending: Ending) -> (Verdict, Option<Trouble>) {
    let (verdict, words) = match ending {
        Ending::Panicked(panic) => return (Verdict::Panicked, Some(Trouble::Panicked(panic))),
        Ending::Crashed(how) => (Verdict::Crashed, how),
        Ending::TimedOut(limit) => {
            let smaller = Vec::new();
            let reached = Reached { limit, smaller };
            return (Verdict::TimedOut, Some(Trouble::OutOfTime(reached)));
        }
        Ending::OutOfMemory(limit) => {
            let smaller = Vec::new();
            let reached = Reached { limit, smaller };
            return (Verdict::OutOfMemory, Some(Trouble::OutOfMemory(reached)));
        }
        Ending::Forged => (
            Verdict::Rejected,
            "something other than the harness wrote to the report pipe".to_owned(),
        ),
        // The reference does the same, and the harness has no complaint.
        Ending::Disturbed(how) => (
            Verdict::Rejected,
            format!("the code under test disturbs the measurement: {how}"),
        ),
        Ending::Broken(how) => (Verdict::Broken, how),
        Ending::NotStarted(failure) => (Verdict::Broken, failure.to_string()),
        Ending::Returned(_) => (Verdict::Broken, "judged twice".to_owned()),
    };
    (verdict, Some(Trouble::Words(words)))
}

fn matches_reference(window: &WindowGrade) -> bool {
    match (&window.counts, &window.reference) {
        (Some(counts), Some(reference)) if window.build == Build::Release => Quantity::ALL
            .into_iter()
            .all(|quantity| quantity.of(counts) <= quantity.of(reference)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::answer::of_part;
    use crate::workbook::Budget;
    use serde_json::value::RawValue;

    fn returned(allocations: u64, bytes: u64, answer: &str) -> Weighed {
        Weighed {
            ending: Ending::Returned(Returned {
                counts: Some(Counts {
                    allocations,
                    bytes,
                    live_bytes: 40,
                    ..Counts::default()
                }),
                answer: RawValue::from_string(answer.to_owned()).expect("a JSON text"),
                asked: Vec::new(),
                leaking_calls: 0,
                caught: Vec::new(),
                processor_time: None,
                truth: None,
                input: None,
            }),
            output: Output::default(),
        }
    }

    fn ended(ending: Ending) -> Weighed {
        Weighed {
            ending,
            output: Output::default(),
        }
    }

    const EXAMPLE: &str = r#"
            name = "example"
            task = "t"
            signature = "s"
            item = "line"
            sizes = [1, 10, 100]
            hints = ["a", "b", "c"]
            budget.allocations = { fixed = 2, per_item = 0.5, reason = "r" }
            floor.live_bytes = { fixed = 0, per_item = 4, reason = "f" }
            "#;

    fn example() -> Part {
        toml::from_str(EXAMPLE).expect("a part")
    }

    fn grade_of(subject: Weighed, reference: Weighed) -> PartGrade {
        let pair = Pair {
            build: Build::Release,
            items: 10,
            subject,
            reference,
        };
        part(&example(), vec![pair])
    }

    #[test]
    fn judges_answers_before_costs() {
        for (allocations, answer, verdict) in [
            (1, "[1]", Verdict::Pass),
            (7, "[1]", Verdict::Pass),
            (8, "[1]", Verdict::OverBudget),
            (1, "[2]", Verdict::WrongAnswer),
            (8, "[2]", Verdict::WrongAnswer),
        ] {
            let grade = grade_of(returned(allocations, 0, answer), returned(1, 0, "[1]"));
            assert_eq!(grade.verdict, verdict, "{allocations} {answer}");
        }
    }

    #[test]
    fn matching_the_reference_takes_every_quantity() {
        for (allocations, bytes, matches) in
            [(3, 30, true), (2, 10, true), (4, 30, false), (3, 31, false)]
        {
            let grade = grade_of(returned(allocations, bytes, "1"), returned(3, 30, "1"));
            assert_eq!(grade.matches_reference, matches, "{allocations} {bytes}");
        }
    }

    /// What a window is judged by: the example's part with these lines more.
    fn verdict_of(more: &str, change: impl FnOnce(&mut Weighed)) -> (Verdict, String) {
        let text = toml::to_string(&toml::from_str::<toml::Table>(EXAMPLE).expect("a table"));
        let text = text.expect("a text") + more;
        let example: Part = toml::from_str(&text).expect("a part");
        let mut subject = returned(1, 0, "[1]");
        let mut reference = returned(1, 0, "[1]");
        for weighed in [&mut subject, &mut reference] {
            let asked = |input: &str| {
                let answer = RawValue::from_string("1".to_owned()).expect("a JSON text");
                (input.to_owned(), answer)
            };
            let Ending::Returned(returned) = &mut weighed.ending else {
                unreachable!("it returned");
            };
            returned.asked = ["a", "b", "c", "d"].map(asked).to_vec();
        }
        change(&mut subject);
        let pair = Pair {
            build: Build::Release,
            items: 10,
            subject,
            reference,
        };
        let grade = part(&example, vec![pair]);
        (grade.verdict, of_part(&grade, "line").unwrap_or_default())
    }

    fn of_returned(weighed: &mut Weighed) -> &mut Returned {
        match &mut weighed.ending {
            Ending::Returned(returned) => returned,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_answer_to_a_question_counts_and_is_named() {
        assert_eq!(verdict_of("", |_| ()).0, Verdict::Pass);
        let (verdict, message) = verdict_of("", |weighed| {
            let answer = RawValue::from_string("2".to_owned()).expect("a JSON text");
            of_returned(weighed).asked[2].1 = answer;
        });
        assert_eq!(verdict, Verdict::WrongAnswer);
        assert_eq!(message, "for c: expected 1, found 2");
    }

    #[test]
    fn a_panic_is_told_with_the_wrong_answer_of_its_own_call() {
        for (place, caught) in [(None, true), (Some("c"), true), (Some("b"), false)] {
            let (verdict, message) = verdict_of("", |weighed| {
                let returned = of_returned(weighed);
                let wrong = RawValue::from_string("2".to_owned()).expect("a JSON text");
                match place {
                    None => returned.answer = wrong,
                    Some(_) => returned.asked[2].1 = wrong,
                }
                returned.caught = vec![Panic {
                    message: "a worker has a stop".to_owned(),
                    location: "src/lib.rs:56:9".to_owned(),
                    called_from: None,
                    stack: Vec::new(),
                    input: place.map(str::to_owned),
                }];
            });
            assert_eq!(verdict, Verdict::WrongAnswer);
            let told = "\na panic came first, at src/lib.rs:56:9: a worker has a stop";
            assert_eq!(message.ends_with(told), caught, "{message}");
        }
    }

    #[test]
    fn memory_that_stays_behind_after_most_calls_is_a_leak() {
        let bound = "[bound.left_bytes]\nfixed = 9\nreason = \"it goes\"\n";
        for (more, calls, expected) in [
            (bound, 2, Verdict::Pass),
            (bound, 3, Verdict::OverBudget),
            ("", 4, Verdict::Pass),
        ] {
            let leaks = |weighed: &mut Weighed| of_returned(weighed).leaking_calls = calls;
            let (verdict, message) = verdict_of(more, leaks);
            assert_eq!(verdict, expected, "{calls}: {message}");
            let says = message.contains("is gone, after 3 of 4 small calls");
            assert_eq!(says, expected == Verdict::OverBudget, "{message}");
        }
    }

    #[test]
    fn a_leak_is_told_in_the_words_of_the_exercise_where_it_has_any() {
        let bound = "[bound.left_bytes]\nfixed = 900\nreason = \"it goes\"\n";
        let told = "told = \"the list lives on\"\n";
        for (more, words) in [
            (
                bound.to_owned(),
                "memory stays behind when the result is gone: 515 bytes; so it is after 4 of 4 \
                 small calls",
            ),
            (
                format!("{bound}{told}"),
                "the list lives on: 515 bytes; so it is after 4 of 4 small calls",
            ),
        ] {
            let (_, message) = verdict_of(&more, |weighed| {
                let returned = of_returned(weighed);
                returned.leaking_calls = 4;
                returned.counts.as_mut().expect("counts").left_bytes = 515;
            });
            assert_eq!(message, words);
        }
    }

    #[test]
    fn more_output_than_the_bound_is_too_much() {
        for (lines, printed, expected) in [
            (0, "", Verdict::Pass),
            (0, "a\n", Verdict::OverBudget),
            (2, "a\nb\n", Verdict::Pass),
            (2, "a\nb\nc\n", Verdict::OverBudget),
        ] {
            let more = format!("[output]\nlines = {lines}\nreason = \"quiet\"\n");
            let (verdict, message) = verdict_of(&more, |weighed| {
                weighed.output.stdout = printed.to_owned();
            });
            assert_eq!(verdict, expected, "{printed:?} {message}");
        }
        let (_, message) = verdict_of("[output]\nlines = 1\nreason = \"quiet\"\n", |weighed| {
            weighed.output.stdout = "one\n".to_owned();
            weighed.output.stderr = "two\n".to_owned();
        });
        assert_eq!(
            message,
            "it printed 2 lines, such as \"one\"; 1 line allowed: quiet"
        );
    }

    #[test]
    fn a_bound_is_told_only_where_no_budget_is_exceeded() {
        let bound = "[bound.bytes]\nfixed = 5\nreason = \"r\"\n";
        let example: Part = toml::from_str(&format!("{EXAMPLE}{bound}")).expect("a part");
        for (allocations, bytes, exceeded) in [
            (1, 5, vec![]),
            (1, 6, vec![Quantity::Bytes]),
            (8, 6, vec![Quantity::Allocations]),
        ] {
            let pair = Pair {
                build: Build::Release,
                items: 10,
                subject: returned(allocations, bytes, "1"),
                reference: returned(1, 1, "1"),
            };
            assert_eq!(part(&example, vec![pair]).exceeded(), exceeded);
        }
    }

    #[test]
    fn work_out_of_proportion_fails_only_where_the_part_says_so() {
        let work = "[work]\nreason = \"one step for each\"\n";
        for (more, expected) in [("", Verdict::Pass), (work, Verdict::OverBudget)] {
            let example: Part = toml::from_str(&format!("{EXAMPLE}{more}")).expect("a part");
            let pair = |items, microseconds| {
                let timed = |microseconds| {
                    let mut weighed = returned(1, 0, "1");
                    let returned = of_returned(&mut weighed);
                    returned.processor_time = Some(Duration::from_micros(microseconds));
                    // More than the floor at both sizes.
                    returned.counts.as_mut().expect("counts").live_bytes = 400;
                    weighed
                };
                Pair {
                    build: Build::Release,
                    items,
                    subject: timed(microseconds),
                    reference: timed(items as u64),
                }
            };
            let grade = part(&example, vec![pair(10, 100), pair(100, 9_000)]);
            assert_eq!(grade.verdict, expected, "{more}");
            assert!(grade.excess.is_some());
            let says = of_part(&grade, "line").unwrap_or_default();
            assert_eq!(
                says.contains("90 times as long"),
                expected != Verdict::Pass,
                "{says}"
            );
        }
    }

    #[test]
    fn a_result_has_to_be_somewhere() {
        for (build, live_bytes, allocations, verdict) in [
            (Build::Release, 40, 1, Verdict::Pass),
            (Build::Release, 39, 1, Verdict::Rejected),
            // What costs too much is told of its cost.
            (Build::Release, 39, 8, Verdict::OverBudget),
            (Build::Debug, 39, 1, Verdict::Pass),
        ] {
            let mut subject = returned(allocations, 0, "1");
            if let Ending::Returned(returned) = &mut subject.ending
                && let Some(counts) = &mut returned.counts
            {
                counts.live_bytes = live_bytes;
            }
            let pair = Pair {
                build,
                items: 10,
                subject,
                reference: returned(1, 0, "1"),
            };
            let grade = part(&example(), vec![pair]);
            assert_eq!(
                grade.verdict, verdict,
                "{build:?} {live_bytes} {allocations}"
            );
            let says_why = of_part(&grade, "line").is_some_and(|message| message.contains(": f."));
            assert_eq!(says_why, verdict == Verdict::Rejected);
        }
    }

    #[test]
    fn a_failing_reference_is_never_the_learners_fault() {
        for (ending, next) in [
            (
                Ending::TimedOut(Duration::from_secs(10)),
                "raise --time-limit",
            ),
            (Ending::OutOfMemory(1 << 31), "raise --memory-limit"),
            (Ending::Crashed("SIGSEGV".to_owned()), "SIGSEGV"),
        ] {
            let grade = grade_of(returned(1, 1, "1"), ended(ending));
            assert_eq!(grade.verdict, Verdict::Broken);
            let message = of_part(&grade, "line").expect("a message");
            assert!(message.contains(next), "{message}");
        }
    }

    #[test]
    fn every_ending_has_its_verdict() {
        let panic = Panic {
            message: String::new(),
            location: String::new(),
            called_from: None,
            stack: Vec::new(),
            input: None,
        };
        for (ending, verdict) in [
            (Ending::Panicked(panic), Verdict::Panicked),
            (Ending::Crashed(String::new()), Verdict::Crashed),
            (Ending::TimedOut(Duration::from_secs(10)), Verdict::TimedOut),
            (Ending::OutOfMemory(1 << 31), Verdict::OutOfMemory),
            (Ending::Forged, Verdict::Rejected),
            (Ending::Disturbed(String::new()), Verdict::Rejected),
            (Ending::Broken(String::new()), Verdict::Broken),
        ] {
            let grade = grade_of(ended(ending), returned(1, 1, "1"));
            assert_eq!(grade.verdict, verdict);
        }
    }

    #[test]
    fn a_truth_outranks_the_reference_answer() {
        let mut reference = returned(1, 1, "[9]");
        if let Ending::Returned(returned) = &mut reference.ending {
            returned.truth = RawValue::from_string("[1]".to_owned()).ok();
        }
        assert_eq!(
            grade_of(returned(1, 1, "[1]"), reference.clone()).verdict,
            Verdict::Pass
        );
        assert_eq!(
            grade_of(returned(1, 1, "[9]"), reference).verdict,
            Verdict::WrongAnswer
        );
    }

    #[test]
    fn predictions_are_told_by_their_number_and_shown_when_they_are_right() {
        let hidden = Part {
            right_answer: RightAnswer::Hidden,
            budget: Budget::new(),
            floor: Budget::new(),
            ..example()
        };
        let truth = r#"{"one":"removed","other":"survives"}"#;
        for (predicted, trouble, measured) in [
            (truth, None, Some(2)),
            (
                r#"{"one":"removed","other":"removed"}"#,
                Some(Trouble::WrongPrediction { right: 1, of: 2 }),
                None,
            ),
        ] {
            let mut reference = returned(1, 1, truth);
            of_returned(&mut reference).truth = RawValue::from_string(truth.to_owned()).ok();
            let pair = Pair {
                build: Build::Release,
                items: 10,
                subject: returned(1, 1, predicted),
                reference,
            };
            let grade = part(&hidden, vec![pair]);
            let window = &grade.windows[0];
            assert_eq!(window.measured.as_ref().map(Vec::len), measured);
            assert_eq!(grade.trouble(), trouble.as_ref());
            let said = of_part(&grade, "price").unwrap_or_default();
            assert!(
                !said.contains("survives") && !said.contains("removed"),
                "{said}"
            );
        }
    }

    #[test]
    fn what_reached_a_limit_is_told_beside_smaller_sizes_of_the_same_build() {
        let pair = |build, items, subject| Pair {
            build,
            items,
            subject,
            reference: returned(1, 0, "1"),
        };
        let timed = |milliseconds| {
            let mut weighed = returned(1, 0, "1");
            of_returned(&mut weighed).processor_time = Some(Duration::from_millis(milliseconds));
            weighed
        };
        let reference = |pair: Pair| Pair {
            reference: timed(1),
            ..pair
        };
        let limit = Duration::from_secs(10);
        let pairs = vec![
            pair(Build::Release, 1, timed(2)),
            pair(Build::Release, 10, timed(30)),
            pair(Build::Release, 100, ended(Ending::TimedOut(limit))),
            pair(Build::Debug, 1, ended(Ending::TimedOut(limit))),
        ];
        let grade = part(&example(), pairs.into_iter().map(reference).collect());
        let smaller = vec![
            (1, Some(Duration::from_millis(2))),
            (10, Some(Duration::from_millis(30))),
        ];
        let reached = |smaller| Some(Trouble::OutOfTime(Reached { limit, smaller }));
        assert_eq!(grade.windows[2].trouble, reached(smaller));
        assert_eq!(grade.windows[3].trouble, reached(Vec::new()));

        let mut large = returned(1, 0, "1");
        let counts = of_returned(&mut large).counts.as_mut();
        counts.expect("counts").peak_bytes = 77;
        let pairs = vec![
            pair(Build::Release, 1, large),
            pair(Build::Release, 10, ended(Ending::OutOfMemory(99))),
        ];
        let grade = part(&example(), pairs);
        let reached = Reached {
            limit: 99,
            smaller: vec![(1, Some(77))],
        };
        assert_eq!(grade.trouble(), Some(&Trouble::OutOfMemory(reached)));
    }

    #[test]
    fn a_verdict_has_the_same_word_everywhere() {
        for verdict in [
            Verdict::Pass,
            Verdict::OverBudget,
            Verdict::WrongAnswer,
            Verdict::Panicked,
            Verdict::Crashed,
            Verdict::TimedOut,
            Verdict::OutOfMemory,
            Verdict::DidNotCompile,
            Verdict::Rejected,
            Verdict::Broken,
        ] {
            let json = serde_json::to_value(verdict).expect("a word");
            assert_eq!(json, verdict.word());
        }
    }

    /// A window of so many allocations, none where nothing was weighed.
    fn weighed(build: Build, items: usize, allocations: Option<u64>) -> Pair {
        let mut subject = returned(allocations.unwrap_or(0), 0, "1");
        if let Ending::Returned(returned) = &mut subject.ending
            && allocations.is_none()
        {
            returned.counts = None;
        }
        Pair {
            build,
            items,
            subject,
            reference: returned(1, 0, "1"),
        }
    }

    #[test]
    fn the_largest_window_is_of_the_graded_build_and_was_weighed() {
        use Build::{Debug, Release};
        for (pairs, largest) in [
            (vec![], None),
            (vec![(Debug, 10, Some(1)), (Release, 10, None)], None),
            (
                vec![
                    (Release, 10, Some(1)),
                    (Release, 100, Some(2)),
                    (Release, 1_000, None),
                    (Debug, 1_000, Some(4)),
                ],
                Some((100, 2)),
            ),
        ] {
            let pairs = pairs
                .into_iter()
                .map(|(build, items, allocations)| weighed(build, items, allocations));
            let grade = part(&example(), pairs.collect());
            let found = grade.largest().map(|window| {
                let allocations = window.counts.map_or(0, |counts| counts.allocations);
                (window.items, allocations)
            });
            assert_eq!(found, largest);
        }
    }

    #[test]
    fn what_exceeds_its_budget_at_any_size_is_told_of() {
        for (small, large, exceeded) in [
            (3, 7, vec![]),
            (4, 7, vec![Quantity::Allocations]),
            (3, 8, vec![Quantity::Allocations]),
        ] {
            let pairs = [(1, small), (10, large)]
                .map(|(items, count)| weighed(Build::Release, items, Some(count)));
            let grade = part(&example(), pairs.into());
            assert_eq!(grade.exceeded(), exceeded, "{small} {large}");
        }
    }

    #[test]
    fn a_budget_that_nothing_is_weighed_for_is_the_workbooks_fault() {
        let without = Part {
            budget: Budget::new(),
            ..example()
        };
        for (example, verdict) in [(example(), Verdict::Broken), (without, Verdict::Pass)] {
            let pairs = vec![weighed(Build::Release, 10, None)];
            assert_eq!(part(&example, pairs).verdict, verdict);
        }
    }

    #[test]
    fn a_debug_build_may_cost_more_than_the_reference() {
        for (build, matches) in [(Build::Release, false), (Build::Debug, true)] {
            let grade = part(&example(), vec![weighed(build, 10, Some(2))]);
            assert_eq!(grade.verdict, Verdict::Pass);
            assert_eq!(grade.matches_reference, matches, "{build:?}");
        }
    }

    #[test]
    fn nothing_measured_is_no_pass() {
        assert_eq!(part(&example(), Vec::new()).verdict, Verdict::Broken);
    }
}
