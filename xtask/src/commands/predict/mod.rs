//! `predict`: ask what a listing of the book allocates, then measure it, and keep
//! the score.

mod ask;

use clap::{ArgGroup, ArgMatches};
use serde::Serialize;

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{JSON, flag, id};
use crate::learner::event::Predicted;
use crate::learner::guess::Closeness;
use crate::learner::question::{self, Question};
use crate::learner::score::Score;
use crate::report::json;
use crate::report::prediction;
use crate::schema::Schema;
use crate::session::{Outcome, Session};

/// Asks what a listing costs.
pub const COMMAND: Command = Command::new("predict", define, read);

struct Options {
    /// A chapter, an exercise, or a question. None means all.
    id: Option<String>,
    view: View,
    json: bool,
}

/// What is to be done.
enum View {
    /// Ask, and measure.
    Ask,
    /// Show all questions with the answers so far.
    List,
    /// Show how close the answers were.
    Score,
}

fn define(command: clap::Command) -> clap::Command {
    command
        .about("Predict what a listing of the book allocates, then measure it")
        .arg(
            id().required(false).help(
                "Only this idea: a chapter (ch03), an exercise (ex3, string-trap) or a question",
            ),
        )
        .arg(flag("list", "Show all questions with your answers so far"))
        .arg(flag("score", "Show how close your answers were").conflicts_with("list"))
        .arg(flag("json", JSON).requires("view"))
        .group(ArgGroup::new("view").args(["list", "score"]))
}

fn read(matches: &ArgMatches) -> Run {
    let options = Options {
        id: matches.get_one("id").cloned(),
        view: if matches.get_flag("list") {
            View::List
        } else if matches.get_flag("score") {
            View::Score
        } else {
            View::Ask
        },
        json: matches.get_flag("json"),
    };
    Box::new(move |session| run(session, &options))
}

/// Asks, or shows what was answered.
fn run(session: &mut Session, options: &Options) -> Result<Outcome, Failure> {
    let all = question::all(&session.workbook)?;
    let questions = chosen(session, &all, options.id.as_deref())?;
    match (&options.view, options.json) {
        (View::Ask, _) => ask::run(session, &questions)?,
        (View::List, true) => {
            let questions = rows(session, &questions);
            let document = ListDocument {
                schema: Schema,
                questions,
            };
            println!("{}", json::text(&document)?);
        }
        (View::List, false) => {
            let text = prediction::list(&questions, &session.history, session.style);
            print!("{text}");
        }
        (View::Score, true) => {
            let score = score(session, &questions);
            let document = ScoreDocument {
                schema: Schema,
                score,
            };
            println!("{}", json::text(&document)?);
        }
        (View::Score, false) => {
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
    schema: Schema<1>,
    questions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct ScoreDocument {
    schema: Schema<1>,
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
