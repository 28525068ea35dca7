//! `book`: hands its words to the crate `site`.

use std::ffi::OsString;

use super::crates;
use crate::failure::Failure;
use crate::session::{Outcome, Session};

/// Runs `site` with the learner's words.
pub fn run(session: &Session, words: &[OsString]) -> Result<Outcome, Failure> {
    let notice = "compiling what builds the book; only the first time takes minutes";
    crates::run(session, "site", words, notice)
}
