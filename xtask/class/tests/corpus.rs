//! The corpus of attacks is in order: the files of `xtask/tests/class/corpus`, and what
//! becomes of them. What the grader says of them is for other tests.
//!
//! After a wanted change of a file, a starter or a reference: `UPDATE_GOLDEN=1 cargo test
//! --package class --test corpus`, and look at the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use class::corpus::{Corpus, Entry};
use class::sha256;
use xtask::pipe::grade::Verdict;
use xtask::pipe::source::SIZE_LIMIT;
use xtask::workbook::Workbook;

/// What attacks there must be.
const CATEGORIES: [&str; 33] = [
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
    "signature",
    "size-detection",
    "stack-overflow",
    "symbol",
    "text-as-code",
    "unsafe",
    "unsoundness",
];

/// What can stop one.
const LAYERS: [&str; 8] = [
    "runner",
    "limits",
    "compile-fence",
    "language",
    "start-fence",
    "seal",
    "outside-count",
    "audit",
];

fn workbook() -> Workbook {
    Workbook::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the workbook")
}

fn corpus() -> Corpus {
    Corpus::read(&workbook()).expect("the corpus")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/class")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn all(corpus: &Corpus) -> impl Iterator<Item = &Entry> {
    corpus.attacks.iter().chain(&corpus.honest)
}

fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    words.into_iter().collect()
}

#[test]
fn names_are_unique_and_plain() {
    let corpus = corpus();
    let mut seen = BTreeSet::new();
    for Entry { name, .. } in all(&corpus) {
        assert!(seen.insert(name), "`{name}` is there twice");
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!name.is_empty() && name.chars().all(is_plain), "`{name}`");
    }
}

#[test]
fn there_are_enough() {
    let corpus = corpus();
    assert!(corpus.attacks.len() >= 40, "{}", corpus.attacks.len());
    assert!(corpus.honest.len() >= 6, "{}", corpus.honest.len());
}

#[test]
fn files_are_composed_as_they_were_accepted() {
    let corpus = corpus();
    let mut lines: Vec<String> = all(&corpus)
        .map(|entry| {
            let digest = sha256::of(entry.text.as_bytes());
            format!("{digest}  {}.rs\n", entry.name)
        })
        .collect();
    lines.sort_by(|one, other| one[64..].cmp(&other[64..]));
    let path = folder().join("corpus.sha256");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, lines.concat()).expect("the digests are written");
        return;
    }
    let accepted = read(&path);
    let accepted: BTreeSet<&str> = accepted.split_inclusive('\n').collect();
    let composed = lines.iter().map(String::as_str).collect();
    let changed: BTreeSet<&str> = accepted
        .symmetric_difference(&composed)
        .map(|line| line[64..].trim())
        .collect();
    assert!(
        changed.is_empty(),
        "these are not composed as corpus.sha256 says: {changed:#?}\n\
         Look at one with `cargo run -p class --example compose NAME`. If it is what you \
         want, accept it with `UPDATE_GOLDEN=1 cargo test -p class --test corpus`."
    );
}

#[test]
fn every_file_is_short_enough_to_be_looked_at() {
    for entry in all(&corpus()) {
        let name = &entry.name;
        let is_short = entry.text.len() as u64 <= SIZE_LIMIT;
        assert!(is_short || entry.keys.repeat.is_some(), "{name}");
        let says = entry.text.starts_with("//! ") && !entry.aim.is_empty();
        assert!(says, "{name} does not say what it is");
    }
}

#[test]
fn a_changed_signature_is_changed_in_one_place() {
    let (workbook, corpus) = (workbook(), corpus());
    for entry in all(&corpus) {
        let exercise = workbook.find(&entry.exercise).expect("an exercise");
        let path = format!("corpus/{}/{}.rs", entry.category, entry.name);
        let overlay = read(&folder().join(path));
        let reference = workbook.solution_folder(exercise).join("src/lib.rs");
        for line in read(&reference).lines().filter(|line| line.ends_with('{')) {
            let is_signature = line.starts_with("pub fn ") || line.starts_with("fn ");
            assert!(
                !is_signature || !overlay.lines().any(|own| own == line),
                "{}: write `fn name() {{` in place of `{line}`",
                entry.name
            );
        }
    }
}

#[test]
fn parts_and_budgets_exist() {
    let (workbook, corpus) = (workbook(), corpus());
    for Entry { name, keys, .. } in &corpus.attacks {
        let (exercise, _) = keys.on.split_once('/').expect("an exercise");
        let exercise = workbook.find(exercise).expect("an exercise");
        assert!(!keys.parts.is_empty(), "{name} is about no part");
        let parts = keys.parts.iter().map(|part| exercise.part(part));
        let parts: Option<Vec<_>> = parts.collect();
        let parts = parts.unwrap_or_else(|| panic!("{name}: {:?}", keys.parts));
        for budget in &keys.budgets {
            let is_known = parts.iter().any(|part| part.budget.contains_key(budget));
            assert!(is_known, "{name}: no budget of {budget}");
        }
    }
}

#[test]
fn every_category_is_covered() {
    let corpus = corpus();
    let found = set(corpus.attacks.iter().map(|attack| attack.category.as_str()));
    assert_eq!(found, set(CATEGORIES), "folders of corpus/, CATEGORIES");
}

#[test]
fn a_sample_has_one_of_each_kind() {
    let mut sample = corpus();
    sample.keep_sample();
    let mut kinds: Vec<&str> = sample.attacks.iter().map(|a| a.category.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, CATEGORIES, "attacks with `sample = true`");
    let mut exercises: Vec<&str> = sample.honest.iter().map(|h| h.exercise.as_str()).collect();
    exercises.sort_unstable();
    let corpus = corpus();
    let known = set(corpus.honest.iter().map(|honest| honest.exercise.as_str()));
    assert!(
        exercises.iter().eq(&known),
        "honest files with `sample = true`: {exercises:?}, of {known:?}"
    );
}

#[test]
fn every_layer_is_the_first_to_stop_something() {
    let corpus = corpus();
    for Entry { name, keys, .. } in &corpus.attacks {
        let layers = set(keys.layers.iter().map(String::as_str));
        assert_eq!(layers.len(), keys.layers.len(), "{name}: a layer twice");
        assert!(!layers.is_empty(), "{name}: nothing stops it");
        assert!(layers.is_subset(&set(LAYERS)), "{name}: {layers:?}");
    }
    let first = corpus.attacks.iter().map(|attack| &attack.keys.layers[0]);
    let first = set(first.map(String::as_str));
    // What reaches the time before `main` has got past a scan and an audit.
    let last = "start-fence";
    let named = corpus.attacks.iter().flat_map(|attack| &attack.keys.layers);
    assert!(named.into_iter().any(|layer| layer == last));
    let others = LAYERS.into_iter().filter(|layer| *layer != last);
    assert_eq!(first, set(others), "first layers");
}

#[test]
fn no_attack_may_pass_unseen() {
    for Entry { name, keys, .. } in corpus().attacks {
        // A grader that fails has been beaten, too.
        for verdict in [Verdict::Pass, Verdict::Broken] {
            assert!(!keys.expect.contains(&verdict), "{name}: {verdict:?}");
        }
        assert!(!keys.expect.is_empty() || keys.flagged, "{name}");
    }
}

#[test]
fn nothing_is_expected_of_honest_files_but_what_they_get_at_home() {
    for Entry { name, keys, .. } in corpus().honest {
        let is_attack = !keys.parts.is_empty()
            || !keys.budgets.is_empty()
            || !keys.layers.is_empty()
            || !keys.expect.is_empty()
            || !keys.trace.is_empty()
            || keys.flagged;
        assert!(!is_attack, "{name} has keys of an attack");
    }
}

#[test]
fn what_is_left_behind_is_a_marker_that_the_file_names() {
    for Entry {
        name, keys, text, ..
    } in corpus().attacks
    {
        for trace in &keys.trace {
            let marker = ["/tmp/class-attack-", "/dev/shm/class-attack-"]
                .iter()
                .find_map(|folder| trace.strip_prefix(folder));
            if let Some(marker) = marker {
                assert!(name == marker, "{name}: the marker is {trace}");
                assert!(
                    text.contains(trace.as_str()),
                    "{name} does not make {trace}"
                );
            } else if let Some(command) = trace.strip_prefix("process:") {
                for word in command.split(' ') {
                    assert!(text.contains(word), "{name} does not start {trace}");
                }
            } else {
                let port = ["tcp:127.0.0.1:", "udp:127.0.0.1:"]
                    .iter()
                    .find_map(|kind| trace.strip_prefix(kind))
                    .unwrap_or_else(|| panic!("{name}: {trace} is no trace"));
                let digits = text.replace('_', "");
                assert!(digits.contains(port), "{name} does not use {trace}");
            }
        }
    }
}
