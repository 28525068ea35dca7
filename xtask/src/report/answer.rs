//! What is wrong with an answer, and with what came in its place. In: the trouble of a
//! grade. Out: one sentence, and the lines that show it; the same for the terminal, the
//! watcher, JSON and the pages of a class.

use std::time::Duration;

use explain::words::{counted, number, plural};
use meter_report::{Input, Panic};

use crate::pipe::answer::{Difference, Side};
use crate::pipe::grade::{PartGrade, Reached, Trouble};
use crate::report::columns::{self, width_of};
use crate::text::{is_invisible, tame, tame_line};

/// How wide the lines of a message are that is read anywhere.
const USUAL_WIDTH: usize = 76;

/// So many lines of an input are shown where not all of it is asked for.
const FEW_LINES: usize = 6;

/// What there is to say, in one sentence and in lines below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// One sentence without its stop.
    pub head: String,
    /// Lines that show it.
    pub lines: Vec<String>,
}

impl Told {
    fn sentence(head: String) -> Self {
        Told {
            head,
            lines: Vec::new(),
        }
    }
}

/// What there is to say of a part beyond its counts, if it does not pass; as one text.
pub fn of_part(grade: &PartGrade, item: &str) -> Option<String> {
    grade.trouble().map(|trouble| message(trouble, item))
}

/// The same of one trouble.
pub fn message(trouble: &Trouble, item: &str) -> String {
    let told = told(trouble, item, USUAL_WIDTH);
    let input = match trouble {
        Trouble::WrongAnswer(difference) => difference.input.as_ref(),
        Trouble::Panicked(panic) => panic.input.as_ref(),
        _ => None,
    };
    let head = match (trouble, input) {
        (Trouble::Panicked(panic), Some(input)) => {
            format!("{}: {}, for {input}", own_line(panic), told.head)
        }
        (Trouble::Panicked(panic), None) => format!("{}: {}", own_line(panic), told.head),
        (_, Some(input)) => format!("for {input}: {}", told.head),
        (_, None) => told.head,
    };
    let lines = std::iter::once(head).chain(told.lines);
    lines.collect::<Vec<_>>().join("\n")
}

/// The same for whoever knows the part and the input, in lines of this width.
pub fn told(trouble: &Trouble, item: &str, width: usize) -> Told {
    match trouble {
        Trouble::WrongAnswer(difference) => {
            let mut told = of_answer(difference, width);
            let caught = difference
                .caught
                .as_ref()
                .map(|panic| of_caught(panic, width));
            told.lines.splice(..0, caught.into_iter().flatten());
            told
        }
        Trouble::WrongPrediction { right, of } => {
            let verb = if *right == 1 { "is" } else { "are" };
            Told::sentence(format!(
                "{right} of {} {verb} right",
                counted(*of as u64, "prediction")
            ))
        }
        Trouble::Panicked(panic) => Told::sentence(of_panic(panic)),
        Trouble::OutOfTime(reached) => Told::sentence(of_time(reached, item)),
        Trouble::OutOfMemory(reached) => Told::sentence(of_memory(reached, item)),
        Trouble::Leak(words) | Trouble::Words(words) => Told::sentence(words.clone()),
    }
}

/// What was to be predicted: each name with what was measured.
pub fn measured(measured: &[(String, String)]) -> String {
    let each = measured.iter();
    let each = each.map(|(name, found)| format!("{name} {found}"));
    each.collect::<Vec<_>>().join(", ")
}

/// The line to look at: the first of the code under test, where it is known.
pub fn own_line(panic: &Panic) -> &str {
    library(panic.called_from.as_deref().unwrap_or(&panic.location))
}

fn of_panic(panic: &Panic) -> String {
    let message = tame_line(&panic.message);
    match panic.called_from {
        Some(_) => format!("{message} (in {})", library(&panic.location)),
        None => message,
    }
}

/// That the code went on after a panic, and what the panic said.
fn of_caught(panic: &Panic, width: usize) -> Vec<String> {
    let first = format!(
        "a panic came first, at {}: {}",
        own_line(panic),
        of_panic(panic)
    );
    let words = columns::wrap("", &first, width);
    words.lines().map(str::to_owned).collect()
}

/// A place in a library, by the library's name: `dhat-0.3.3/src/lib.rs:1656:17`.
pub fn library(place: &str) -> &str {
    let after = |folder: &str| {
        let (_, rest) = place.split_once(folder)?;
        rest.split_once(['/', '\\']).map(|(_, rest)| rest)
    };
    let registry = after("/registry/src/").or_else(|| after("\\registry\\src\\"));
    registry.or_else(|| after("/rustc/")).unwrap_or(place)
}

// Time and memory.

fn of_time(reached: &Reached<Duration>, item: &str) -> String {
    let limit = seconds(reached.limit);
    let sizes = sizes(reached, item, seconds, "took");
    let growth = power(reached, |time| time.as_secs_f64(), 1e-3).map_or(String::new(), |power| {
        format!(": the time grows {}", growth(power, item))
    });
    match sizes {
        Some(sizes) => format!("it was stopped after {limit}; {sizes}{growth}"),
        None => format!(
            "it was stopped after {limit}, at the smallest size; if it ends at all, \
             `--time-limit` waits longer"
        ),
    }
}

fn of_memory(reached: &Reached<u64>, item: &str) -> String {
    let limit = bytes(reached.limit);
    let sizes = sizes(reached, item, bytes, "had at most");
    let growth = power(reached, |bytes| bytes as f64, 1_000.0).map_or(String::new(), |power| {
        format!(": the peak grows {}", growth(power, item))
    });
    match sizes {
        Some(sizes) => {
            format!("it asked for more memory than the limit of {limit}; {sizes}{growth}")
        }
        None => format!(
            "it asked for more memory than the limit of {limit}, at the smallest size; \
             `--memory-limit` allows more"
        ),
    }
}

/// `512 postings took 0.9 s, 64 took 0.02 s`; none where no size ended.
fn sizes<T: Copy>(
    reached: &Reached<T>,
    item: &str,
    shown: fn(T) -> String,
    verb: &str,
) -> Option<String> {
    let said = |took: &Option<T>| match took {
        Some(took) => format!("{verb} {}", shown(*took)),
        None => "ended".to_owned(),
    };
    let mut largest = reached.smaller.iter().rev().take(2);
    let (items, took) = largest.next()?;
    let first = format!("{} {}", counted(*items as u64, item), said(took));
    Some(match largest.next() {
        Some((items, took)) => format!("{first}, {} {}", number(*items as u64), said(took)),
        None => first,
    })
}

/// With which power of the size a quantity grows, by the two largest sizes; none where there
/// is too little of it to tell.
fn power<T: Copy>(reached: &Reached<T>, value: fn(T) -> f64, least: f64) -> Option<f64> {
    let [.., (small, before), (large, after)] = reached.smaller[..] else {
        return None;
    };
    let (before, after) = (value(before?), value(after?));
    let can_tell = after > least && before > 0.0 && large > small && small > 0;
    can_tell.then(|| (after / before).ln() / (large as f64 / small as f64).ln())
}

fn growth(power: f64, item: &str) -> String {
    let items = plural(item);
    match power {
        ..0.5 => format!("more slowly than the {items}"),
        0.5..1.3 => format!("with the {items}"),
        1.3..1.7 => format!("faster than the {items}"),
        1.7..2.4 => format!("with the square of the {items}"),
        2.4..3.3 => format!("with the cube of the {items}"),
        _ => format!("far faster than the {items}"),
    }
}

/// `10 s`, `0.9 s`, `0.02 s`.
fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        _ if seconds.fract() == 0.0 => format!("{seconds} s"),
        10.0.. => format!("{seconds:.0} s"),
        0.1..10.0 => format!("{seconds:.1} s"),
        0.001..0.1 => format!("{seconds:.3} s"),
        _ => "less than 0.001 s".to_owned(),
    }
}

/// `2 GiB`, `512 bytes`: in whole units of 1,024 where there are any.
fn bytes(bytes: u64) -> String {
    for (unit, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] {
        match bytes {
            _ if bytes >= size && bytes.is_multiple_of(size) => {
                return format!("{} {unit}", number(bytes / size));
            }
            _ if bytes >= size => return format!("{:.1} {unit}", bytes as f64 / size as f64),
            _ => {}
        }
    }
    counted(bytes, "byte")
}

// Answers.

fn of_answer(difference: &Difference, width: usize) -> Told {
    let Difference {
        field,
        lists,
        expected,
        found,
        ..
    } = difference;
    let field = tame(field);
    let inline = || Some((inline(expected)?, self::inline(found)?));
    let it = match field.is_empty() {
        true => "it",
        false => &field,
    };
    match (lists, expected, found) {
        (_, Side::Fact(expected), Side::Fact(found)) => Told {
            head: tame_line(found),
            lines: columns::wrap("expected: ", expected, width)
                .lines()
                .map(str::to_owned)
                .collect(),
        },
        (None, ..) if inline().is_some() => {
            Told::sentence(is_and_should_be(&field, expected, found))
        }
        (Some(lists), ..) => {
            // The place is in the sentence already, unless the difference lies deeper.
            let lines = match (lists.contains(&difference.field), inline()) {
                (false, Some(_)) => vec![is_and_should_be(&field, expected, found)],
                (false, None) => std::iter::once(format!("{field}:"))
                    .chain(sides(expected, found, width))
                    .collect(),
                (true, _) => sides(expected, found, width),
            };
            Told {
                head: tame_line(lists),
                lines,
            }
        }
        (None, Side::Error(_), _) | (None, _, Side::Error(_)) => Told {
            head: match (found, expected) {
                (Side::Error(_), _) if field.is_empty() => "it returned an error".to_owned(),
                (Side::Error(_), Side::Error(_)) => format!("{it} is another error than expected"),
                (Side::Error(_), _) => format!("{it} is an error, expected an answer"),
                _ => format!("{it} is an answer, expected an error"),
            },
            lines: sides(expected, found, width),
        },
        _ => Told {
            head: match field.is_empty() {
                true => "the texts differ".to_owned(),
                false => format!("{field} differs"),
            },
            lines: sides(expected, found, width),
        },
    }
}

/// `squares[6] is 656101, expected 656100`.
fn is_and_should_be(field: &str, expected: &Side, found: &Side) -> String {
    let (right, wrong) = (all_of(expected), all_of(found));
    match (field, found) {
        ("", _) => format!("expected {right}, found {wrong}"),
        (field, Side::Absent) => format!("{field} is missing, expected {right}"),
        (field, _) => format!("{field} is {wrong}, expected {right}"),
    }
}

/// A side that needs no line of its own: all that is no text, and short.
fn inline(side: &Side) -> Option<String> {
    const SHORT: usize = 24;
    let text = match side {
        Side::Value(value) if value.is_string() => return None,
        // Lists and objects may be long.
        Side::Value(value) if value.as_array().is_some_and(|list| list.len() > SHORT) => {
            return None;
        }
        Side::Value(_) | Side::Absent => all_of(side),
        Side::Fact(_) | Side::Error(_) => return None,
    };
    (columns::width(&text) <= SHORT).then_some(text)
}

/// The whole of one side, as it is written in a report: a text in quotes, all else as JSON.
pub fn all_of(side: &Side) -> String {
    match side {
        Side::Value(serde_json::Value::String(text)) => format!("\"{text}\""),
        Side::Value(serde_json::Value::Null) | Side::Absent => "nothing".to_owned(),
        Side::Value(value) => value.to_string(),
        Side::Fact(words) => words.clone(),
        Side::Error(words) => format!("the error \"{words}\""),
    }
}

const EXPECTED: &str = "expected: ";
const FOUND: &str = "found:    ";

/// Both sides below each other, with what differs marked, or whole where one is an error.
fn sides(expected: &Side, found: &Side, width: usize) -> Vec<String> {
    let room = width.saturating_sub(EXPECTED.len()).max(12);
    let (one, other) = (all_of(expected), all_of(found));
    let is_error = |side: &Side| matches!(side, Side::Error(_));
    let is_absent = |side: &Side| matches!(side, Side::Absent);
    // There is nothing to compare these with, and an error says at its end what it expected.
    if is_error(expected) || is_error(found) || is_absent(expected) || is_absent(found) {
        let line = |label: &str, side: &Side, text: &str| match is_error(side) {
            true => columns::wrap(label, text, width),
            false => format!("{label}{}", beginning(text, room)),
        };
        let both = [line(EXPECTED, expected, &one), line(FOUND, found, &other)];
        return both
            .iter()
            .flat_map(|text| text.lines())
            .map(str::to_owned)
            .collect();
    }
    // Between numbers there is nothing to look for.
    if inline(expected).is_some() && inline(found).is_some() {
        return vec![format!("{EXPECTED}{one}"), format!("{FOUND}{other}")];
    }
    let [one, other] = compared(&one, &other, room);
    let blank = " ".repeat(EXPECTED.len());
    [(EXPECTED, one), (FOUND, other)]
        .into_iter()
        .flat_map(|(label, Part { text, marks })| {
            [format!("{label}{text}"), format!("{blank}{marks}")]
        })
        .collect()
}

/// More than what fits on a line: of a longer text, only this much is looked at.
const NEAR: usize = 400;

/// The beginning of a text, as it is shown.
fn beginning(text: &str, room: usize) -> String {
    let text: String = text.chars().take(NEAR).collect();
    columns::cut(&letters(&text, Marks::Plain).concat(), room)
}

/// What is near the place where two texts part, in each of them.
fn near<'t>(one: &'t str, other: &'t str) -> [&'t str; 2] {
    if one.len().max(other.len()) <= 2 * NEAR {
        return [one, other];
    }
    let mut places = one.char_indices().zip(other.chars());
    let parting = places.find(|((_, a), b)| a != b);
    let at = parting.map_or(one.len().min(other.len()), |((at, _), _)| at);
    let from = one.floor_char_boundary(at.saturating_sub(NEAR));
    [one, other].map(|text| &text[from..text.floor_char_boundary(at + NEAR)])
}

/// A text that is cut around what differs, and what stands under it.
struct Part {
    text: String,
    marks: String,
}

/// Whether marks that stand over other letters are shown apart from them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Plain,
    Apart,
}

/// Both texts, cut around the first place where they differ.
fn compared(one: &str, other: &str, room: usize) -> [Part; 2] {
    let [one, other] = near(one, other);
    let plain = [one, other].map(|text| letters(text, Marks::Plain));
    // Two texts may differ in how a letter is put together, and look the same.
    let look_alike = |texts: &[Vec<String>; 2]| {
        let base = |text: &Vec<String>| -> String {
            let letters = text.iter().map(|letter| letter.chars().next());
            letters.map(Option::unwrap_or_default).collect()
        };
        let at = common(&texts[0], &texts[1]);
        let has_mark = |text: &Vec<String>| {
            text.get(at)
                .is_some_and(|letter| letter.chars().skip(1).any(|c| width_of(c) == 0))
        };
        has_mark(&texts[0]) || has_mark(&texts[1]) || base(&texts[0]) == base(&texts[1])
    };
    let texts = match look_alike(&plain) {
        true => [one, other].map(|text| letters(text, Marks::Apart)),
        false => plain,
    };
    let [one, other] = texts;
    let from = common(&one, &other);
    let rest = one.len().min(other.len()) - from;
    let ends = one.iter().rev().zip(other.iter().rev());
    let same_at_the_end = ends.take(rest).take_while(|(a, b)| a == b).count();
    // Where the texts are of one length, letters stand across from each other: what differs
    // first ends where they agree again for a while.
    let run = match one.len() == other.len() {
        true => first_run(&one, &other, from),
        false => usize::MAX,
    };
    [one, other].map(|text| {
        let to = (text.len() - same_at_the_end).min(run);
        window(&text, from, to, room)
    })
}

/// Where two texts of one length agree again that part at `from`.
fn first_run(one: &[String], other: &[String], from: usize) -> usize {
    const FOR_A_WHILE: usize = 4;
    let agrees = |at: usize| one[at] == other[at];
    let again = |at: &usize| (*at..at + FOR_A_WHILE).all(|at| at >= one.len() || agrees(at));
    (from..one.len()).find(again).unwrap_or(one.len())
}

/// How many letters both begin with.
fn common(one: &[String], other: &[String]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// Letters as they are shown, each with the marks that stand over it; what cannot be seen,
/// or not be told from a space, as its number.
fn letters(text: &str, marks: Marks) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    for c in text.chars() {
        match letters.last_mut() {
            Some(letter) if width_of(c) == 0 && !is_invisible(c) => match marks {
                Marks::Plain => letter.push(c),
                Marks::Apart => letters.push(c.escape_unicode().to_string()),
            },
            _ if c == '\\' || is_invisible(c) || (c.is_whitespace() && c != ' ') => {
                letters.push(c.escape_default().to_string());
            }
            _ => letters.push(c.to_string()),
        }
    }
    letters
}

/// A piece of a text that fits, with marks under the letters from `from` to `to`.
fn window(letters: &[String], from: usize, to: usize, room: usize) -> Part {
    let width = |letters: &[String]| letters.iter().map(|it| columns::width(it)).sum::<usize>();
    // A third of the room is for what comes before.
    let mut start = from;
    while start > 0 && width(&letters[start - 1..from]) < room / 3 {
        start -= 1;
    }
    if width(letters) <= room {
        start = 0;
    }
    let mut text = String::new();
    let mut under = String::new();
    let mut used = 0;
    if start > 0 {
        text.push('…');
        under.push(' ');
        used = 1;
    }
    let mut is_marked = false;
    for (at, letter) in letters.iter().enumerate().skip(start) {
        let columns = columns::width(letter);
        let is_last = at + 1 == letters.len();
        if used + columns + usize::from(!is_last) > room {
            text.push('…');
            under.push(if is_marked { ' ' } else { '^' });
            is_marked = true;
            break;
        }
        text.push_str(letter);
        let mark = match (from..to).contains(&at) {
            true => "^",
            // Nothing stands here that the other one has.
            false if at == from && from == to => "^",
            false => " ",
        };
        is_marked |= mark == "^";
        match (from..to).contains(&at) {
            true => under.push_str(&mark.repeat(columns)),
            false => {
                under.push_str(mark);
                under.push_str(&" ".repeat(columns.saturating_sub(1)));
            }
        }
        used += columns;
    }
    if !is_marked {
        under.push('^');
    }
    Part {
        text,
        marks: under.trim_end().to_owned(),
    }
}

// Inputs.

/// A line of an input: what cannot be seen is shown, also a space at its end, and a backslash
/// is a backslash.
fn visible(line: &str) -> String {
    let shown = |c: char| match is_invisible(c) {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    match line.strip_suffix(' ') {
        Some(rest) => rest.chars().map(shown).collect::<String>() + "\\u{20}",
        None => line.chars().map(shown).collect(),
    }
}

/// How much of an input is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowInput {
    /// Its first lines, each cut.
    Beginning,
    /// All that is known of it.
    Whole,
}

/// The lines of an input; where not all are shown, those around the line `near`.
pub fn input(input: &Input, show: ShowInput, near: Option<usize>, width: usize) -> Vec<String> {
    let lines: Vec<&str> = input.text.split_inclusive('\n').collect();
    match lines[..] {
        [] => return vec!["(nothing)".to_owned()],
        ["\n"] => return vec!["(an empty line)".to_owned()],
        _ => {}
    }
    let shown = match show {
        ShowInput::Beginning if lines.len() > FEW_LINES => FEW_LINES - 1,
        _ => lines.len(),
    };
    // The line that matters stands in the middle of those that are shown.
    let first = near.map_or(0, |near| near.saturating_sub(shown / 2));
    let first = first.min(lines.len() - shown);
    let line = |line: &&str| {
        let text = visible(line.strip_suffix('\n').unwrap_or(line));
        match show {
            ShowInput::Beginning => columns::cut(&text, width),
            ShowInput::Whole => text,
        }
    };
    let mut out: Vec<String> = Vec::new();
    if first > 0 {
        out.push(format!("… {} before", counted(first as u64, "line")));
    }
    out.extend(lines[first..first + shown].iter().map(line));
    let is_too_wide = |line: &&str| columns::width(line.trim_end()) > width;
    let is_cut = show == ShowInput::Beginning && lines.iter().any(is_too_wide);
    let rest = lines.len() - shown - first;
    match rest {
        0 if is_cut || first > 0 => out.push("`--show-input` shows all".to_owned()),
        0 => {}
        rest => {
            let more = counted(rest as u64, "line");
            out.push(format!("… {more} more; `--show-input` shows all"));
        }
    }
    if show == ShowInput::Whole && input.bytes > input.text.len() {
        out.push(format!("… {} in all", counted(input.bytes as u64, "byte")));
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn value(value: Value) -> Side {
        Side::Value(value)
    }

    fn difference(field: &str, expected: Side, found: Side) -> Difference {
        Difference {
            input: None,
            field: field.to_owned(),
            lists: None,
            entry: None,
            expected,
            found,
            caught: None,
        }
    }

    fn shown(difference: &Difference, width: usize) -> String {
        let Told { head, lines } = of_answer(difference, width);
        let all: Vec<String> = std::iter::once(head).chain(lines).collect();
        all.join("\n")
    }

    fn texts(expected: &str, found: &str, width: usize) -> String {
        let difference = difference("t", value(json!(expected)), value(json!(found)));
        shown(&difference, width)
    }

    #[test]
    fn what_is_short_is_told_on_one_line() {
        for (field, expected, found, text) in [
            ("", json!(4304), json!(36), "expected 4304, found 36"),
            ("sum", json!(1), json!(null), "sum is nothing, expected 1"),
            ("a", json!([]), json!([1]), "a is [1], expected []"),
        ] {
            let difference = difference(field, value(expected), value(found));
            assert_eq!(shown(&difference, 40), text);
        }
    }

    #[test]
    fn what_differs_is_marked_under_both_texts() {
        for (expected, found, text) in [
            (
                "Ada Wu",
                "Ada Wong",
                r#"
expected: "Ada Wu"
                ^
found:    "Ada Wong"
                ^^^"#,
            ),
            // One has what the other has not.
            (
                "a b",
                "a  b",
                r#"
expected: "a b"
             ^
found:    "a  b"
             ^"#,
            ),
            // Cut on both sides, around the place.
            (
                "The house with the blue façade, opposite the pharmacy.",
                "The house with the blue facade, opposite the pharmacy.",
                "
expected: …e blue façade, opposite the ph…
                    ^
found:    …e blue facade, opposite the ph…
                    ^",
            ),
            // Of letters that are twice as wide.
            (
                "東京都",
                "東大都",
                r#"
expected: "東京都"
             ^^
found:    "東大都"
             ^^"#,
            ),
            // What cannot be seen is shown.
            (
                "a\tb\u{202e}",
                "a b\u{202e}",
                r#"
expected: "a\tb\u{202e}"
            ^^
found:    "a b\u{202e}"
            ^"#,
            ),
            (
                "a b",
                "a\u{a0}b",
                "\nexpected: \"a b\"\n            ^\nfound:    \"a\\u{a0}b\"\n            ^^^^^^",
            ),
            // A letter that is put together from two, and one that is not.
            (
                "caf\u{e9}",
                "cafe\u{301}",
                "\nexpected: \"café\"\n              ^\nfound:    \"cafe\\u{301}\"\n              ^^^^^^^^",
            ),
            // A backslash is no line break.
            (
                "a\\n",
                "a\n",
                "\nexpected: \"a\\\\n\"\n            ^^^\nfound:    \"a\\n\"\n            ^^",
            ),
        ] {
            assert_eq!(texts(expected, found, 42), format!("t differs{text}"));
        }
    }

    #[test]
    fn texts_that_differ_are_never_shown_as_the_same_and_fit() {
        let long = "word ".repeat(400);
        let pairs = [
            ("", "a"),
            ("a", ""),
            ("\u{301}", ""),
            ("e\u{301}", "e"),
            ("👩\u{200d}🔬", "👩🔬"),
            ("\u{feff}a", "a"),
            ("a\r\n", "a\n"),
            (&long, &long[1..]),
            (&long, &long[..1_999]),
            ("名前が長いファイル", "名前が長いフアイル"),
        ];
        for (one, other) in pairs {
            for (one, other) in [
                (one.to_owned(), other.to_owned()),
                (format!("{long}{one}"), format!("{long}{other}")),
                (format!("{one}{long}"), format!("{other}{long}")),
                (format!("{long}{one}{long}"), format!("{long}{other}{long}")),
            ] {
                for width in [24, 40, 76] {
                    let text = texts(&one, &other, width);
                    let lines: Vec<&str> = text.lines().collect();
                    let [_, expected, first, found, second] = lines[..] else {
                        panic!("{text}");
                    };
                    assert_ne!(expected[10..], found[10..], "{text}");
                    assert!(first.contains('^') && second.contains('^'), "{text}");
                    for line in [expected, found, first, second] {
                        assert!(columns::width(line) <= width, "{line:?} in {width}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_error_is_told_to_its_end() {
        let words = format!(
            "invalid type: string \"{}\", expected a borrowed string",
            "x ".repeat(90)
        );
        let expected = value(json!([{"sender": "a"}]));
        let difference = difference("", expected, Side::Error(words.clone()));
        let text = shown(&difference, 60);
        assert!(
            text.starts_with(
                "it returned an error\nexpected: [{\"sender\":\"a\"}]\nfound:    the error"
            ),
            "{text}"
        );
        let letters = |text: &str| text.replace(['\n', ' '], "");
        assert!(letters(&text).contains(&letters(&words)), "{text}");
        for line in text.lines() {
            assert!(columns::width(line) <= 60, "{line}");
        }
    }

    #[test]
    fn facts_and_lists_are_told_in_words() {
        let fact = |words: &str| Side::Fact(words.to_owned());
        let told = difference("posting", fact("it was refused"), fact("it was accepted"));
        assert_eq!(
            shown(&told, 40),
            "it was accepted\nexpected: it was refused"
        );
        let missing = Difference {
            lists: Some("an entry is missing, users[2]".to_owned()),
            ..difference("users[2]", value(json!("Ada")), Side::Absent)
        };
        assert_eq!(
            shown(&missing, 40),
            "an entry is missing, users[2]\nexpected: \"Ada\"\nfound:    nothing"
        );
        let deeper = Difference {
            lists: Some("2 entries, and not 3".to_owned()),
            ..difference("users[0].age", value(json!(3)), value(json!(4)))
        };
        assert_eq!(
            shown(&deeper, 40),
            "2 entries, and not 3\nusers[0].age is 4, expected 3"
        );
    }

    #[test]
    fn how_far_it_got_is_told_of_time_and_memory() {
        let time = |sizes: &[(usize, u64)]| Reached {
            limit: Duration::from_secs(10),
            smaller: sizes
                .iter()
                .map(|(n, ms)| (*n, Some(Duration::from_millis(*ms))))
                .collect(),
        };
        for (sizes, text) in [
            (
                &[(64, 14), (512, 900)][..],
                "it was stopped after 10 s; 512 postings took 0.9 s, 64 took 0.014 s: the time \
                 grows with the square of the postings",
            ),
            (
                &[(64, 100), (512, 810)],
                "it was stopped after 10 s; 512 postings took 0.8 s, 64 took 0.1 s: the time \
                 grows with the postings",
            ),
            (
                &[(64, 20)],
                "it was stopped after 10 s; 64 postings took 0.020 s",
            ),
            (
                &[],
                "it was stopped after 10 s, at the smallest size; if it ends at all, `--time-limit` waits longer",
            ),
        ] {
            assert_eq!(of_time(&time(sizes), "posting"), text);
        }
        let memory = Reached {
            limit: 2 << 30,
            smaller: vec![(8, Some(4_096)), (64, Some(32_768))],
        };
        assert_eq!(
            of_memory(&memory, "row"),
            "it asked for more memory than the limit of 2 GiB; 64 rows had at most 32 KiB, 8 had \
             at most 4 KiB: the peak grows with the rows"
        );
    }

    #[test]
    fn a_panic_names_the_own_line_and_the_library() {
        let panic = Panic {
            message: "no profiler is running".to_owned(),
            location:
                "/home/me/.cargo/registry/src/index.crates.io-19/dhat-0.3.3/src/lib.rs:1656:17"
                    .to_owned(),
            called_from: Some("src/lib.rs:34".to_owned()),
            stack: Vec::new(),
            input: Some("an empty log".to_owned()),
        };
        assert_eq!(
            message(&Trouble::Panicked(panic), "line"),
            "src/lib.rs:34: no profiler is running (in dhat-0.3.3/src/lib.rs:1656:17), for an \
             empty log"
        );
        for (place, shown) in [
            (
                "/rustc/0123/library/core/src/str.rs:7:1",
                "library/core/src/str.rs:7:1",
            ),
            ("src/lib.rs:7:1", "src/lib.rs:7:1"),
        ] {
            assert_eq!(library(place), shown);
        }
    }

    #[test]
    fn the_beginning_of_an_input_fits_and_says_what_is_left_out() {
        let input_of = |text: &str| Input::new(text.to_owned());
        for (text, lines) in [
            ("", &["(nothing)"][..]),
            ("\n", &["(an empty line)"]),
            ("\n\n", &["", ""]),
            ("a  \n", &["a \\u{20}"]),
            ("a\nb\n", &["a", "b"]),
            ("a\tb\\n", &["a\\tb\\n"]),
            ("1\n2\n3\n4\n5\n6\n", &["1", "2", "3", "4", "5", "6"]),
            (
                "1\n2\n3\n4\n5\n6\n7\n",
                &[
                    "1",
                    "2",
                    "3",
                    "4",
                    "5",
                    "… 2 lines more; `--show-input` shows all",
                ],
            ),
            ("0123456789", &["0123456…", "`--show-input` shows all"]),
        ] {
            assert_eq!(input(&input_of(text), ShowInput::Beginning, None, 8), lines);
        }
        let all = input(
            &input_of("1\n2\n3\n4\n5\n6\n0123456789\n"),
            ShowInput::Whole,
            None,
            8,
        );
        assert_eq!(all, ["1", "2", "3", "4", "5", "6", "0123456789"]);
    }

    #[test]
    fn the_line_that_tells_is_among_those_that_are_shown() {
        let text: String = (0..14).map(|line| format!("{line}\n")).collect();
        let text = Input::new(text);
        for near in 0..14 {
            let lines = input(&text, ShowInput::Beginning, Some(near), 80);
            assert!(lines.contains(&near.to_string()), "{near}: {lines:?}");
            assert!(lines.len() <= FEW_LINES + 1, "{lines:?}");
        }
        assert_eq!(
            input(&text, ShowInput::Beginning, Some(13), 80),
            [
                "… 9 lines before",
                "9",
                "10",
                "11",
                "12",
                "13",
                "`--show-input` shows all"
            ]
        );
    }
}
