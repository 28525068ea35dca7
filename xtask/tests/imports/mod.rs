//! Which file of a crate imports which. In: a folder of sources. Out: one [`Import`]
//! for each path in a file that leads into another file of the same crate, and the
//! circles that these make.
//!
//! A path is read as the compiler reads it, from `crate`, `self`, `super`, the crate's
//! own name, or a module in the folder of the file: in a `use` or in the midst of code
//! and of macros. It leads to the file of the last module in it. So `super::Thing` in
//! `a/b.rs` leads to `a/mod.rs`, wherever that has `Thing` from. Not counted are `mod b;`
//! itself, documentation, and what is compiled for tests only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path in one file that leads into another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file with the path, from the folder of sources.
    pub from: PathBuf,
    /// The file that it leads to.
    pub to: PathBuf,
    /// The path as it is written.
    pub path: String,
}

/// A module by the names on the way to it, from the root of the crate.
type Module = Vec<String>;

/// All imports among the files of `src`, in order. `name` is the crate's, as code has it.
pub fn imports(src: &Path, name: &str) -> BTreeSet<Import> {
    let mut files = Vec::new();
    find_files(src, Path::new(""), &mut files);
    let is_main = |file: &Path| file == Path::new("main.rs");
    let has_library = files.iter().any(|file| file == Path::new("lib.rs"));
    let modules: BTreeMap<Module, PathBuf> = files
        .iter()
        // Beside a library, the program is a crate of its own.
        .filter(|file| !(has_library && is_main(file)))
        .map(|file| (module_of(file), file.clone()))
        .collect();
    let mut all = BTreeSet::new();
    for file in &files {
        let path = src.join(file);
        let text = fs::read_to_string(&path).expect("a source file");
        let tokens: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut reader = Reader {
            modules: &modules,
            file,
            crate_name: name,
            all: &mut all,
        };
        reader.read(tokens, &module_of(file));
    }
    all
}

/// The files of each circle, of any length. Circles that share a file are one.
pub fn circles(imports: &BTreeSet<Import>) -> BTreeSet<BTreeSet<&Path>> {
    let mut reached: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for import in imports {
        reached.entry(&import.from).or_default().insert(&import.to);
    }
    loop {
        let before = reached.clone();
        for files in reached.values_mut() {
            let further = files.iter().filter_map(|file| before.get(file)).flatten();
            let further: Vec<&Path> = further.copied().collect();
            files.extend(further);
        }
        if before == reached {
            break;
        }
    }
    let is_back = |from: &Path, to: &Path| reached.get(to).is_some_and(|set| set.contains(from));
    reached
        .iter()
        .map(|(from, files)| {
            files
                .iter()
                .copied()
                .filter(|to| is_back(from, to))
                .collect()
        })
        .filter(|circle: &BTreeSet<&Path>| !circle.is_empty())
        .collect()
}

fn find_files(src: &Path, folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(src.join(folder)).expect("a folder of sources") {
        let entry = entry.expect("an entry");
        let path = folder.join(entry.file_name());
        if entry.path().is_dir() {
            find_files(src, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn module_of(file: &Path) -> Module {
    let path = file.with_extension("");
    let mut module: Module = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let last = module.last().map(String::as_str);
    if last == Some("mod") || module.len() == 1 && matches!(last, Some("lib" | "main")) {
        module.pop();
    }
    module
}

struct Reader<'a> {
    modules: &'a BTreeMap<Module, PathBuf>,
    file: &'a Path,
    crate_name: &'a str,
    all: &'a mut BTreeSet<Import>,
}

impl Reader<'_> {
    /// Reads what stands in `module`, which is the file's own or one within it.
    fn read(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at..] {
                [TokenTree::Punct(mark), TokenTree::Group(attribute), ..]
                    if mark.as_char() == '#' && is_for_tests(&attribute.stream().to_string()) =>
                {
                    at += 2;
                    at += length_of_item(&tokens[at..]);
                }
                [
                    TokenTree::Ident(word),
                    TokenTree::Ident(name),
                    TokenTree::Group(body),
                    ..,
                ] if word == "mod" => {
                    let inner = [module, &[name.to_string()]].concat();
                    self.read(body.stream(), &inner);
                    at += 3;
                }
                [TokenTree::Ident(_), ..] if !follows_colons(&tokens[..at]) => {
                    at += self.path(&tokens[at..], &[], module);
                }
                [TokenTree::Group(group), ..] => {
                    self.read(group.stream(), module);
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Reads one path, after what stands before the braces that it is in. Returns how
    /// many tokens it took.
    fn path(&mut self, tokens: &[TokenTree], before: &[String], module: &[String]) -> usize {
        let mut path = before.to_vec();
        let mut at = 0;
        while let Some(TokenTree::Ident(part)) = tokens.get(at) {
            path.push(part.to_string());
            at += 1;
            if !follows_colons(tokens.get(..at + 2).unwrap_or_default()) {
                break;
            }
            at += 2;
            match tokens.get(at) {
                Some(TokenTree::Group(list)) if list.delimiter() == Delimiter::Brace => {
                    self.list(list.stream(), &path, module);
                    return at + 1;
                }
                Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                    path.push("*".to_owned());
                    at += 1;
                }
                _ => {}
            }
        }
        self.note(&path, module);
        at.max(1)
    }

    /// Reads `{a::b, c}` after a path.
    fn list(&mut self, list: TokenStream, before: &[String], module: &[String]) {
        let tokens: Vec<TokenTree> = list.into_iter().collect();
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ',');
        for path in tokens.split(is_comma).filter(|path| !path.is_empty()) {
            self.path(path, before, module);
        }
    }

    fn note(&mut self, path: &[String], module: &[String]) {
        // One word may be anything; what it stands for was imported by a longer path.
        if path.len() < 2 {
            return;
        }
        let Some(absolute) = self.absolute(path, module) else {
            return;
        };
        let file = (0..=absolute.len())
            .rev()
            .find_map(|length| self.modules.get(&absolute[..length]));
        if let Some(to) = file
            && to != self.file
        {
            self.all.insert(Import {
                from: self.file.to_owned(),
                to: to.clone(),
                path: path.join("::"),
            });
        }
    }

    /// The path from the root of the crate; none if it leads to another crate.
    fn absolute(&self, path: &[String], module: &[String]) -> Option<Module> {
        let (first, mut rest) = path.split_first()?;
        let mut start = module.to_vec();
        match first.as_str() {
            "crate" => start.clear(),
            name if name == self.crate_name => start.clear(),
            "self" => {}
            "super" => {
                start.pop();
                while rest.first().is_some_and(|part| part == "super") {
                    start.pop();
                    rest = &rest[1..];
                }
            }
            _ => {
                start.push(first.clone());
                self.modules.get(&start)?;
            }
        }
        start.extend_from_slice(rest);
        Some(start)
    }
}

/// `cfg (test)`, and whatever else needs `test`.
fn is_for_tests(attribute: &str) -> bool {
    let words: Vec<&str> = attribute
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    words[0] == "cfg" && words.contains(&"test") && !words.contains(&"not")
}

/// How many tokens the item at the beginning has: up to its `;` or its body.
fn length_of_item(tokens: &[TokenTree]) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let end = tokens.iter().position(is_end);
    end.map_or(tokens.len(), |end| end + 1)
}

fn follows_colons(before: &[TokenTree]) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    matches!(before, [.., a, b] if is_colon(a) && is_colon(b))
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let src = folder.path();
    fs::create_dir(src.join("a")).expect("a folder");
    for (file, text) in [
        ("lib.rs", "mod a; mod b; mod c; pub use a::x::Thing;"),
        ("main.rs", "fn main() { house::b::run(); }"),
        ("a/mod.rs", "mod x; mod y; use x::Thing; struct Own;"),
        ("a/x.rs", "use crate::{b::{self, Other as B}, c};"),
        (
            "a/y.rs",
            "use super::x::*; mod inner { use super::super::Own; }",
        ),
        (
            "b.rs",
            "fn f() { vec![crate::c::ONE] } #[cfg(test)] mod tests { use crate::a::x; }",
        ),
        (
            "c.rs",
            "//! As in [`crate::b`]\nconst ONE: &str = \"crate::b::f\"; pub(super) fn f() { std::a::f() }",
        ),
    ] {
        fs::write(src.join(file), text).expect("a file");
    }
    let found = imports(src, "house");
    let found: Vec<String> = found
        .iter()
        .map(|Import { from, to, path }| format!("{} {} {path}", from.display(), to.display()))
        .collect();
    assert_eq!(
        found,
        [
            "a/mod.rs a/x.rs x::Thing",
            "a/x.rs b.rs crate::b::Other",
            "a/x.rs b.rs crate::b::self",
            "a/x.rs c.rs crate::c",
            "a/y.rs a/mod.rs super::super::Own",
            "a/y.rs a/x.rs super::x::*",
            "b.rs c.rs crate::c::ONE",
            "lib.rs a/x.rs a::x::Thing",
            "main.rs b.rs house::b::run",
        ]
    );
}
