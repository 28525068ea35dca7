//! Source files of any program. In: a folder of the reader's, and the paths in a
//! profile. Out: the reader's files, and those of libraries that the paths may mean.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use explain::file::{SourceFile, Tree};

use crate::failure::Failure;
use crate::pipe::settings::cargo_home;

/// The most files that are read of one folder.
const FILES: usize = 20_000;
/// The most bytes of a file; what is longer was written by a program.
const BYTES: u64 = 4 << 20;
/// The most files of libraries that are read.
const LIBRARY_FILES: usize = 300;
/// What is looked for: Rust, and what a program may be linked with.
const ENDINGS: [&str; 7] = ["rs", "c", "cc", "cpp", "cxx", "h", "hpp"];

/// All source files below a folder, but those of build products and of libraries
/// that were copied into it.
pub fn tree(folder: &Path) -> Result<Tree, Failure> {
    let shown = folder.display();
    let root = fs::canonicalize(folder)
        .map_err(|error| Failure::io("read the sources in", folder, &error))?;
    if !root.is_dir() {
        return Err(Failure::new(format!(
            "`--source` expects a folder of sources, {shown} is none"
        )));
    }
    let mut walk = Walk {
        root: &root,
        packages: Packages::default(),
        files: Vec::new(),
    };
    walk.folder(&root);
    if walk.files.is_empty() {
        return Err(Failure::new(format!("{shown} holds no source files"))
            .next("name the folder of the package that was profiled, such as `--source .`"));
    }
    if walk.files.len() >= FILES {
        return Err(
            Failure::new(format!("{shown} holds more than {FILES} source files"))
                .next("name the folder of the package that was profiled"),
        );
    }
    Ok(Tree::new(walk.files))
}

struct Walk<'a> {
    root: &'a Path,
    packages: Packages,
    files: Vec<SourceFile>,
}

impl Walk<'_> {
    /// What cannot be read is left out: the profile names what it needs.
    fn folder(&mut self, folder: &Path) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if kind.is_dir() && !is_left_out(&path, &name) {
                self.folder(&path);
            } else if kind.is_file() && self.files.len() < FILES {
                let shown = path.strip_prefix(self.root).unwrap_or(&path);
                let shown = shown.display().to_string();
                let packages = self.packages.of(&path);
                self.files.extend(source_file(&path, shown, packages));
            }
        }
    }
}

fn is_left_out(path: &Path, name: &str) -> bool {
    name.starts_with('.')
        || matches!(name, "target" | "vendor" | "node_modules")
        || path.join("CACHEDIR.TAG").is_file()
}

fn source_file(path: &Path, shown: String, packages: Vec<String>) -> Option<SourceFile> {
    let ending = path.extension()?.to_str()?;
    if !ENDINGS.contains(&ending) || fs::metadata(path).ok()?.len() > BYTES {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    Some(SourceFile::new(
        shown,
        &path.display().to_string(),
        text,
        packages,
    ))
}

/// The names of crates, by the folder of their `Cargo.toml`.
#[derive(Default)]
struct Packages {
    of_folder: HashMap<PathBuf, Option<Vec<String>>>,
}

impl Packages {
    /// The crates that a file may belong to: those of the nearest `Cargo.toml`, and
    /// one of its own for an example, a test, or a further program.
    fn of(&mut self, file: &Path) -> Vec<String> {
        let mut names = Vec::new();
        for folder in file.ancestors().skip(1) {
            let known = self
                .of_folder
                .entry(folder.to_owned())
                .or_insert_with(|| crate_names(&folder.join("Cargo.toml")));
            if let Some(known) = known {
                names.clone_from(known);
                break;
            }
        }
        let parent = file.parent().and_then(Path::file_name);
        let is_own_crate = parent.is_some_and(|parent| {
            ["bin", "examples", "tests", "benches"]
                .iter()
                .any(|name| parent == *name)
        });
        if is_own_crate && let Some(stem) = file.file_stem() {
            names.push(as_in_code(&stem.to_string_lossy()));
        }
        names
    }
}

/// The names of the package, its library and its programs.
fn crate_names(manifest: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(manifest).ok()?;
    let mut names = Vec::new();
    let mut section = "";
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']).trim();
        }
        let is_crate = matches!(
            section,
            "package" | "lib" | "bin" | "example" | "bench" | "test"
        );
        if is_crate && let Some(value) = line.strip_prefix("name") {
            let value = value.trim_start().strip_prefix('=').unwrap_or_default();
            if let Some(name) = value.trim().split(['"', '\'']).nth(1) {
                names.push(as_in_code(name));
            }
        }
    }
    Some(names)
}

fn as_in_code(name: &str) -> String {
    name.replace('-', "_")
}

/// The files of libraries in cargo's registry on this machine that cut paths may
/// mean. Where there is no registry, or the program was built elsewhere, there are
/// none.
pub fn of_libraries(ends: &BTreeSet<&str>) -> Tree {
    let mut files = Vec::new();
    for folder in library_folders() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let name = match name.rsplit_once('-') {
            Some((name, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => name,
            _ => &name,
        };
        for end in ends {
            let below = match end.starts_with("src/") {
                true => folder.join(end),
                false => folder.join("src").join(end),
            };
            if files.len() < LIBRARY_FILES && below.is_file() {
                let shown = below.display().to_string();
                files.extend(source_file(&below, shown, vec![as_in_code(name)]));
            }
        }
    }
    Tree::new(files)
}

/// `~/.cargo/registry/src/*/*`
fn library_folders() -> Vec<PathBuf> {
    let Some(home) = cargo_home() else {
        return Vec::new();
    };
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect()
    };
    let mut folders: Vec<PathBuf> = inside(&home.join("registry/src"))
        .iter()
        .flat_map(|index| inside(index))
        .collect();
    folders.sort();
    folders
}
