//! Cargo's configuration files. In: the folder in which cargo is started. Out: each key
//! that such a file sets, with its file and line, the nearest file first.
//!
//! Cargo reads `.cargo/config.toml` in that folder and in each folder above it, then
//! `config.toml` in its home. A file may take in others. Of two files that set one key,
//! the nearer one counts. Source: the Cargo book, "Configuration".

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::failure::Failure;

/// A key that a file sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The names on the way to it: `profile`, `release`, `opt-level`.
    pub path: Vec<String>,
    /// Its value as text, where it is a text.
    pub text: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// The line in the file, from 1.
    pub line: usize,
}

/// All keys that hold for a cargo that is started in `folder`.
pub fn read(folder: &Path) -> Result<Vec<Key>, Failure> {
    let mut reader = Reader::default();
    for file in files(folder) {
        reader.read(&file)?;
    }
    Ok(reader.keys)
}

/// The files that there are, in the order in which cargo looks for them.
fn files(folder: &Path) -> Vec<PathBuf> {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut folders: Vec<PathBuf> = folder.ancestors().map(|it| it.join(".cargo")).collect();
    folders.extend(cargo_home());
    let mut seen = BTreeSet::new();
    folders
        .iter()
        // The name without an ending is the old one. Where both are, cargo takes that.
        .filter_map(|folder| {
            let names = ["config", "config.toml"].map(|name| folder.join(name));
            names.into_iter().find(|file| file.exists())
        })
        .filter(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())))
        .collect()
}

/// Where cargo keeps what it downloads, and where its settings for all folders are.
pub fn cargo_home() -> Option<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").filter(|set| !set.is_empty());
    let home = match set {
        Some(set) => set.into(),
        None => std::env::home_dir()?.join(".cargo"),
    };
    std::path::absolute(home).ok()
}

#[derive(Default)]
struct Reader {
    keys: Vec<Key>,
    /// Files that were read, so that two that take each other in come to an end.
    seen: BTreeSet<PathBuf>,
}

impl Reader {
    /// Adds the keys of a file, then those of the files that it takes in.
    fn read(&mut self, file: &Path) -> Result<(), Failure> {
        if !self.seen.insert(file.to_owned()) {
            return Ok(());
        }
        if !file.is_file() {
            // A pipe would say something else to cargo than to this program.
            return Err(Failure::new(format!(
                "expected a file with cargo's settings, found something else at {}",
                file.display()
            ))
            .next("move it away, or put a file there"));
        }
        let text = std::fs::read_to_string(file).map_err(|error| {
            Failure::io("read cargo's settings in", file, &error)
                .next("make it a text that you may read: cargo cannot read it either")
        })?;
        let table = DeTable::parse(&text).map_err(|error| {
            Failure::new(format!("{}: {error}", file.display()))
                .next("mend that file: cargo cannot read it either")
        })?;
        let place = Place { file, text: &text };
        place.add(table.get_ref(), &mut Vec::new(), &mut self.keys);
        for other in included(table.get_ref()) {
            let other = file.parent().unwrap_or(file).join(other);
            // Whether a file may be missing is cargo's to say.
            if other.exists() {
                self.read(&other)?;
            }
        }
        Ok(())
    }
}

/// A file that is being read.
struct Place<'f> {
    file: &'f Path,
    text: &'f str,
}

impl Place<'_> {
    /// Adds all keys of a table and of the tables in it.
    fn add(&self, table: &DeTable<'_>, way: &mut Vec<String>, keys: &mut Vec<Key>) {
        for (key, value) in table {
            way.push(key.get_ref().to_string());
            match value.get_ref() {
                DeValue::Table(inner) => self.add(inner, way, keys),
                value => keys.push(Key {
                    path: way.clone(),
                    text: value.as_str().map(ToOwned::to_owned),
                    file: self.file.to_owned(),
                    line: self.text[..key.span().start].matches('\n').count() + 1,
                }),
            }
            way.pop();
        }
    }
}

/// The files that a file takes in: `include = ["a.toml", { path = "b.toml" }]`.
fn included(table: &DeTable<'_>) -> Vec<String> {
    let Some(DeValue::Array(files)) = table.get("include").map(|value| value.get_ref()) else {
        return Vec::new();
    };
    let path = |value: &DeValue<'_>| match value {
        DeValue::Table(table) => table.get("path")?.get_ref().as_str().map(ToOwned::to_owned),
        value => value.as_str().map(ToOwned::to_owned),
    };
    files
        .iter()
        .filter_map(|file| path(file.get_ref()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(keys: &[Key], root: &Path) -> Vec<String> {
        keys.iter()
            .filter_map(|key| {
                let file = key.file.strip_prefix(root).ok()?;
                let text = key.text.as_deref().unwrap_or("-");
                let path = key.path.join(".");
                Some(format!("{}:{}: {path} {text}", file.display(), key.line))
            })
            .collect()
    }

    #[test]
    fn nearer_files_come_first_and_files_that_they_take_in_after_them() {
        let scratch = tempfile::tempdir().expect("a folder");
        let root = scratch.path().canonicalize().expect("the folder");
        let write = |file: &str, text: &str| {
            let file = root.join(file);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("a file");
        };
        write("a/b/src/lib.rs", "");
        write(
            "a/.cargo/config.toml",
            "include = [\"more.toml\", { path = \"missing.toml\", optional = true }]\n\
             [build]\nrustc = \"x\"\n\n[env]\nA = { value = \"1\", force = true }\n",
        );
        write(
            "a/.cargo/more.toml",
            "include = [\"config.toml\"]\nprofile.release.package.\"*\".opt-level = 1\n",
        );
        write("a/b/.cargo/config", "[net]\noffline = true\n");
        write("a/b/.cargo/config.toml", "[net]\nretry = 3\n");
        let keys = read(&root.join("a/b/src")).expect("keys");
        assert_eq!(
            shown(&keys, &root),
            [
                "a/b/.cargo/config:2: net.offline -",
                "a/.cargo/config.toml:3: build.rustc x",
                "a/.cargo/config.toml:6: env.A.force -",
                "a/.cargo/config.toml:6: env.A.value 1",
                "a/.cargo/config.toml:1: include -",
                "a/.cargo/more.toml:1: include -",
                "a/.cargo/more.toml:2: profile.release.package.*.opt-level -",
            ]
        );
    }

    /// Cargo reads whatever has the name. What this program does not see, it cannot rule on.
    #[test]
    fn what_is_no_file_is_named() {
        for (name, taken_in) in [("config", false), ("config.toml", false), ("m.toml", true)] {
            let scratch = tempfile::tempdir().expect("a folder");
            let folder = scratch.path().join(".cargo");
            std::fs::create_dir_all(folder.join(name)).expect("a folder");
            if taken_in {
                let text = format!("include = [\"{name}\"]\n");
                std::fs::write(folder.join("config.toml"), text).expect("a file");
            }
            let failure = read(scratch.path()).expect_err("a failure").to_string();
            assert!(failure.contains("expected a file"), "{failure}");
            assert!(failure.contains(&format!("{name}\n  next: ")), "{failure}");
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_named() {
        let scratch = tempfile::tempdir().expect("a folder");
        let folder = scratch.path().join(".cargo");
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(folder.join("config.toml"), b"a = \"\xff\"").expect("a file");
        let failure = read(scratch.path()).expect_err("a failure").to_string();
        assert!(failure.contains("config.toml"), "{failure}");
        assert!(failure.contains("next: make it a text"), "{failure}");
    }

    #[test]
    fn a_file_that_is_no_toml_is_named() {
        let scratch = tempfile::tempdir().expect("a folder");
        let folder = scratch.path().join(".cargo");
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(folder.join("config.toml"), "[build\n").expect("a file");
        let failure = read(scratch.path()).expect_err("a failure").to_string();
        assert!(failure.contains("config.toml"), "{failure}");
        assert!(failure.contains("next: mend that file"), "{failure}");
    }
}
