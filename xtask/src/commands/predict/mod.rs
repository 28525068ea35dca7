//! `predict`: ask what a listing of the book allocates, then measure it, and keep
//! the score.

mod ask;

use serde::Serialize;

use crate::failure::Failure;
use crate::flags::{Predict, PredictView};
use crate::learner::guess::Closeness;
use crate::learner::history::Predicted;
use crate::learner::question::{self, Question};
use crate::learner::score::Score;
use crate::report::prediction;
use crate::session::{Outcome, Session};

/// Asks, or shows what was answered.
pub fn run(session: &mut Session, options: &Predict) -> Result<Outcome, Failure> {
    let all = question::all(&session.workbook)?;
    let questions = chosen(session, &all, options.id.as_deref())?;
    match (options.view, options.json) {
        (PredictView::Ask, _) => ask::run(session, &questions)?,
        (PredictView::List, true) => print_json(&ListDocument {
            schema: 1,
            questions: rows(session, &questions),
        })?,
        (PredictView::List, false) => {
            let text = prediction::list(&questions, &session.history, session.style);
            print!("{text}");
        }
        (PredictView::Score, true) => print_json(&ScoreDocument {
            schema: 1,
            score: score(session, &questions),
        })?,
        (PredictView::Score, false) => {
            let score = score(session, &questions);
            print!("{}", prediction::score(&score, session.style));
        }
    }
    Ok(Outcome::AllPass)
}

/// The questions of one idea, or all.
fn chosen<'q>(
    session: &Session,
    all: &'q [Question],
    id: Option<&str>,
) -> Result<Vec<&'q Question>, Failure> {
    let Some(id) = id else {
        return Ok(all.iter().collect());
    };
    let named = |name: &str| -> Vec<&Question> {
        let is = |question: &&Question| {
            let topic = question.id.split_once('-').map(|(_, topic)| topic);
            question.chapter() == name || question.id == name || topic == Some(name)
        };
        all.iter().filter(is).collect()
    };
    let mut found = named(id);
    let mut idea = id.to_owned();
    let begins_with_chapter = id
        .strip_prefix("ch")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if found.is_empty() && !begins_with_chapter {
        let exercise = session.workbook.find(id).map_err(|_| {
            Failure::new(format!("no chapter, exercise or question is called `{id}`"))
                .next("`cargo xtask predict --list` shows all questions")
        })?;
        let page = exercise.chapter.file_stem().unwrap_or_default();
        let page = page.to_string_lossy();
        idea = page.split('-').next().unwrap_or_default().to_owned();
        found = named(&idea);
    }
    if found.is_empty() {
        let mut chapters: Vec<&str> = all.iter().map(Question::chapter).collect();
        chapters.dedup();
        return Err(Failure::new(format!("nothing is asked of `{idea}`"))
            .next(format!("there are questions on {}", chapters.join(", "))));
    }
    Ok(found)
}

fn score(session: &Session, questions: &[&Question]) -> Score {
    let all = session.history.predictions();
    Score::of(all.filter(|prediction| questions.iter().any(|q| q.id == prediction.id)))
}

#[derive(Serialize)]
struct ListDocument<'a> {
    schema: u32,
    questions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct ScoreDocument {
    schema: u32,
    #[serde(flatten)]
    score: Score,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    chapter: &'a str,
    listing: &'a str,
    items: usize,
    /// Oldest first.
    answers: Vec<AnswerRow>,
}

#[derive(Serialize)]
struct AnswerRow {
    allocations: NumberRow,
    bytes: NumberRow,
}

#[derive(Serialize)]
struct NumberRow {
    guess: Option<u64>,
    debug: u64,
    release: u64,
    closeness: Closeness,
}

fn rows<'a>(session: &Session, questions: &[&'a Question]) -> Vec<Row<'a>> {
    let number = |predicted: &Predicted| NumberRow {
        guess: predicted.guess,
        debug: predicted.debug,
        release: predicted.release,
        closeness: predicted.closeness(),
    };
    let row = |question: &&'a Question| Row {
        id: &question.id,
        chapter: question.chapter(),
        listing: &question.listing,
        items: question.items,
        answers: session
            .history
            .predictions_of(&question.id)
            .map(|prediction| AnswerRow {
                allocations: number(&prediction.allocations),
                bytes: number(&prediction.bytes),
            })
            .collect(),
    };
    questions.iter().map(row).collect()
}

fn print_json(document: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(document)
        .map_err(|error| Failure::new(format!("could not write JSON: {error}")))?;
    println!("{text}");
    Ok(())
}
