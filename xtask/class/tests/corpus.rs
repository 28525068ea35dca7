//! The corpus of attacks is in order: `xtask/tests/class/corpus.toml` and the files
//! that it lists. What the grader says of them is for other tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use xtask::pipe::grade::Verdict;
use xtask::pipe::source::SIZE_LIMIT;

/// What attacks there must be.
const CATEGORIES: [&str; 31] = [
    "attribute",
    "build-difference",
    "cache",
    "child",
    "compile-bomb",
    "constructor",
    "counter-arithmetic",
    "early-exit",
    "environment",
    "fake-report",
    "file",
    "flood",
    "foreign-memory",
    "hidden-memory",
    "injection",
    "late-thread",
    "lazy-trait",
    "link",
    "loop",
    "network",
    "panic",
    "process-memory",
    "reading-sources",
    "run-time-bomb",
    "seed",
    "shadowing",
    "size-detection",
    "stack-overflow",
    "symbol",
    "unsafe",
    "unsoundness",
];

/// What can stop one.
const LAYERS: [&str; 7] = [
    "runner",
    "limits",
    "compile-fence",
    "language",
    "seal",
    "outside-count",
    "audit",
];

/// What a test makes itself, because it is too long to be kept.
const GENERATORS: [&str; 2] = ["lines-200000", "parentheses-28000"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    attack: Vec<Attack>,
    honest: Vec<Honest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attack {
    name: String,
    file: Option<String>,
    generator: Option<String>,
    exercise: String,
    category: String,
    aim: String,
    parts: Vec<String>,
    #[serde(default)]
    budgets: Vec<String>,
    layers: Vec<String>,
    expect: Vec<Verdict>,
    #[serde(default)]
    flagged: bool,
    #[serde(default)]
    trace: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Honest {
    name: String,
    file: String,
    exercise: String,
    what: String,
}

/// As much of an `exercise.toml` as matters here.
#[derive(Deserialize)]
struct Exercise {
    part: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    name: String,
    #[serde(default)]
    budget: toml::Table,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/class")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn corpus() -> Corpus {
    toml::from_str(&read(&folder().join("corpus.toml"))).expect("corpus.toml")
}

/// `ex3` is the folder whose name begins with `ex3-`.
fn exercise(id: &str) -> Exercise {
    let exercises = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises");
    let prefix = format!("{id}-");
    let folder = names(&exercises)
        .into_iter()
        .find(|name| name.starts_with(&prefix))
        .unwrap_or_else(|| panic!("no exercise has the id `{id}`"));
    let text = read(&exercises.join(folder).join("exercise.toml"));
    toml::from_str(&text).expect("an exercise.toml")
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    words.into_iter().collect()
}

#[test]
fn names_are_unique_and_plain() {
    let corpus = corpus();
    let attacks = corpus.attack.iter().map(|attack| &attack.name);
    let honest = corpus.honest.iter().map(|honest| &honest.name);
    let mut seen = BTreeSet::new();
    for name in attacks.chain(honest) {
        assert!(seen.insert(name), "`{name}` is there twice");
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!name.is_empty() && name.chars().all(is_plain), "`{name}`");
    }
}

#[test]
fn there_are_enough() {
    let corpus = corpus();
    assert!(corpus.attack.len() >= 40, "{}", corpus.attack.len());
    assert!(corpus.honest.len() >= 6, "{}", corpus.honest.len());
}

#[test]
fn every_listed_file_is_there_and_every_file_is_listed() {
    let corpus = corpus();
    let mut listed = BTreeSet::new();
    for attack in &corpus.attack {
        let name = &attack.name;
        match (&attack.file, &attack.generator) {
            (Some(file), None) => assert!(listed.insert(file.clone()), "{file} is listed twice"),
            (None, Some(generator)) => {
                assert!(GENERATORS.contains(&generator.as_str()), "{generator}");
            }
            _ => panic!("{name}: expected either a file or a generator"),
        }
    }
    for honest in &corpus.honest {
        let file = &honest.file;
        assert!(listed.insert(file.clone()), "{file} is listed twice");
    }
    assert_eq!(
        listed,
        names(&folder().join("corpus")),
        "corpus.toml, corpus/"
    );
}

#[test]
fn every_file_is_short_enough_to_be_looked_at() {
    for file in names(&folder().join("corpus")) {
        let text = read(&folder().join("corpus").join(&file));
        assert!(text.len() as u64 <= SIZE_LIMIT, "{file}");
        assert!(text.starts_with("//! "), "{file} does not say what it is");
    }
}

#[test]
fn exercises_parts_and_budgets_exist() {
    let corpus = corpus();
    for attack in &corpus.attack {
        let name = &attack.name;
        let exercise = exercise(&attack.exercise);
        let known = set(exercise.part.iter().map(|part| part.name.as_str()));
        let parts = set(attack.parts.iter().map(String::as_str));
        assert!(
            !parts.is_empty() && parts.is_subset(&known),
            "{name}: {parts:?}"
        );
        let attacked = exercise
            .part
            .iter()
            .filter(|part| parts.contains(part.name.as_str()));
        let known: BTreeSet<&String> = attacked.flat_map(|part| part.budget.keys()).collect();
        for budget in &attack.budgets {
            assert!(known.contains(budget), "{name}: no budget of {budget}");
        }
        assert!(!attack.aim.is_empty(), "{name} has no aim");
    }
    for honest in &corpus.honest {
        assert!(!exercise(&honest.exercise).part.is_empty());
        assert!(!honest.what.is_empty(), "{} does nothing", honest.name);
    }
}

#[test]
fn every_category_is_covered() {
    let corpus = corpus();
    let found = set(corpus.attack.iter().map(|attack| attack.category.as_str()));
    assert_eq!(found, set(CATEGORIES), "corpus.toml, CATEGORIES");
}

#[test]
fn every_layer_is_the_first_to_stop_something() {
    let corpus = corpus();
    for attack in &corpus.attack {
        let layers = set(attack.layers.iter().map(String::as_str));
        assert_eq!(
            layers.len(),
            attack.layers.len(),
            "{}: a layer twice",
            attack.name
        );
        assert!(!layers.is_empty(), "{}: nothing stops it", attack.name);
        assert!(
            layers.is_subset(&set(LAYERS)),
            "{}: {layers:?}",
            attack.name
        );
    }
    let first = set(corpus.attack.iter().map(|attack| attack.layers[0].as_str()));
    assert_eq!(first, set(LAYERS), "first layers, LAYERS");
}

#[test]
fn no_attack_may_pass_unseen() {
    for attack in corpus().attack {
        let name = &attack.name;
        // A grader that fails has been beaten, too.
        for verdict in [Verdict::Pass, Verdict::Broken] {
            assert!(!attack.expect.contains(&verdict), "{name}: {verdict:?}");
        }
        assert!(!attack.expect.is_empty() || attack.flagged, "{name}");
    }
}

#[test]
fn what_is_left_behind_is_a_marker_that_the_file_names() {
    for attack in corpus()
        .attack
        .iter()
        .filter(|attack| !attack.trace.is_empty())
    {
        let name = &attack.name;
        let file = attack.file.as_ref().expect("a file");
        let text = read(&folder().join("corpus").join(file));
        for trace in &attack.trace {
            let marker = ["/tmp/class-attack-", "/dev/shm/class-attack-"]
                .iter()
                .find_map(|folder| trace.strip_prefix(folder));
            if let Some(marker) = marker {
                assert!(name == marker, "{name}: the marker is {trace}");
                assert!(
                    text.contains(trace.as_str()),
                    "{file} does not make {trace}"
                );
            } else if let Some(command) = trace.strip_prefix("process:") {
                for word in command.split(' ') {
                    assert!(text.contains(word), "{file} does not start {trace}");
                }
            } else {
                let port = ["tcp:127.0.0.1:", "udp:127.0.0.1:"]
                    .iter()
                    .find_map(|kind| trace.strip_prefix(kind))
                    .unwrap_or_else(|| panic!("{name}: {trace} is no trace"));
                let digits = text.replace('_', "");
                assert!(digits.contains(port), "{file} does not use {trace}");
            }
        }
    }
}
