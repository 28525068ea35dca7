//! Conventions of this repository. A failure says how to mend it.

#[path = "../explain/tests/support/fingerprint.rs"]
mod fingerprint;
mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use imports::Import;

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

/// Where the fingerprints are of every `src/lib.rs` that was released.
const RELEASED: &str = "xtask/tests/released.txt";

/// The learner's file of an exercise as the repository has it, whatever was made of it
/// here; none if that cannot be known.
fn released(exercise: &Path) -> Option<String> {
    let file = exercise.join("src/lib.rs");
    let path = file.strip_prefix(root()).expect("a file of this house");
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    let mut git = Command::new("git");
    git.arg("show").arg(format!(":{}", names.join("/")));
    match git.current_dir(root()).output() {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout).ok(),
        _ if root().join(".workbook").exists() => {
            eprintln!("SKIPPED: somebody works on the exercises here, and git does not know them");
            None
        }
        _ => Some(read(&file)),
    }
}

/// A learner edits `src/lib.rs`. If an edition changed it, too, git would refuse to pull,
/// or leave a conflict.
#[test]
fn a_file_that_learners_edit_is_the_first_starter_and_never_changes() {
    let list = read(root().join(RELEASED));
    let known: Vec<(&str, &str)> = list
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect();
    for exercise in folders(&root().join("exercises")) {
        let name = exercise.file_name().expect("a name").to_string_lossy();
        let Some(released) = released(&exercise) else {
            continue;
        };
        let now = fingerprint::of(&released);
        match known.iter().find(|(of, _)| *of == name) {
            Some((_, then)) => assert_eq!(
                *then, now,
                "{name}: src/lib.rs was released and must stay as it was, or learners meet a \
                 conflict when they pull. Put it back. To change the starter, copy starter.rs to \
                 the next number in {name}/earlier, then edit starter.rs alone: see \
                 CONTRIBUTING.md, \"Change a starter\""
            ),
            None => panic!(
                "{name} is new: add this line to {RELEASED}, and from then on src/lib.rs stays \
                 as it is\n{name} {now}"
            ),
        }
        let first = match exercise.join("earlier/1.rs") {
            earlier if earlier.is_file() => earlier,
            _ => exercise.join("starter.rs"),
        };
        assert!(
            released.replace("\r\n", "\n") == read(&first).replace("\r\n", "\n"),
            "{name}: src/lib.rs and {} must be the same. If you changed starter.rs, keep the one \
             before as {name}/earlier/1.rs: learners who began from it are told what changed",
            first.display()
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
///
/// After a wanted change: `UPDATE_GOLDEN=1 cargo test --package xtask --test tidy
/// the_readme_shows_what_is_printed`, then read the difference before it is committed.
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
            // The file's name made the line too long.
            .replace("\n  parts pass", " parts pass")
            .replace("parts\n  pass", "parts pass")
            .replace(file, "exercises/ex3-string-trap/src/lib.rs");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let path = root().join("README.md");
            let text = read(&path).replacen(shown, &taken_anew(shown, &printed), 1);
            fs::write(path, text).expect("the README is written");
            continue;
        }
        let flow = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in shown.lines().filter(|line| !line.starts_with("next: ")) {
            let line = flow(line);
            assert!(
                flow(&printed).contains(&line),
                "the README shows {line:?}; printed was:\n{printed}"
            );
        }
    }
}

/// What is printed from the line that is like the first of a sample to the one that is like
/// its last, counts aside. What is next stays: it is for a file of the learner's.
fn taken_anew(sample: &str, printed: &str) -> String {
    let is_next = |line: &&str| line.starts_with("next: ");
    let shape = |line: &str| line.replace(|c: char| c.is_ascii_digit() || c == ',', "");
    let mut lines = sample.lines().filter(|line| !is_next(line));
    let first = shape(lines.next().expect("a sample"));
    let last = lines.next_back().map_or(first.clone(), shape);
    let section = printed.lines().skip_while(|line| shape(line) != first);
    let mut ended = false;
    let section = section.take_while(|line| {
        let is_over = ended;
        ended |= shape(line) == last;
        !is_over
    });
    let mut taken: Vec<&str> = section.collect();
    for next in sample.lines().filter(is_next) {
        taken.insert(taken.len().saturating_sub(1), next);
    }
    let taken: String = taken.iter().map(|line| format!("{line}\n")).collect();
    assert!(
        ended,
        "no line is like the last of the README's sample:\n{printed}"
    );
    taken
}

#[test]
fn a_sample_of_the_readme_is_taken_anew_up_to_its_end() {
    let printed = "ex3: red\ncosts 1,024, 8 allowed\n\nex3: red (seed 7)\nmore: 5\n";
    for (sample, expected) in [
        (
            "ex3: red\ncosts 99, 32 allowed\nnext: ask\nex3: red (seed 1)\n",
            "ex3: red\ncosts 1,024, 8 allowed\n\nnext: ask\nex3: red (seed 7)\n",
        ),
        ("ex3: red\n", "ex3: red\n"),
    ] {
        assert_eq!(taken_anew(sample, printed), expected);
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

/// Each of the left may use those of the right, and no others.
type MayUse<'a> = &'a [(&'a str, &'a [&'a str])];

/// The crates of `xtask`, from the lowest to the highest.
const CRATES: MayUse = &[
    ("launch", &[]),
    ("meter-report", &[]),
    ("meter", &["meter-report"]),
    ("explain", &["meter-report"]),
    ("xtask", &["explain", "launch", "meter-report"]),
    ("jury", &["xtask"]),
    ("class", &["explain", "jury", "meter-report", "xtask"]),
    ("site", &["explain", "meter-report", "xtask"]),
    ("terminal", &["xtask"]),
];

/// Cargo leaves out the tests of such a program, and says nothing.
#[test]
fn a_program_that_is_not_tested_holds_no_tests() {
    for folder in crates().chain(folders(&root().join("exercises"))) {
        let manifest: toml::Table = read(folder.join("Cargo.toml")).parse().expect("TOML");
        let programs = manifest.get("bin").and_then(toml::Value::as_array);
        let is_left_out = |program: &toml::Value| {
            program.get("test").and_then(toml::Value::as_bool) == Some(false)
        };
        if !programs.is_some_and(|programs| programs.iter().any(is_left_out)) {
            continue;
        }
        for entry in fs::read_dir(folder.join("src")).expect("src") {
            let path = entry.expect("an entry").path();
            // A library has its own tests.
            let is_program = path.is_file() && !path.ends_with("lib.rs");
            assert!(
                !is_program || !read(&path).contains("#[test]"),
                "{} has tests that nobody runs: remove `test = false` from Cargo.toml",
                path.display()
            );
        }
    }
}

#[test]
fn arrows_between_crates_point_down() {
    for folder in crates().filter(|folder| folder.starts_with(root().join("xtask"))) {
        let manifest: toml::Table = read(folder.join("Cargo.toml")).parse().expect("TOML");
        let name = manifest["package"]["name"].as_str().expect("a name");
        let (_, may_use) = CRATES
            .iter()
            .find(|(of, _)| *of == name)
            .unwrap_or_else(|| panic!("say in `CRATES` which crates `{name}` may use"));
        let systems = manifest.get("target").and_then(toml::Value::as_table);
        let systems = systems.into_iter().flat_map(toml::Table::values);
        let own = manifest.get("dependencies").into_iter();
        for list in own.chain(systems.filter_map(|system| system.get("dependencies"))) {
            for used in list.as_table().expect("a table").keys() {
                let is_ours = CRATES.iter().any(|(ours, _)| ours == used);
                assert!(
                    !is_ours || may_use.contains(&used.as_str()),
                    "`{name}` depends on `{used}`, which is not below it: move what it needs \
                     of it to one that is ({may_use:?}), or let `{used}` hand it over"
                );
            }
        }
    }
}

/// All crates but those of exercises, by their folders.
fn crates() -> impl Iterator<Item = PathBuf> {
    let xtask = root().join("xtask");
    let all = [xtask.clone(), root().join("book/listings")];
    all.into_iter()
        .chain(folders(&xtask))
        .filter(|folder| folder.join("Cargo.toml").is_file())
}

/// Which file of a crate imports which.
fn imports_of(folder: &Path) -> BTreeSet<Import> {
    let name = folder.file_name().expect("a name").to_string_lossy();
    imports::imports(&folder.join("src"), &name.replace('-', "_"))
}

#[test]
fn no_two_files_import_each_other() {
    let mut new = String::new();
    for folder in crates() {
        let shown = folder.strip_prefix(root()).expect("a crate of this house");
        let imports = imports_of(&folder);
        for circle in imports::circles(&imports) {
            new += &format!("\n{}/src:\n", shown.display());
            for import in &imports {
                let Import { from, to, path } = import;
                if circle.contains(&from.as_path()) && circle.contains(&to.as_path()) {
                    new += &format!("  {} -> {}: {path}\n", from.display(), to.display());
                }
            }
        }
    }
    assert!(
        new.is_empty(),
        "files import each other, so that none of them can be read first. Move what both \
         need to a file below both. A `mod.rs` is the way into its folder or the top of it: \
         what its children need of it belongs to a file beside them, and a re-export is \
         taken from where it comes from.\n{new}"
    );
}

/// The modules of the runner, which are the files and folders of `xtask/src`, from the
/// lowest to the highest.
const MODULES: MayUse = &[
    ("machine", &[]),
    ("failure", &["machine"]),
    ("schema", &[]),
    ("text", &[]),
    ("flags", &[]),
    ("interrupt", &["failure"]),
    ("process", &["failure", "interrupt"]),
    ("program", &["failure", "process"]),
    ("workbook", &["failure"]),
    (
        "pipe",
        &[
            "failure",
            "interrupt",
            "machine",
            "process",
            "text",
            "workbook",
        ],
    ),
    ("learner", &["failure", "pipe", "schema", "workbook"]),
    ("profilers", &["failure", "pipe", "process", "workbook"]),
    (
        "report",
        &[
            "failure",
            "flags",
            "learner",
            "pipe",
            "profilers",
            "schema",
            "text",
            "workbook",
        ],
    ),
    (
        "session",
        &[
            "failure",
            "flags",
            "interrupt",
            "learner",
            "pipe",
            "process",
            "report",
            "workbook",
        ],
    ),
    (
        "commands",
        &[
            "failure",
            "flags",
            "interrupt",
            "learner",
            "pipe",
            "process",
            "profilers",
            "program",
            "report",
            "schema",
            "session",
            "text",
            "workbook",
        ],
    ),
];

#[test]
fn modules_of_the_runner_use_those_below_them() {
    let mut new = String::new();
    for Import { from, to, path } in imports_of(&root().join("xtask")) {
        let (file, from, to) = (from.display(), module(&from), module(&to));
        // They are above all of them.
        if from == to || matches!(from.as_str(), "main" | "lib") {
            continue;
        }
        let (_, lower) = MODULES
            .iter()
            .find(|(module, _)| *module == from)
            .unwrap_or_else(|| panic!("say in `MODULES` which modules `{from}` may use"));
        if !lower.contains(&to.as_str()) {
            new += &format!("\n  {file} uses `{to}`: {path}");
        }
    }
    assert!(
        new.is_empty(),
        "a module of `xtask/src` uses one that is not below it. Move what it needs to a module \
         that both may use, or let the one above hand it over. `MODULES` says who may use \
         whom.{new}"
    );
}

/// The module that a file of `xtask/src` is in: `pipe` of `pipe/stage.rs`.
fn module(file: &Path) -> String {
    let first = file.iter().next().expect("a name");
    Path::new(first)
        .with_extension("")
        .to_string_lossy()
        .into_owned()
}
