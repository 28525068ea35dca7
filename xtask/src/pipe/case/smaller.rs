//! Making an input small that gets a wrong answer. In: a part that fails, and what came of
//! windows of fewer items. Out: the next of these windows, and in the end an [`Example`].
//!
//! An item is made from its place alone, so fewer items are the first of more. First those
//! behind the one that goes wrong are left out, then those before it, by halves. What does
//! not fail in the same way any more was needed.

use std::ops::Range;
use std::time::{Duration, Instant};

use super::place::Role;
use crate::pipe::grade::{self, Example, Pair, PartGrade, Trouble, Verdict};
use crate::pipe::weigh::{Ending, Pass, Weighed};
use crate::pipe::windows::WindowId;
use crate::workbook::{Build, Part};

/// How many windows are tried at most.
const MOST_TRIES: usize = 40;

/// How long they may take, about.
const LONGEST: Duration = Duration::from_secs(1);

/// A window that is wanted next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whose code is run.
    pub role: Role,
    /// Which window it is.
    pub window: WindowId,
    /// How many items are left out before its own.
    pub skipped: usize,
    /// What is to be written down.
    pub pass: Pass,
}

/// The search for one part.
#[derive(Debug)]
pub struct Search {
    part: usize,
    build: Build,
    verdict: Verdict,
    /// The items of the smallest input so far that fails.
    fails: Range<usize>,
    trouble: Trouble,
    step: Step,
    tries: usize,
    until: Option<Instant>,
    /// What the code under test did with the items that are tried now.
    subject: Option<Weighed>,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The first of the items alone. So many of them do not fail, as far as is known; an
    /// empty input is not tried, since harnesses ask for it by its name.
    Fewer { passes: usize },
    /// The last of these alone. Those from this place on do not fail.
    Later { passes: usize },
    /// What the input looks like.
    Show,
}

impl Search {
    /// The search for a part with this number; none where there is nothing to look for.
    pub fn of(number: usize, grade: &PartGrade) -> Option<Search> {
        let window = grade.telling()?;
        let trouble = window.trouble.clone()?;
        let is_slow = window.times.is_some_and(|[time, _]| time > LONGEST / 2);
        let step = match named_input(&trouble) {
            // It is small already.
            Some(Some(_)) => Step::Show,
            // Nobody waits for more of these.
            Some(None) if is_slow => Step::Show,
            Some(None) => Step::Fewer { passes: 0 },
            None => return None,
        };
        Some(Search {
            part: number,
            build: window.build,
            verdict: grade.verdict,
            fails: 0..window.items,
            trouble,
            step,
            tries: 0,
            until: None,
            subject: None,
        })
    }

    /// The window that is needed next.
    pub fn next(&mut self) -> Wanted {
        let until = *self.until.get_or_insert_with(|| Instant::now() + LONGEST);
        let is_over = self.tries >= MOST_TRIES || Instant::now() > until;
        let tried = if is_over { None } else { self.tried() };
        let Some(tried) = tried else {
            self.step = Step::Show;
            let name = named_input(&self.trouble).flatten().unwrap_or_default();
            return self.wanted(Role::Input, self.fails.clone(), Pass::Show(name));
        };
        self.wanted(Role::Smaller, tried, Pass::Count)
    }

    fn wanted(&self, role: Role, items: Range<usize>, pass: Pass) -> Wanted {
        Wanted {
            role,
            window: WindowId {
                build: self.build,
                part: self.part,
                items: items.len(),
            },
            skipped: items.start,
            pass,
        }
    }

    /// The items to try now; none where nothing is left to try.
    fn tried(&mut self) -> Option<Range<usize>> {
        if self.step == Step::Show {
            return None;
        }
        let end = self.fails.end;
        if let Step::Fewer { passes } = self.step {
            if passes + 1 < end {
                return Some(0..passes + (end - passes) / 2);
            }
            self.step = Step::Later { passes: end };
        }
        let Step::Later { passes } = self.step else {
            return None;
        };
        let start = self.fails.start;
        (passes > start + 1).then(|| start + (passes - start) / 2..end)
    }

    /// Takes in what the code under test did. Returns what is needed next.
    pub fn note_subject(&mut self, weighed: Weighed) -> Wanted {
        self.tries += 1;
        let may_fail = match self.verdict {
            Verdict::Panicked => matches!(weighed.ending, Ending::Panicked(_)),
            _ => matches!(weighed.ending, Ending::Returned(_)),
        };
        match (may_fail, self.tried()) {
            (true, Some(tried)) => {
                self.subject = Some(weighed);
                self.wanted(Role::SmallerReference, tried, Pass::Count)
            }
            _ => {
                self.learn(None);
                self.next()
            }
        }
    }

    /// Takes in what the reference did with the same items. Returns what is needed next.
    pub fn note_reference(&mut self, part: &Part, reference: Weighed) -> Wanted {
        let trouble = self.subject.take().and_then(|subject| {
            let pair = Pair {
                build: self.build,
                items: self.fails.len(),
                subject,
                reference,
            };
            let window = grade::window(part, pair);
            let trouble = window.trouble.filter(|_| window.verdict == self.verdict)?;
            matches!(named_input(&trouble), Some(None)).then_some(trouble)
        });
        self.learn(trouble);
        self.next()
    }

    /// What the items that were tried show: that they fail in this way, or that they do not.
    fn learn(&mut self, trouble: Option<Trouble>) {
        let Some(tried) = self.tried() else { return };
        match (trouble, &mut self.step) {
            (Some(trouble), _) => {
                self.fails = tried;
                self.trouble = trouble;
            }
            (None, Step::Fewer { passes }) => *passes = tried.end,
            (None, Step::Later { passes }) => *passes = tried.start,
            (None, Step::Show) => {}
        }
    }

    /// The example, when the input was shown.
    pub fn into_example(self, shown: Weighed) -> Example {
        let input = match shown.ending {
            Ending::Returned(returned) => returned.input,
            _ => None,
        };
        Example {
            build: self.build,
            items: self.fails.len(),
            trouble: self.trouble,
            input,
        }
    }
}

/// The name of the input that shows it, if it is another one than the weighed one; none
/// where an input shows nothing.
fn named_input(trouble: &Trouble) -> Option<Option<String>> {
    match trouble {
        Trouble::WrongAnswer(difference) => Some(difference.input.clone()),
        Trouble::Panicked(panic) => Some(panic.input.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use meter_report::{Counts, Input};
    use serde_json::value::RawValue;

    use super::*;
    use crate::pipe::weigh::{Output, Returned};

    const PART: &str = r#"
        name = "example"
        task = "t"
        signature = "s"
        item = "line"
        sizes = [1, 10, 100]
        hints = ["a", "b", "c"]
        "#;

    fn returned(answer: &str, input: Option<&str>) -> Weighed {
        Weighed {
            ending: Ending::Returned(Returned {
                counts: Some(Counts::default()),
                answer: RawValue::from_string(answer.to_owned()).expect("a JSON text"),
                asked: Vec::new(),
                leaking_calls: 0,
                caught: Vec::new(),
                processor_time: None,
                truth: None,
                input: input.map(|text| Input::new(text.to_owned())),
            }),
            output: Output::default(),
        }
    }

    /// Searches in a window of so many items, of which those with `fails` get a wrong answer.
    /// Returns the places of the smallest input, and how many windows were tried.
    fn search(items: usize, fails: impl Fn(Range<usize>) -> bool) -> (Range<usize>, usize) {
        let part: Part = toml::from_str(PART).expect("a part");
        let pair = Pair {
            build: Build::Release,
            items,
            subject: returned("1", None),
            reference: returned("2", None),
        };
        let grade = grade::part(&part, vec![pair]);
        let mut search = Search::of(0, &grade).expect("a search");
        let mut wanted = search.next();
        let mut tries = 0;
        loop {
            let places = wanted.skipped..wanted.skipped + wanted.window.items;
            wanted = match wanted.role {
                Role::Smaller => {
                    tries += 1;
                    let answer = if fails(places) { "1" } else { "2" };
                    search.note_subject(returned(answer, None))
                }
                Role::SmallerReference => search.note_reference(&part, returned("2", None)),
                _ => {
                    assert_eq!(wanted.pass, Pass::Show(String::new()));
                    let example = search.into_example(returned("2", Some("a line")));
                    assert_eq!(example.items, places.len());
                    assert_eq!(example.input.map(|input| input.text), Some("a line".into()));
                    return (places, tries);
                }
            };
        }
    }

    #[test]
    fn what_is_before_and_behind_the_wrong_item_is_left_out() {
        for items in [1, 2, 3, 64, 10_000] {
            for wrong in [0, items / 3, items - 1] {
                let (found, tries) = search(items, |places| places.contains(&wrong));
                assert_eq!(found, wrong..wrong + 1, "{items} {wrong}");
                assert!(tries <= MOST_TRIES, "{items} {wrong}: {tries}");
            }
        }
    }

    #[test]
    fn what_belongs_together_stays_together() {
        let (found, _) = search(1_000, |places| places.contains(&70) && places.contains(&90));
        assert_eq!(found, 70..91);
        let (found, _) = search(1_000, |places| places.len() >= 37);
        assert_eq!(found.len(), 37);
        let (found, _) = search(1_000, |_| true);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn what_fails_by_chance_ends_all_the_same() {
        let (found, tries) = search(10_000, |places| places.len() % 7 == 3);
        assert!(
            tries <= MOST_TRIES && !found.is_empty(),
            "{found:?} {tries}"
        );
    }

    #[test]
    fn slow_code_is_not_run_again() {
        let part: Part = toml::from_str(PART).expect("a part");
        let slow = |answer| {
            let mut weighed = returned(answer, None);
            if let Ending::Returned(returned) = &mut weighed.ending {
                returned.processor_time = Some(LONGEST);
            }
            weighed
        };
        let pair = Pair {
            build: Build::Release,
            items: 100,
            subject: slow("1"),
            reference: slow("2"),
        };
        let grade = grade::part(&part, vec![pair]);
        let wanted = Search::of(0, &grade).expect("a search").next();
        assert_eq!((wanted.role, wanted.window.items), (Role::Input, 100));
    }

    #[test]
    fn an_input_with_a_name_is_small_and_only_shown() {
        let mut subject = returned("1", None);
        let mut reference = returned("1", None);
        for (weighed, answer) in [(&mut subject, "3"), (&mut reference, "4")] {
            let Ending::Returned(returned) = &mut weighed.ending else {
                unreachable!("it returned");
            };
            let answer = RawValue::from_string(answer.to_owned()).expect("a JSON text");
            returned.asked = vec![("an empty log".to_owned(), answer)];
        }
        let pair = Pair {
            build: Build::Debug,
            items: 10,
            subject,
            reference,
        };
        let part: Part = toml::from_str(PART).expect("a part");
        let grade = grade::part(&part, vec![pair]);
        let wanted = Search::of(3, &grade).expect("a search").next();
        assert_eq!(wanted.pass, Pass::Show("an empty log".to_owned()));
        assert_eq!((wanted.role, wanted.window.part), (Role::Input, 3));
        assert_eq!(wanted.window.build, Build::Debug);
    }
}
