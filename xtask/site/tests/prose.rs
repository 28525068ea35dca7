//! The prose of the book: no count in it was typed by hand, and all code in it is
//! included from the listings. A failure says how to mend it.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use xtask::workbook::figure;
use xtask::workbook::page::{Piece, pieces};

fn pages() -> Vec<(PathBuf, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/src");
    let mut pages = Vec::new();
    for entry in fs::read_dir(&source).expect("the book") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read_to_string(&path).expect("a page");
            pages.push((path, text));
        }
    }
    assert!(pages.len() > 10, "found {} pages", pages.len());
    pages
}

#[test]
fn no_count_is_typed_by_hand() {
    let mut found = Vec::new();
    for (path, text) in pages() {
        for sentence in sentences(&text) {
            for count in counts(&sentence) {
                found.push(format!("{}: `{count}` in: {sentence}", path.display()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "take these from the measurements, as in {{{{n ch04/growing@10000.allocations}}}}:\n{}",
        found.join("\n")
    );
}

#[test]
fn all_rust_in_the_book_is_included_from_the_listings() {
    let mut found = Vec::new();
    for (path, text) in pages() {
        for piece in pieces(&text) {
            let Piece::Fence {
                line, info, body, ..
            } = piece
            else {
                continue;
            };
            for (at, code) in (line + 1..).zip(body.lines()) {
                if info.starts_with("rust") && !code.trim().starts_with("{{#include ../listings/") {
                    found.push(format!("{}:{at}: {code}", path.display()));
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "put this code between anchors in book/listings and include it:\n{}",
        found.join("\n")
    );
}

/// The strings in blocks that are prose, by their keys.
const PROSE_KEYS: [&str; 14] = [
    "ask",
    "because",
    "caption",
    "cost",
    "description",
    "label",
    "measured",
    "need",
    "says",
    "text",
    "title",
    "use",
    "unit",
    "note",
];

/// Every piece of prose of a page: paragraphs, and strings in blocks.
fn sentences(page: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut prose = String::new();
    for piece in pieces(page) {
        match piece {
            Piece::Line { text, .. } => prose.push_str(text),
            Piece::Fence { info, body, .. } => {
                if let Ok(table) = toml::from_str(body)
                    && !info.starts_with("toml")
                {
                    strings(&toml::Value::Table(table), &mut sentences);
                }
            }
        }
    }
    sentences.push(prose);
    sentences.iter().flat_map(|text| paragraphs(text)).collect()
}

fn strings(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                match value {
                    toml::Value::String(text) if PROSE_KEYS.contains(&key.as_str()) => {
                        found.push(text.clone());
                    }
                    toml::Value::String(_) => {}
                    value => strings(value, found),
                }
            }
        }
        toml::Value::Array(values) => {
            for value in values {
                strings(value, found);
            }
        }
        _ => {}
    }
}

/// The paragraphs of Markdown as plain text, without code and without figures
/// that are filled in.
fn paragraphs(text: &str) -> Vec<String> {
    let text = figure::fill(text, |_| Ok("FIGURE".to_owned())).expect("braces that end");
    let mut paragraphs = Vec::new();
    let mut now = String::new();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) => now.push_str(&text),
            Event::Code(_) => now.push_str("CODE"),
            Event::SoftBreak | Event::HardBreak => now.push(' '),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::Heading { .. })
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_),
            ) => paragraphs.push(std::mem::take(&mut now)),
            _ => {}
        }
    }
    paragraphs.push(now);
    paragraphs.retain(|text| !text.trim().is_empty());
    paragraphs
}

const UNITS: [&str; 5] = ["allocation", "block", "byte", "time", "copies"];
const WORDS: [&str; 20] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "twenty", "thirty", "hundred", "thousand",
    "million",
];
/// Words with a digit in them that count nothing.
const NAMES: [&str; 8] = [
    "UTF-8", "64-bit", "32-bit", "x86-64", "x86_64", "CODE", "FIGURE", "M1",
];
/// What stands before a number that is a name.
const NUMBERED: [&str; 7] = [
    "chapter", "chapters", "exercise", "level", "step", "steps", "claim",
];

/// What looks like a count that somebody typed.
fn counts(sentence: &str) -> Vec<String> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let bare = |at: usize| {
        words.get(at).map_or("", |word: &&str| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
        })
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        let word = bare(at);
        let before = if at > 0 {
            bare(at - 1).to_lowercase()
        } else {
            String::new()
        };
        let two_before = if at > 1 {
            bare(at - 2).to_lowercase()
        } else {
            String::new()
        };
        let numbered = NUMBERED.contains(&before.as_str())
            || (before == "and" || before == "to")
                && NUMBERED.iter().any(|n| {
                    words[..at]
                        .iter()
                        .rev()
                        .take(4)
                        .any(|w| w.to_lowercase().starts_with(n))
                })
            || NUMBERED.contains(&two_before.as_str())
                && before.chars().all(|c| c.is_ascii_digit());
        let named = NAMES.iter().any(|name| word.contains(name)) || is_code(word);
        if word.chars().any(|c| c.is_ascii_digit()) && !numbered && !named {
            found.push(word.to_owned());
        }
        let unit = bare(at + 1);
        let counted = UNITS.iter().any(|name| {
            unit.strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest == "s")
        });
        if WORDS.contains(&word.to_lowercase().as_str()) && counted && unit != "time" {
            found.push(format!("{word} {unit}"));
        }
    }
    found
}

/// `ex3`, `E0515`, `exercises/ex3-…`: names of exercises and of errors.
fn is_code(word: &str) -> bool {
    if word.starts_with("exercises/ex") {
        return true;
    }
    let digits = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
    ["ex", "E", "CVE-"]
        .iter()
        .any(|start| word.strip_prefix(start).is_some_and(digits))
}

#[test]
fn the_rule_finds_what_it_should() {
    for (text, expected) in [
        ("It makes 13 allocations.", vec!["13"]),
        ("It makes {{n a@1.allocations}} allocations.", vec![]),
        (
            "It makes thirteen allocations.",
            vec!["thirteen allocations"],
        ),
        ("It makes one allocation, for no block.", vec![]),
        (
            "See chapter 3, chapters 3 and 6, and ex3 on 64-bit machines: E0515.",
            vec![],
        ),
        ("That is `13` bytes in code.", vec![]),
        ("About 3.3 times the data.", vec!["3.3"]),
        ("1. First\n2. Second, with 40,000 bytes", vec!["40,000"]),
        (
            "```weights\ncaption = \"10,000 pushes\"\nfigure = \"a@10000\"\n```\n",
            vec!["10,000"],
        ),
        ("```text\n13 allocations\n```\n", vec![]),
    ] {
        let found: Vec<String> = sentences(text)
            .iter()
            .flat_map(|text| counts(text))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}
