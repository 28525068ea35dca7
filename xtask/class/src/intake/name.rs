//! How names from a file system are shown. In: a name of any bytes. Out: one line of
//! text that is safe to print, and that no other name has.
//!
//! What cannot be seen is escaped as in Rust: control characters, marks that change
//! the direction of writing, unusual spaces, and a backslash itself. A byte that is not
//! UTF-8 becomes `\xff`, and a space at either end `\u{20}`. A long name is cut, and
//! ends with its digest. All else stays: `=cmd` and `<script>` are escaped by whoever
//! writes a table or a page.

use std::ffi::OsStr;

use crate::sha256;

/// The longest name that is shown whole, in characters.
const LONGEST: usize = 100;
/// How much of a longer one is shown.
const BEGINNING: usize = 40;

/// The name as it is shown.
pub fn shown(name: &OsStr) -> String {
    let bytes = name.as_encoded_bytes();
    let units = units(bytes);
    let length: usize = units.iter().map(|unit| unit.chars().count()).sum();
    if length <= LONGEST {
        return units.concat();
    }
    let mut text = String::new();
    let mut left = BEGINNING;
    for unit in units {
        let Some(rest) = left.checked_sub(unit.chars().count()) else {
            break;
        };
        text.push_str(&unit);
        left = rest;
    }
    // No name is escaped to `\s`, so nobody can call a folder like another's cut name.
    let digest = sha256::of(bytes);
    text + &format!("\\sha256{{{}}}", &digest[..32])
}

/// A list of names in a sentence: at most `most`, then how many more.
pub fn list(names: &[String], most: usize) -> String {
    let quoted: Vec<String> = names
        .iter()
        .take(most)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().checked_sub(most) {
        None | Some(0) => quoted.join(", "),
        Some(more) => format!("{} and {more} more", quoted.join(", ")),
    }
}

/// The name in pieces that are not to be cut: characters and escapes.
fn units(bytes: &[u8]) -> Vec<String> {
    let mut units = Vec::new();
    for chunk in bytes.utf8_chunks() {
        units.extend(chunk.valid().chars().map(visible));
        units.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    if let Some(first) = units.first_mut() {
        edge(first);
    }
    if let Some(last) = units.last_mut() {
        edge(last);
    }
    units
}

/// One character, or its escape.
fn visible(character: char) -> String {
    if matches!(character, '\'' | '"') {
        return character.to_string();
    }
    // An accent of its own is escaped only at the beginning of a text, and here it is
    // not: macOS writes `é` as two characters.
    let text: String = ['a', character].iter().collect();
    text.escape_debug().skip(1).collect()
}

/// Nobody sees a space at the end of a name.
fn edge(unit: &mut String) {
    if unit == " " {
        "\\u{20}".clone_into(unit);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let cases = [
            ("anna", "anna"),
            ("Łukasz Nowak_123", "Łukasz Nowak_123"),
            ("e\u{301}", "e\u{301}"),
            ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
            ("<script>alert(\"1\")", "<script>alert(\"1\")"),
            ("a\nb", "a\\nb"),
            ("a\\nb", "a\\\\nb"),
            ("a\u{1b}[31m", "a\\u{1b}[31m"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("a\u{2066}b", "a\\u{2066}b"),
            ("a\u{200b}b", "a\\u{200b}b"),
            ("a\u{feff}b", "a\\u{feff}b"),
            ("a\u{a0}b", "a\\u{a0}b"),
            ("a\u{2028}b", "a\\u{2028}b"),
            (" a b ", "\\u{20}a b\\u{20}"),
            (" ", "\\u{20}"),
        ];
        for (name, expected) in cases {
            assert_eq!(shown(OsStr::new(name)), expected, "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let cases: [(&[u8], &str); 4] = [
            (b"a\xff", "a\\xff"),
            (b"a\xfe", "a\\xfe"),
            (b"a\\xff", "a\\\\xff"),
            (b"\xe2\x80", "\\xe2\\x80"),
        ];
        for (name, expected) in cases {
            assert_eq!(shown(OsStr::from_bytes(name)), expected);
        }
    }

    #[test]
    fn a_long_name_is_cut_between_characters_and_stays_unique() {
        let whole = "x".repeat(LONGEST);
        assert_eq!(shown(OsStr::new(&whole)), whole);
        let long = |end: &str| "\u{1b}".repeat(60) + end;
        let cut = shown(OsStr::new(&long("1")));
        let (beginning, digest) = cut.split_at("\\u{1b}".len() * 6);
        assert_eq!(beginning, "\\u{1b}".repeat(6));
        let expected = format!("\\sha256{{{}}}", &sha256::of(long("1").as_bytes())[..32]);
        assert_eq!(digest, expected);
        let names = [long("1"), long("2"), cut];
        let shown: BTreeSet<String> = names.iter().map(|name| shown(OsStr::new(name))).collect();
        assert_eq!(shown.len(), names.len(), "{shown:?}");
    }

    #[test]
    fn a_list_says_how_many_more() {
        let names = ["a", "b", "c"].map(str::to_owned);
        let cases = [(3, "`a`, `b`, `c`"), (2, "`a`, `b` and 1 more")];
        for (most, expected) in cases {
            assert_eq!(list(&names, most), expected);
        }
    }
}
