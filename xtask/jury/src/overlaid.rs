//! From a stored overlay to a file as it is handed in. In: a file with a title, keys and
//! items, and the exercise that it is of. Out: the keys, and the whole file.
//!
//! A file begins with what it does, in one sentence. An empty comment and keys in TOML
//! follow. Then come attributes for the whole file, and after an empty line the items that
//! are laid on the base, as [`overlay`](crate::overlay) says.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use xtask::failure::Failure;
use xtask::workbook::{Exercise, Workbook};

use crate::overlay::Sources;

/// A file as it is stored.
#[derive(Clone, Debug)]
pub struct Stored<'t, K> {
    /// What it does.
    pub title: String,
    /// What its first lines say.
    pub keys: K,
    /// What stands at the top of the whole file.
    pub head: String,
    /// What is laid on the base.
    pub items: &'t str,
}

impl<'t, K: DeserializeOwned> Stored<'t, K> {
    /// Takes the text of a file apart.
    pub fn parse(text: &'t str) -> Result<Self, String> {
        let (first, items) = text.split_once("\n\n").unwrap_or((text, ""));
        let (title, rest) = first
            .split_once("\n//!\n")
            .ok_or("expected what it does, a line `//!`, and keys")?;
        let (keys, attributes): (Vec<_>, Vec<_>) =
            rest.lines().partition(|line| line.starts_with("//!"));
        Ok(Stored {
            title: uncommented(title.lines(), " "),
            keys: toml::from_str(&uncommented(keys.into_iter(), "\n"))
                .map_err(|error| error.to_string())?,
            head: [&[title], attributes.as_slice()].concat().join("\n"),
            items,
        })
    }
}

/// The texts of an exercise that overlays may be laid on, and take items from.
#[derive(Clone, Debug)]
pub struct Texts {
    reference: String,
    starter: String,
    shared: String,
}

impl Texts {
    /// Reads them. `shared` is what several overlays have in common.
    pub fn of(workbook: &Workbook, exercise: &Exercise, shared: &str) -> Result<Self, Failure> {
        Ok(Texts {
            reference: text_of(&workbook.solution_folder(exercise).join("src/lib.rs"))?,
            starter: text_of(&exercise.starter_file())?,
            shared: shared.to_owned(),
        })
    }

    /// As an overlay sees them.
    pub fn sources(&self) -> Sources<'_> {
        Sources {
            reference: &self.reference,
            starter: &self.starter,
            shared: &self.shared,
        }
    }
}

fn uncommented<'t>(lines: impl Iterator<Item = &'t str>, between: &str) -> String {
    let bare = lines.map(|line| line.trim_start_matches("//!").trim_start());
    bare.collect::<Vec<_>>().join(between)
}

/// The text of a file.
pub fn text_of(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))
}

/// What is in a folder, by name.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| Failure::io("read", folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    Ok(paths)
}
