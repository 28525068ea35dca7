//! Exercises in the book. In: `exercises/*`. Out: a page for each, below its
//! chapter, with the tasks, the budgets and the starter; and links to them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use mdbook_preprocessor::book::{Book, BookItem, Chapter, SectionNumber};
use serde::Deserialize;

use crate::figures::thousands;

/// What the book shows of an exercise.
#[derive(Debug)]
pub struct Exercise {
    /// Its folder, such as `ex4-capacity`.
    folder: String,
    manifest: Manifest,
    starter: String,
}

#[derive(Debug, Deserialize)]
struct Manifest {
    title: String,
    chapter: String,
    part: Vec<Part>,
}

#[derive(Debug, Deserialize)]
struct Part {
    name: String,
    task: String,
    signature: String,
    item: String,
    sizes: Vec<u64>,
    #[serde(default)]
    budget: BTreeMap<String, Budget>,
}

#[derive(Debug, Deserialize)]
struct Budget {
    fixed: f64,
    per_item: f64,
    reason: String,
}

impl Exercise {
    /// `ex4` of `ex4-capacity`.
    fn id(&self) -> &str {
        self.folder.split('-').next().unwrap_or(&self.folder)
    }

    fn number(&self) -> &str {
        self.id().trim_start_matches("ex")
    }

    fn page(&self) -> String {
        format!("{}.md", self.id())
    }
}

/// Reads every exercise, in order.
pub fn read_all(folder: &Path) -> Result<Vec<Exercise>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{}", folder.display()))?;
    let mut exercises = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if !path.join("exercise.toml").is_file() {
            continue;
        }
        let read = |name: &str| {
            let file = path.join(name);
            fs::read_to_string(&file).with_context(|| format!("{}", file.display()))
        };
        let manifest = toml::from_str(&read("exercise.toml")?)
            .with_context(|| format!("{}", path.join("exercise.toml").display()))?;
        exercises.push(Exercise {
            folder: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            manifest,
            starter: read("starter.rs")?,
        });
    }
    exercises.sort_by_key(|exercise| exercise.number().parse::<u32>().unwrap_or(u32::MAX));
    Ok(exercises)
}

/// A link to a file of an exercise leads to the exercise's page in the book.
pub fn link_pages(line: &str, exercises: &[Exercise]) -> String {
    let mut line = line.to_owned();
    for exercise in exercises {
        let file = format!("(../../exercises/{}/src/lib.rs)", exercise.folder);
        if line.contains(&file) {
            line = line.replace(&file, &format!("({})", exercise.page()));
        }
    }
    line
}

/// A card below the command that checks an exercise, with a link to its page.
pub fn card(text: &str) -> String {
    let checked = |line: &str| {
        line.trim()
            .strip_prefix("cargo xtask check ex")?
            .parse()
            .ok()
    };
    match text.lines().find_map(checked) {
        Some(number) => aside(
            number,
            &format!(
                "<p><a href=\"ex{number}.html\">Exercise {number}: tasks, budgets and starter</a></p>"
            ),
        ),
        None => String::new(),
    }
}

/// What the served book fills with the last check of an exercise.
fn aside(number: u32, inner: &str) -> String {
    format!(
        "\n<aside class=\"exercise\" data-exercise=\"ex{number}\" \
         aria-label=\"Exercise {number}\">{inner}<p class=\"state\" hidden></p></aside>\n"
    )
}

/// Adds a page for each exercise below its chapter.
pub fn add_pages(book: &mut Book, exercises: &[Exercise]) {
    for exercise in exercises {
        book.for_each_mut(|item| {
            let BookItem::Chapter(chapter) = item else {
                return;
            };
            if chapter.path.as_deref() == Some(Path::new(&exercise.manifest.chapter)) {
                let number = chapter.number.as_ref().map(|number| {
                    let mut parts: Vec<u32> = number.iter().copied().collect();
                    parts.push(chapter.sub_items.len() as u32 + 1);
                    parts.into_iter().collect::<SectionNumber>()
                });
                let mut parents = chapter.parent_names.clone();
                parents.push(chapter.name.clone());
                let name = format!("Exercise {}", exercise.number());
                let mut page = Chapter::new(
                    &name,
                    page_text(exercise, chapter),
                    exercise.page(),
                    parents,
                );
                page.source_path = Some(PathBuf::from(exercise.page()));
                page.number = number;
                chapter.sub_items.push(BookItem::Chapter(page));
            }
        });
    }
}

fn page_text(exercise: &Exercise, chapter: &Chapter) -> String {
    let manifest = &exercise.manifest;
    let mut page = format!(
        "# Exercise {}: {}\n\n\
         This exercise belongs to [{}]({}). Edit `exercises/{}/src/lib.rs`, then run:\n\n\
         ```text\ncargo xtask check {id}\n```\n{}\n",
        exercise.number(),
        manifest.title,
        chapter.name,
        manifest.chapter,
        exercise.folder,
        aside(exercise.number().parse().unwrap_or_default(), ""),
        id = exercise.id(),
    );
    for part in &manifest.part {
        let sizes: Vec<String> = part
            .sizes
            .iter()
            .map(|size| thousands(*size as f64))
            .collect();
        page.push_str(&format!(
            "## {}\n\n{}\n\n```rust\n{}\n```\n\nWeighed with {} {}.\n\n",
            part.name,
            part.task,
            part.signature,
            sizes.join(", "),
            plural(&part.item),
        ));
        if part.budget.is_empty() {
            page.push_str("Only the answer counts here; there is no budget.\n\n");
        }
        for (count, budget) in &part.budget {
            page.push_str(&format!(
                "- {}: {}.\n",
                allowance(count, budget, &part.item),
                budget.reason
            ));
        }
        page.push('\n');
    }
    page.push_str(&format!(
        "## The starter\n\nThis is the file as you find it. `cargo xtask reset {}` brings it back and \
         keeps yours.\n\n```rust\n{}```\n",
        exercise.id(),
        exercise.starter
    ));
    page
}

/// What a budget allows, in words.
fn allowance(count: &str, budget: &Budget, item: &str) -> String {
    let what = match count {
        "peak_bytes" => "bytes at the peak",
        "live_bytes" => "live bytes at the end",
        "bytes" => "bytes in all",
        other => other,
    };
    let per_item = match budget.per_item == 0.0 {
        true => String::new(),
        false => format!(", and {} for each {item}", thousands(budget.per_item)),
    };
    format!("at most {} {what}{per_item}", thousands(budget.fixed))
}

fn plural(item: &str) -> String {
    match item.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{item}s"),
    }
}
