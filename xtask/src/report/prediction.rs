//! Predictions as text. In: questions, answers and scores. Out: text for a
//! terminal or a pipe.

use std::fmt::Write;

use crate::learner::event::{Predicted, Prediction};
use crate::learner::guess::Closeness;
use crate::learner::history::History;
use crate::learner::question::Question;
use crate::learner::score::{ClosenessCounts, Score};
use crate::report::sparkline::{LONGEST, sparkline};
use crate::report::style::{Role, Style, counted, number};
use crate::report::table::{self, Align};
use crate::workbook::Quantity;

/// What is asked first.
pub const ALLOCATIONS: &str = "How many allocations in a release build? ";
/// What is asked then.
pub const BYTES: &str = "How many bytes in all? ";

/// Below so many columns the table of an answer becomes lines.
const ROOM_FOR_A_TABLE: usize = 60;
/// How many past answers `--list` shows of each number.
const SHOWN_ANSWERS: usize = 3;

/// A listing, and what it is called with.
pub fn question(question: &Question, style: Style) -> String {
    let keys = "(a number; ? if you do not know; empty to skip; q to stop)";
    let head = style.wrap("", &format!("{}  {keys}", question.id));
    let head = head.replacen(&question.id, &style.paint(Role::Strong, &question.id), 1);
    let mut out = head + "\n\n";
    let _ = writeln!(out, "{}\n", question.code);
    let _ = writeln!(out, "{}", style.wrap_label("with ", &question.input));
    out
}

/// An answer beside what was measured, and why.
pub fn answer(answer: &Prediction, because: &str, style: Style) -> String {
    let numbers = [
        (Quantity::Allocations, &answer.allocations),
        (Quantity::Bytes, &answer.bytes),
    ];
    let mut out = String::from("\n");
    if style.width >= ROOM_FOR_A_TABLE {
        answer_table(&mut out, numbers, style);
    } else {
        answer_lines(&mut out, numbers, style);
    }
    let _ = writeln!(out, "{}", style.wrap("", &builds(numbers)));
    let _ = writeln!(out, "{}\n", style.wrap_label("why: ", because));
    out
}

fn answer_table(out: &mut String, numbers: [(Quantity, &Predicted); 2], style: Style) {
    let heads = [
        ("", Align::Left),
        ("you", Align::Right),
        ("debug", Align::Right),
        ("release", Align::Right),
        ("", Align::Left),
    ];
    let rows = numbers.map(|(quantity, predicted)| {
        vec![
            name(quantity).to_owned(),
            guessed(predicted.guess),
            number(predicted.debug),
            number(predicted.release),
            verdict(predicted),
        ]
    });
    for (index, line) in table::lines(&heads, &rows).into_iter().enumerate() {
        let predicted = index.checked_sub(1).map(|row| numbers[row].1.closeness());
        let line = match predicted {
            Some(close) if close.is_close() => style.paint(Role::Good, line),
            _ => line,
        };
        let _ = writeln!(out, "{line}");
    }
}

fn answer_lines(out: &mut String, numbers: [(Quantity, &Predicted); 2], style: Style) {
    for (quantity, predicted) in numbers {
        let text = format!(
            "{}: you {}, debug {}, release {}: {}",
            name(quantity),
            guessed(predicted.guess),
            number(predicted.debug),
            number(predicted.release),
            verdict(predicted),
        );
        let _ = writeln!(out, "{}", style.wrap("", &text));
    }
}

fn name(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Allocations => "allocations",
        _ => "bytes",
    }
}

fn guessed(guess: Option<u64>) -> String {
    guess.map_or("?".to_owned(), number)
}

/// `within an order of magnitude: 3.3 times too few`.
fn verdict(predicted: &Predicted) -> String {
    let closeness = predicted.closeness();
    let (Some(guess), measured) = (predicted.guess, predicted.release) else {
        return closeness.words().to_owned();
    };
    let words = closeness.words();
    if closeness <= Closeness::Tenth {
        return words.to_owned();
    }
    match (guess, measured) {
        (_, 0) => format!("{words}: there are none"),
        (0, _) => format!("{words}: there are some"),
        _ if guess > measured => {
            let times = guess as f64 / measured as f64;
            format!("{words}: {} times too many", in_digits(times))
        }
        _ => {
            let times = measured as f64 / guess as f64;
            format!("{words}: {} times too few", in_digits(times))
        }
    }
}

/// A factor with as many digits as mean something.
fn in_digits(times: f64) -> String {
    match times {
        t if t >= 10.0 => number(t.round() as u64),
        t => format!("{t:.1}").trim_end_matches(".0").to_owned(),
    }
}

/// Where the two builds differ, and whose number an answer is.
fn builds(numbers: [(Quantity, &Predicted); 2]) -> String {
    let differing: Vec<_> = numbers
        .into_iter()
        .filter(|(_, one)| one.debug != one.release)
        .collect();
    if differing.is_empty() {
        return "Debug and release are the same here.".to_owned();
    }
    let costs = |count: fn(&Predicted) -> u64| {
        let costs = differing.iter().map(|(quantity, one)| match quantity {
            Quantity::Allocations => counted(count(one), "allocation"),
            _ => counted(count(one), "byte"),
        });
        costs.collect::<Vec<_>>().join(" and ")
    };
    let is_debugs = |(_, one): &(Quantity, &Predicted)| one.guess == Some(one.debug);
    let whose = match differing.iter().any(is_debugs) {
        true => " You predicted the debug build.",
        false => "",
    };
    format!(
        "The builds differ: {} in debug, {} in release.{whose}",
        costs(|one| one.debug),
        costs(|one| one.release),
    )
}

/// Every question with the last answers; what was not asked yet is not told.
pub fn list(questions: &[&Question], history: &History, style: Style) -> String {
    let shown = |of: &[&Prediction], number: fn(&Prediction) -> &Predicted| {
        let skipped = of.len().saturating_sub(SHOWN_ANSWERS);
        let last = of[skipped..].iter().map(|one| guessed(number(one).guess));
        let mut text = last.collect::<Vec<_>>().join("; ");
        if let Some(one) = of.last() {
            let _ = write!(
                text,
                ", was {}",
                crate::report::style::number(number(one).release)
            );
        }
        text
    };
    let rows: Vec<Vec<String>> = questions
        .iter()
        .map(|question| {
            let of: Vec<&Prediction> = history.predictions_of(&question.id).collect();
            vec![
                question.id.clone(),
                of.len().to_string(),
                shown(&of, |one| &one.allocations),
                shown(&of, |one| &one.bytes),
                of.last()
                    .map_or("", |one| one.closeness().words())
                    .to_owned(),
            ]
        })
        .collect();
    let heads = [
        ("question", Align::Left),
        ("answers", Align::Right),
        ("allocations", Align::Left),
        ("bytes", Align::Left),
        ("the last one", Align::Left),
    ];
    let mut out = table::lines(&heads, &rows).join("\n") + "\n";
    let legend = format!(
        "The last {SHOWN_ANSWERS} answers to each question, and what was measured; ? was not \
         known. The last one is as close as the worse of its two numbers."
    );
    let _ = writeln!(out, "\n{}", style.wrap("", &legend));
    out
}

/// How close the answers were, over time and by idea.
pub fn score(score: &Score, style: Style) -> String {
    if score.predictions == 0 {
        return "no predictions yet: cargo xtask predict\n".to_owned();
    }
    let mut out = String::new();
    let lines = [
        ("allocations", &score.over_time.allocations),
        ("bytes", &score.over_time.bytes),
    ];
    for (name, closeness) in lines {
        let levels: Vec<_> = closeness.iter().map(|one| Some(level(*one))).collect();
        let marks = sparkline(&levels, Closeness::ALL.len() - 1, style);
        let counts = ClosenessCounts::of(closeness.iter().copied());
        let words = format!(
            "{marks} {} of {} within a factor of 2, {} exact{}",
            counts.close,
            counts.answers(),
            counts.exact,
            trend(closeness)
        );
        let _ = writeln!(
            out,
            "{}",
            style.wrap_label(&format!("{name:<11}  "), &words)
        );
    }
    let legend = format!(
        "One mark for each of the last {LONGEST} answers, oldest first. A low mark is a close \
         answer: the lowest is exact, the highest not known."
    );
    let _ = writeln!(out, "{}\n", style.wrap("", &legend));
    out += &ideas(score);
    out
}

/// How far off, as the height of a mark.
fn level(closeness: Closeness) -> usize {
    let at = Closeness::ALL.iter().position(|one| *one == closeness);
    at.unwrap_or_default()
}

/// How the later half compares with the earlier one, where there is enough.
fn trend(closeness: &[Closeness]) -> String {
    const ENOUGH: usize = 6;
    if closeness.len() < ENOUGH {
        return String::new();
    }
    let (earlier, later) = closeness.split_at(closeness.len() / 2);
    let close = |half: &[Closeness]| {
        let close = half.iter().filter(|one| one.is_close()).count();
        format!("{close} of {}", half.len())
    };
    format!(
        "; earlier half {}, later half {}",
        close(earlier),
        close(later)
    )
}

fn ideas(score: &Score) -> String {
    let cells = |counts: &ClosenessCounts| {
        let ClosenessCounts {
            exact,
            close,
            off,
            unknown,
        } = *counts;
        [exact, close, off, unknown].map(|count| count.to_string())
    };
    let mut rows = Vec::new();
    for idea in &score.by_idea {
        for (name, counts) in [("allocations", &idea.allocations), ("bytes", &idea.bytes)] {
            let mut row = vec![idea.chapter.clone(), name.to_owned()];
            row.extend(cells(counts));
            rows.push(row);
        }
    }
    let heads = [
        ("idea", Align::Left),
        ("", Align::Left),
        ("exact", Align::Right),
        ("within 2 x", Align::Right),
        ("further", Align::Right),
        ("not known", Align::Right),
    ];
    table::lines(&heads, &rows).join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predicted(guess: Option<u64>, debug: u64, release: u64) -> Predicted {
        Predicted {
            guess,
            debug,
            release,
        }
    }

    #[test]
    fn every_question_of_the_book_fits_on_a_small_screen() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let workbook = crate::workbook::Workbook::open(root).expect("the workbook");
        let all = crate::learner::question::all(&workbook).expect("the questions");
        for one in &all {
            let screen = question(one, Style::plain()) + ALLOCATIONS + "\n" + BYTES;
            let lines = screen.lines().count();
            assert!(lines <= 24, "{}: {lines} lines", one.id);
            for line in screen.lines() {
                assert!(line.chars().count() <= 80, "{}: {line}", one.id);
            }
        }
        let mut ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
        for chapter in ["ch01", "ch02", "ch03", "ch04", "ch05", "ch06"] {
            let questions = all.iter().filter(|one| one.chapter() == chapter);
            assert!(questions.count() >= 2, "{chapter}");
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all.len(), "two questions have the same id");
    }

    #[test]
    fn verdicts_say_how_far_off() {
        for (guess, measured, words) in [
            (Some(13), 13, "exact"),
            (Some(14), 13, "within 10 %"),
            (Some(20), 13, "within a factor of 2: 1.5 times too many"),
            (
                Some(3),
                13,
                "within an order of magnitude: 4.3 times too few",
            ),
            (Some(1_000), 13, "further off: 77 times too many"),
            (Some(1), 1_000_000, "further off: 1,000,000 times too few"),
            (Some(5), 0, "further off: there are none"),
            (Some(0), 5, "further off: there are some"),
            (None, 5, "not known"),
        ] {
            let one = predicted(guess, measured, measured);
            assert_eq!(verdict(&one), words, "{guess:?}");
        }
    }

    #[test]
    fn an_answer_names_the_build_that_differs() {
        let one = Prediction {
            compiler: None,
            id: "ch01-a".to_owned(),
            items: 1,
            allocations: predicted(Some(106), 106, 6),
            bytes: predicted(None, 1_000, 1_000),
        };
        let text = answer(&one, "Because.", Style::plain());
        assert_eq!(
            text,
            "
             you  debug  release
allocations  106    106        6  further off: 18 times too many
bytes          ?  1,000    1,000  not known
The builds differ: 106 allocations in debug, 6 allocations in release. You
predicted the debug build.
why: Because.

"
        );
    }

    #[test]
    fn a_narrow_answer_has_no_table() {
        let one = Prediction {
            compiler: None,
            id: "ch01-a".to_owned(),
            items: 1,
            allocations: predicted(Some(1), 1, 1),
            bytes: predicted(Some(8), 8, 8),
        };
        let text = answer(&one, "Because.", Style::plain().with_width(20));
        assert!(text.lines().all(|line| line.len() <= 20), "{text}");
        assert!(text.contains("allocations: you 1,\ndebug 1, release 1:\nexact\n"));
    }

    #[test]
    fn a_score_shows_both_numbers_and_every_idea() {
        let answers = [(Some(1), None), (Some(2), Some(50))];
        let all = answers.map(|(allocations, bytes)| Prediction {
            compiler: None,
            id: "ch03-a".to_owned(),
            items: 1,
            allocations: predicted(allocations, 1, 1),
            bytes: predicted(bytes, 5, 5),
        });
        assert_eq!(
            score(&Score::of(all.iter()), Style::plain()),
            "\
allocations  _: 2 of 2 within a factor of 2, 1 exact
bytes        #= 0 of 2 within a factor of 2, 0 exact
One mark for each of the last 20 answers, oldest first. A low mark is a close
answer: the lowest is exact, the highest not known.

idea               exact  within 2 x  further  not known
ch03  allocations      1           2        0          0
ch03  bytes            0           0        1          1
"
        );
    }
}
