//! `reset`: the starter again. The learner's file is kept first.

use std::fs;

use super::command::Command;
use crate::failure::Failure;
use crate::flags::{id, text};
use crate::learner::event::Event;
use crate::learner::file::{keep, replace};
use crate::learner::starter::{self, State};
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
            session
                .face
                .print(&format!("{shown} is the starter already.\n"));
            return Ok(Outcome::AllPass);
        }
        Ok(_) if matches!(starter::state(exercise, &session.history)?, State::Earlier) => {
            session.face.print(&format!(
                "{shown} was the starter of an earlier edition, which nobody edited\n"
            ));
        }
        Ok(text) => {
            let folder = session.history.folder().join(&exercise.name);
            let kept = keep(&folder, &text)?;
            session.face.print(&format!(
                "kept your file as {}\n",
                session.workbook.shown(&kept)
            ));
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::io("read", &yours, &error)),
    }
    replace(&yours, &starter_text).map_err(|error| Failure::io("write", &yours, &error))?;
    session
        .face
        .print(&format!("{shown} is the starter again\n"));
    let id = exercise.id.clone();
    let noted = session.history.add(Event::Reset { id });
    if let Err(failure) = noted.and_then(|()| starter::know(exercise, &mut session.history)) {
        session
            .face
            .warn(&format!("hints go on where they were: {failure}"));
    }
    Ok(Outcome::AllPass)
}
