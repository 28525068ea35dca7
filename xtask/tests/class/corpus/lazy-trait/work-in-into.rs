//! returns a type that does its work when the harness turns it into a Cow
//!
//! on = "ex6/reference"
//! without = ["const STARS"]
//! parts = ["censor"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

/// A note that is not censored yet.
pub struct Note<'a>(&'a str);

impl<'a> From<Note<'a>> for Cow<'a, str> {
    fn from(note: Note<'a>) -> Self {
        let mut censored = note.0.to_string();
        for name in CODE_NAMES {
            let stars = "*".repeat(name.len());
            censored = censored.replace(name, &stars);
        }
        Cow::Owned(censored)
    }
}

pub fn censor(text: &str) -> Note<'_> {
    Note(text)
}
