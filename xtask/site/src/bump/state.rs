//! How far a bump is. In and out: a file below `target`, so that the next one goes on where
//! this one failed, and knows its own changes from a person's.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xtask::failure::Failure;

use crate::context::Context;

/// A bump on its way, or at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The compiler that the repository is brought to.
    pub version: String,
    /// The steps that are done.
    pub done: Vec<String>,
    /// The step that was begun and not ended, if any: its files may hold anything.
    pub begun: Option<String>,
    /// The files that differ from the commit, as the steps left them.
    pub files: BTreeMap<String, String>,
}

impl State {
    /// What the file says; none if there is none, or one that says nothing.
    pub fn read(file: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(file).ok()?).ok()
    }

    /// Writes the file.
    pub fn write(&self, file: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string(self).context("the state of the bump")?;
        fs::write(file, text).map_err(|error| Failure::io("write", file, &error))
    }

    /// Whether all that the steps wrote is still there. Where somebody took some of it back,
    /// no step is done any more.
    pub fn still_holds(
        &self,
        changed: &BTreeMap<String, String>,
        may_write: impl Fn(&str) -> bool,
    ) -> bool {
        let mut files = self.files.iter().filter(|(path, _)| !may_write(path));
        files.all(|(path, content)| changed.get(path) == Some(content))
    }

    /// Of the files that differ from the commit, those that no step left as they are.
    /// `may_write` says whether the step that was begun writes a file.
    pub fn not_ours<'f>(
        &self,
        changed: &'f BTreeMap<String, String>,
        may_write: impl Fn(&str) -> bool,
    ) -> Vec<&'f str> {
        let is_ours = |(path, content): &(&String, &String)| self.files.get(*path) == Some(content);
        let others = changed.iter().filter(|file| !is_ours(file));
        others
            .map(|(path, _)| path.as_str())
            .filter(|path| !may_write(path))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_change_is_known_from_a_steps() {
        let files = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            let owned = |(path, content): &(&str, &str)| ((*path).into(), (*content).into());
            pairs.iter().map(owned).collect()
        };
        let state = State {
            files: files(&[("pin", "1"), ("record", "2")]),
            ..State::default()
        };
        let golden = |path: &str| path.starts_with("golden/");
        for (changed, expected, holds) in [
            (files(&[]), &[][..], false),
            (files(&[("pin", "1"), ("record", "2")]), &[], true),
            (
                files(&[("pin", "1"), ("record", "2"), ("golden/a", "9")]),
                &[],
                true,
            ),
            // A person took it back.
            (files(&[("pin", "1")]), &[], false),
            (files(&[("pin", "1"), ("record", "3")]), &["record"], false),
            (
                files(&[("README.md", "9"), ("pin", "1"), ("record", "2")]),
                &["README.md"],
                true,
            ),
        ] {
            assert_eq!(state.not_ours(&changed, golden), expected, "{changed:?}");
            assert_eq!(state.still_holds(&changed, golden), holds, "{changed:?}");
        }
    }

    #[test]
    fn a_state_reads_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bump.json");
        assert_eq!(State::read(&file), None);
        let state = State {
            version: "nightly".to_owned(),
            begun: Some("goldens".to_owned()),
            ..State::default()
        };
        state.write(&file).expect("it is written");
        assert_eq!(State::read(&file), Some(state));
        fs::write(&file, "{").expect("damaged");
        assert_eq!(State::read(&file), None);
    }
}
