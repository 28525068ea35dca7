//! Questions to the reader. In: `predict` and `quiz` blocks. Out: forms that work
//! with the book's scripts, and can be read without them.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;
use xtask::failure::Failure;

use super::inline::{Style, fill};
use super::markdown::{paragraphs, sentence, words};
use crate::context::ensure;
use crate::figures::{Figures, with_unit};
use crate::html::{escape, script_json};

/// A number that the reader guesses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predict {
    id: String,
    ask: String,
    /// The figure that answers.
    figure: String,
    unit: String,
    /// Shown after the answer.
    because: String,
}

/// One question with several answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiz {
    id: String,
    ask: String,
    choice: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    text: String,
    because: String,
    #[serde(default)]
    right: bool,
}

/// A prediction as the page that sums them up needs it.
#[derive(Debug)]
pub struct Prediction {
    id: String,
    page: String,
    ask: String,
    answer: f64,
    unit: String,
}

impl Prediction {
    /// The prediction of a block on a page.
    pub fn new(block: &Predict, figures: Figures<'_>, page: &Path) -> Result<Self, Failure> {
        Ok(Prediction {
            id: block.id.clone(),
            page: page.with_extension("html").to_string_lossy().into_owned(),
            ask: words(&block.ask, figures)?,
            answer: figures.number(&block.figure)?.value,
            unit: block.unit.clone(),
        })
    }
}

/// The chapter of an id such as `ch04-growing`.
fn chapter(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// The form of a prediction.
pub fn prediction(block: &Predict, figures: Figures<'_>) -> Result<String, Failure> {
    let answer = figures.number(&block.figure)?.value;
    let id = escape(&block.id);
    let unit = escape(&block.unit);
    Ok(format!(
        "<form class=\"predict\" data-id=\"{id}\" data-chapter=\"{chapter}\" \
         data-answer=\"{answer}\" data-unit=\"{unit}\">\
         <p class=\"ask\"><label for=\"predict-{id}\">{ask}</label></p>\
         <div class=\"row\"><input id=\"predict-{id}\" type=\"text\" inputmode=\"decimal\" \
         autocomplete=\"off\"> <span class=\"unit\">{unit}</span> \
         <button type=\"submit\">Compare</button></div>\
         <p class=\"verdict\" role=\"status\"></p>\
         <details><summary>What was measured</summary><p><strong>{measured}</strong></p>\
         <div>{because}</div></details></form>\n",
        chapter = escape(chapter(&block.id)),
        ask = sentence(&block.ask, figures)?,
        measured = escape(&with_unit(answer, &block.unit)),
        because = paragraphs(&block.because, figures)?,
    ))
}

/// The form of a question.
pub fn quiz(block: &Quiz, figures: Figures<'_>) -> Result<String, Failure> {
    let right = block.choice.iter().filter(|choice| choice.right).count();
    ensure(right == 1, || {
        format!("a question has one right choice; found {right}")
    })?;
    ensure(
        block.choice.len() >= 2,
        || "a question has at least two choices",
    )?;
    let id = escape(&block.id);
    let mut choices = String::new();
    let mut answers = String::new();
    for (at, choice) in block.choice.iter().enumerate() {
        choices.push_str(&format!(
            "<div class=\"choice\"><input type=\"radio\" name=\"{id}\" id=\"{id}-{at}\" \
             value=\"{at}\"><label for=\"{id}-{at}\">{}</label></div>",
            // Without the mark of a measured number, which would tell the answer.
            sentence(&fill(&choice.text, figures, Style::Plain)?, figures)?
        ));
        answers.push_str(&format!(
            "<li data-right=\"{}\">{}</li>",
            choice.right,
            sentence(&choice.because, figures)?
        ));
    }
    Ok(format!(
        "<form class=\"quiz\" data-id=\"{id}\"><fieldset><legend>{ask}</legend>{choices}\
         </fieldset><button type=\"submit\">Check</button>\
         <div class=\"verdict\" role=\"status\"></div>\
         <details class=\"answers\"><summary>Answers</summary><ol>{answers}</ol></details></form>\n",
        ask = sentence(&block.ask, figures)?,
    ))
}

/// Where the book's scripts show how the reader's predictions compare.
pub fn summary(predictions: &[Prediction]) -> String {
    let all: Vec<_> = predictions
        .iter()
        .map(|p| {
            json!({
                "id": p.id,
                "chapter": chapter(&p.id),
                "page": p.page,
                "ask": p.ask,
                "answer": p.answer,
                "unit": p.unit,
            })
        })
        .collect();
    format!(
        "<div class=\"predict-summary\"><script type=\"application/json\">{}</script>\
         <p>With JavaScript on, your predictions stand here beside what was measured.</p></div>\n",
        script_json(&json!(all))
    )
}
