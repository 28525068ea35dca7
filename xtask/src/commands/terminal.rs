//! `watch` and `shell`: handed to the crate `terminal`, which is compiled only
//! now. In: options. Out: that program in the place of this one.

use std::ffi::OsString;

use crate::failure::Failure;
use crate::flags::{Notice, Watch};
use crate::pipe::build::{self, Colour};
use crate::process;
use crate::session::{Outcome, Session};

/// The exit code of `terminal` when something does not pass.
const SOMETHING_FAILS: i32 = 1;
/// Its exit code after a message of its own.
const COULD_NOT_WORK: i32 = 2;

/// Grades an exercise each time its file is saved.
pub fn watch(session: &Session, options: &Watch) -> Result<Outcome, Failure> {
    // A name that nothing has is told before anything is compiled.
    if let Some(id) = &options.id {
        session.workbook.find(id)?;
    }
    let mut words = vec![OsString::from("watch")];
    words.extend(options.id.iter().map(OsString::from));
    if options.notice == Notice::Polled {
        words.push("--poll".into());
    }
    start(session, words)
}

/// Reads commands from a prompt.
pub fn shell(session: &Session) -> Result<Outcome, Failure> {
    start(session, vec!["shell".into()])
}

/// Compiles and runs `terminal` in the learner's folder.
fn start(session: &Session, words: Vec<OsString>) -> Result<Outcome, Failure> {
    let mut cargo = build::cargo();
    cargo
        .args(["run", "--release", "--package", "terminal"])
        .arg("--manifest-path")
        .arg(session.workbook.root.join("Cargo.toml"));
    let program = format!("terminal{}", std::env::consts::EXE_SUFFIX);
    if session.target.join("release").join(program).exists() {
        cargo.arg("--quiet");
    } else {
        eprintln!("compiling the prompt and the watcher; only the first time takes long");
    }
    cargo
        .arg("--")
        .args(words)
        .args(match session.compiler_colour() {
            Colour::Ansi => ["--color", "always"],
            Colour::Plain => ["--color", "never"],
        });
    // In the place of this program: a Ctrl-C in the terminal would end this one
    // and leave the other without a terminal.
    let status = process::become_program(&mut cargo)?;
    match status.code() {
        Some(0) => Ok(Outcome::AllPass),
        Some(SOMETHING_FAILS) => Ok(Outcome::SomethingFails),
        Some(COULD_NOT_WORK) => Err(Failure::new("the reason stands above")),
        _ => Err(Failure::new(format!("it ended with {status}"))),
    }
}
