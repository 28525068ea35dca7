//! Conventions of this repository. A failure says how to mend it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the root")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(of)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

#[test]
fn every_exercise_has_a_solution_and_every_solution_an_exercise() {
    let names = |folder: &str| -> Vec<_> {
        let folders = folders(&root().join(folder));
        folders
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_owned()))
            .collect()
    };
    assert_eq!(
        names("exercises"),
        names("solutions"),
        "exercises, solutions"
    );
}

#[test]
fn starters_are_what_reset_puts_back() {
    if root().join(".workbook").exists() {
        eprintln!("SKIPPED: somebody works on the exercises here (.workbook exists)");
        return;
    }
    for exercise in folders(&root().join("exercises")) {
        assert_eq!(
            read(exercise.join("src/lib.rs")),
            read(exercise.join("starter.rs")),
            "{}: copy src/lib.rs to starter.rs",
            exercise.display()
        );
    }
}

#[test]
fn the_book_lists_every_chapter_and_every_chapter_is_there() {
    let source = root().join("book/src");
    let summary = read(source.join("SUMMARY.md"));
    let listed: Vec<&str> = summary
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|link| link.trim_start_matches("./"))
        .collect();
    for link in &listed {
        assert!(
            source.join(link).is_file(),
            "SUMMARY.md links {link}, which is not there"
        );
    }
    for entry in fs::read_dir(&source).expect("the book") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(
            name == "SUMMARY.md" || !name.ends_with(".md") || listed.contains(&name.as_str()),
            "{name} is not in SUMMARY.md: add it"
        );
    }
}

#[test]
fn relative_links_lead_somewhere() {
    let mut pages = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    let book = fs::read_dir(root().join("book/src")).expect("the book");
    pages.extend(book.map(|entry| entry.expect("an entry").path()));
    for page in pages
        .iter()
        .filter(|page| page.extension().is_some_and(|e| e == "md"))
    {
        let folder = page.parent().expect("a folder");
        let text = without_code(&read(page));
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            assert!(
                folder.join(target).exists(),
                "{}: no {link}",
                page.display()
            );
        }
    }
}

/// The text without fenced code, in which `](` means something else.
fn without_code(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// Every line that the README shows of a check is a line of a real check.
#[test]
fn the_readme_shows_what_is_printed() {
    let readme = read(root().join("README.md"));
    let mut shown = readme
        .split("```console\n$ cargo xtask check ex3 --seed 1\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let red = shown.next().expect("a red check in the README");
    let green = shown.next().expect("a green check in the README");
    let cases = [
        (red, "exercises/ex3-string-trap/starter.rs"),
        (green, "solutions/ex3-string-trap/src/lib.rs"),
    ];
    for (shown, file) in cases {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["check", "ex3", "--seed", "1", "--file", file])
            .current_dir(root())
            .output()
            .expect("the runner");
        let printed = String::from_utf8_lossy(&output.stdout)
            .replace(&format!(" ({file})"), "")
            .replace(file, "exercises/ex3-string-trap/src/lib.rs");
        let flow = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in shown.lines().filter(|line| !line.contains("= hint:")) {
            let line = flow(line);
            assert!(
                flow(&printed).contains(&line),
                "the README shows {line:?}; printed was:\n{printed}"
            );
        }
    }
}

#[test]
fn the_top_level_holds_what_it_should() {
    let allowed = [
        "book",
        "exercises",
        "solutions",
        "xtask",
        "target",
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "CONTRIBUTING.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "rust-toolchain.toml",
        "clippy.toml",
    ];
    for entry in fs::read_dir(root()).expect("the root") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(
            name.starts_with('.') || allowed.contains(&name.as_str()),
            "`{name}` does not belong at the top level: put it in book, exercises, solutions or xtask"
        );
    }
}
