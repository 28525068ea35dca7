//! `gradebook.csv`. In: the class as a whole. Out: a table, a row for each student.
//!
//! | column | what is in it |
//! |---|---|
//! | `student` | the name |
//! | `ex3` | the points: how many parts pass; empty if nobody knows |
//! | `ex3 status` | the worst verdict, `not-sent`, `broken` or `not-graded` |
//! | `ex3 tier` | `reference` if no part costs more than the reference, `pass` if all parts pass, else empty |
//! | `total` | the sum of the points; empty as long as an exercise is open |
//! | `maximum` | the most points there are |
//! | `open` | how many exercises are `broken` or `not-graded` |
//! | `flags` | how many things a person should look at |
//!
//! An exercise that was not sent has 0 points and the status `not-sent`: who is excused
//! is for a person to say. One that is `broken` or `not-graded` has none, and neither
//! has the total: an empty cell is not 0.
//!
//! A spreadsheet takes a cell for a formula that begins with `=`, `+`, `-` or `@`, and some
//! know more such signs, or read a cell in pieces, as at `;`, `|` or `%0a`. So an apostrophe
//! is put before every name whose first visible character is no letter, no digit and none
//! of `_ ( [ . #`. The apostrophe is part of the cell's text; programs that read the file
//! and know such names have to take it off. All that is no number stands between quotation
//! marks, so that no other separator can cut it into cells.

use csv::{QuoteStyle, WriterBuilder};
use xtask::failure::Failure;

use crate::report::summary::Summary;

/// The file's text.
pub(super) fn render(summary: &Summary) -> Result<String, Failure> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .from_writer(Vec::new());
    let broken = |error: &dyn std::fmt::Display| {
        Failure::new(format!("could not make gradebook.csv: {error}"))
    };
    for row in rows(summary) {
        writer.write_record(row).map_err(|error| broken(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(&error))?;
    String::from_utf8(bytes).map_err(|error| broken(&error))
}

fn rows(summary: &Summary) -> Vec<Vec<String>> {
    let mut head = vec!["student".to_owned()];
    for exercise in &summary.class.exercises {
        let id = harmless(&exercise.id);
        head.extend([id.clone(), format!("{id} status"), format!("{id} tier")]);
    }
    head.extend(["total", "maximum", "open", "flags"].map(str::to_owned));
    let mut rows = vec![head];
    let maximum = summary.maximum().to_string();
    for student in &summary.rows {
        let mut row = vec![harmless(&student.student.name)];
        for cell in &student.cells {
            row.push(or_empty(cell.points()));
            row.push(cell.word().to_owned());
            row.push(cell.tier().word().to_owned());
        }
        row.extend([
            or_empty(student.total()),
            maximum.clone(),
            student.open().to_string(),
            student.flags.iter().sum::<usize>().to_string(),
        ]);
        rows.push(row);
    }
    rows
}

fn or_empty(points: Option<usize>) -> String {
    points.map_or(String::new(), |points| points.to_string())
}

/// A text that no spreadsheet takes for a formula. Programs differ in what they skip before
/// they look for one, and in the signs that begin it: so letters and digits are let
/// through, and what is neither is not.
fn harmless(text: &str) -> String {
    let skipped =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}');
    let first = text.chars().find(|c| !skipped(*c));
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, '_' | '(' | '[' | '.' | '#');
    let may_begin_a_formula = first.is_some_and(|c| !harmless(c));
    let begins_with_control = text.chars().next().is_some_and(char::is_control);
    // Not every program that reads CSV bears a NUL.
    let text = text.replace('\0', "\u{fffd}");
    match may_begin_a_formula || begins_with_control {
        true => format!("'{text}"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for (text, expected) in [
            ("Ada", "Ada"),
            ("O'Neil", "O'Neil"),
            ("Jean-Luc", "Jean-Luc"),
            ("", ""),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\tAda", "'\tAda"),
            ("\r=1", "'\r=1"),
            ("\n=1", "'\n=1"),
            ("  =1", "'  =1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("\u{200b}+1", "'\u{200b}+1"),
            ("＝1", "'＝1"),
            ("|calc", "'|calc"),
            (";=1", "';=1"),
            ("%0a=1", "'%0a=1"),
            (",=1", "',=1"),
            ("\"=1", "'\"=1"),
            ("'=1", "''=1"),
            ("\u{2212}1", "'\u{2212}1"),
            ("\u{ad}=1", "'\u{ad}=1"),
            ("_a", "_a"),
            ("(a)", "(a)"),
            ("Ælfred", "Ælfred"),
            ("李", "李"),
            ("a\0b", "a\u{fffd}b"),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }
}
