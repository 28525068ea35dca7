//! The files that git knows. In: the repository. Out: which of them were changed, and what
//! they held before.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use xtask::failure::Failure;
use xtask::process;

/// A repository with its work tree.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a>(pub &'a Path);

impl Tree<'_> {
    fn git(&self, words: &[&str]) -> Command {
        let mut git = Command::new("git");
        git.current_dir(self.0).args(words);
        git
    }

    /// The files that are not as they were committed, each with what names its content;
    /// nothing of one that is gone.
    pub fn changed(&self) -> Result<BTreeMap<String, String>, Failure> {
        let words = ["status", "--porcelain", "-z", "--no-renames", "-uall"];
        let said = process::stdout(&mut self.git(&words))
            .map_err(|failure| failure.next("`bump` works in a clone made by git"))?;
        let paths = said.split('\0').filter_map(|entry| entry.get(3..));
        paths
            .map(|path| Ok((path.to_owned(), self.content(path)?)))
            .collect()
    }

    fn content(&self, path: &str) -> Result<String, Failure> {
        if !self.0.join(path).exists() {
            return Ok(String::new());
        }
        let said = process::stdout(&mut self.git(&["hash-object", "--", path]))?;
        Ok(said.trim().to_owned())
    }

    /// What a file held when it was last committed.
    pub fn committed(&self, path: &str) -> Result<String, Failure> {
        process::stdout(&mut self.git(&["show", &format!("HEAD:{path}")]))
    }

    /// Puts what a folder held when it was last committed into another one.
    pub fn extract(&self, folder: &str, into: &Path) -> Result<(), Failure> {
        let words = ["ls-tree", "-r", "-z", "--name-only", "HEAD", folder];
        let said = process::stdout(&mut self.git(&words))?;
        for path in said.split('\0').filter(|path| !path.is_empty()) {
            let below = path.strip_prefix(folder).unwrap_or(path);
            let file = into.join(below.trim_start_matches('/'));
            let failed = |error| Failure::io("write", &file, &error);
            std::fs::create_dir_all(file.parent().unwrap_or(into)).map_err(failed)?;
            std::fs::write(&file, self.committed(path)?).map_err(failed)?;
        }
        Ok(())
    }
}
