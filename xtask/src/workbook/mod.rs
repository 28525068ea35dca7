//! The exercises as data. In: `exercises/*/exercise.toml`. Out: a [`Workbook`].

mod exercise;
pub mod figure;
pub mod page;
mod part;
pub mod reading;

use std::path::{Path, PathBuf};

pub use exercise::{Exercise, Findings};
pub use part::{Allowance, Budget, Build, Part, Quantity, RightAnswer, Threads, Unnamed};

use crate::failure::Failure;
use reading::Reading;

/// All exercises, in order, and where they are.
#[derive(Debug)]
pub struct Workbook {
    /// The folder that holds `exercises` and `xtask`.
    pub root: PathBuf,
    /// Ordered by number.
    pub exercises: Vec<Exercise>,
}

impl Workbook {
    /// Finds the workbook that holds `start`, and reads all of it.
    pub fn open(start: &Path) -> Result<Self, Failure> {
        let root = start
            .ancestors()
            .find(|folder| folder.join("exercises").is_dir() && folder.join("Cargo.toml").is_file())
            .ok_or_else(|| {
                Failure::new(format!(
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
            return Err(Failure::new(format!(
                "two exercises are called {}: {} and {}",
                twins[0].id, twins[0].name, twins[1].name
            )));
        }
        Ok(Workbook {
            root: root.to_owned(),
            exercises,
        })
    }

    /// Where the book can be read now.
    pub fn reading(&self) -> Reading {
        Reading::now(&self.root)
    }

    /// Where the reference solution of an exercise is.
    pub fn solution_folder(&self, exercise: &Exercise) -> PathBuf {
        self.root.join("solutions").join(&exercise.name)
    }

    /// The folder with the listings of the book.
    pub fn listings(&self) -> PathBuf {
        self.root.join("book/listings")
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
            let is_number = exercise.id.strip_prefix("ex") == Some(word);
            is_number || [&exercise.id, &exercise.name, exercise.topic()].contains(&word)
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
                    Failure::new(format!("`{word}` could be any of: {}", names.join(", ")))
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
        let failure = Failure::new(format!("no exercise is called `{word}`"));
        match nearest {
            Some(name) => failure.next(format!("did you mean `{name}`?")),
            None => failure.next("`cargo xtask list` shows all exercises"),
        }
    }
}
