//! Files that a frame may be in. In: source files. Out: those that fit to a frame,
//! and how well.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::frame::Frame;
use crate::origin::{self, Named};
use crate::syntax::Syntax;

/// A source file.
#[derive(Debug)]
pub struct SourceFile {
    /// Its name as the reader knows it.
    pub shown: String,
    /// The names of the crates that it may belong to, as code writes them.
    pub packages: Vec<String>,
    path: Vec<String>,
    text: String,
    lines: Vec<Range<usize>>,
    /// The lines on which functions of this name begin, from 1.
    functions: HashMap<String, Vec<u32>>,
    /// The lines on which any function begins.
    starts: Vec<u32>,
    /// Read when it is first asked for.
    syntax: OnceLock<Option<Syntax>>,
}

/// How well a frame fits to a file, the better the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// The file has such a line, and so many columns in it.
    LineExists,
    /// A function of this name begins somewhere above.
    FunctionAbove,
    /// The nearest function above has this name.
    EnclosingFunction,
    /// The crate and the module in the function's path are the file's.
    Path,
}

/// Where each line of a text lies in it.
pub(crate) fn lines(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr().addr();
    let range = |line: &str| {
        let from = line.as_ptr().addr() - start;
        from..from + line.len()
    };
    text.lines().map(range).collect()
}

impl SourceFile {
    /// A file with its whole path.
    pub fn new(shown: String, path: &str, text: String, packages: Vec<String>) -> Self {
        let lines = lines(&text);
        let mut functions: HashMap<String, Vec<u32>> = HashMap::new();
        let mut starts = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            for name in functions_begun(line) {
                functions.entry(name.to_owned()).or_default().push(number);
                starts.push(number);
            }
        }
        SourceFile {
            shown,
            packages,
            path: origin::parts(path).map(str::to_owned).collect(),
            lines,
            functions,
            starts,
            text,
            syntax: OnceLock::new(),
        }
    }

    /// The text of a line, from 1.
    pub fn line(&self, line: u32) -> Option<&str> {
        let range = self.lines.get((line as usize).checked_sub(1)?)?;
        self.text.get(range.clone())
    }

    /// The file as syntax; none if it does not parse.
    pub fn syntax(&self) -> Option<&Syntax> {
        self.syntax
            .get_or_init(|| Syntax::parse(&self.text))
            .as_ref()
    }

    /// How well a frame fits; none means that it cannot be in this file.
    pub fn claim(&self, frame: &Frame) -> Option<Claim> {
        let line = self.line(frame.line)?;
        if frame.column as usize > line.len() + 1 || line.trim().is_empty() {
            return None;
        }
        if let Named::Crate(name) = origin::named(&frame.function) {
            if !self.packages.iter().any(|package| package == name) {
                return None;
            }
            if self.is_module_of(&frame.function) {
                return Some(Claim::Path);
            }
        }
        // A derived method has no other line than this.
        if line.trim_start().starts_with("#[derive(") {
            return Some(Claim::EnclosingFunction);
        }
        let begun = self.functions.get(frame.name());
        let above = begun.and_then(|lines| lines.iter().rfind(|line| **line <= frame.line));
        let nearest = self.starts.iter().rfind(|line| **line <= frame.line);
        Some(match above {
            None => Claim::LineExists,
            Some(above) if Some(above) == nearest => Claim::EnclosingFunction,
            Some(_) => Claim::FunctionAbove,
        })
    }

    /// Whether the modules in a function's path lead to this file.
    fn is_module_of(&self, function: &str) -> bool {
        let file = self
            .path
            .last()
            .map_or("", |name| name.trim_end_matches(".rs"));
        let module = match file {
            "lib" | "main" => return function.matches("::").count() == 1,
            "mod" => self.path.iter().nth_back(1).map_or("", String::as_str),
            name => name,
        };
        function.split("::").any(|part| part == module)
    }
}

/// The names after `fn` in a line of code.
fn functions_begun(line: &str) -> impl Iterator<Item = &str> {
    let code = match line.trim_start().starts_with("//") {
        true => "",
        false => line,
    };
    code.match_indices("fn ").filter_map(move |(at, _)| {
        let is_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = &code[at + 3..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let name = &rest[..end.unwrap_or(rest.len())];
        (is_word && origin::is_plain_name(name)).then_some(name)
    })
}

/// Files, by the ends of their paths.
#[derive(Debug, Default)]
pub struct Tree {
    files: Vec<SourceFile>,
    by_name: HashMap<String, Vec<usize>>,
    by_shown: HashMap<String, usize>,
}

impl Tree {
    /// Sorts the files.
    pub fn new(files: Vec<SourceFile>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_shown = HashMap::new();
        for (at, file) in files.iter().enumerate() {
            if let Some(name) = file.path.last() {
                by_name.entry(name.clone()).or_default().push(at);
            }
            by_shown.insert(file.shown.clone(), at);
        }
        Tree {
            files,
            by_name,
            by_shown,
        }
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file that is shown by this name.
    pub fn shown(&self, name: &str) -> Option<&SourceFile> {
        self.files.get(*self.by_shown.get(name)?)
    }

    /// Whether some file belongs to this crate.
    pub fn has_package(&self, name: &str) -> bool {
        self.files
            .iter()
            .any(|file| file.packages.iter().any(|package| package == name))
    }

    /// The best claim to a frame of a file whose path ends as the frame's does, and
    /// the files that have it.
    pub fn best(&self, frame: &Frame) -> Option<(Claim, Vec<&SourceFile>)> {
        let end: Vec<&str> = origin::parts(frame.path()).collect();
        self.best_of(frame, |file| ends_with(&file.path, &end))
    }

    /// The same for files below the reader's folder, wherever that was when the
    /// program was compiled.
    pub fn best_below(&self, frame: &Frame) -> Option<(Claim, Vec<&SourceFile>)> {
        let path: Vec<String> = origin::parts(frame.path()).map(str::to_owned).collect();
        self.best_of(frame, |file| {
            let shown: Vec<&str> = origin::parts(&file.shown).collect();
            shown.len() > 1 && ends_with(&path, &shown)
        })
    }

    fn best_of(
        &self,
        frame: &Frame,
        is_meant: impl Fn(&SourceFile) -> bool,
    ) -> Option<(Claim, Vec<&SourceFile>)> {
        let named = self.by_name.get(origin::parts(frame.path()).next_back()?)?;
        let mut best: Option<(Claim, Vec<&SourceFile>)> = None;
        for file in named.iter().map(|at| &self.files[*at]) {
            if !is_meant(file) {
                continue;
            }
            let Some(claim) = file.claim(frame) else {
                continue;
            };
            match &mut best {
                Some((highest, files)) if *highest == claim => files.push(file),
                Some((highest, _)) if *highest > claim => {}
                _ => best = Some((claim, vec![file])),
            }
        }
        best
    }
}

fn ends_with(path: &[String], end: &[&str]) -> bool {
    path.len() >= end.len() && path.iter().rev().zip(end.iter().rev()).all(|(a, b)| a == b)
}
