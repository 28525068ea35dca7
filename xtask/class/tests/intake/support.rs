//! A folder of submissions that a test fills, and what comes of it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use class::intake::{self, Handed, Student, WantedExercise};
use tempfile::TempDir;
use xtask::failure::Failure;

pub const GOOD: &str = "pub fn f() {}\n";
pub const SIZE_LIMIT: usize = xtask::pipe::source::SIZE_LIMIT as usize;

/// All students, what they handed in, and what the user should know.
#[derive(Debug)]
pub struct Class {
    pub students: Vec<Student>,
    pub warnings: Vec<String>,
}

/// Takes the whole class in at once.
pub fn read(
    submissions: &Path,
    exercises: &[WantedExercise],
    roster: Option<&Path>,
) -> Result<Class, Failure> {
    let mut students = Vec::new();
    let warnings = intake::each(submissions, exercises, roster, |student| {
        students.push(student);
        Ok(())
    })?;
    Ok(Class { students, warnings })
}

/// A folder of submissions, and beside it what is none of their business.
pub struct Submissions {
    pub scratch: TempDir,
}

impl Submissions {
    pub fn new() -> Self {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(scratch.path().join("class")).expect("a folder");
        fs::write(scratch.path().join("secret.rs"), "pub fn secret() {}").expect("a file");
        Submissions { scratch }
    }

    pub fn root(&self) -> PathBuf {
        self.scratch.path().join("class")
    }

    /// A path below the submissions, its folders made.
    pub fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        path
    }

    pub fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        fs::write(self.at(path), text).expect("a file");
    }

    pub fn link(&self, to: impl AsRef<Path>, path: &str) {
        symlink(to, self.at(path)).expect("a link");
    }

    pub fn secret(&self) -> PathBuf {
        self.scratch.path().join("secret.rs")
    }

    pub fn roster(&self, text: &str) -> PathBuf {
        let file = self.scratch.path().join("roster.csv");
        fs::write(&file, text).expect("a roster");
        file
    }

    pub fn read(&self) -> Class {
        read(&self.root(), &exercises(), None).unwrap_or_else(|failure| panic!("{failure}"))
    }

    pub fn read_with(&self, roster: &str) -> Class {
        let roster = self.roster(roster);
        read(&self.root(), &exercises(), Some(&roster))
            .unwrap_or_else(|failure| panic!("{failure}"))
    }

    /// What came of `ex3` of the only student.
    pub fn only(&self) -> Handed {
        let class = self.read();
        assert_eq!(class.students.len(), 1, "{class:?}");
        class.students[0].files["ex3"].clone()
    }
}

pub fn exercises() -> Vec<WantedExercise> {
    [("ex1", "ex1-debug-release"), ("ex3", "ex3-string-trap")]
        .map(|(id, name)| WantedExercise {
            id: id.to_owned(),
            name: name.to_owned(),
            own: [
                "Cargo.toml",
                "exercise.toml",
                "starter.rs",
                "src",
                "src/lib.rs",
                "src/main.rs",
            ]
            .map(str::to_owned)
            .into(),
        })
        .into()
}

pub fn names(class: &Class) -> Vec<&str> {
    class
        .students
        .iter()
        .map(|student| student.name.as_str())
        .collect()
}

pub fn student<'a>(class: &'a Class, name: &str) -> &'a Student {
    let found = class.students.iter().find(|student| student.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {:?}", names(class)))
}

/// Why it cannot be graded.
pub fn why(handed: &Handed) -> &str {
    match handed {
        Handed::Unfit { why, .. } => why,
        other => panic!("expected something unfit, found {other:?}"),
    }
}
