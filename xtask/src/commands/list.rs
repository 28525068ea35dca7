//! `list`: every exercise with its best result so far.

use serde::Serialize;

use super::command::Command;
use crate::flags::{JSON, flag};
use crate::learner::event::Attempt;
use crate::pipe::grade::Verdict;
use crate::report::json;
use crate::report::sparkline::sparkline;
use crate::report::table::{self, Align};
use crate::schema::Schema;
use crate::session::{Outcome, Session};

/// Shows every exercise.
pub const COMMAND: Command = Command {
    name: "list",
    define: |command| {
        command
            .about("Show every exercise with your best result")
            .arg(flag("json", JSON))
    },
    read: |matches| {
        let json = matches.get_flag("json");
        Box::new(move |session| {
            if json {
                let exercises = rows(session);
                let document = Document {
                    schema: Schema,
                    exercises,
                };
                session.face.print(&(json::text(&document)? + "\n"));
            } else {
                session.face.print(&table(session));
            }
            Ok(Outcome::AllPass)
        })
    },
};

#[derive(Serialize)]
struct Document {
    schema: Schema<2>,
    exercises: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    title: String,
    chapter: String,
    /// The verdict of the best attempt.
    best: Option<Verdict>,
    parts: usize,
    parts_passed: usize,
    parts_matching_reference: usize,
    attempts: usize,
    /// What came of each attempt, oldest first.
    over_time: Vec<AttemptRow>,
}

/// One attempt.
#[derive(Serialize)]
struct AttemptRow {
    /// None where the code did not come to run.
    parts_passed: Option<usize>,
    /// At the largest sizes, of all parts that were weighed.
    allocations: Option<u64>,
}

fn rows(session: &Session) -> Vec<Row> {
    let row = |exercise: &crate::workbook::Exercise| {
        let best = session.history.best(&exercise.id);
        Row {
            id: exercise.id.clone(),
            name: exercise.name.clone(),
            title: exercise.title.clone(),
            chapter: session.workbook.shown(&exercise.chapter),
            best: best.map(|best| best.verdict),
            parts: exercise.parts.len(),
            parts_passed: best.map_or(0, |best| best.passed()),
            parts_matching_reference: best.map_or(0, |best| {
                best.parts
                    .values()
                    .filter(|part| part.matches_reference)
                    .count()
            }),
            attempts: session.history.attempts(&exercise.id).count(),
            over_time: session
                .history
                .attempts(&exercise.id)
                .map(attempt_row)
                .collect(),
        }
    };
    session.workbook.exercises.iter().map(row).collect()
}

fn attempt_row(attempt: &Attempt) -> AttemptRow {
    let counts: Vec<_> = attempt.parts.values().filter_map(|p| p.counts).collect();
    AttemptRow {
        parts_passed: (!attempt.parts.is_empty()).then(|| attempt.passed()),
        allocations: (!counts.is_empty()).then(|| counts.iter().map(|c| c.allocations).sum()),
    }
}

/// What the marks of an exercise mean. Parts, since every attempt that ran has
/// them; counts follow the inputs, which are new in each check.
const LEGEND: &str = "over time: a mark for each of the last attempts, by how many parts pass; the \
                      highest is all of them, and x is code that did not come to run";

/// The columns that are left out, from the widest table to the narrowest.
const NARROWER: [&[usize]; 4] = [&[], &[1], &[1, 2], &[1, 2, 4]];

/// The list for people.
pub fn table(session: &Session) -> String {
    let rows = rows(session);
    let legend = match rows.iter().any(|row| row.attempts > 0) {
        true => session.style.wrap("", LEGEND) + "\n",
        false => String::new(),
    };
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            let best = match row.best {
                None => "-".to_owned(),
                Some(Verdict::Pass) if row.parts_matching_reference == row.parts => {
                    "pass, matches the reference".to_owned()
                }
                Some(Verdict::Pass) => "pass".to_owned(),
                Some(verdict) => {
                    format!(
                        "{} ({} of {} parts)",
                        verdict.word(),
                        row.parts_passed,
                        row.parts
                    )
                }
            };
            let levels: Vec<_> = row.over_time.iter().map(|a| a.parts_passed).collect();
            let marks = sparkline(&levels, row.parts, session.style);
            let attempts = row.attempts.to_string();
            vec![row.name, row.title, attempts, best, marks]
        })
        .collect();
    let heads = [
        ("exercise", Align::Left),
        ("title", Align::Left),
        ("attempts", Align::Right),
        ("best so far", Align::Left),
        ("over time", Align::Left),
    ];
    let without = |left_out: &[usize]| {
        let is_kept = |column: &usize| !left_out.contains(column);
        let heads: Vec<_> = (0..heads.len()).filter(is_kept).map(|c| heads[c]).collect();
        let row = |row: &Vec<String>| -> Vec<String> {
            let cells = (0..row.len()).filter(is_kept);
            cells.map(|column| row[column].clone()).collect()
        };
        let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
        table::lines(&heads, &rows)
    };
    let fits = |lines: &Vec<String>| {
        let widest = lines.iter().map(|line| line.chars().count()).max();
        widest.unwrap_or(0) <= session.style.width
    };
    // What is left out where it is narrow: names say most of the titles.
    let mut narrower = NARROWER.iter().map(|left_out| without(left_out));
    let lines = narrower.clone().find(fits);
    let lines = lines.or_else(|| narrower.next_back());
    lines.unwrap_or_default().join("\n") + "\n" + &legend
}
