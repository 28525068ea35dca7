//! A program of the workbook. In: where the workbook is and where things are built. Out:
//! whether the program is up to date, and how cargo builds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::dep_info;
use crate::stamp::{self, Content, Facts};

/// A package with a program of its name, and how it is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The package.
    pub package: &'static str,
    /// The profile. It has a folder of its own, and so a lock of its own.
    pub profile: &'static str,
}

impl Recipe {
    /// Where the program is.
    fn path(self, target: &Path) -> PathBuf {
        let name = format!("{}{}", self.package, std::env::consts::EXE_SUFFIX);
        target.join(self.profile).join(name)
    }
}

/// What `cargo xtask` starts, which starts the runner.
pub const LAUNCHER: Recipe = Recipe {
    package: "launch",
    profile: "launch",
};

/// The runner, which is built as exercises are.
pub const RUNNER: Recipe = Recipe {
    package: "xtask",
    profile: "release",
};

/// Where programs are built, and by whom.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folder of the workbook.
    pub root: PathBuf,
    /// The folder in which each profile has its own.
    pub target: PathBuf,
    /// The cargo that builds.
    pub cargo: PathBuf,
}

/// A program of one workbook.
#[derive(Debug)]
pub struct Program {
    recipe: Recipe,
    place: Place,
}

/// Whether a program can be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is what its sources say.
    UpToDate,
    /// It may have to be compiled anew. Cargo knows.
    Unsure,
    /// It was never built here.
    Missing,
}

/// What files held before a build.
#[derive(Debug)]
pub struct Before {
    started: SystemTime,
    contents: BTreeMap<PathBuf, String>,
}

/// What is written right after cargo was started may have a time from before: clocks of
/// file systems are coarse. Most of them count in ticks of the kernel, …
const TICK: Duration = Duration::from_millis(50);
/// … and some in seconds, or in two.
const COARSE: Duration = Duration::from_secs(2);

impl Program {
    /// The program of this recipe in that place.
    pub fn new(recipe: Recipe, place: Place) -> Self {
        Program { recipe, place }
    }

    /// Where it is, once it is built.
    pub fn path(&self) -> PathBuf {
        self.recipe.path(&self.place.target)
    }

    /// Whether it can be started. It asks nobody, and so it never waits.
    pub fn state(&self) -> State {
        let program = self.path();
        if !program.is_file() {
            return State::Missing;
        }
        let Ok(then) = fs::read_to_string(self.stamp()) else {
            return State::Unsure;
        };
        let files = stamp::files(&then);
        let now = |(file, _): Content| {
            let content = self.content(&file);
            (file, content)
        };
        let files: Vec<Content> = files.into_iter().map(now).collect();
        match self.text(&files) {
            Some(now) if now == then => State::UpToDate,
            _ => State::Unsure,
        }
    }

    /// The command that builds it.
    pub fn cargo(&self) -> Command {
        let Recipe { package, profile } = self.recipe;
        let mut cargo = Command::new(&self.place.cargo);
        cargo
            .args(["build", "--profile", profile])
            .args(["--package", package, "--bin", package])
            .arg("--manifest-path")
            .arg(self.place.root.join("Cargo.toml"));
        cargo
    }

    /// Looks at what it was made of, right before cargo builds it. Files that changed and
    /// are older than it get the present time: cargo goes by times, and would take them for
    /// those that it has compiled. That may be any of them where nothing was noted, and it
    /// is all of them where the folder moved: a program may know where its sources were.
    pub fn before_build(&self) -> Before {
        let noted = fs::read_to_string(self.stamp()).ok();
        let is_of_here = noted
            .as_ref()
            .is_some_and(|text| stamp::is_of(text, &self.place.root));
        let then = match noted {
            Some(text) => stamp::files(&text),
            None => {
                let files = self.files().unwrap_or_default().into_iter();
                files.map(|file| (file, String::new())).collect()
            }
        };
        let built = modified(&self.path());
        let mut contents = BTreeMap::new();
        for (file, then) in then {
            let path = self.place.root.join(&file);
            let now = self.content(&file);
            let is_older = |built: &SystemTime| modified(&path).is_ok_and(|time| time <= *built);
            if (now != then || !is_of_here) && built.as_ref().is_ok_and(is_older) {
                // Where that is refused, it is as it would be without this.
                let open = File::options().append(true).open(&path);
                let _ = open.and_then(|file| file.set_modified(SystemTime::now()));
            }
            contents.insert(file, now);
        }
        Before {
            started: SystemTime::now(),
            contents,
        }
    }

    /// Notes what it was made of, right after cargo built it.
    ///
    /// # Errors
    ///
    /// It cannot be written. Then cargo is asked each time.
    pub fn note(&self, before: &Before) -> io::Result<()> {
        let content = |file: PathBuf| {
            let now = self.content(&file);
            let is_old = || {
                let time = modified(&self.place.root.join(&file));
                time.map_or(true, |time| is_before(time, before.started))
            };
            // Cargo may have read what was there before.
            let is_what_cargo_read = before.contents.get(&file) == Some(&now) || is_old();
            match is_what_cargo_read {
                true => (file, now),
                false => (file, stamp::CHANGING.to_owned()),
            }
        };
        let files: Vec<Content> = self.files()?.into_iter().map(content).collect();
        match self.text(&files) {
            Some(text) => fs::write(self.stamp(), text),
            None => Err(io::Error::other("a path that is no line of text")),
        }
    }

    fn text(&self, files: &[Content]) -> Option<String> {
        let facts = Facts {
            root: &self.place.root,
            cargo: &self.place.cargo,
            launcher: &LAUNCHER.path(&self.place.target),
            program: &self.path(),
        };
        stamp::text(&facts, files)
    }

    fn content(&self, file: &Path) -> String {
        stamp::content(&self.place.root.join(file))
    }

    fn folder(&self) -> PathBuf {
        self.place.target.join(self.recipe.profile)
    }

    fn stamp(&self) -> PathBuf {
        self.folder()
            .join(format!("{}.made-of", self.recipe.package))
    }

    /// All that it is made of: what the compiler read, and what cargo did. Those of
    /// the workbook by their paths in it.
    fn files(&self) -> io::Result<Vec<PathBuf>> {
        let rules = self.folder().join(format!("{}.d", self.recipe.package));
        let sources = dep_info::sources(&fs::read_to_string(rules)?);
        if sources.is_empty() {
            return Err(io::Error::other("cargo names no source"));
        }
        let mut files = BTreeSet::new();
        for file in ["Cargo.lock", "rust-toolchain.toml", ".cargo/config.toml"] {
            files.insert(PathBuf::from(file));
        }
        for source in &sources {
            let packages = source.ancestors().skip(1).take_while(|folder| {
                folder.starts_with(&self.place.root) && folder.parent().is_some()
            });
            for folder in packages {
                let manifest = folder.join("Cargo.toml");
                if manifest.is_file() {
                    files.insert(self.below(&manifest));
                    // Cargo finds it without being told.
                    files.insert(self.below(&folder.join("build.rs")));
                }
            }
            files.insert(self.below(source));
        }
        Ok(files.into_iter().collect())
    }

    fn below(&self, file: &Path) -> PathBuf {
        file.strip_prefix(&self.place.root)
            .unwrap_or(file)
            .to_owned()
    }
}

/// Whether a file with this time was written before that moment.
fn is_before(time: SystemTime, moment: SystemTime) -> bool {
    let since_epoch = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let clock = match since_epoch.subsec_nanos() {
        0 => COARSE,
        _ => TICK,
    };
    time + clock < moment
}

fn modified(file: &Path) -> io::Result<SystemTime> {
    fs::metadata(file)?.modified()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_a_moment_ago_is_told_by_clocks_as_fine_as_they_are() {
        let moment = UNIX_EPOCH + Duration::from_secs(100);
        for (before, was_before) in [
            (Duration::from_millis(900), true),
            (Duration::from_millis(60), true),
            (Duration::from_millis(10), false),
            // Clocks that count in seconds.
            (Duration::from_secs(1), false),
            (Duration::from_secs(3), true),
        ] {
            assert_eq!(is_before(moment - before, moment), was_before, "{before:?}");
        }
    }
}
