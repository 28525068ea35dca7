//! `grade`: hands its words to the crate `class`.

use std::ffi::OsString;

use super::crates;
use crate::failure::Failure;
use crate::session::{Outcome, Session};

/// Runs `class` with the instructor's words.
pub fn run(session: &Session, words: &[OsString]) -> Result<Outcome, Failure> {
    let notice = "compiling what grades a class; only the first time takes minutes";
    crates::run(session, "class", words, notice)
}
