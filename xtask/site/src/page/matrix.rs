//! The decision matrix. In: questions and rows. Out: a table that the book's
//! scripts narrow down to what the reader needs.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;
use xtask::failure::Failure;

use super::markdown::sentence;
use crate::context::{Context, ensure};
use crate::figures::Figures;
use crate::html::{escape, script_json};

/// The matrix as a page writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    question: Vec<Question>,
    row: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    ask: String,
    choices: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    id: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    need: String,
    #[serde(rename = "use")]
    answer: String,
    cost: String,
    measured: String,
    chapter: u32,
    /// The answers that this row fits; a question that is not named fits with any.
    #[serde(default)]
    when: BTreeMap<String, Vec<String>>,
}

/// The pages of the chapters, for the links of the last column.
const PAGES: [&str; 8] = [
    "ch01-debug-release.html",
    "ch02-measuring.html",
    "ch03-string-trap.html",
    "ch04-capacity.html",
    "ch05-sharing.html",
    "ch06-cow.html",
    "ch07-decision-matrix.html",
    "ch08-mystery.html",
];

/// The table and, for the scripts, the questions.
pub fn matrix(block: &Matrix, figures: Figures<'_>) -> Result<String, Failure> {
    let questions: Vec<_> = block
        .question
        .iter()
        .map(|q| {
            let choices = q
                .choices
                .iter()
                .map(|c| json!({"id": c.id, "text": c.text}));
            json!({"id": q.id, "ask": q.ask, "choices": choices.collect::<Vec<_>>()})
        })
        .collect();
    let mut rows = String::new();
    for row in &block.row {
        check(row, &block.question)?;
        let page = PAGES
            .get((row.chapter as usize).wrapping_sub(1))
            .with_context(|| format!("there is no chapter {}", row.chapter))?;
        rows.push_str(&format!(
            "<tr data-when=\"{when}\"><th scope=\"row\">{need}</th><td>{answer}</td>\
             <td>{cost}</td><td>{measured}</td><td><a href=\"{page}\">chapter {chapter}</a></td></tr>",
            when = escape(&json!(row.when).to_string()),
            need = sentence(&row.need, figures)?,
            answer = sentence(&row.answer, figures)?,
            cost = sentence(&row.cost, figures)?,
            measured = sentence(&row.measured, figures)?,
            chapter = row.chapter,
        ));
    }
    Ok(format!(
        "<section class=\"matrix\"><script type=\"application/json\">{}</script>\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The decision matrix\">\
         <table><thead><tr><th scope=\"col\">what you need</th><th scope=\"col\">what to use</th>\
         <th scope=\"col\">what it costs</th><th scope=\"col\">what was measured</th>\
         <th scope=\"col\">where</th></tr></thead><tbody>{rows}</tbody></table></div></section>\n",
        script_json(&json!({"questions": questions}))
    ))
}

/// Every condition of a row names a question and some of its choices.
fn check(row: &Row, questions: &[Question]) -> Result<(), Failure> {
    for (id, choices) in &row.when {
        let question = questions
            .iter()
            .find(|question| question.id == *id)
            .with_context(|| format!("row `{}`: no question `{id}`", row.need))?;
        for choice in choices {
            let known = question.choices.iter().any(|c| c.id == *choice);
            ensure(known, || {
                format!("row `{}`: `{id}` has no choice `{choice}`", row.need)
            })?;
        }
    }
    Ok(())
}
