//! Staging. In: exercises, and whose file is to be graded. Out: a small cargo
//! workspace under `target` that pairs each harness with that file.
//!
//! No source is copied. The manifests point at the files where they are, so
//! the compiler names the learner's own file, and cargo sees when it changes.
//!
//! The code under test becomes a package of its own. It does not depend on
//! `meter`, so it cannot name the scales that weigh it.
//!
//! A part that also runs in a debug build gets a second pair of packages, which
//! the profile compiles without optimisation and with debug assertions. So one
//! cargo invocation builds both, and they share their dependencies.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::failure::Failure;
use crate::pipe::manifest::{self, Manifest};
use crate::pipe::source;
use crate::workbook::{Build, Exercise, Workbook};

/// Whose code stands in for an exercise's library.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Author {
    /// `exercises/*/src/lib.rs`, as it is now.
    Learner,
    /// `solutions/*/src/lib.rs`.
    Reference,
    /// `exercises/*/starter.rs`.
    Starter,
    /// A file named on the command line, absolute.
    File(PathBuf),
}

impl Author {
    /// The file that holds the code under test.
    pub fn source(&self, workbook: &Workbook, exercise: &Exercise) -> PathBuf {
        match self {
            Author::Learner => exercise.learner_file(),
            Author::Reference => workbook.solution_folder(exercise).join("src/lib.rs"),
            Author::Starter => exercise.starter_file(),
            Author::File(path) => path.clone(),
        }
    }

    /// The name of the package.
    fn package(&self, exercise: &Exercise) -> String {
        let name = &exercise.name;
        match self {
            Author::Learner => format!("{name}-learner"),
            Author::Reference => format!("{name}-reference"),
            Author::Starter => format!("{name}-starter"),
            // Only one check at a time has the target folder, so the next file
            // can take the place of this one.
            Author::File(_) => format!("{name}-file"),
        }
    }
}

/// A workspace that cargo can build.
#[derive(Debug)]
pub struct Stage {
    /// Its root, with the manifest.
    pub folder: PathBuf,
}

/// One exercise, and whose code is to be graded in it.
#[derive(Clone, Debug)]
pub struct Submission<'w> {
    /// The exercise.
    pub exercise: &'w Exercise,
    /// Whose code.
    pub author: Author,
}

/// One exercise with somebody's code in it, compiled in one way.
#[derive(Clone, Debug)]
pub struct Subject<'w> {
    /// The exercise.
    pub exercise: &'w Exercise,
    /// Whose code.
    pub author: Author,
    /// How it is compiled.
    pub build: Build,
}

impl Subject<'_> {
    /// The name of the package of the code under test.
    pub fn library(&self) -> String {
        let package = self.author.package(self.exercise);
        match self.build {
            Build::Release => package,
            Build::Debug => format!("{package}-debug"),
        }
    }

    /// The name of the harness's package and executable.
    pub fn harness(&self) -> String {
        format!("{}-harness", self.library())
    }
}

/// What the scales of a harness can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scales {
    /// Weigh.
    Plain,
    /// Weigh, and close the process up before a stranger's code is called.
    Sealing,
}

/// Writes the workspace for these subjects; files that are right already stay untouched.
pub fn prepare(
    workbook: &Workbook,
    target: &Path,
    subjects: &[Subject<'_>],
    scales: Scales,
) -> Result<Stage, Failure> {
    let root = Manifest::read(&workbook.root.join("Cargo.toml"))?;
    let members = packages(subjects);
    let locked = workbook.root.join("Cargo.lock");
    let versions =
        fs::read_to_string(&locked).map_err(|error| Failure::io("read", &locked, &error))?;
    // With other versions of libraries it is another workspace: cargo writes to its lock
    // file, so that one cannot be compared with the workbook's later.
    let folder = target.join("stage").join(format!(
        "{:08x}",
        short_hash(&(&workbook.root, &members, scales, &versions))
    ));
    let version = version(&workbook.root, scales);
    for subject in subjects {
        let libraries = manifest::libraries(workbook, subject.exercise)?;
        let source = subject.author.source(workbook, subject.exercise);
        let library = folder.join(subject.library()).join("Cargo.toml");
        let manifest = library_manifest(subject, libraries.clone(), &source, &version)?;
        write_if_new(&library, &manifest)?;
        let harness = folder.join(subject.harness()).join("Cargo.toml");
        write_if_new(&harness, &harness_manifest(subject, libraries, &version)?)?;
    }
    write_if_new(
        &folder.join("Cargo.toml"),
        &root_manifest(workbook, &root, subjects, scales)?,
    )?;
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        write_if_new(&lock, &versions)?;
    }
    Ok(Stage { folder })
}

fn packages<'a>(subjects: impl IntoIterator<Item = &'a Subject<'a>>) -> Vec<String> {
    subjects
        .into_iter()
        .flat_map(|subject| [subject.library(), subject.harness()])
        .collect()
}

/// The workspace's own manifest: the profiles, dependencies and lints of the workbook.
fn root_manifest(
    workbook: &Workbook,
    root: &Manifest,
    subjects: &[Subject<'_>],
    scales: Scales,
) -> Result<String, Failure> {
    let mut workspace = root.section("workspace")?;
    let members = packages(subjects).into_iter().map(Value::String).collect();
    workspace.insert("members".to_owned(), Value::Array(members));
    if let Some(Value::Table(dependencies)) = workspace.get_mut("dependencies") {
        for dependency in dependencies
            .iter_mut()
            .filter_map(|(_, d)| d.as_table_mut())
        {
            if let Some(Value::String(path)) = dependency.get_mut("path") {
                *path = workbook.root.join(&*path).display().to_string();
            }
        }
        if let (Scales::Sealing, Some(Value::Table(meter))) =
            (scales, dependencies.get_mut("meter"))
        {
            meter.insert("features".to_owned(), Value::Array(vec![text("seal")]));
        }
    }
    let mut profile = root.section("profile")?;
    if let Some(Value::Table(release)) = profile.get_mut("release") {
        let mut settings = match release.remove("package") {
            Some(Value::Table(settings)) => settings,
            _ => Table::new(),
        };
        let debug_builds = subjects.iter().filter(|s| s.build == Build::Debug);
        for package in packages(debug_builds) {
            settings.insert(package, Value::Table(debug_settings()));
        }
        let quick = subjects.iter().filter(|s| s.build == Build::Release);
        for subject in quick {
            settings.insert(subject.harness(), Value::Table(quick_settings()));
        }
        release.insert("package".to_owned(), Value::Table(settings));
    }
    to_text(Table::from_iter([
        ("workspace".to_owned(), Value::Table(workspace)),
        ("profile".to_owned(), Value::Table(profile)),
    ]))
}

/// What makes a debug build of a package within the release profile.
fn debug_settings() -> Table {
    Table::from_iter([
        ("opt-level".to_owned(), Value::Integer(0)),
        ("debug-assertions".to_owned(), Value::Boolean(true)),
        ("overflow-checks".to_owned(), Value::Boolean(true)),
    ])
}

/// What makes a harness quick to compile: after each edit it is compiled anew, and the
/// optimiser would have as much work with it as with the learner's file.
fn quick_settings() -> Table {
    Table::from_iter([("opt-level".to_owned(), Value::Integer(0))])
}

/// The package of the code under test. It can name neither the scales nor what is asked.
fn library_manifest(
    subject: &Subject<'_>,
    libraries: Table,
    source: &Path,
    version: &str,
) -> Result<String, Failure> {
    // Cargo compares times, and a file that is moved in may be older than what was
    // built last. A new name of a feature, which nobody uses, makes cargo build again.
    let features = Table::from_iter([(fingerprint(source), Value::Array(Vec::new()))]);
    let library = Table::from_iter([
        ("name".to_owned(), text(crate_name(subject.exercise))),
        ("path".to_owned(), text(source.display().to_string())),
    ]);
    to_text(Table::from_iter([
        (
            "package".to_owned(),
            Value::Table(package(subject.library(), version)),
        ),
        ("features".to_owned(), Value::Table(features)),
        ("lib".to_owned(), Value::Table(library)),
        ("dependencies".to_owned(), Value::Table(libraries)),
        ("lints".to_owned(), Value::Table(lints())),
    ]))
}

/// Safe Rust is a rule of the exercises. Whether functions have documentation is up to those
/// who write them.
fn lints() -> Table {
    let rust = Table::from_iter([("unsafe_code".to_owned(), text("forbid"))]);
    Table::from_iter([("rust".to_owned(), Value::Table(rust))])
}

fn harness_manifest(
    subject: &Subject<'_>,
    mut dependencies: Table,
    version: &str,
) -> Result<String, Failure> {
    let exercise = subject.exercise;
    let scales = Table::from_iter([("workspace".to_owned(), Value::Boolean(true))]);
    dependencies.insert("meter".to_owned(), Value::Table(scales));
    if exercise.kit_folder().is_dir() {
        let kit = Table::from_iter([
            ("package".to_owned(), text(format!("{}-kit", exercise.name))),
            (
                "path".to_owned(),
                text(exercise.kit_folder().display().to_string()),
            ),
        ]);
        dependencies.insert("kit".to_owned(), Value::Table(kit));
    }
    let library =
        Table::from_iter([("path".to_owned(), text(format!("../{}", subject.library())))]);
    dependencies.insert(subject.library(), Value::Table(library));
    let binary = Table::from_iter([
        ("name".to_owned(), text(subject.harness())),
        (
            "path".to_owned(),
            text(exercise.harness_file().display().to_string()),
        ),
    ]);
    to_text(Table::from_iter([
        (
            "package".to_owned(),
            Value::Table(package(subject.harness(), version)),
        ),
        ("bin".to_owned(), Value::Array(vec![Value::Table(binary)])),
        ("dependencies".to_owned(), Value::Table(dependencies)),
    ]))
}

/// The version of all packages of a workbook with these scales. Cargo names what it builds
/// after a package's name and version, and not after the folder of its workspace: where
/// workspaces share a folder, those of one would take the place of the other's, and be
/// compiled anew.
fn version(root: &Path, scales: Scales) -> String {
    format!("0.0.0+{:08x}", short_hash(&(root, scales)))
}

fn package(name: String, version: &str) -> Table {
    Table::from_iter([
        ("name".to_owned(), text(name)),
        ("version".to_owned(), text(version)),
        ("edition".to_owned(), text("2024")),
        ("publish".to_owned(), Value::Boolean(false)),
    ])
}

/// What a file holds, in a few letters. A file that is no code, such as a pipe, is
/// refused elsewhere, and not read here.
fn fingerprint(file: &Path) -> String {
    let readable =
        fs::metadata(file).is_ok_and(|found| found.is_file() && found.len() <= source::SIZE_LIMIT);
    let content = readable.then(|| fs::read(file).unwrap_or_default());
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("content-{:016x}", hasher.finish())
}

/// The name by which the harness imports the code under test.
fn crate_name(exercise: &Exercise) -> String {
    exercise.name.replace('-', "_")
}

fn text(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

fn to_text(table: Table) -> Result<String, Failure> {
    toml::to_string(&table)
        .map_err(|error| Failure::new(format!("could not write a manifest: {error}")))
}

/// Replaces the file in one step, and only if its content differs.
fn write_if_new(path: &Path, content: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    let fail = |error: std::io::Error| Failure::io("write", path, &error);
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(fail)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(fail)?;
    std::io::Write::write_all(&mut file, content.as_bytes()).map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Names folders; equal across runs of the same runner, which is all it needs.
pub fn short_hash(what: &impl Hash) -> u32 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the workspace compiles the packages of one exercise's reference.
    fn settings(exercise: &str) -> (Table, Table) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let workbook = Workbook::open(&root.canonicalize().expect("the root")).expect("it is open");
        let subject = Subject {
            exercise: workbook.find(exercise).expect("the exercise"),
            author: Author::Reference,
            build: Build::Release,
        };
        let target = tempfile::tempdir().expect("a folder for the stage");
        let subjects = [subject.clone()];
        let stage = prepare(&workbook, target.path(), &subjects, Scales::Plain).expect("a stage");
        let manifest = Manifest::read(&stage.folder.join("Cargo.toml")).expect("a manifest");
        let release = manifest.section("profile").expect("profiles")["release"].clone();
        let of = |package: &str| -> Table {
            let settings = release.get("package").and_then(|all| all.get(package));
            settings
                .and_then(Value::as_table)
                .cloned()
                .unwrap_or_default()
        };
        (of(&subject.library()), of(&subject.harness()))
    }

    #[test]
    fn other_versions_of_libraries_make_another_workspace() {
        let (root, target) = (tempfile::tempdir(), tempfile::tempdir());
        let (root, target) = (root.expect("a workbook"), target.expect("a target"));
        let write = |name: &str, text: &str| fs::write(root.path().join(name), text);
        write("Cargo.toml", "[workspace]\n[profile.release]\n").expect("a manifest");
        let workbook = Workbook {
            root: root.path().to_owned(),
            exercises: Vec::new(),
        };
        let staged = |versions: &str| {
            write("Cargo.lock", versions).expect("a lock file");
            let stage = prepare(&workbook, target.path(), &[], Scales::Plain).expect("a stage");
            let lock = fs::read_to_string(stage.folder.join("Cargo.lock")).expect("a lock file");
            (stage.folder, lock)
        };
        let (old, new) = (staged("# old\n"), staged("# new\n"));
        assert_ne!(old.0, new.0);
        assert_eq!(new.1, "# new\n");
        assert_eq!(staged("# old\n"), old);
    }

    #[test]
    fn workspaces_that_share_a_folder_have_packages_of_their_own() {
        let [one, other] = ["/a", "/b"].map(|root| version(Path::new(root), Scales::Plain));
        assert_ne!(one, other);
        assert_eq!(one, version(Path::new("/a"), Scales::Plain));
        assert_ne!(one, version(Path::new("/a"), Scales::Sealing));
    }

    #[test]
    fn a_harness_is_compiled_quickly_and_the_code_under_test_is_optimised() {
        let quick = Table::from_iter([("opt-level".to_owned(), Value::Integer(0))]);
        assert_eq!(settings("ex1"), (Table::new(), quick.clone()));
        assert_eq!(settings("ex3"), (Table::new(), quick));
    }
}
