//! Whose code a frame is. In: a frame. Out: the reader's own file, or a library.

use std::ops::Range;
use std::sync::OnceLock;

use crate::file;
use crate::frame::Frame;
use crate::origin;
use crate::syntax::Syntax;

/// Knows the reader's own code.
pub trait Sources {
    /// The name under which this frame's file is shown, if it is the reader's own.
    /// `number` is the frame's place among all frames of its profile.
    fn own_file(&self, number: usize, frame: &Frame) -> Option<String>;

    /// The library that a frame belongs to, where that is known.
    fn library(&self, _number: usize) -> Option<&str> {
        None
    }

    /// A line of an own file, from 1, where its text is known.
    fn line(&self, file: &str, line: u32) -> Option<&str>;

    /// An own file as syntax, where its text is known and parses.
    fn syntax(&self, file: &str) -> Option<&Syntax>;
}

/// One file is the reader's own, as in an exercise.
#[derive(Clone, Debug)]
pub struct OneFile {
    path: String,
    text: String,
    lines: Vec<Range<usize>>,
    /// Read when it is first asked for.
    syntax: OnceLock<Option<Syntax>>,
}

impl OneFile {
    /// The file with its whole path, as the compiler was given it, and with its text
    /// when it was compiled.
    pub fn new(path: String, text: String) -> Self {
        OneFile {
            lines: file::lines(&text),
            path,
            text,
            syntax: OnceLock::new(),
        }
    }

    /// The whole path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text when it was compiled.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Sources for OneFile {
    fn own_file(&self, _number: usize, frame: &Frame) -> Option<String> {
        let file = frame.file.as_deref()?;
        is_end_of_path(file, &self.path).then(|| self.path.clone())
    }

    fn line(&self, _file: &str, line: u32) -> Option<&str> {
        let range = self.lines.get((line as usize).checked_sub(1)?)?;
        self.text.get(range.clone())
    }

    fn syntax(&self, _file: &str) -> Option<&Syntax> {
        self.syntax
            .get_or_init(|| Syntax::parse(&self.text))
            .as_ref()
    }
}

/// Whether `end` is the last parts of `path`. Profiles cut long paths, so that
/// only the last parts are there.
pub fn is_end_of_path(end: &str, path: &str) -> bool {
    let parts = |path| -> Vec<&str> { origin::parts(path).collect() };
    let (end, path) = (parts(end), parts(path));
    !end.is_empty() && path.ends_with(&end)
}

/// Whether a line of an own file does something itself. A derived method is
/// charged to the field or to the `derive` that it was made from: there is no
/// call to be found on such a line.
pub fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with("#[") {
        return false;
    }
    let field = line
        .strip_prefix("pub(crate) ")
        .or_else(|| line.strip_prefix("pub "))
        .unwrap_or(line);
    let name_end = field
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(field.len());
    let (name, rest) = field.split_at(name_end);
    // `name: String,` declares. `name: text.to_string(),` makes a value.
    let is_declaration = !name.is_empty()
        && rest.starts_with(": ")
        && rest.trim_end().ends_with(',')
        && !rest.contains(['(', '"', '.', '!', '?']);
    !is_declaration
}

/// Whether this line declares the program's allocator. What the compiler makes of it
/// is on every call stack, and is no work of the reader's.
pub fn is_global_allocator(sources: &dyn Sources, file: &str, line: u32) -> bool {
    let starts = |line: Option<u32>, start: &str| {
        let text = line.and_then(|line| sources.line(file, line));
        text.is_some_and(|text| text.trim_start().starts_with(start))
    };
    starts(Some(line), "static ") && starts(line.checked_sub(1), "#[global_allocator]")
        || starts(Some(line), "#[global_allocator]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_end_of_a_path() {
        for (end, path, expected) in [
            ("ex3/src/lib.rs", "/home/a/exercises/ex3/src/lib.rs", true),
            ("src/lib.rs", "/home/a/ex3/src/lib.rs", true),
            ("rc/lib.rs", "/home/a/ex3/src/lib.rs", false),
            ("ex3/src/main.rs", "/home/a/ex3/src/lib.rs", false),
            (r"ex3\src\lib.rs", r"C:\a\ex3\src\lib.rs", true),
            ("", "/a", false),
        ] {
            assert_eq!(is_end_of_path(end, path), expected, "{end} {path}");
        }
    }

    #[test]
    fn knows_the_line_of_the_allocator() {
        let text = "#[global_allocator]\nstatic ALLOC: A = A;\nstatic B: u8 = 1;";
        let sources = OneFile::new("a.rs".to_owned(), text.to_owned());
        for (line, expected) in [(0, false), (1, true), (2, true), (3, false), (4, false)] {
            let found = is_global_allocator(&sources, "a.rs", line);
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn tells_a_declaration_from_code() {
        for (line, expected) in [
            ("    name: String,", false),
            ("    pub titles: Vec<Option<String>>,", false),
            ("#[derive(Clone)]", false),
            ("    name: name.to_string(),", true),
            ("    let name: String = text.into();", true),
            ("    list.clone()", true),
            ("        .collect()", true),
            ("    row: make(),", true),
        ] {
            assert_eq!(is_code(line), expected, "{line}");
        }
    }
}
