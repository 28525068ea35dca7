//! Keys. In: bytes as a terminal sends them. Out: what they ask for.

use super::page::Scroll;

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
    /// The reference beside the own file.
    Solution,
    /// Another part of what is shown.
    Scroll(Scroll),
    /// What the keys are.
    Keys,
    /// To leave.
    Quit,
    /// Any other letter.
    Other,
    /// Yes, where something was asked.
    Yes,
}

/// What the keys are, in a row at the foot of the screen: the longest that fits is shown.
pub const ROWS: [&str; 4] = [
    "h hint  e explain  n next  l list  s solution  r reset  q quit  ↑↓ scroll",
    "h hint  e explain  n next  l list  q quit  ? keys",
    "h hint  q quit  ? keys",
    "? keys",
];

/// What the keys are, one by one.
pub const HELP: &str = "\
h      a hint: where to look, then the idea, then nearly the code
e      everything that there is to say of the exercise, and each line that allocates
n      the next exercise that does not pass yet
l      the list of exercises, with your best results
s      the reference beside your file, after a pass
r      the starter again; your file is kept
q      quit; so do Ctrl-C and Ctrl-D

↑ ↓    a row up, a row down; so do k and j
b f    a screen up, a screen down; so do Page Up, Page Down and the space bar
g G    to the first row, to the last row; so do Home and End
";

/// The keys in one piece of input. Arrows and the like come as escape sequences.
pub fn read(bytes: &[u8]) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            0x1b => keys.extend(sequence(&mut rest)),
            _ => keys.push(key(byte)),
        }
    }
    keys
}

/// The key that a sequence stands for, behind its escape.
fn sequence(rest: &mut impl Iterator<Item = u8>) -> Option<Key> {
    let (number, end) = match rest.next()? {
        b'[' => {
            // Numbers, and then the letter that ends it.
            let mut number = Vec::new();
            let end = rest.find(|byte| {
                number.push(*byte);
                (0x40..=0x7e).contains(byte)
            })?;
            number.pop();
            (number, end)
        }
        b'O' => (Vec::new(), rest.next()?),
        _ => return None,
    };
    let scroll = match (number.as_slice(), end) {
        (_, b'A') => Scroll::Up,
        (_, b'B') => Scroll::Down,
        (_, b'H') | (b"1" | b"7", b'~') => Scroll::Home,
        (_, b'F') | (b"4" | b"8", b'~') => Scroll::End,
        (b"5", b'~') => Scroll::PageUp,
        (b"6", b'~') => Scroll::PageDown,
        _ => return None,
    };
    Some(Key::Scroll(scroll))
}

fn key(byte: u8) -> Key {
    /// What Ctrl-D sends where lines are not waited for.
    const END_OF_INPUT: u8 = 4;
    match byte {
        b'k' => return Key::Scroll(Scroll::Up),
        b'j' => return Key::Scroll(Scroll::Down),
        b'b' => return Key::Scroll(Scroll::PageUp),
        b'f' | b' ' => return Key::Scroll(Scroll::PageDown),
        b'g' => return Key::Scroll(Scroll::Home),
        b'G' => return Key::Scroll(Scroll::End),
        _ => {}
    }
    match byte.to_ascii_lowercase() {
        b'h' => Key::Hint,
        b'e' => Key::Explain,
        b'n' => Key::Next,
        b'l' => Key::List,
        b'r' => Key::Reset,
        b's' => Key::Solution,
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
            (b"\x1b[H", &[Key::Scroll(Scroll::Home)]),
            (b"\x1b[1;5Bh", &[Key::Scroll(Scroll::Down), Key::Hint]),
            (b"\x1bOAl", &[Key::Scroll(Scroll::Up), Key::List]),
            (
                b"\x1b[6~\x1b[5~",
                &[Key::Scroll(Scroll::PageDown), Key::Scroll(Scroll::PageUp)],
            ),
            // An arrow to the side, whose letter would be a key.
            (b"\x1b[C\x1b[200~s", &[Key::Solution]),
            (
                b"gG",
                &[Key::Scroll(Scroll::Home), Key::Scroll(Scroll::End)],
            ),
            (b"\x1bq", &[]),
            (b"\x1b", &[]),
            ("ö".as_bytes(), &[Key::Other, Key::Other]),
            (b"x\r", &[Key::Other, Key::Other]),
        ] {
            assert_eq!(read(bytes), keys, "{bytes:?}");
        }
    }
}
