//! Takes the number of letters before a name for the place of its bytes.
//!
//! on = "reference"
//! part = "censor"
//! verdict = "wrong-answer"

fn censor() {
    let mut bytes = Vec::new();
    for name in CODE_NAMES {
        for (at, _) in text.match_indices(name) {
            if bytes.is_empty() {
                bytes = text.as_bytes().to_vec();
            }
            let place = text[..at].chars().count();
            bytes[place..place + name.len()].fill(b'*');
        }
    }
    match bytes.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
