//! What all submissions share. In: the workbook. Out: the compiler, the libraries, and
//! for each exercise how a file is compiled and what the reference costs.
//!
//! All of it is built once, before the first submission is looked at, and nobody
//! writes to it afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::pipe::build::{self, CargoEvent, Colour, Request, Wanted};
use xtask::pipe::compiler::{self, Compiler};
use xtask::pipe::complaint::Complaint;
use xtask::pipe::progress::Progress;
use xtask::pipe::stage::{self, Author, Scales, Subject};
use xtask::workbook::{Build, Exercise, Workbook};

use crate::compile::recipe::{RECORD_INTO, Recipe};
use crate::sha256;

/// All that submissions are compiled and compared with.
#[derive(Debug)]
pub struct Toolchain {
    /// The folder with the compiler and the standard library.
    pub sysroot: PathBuf,
    /// What the compiler says of itself, in one line.
    pub version: String,
    /// The folder with all libraries but those of exercises.
    pub shared: PathBuf,
    /// By the exercise's id and build.
    pub kits: BTreeMap<(String, Build), Kit>,
    /// The text of each reference, by the exercise's id.
    pub references: BTreeMap<String, String>,
    /// SHA-256 of everything that decides what an exercise's verdicts are, by its id.
    pub fingerprints: BTreeMap<String, String>,
}

/// One exercise in one build.
#[derive(Debug)]
pub struct Kit {
    /// How a file is compiled.
    pub recipe: Recipe,
    /// The reference's harness.
    pub reference: PathBuf,
}

impl Toolchain {
    /// Builds it below `target`, where it is not yet there. Libraries that a check has
    /// compiled for the same scales are not compiled again.
    pub fn prepare(
        workbook: &Workbook,
        target: &Path,
        progress: &dyn Progress,
    ) -> Result<Self, Failure> {
        let libraries = target;
        // Beside what they made: cargo makes calls only for what is not there.
        let calls = libraries.join("class-calls");
        let target = target.join("class");
        std::fs::create_dir_all(&calls).map_err(|error| Failure::io("write", &calls, &error))?;
        let subjects: Vec<Subject<'_>> = workbook
            .exercises
            .iter()
            .flat_map(|exercise| {
                exercise.builds().into_iter().map(move |build| Subject {
                    exercise,
                    author: Author::Reference,
                    build,
                })
            })
            .collect();
        let compiler = Compiler::of(workbook)?;
        let places = Folders {
            target: &target,
            libraries,
            calls: &calls,
        };
        let built = build_references(workbook, &compiler, &places, &subjects, progress)?;
        let kits = subjects
            .iter()
            .map(|subject| kit(&built, &calls, subject))
            .collect::<Result<BTreeMap<_, _>, _>>()?;
        let shared = share(&built, &target, &kits)?;
        let sysroot = compiler::sysroot(workbook)?;
        let version = compiler.version;
        let fingerprints = workbook
            .exercises
            .iter()
            .map(|exercise| {
                let of = kits.iter().filter(|((id, _), _)| *id == exercise.id);
                let recipes: Vec<&Recipe> = of.map(|(_, kit)| &kit.recipe).collect();
                let fingerprint = fingerprint(workbook, exercise, &recipes)?;
                Ok((exercise.id.clone(), fingerprint))
            })
            .collect::<Result<_, Failure>>()?;
        let references = workbook
            .exercises
            .iter()
            .map(|exercise| {
                let path = Author::Reference.source(workbook, exercise);
                let text = std::fs::read_to_string(&path);
                let text = text.map_err(|error| Failure::io("read", &path, &error))?;
                Ok((exercise.id.clone(), text))
            })
            .collect::<Result<_, Failure>>()?;
        Ok(Toolchain {
            sysroot,
            version,
            shared,
            kits,
            references,
            fingerprints,
        })
    }
}

/// What cargo has built.
#[derive(Default)]
struct Built {
    executables: BTreeMap<String, PathBuf>,
    dep_infos: BTreeMap<String, PathBuf>,
    /// Files of all libraries, also of those that exercises use.
    libraries: Vec<PathBuf>,
}

impl Built {
    /// Keeps what cargo tells.
    fn note(&mut self, event: CargoEvent) {
        match event {
            CargoEvent::Ready {
                package,
                executable,
            } => {
                self.executables.insert(package, executable);
            }
            CargoEvent::Compiled { package, dep_info } => {
                self.dep_infos.insert(package, dep_info);
            }
            CargoEvent::Library { files } => self.libraries.extend(files),
            // What the compiler said of an error is part of what cargo complains of.
            CargoEvent::Diagnostic(_) => {}
        }
    }
}

/// Where cargo puts what it builds.
struct Folders<'a> {
    /// The programs.
    target: &'a Path,
    /// What they are compiled with.
    libraries: &'a Path,
    /// How it called the compiler.
    calls: &'a Path,
}

fn build_references(
    workbook: &Workbook,
    compiler: &Compiler,
    folders: &Folders<'_>,
    subjects: &[Subject<'_>],
    progress: &dyn Progress,
) -> Result<Built, Failure> {
    let stage = stage::prepare(workbook, folders.target, subjects, Scales::Sealing)?;
    let packages: Vec<String> = subjects.iter().map(Subject::harness).collect();
    let own = std::env::current_exe()
        .map_err(|error| Failure::new(format!("where is this program? {error}")))?;
    let mut built = Built::default();
    let request = Request {
        workbook,
        folder: &stage.folder,
        target: folders.target,
        libraries: Some(folders.libraries),
        wanted: Wanted::Harnesses(&packages),
        compiler,
        wrapper: Some((&own, RECORD_INTO, folders.calls)),
        colour: Colour::Plain,
        progress,
        interrupt: &Interrupt::NEVER,
    };
    let complaint = build::build(&request, |event| built.note(event))?;
    if complaint != Complaint::default() {
        return Err(complaint.into_failure());
    }
    Ok(built)
}

fn kit(
    built: &Built,
    calls: &Path,
    subject: &Subject<'_>,
) -> Result<((String, Build), Kit), Failure> {
    let missing = |what: &str| Failure::new(format!("cargo did not build {what}"));
    let library = subject.library();
    let dep_info = built
        .dep_infos
        .get(&library)
        .ok_or_else(|| missing(&library))?;
    let harness = subject.harness();
    let reference = built
        .executables
        .get(&harness)
        .ok_or_else(|| missing(&harness))?;
    let recipe = Recipe::find(calls, dep_info, &harness)?;
    let kit = Kit {
        recipe,
        reference: reference.clone(),
    };
    Ok(((subject.exercise.id.clone(), subject.build), kit))
}

/// Puts all libraries but those of exercises into a folder of their own: a student's
/// compiler may read it, and the solutions are not in it.
fn share(
    built: &Built,
    target: &Path,
    kits: &BTreeMap<(String, Build), Kit>,
) -> Result<PathBuf, Failure> {
    let shared = target.join("shared");
    let fail = |error: std::io::Error| Failure::io("write", &shared, &error);
    std::fs::create_dir_all(&shared).map_err(fail)?;
    for file in &built.libraries {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_library = [".rlib", ".rmeta", std::env::consts::DLL_SUFFIX]
            .iter()
            .any(|ending| name.ends_with(ending));
        if !is_library || kits.values().any(|kit| kit.recipe.is_of_exercise(&name)) {
            continue;
        }
        put(file, &shared.join(&*name)).map_err(fail)?;
    }
    Ok(shared)
}

/// Makes a library there be the one that cargo made last. Its name has a hash of what it
/// was made from, but not of where that lay nor of a path package's text: what was compiled
/// anew has the name that it had before, and may have the length.
fn put(library: &Path, there: &Path) -> std::io::Result<()> {
    let content = |path: &Path| std::fs::read(path).ok();
    if there.exists() && content(library) == content(there) {
        return Ok(());
    }
    let _ = std::fs::remove_file(there);
    std::fs::hard_link(library, there).or_else(|_| std::fs::copy(library, there).map(|_| ()))
}

/// SHA-256 of all that decides what an exercise's verdicts are: of files, and of the
/// options with which they are compiled.
fn fingerprint(
    workbook: &Workbook,
    exercise: &Exercise,
    recipes: &[&Recipe],
) -> Result<String, Failure> {
    let root = &workbook.root;
    let mut hash = Sha256::new();
    for file in files_that_decide(workbook, exercise)? {
        let bytes = std::fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
        let name = file.strip_prefix(root).unwrap_or(&file);
        hash.update(name.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    for option in recipes.iter().flat_map(|recipe| recipe.options()) {
        hash.update(option.as_bytes());
        hash.update([0]);
    }
    Ok(sha256::hexadecimal(hash))
}

/// The files that decide what an exercise's verdicts are: all of the exercise but what is
/// handed in, the solution, and the scales.
fn files_that_decide(workbook: &Workbook, exercise: &Exercise) -> Result<Vec<PathBuf>, Failure> {
    let root = &workbook.root;
    let mut files = vec![
        root.join("Cargo.toml"),
        root.join("Cargo.lock"),
        workbook.solution_folder(exercise).join("Cargo.toml"),
        exercise.folder.join("exercise.toml"),
        workbook.solution_folder(exercise).join("src/lib.rs"),
    ];
    let learner = exercise.learner_file();
    // Not each exercise has a crate of what it asks.
    let kit = Some(exercise.folder.join("kit")).filter(|kit| kit.is_dir());
    let folders = [
        exercise.folder.join("src"),
        root.join("xtask/meter/src"),
        root.join("xtask/meter-report/src"),
    ];
    for folder in folders.iter().chain(&kit) {
        list(folder, &mut files)?;
    }
    files.retain(|file| *file != learner);
    files.sort();
    Ok(files)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_exercise_asks_decides_its_verdicts() {
        let workbook = Workbook::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a workbook");
        for exercise in &workbook.exercises {
            let files = files_that_decide(&workbook, exercise).expect("files");
            let mut all = Vec::new();
            list(&exercise.folder, &mut all).expect("files");
            // What is handed in, and what it was before.
            let is_handed_out = |file: &Path| {
                file.ends_with("starter.rs") || file.starts_with(exercise.folder.join("earlier"))
            };
            let learner = exercise.learner_file();
            // The libraries are those of the solution, whatever stands here.
            let manifest = exercise.folder.join("Cargo.toml");
            let decides = |file: &Path| file != learner && file != manifest;
            all.retain(|file| decides(file) && !is_handed_out(file));
            all.push(workbook.solution_folder(exercise).join("Cargo.toml"));
            assert!(all.len() > 3, "{all:?}");
            for file in all {
                assert!(files.contains(&file), "{} is left out", file.display());
            }
            assert!(!files.contains(&learner), "{}", learner.display());
        }
    }

    #[test]
    fn what_was_compiled_anew_takes_the_place_of_what_has_its_name_and_length() {
        let scratch = tempfile::tempdir().expect("a folder");
        let [library, there] = ["lib", "there"].map(|name| scratch.path().join(name));
        for content in ["once", "anew", "anew"] {
            // The compiler writes another file, and gives it the name.
            let new = scratch.path().join("new");
            std::fs::write(&new, content).expect("a file");
            std::fs::rename(&new, &library).expect("a file");
            put(&library, &there).expect("it is put there");
            assert_eq!(std::fs::read_to_string(&there).expect("a file"), content);
        }
    }
}
