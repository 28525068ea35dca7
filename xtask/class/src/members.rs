//! Who is in a class. In: what intake found. Out: `class.json` in the folder of
//! results, which says of whom results are to be expected, and what was ignored.

use std::path::Path;

use serde::{Deserialize, Serialize};
use xtask::failure::Failure;

use crate::intake::Class;
use crate::ledger::write_whole;
use crate::partition::Partition;
use crate::report::Note;

/// The class, or the part of it that one folder of results is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// `hash:2/5`, if this is one part of several.
    pub partition: Option<String>,
    /// In the order of the reports.
    pub students: Vec<String>,
    /// What the instructor should know of the submissions.
    pub notes: Vec<Note>,
}

impl Members {
    /// Those of a class that are in a part of it.
    pub fn of(class: &Class, partition: Option<Partition>) -> Self {
        let is_in = |name: &str| partition.is_none_or(|partition| partition.takes(name));
        let students = class.students.iter().filter(|student| is_in(&student.name));
        let general = class.warnings.iter().map(|what| Note {
            student: None,
            what: what.clone(),
        });
        let mut notes: Vec<Note> = general.collect();
        for student in students.clone() {
            notes.extend(student.ignored.iter().map(|what| Note {
                student: Some(student.name.clone()),
                what: what.clone(),
            }));
        }
        Members {
            partition: partition.map(|partition| partition.to_string()),
            students: students.map(|student| student.name.clone()).collect(),
            notes,
        }
    }

    /// Reads them from a folder of results.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("class.json");
        let bytes = std::fs::read(&path).map_err(|error| {
            Failure::io("read", &path, &error)
                .next("name a folder that `cargo xtask grade --out` has written")
        })?;
        serde_json::from_slice(&bytes)
            .map_err(|error| Failure::broken(format!("{}: {error}", path.display())))
    }

    /// Writes them into a folder of results.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(self).unwrap_or_default();
        write_whole(&folder.join("class.json"), &text)
    }
}
