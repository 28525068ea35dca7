//! From a folder of submissions to the files that are graded. In: a folder with one
//! folder for each student, the exercises, perhaps a roster. Out: [`Student`]s.
//!
//! One regular file for each student and exercise is opened, of at most
//! [`xtask::pipe::source::SIZE_LIMIT`] bytes, and no link below the folder of submissions is
//! followed. Nothing else of a submission is read; names of what is ignored are told.
//! See [`shapes`] for where a file may lie, [`roster`] for who is in the class, and
//! [`name`] for how students are shown.

pub mod folder;
mod ignored;
pub mod name;
pub mod partition;
pub mod roster;
pub mod shapes;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use xtask::failure::Failure;

use folder::{EntryKind, Folder, Listing, Opened, Trouble};
use roster::{Header, Roster};
pub use shapes::{Handed, WantedExercise};

/// How many names one warning tells.
const NAMED: usize = 20;

/// One student.
#[derive(Debug)]
pub struct Student {
    /// The folder's name as it is shown: one line, and no other student has it.
    pub name: String,
    /// The folder; none for a student of the roster who sent nothing.
    pub folder: Option<PathBuf>,
    /// By the exercise's id. All that were asked for are in it.
    pub files: BTreeMap<String, Handed>,
    /// What of the folder is not used, a few names, each on one line.
    pub ignored: Vec<String>,
}

/// Finds what was handed in. Students are the folders in `submissions`, and those who
/// are on the roster, which is a file. They come one after the other, in the order of the
/// bytes of their folders' names, so that a large class is never in memory as a whole.
/// Returns what the user should know before the grading, each in one line.
///
/// # Errors
///
/// The folder or the roster cannot be used, the machine is at its limits, or `take` fails.
/// No submission can bring an error about.
pub fn each(
    submissions: &Path,
    exercises: &[WantedExercise],
    roster: Option<&Path>,
    mut take: impl FnMut(Student) -> Result<(), Failure>,
) -> Result<Vec<String>, Failure> {
    let roster = roster.map(roster::read).transpose()?;
    let opened = open(submissions)?;
    let Top { folders, others } = top(&opened, submissions, exercises)?;
    let mut warnings = warn_of_others(&others);
    if let Some(roster) = &roster {
        warnings.extend(compare(roster, &folders, &others));
    } else if folders.is_empty() {
        return Err(Failure::new(format!(
            "{} has no submissions: expected one folder for each student",
            submissions.display()
        )));
    }
    let listed = roster.iter().flat_map(|roster| &roster.names);
    let names: BTreeSet<OsString> = folders
        .iter()
        .cloned()
        .chain(listed.map(OsString::from))
        .collect();
    let mut empty = Vec::new();
    for name in names {
        let student = match (folders.contains(&name), others.get(&name)) {
            (true, _) => from_folder(&opened, submissions, &name, exercises)?,
            (false, Some(kind)) => from_other(&name, *kind, exercises),
            (false, None) => absent(&name, exercises),
        };
        if student.is_empty() {
            empty.push(student.name.clone());
        }
        take(student)?;
    }
    warnings.extend(warn_of_empty(&empty));
    Ok(warnings)
}

impl Student {
    /// Whether there is a folder, and nothing in it to grade.
    fn is_empty(&self) -> bool {
        let mut files = self.files.values();
        self.folder.is_some() && files.all(|handed| *handed == Handed::Nothing)
    }
}

fn open(submissions: &Path) -> Result<Opened, Failure> {
    Opened::open(submissions).map_err(|error| {
        Failure::io("open the folder of submissions", submissions, &error)
            .next("name a folder that has one folder for each student")
    })
}

/// What stands in the folder of submissions.
struct Top {
    /// The students'.
    folders: BTreeSet<OsString>,
    /// What is no folder, or hidden.
    others: BTreeMap<OsString, EntryKind>,
}

fn top(opened: &Opened, submissions: &Path, exercises: &[WantedExercise]) -> Result<Top, Failure> {
    let entries = match opened.entries(usize::MAX) {
        Ok(Listing::Whole(entries)) => entries,
        Ok(Listing::TooLong) => Vec::new(),
        Err(trouble) => return Err(shapes::failure(trouble, submissions)),
    };
    let mut top = Top {
        folders: BTreeSet::new(),
        others: BTreeMap::new(),
    };
    for (name, kind) in entries {
        if kind == EntryKind::Folder && !hidden(&name) {
            top.folders.insert(name);
        } else {
            top.others.insert(name, kind);
        }
    }
    match sign_of_one_submission(&top, exercises) {
        None => Ok(top),
        Some(sign) => Err(Failure::new(format!(
            "{} looks like one submission, since it has a folder `{sign}`: expected one folder \
             for each student",
            submissions.display()
        ))
        .next("name the folder above it")),
    }
}

/// The folder that shows that somebody named one student's folder, in place of the one
/// above. A student may give a folder any name, so one name shows nothing: all of them have to
/// be those of exercises, or there are the folders and files of a whole workbook.
fn sign_of_one_submission(top: &Top, exercises: &[WantedExercise]) -> Option<String> {
    let is_exercise = |folder: &OsString| exercises.iter().any(|one| *folder == *one.name);
    let first = top.folders.iter().find(|folder| is_exercise(folder));
    let all_are = top.folders.iter().all(is_exercise);
    let of_exercise = first.filter(|_| all_are);
    let has = |name: &str| top.folders.contains(OsStr::new(name));
    let is_clone = has("exercises")
        && has("xtask")
        && top.others.get(OsStr::new("Cargo.toml")) == Some(&EntryKind::File);
    match of_exercise {
        Some(folder) => Some(name::shown(folder)),
        None => is_clone.then(|| "exercises".to_owned()),
    }
}

fn hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn from_folder(
    opened: &Opened,
    submissions: &Path,
    name: &OsStr,
    exercises: &[WantedExercise],
) -> Result<Student, Failure> {
    let path = submissions.join(name);
    let folder = match opened.enter(name) {
        Ok(folder) => folder,
        Err(trouble @ Trouble::Machine(_)) => return Err(shapes::failure(trouble, &path)),
        Err(Trouble::Unexpected(kind)) => return Ok(from_other(name, kind, exercises)),
        Err(Trouble::Refused(error)) => {
            let why = format!("{} cannot be opened: {error}", name::shown(name));
            return Ok(unfit(name, why, exercises));
        }
        Err(Trouble::Missing | Trouble::TooLarge(_)) => return Ok(absent(name, exercises)),
    };
    let shown = name::shown(name);
    let mut files = BTreeMap::new();
    for exercise in exercises {
        let handed = shapes::handed(&folder, &shown, exercise)?;
        files.insert(exercise.id.clone(), handed);
    }
    Ok(Student {
        name: shown,
        folder: Some(path),
        files,
        ignored: ignored::ignored(&folder, exercises),
    })
}

/// A student of the roster whose folder is none.
fn from_other(name: &OsStr, kind: EntryKind, exercises: &[WantedExercise]) -> Student {
    let why = format!(
        "{} is {}; expected a folder",
        name::shown(name),
        kind.noun()
    );
    unfit(name, why, exercises)
}

/// A student of whom nothing can be read.
fn unfit(name: &OsStr, why: String, exercises: &[WantedExercise]) -> Student {
    let handed = Handed::Unfit {
        shown: name::shown(name),
        why,
    };
    without_folder(name, exercises, &handed)
}

/// A student of the roster who sent nothing.
fn absent(name: &OsStr, exercises: &[WantedExercise]) -> Student {
    without_folder(name, exercises, &Handed::Nothing)
}

fn without_folder(name: &OsStr, exercises: &[WantedExercise], handed: &Handed) -> Student {
    Student {
        name: name::shown(name),
        folder: None,
        files: exercises
            .iter()
            .map(|exercise| (exercise.id.clone(), handed.clone()))
            .collect(),
        ignored: Vec::new(),
    }
}

/// What in the folder of submissions is nobody's.
fn warn_of_others(others: &BTreeMap<OsString, EntryKind>) -> Vec<String> {
    let names = |wanted: fn(&OsStr) -> bool| -> Vec<String> {
        others
            .iter()
            .filter(|(name, _)| wanted(name))
            .map(|(name, kind)| match kind {
                EntryKind::File | EntryKind::Folder => name::shown(name),
                other => format!("{} ({})", name::shown(name), other.noun()),
            })
            .collect()
    };
    let mut warnings = Vec::new();
    let hidden_ones = names(hidden);
    if !hidden_ones.is_empty() {
        warnings.push(format!(
            "ignored, since hidden: {}",
            name::list(&hidden_ones, NAMED)
        ));
    }
    let no_folders = names(|name| !hidden(name));
    if !no_folders.is_empty() {
        warnings.push(format!(
            "ignored, since no folder: {}; archives are not unpacked, and links not followed",
            name::list(&no_folders, NAMED)
        ));
    }
    warnings
}

/// What the roster and the folders do not have in common.
fn compare(
    roster: &Roster,
    folders: &BTreeSet<OsString>,
    others: &BTreeMap<OsString, EntryKind>,
) -> Vec<String> {
    let file = roster.file.display();
    let listed: BTreeSet<&OsStr> = roster.names.iter().map(OsStr::new).collect();
    let mut warnings = Vec::new();
    let strangers: Vec<&OsString> = folders
        .iter()
        .filter(|name| !listed.contains(name.as_os_str()))
        .collect();
    if strangers.len() == folders.len() && !folders.is_empty() {
        warnings.push(format!(
            "{file}: no name in it is that of a folder; expected the folders' names in a column \
             called `folder`, `student` or `id`, or in the first"
        ));
    }
    if let (Header::Missing, Some(first)) = (roster.header, roster.names.first()) {
        let name = OsStr::new(first);
        if !folders.contains(name) && !others.contains_key(name) {
            warnings.push(format!(
                "{file}: no column is called `folder`, `student` or `id`, so the first line is \
                 taken as a student, `{}`",
                name::shown(name)
            ));
        }
    }
    if !strangers.is_empty() {
        let shown: Vec<String> = strangers.iter().map(|name| name::shown(name)).collect();
        warnings.push(format!(
            "graded, but not in {file}: {}",
            name::list(&shown, NAMED)
        ));
    }
    let alike = alike(&strangers, roster, folders);
    if !alike.is_empty() {
        warnings.push(format!(
            "{file}: these differ from a folder's name in capitals only, and count as other \
             students: {}",
            name::list(&alike, NAMED)
        ));
    }
    warnings
}

/// Names on the roster without a folder, where a folder has nearly the same name.
fn alike(strangers: &[&OsString], roster: &Roster, folders: &BTreeSet<OsString>) -> Vec<String> {
    let lower: BTreeSet<String> = strangers
        .iter()
        .filter_map(|name| name.to_str())
        .map(str::to_lowercase)
        .collect();
    roster
        .names
        .iter()
        .filter(|name| !folders.contains(OsStr::new(name)))
        .filter(|name| lower.contains(&name.to_lowercase()))
        .map(|name| name::shown(OsStr::new(name)))
        .collect()
}

/// Folders in which nothing was found: perhaps the files lie deeper.
fn warn_of_empty(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| {
        format!(
            "folders without a file for any exercise: {}; expected \
             `exercises/NAME/src/lib.rs`, `NAME/src/lib.rs`, `ID.rs` or `NAME.rs` in each",
            name::list(names, NAMED)
        )
    })
}
