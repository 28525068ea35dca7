//! Exercises in the book. In: the workbook. Out: a page for each exercise, below its
//! chapter, with the tasks, the budgets and the starter; and links to them.

use std::fs;
use std::path::{Path, PathBuf};

use explain::words::{at_most, decimal, number, plural};
use mdbook_preprocessor::book::{Book, BookItem, Chapter, SectionNumber};
use xtask::failure::Failure;
use xtask::function_name;
use xtask::workbook::{Allowance, Exercise, Part, Quantity, Workbook};

fn page(exercise: &Exercise) -> String {
    format!("{}.md", exercise.id)
}

/// A link to a file of an exercise leads to the exercise's page in the book.
pub fn link_pages(line: &str, exercises: &[Exercise]) -> String {
    let mut line = line.to_owned();
    for exercise in exercises {
        let file = format!("(../../exercises/{}/src/lib.rs)", exercise.name);
        if line.contains(&file) {
            line = line.replace(&file, &format!("({})", page(exercise)));
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
pub fn add_pages(book: &mut Book, workbook: &Workbook) -> Result<(), Failure> {
    for exercise in &workbook.exercises {
        let starter = exercise.starter_file();
        let starter =
            fs::read_to_string(&starter).map_err(|error| Failure::io("read", &starter, &error))?;
        let taught_in = exercise
            .chapter
            .strip_prefix(workbook.root.join("book/src"));
        let taught_in = taught_in.unwrap_or(&exercise.chapter);
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && chapter.path.as_deref() == Some(taught_in)
            {
                let text = page_text(exercise, &starter, &chapter.name, taught_in);
                add_page(chapter, exercise, text);
            }
        });
    }
    Ok(())
}

fn add_page(chapter: &mut Chapter, exercise: &Exercise, text: String) {
    let mut parents = chapter.parent_names.clone();
    parents.push(chapter.name.clone());
    let name = format!("Exercise {}", exercise.number());
    let mut added = Chapter::new(&name, text, page(exercise), parents);
    added.source_path = Some(PathBuf::from(page(exercise)));
    added.number = chapter.number.as_ref().map(|number| {
        let mut parts: Vec<u32> = number.iter().copied().collect();
        parts.push(chapter.sub_items.len() as u32 + 1);
        parts.into_iter().collect::<SectionNumber>()
    });
    chapter.sub_items.push(BookItem::Chapter(added));
}

fn page_text(exercise: &Exercise, starter: &str, chapter: &str, taught_in: &Path) -> String {
    let id = &exercise.id;
    let mut page = format!(
        "# Exercise {number}: {title}\n\n\
         This exercise belongs to [{chapter}]({taught_in}). Edit `exercises/{name}/src/lib.rs`, then run:\n\n\
         ```text\ncargo xtask check {id}\n```\n{state}\n",
        number = exercise.number(),
        title = exercise.title,
        taught_in = taught_in.display(),
        name = exercise.name,
        state = aside(exercise.number(), ""),
    );
    for part in &exercise.parts {
        page.push_str(&part_text(part, starter));
    }
    page.push_str(&format!(
        "## The starter\n\nThis is the file as you find it. `cargo xtask reset {id}` brings it back and \
         keeps yours.\n\n```rust\n{starter}```\n",
    ));
    page
}

/// How the starter declares the function of a part. The one of the solution may have another
/// type, which would be the answer.
fn declaration(part: &Part, starter: &str) -> String {
    let name = function_name(&part.signature);
    let mut rest = starter.lines();
    let is_it = |line: &&str| name.is_some() && function_name(line) == name;
    let Some(first) = rest.find(is_it) else {
        return part.signature.clone();
    };
    let mut declared = first.to_owned();
    while !declared.ends_with('{') {
        match rest.next() {
            Some(line) => declared += &format!("\n{line}"),
            None => break,
        }
    }
    declared.trim_end_matches('{').trim_end().to_owned()
}

fn part_text(part: &Part, starter: &str) -> String {
    let mut text = format!(
        "## {}\n\n{}\n\n```rust\n{}\n```\n\nWeighed with {} {}.{}\n\n",
        part.name,
        part.task,
        declaration(part, starter),
        numbers(&part.sizes),
        plural(&part.item),
        match part.debug_sizes.as_slice() {
            [] => String::new(),
            sizes => format!(" In a debug build, run with {}.", numbers(sizes)),
        },
    );
    if part.budget.is_empty() {
        text.push_str("Only the answer counts here; there is no budget.\n\n");
    }
    text.push_str(&limits(part.budget.iter(), &part.item));
    let mut bounds = limits(part.bound.iter(), &part.item);
    if let Some(output) = &part.output {
        let lines = at_most(output.lines as f64, "line");
        bounds.push_str(&format!("- {lines} of output: {}.\n", output.reason));
    }
    if let Some(work) = &part.work {
        bounds.push_str(&format!(
            "- work in proportion to the {}: {}.\n",
            plural(&part.item),
            work.reason
        ));
    }
    if !bounds.is_empty() {
        text.push_str(
            "\nWhat the part is not about has bounds, too. No right idea comes near them:\n\n",
        );
        text.push_str(&bounds);
    }
    text + "\n"
}

/// `64, 512, 4,096`.
fn numbers(sizes: &[usize]) -> String {
    let sizes: Vec<String> = sizes.iter().map(|size| number(*size as u64)).collect();
    sizes.join(", ")
}

/// What budgets or bounds allow, each in a line with its reason.
fn limits<'b>(all: impl Iterator<Item = (&'b Quantity, &'b Allowance)>, item: &str) -> String {
    all.map(|(quantity, limit)| {
        let allowed = allowed(*quantity, limit, item);
        format!("- {allowed}: {}.\n", limit.reason)
    })
    .collect()
}

/// What a budget allows, in words.
fn allowed(quantity: Quantity, budget: &Allowance, item: &str) -> String {
    let (noun, which) = match quantity {
        Quantity::Allocations => ("allocation", ""),
        Quantity::Bytes => ("byte", " in all"),
        Quantity::PeakBytes => ("byte", " at the peak"),
        Quantity::LiveBytes => ("live byte", " at the end"),
        Quantity::LeftBytes => ("byte", " left behind when the result is gone"),
    };
    let per_item = match budget.per_item == 0.0 {
        true => String::new(),
        false => format!(", and {} for each {item}", decimal(budget.per_item)),
    };
    at_most(budget.fixed as f64, noun) + which + &per_item
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It says no more than it has to.
    const MANIFEST: &str = r#"
        title = "Packing"
        chapter = "ch04-capacity.md"

        [[part]]
        name = "pack"
        task = "Pack."
        signature = "fn pack()"
        item = "box"
        sizes = [1, 2_000, 3_000]
        hints = ["a", "b", "c"]
        budget.allocations = { fixed = 1, reason = "the list" }
        budget.peak_bytes = { fixed = 2_000, reason = "the list" }

        [[part]]
        name = "plan"
        task = "Plan."
        signature = "fn plan()"
        item = "day"
        sizes = [1, 2, 3]
        debug_sizes = [1]
        hints = ["a", "b", "c"]
        budget.bytes = { fixed = 1, reason = "the plan" }
        budget.live_bytes = { fixed = 1, per_item = 2.5, reason = "the plan" }
        bound.left_bytes = { fixed = 9, reason = "it goes" }
        output = { lines = 0, reason = "it is quiet" }
        work = { reason = "one look at each" }
    "#;

    #[test]
    fn a_page_says_what_exercise_toml_means() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("exercises/ex8-packing");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(root.path().join("Cargo.toml"), "").expect("a file");
        fs::write(folder.join("exercise.toml"), MANIFEST).expect("a file");
        let starter = "fn pack(\n    own: String,\n) {\n}\n";
        fs::write(folder.join("starter.rs"), starter).expect("a file");
        let workbook = Workbook::open(root.path()).expect("a workbook");

        let mut book = Book::new();
        let chapter = Chapter::new("Capacity", String::new(), "ch04-capacity.md", Vec::new());
        book.push_item(chapter);
        add_pages(&mut book, &workbook).expect("a page");
        let mut pages = book.chapters();
        let page = pages.nth(1).expect("a page below its chapter");
        assert_eq!(page.name, "Exercise 8");
        for line in [
            "# Exercise 8: Packing",
            "This exercise belongs to [Capacity](ch04-capacity.md). \
             Edit `exercises/ex8-packing/src/lib.rs`, then run:",
            "Weighed with 1, 2,000, 3,000 boxes.",
            "- at most 1 allocation: the list.",
            "- at most 2,000 bytes at the peak: the list.",
            "Weighed with 1, 2, 3 days. In a debug build, run with 1.",
            "- at most 1 byte in all: the plan.",
            "- at most 1 live byte at the end, and 2.5 for each day: the plan.",
            "What the part is not about has bounds, too. No right idea comes near them:",
            "- at most 9 bytes left behind when the result is gone: it goes.",
            "- at most 0 lines of output: it is quiet.",
            "- work in proportion to the days: one look at each.",
            // As the starter has it, and not as the solution.
            "fn pack(",
            "    own: String,",
            ")",
            "fn plan()",
        ] {
            assert!(page.content.lines().any(|own| own == line), "{line}");
        }
        assert!(!page.content.contains("fn pack()"), "{}", page.content);
    }
}
