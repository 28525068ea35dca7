//! `gradescope/<student>/results.json`. In: what one student has. Out: the file in which
//! Gradescope expects an autograder's results.
//!
//! Each part is a test that is worth one point. Students see what is in this file: there
//! are no flags in it, no other student's name, and not the number that the inputs were
//! made from.
//!
//! If an exercise is broken or not graded yet, its tests have no score, and neither has
//! the file as a whole. Gradescope would add up the rest, as if there were zeros. So the
//! result is then hidden from the student, `extra_data` says `"complete": false`, and
//! the output says why. Grade again before you publish it.

use serde::Serialize;
use serde_json::json;
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::schema::Schema;

use crate::ledger::record::Record;
use crate::report::cell::{Cell, Tier};
use crate::report::class::{ExerciseInfo, PartInfo};
use crate::report::junit::of_part;
use crate::report::sheet::{Sheet, Standing};
use crate::report::{text, words};

#[derive(Serialize)]
struct Results {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<usize>,
    max_score: usize,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: &'static str,
    stdout_visibility: &'static str,
    tests: Vec<Test>,
    extra_data: serde_json::Value,
}

#[derive(Serialize)]
struct Test {
    name: String,
    number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<u8>,
    max_score: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    output: String,
    output_format: &'static str,
    visibility: &'static str,
    tags: Vec<String>,
}

/// The file's text.
pub(super) fn render(sheet: &Sheet) -> Result<String, Failure> {
    let score = sheet.total();
    let exercises = sheet.each().enumerate();
    let results = Results {
        score,
        max_score: sheet.class.maximum(),
        output: summary(sheet),
        output_format: "text",
        test_output_format: "text",
        test_name_format: "text",
        visibility: if score.is_some() { "visible" } else { "hidden" },
        stdout_visibility: "hidden",
        tests: exercises
            .flat_map(|(index, (exercise, record))| tests(index, exercise, record))
            .collect(),
        extra_data: json!({ "schema": Schema::<1>, "complete": score.is_some() }),
    };
    serde_json::to_string_pretty(&results)
        .map(|text| text + "\n")
        .map_err(|error| Failure::new(format!("could not make results.json: {error}")))
}

/// A line for each exercise.
fn summary(sheet: &Sheet) -> String {
    let mut lines = Vec::new();
    for (exercise, record) in sheet.each() {
        let cell = Standing::of(record, exercise).cell();
        let all = exercise.parts.len();
        let what = match &cell {
            Cell::NotGraded => "not graded yet".to_owned(),
            Cell::NotSent => "not sent".to_owned(),
            Cell::Broken => "could not be graded; the fault is not in your code".to_owned(),
            Cell::Graded { .. } => {
                let passed = cell.points().unwrap_or_default();
                let tier = match cell.tier() {
                    Tier::Reference => ", all match the reference",
                    Tier::None | Tier::Pass => "",
                };
                format!("{passed} of {all} parts pass{tier}")
            }
        };
        lines.push(format!("{}: {what}", exercise.name));
    }
    lines.join("\n")
}

fn tests(index: usize, exercise: &ExerciseInfo, record: Option<&Record>) -> Vec<Test> {
    let seed = record.map(|record| record.proof.seed);
    let standing = Standing::of(record, exercise);
    exercise
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let (score, tags, output) = judged(&standing, at, part);
            let output = format!("{}\n\n{output}", part.task);
            Test {
                name: format!("{} {}", exercise.id, part.name),
                number: format!("{}.{}", index + 1, at + 1),
                score,
                max_score: 1,
                status: score.map(|score| if score == 1 { "passed" } else { "failed" }),
                output: text::without_seed(&text::message(&output), seed),
                output_format: "text",
                visibility: "visible",
                tags,
            }
        })
        .collect()
}

/// The score of a part, its tags, and what there is to say.
fn judged(standing: &Standing, index: usize, info: &PartInfo) -> (Option<u8>, Vec<String>, String) {
    let tag = |word: &str| vec![word.to_owned()];
    match standing {
        Standing::NotGraded => (
            None,
            tag("not-graded"),
            "This is not graded yet.".to_owned(),
        ),
        Standing::NotSent => (
            Some(0),
            tag("not-sent"),
            "No file was sent for this exercise.".to_owned(),
        ),
        Standing::Broken { .. } => (
            None,
            tag("broken"),
            "The grader failed. This says nothing about your code.".to_owned(),
        ),
        Standing::Graded {
            verdict,
            message,
            parts,
        } => match parts.get(index).and_then(|(_, part)| *part) {
            Some(part) => {
                let mut tags = tag(part.verdict.word());
                if part.matches_reference {
                    tags.push("matches-reference".to_owned());
                }
                let score = u8::from(part.verdict == Verdict::Pass);
                let output = format!("{}\n{}", words::part(part), of_part(part, info));
                (Some(score), tags, output)
            }
            None => {
                let message = message.map(text::message).unwrap_or_default();
                let output = format!("not run: {}\n{message}", words::verdict(*verdict));
                (Some(0), tag(verdict.word()), output)
            }
        },
    }
}
