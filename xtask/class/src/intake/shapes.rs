//! Where a student's file for an exercise may lie. In: a student's folder. Out: the one
//! file that is graded, or why there is none.
//!
//! Of these, in this order, for `ex3-string-trap`:
//!
//! 1. `exercises/ex3-string-trap/src/lib.rs`: a clone of the workbook
//! 2. `ex3-string-trap/src/lib.rs`: the exercise's folder
//! 3. `ex3.rs`
//! 4. `ex3-string-trap.rs`
//!
//! If several are there and have the same bytes, the first is taken. If they differ, a
//! person has to say which is meant: none is taken.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use xtask::failure::Failure;
use xtask::pipe::source;
use xtask::workbook::Exercise;

use super::folder::{EntryKind, Folder, Listing, Opened, Trouble};
use crate::sha256;

/// More than any exercise of the workbook has in a folder.
const MOST_OWN: usize = 1000;

/// An exercise that is graded.
#[derive(Clone, Debug)]
pub struct WantedExercise {
    /// `ex3`.
    pub id: String,
    /// `ex3-string-trap`.
    pub name: String,
    /// What lies in its folder in the workbook, such as `src/main.rs`. A copy of it
    /// need not be mentioned.
    pub own: BTreeSet<String>,
}

impl WantedExercise {
    /// An exercise of the workbook.
    ///
    /// # Errors
    ///
    /// Its folder cannot be read.
    pub fn of(exercise: &Exercise) -> Result<Self, Failure> {
        let mut own = BTreeSet::new();
        for (below, prefix) in [("", ""), ("src", "src/")] {
            let folder = exercise.folder.join(below);
            let listing = Opened::open(&folder)
                .map_err(Trouble::Refused)
                .and_then(|opened| opened.entries(MOST_OWN));
            match listing {
                Ok(Listing::Whole(entries)) => own.extend(
                    entries
                        .iter()
                        .map(|(name, _)| format!("{prefix}{}", name.to_string_lossy())),
                ),
                Ok(Listing::TooLong) => {}
                Err(trouble) => return Err(failure(trouble, &folder)),
            }
        }
        Ok(WantedExercise {
            id: exercise.id.clone(),
            name: exercise.name.clone(),
            own,
        })
    }

    /// The names on the way to each place, in order.
    fn places(&self) -> [Vec<String>; 4] {
        let way = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        [
            way(&["exercises", &self.name, "src", "lib.rs"]),
            way(&[&self.name, "src", "lib.rs"]),
            vec![format!("{}.rs", self.id)],
            vec![format!("{}.rs", self.name)],
        ]
    }
}

/// What a student handed in for one exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// Nothing.
    Nothing,
    /// A file that can be graded.
    File {
        /// The path below the folder of submissions, on one line.
        shown: String,
        /// All of it.
        text: String,
        /// SHA-256 of its bytes, in hexadecimal.
        sha256: String,
    },
    /// Something that cannot be graded.
    Unfit {
        /// The path below the folder of submissions, on one line.
        shown: String,
        /// Why, in a sentence that names the file. Nothing of its text is in it.
        why: String,
    },
}

/// What a student handed in for an exercise. `shown` is the name of the student's folder.
pub fn handed(folder: &Opened, shown: &str, exercise: &WantedExercise) -> Result<Handed, Failure> {
    let mut found = Vec::new();
    for place in exercise.places() {
        match at(folder, shown, &place)? {
            Handed::Nothing => {}
            something => found.push(something),
        }
    }
    Ok(choose(found, &exercise.id))
}

/// What stands at one place.
fn at(student: &Opened, shown: &str, place: &[String]) -> Result<Handed, Failure> {
    let Some((last, folders)) = place.split_last() else {
        return Ok(Handed::Nothing);
    };
    let whole = format!("{shown}/{}", place.join("/"));
    let mut path = shown.to_owned();
    let mut entered: Option<Opened> = None;
    for name in folders {
        path = format!("{path}/{name}");
        match entered.as_ref().unwrap_or(student).enter(OsStr::new(name)) {
            Ok(next) => entered = Some(next),
            // A file that is called like a folder of ours: it is something else.
            Err(Trouble::Unexpected(kind)) if kind != EntryKind::Link => {
                return Ok(Handed::Nothing);
            }
            Err(trouble) => return refused(trouble, &path, whole),
        }
    }
    let parent = entered.as_ref().unwrap_or(student);
    match parent.read(OsStr::new(last), source::SIZE_LIMIT) {
        Err(trouble) => refused(trouble, &whole.clone(), whole),
        Ok(bytes) => Ok(match source::text(&bytes, &whole) {
            Err(why) => Handed::Unfit { shown: whole, why },
            Ok(text) => Handed::File {
                text: text.to_owned(),
                sha256: sha256::of(&bytes),
                shown: whole,
            },
        }),
    }
}

/// What it means that `path`, on the way to the file `whole`, could not be opened.
fn refused(trouble: Trouble, path: &str, whole: String) -> Result<Handed, Failure> {
    let why = match trouble {
        Trouble::Missing => return Ok(Handed::Nothing),
        Trouble::Machine(_) => return Err(failure(trouble, Path::new(path))),
        Trouble::Unexpected(EntryKind::Link) => {
            format!("{path} is a symbolic link: links are not followed")
        }
        Trouble::Unexpected(kind) => {
            format!("{path} is {}; expected a regular file", kind.noun())
        }
        Trouble::TooLarge(bytes) => match source::check_size(bytes, path) {
            Err(why) => why,
            Ok(()) => format!("{path} is too large"),
        },
        Trouble::Refused(error) => format!("{path} cannot be read: {error}"),
    };
    Ok(Handed::Unfit { shown: whole, why })
}

/// Something that could not be opened, and that no student is to blame for.
pub fn failure(trouble: Trouble, path: &Path) -> Failure {
    match trouble {
        Trouble::Refused(error) | Trouble::Machine(error) => Failure::io("read", path, &error),
        Trouble::Missing => Failure::new(format!("{} is missing", path.display())),
        Trouble::Unexpected(kind) => Failure::new(format!("{} is {}", path.display(), kind.noun())),
        Trouble::TooLarge(bytes) => Failure::new(format!("{} has {bytes} bytes", path.display())),
    }
}

/// One of what was found.
fn choose(mut found: Vec<Handed>, id: &str) -> Handed {
    let digest = |handed: &Handed| match handed {
        Handed::File { sha256, .. } => Some(sha256.clone()),
        Handed::Nothing | Handed::Unfit { .. } => None,
    };
    let first = match found.first() {
        None => return Handed::Nothing,
        Some(first) => digest(first),
    };
    let same = first.is_some() && found.iter().all(|other| digest(other) == first);
    if same || found.len() == 1 {
        return found.swap_remove(0);
    }
    let none_is_good = found.iter().all(|handed| digest(handed).is_none());
    let mut names = Vec::new();
    let mut reasons = Vec::new();
    for handed in found {
        match handed {
            Handed::Nothing => {}
            Handed::File { shown, .. } => names.push(shown),
            Handed::Unfit { shown, why } => {
                names.push(shown);
                reasons.push(why);
            }
        }
    }
    if !none_is_good {
        let conflict = format!(
            "expected one file for {id}, found {} that are not the same: {}",
            names.len(),
            names.join(", ")
        );
        reasons.insert(0, conflict);
    }
    Handed::Unfit {
        shown: names.swap_remove(0),
        why: reasons.join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(shown: &str, sha256: &str) -> Handed {
        Handed::File {
            shown: shown.to_owned(),
            text: "fn f() {}".to_owned(),
            sha256: sha256.to_owned(),
        }
    }

    fn unfit(shown: &str, why: &str) -> Handed {
        Handed::Unfit {
            shown: shown.to_owned(),
            why: why.to_owned(),
        }
    }

    #[test]
    fn takes_the_first_of_equals_and_none_of_others() {
        let differ = "expected one file for ex3, found 2 that are not the same: a, b";
        let cases = [
            (vec![], Handed::Nothing),
            (vec![file("a", "1")], file("a", "1")),
            (vec![unfit("a", "why")], unfit("a", "why")),
            (
                vec![file("a", "1"), file("b", "1"), file("c", "1")],
                file("a", "1"),
            ),
            (vec![file("a", "1"), file("b", "2")], unfit("a", differ)),
            (
                vec![file("a", "1"), unfit("b", "b is empty")],
                unfit("a", &format!("{differ}; b is empty")),
            ),
            (
                vec![unfit("a", "a is empty"), unfit("b", "b is empty")],
                unfit("a", "a is empty; b is empty"),
            ),
            (
                vec![file("a", "1"), file("b", "1"), file("c", "2")],
                unfit(
                    "a",
                    "expected one file for ex3, found 3 that are not the same: a, b, c",
                ),
            ),
        ];
        for (found, expected) in cases {
            assert_eq!(choose(found.clone(), "ex3"), expected, "{found:?}");
        }
    }
}
