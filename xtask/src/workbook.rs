//! The exercises as data. In: `exercises/*/exercise.toml`. Out: a [`Workbook`].

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::failure::Failure;

/// All exercises, in order, and where they are.
#[derive(Debug)]
pub struct Workbook {
    /// The folder that holds `exercises` and `xtask`.
    pub root: PathBuf,
    /// Ordered by number.
    pub exercises: Vec<Exercise>,
}

/// One exercise.
#[derive(Debug)]
pub struct Exercise {
    /// The number in the name: `ex3`.
    pub id: String,
    /// The folder's name: `ex3-string-trap`.
    pub name: String,
    /// `exercises/ex3-string-trap`, absolute.
    pub folder: PathBuf,
    /// The file in `book/src` that teaches it, absolute.
    pub chapter: PathBuf,
    /// What `exercise.toml` says.
    pub title: String,
    /// How the harness is compiled for a release build.
    pub harness: Harness,
    /// In the order of `exercise.toml`; never empty.
    pub parts: Vec<Part>,
}

/// `exercise.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExerciseFile {
    title: String,
    chapter: String,
    #[serde(default)]
    harness: Harness,
    part: Vec<Part>,
}

/// One part: a function, what it may cost, and help.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The name, also of the part in the harness.
    pub name: String,
    /// What to do, in one sentence.
    pub task: String,
    /// The function as the harness calls it.
    pub signature: String,
    /// What `items` counts, in the singular.
    pub item: String,
    /// The sizes of the inputs, growing.
    pub sizes: Vec<usize>,
    /// From where to look to nearly the code.
    pub hints: [String; 3],
    /// What it may cost; empty where only the answer counts.
    #[serde(default)]
    pub budget: Budget,
    /// What it costs at least, whoever writes it: a result has to be somewhere. Who
    /// needs less has found a way around the scales.
    #[serde(default)]
    pub floor: Budget,
    /// In which builds it runs. Budgets hold in release only.
    #[serde(default = "release_only")]
    pub builds: Vec<Build>,
    /// Whether it is about threads. Only then may code that is sealed start any.
    #[serde(default)]
    pub threads: Threads,
    /// Whether dhat's profile of the part is left for the learner.
    #[serde(default)]
    pub dhat_profile: bool,
}

/// How many threads the code of a part may have.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Threads {
    /// The one that it is called on.
    #[default]
    One,
    /// More.
    Many,
}

impl Threads {
    /// The word in `exercise.toml` and on a harness's command line.
    pub fn word(self) -> &'static str {
        match self {
            Threads::One => "one",
            Threads::Many => "many",
        }
    }
}

/// A build profile.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "lowercase")]
pub enum Build {
    /// Optimised; this is the one that is graded.
    Release,
    /// With debug assertions and without optimisation.
    Debug,
}

/// How a harness is compiled for a release build. The code under test is optimised in
/// any case.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Harness {
    /// Quickly: a harness makes inputs and hands on answers, and neither is measured.
    #[default]
    Quick,
    /// As a release build: some of what is measured is in the harness.
    Optimised,
}

fn release_only() -> Vec<Build> {
    vec![Build::Release]
}

/// What a part may cost, or costs at least, by quantity.
pub type Budget = BTreeMap<Quantity, Allowance>;

/// What is measured, in the order in which it is shown.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Calls of the allocator.
    Allocations,
    /// Bytes asked for, in all.
    Bytes,
    /// Most bytes live at once.
    PeakBytes,
    /// Bytes live when the function has returned.
    LiveBytes,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Quantity; 4] = [
        Quantity::Allocations,
        Quantity::Bytes,
        Quantity::PeakBytes,
        Quantity::LiveBytes,
    ];

    /// The key in `exercise.toml` and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Quantity::Allocations => "allocations",
            Quantity::Bytes => "bytes",
            Quantity::PeakBytes => "peak_bytes",
            Quantity::LiveBytes => "live_bytes",
        }
    }

    /// This quantity out of all that was counted.
    pub fn of(self, counts: &meter_report::Counts) -> u64 {
        match self {
            Quantity::Allocations => counts.allocations,
            Quantity::Bytes => counts.bytes,
            Quantity::PeakBytes => counts.peak_bytes,
            Quantity::LiveBytes => counts.live_bytes,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Quantity::Allocations => "allocations",
            Quantity::Bytes => "bytes in all",
            Quantity::PeakBytes => "peak bytes",
            Quantity::LiveBytes => "live bytes",
        })
    }
}

/// A bound: `fixed + per_item × items`, and why.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// What is allowed whatever the size.
    pub fixed: u64,
    /// What is allowed for each item.
    #[serde(default)]
    pub per_item: f64,
    /// Why this much, in one sentence.
    pub reason: String,
}

impl Allowance {
    /// What is allowed for an input of this size.
    pub fn at(&self, items: usize) -> u64 {
        self.fixed + (self.per_item * items as f64).round() as u64
    }
}

impl Exercise {
    /// The one file that the learner writes.
    pub fn learner_file(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }

    /// The learner's file as it was in the beginning.
    pub fn starter_file(&self) -> PathBuf {
        self.folder.join("starter.rs")
    }

    /// The harness.
    pub fn harness_file(&self) -> PathBuf {
        self.folder.join("src/main.rs")
    }

    /// The part with this name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// Every build that some part asks for.
    pub fn builds(&self) -> Vec<Build> {
        let mut builds: Vec<Build> = self.parts.iter().flat_map(|p| p.builds.clone()).collect();
        builds.sort();
        builds.dedup();
        builds
    }
}

impl Workbook {
    /// Finds the workbook that holds `start`, and reads all of it.
    pub fn open(start: &Path) -> Result<Self, Failure> {
        let root = start
            .ancestors()
            .find(|folder| folder.join("exercises").is_dir() && folder.join("Cargo.toml").is_file())
            .ok_or_else(|| {
                Failure::usage(format!(
                    "no workbook here: expected a folder `exercises` beside a `Cargo.toml` in {} \
                     or above it",
                    start.display()
                ))
                .next("change into the folder of the workbook and try again")
            })?;
        let folder = root.join("exercises");
        let mut exercises = std::fs::read_dir(&folder)
            .map_err(|error| Failure::io("read the folder", &folder, &error))?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.join("exercise.toml").is_file())
            .map(|path| Exercise::read(root, path))
            .collect::<Result<Vec<_>, _>>()?;
        exercises.sort_by_key(|exercise| (exercise.number(), exercise.name.clone()));
        if let Some(twins) = exercises.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(Failure::broken(format!(
                "two exercises are called {}: {} and {}",
                twins[0].id, twins[0].name, twins[1].name
            )));
        }
        Ok(Workbook {
            root: root.to_owned(),
            exercises,
        })
    }

    /// The path as the learner knows it: below the workbook, if it is there.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }

    /// The exercises that are meant: ids, names, or unambiguous parts of names.
    /// None named means all.
    pub fn select(&self, wanted: &[String]) -> Result<Vec<&Exercise>, Failure> {
        if wanted.is_empty() {
            return Ok(self.exercises.iter().collect());
        }
        let mut chosen: Vec<&Exercise> = Vec::new();
        for word in wanted {
            let exercise = self.find(word)?;
            if !chosen.iter().any(|other| other.name == exercise.name) {
                chosen.push(exercise);
            }
        }
        Ok(chosen)
    }

    /// The exercise that `word` means: its id, its name, the name without the
    /// id, or a beginning of either that no other exercise has.
    pub fn find(&self, word: &str) -> Result<&Exercise, Failure> {
        let word = word
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(word);
        let exact = |exercise: &&Exercise| {
            exercise.id == word || exercise.name == word || exercise.topic() == word
        };
        if let Some(exercise) = self.exercises.iter().find(exact) {
            return Ok(exercise);
        }
        let begins: Vec<&Exercise> = self
            .exercises
            .iter()
            .filter(|e| {
                !word.is_empty() && (e.name.starts_with(word) || e.topic().starts_with(word))
            })
            .collect();
        match begins.as_slice() {
            [one] => Ok(one),
            [] => Err(self.unknown(word)),
            several => {
                let names: Vec<&str> = several.iter().map(|e| e.name.as_str()).collect();
                Err(
                    Failure::usage(format!("`{word}` could be any of: {}", names.join(", ")))
                        .next("type a little more of the name"),
                )
            }
        }
    }

    fn unknown(&self, word: &str) -> Failure {
        let names = self
            .exercises
            .iter()
            .flat_map(|e| [e.id.as_str(), e.topic(), e.name.as_str()]);
        let nearest = names
            .map(|name| (strsim::damerau_levenshtein(word, name), name))
            .min()
            .filter(|(distance, name)| *distance <= name.len().max(3) / 2)
            .map(|(_, name)| name);
        let failure = Failure::usage(format!("no exercise is called `{word}`"));
        match nearest {
            Some(name) => failure.next(format!("did you mean `{name}`?")),
            None => failure.next("`cargo xtask list` shows all exercises"),
        }
    }
}

impl Exercise {
    fn read(root: &Path, folder: PathBuf) -> Result<Self, Failure> {
        let file = folder.join("exercise.toml");
        let text =
            std::fs::read_to_string(&file).map_err(|error| Failure::io("read", &file, &error))?;
        let shown = file.strip_prefix(root).unwrap_or(&file);
        let parsed: ExerciseFile = toml::from_str(&text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = 1 + text.bytes().take(start).filter(|b| *b == b'\n').count();
            Failure::broken(format!(
                "{}:{line}: {}",
                shown.display(),
                error.to_string().trim_end()
            ))
            .next("compare the file with the one of another exercise")
        })?;
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        check(&name, &parsed).map_err(|fault| {
            let line = line_of(&text, &fault);
            Failure::broken(format!("{}:{line}: {}", shown.display(), fault.what))
                .next(format!("mend the key `{}`", fault.key))
        })?;
        let id = name.split('-').next().unwrap_or_default().to_owned();
        Ok(Exercise {
            id,
            name,
            chapter: root.join("book/src").join(parsed.chapter),
            title: parsed.title,
            harness: parsed.harness,
            parts: parsed.part,
            folder,
        })
    }

    fn number(&self) -> u32 {
        self.id.trim_start_matches("ex").parse().unwrap_or(u32::MAX)
    }

    /// The name without the id: `string-trap`.
    pub fn topic(&self) -> &str {
        self.name.split_once('-').map_or("", |(_, topic)| topic)
    }
}

/// What is wrong with `exercise.toml` beyond its types.
struct Fault {
    /// The part it is in, counted from 0; none means the head of the file.
    part: Option<usize>,
    key: &'static str,
    what: String,
}

/// Checks what the types cannot say.
fn check(name: &str, file: &ExerciseFile) -> Result<(), Fault> {
    let head = |key, what| {
        Err(Fault {
            part: None,
            key,
            what,
        })
    };
    let number = name
        .strip_prefix("ex")
        .and_then(|rest| rest.split_once('-'));
    if number.is_none_or(|(number, _)| number.parse::<u32>().is_err()) {
        return head(
            "title",
            format!("the folder `{name}` is not named like `ex3-string-trap`"),
        );
    }
    if file.part.is_empty() {
        return head(
            "part",
            "an exercise needs at least one `[[part]]`".to_owned(),
        );
    }
    for (index, part) in file.part.iter().enumerate() {
        let twin = file.part[..index]
            .iter()
            .any(|other| other.name == part.name);
        let fault = match part.fault() {
            None if twin => Some(("name", "another part has this name".to_owned())),
            fault => fault,
        };
        if let Some((key, what)) = fault {
            return Err(Fault {
                part: Some(index),
                key,
                what: format!("part `{}`: {what}", part.name),
            });
        }
    }
    Ok(())
}

impl Part {
    /// The key that is wrong, and what is wrong with it.
    fn fault(&self) -> Option<(&'static str, String)> {
        if self.sizes.len() < 3 || !self.sizes.is_sorted_by(|a, b| a < b) || self.sizes[0] == 0 {
            return Some((
                "sizes",
                "expected three or more growing sizes above 0".to_owned(),
            ));
        }
        if !self.builds.contains(&Build::Release) {
            return Some(("builds", "`release` is missing".to_owned()));
        }
        if self.hints.iter().any(|hint| hint.trim().is_empty()) {
            return Some(("hints", "a hint is empty".to_owned()));
        }
        if let Some((quantity, _)) = self.floor.iter().find(|(quantity, floor)| {
            let budget = self.budget.get(quantity);
            let is_above = |items: &usize| budget.is_some_and(|b| floor.at(*items) > b.at(*items));
            self.sizes.iter().any(is_above)
        }) {
            return Some(("floor", format!("{quantity}: more than the budget allows")));
        }
        self.budget
            .iter()
            .chain(&self.floor)
            .find_map(|(quantity, allowance)| {
                if !(allowance.per_item.is_finite() && allowance.per_item >= 0.0) {
                    return Some(("per_item", format!("{quantity}: expected 0 or more")));
                }
                allowance
                    .reason
                    .trim()
                    .is_empty()
                    .then(|| ("reason", format!("{quantity}: say why this much")))
            })
    }
}

/// The line, from 1, of the key that is at fault.
fn line_of(text: &str, fault: &Fault) -> usize {
    let part_lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim() == "[[part]]")
        .map(|(index, _)| index);
    let start = fault
        .part
        .and_then(|part| part_lines.clone().nth(part))
        .unwrap_or(0);
    text.lines()
        .skip(start)
        .position(|line| {
            let line = line.trim_start();
            line.strip_prefix(fault.key)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        })
        .map_or(start + 1, |offset| start + offset + 1)
}
