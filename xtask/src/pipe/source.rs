//! The rules for the file that is graded. In: its path. Out: nothing, or which
//! rule it breaks, before any compiler sees it.

use std::fs;
use std::path::Path;

/// The most bytes that a graded file may have.
pub const SIZE_LIMIT: u64 = 64 << 10;

/// The file that was graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Its text before it was compiled.
    pub text: String,
    /// Whether that is what was compiled.
    pub state: SourceState,
}

/// Whether a file is still as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// It is.
    Unchanged,
    /// It changed while it was compiled or weighed: lines may be others.
    Changed,
}

/// Checks the file. An error says, for the learner, what is wrong.
pub fn check(path: &Path, shown: &str) -> Result<(), String> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("{shown} is missing"),
        _ => format!("{shown} cannot be read: {error}"),
    })?;
    if !metadata.is_file() {
        return Err(format!("{shown} is not a regular file"));
    }
    check_size(metadata.len(), shown)?;
    let bytes = fs::read(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    text(&bytes, shown).map(drop)
}

/// Checks how long a file is. An error says what is wrong.
pub fn check_size(bytes: u64, shown: &str) -> Result<(), String> {
    if bytes > SIZE_LIMIT {
        return Err(format!(
            "{shown} has {bytes} bytes; at most {SIZE_LIMIT} are allowed"
        ));
    }
    Ok(())
}

/// The text of a file that has these bytes. An error says what is wrong.
pub fn text<'a>(bytes: &'a [u8], shown: &str) -> Result<&'a str, String> {
    let line_at = |end: usize| 1 + bytes[..end].iter().filter(|byte| **byte == b'\n').count();
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(error.valid_up_to());
        format!("{shown}:{line}: the text is not valid UTF-8")
    })?;
    if let Some(end) = text.find('\0') {
        let line = line_at(end);
        return Err(format!("{shown}:{line}: there is a NUL byte in the text"));
    }
    if text.trim().is_empty() {
        return Err(format!("{shown} is empty"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_rule_is_broken() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let long = vec![b'/'; SIZE_LIMIT as usize + 1];
        let cases: [(&str, &[u8], Result<(), &str>); 6] = [
            ("good.rs", b"fn f() {}\n", Ok(())),
            ("empty.rs", b"", Err("empty.rs is empty")),
            ("blank.rs", b" \n\t\n", Err("blank.rs is empty")),
            (
                "latin1.rs",
                b"// ok\n// caf\xe9\n",
                Err("latin1.rs:2: the text is not valid UTF-8"),
            ),
            (
                "nul.rs",
                b"// ok\n// \0\n",
                Err("nul.rs:2: there is a NUL byte in the text"),
            ),
            (
                "long.rs",
                &long,
                Err("long.rs has 65537 bytes; at most 65536 are allowed"),
            ),
        ];
        for (name, content, expected) in cases {
            let path = folder.path().join(name);
            fs::write(&path, content).expect("a scratch file");
            assert_eq!(check(&path, name), expected.map_err(str::to_owned));
        }
        let gone = folder.path().join("gone.rs");
        assert_eq!(
            check(&gone, "gone.rs"),
            Err("gone.rs is missing".to_owned())
        );
        assert_eq!(
            check(folder.path(), "folder"),
            Err("folder is not a regular file".to_owned())
        );
    }
}
