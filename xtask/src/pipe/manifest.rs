//! Manifests that are there already. In: the `Cargo.toml` of an exercise and of its
//! solution. Out: the libraries that the exercise is graded with, and what somebody changed
//! that does not count.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::failure::Failure;
use crate::workbook::{Exercise, Workbook};

/// A `Cargo.toml` that is already there.
pub struct Manifest {
    path: PathBuf,
    table: Table,
}

impl Manifest {
    /// Reads one.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
        let table = text
            .parse::<Table>()
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        Ok(Manifest {
            path: path.to_owned(),
            table,
        })
    }

    /// The libraries that it names.
    fn dependencies(&self) -> Table {
        match self.table.get("dependencies") {
            Some(Value::Table(dependencies)) => dependencies.clone(),
            _ => Table::new(),
        }
    }

    /// A section that must be there.
    pub fn section(&self, key: &str) -> Result<Table, Failure> {
        match self.table.get(key) {
            Some(Value::Table(table)) => Ok(table.clone()),
            _ => Err(Failure::new(format!(
                "{}: expected a section [{key}], found none",
                self.path.display()
            ))),
        }
    }
}

/// The libraries that an exercise may use: those of its solution. So a file is graded with
/// the same ones wherever it is, also where it is handed in alone.
pub fn libraries(workbook: &Workbook, exercise: &Exercise) -> Result<Table, Failure> {
    let solution = Manifest::read(&workbook.solution_folder(exercise).join("Cargo.toml"))?;
    Ok(solution.dependencies())
}

/// What is in an exercise's `Cargo.toml` that the workbook did not put there, as names of
/// libraries and of sections. What cannot be read is told by cargo.
pub fn changes(workbook: &Workbook, exercise: &Exercise) -> BTreeSet<String> {
    let Ok(own) = Manifest::read(&exercise.folder.join("Cargo.toml")) else {
        return BTreeSet::new();
    };
    let Ok(libraries) = libraries(workbook, exercise) else {
        return BTreeSet::new();
    };
    let ours = ["kit", "meter"];
    let (found, mut changed) = (own.dependencies(), BTreeSet::new());
    for name in found.keys().chain(libraries.keys()) {
        if !ours.contains(&name.as_str()) && found.get(name) != libraries.get(name) {
            changed.insert(format!("`{name}`"));
        }
    }
    let known = ["package", "bin", "lib", "dependencies", "lints"];
    for section in own
        .table
        .keys()
        .filter(|key| !known.contains(&key.as_str()))
    {
        changed.insert(format!("`[{section}]`"));
    }
    changed
}
