//! `reset`: the starter again. The learner's file is kept first.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::command::Command;
use crate::failure::Failure;
use crate::flags::{id, text};
use crate::learner::event::Event;
use crate::session::{Outcome, Session};

/// Puts the starter back.
pub const COMMAND: Command = Command {
    name: "reset",
    define: |command| {
        command
            .about("Put the starter back; your file is kept under .workbook/")
            .arg(id())
    },
    read: |matches| {
        let id = text(matches, "id");
        Box::new(move |session| run(session, &id))
    },
};

/// Keeps a copy of the learner's file, then puts the starter in its place.
fn run(session: &mut Session, id: &str) -> Result<Outcome, Failure> {
    let exercise = session.workbook.find(id)?;
    let yours = exercise.learner_file();
    let starter = exercise.starter_file();
    let starter_text = fs::read(&starter).map_err(|error| Failure::io("read", &starter, &error))?;
    let shown = session.workbook.shown(&yours);
    if yours.exists() && !yours.is_file() {
        return Err(Failure::new(format!("{shown} is not a regular file"))
            .next("move it away, then reset again"));
    }
    match fs::read(&yours) {
        Ok(text) if text == starter_text => {
            println!("{shown} is the starter already.");
            return Ok(Outcome::AllPass);
        }
        Ok(text) => {
            let folder = session.history.folder().join(&exercise.name);
            let kept = keep(&folder, &text)?;
            println!("kept your file as {}", session.workbook.shown(&kept));
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::io("read", &yours, &error)),
    }
    replace(&yours, &starter_text).map_err(|error| Failure::io("write", &yours, &error))?;
    println!("{shown} is the starter again");
    let id = exercise.id.clone();
    if let Err(failure) = session.history.add(Event::Reset { id }) {
        eprintln!("warning: hints go on where they were: {failure}");
    }
    Ok(Outcome::AllPass)
}

/// Writes the text to a new file; one that is there is never written over.
fn keep(folder: &Path, text: &[u8]) -> Result<PathBuf, Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    for number in 1.. {
        let path = folder.join(format!("lib-{number}.rs"));
        match fs::File::create_new(&path) {
            Ok(mut file) => {
                let written = file.write_all(text).and_then(|()| file.sync_all());
                return match written {
                    Ok(()) => Ok(path),
                    Err(error) => {
                        // Half a copy would pass for a whole one.
                        let _ = fs::remove_file(&path);
                        Err(Failure::io("write", &path, &error))
                    }
                };
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Failure::io("write", &path, &error)),
        }
    }
    Err(Failure::new("no free name for a copy of your file"))
}

/// Replaces a file in one step: it has its old content or its new one, never half.
fn replace(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = scratch_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file that, unlike others, everybody may read once it has its
/// final name, as with a file from an editor. The umask still applies.
#[cfg(unix)]
fn scratch_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn scratch_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::NamedTempFile::new_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_writes_over_a_kept_file() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let first = keep(folder.path(), b"one").expect("kept");
        let second = keep(folder.path(), b"two").expect("kept");
        assert_ne!(first, second);
        assert_eq!(fs::read(first).ok().as_deref(), Some(&b"one"[..]));
        assert_eq!(fs::read(second).ok().as_deref(), Some(&b"two"[..]));
    }

    #[test]
    fn replaces_the_whole_file() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("src/lib.rs");
        replace(&path, b"a long first text").expect("written");
        replace(&path, b"short").expect("written");
        assert_eq!(fs::read(&path).ok().as_deref(), Some(&b"short"[..]));
    }
}
