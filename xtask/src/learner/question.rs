//! What can be predicted. In: `book/listings/predictions.toml`, the listings, and
//! the pages of the book. Out: [`Question`]s, each with its code and the reason.

use std::fs;
use std::path::Path;

use explain::words::number;
use serde::Deserialize;

use crate::failure::Failure;
use crate::workbook::Workbook;
use crate::workbook::page::{Piece, pieces};

/// A listing of the book, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Question {
    /// As in `ch04-growing`.
    pub id: String,
    /// The listing's name on the scales, as in `ch04/growing`.
    pub listing: String,
    /// The size of its input.
    pub items: usize,
    /// What it is called with.
    pub input: String,
    /// Its source.
    pub code: String,
    /// Why it costs what it costs, with figures as `{{n NAME}}`.
    pub because: String,
}

impl Question {
    /// The chapter that teaches it, as in `ch04`: the idea.
    pub fn chapter(&self) -> &str {
        self.id.split('-').next().unwrap_or(&self.id)
    }
}

/// `predictions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    question: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    listing: String,
    items: usize,
    input: String,
    code: Vec<Code>,
    /// The reason, where the book has none.
    because: Option<String>,
    /// The id of the book's own question, where its reason fits.
    because_of: Option<String>,
}

/// A part of a file of the listings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    /// Within `book/listings/src`.
    file: String,
    /// The name of a function or a struct, after those of its modules.
    item: String,
}

/// All questions, in the order of the book.
pub fn all(workbook: &Workbook) -> Result<Vec<Question>, Failure> {
    let folder = workbook.listings();
    let file = folder.join("predictions.toml");
    let text = fs::read_to_string(&file).map_err(|error| {
        Failure::io("read", &file, &error).next("`git status` shows whether the file is missing")
    })?;
    let wrong = |what: String| {
        Failure::new(format!("{}: {what}", workbook.shown(&file)))
            .next("`git status` shows which files of the workbook were changed")
    };
    let entries: QuestionFile = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    entries
        .question
        .into_iter()
        .map(|entry| {
            let id = entry.id.clone();
            question(workbook, &folder, entry).map_err(|what| wrong(format!("{id}: {what}")))
        })
        .collect()
}

fn question(workbook: &Workbook, folder: &Path, entry: Entry) -> Result<Question, String> {
    let mut pieces = Vec::new();
    for Code { file, item } in &entry.code {
        let path = folder.join("src").join(file);
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("could not read {}: {error}", workbook.shown(&path)))?;
        let piece = item_of(&text, item)
            .ok_or_else(|| format!("{} has no `{item}`", workbook.shown(&path)))?;
        pieces.push(piece);
    }
    let because = match (entry.because, entry.because_of) {
        (Some(because), None) => because,
        (None, Some(id)) => reason_in_book(workbook, &id)?,
        _ => return Err("expected one of `because` and `because_of`".to_owned()),
    };
    Ok(Question {
        id: entry.id,
        listing: entry.listing,
        items: entry.items,
        input: with_items(&entry.input, entry.items),
        code: pieces.join("\n\n"),
        because,
    })
}

/// The input with its size: `{items}` for people, `{literal}` in code.
fn with_items(input: &str, items: usize) -> String {
    let items = number(items as u64);
    input
        .replace("{items}", &items)
        .replace("{literal}", &items.replace(',', "_"))
}

/// A function or a struct without the indent of its modules, and without comments:
/// those of the book tell what its code costs. `shared::recruit` is the first `recruit` after `mod shared {`.
fn item_of(text: &str, name: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut names: Vec<&str> = name.split("::").collect();
    let item = names.pop()?;
    let mut start = 0;
    for module in names {
        let head = format!("mod {module} {{");
        start += lines[start..]
            .iter()
            .position(|line| line.contains(&head))?;
    }
    let declares = |line: &&str| {
        ["fn ", "struct "].iter().any(|keyword| {
            let rest = line.trim_start().trim_start_matches("pub ");
            let rest = rest
                .strip_prefix(keyword)
                .and_then(|r| r.strip_prefix(item));
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    };
    let head = start + lines[start..].iter().position(declares)?;
    let indent = lines[head].len() - lines[head].trim_start().len();
    let is_above = |line: &str| line.trim_start().starts_with("#[");
    let first = (0..head)
        .rev()
        .take_while(|at| is_above(lines[*at]))
        .last()
        .unwrap_or(head);
    let closing = format!("{}}}", &lines[head][..indent]);
    let last = head + lines[head..].iter().position(|line| **line == closing)?;
    let code = lines[first..=last]
        .iter()
        .filter_map(|line| without_comment(line))
        .map(|line| line.get(indent..).unwrap_or(""));
    Some(code.collect::<Vec<_>>().join("\n"))
}

/// A line of code; none if it is nothing but a comment.
fn without_comment(line: &str) -> Option<&str> {
    let code = match line.split_once("//") {
        Some((code, _)) => code.trim_end(),
        None => return Some(line.trim_end()),
    };
    (!code.is_empty()).then_some(code)
}

/// A question of the book, as far as it is needed here.
#[derive(Deserialize)]
struct Box {
    id: String,
    because: String,
}

/// The reason that the book gives for the answer to one of its questions.
fn reason_in_book(workbook: &Workbook, id: &str) -> Result<String, String> {
    let folder = workbook.root.join("book/src");
    let pages = fs::read_dir(&folder)
        .map_err(|error| format!("could not read {}: {error}", workbook.shown(&folder)))?;
    for page in pages.filter_map(Result::ok) {
        let text = fs::read_to_string(page.path()).unwrap_or_default();
        if let Some(because) = reason(&text, id) {
            return Ok(because);
        }
    }
    Err(format!("no page of the book has a `predict` block `{id}`"))
}

fn reason(page: &str, id: &str) -> Option<String> {
    let question = |piece| match piece {
        Piece::Fence {
            info: "predict",
            body,
            ..
        } => toml::from_str::<Box>(body).ok(),
        _ => None,
    };
    let mut questions = pieces(page).into_iter().filter_map(question);
    let found = questions.find(|found| found.id == id)?;
    Some(found.because)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
/// First.
pub fn count() {}

pub mod inner {
    use std::fmt;

    // ANCHOR: x
    /// A thing.
    /// Of two lines.
    #[derive(Clone)]
    pub struct Thing {
        /// A field.
        a: u8, // small
    }
    // ANCHOR_END: x

    pub(crate) fn counted() {
    }

    fn count<T>(of: T) {
        if true {
            of;
        }
    }
}
";

    #[test]
    fn items_are_cut_out() {
        for (name, code) in [
            (
                "inner::Thing",
                Some("#[derive(Clone)]\npub struct Thing {\n    a: u8,\n}"),
            ),
            (
                "inner::count",
                Some("fn count<T>(of: T) {\n    if true {\n        of;\n    }\n}"),
            ),
            ("other::count", None),
            ("missing", None),
        ] {
            assert_eq!(item_of(SOURCE, name).as_deref(), code, "{name}");
        }
    }

    #[test]
    fn the_reason_of_a_block_is_found_by_its_id() {
        let page = "x\n```predict\nid = \"a\"\nask = \"?\"\nbecause = \"A.\"\n```\n\n\
                    ```predict\nid = \"b\"\nbecause = \"B.\"\n```\n";
        assert_eq!(reason(page, "b").as_deref(), Some("B."));
        assert_eq!(reason(page, "c"), None);
    }
}
