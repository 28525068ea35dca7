//! What a bump has changed. In: the figures before and after, and what is said of
//! recordings. Out: a short account, and what a person must read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use xtask::failure::Failure;
use xtask::process;

use super::steps::{Bump, GOLDEN, MEASUREMENTS, PROFILES};
use super::tree::Tree;
use crate::context::Context;
use crate::record::Measurements;

/// Prints the account.
pub fn print(bump: &Bump<'_>, tree: Tree<'_>) -> Result<(), Failure> {
    let before: Measurements = serde_json::from_str(&tree.committed(MEASUREMENTS)?)
        .context("the figures of the last commit")?;
    let now = Measurements::read(&bump.root.join(MEASUREMENTS))?;
    let figures = figures(&before, &now);
    print!("{figures}");
    let said = said(bump, tree)?;
    print!("{}", counted(&said));
    print!("{}", indented(&said));
    let changed: Vec<String> = tree.changed()?.into_keys().collect();
    println!("files that differ from the commit: {}", changed.len());
    print!("{}", indented(&by_folder(&changed)));
    println!("to be read by a person:");
    let pages = pages_that_name(&bump.root.join("book/src"), &before, &now)?;
    print!("{}", indented(&to_read(&changed, &pages, !said.is_empty())));
    println!("then: cargo xtask test, and commit all of it");
    Ok(())
}

/// What differs in a diagnostic: its lines, as they are read. Of anything else, what was
/// recorded and what was measured.
fn shown(
    section: &str,
    name: &str,
    difference: &str,
    before: &Measurements,
    now: &Measurements,
) -> String {
    let lines = |of: &Measurements| -> Vec<String> {
        let error = of.errors.get(name);
        let lines = error.into_iter().flat_map(|error| error.message.lines());
        lines.map(str::to_owned).collect()
    };
    if section != "diagnostics" {
        return difference.to_owned();
    }
    let (old, new) = (lines(before), lines(now));
    let gone = old.iter().filter(|line| !new.contains(line));
    let come = new.iter().filter(|line| !old.contains(line));
    let changed = gone.map(|line| format!("\n  - {line}"));
    let changed = changed.chain(come.map(|line| format!("\n  + {line}")));
    format!("{name}{}", changed.collect::<String>())
}

/// A section of the figures with the number of its figures: those of exercises are windows.
fn sections(of: &Measurements) -> [(&'static str, usize); 6] {
    let windows = of.weights.keys().filter(|name| is_window(name)).count();
    [
        ("windows of exercises", windows),
        ("weights of listings", of.weights.len() - windows),
        ("facts", of.facts.len()),
        ("traces", of.traces.len()),
        ("diagnostics", of.errors.len()),
        (
            "outputs",
            of.outputs.values().filter(|output| output.exact).count(),
        ),
    ]
}

/// Whether a weight is a window of an exercise.
fn is_window(name: &str) -> bool {
    let id = name.strip_prefix("ex").and_then(|rest| rest.chars().next());
    id.is_some_and(|first| first.is_ascii_digit())
}

/// How many exact figures differ, and which.
fn figures(before: &Measurements, now: &Measurements) -> String {
    let mut differing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let all = before.differences(now);
    for difference in &all {
        let (section, rest) = difference.split_once(' ').unwrap_or_default();
        let section = match section {
            "weights" if is_window(rest) => "windows of exercises",
            "weights" => "weights of listings",
            "errors" => "diagnostics",
            other => other,
        };
        let name = rest.lines().next().unwrap_or_default();
        let text = shown(section, name, rest, before, now);
        differing.entry(section).or_default().push(text);
    }
    let mut text = format!(
        "{} -> {}\n",
        before.recorded.toolchain, now.recorded.toolchain
    );
    for (section, count) in sections(now) {
        let which = differing.get(section).map_or(&[][..], Vec::as_slice);
        text += &format!("{section}: {} of {count} differ\n", which.len());
        text += &indented(&which.join("\n"));
    }
    text
}

/// What explain says of the recordings, and said of those of the last commit.
fn said(bump: &Bump<'_>, tree: Tree<'_>) -> Result<String, Failure> {
    let before = tempfile::tempdir().context("no temporary folder")?;
    tree.extract(PROFILES, before.path())?;
    let mut cargo = bump.toolchain.program("cargo");
    cargo
        .args(["run", "--quiet", "--release", "--package", "explain"])
        .args(["--example", "said", "--"])
        .arg(before.path())
        .arg(bump.root.join(PROFILES));
    process::stdout(&mut cargo)
}

/// How many sites are told otherwise, and in how many of them only names are others.
fn counted(said: &str) -> String {
    let names = said.lines().filter(|line| line.contains(": names alone: "));
    let names = names.count();
    format!(
        "sites of recordings, as explain tells them: {} operations or sentences differ, and names \
         alone at {names} more\n",
        said.lines().count() - names
    )
}

/// The files, those of one folder in one line.
fn by_folder(files: &[String]) -> String {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let known = [PROFILES, GOLDEN].into_iter();
        let folder = known.into_iter().find(|folder| file.starts_with(folder));
        *folders
            .entry(folder.unwrap_or(file).to_owned())
            .or_default() += 1;
    }
    let lines = folders.iter().map(|(name, count)| match count {
        1 => format!("{name}\n"),
        _ => format!("{name}: {count} files\n"),
    });
    lines.collect()
}

/// The pages that show a figure that differs.
fn pages_that_name(
    pages: &Path,
    before: &Measurements,
    now: &Measurements,
) -> Result<BTreeSet<String>, Failure> {
    let differences = before.differences(now);
    let names = differences.iter().filter_map(|difference| {
        let (_, name) = difference.lines().next()?.split_once(' ')?;
        Some(name.split('@').next().unwrap_or(name))
    });
    let names: BTreeSet<&str> = names.collect();
    let failed = |error| Failure::io("read", pages, &error);
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(pages).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if names.iter().any(|name| text.contains(name)) {
            let name = path.file_name().unwrap_or_default();
            found.insert(format!("book/src/{}", name.to_string_lossy()));
        }
    }
    Ok(found)
}

/// What nobody but a person can judge.
fn to_read(changed: &[String], pages: &BTreeSet<String>, names_differ: bool) -> String {
    let mut lines = Vec::new();
    let is_changed = |start: &str| changed.iter().any(|file| file.starts_with(start));
    for page in pages {
        lines.push(format!(
            "{page}: do its sentences still fit to its figures?"
        ));
    }
    if is_changed(GOLDEN) {
        lines.push(format!(
            "git diff {GOLDEN}: is what checks print as good as before?"
        ));
    }
    if is_changed("README.md") {
        lines.push("git diff README.md: does the text around the sample still fit?".to_owned());
    }
    if names_differ {
        lines.push(
            "what explain says otherwise, above: if an operation or a sentence is lost, teach \
             xtask/explain/src/operation/table.rs"
                .to_owned(),
        );
    }
    lines.push(
        "rough figures and outputs that are not exact are of the compiler before: \
         `cargo xtask book measure`, on a machine that does nothing else"
            .to_owned(),
    );
    lines.join("\n")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use meter_report::Counts;

    use super::*;
    use crate::record::{CompileError, Printed};

    fn record(bytes: u64, message: &str) -> Measurements {
        let mut record = Measurements::default();
        for (name, bytes) in [
            ("ch04/growing@10", 1),
            ("ch04/reserved@10", bytes),
            ("ex3/parse-users@64/starter", bytes),
        ] {
            let counts = Counts {
                bytes,
                ..Counts::default()
            };
            record.weights.insert(name.to_owned(), counts);
        }
        record.facts.insert("size/X".to_owned(), 4.into());
        let error = CompileError {
            code: "E0515".to_owned(),
            message: message.to_owned(),
        };
        record.errors.insert("errors/a".to_owned(), error);
        let printed = Printed {
            command: "x".to_owned(),
            exact: false,
            text: message.to_owned(),
        };
        record.outputs.insert("rough".to_owned(), printed);
        record.recorded.toolchain = format!("rustc {message}");
        record
    }

    #[test]
    fn differences_are_counted_and_named() {
        let (before, now) = (record(1, "1.0"), record(2, "1.1"));
        let text = figures(&before, &now);
        for line in [
            "rustc 1.0 -> rustc 1.1",
            "windows of exercises: 1 of 1 differ",
            "  ex3/parse-users@64/starter",
            "weights of listings: 1 of 2 differ",
            "  ch04/reserved@10",
            "facts: 0 of 1 differ",
            "diagnostics: 1 of 1 differ",
            "  errors/a",
            "    - 1.0",
            "    + 1.1",
            "outputs: 0 of 0 differ",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}: {text}");
        }
        let same = figures(&before, &before);
        assert!(
            same.lines().skip(1).all(|line| line.contains(": 0 of ")),
            "{same}"
        );
    }

    #[test]
    fn names_are_counted_apart_from_sentences() {
        let said = "a: names alone: line 1: f is now g\na: no more: line 2\na: new: line 2\n";
        let text = counted(said);
        assert!(text.contains("2 operations or sentences"), "{text}");
        assert!(text.contains("alone at 1 more"), "{text}");
    }

    #[test]
    fn a_person_reads_what_only_a_person_can_judge() {
        let changed = |files: &[&str]| -> Vec<String> {
            files.iter().map(|file| (*file).to_owned()).collect()
        };
        let page = BTreeSet::from(["book/src/ch04.md".to_owned()]);
        for (files, pages, names, told) in [
            (
                &["rust-toolchain.toml"][..],
                BTreeSet::new(),
                false,
                &[][..],
            ),
            (&[], page, false, &["book/src/ch04.md: do its"]),
            (
                &["xtask/tests/golden/a.txt"],
                BTreeSet::new(),
                false,
                &["git diff xtask/tests/golden"],
            ),
            (
                &["README.md"],
                BTreeSet::new(),
                true,
                &["git diff README", "table.rs"],
            ),
        ] {
            let text = to_read(&changed(files), &pages, names);
            assert_eq!(text.lines().count(), told.len() + 1, "{text}");
            for start in told {
                assert!(text.contains(start), "{start}: {text}");
            }
        }
    }

    #[test]
    fn files_of_a_folder_are_one_line() {
        let files = [
            "Cargo.toml",
            "xtask/explain/tests/profiles/a",
            "xtask/explain/tests/profiles/b",
        ];
        let files = files.map(str::to_owned);
        assert_eq!(
            by_folder(&files),
            "Cargo.toml\nxtask/explain/tests/profiles: 2 files\n"
        );
    }
}
