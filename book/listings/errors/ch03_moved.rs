// fails with: E0382
//! A text that was moved into a struct.

pub struct Note {
    pub text: String,
}

// ANCHOR: shown
pub fn note_and_length(text: String) -> (Note, usize) {
    let note = Note { text };
    (note, text.len())
}
// ANCHOR_END: shown
