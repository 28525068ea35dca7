//! What a student sent that is not used. In: a student's folder. Out: names, and of
//! some, why they are not used. No file is read for it.
//!
//! First comes what would change a build if it were used, and what lies beside a
//! `lib.rs`; then all else. What every copy of the workbook has in an exercise's folder
//! is left out.

use std::ffi::OsStr;

use super::folder::{EntryKind, Folder, Listing, Opened, Trouble};
use super::name;
use super::shapes::WantedExercise;

/// How many are named of each student.
const NAMED: usize = 20;
/// A folder with more is not looked through.
const MOST: usize = 10_000;

/// What would change how the code is built, and why it does not.
const BUILD: [(&str, &str); 5] = [
    ("build.rs", "no build script is run"),
    (".cargo/config.toml", "no settings of cargo are read"),
    (".cargo/config", "no settings of cargo are read"),
    ("rust-toolchain.toml", "the workbook's own compiler is used"),
    ("rust-toolchain", "the workbook's own compiler is used"),
];

/// What of a student's folder is not used.
pub fn ignored(student: &Opened, exercises: &[WantedExercise]) -> Vec<String> {
    let mut found = Found::default();
    top(student, exercises, &mut found);
    if let Ok(clone) = student.enter(OsStr::new("exercises")) {
        let used = |name: &str, _| exercises.iter().any(|exercise| exercise.name == name);
        found.entries(&clone, "exercises/", used);
        for exercise in exercises {
            let prefix = format!("exercises/{}/", exercise.name);
            one(&clone, &prefix, exercise, &mut found);
        }
    }
    for exercise in exercises {
        one(
            student,
            &format!("{}/", exercise.name),
            exercise,
            &mut found,
        );
    }
    found.named()
}

fn top(student: &Opened, exercises: &[WantedExercise], found: &mut Found) {
    let used = |name: &str, kind| match kind {
        EntryKind::Folder | EntryKind::Link => {
            name == "exercises" || exercises.iter().any(|exercise| exercise.name == name)
        }
        _ => false,
    };
    let file = |name: &str| {
        name.strip_suffix(".rs").is_some_and(|stem| {
            exercises
                .iter()
                .any(|exercise| exercise.id == stem || exercise.name == stem)
        })
    };
    found.entries(student, "", |name, kind| used(name, kind) || file(name));
}

/// An exercise's folder, and the folder of its sources.
fn one(parent: &Opened, prefix: &str, exercise: &WantedExercise, found: &mut Found) {
    let Ok(folder) = parent.enter(OsStr::new(&exercise.name)) else {
        return;
    };
    let own = &exercise.own;
    found.entries(&folder, prefix, |name, _| {
        name == "src" || own.contains(name)
    });
    let Ok(sources) = folder.enter(OsStr::new("src")) else {
        return;
    };
    let prefix = format!("{prefix}src/");
    let used = |name: &str| name == "lib.rs" || own.contains(&format!("src/{name}"));
    match sources.entries(MOST) {
        Err(trouble) => found.unlisted(&prefix, &trouble),
        Ok(Listing::TooLong) => found.too_many(&prefix),
        Ok(Listing::Whole(entries)) => {
            for (name, kind) in entries {
                if !name.to_str().is_some_and(used) {
                    let shown = entry(&prefix, &name, kind);
                    found
                        .special
                        .push(format!("{shown}: only lib.rs is graded"));
                }
            }
        }
    }
}

/// What was found: so much is named that the rest need not be kept.
#[derive(Default)]
struct Found {
    special: Names,
    plain: Names,
}

/// The first few names, and how many more there are.
#[derive(Default)]
struct Names {
    first: Vec<String>,
    more: usize,
}

impl Names {
    fn push(&mut self, name: String) {
        if self.first.len() < NAMED {
            self.first.push(name);
        } else {
            self.more += 1;
        }
    }
}

impl Found {
    /// What is in a folder and neither used nor special.
    fn entries(&mut self, folder: &Opened, prefix: &str, used: impl Fn(&str, EntryKind) -> bool) {
        let special = self.build(folder, prefix);
        match folder.entries(MOST) {
            Err(trouble) => self.unlisted(prefix, &trouble),
            Ok(Listing::TooLong) => self.too_many(prefix),
            Ok(Listing::Whole(entries)) => {
                for (name, kind) in entries {
                    let known = |name: &str| used(name, kind) || special.contains(&name);
                    if !name.to_str().is_some_and(known) {
                        self.plain.push(entry(prefix, &name, kind));
                    }
                }
            }
        }
    }

    /// What would change a build. Returns the names in this folder that it was about.
    fn build(&mut self, folder: &Opened, prefix: &str) -> Vec<&'static str> {
        let mut names = Vec::new();
        for (path, why) in BUILD {
            let (first, there) = match path.split_once('/') {
                None => (path, folder.kind(OsStr::new(path)).is_ok()),
                Some((first, second)) => {
                    let inner = folder.enter(OsStr::new(first));
                    let there = inner.is_ok_and(|inner| inner.kind(OsStr::new(second)).is_ok());
                    (first, there)
                }
            };
            if there {
                self.special.push(format!("{prefix}{path}: {why}"));
                names.push(first);
            }
        }
        names
    }

    fn too_many(&mut self, prefix: &str) {
        let what = folder_name(prefix);
        self.special
            .push(format!("{what}: more than {MOST} entries, not listed"));
    }

    fn unlisted(&mut self, prefix: &str, trouble: &Trouble) {
        let what = folder_name(prefix);
        let why = match trouble {
            Trouble::Refused(error) | Trouble::Machine(error) => error.to_string(),
            _ => "it changed meanwhile".to_owned(),
        };
        self.special.push(format!("{what} cannot be listed: {why}"));
    }

    /// At most [`NAMED`], the special ones first, and how many more there are.
    fn named(self) -> Vec<String> {
        let mut names = self.special.first;
        names.extend(self.plain.first);
        let dropped = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let more = dropped + self.special.more + self.plain.more;
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        names
    }
}

fn folder_name(prefix: &str) -> &str {
    match prefix {
        "" => "the folder",
        below => below,
    }
}

/// A name as it is listed: what is no file says so.
fn entry(prefix: &str, name: &OsStr, kind: EntryKind) -> String {
    let shown = name::shown(name);
    match kind {
        EntryKind::File => format!("{prefix}{shown}"),
        EntryKind::Folder => format!("{prefix}{shown}/"),
        other => format!("{prefix}{shown} ({})", other.noun()),
    }
}
