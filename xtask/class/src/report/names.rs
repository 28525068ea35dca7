//! Students' names. In: any text. Out: a name to show, and a name for files.

use crate::report::text;
use crate::sha256;

/// The longest beginning of a name that file names and pages show, in characters.
const SLUG: usize = 40;
const SHOWN: usize = 60;

/// A student as reports know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// As in the records.
    pub name: String,
    /// For people: one line, of bounded length, without surprises.
    pub shown: String,
    /// For files and folders: lower-case letters, digits and hyphens only.
    pub file: String,
}

impl Student {
    /// The student with this name.
    pub fn of(name: &str) -> Self {
        let hash = sha256::of(name.as_bytes());
        let line = match text::line(name, SHOWN).as_str() {
            "" => "no name".to_owned(),
            line => line.to_owned(),
        };
        let shown = if line == name {
            line
        } else {
            // Two names that differ only in what is not shown must not look alike.
            format!("{line} [{}]", &hash[..8])
        };
        Student {
            name: name.to_owned(),
            shown,
            file: format!("{}-{}", slug(name), &hash[..12]),
        }
    }
}

/// The letters and digits of a name that every file system takes. With a hash behind
/// it, no two names are the same, and none is reserved.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if slug.len() >= SLUG {
            break;
        }
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "student".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const NAMES: [&str; 16] = [
        "Ada Lovelace",
        "ada lovelace",
        "../../etc/passwd",
        "..",
        ".",
        "",
        "/",
        "C:\\Windows",
        "CON",
        "nul.txt",
        "Zoë",
        "👩‍💻",
        "a\0b",
        "a/b",
        "\u{202e}gpj",
        "日本語",
    ];

    #[test]
    fn files_are_named_safely_and_differently() {
        let long = "x".repeat(300);
        let longer = "x".repeat(301);
        let mut seen = BTreeSet::new();
        for name in NAMES.iter().copied().chain([long.as_str(), &longer]) {
            let file = Student::of(name).file;
            assert!(file.len() <= SLUG + 13, "{file}");
            assert!(
                file.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{file}"
            );
            assert!(!file.starts_with('-'), "{file}");
            let (slug, hash) = file.rsplit_once('-').expect("a hash is at the end");
            assert!(!slug.is_empty() && hash.len() == 12, "{file}");
            assert!(seen.insert(file.clone()), "{file} comes twice");
        }
    }

    #[test]
    fn plain_names_are_shown_as_they_are_and_others_say_who_they_are() {
        for (name, expected) in [
            ("Ada Lovelace", "Ada Lovelace"),
            ("Zoë 👩‍💻", "Zoë 👩‍💻"),
            ("../../etc", "../../etc"),
        ] {
            assert_eq!(Student::of(name).shown, expected);
        }
        let mut seen = BTreeSet::new();
        for name in [
            "",
            " ",
            "Ada ",
            "Ada",
            "\u{202e}adA",
            &"x".repeat(300),
            &"x".repeat(301),
        ] {
            let shown = Student::of(name).shown;
            assert!(!shown.is_empty() && !shown.contains('\u{202e}'), "{shown}");
            assert!(shown.chars().count() <= SHOWN + 20, "{shown}");
            assert!(seen.insert(shown.clone()), "{shown} comes twice");
        }
    }
}
