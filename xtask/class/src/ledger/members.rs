//! Who is in a class. In: what intake found. Out: `class.json` in the folder of
//! results, which says of whom results are to be expected, and what was ignored.

use std::path::Path;

use serde::{Deserialize, Serialize};
use xtask::failure::Failure;

use crate::intake::Student;
use crate::intake::partition::Partition;
use crate::ledger::write_whole;

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

/// Something among the submissions that was not graded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Whose it is, if it is anybody's.
    pub student: Option<String>,
    /// What was ignored, and why.
    pub what: String,
}

impl Members {
    /// Nobody yet, of the class or of a part of it.
    pub fn nobody(partition: Option<Partition>) -> Self {
        Members {
            partition: partition.map(|partition| partition.to_string()),
            students: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds one of them.
    pub fn add(&mut self, student: &Student) {
        self.students.push(student.name.clone());
        self.notes.extend(student.ignored.iter().map(|what| Note {
            student: Some(student.name.clone()),
            what: what.clone(),
        }));
    }

    /// Adds what is nobody's.
    pub fn warn(&mut self, warnings: &[String]) {
        self.notes.extend(warnings.iter().map(|what| Note {
            student: None,
            what: what.clone(),
        }));
    }

    /// Reads them from a folder of results.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("class.json");
        let bytes = std::fs::read(&path).map_err(|error| {
            Failure::io("read", &path, &error)
                .next("name a folder that `cargo xtask grade --out` has written")
        })?;
        serde_json::from_slice(&bytes)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
    }

    /// Writes them into a folder of results.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(self).unwrap_or_default();
        write_whole(&folder.join("class.json"), &text)
    }
}
