//! Keys. In: bytes as a terminal sends them. Out: what they ask for.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A hint.
    Hint,
    /// Why the code costs what it costs.
    Explain,
    /// The next exercise.
    Next,
    /// The list of exercises.
    List,
    /// The starter again.
    Reset,
    /// What the keys are.
    Keys,
    /// To leave.
    Quit,
    /// Any other letter.
    Other,
    /// Yes, where something was asked.
    Yes,
}

/// What the keys are, for people.
pub const HELP: &str = "h hint, e explain, n next exercise, l list, r reset, q quit, ? keys";

/// The keys in one piece of input. Arrows and the like come as escape sequences,
/// with letters in them that nobody typed.
pub fn read(bytes: &[u8]) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            0x1b => skip_sequence(&mut rest),
            _ => keys.push(key(byte)),
        }
    }
    keys
}

/// Skips what follows an escape.
fn skip_sequence(rest: &mut impl Iterator<Item = u8>) {
    match rest.next() {
        Some(b'[') => {
            // Numbers, and then the letter that ends it.
            rest.find(|byte| (0x40..=0x7e).contains(byte));
        }
        Some(b'O') => {
            rest.next();
        }
        _ => {}
    }
}

fn key(byte: u8) -> Key {
    /// What Ctrl-D sends where lines are not waited for.
    const END_OF_INPUT: u8 = 4;
    match byte.to_ascii_lowercase() {
        b'h' => Key::Hint,
        b'e' => Key::Explain,
        b'n' => Key::Next,
        b'l' => Key::List,
        b'r' => Key::Reset,
        b'?' => Key::Keys,
        b'q' | END_OF_INPUT => Key::Quit,
        b'y' => Key::Yes,
        _ => Key::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_keys_and_sequences_are_not() {
        for (bytes, keys) in [
            (&b"h"[..], &[Key::Hint][..]),
            (b"nQ", &[Key::Next, Key::Quit]),
            (b"\x04", &[Key::Quit]),
            (b"\x1b[H", &[]),
            (b"\x1b[1;5Hh", &[Key::Hint]),
            (b"\x1bOHl", &[Key::List]),
            (b"\x1bq", &[]),
            (b"\x1b", &[]),
            ("ö".as_bytes(), &[Key::Other, Key::Other]),
            (b"x\r", &[Key::Other, Key::Other]),
        ] {
            assert_eq!(read(bytes), keys, "{bytes:?}");
        }
    }
}
