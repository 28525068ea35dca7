//! How good the predictions are. In: predictions, oldest first. Out: how close
//! they came, over time and by idea, and which question comes next. Pure.

use serde::Serialize;

use crate::learner::event::{Predicted, Prediction};
use crate::learner::guess::Closeness;
use crate::learner::question::Question;

/// Both numbers of all predictions.
#[derive(Debug, PartialEq, Serialize)]
pub struct Score {
    /// How many predictions.
    pub predictions: usize,
    /// Over time, oldest first.
    pub over_time: OverTime,
    /// By chapter, in the order of the book; those with an answer.
    pub by_idea: Vec<Idea>,
}

/// How close each prediction was, oldest first.
#[derive(Debug, PartialEq, Serialize)]
pub struct OverTime {
    /// Calls of the allocator.
    pub allocations: Vec<Closeness>,
    /// Bytes asked for.
    pub bytes: Vec<Closeness>,
}

/// How close the predictions of one chapter were.
#[derive(Debug, PartialEq, Serialize)]
pub struct Idea {
    /// As in `ch04`.
    pub chapter: String,
    /// How many predictions.
    pub predictions: usize,
    /// Calls of the allocator.
    pub allocations: ClosenessCounts,
    /// Bytes asked for.
    pub bytes: ClosenessCounts,
}

/// How many answers came how close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ClosenessCounts {
    /// The very number.
    pub exact: usize,
    /// Within a factor of 2, the exact ones among them.
    pub close: usize,
    /// Known, and further off.
    pub off: usize,
    /// Not known.
    pub unknown: usize,
}

impl ClosenessCounts {
    /// How close these are.
    pub fn of(answers: impl Iterator<Item = Closeness>) -> Self {
        let mut counts = ClosenessCounts::default();
        for closeness in answers {
            counts.exact += usize::from(closeness == Closeness::Exact);
            match closeness {
                Closeness::Unknown => counts.unknown += 1,
                close if close.is_close() => counts.close += 1,
                _ => counts.off += 1,
            }
        }
        counts
    }

    /// How many answers there are.
    pub fn answers(&self) -> usize {
        self.close + self.off + self.unknown
    }
}

impl Score {
    /// The score of these predictions.
    pub fn of<'p>(predictions: impl Iterator<Item = &'p Prediction>) -> Self {
        let all: Vec<&Prediction> = predictions.collect();
        let mut chapters: Vec<&str> = all.iter().map(|prediction| chapter(prediction)).collect();
        chapters.sort_unstable();
        chapters.dedup();
        let by_idea = chapters
            .into_iter()
            .map(|idea| {
                let of_idea = || all.iter().filter(|prediction| chapter(prediction) == idea);
                Idea {
                    chapter: idea.to_owned(),
                    predictions: of_idea().count(),
                    allocations: ClosenessCounts::of(of_idea().map(|p| p.allocations.closeness())),
                    bytes: ClosenessCounts::of(of_idea().map(|p| p.bytes.closeness())),
                }
            })
            .collect();
        let each = |number: fn(&Prediction) -> &Predicted| {
            let closeness = all.iter().map(|prediction| number(prediction).closeness());
            closeness.collect()
        };
        Score {
            predictions: all.len(),
            over_time: OverTime {
                allocations: each(|prediction| &prediction.allocations),
                bytes: each(|prediction| &prediction.bytes),
            },
            by_idea,
        }
    }
}

fn chapter(prediction: &Prediction) -> &str {
    prediction
        .id
        .split('-')
        .next()
        .unwrap_or(prediction.id.as_str())
}

/// The question to ask next, of those in `pool`: the first that was never
/// answered, else the one whose last answer was the worst; of equals, the one
/// that was answered longest ago.
pub fn next<'q>(pool: &[&'q Question], predictions: &[&Prediction]) -> Option<&'q Question> {
    let last = |question: &Question| {
        let latest = predictions.iter().rposition(|p| p.id == question.id)?;
        Some((latest, predictions[latest].closeness()))
    };
    let unasked = pool.iter().find(|question| last(question).is_none());
    let worst = || {
        pool.iter()
            .filter_map(|question| Some((question, last(question)?)))
            .max_by_key(|(_, (latest, closeness))| (*closeness, std::cmp::Reverse(*latest)))
            .map(|(question, _)| question)
    };
    unasked.or_else(worst).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(id: &str, allocations: Option<u64>, bytes: Option<u64>) -> Prediction {
        let predicted = |guess| Predicted {
            guess,
            debug: 100,
            release: 100,
        };
        Prediction {
            compiler: None,
            id: id.to_owned(),
            items: 1,
            allocations: predicted(allocations),
            bytes: predicted(bytes),
        }
    }

    fn question(id: &str) -> Question {
        Question {
            id: id.to_owned(),
            listing: String::new(),
            items: 1,
            input: String::new(),
            code: String::new(),
            because: String::new(),
        }
    }

    #[test]
    fn predictions_are_counted_by_idea_and_kept_in_order() {
        let all = [
            prediction("ch04-a", Some(100), Some(5_000)),
            prediction("ch01-a", None, Some(190)),
            prediction("ch04-b", Some(105), None),
        ];
        let score = Score::of(all.iter());
        assert_eq!(score.predictions, 3);
        assert_eq!(
            score.over_time.allocations,
            [Closeness::Exact, Closeness::Unknown, Closeness::Tenth]
        );
        assert_eq!(
            score.over_time.bytes,
            [Closeness::Further, Closeness::Double, Closeness::Unknown]
        );
        let chapters: Vec<&str> = score.by_idea.iter().map(|i| i.chapter.as_str()).collect();
        assert_eq!(chapters, ["ch01", "ch04"]);
        let ch04 = &score.by_idea[1];
        assert_eq!((ch04.allocations.exact, ch04.allocations.close), (1, 2));
        assert_eq!((ch04.bytes.off, ch04.bytes.unknown), (1, 1));
        assert_eq!(ch04.bytes.answers(), 2);
    }

    #[test]
    fn the_next_question_is_new_or_was_answered_worst_longest_ago() {
        let (good, bad) = (Some(100), Some(7));
        let [a, b, c] = ["ch01-a", "ch01-b", "ch02-c"].map(question);
        let pool = [&a, &b, &c];
        for (answers, expected) in [
            (vec![], Some("ch01-a")),
            (vec![("ch01-a", bad)], Some("ch01-b")),
            (vec![("ch02-c", bad), ("ch01-a", bad)], Some("ch01-b")),
            (
                vec![("ch01-a", good), ("ch01-b", bad), ("ch02-c", bad)],
                Some("ch01-b"),
            ),
            (
                vec![
                    ("ch01-b", bad),
                    ("ch02-c", bad),
                    ("ch01-a", good),
                    ("ch01-b", good),
                ],
                Some("ch02-c"),
            ),
            (
                vec![("ch02-c", good), ("ch01-a", good), ("ch01-b", good)],
                Some("ch02-c"),
            ),
            (
                vec![("ch02-c", None), ("ch01-a", bad), ("ch01-b", good)],
                Some("ch02-c"),
            ),
        ] {
            let all: Vec<Prediction> = answers
                .iter()
                .map(|(id, guess)| prediction(id, *guess, *guess))
                .collect();
            let all: Vec<&Prediction> = all.iter().collect();
            let id = next(&pool, &all).map(|question| question.id.as_str());
            assert_eq!(id, expected, "{answers:?}");
        }
        assert!(next(&[], &[]).is_none());
    }
}
