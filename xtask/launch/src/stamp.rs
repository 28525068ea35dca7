//! What a program was made of. In: its files, and who made it. Out: a text that is another
//! one as soon as one of them changes, and that names the files, so that it can be written
//! again later and compared.
//!
//! Files are told apart by what is in them. Their times prove nothing: who unpacks a new
//! edition over an old one may get files that are older than what was built before.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The shape of the text.
const SCHEMA: &str = "made of, 1";
/// What ends the facts; then come the files.
const FILES: &str = "\nfiles\n";

/// What all else depends on, besides files of the workbook.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The folder of the workbook, below which the files are.
    pub root: &'a Path,
    /// The program.
    pub program: &'a Path,
    /// The cargo that builds, which is of a toolchain.
    pub cargo: &'a Path,
    /// The program that starts the runner. Cargo looks at it each time, and compiles it anew
    /// for another compiler and for other flags.
    pub launcher: &'a Path,
}

/// A file, absolute or below the root, and what stands for what is in it.
pub type Content = (PathBuf, String);

/// What stands for what is in a file that changes while it is looked at. It is never what
/// [`content`] says.
pub const CHANGING: &str = "changing";

/// The text for these files; none where they cannot be named in lines of text, or where a
/// program is not there.
pub fn text(facts: &Facts<'_>, files: &[Content]) -> Option<String> {
    let mut text = format!(
        "{SCHEMA}\nroot {}\ncargo {}\nlauncher {}\nprogram {}{FILES}",
        line(facts.root)?,
        line(facts.cargo)?,
        identity(facts.launcher)?,
        identity(facts.program)?,
    );
    for (file, content) in files {
        text += &format!("{content} {}\n", line(file)?);
    }
    Some(text)
}

/// The files that such a text names, with what was in them.
pub fn files(text: &str) -> Vec<Content> {
    let (_, files) = text.split_once(FILES).unwrap_or_default();
    let files = files.lines().filter_map(|line| line.split_once(' '));
    files
        .map(|(content, file)| (file.into(), content.to_owned()))
        .collect()
}

/// Whether such a text is of this folder.
pub fn is_of(text: &str, root: &Path) -> bool {
    let line = line(root).map(|root| format!("root {root}"));
    text.lines().nth(1) == line.as_deref()
}

/// What stands for what is in a file, also for one that is not there.
pub fn content(file: &Path) -> String {
    let Ok(bytes) = fs::read(file) else {
        return "absent".to_owned();
    };
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A program is large, and only cargo writes it: its length and its time are enough.
fn identity(program: &Path) -> Option<String> {
    let data = fs::metadata(program).ok()?;
    let time = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {}", data.len(), time.as_nanos()))
}

/// The path in a line of text.
fn line(path: &Path) -> Option<&str> {
    path.to_str().filter(|path| !path.contains(['\n', '\r']))
}
