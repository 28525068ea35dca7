//! Make rules, as rustc and cargo write them beside what they built. In: their text. Out:
//! the files that it was made of.

use std::path::PathBuf;

/// The files of the first rule.
///
/// Blanks in a path are written as `\ `.
pub fn sources(rules: &str) -> Vec<PathBuf> {
    let Some((_, files)) = rules.lines().find_map(|line| line.split_once(": ")) else {
        return Vec::new();
    };
    files
        .replace("\\ ", "\0")
        .split(' ')
        .filter(|file| !file.is_empty())
        .map(|file| PathBuf::from(file.replace('\0', " ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_in_a_path_are_no_end_of_it() {
        let rules = "/t/my\\ books/xtask: /b/a.rs /b/my\\ books/b.rs\n\n/b/a.rs:\n";
        let files = sources(rules);
        assert_eq!(
            files,
            [PathBuf::from("/b/a.rs"), PathBuf::from("/b/my books/b.rs")]
        );
        assert_eq!(sources(""), Vec::<PathBuf>::new());
    }
}
