//! Changes the bytes of a copy, and makes a text of them again.
//!
//! on = "starter"
//! part = "censor"

use std::borrow::Cow;

/// Replaces each letter of a code name with a star.
pub fn censor(text: &str) -> Cow<'_, str> {
    let mut bytes: Option<Vec<u8>> = None;
    for name in CODE_NAMES {
        for (at, _) in text.match_indices(name) {
            let bytes = bytes.get_or_insert_with(|| text.as_bytes().to_vec());
            bytes[at..at + name.len()].fill(b'*');
        }
    }
    match bytes {
        None => Cow::Borrowed(text),
        Some(bytes) => String::from_utf8(bytes)
            .expect("stars took the place of ASCII letters")
            .into(),
    }
}
