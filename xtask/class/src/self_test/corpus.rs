//! The corpus. In: `xtask/tests/class/corpus.toml` and the files that it lists. Out:
//! attacks with their texts, and honest files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::pipe::stage;
use xtask::workbook::Workbook;

/// All of it.
#[derive(Debug, Deserialize)]
pub struct Corpus {
    /// What must not succeed.
    pub attack: Vec<Attack>,
    /// What must get exactly what it gets at home.
    pub honest: Vec<Honest>,
}

/// A file that tries something.
#[derive(Debug, Deserialize)]
pub struct Attack {
    /// What it is called.
    pub name: String,
    file: Option<String>,
    generator: Option<String>,
    /// The exercise's id.
    pub exercise: String,
    /// What kind of attack it is.
    category: String,
    /// What it tries.
    pub aim: String,
    /// What is expected to stop it, the first of them first.
    pub layers: Vec<String>,
    /// The verdicts that are right.
    pub expect: Vec<Verdict>,
    /// Whether it may also pass, with a flag for a person.
    #[serde(default)]
    pub flagged: bool,
    /// What it leaves on the machine, if it is not stopped.
    #[serde(default)]
    pub trace: Vec<String>,
}

/// A file that does no harm.
#[derive(Debug, Deserialize)]
pub struct Honest {
    /// What it is called.
    pub name: String,
    file: String,
    /// The exercise's id.
    pub exercise: String,
}

impl Corpus {
    /// Leaves the first attack of each kind, and the first honest file of each exercise.
    pub fn keep_one_of_each_kind(&mut self) {
        let mut kinds = BTreeSet::new();
        self.attack
            .retain(|attack| kinds.insert(attack.category.clone()));
        let mut exercises = BTreeSet::new();
        self.honest
            .retain(|honest| exercises.insert(honest.exercise.clone()));
    }

    /// Reads the list.
    pub fn read(workbook: &Workbook) -> Result<Self, Failure> {
        let path = folder(workbook).join("corpus.toml");
        let text =
            std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        toml::from_str(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
    }
}

fn folder(workbook: &Workbook) -> PathBuf {
    workbook.root.join("xtask/tests/class")
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))
}

impl Attack {
    /// The file that is handed in.
    pub fn text(&self, workbook: &Workbook) -> Result<String, Failure> {
        if let Some(file) = &self.file {
            return read(&folder(workbook).join("corpus").join(file));
        }
        let exercise = workbook.find(&self.exercise)?;
        let reference = read(&stage::solution_folder(workbook, exercise).join("src/lib.rs"))?;
        let more = match self.generator.as_deref() {
            Some("lines-200000") => {
                let lines = "    x = x.rotate_left(7) ^ 0x9e37;\n".repeat(200_000);
                format!("\n/// Long.\npub fn long(mut x: u64) -> u64 {{\n{lines}    x\n}}\n")
            }
            Some("parentheses-28000") => {
                let (open, close) = ("(".repeat(28_000), ")".repeat(28_000));
                format!("\n/// Deep.\npub const DEEP: u64 = {open}1{close};\n")
            }
            other => {
                return Err(Failure::new(format!(
                    "corpus.toml: {}: no generator is called {other:?}",
                    self.name
                )));
            }
        };
        Ok(format!("{reference}{more}"))
    }
}

impl Honest {
    /// The file that is handed in.
    pub fn path(&self, workbook: &Workbook) -> PathBuf {
        folder(workbook).join("corpus").join(&self.file)
    }
}
