//! What was built from a student's file and may run. In: its library. Out: flags for a
//! person, with the line where one is known. None of them changes a verdict: what does,
//! [`objects`](super::objects) finds first.
//!
//! Here shows what a count of allocations cannot: memory that is there before the first
//! call, and calls around the allocator.

use std::path::Path;

use object::read::archive::ArchiveFile;
use object::{Object, ObjectSection, ObjectSymbol, SectionKind};
use xtask::failure::Failure;

use crate::ledger::record::Flag;

/// Functions that hand out memory, or open a way to them, without the allocator.
const AROUND_THE_ALLOCATOR: [&str; 19] = [
    "aligned_alloc",
    "brk",
    "calloc",
    "dlopen",
    "dlsym",
    "fork",
    "malloc",
    "memalign",
    "memfd_create",
    "mmap",
    "mmap64",
    "mprotect",
    "mremap",
    "posix_memalign",
    "realloc",
    "sbrk",
    "shm_open",
    "syscall",
    "vfork",
];

/// The most bytes that a static or a constant may have without a word: more than any
/// table that the exercises ask for.
const LARGE: u64 = 32 << 10;

/// Looks at a library. `text` is the file it was made from.
pub fn look(library: &Path, text: &str) -> Result<Vec<Flag>, Failure> {
    let fail = |what: String| Failure::new(format!("{}: {what}", library.display()));
    let bytes = std::fs::read(library).map_err(|error| Failure::io("read", library, &error))?;
    let archive = ArchiveFile::parse(bytes.as_slice()).map_err(|error| fail(error.to_string()))?;
    let mut flags = Vec::new();
    for member in archive.members() {
        let member = member.map_err(|error| fail(error.to_string()))?;
        let data = member.data(bytes.as_slice());
        let data = data.map_err(|error| fail(error.to_string()))?;
        // The compiler's own notes lie among the objects.
        if let Ok(object) = object::File::parse(data) {
            flags.extend(symbols(&object, text));
            flags.extend(sections(&object, text));
        }
    }
    flags.sort();
    flags.dedup();
    Ok(flags)
}

fn symbols(object: &object::File<'_>, text: &str) -> Vec<Flag> {
    let mut flags = Vec::new();
    for symbol in object.symbols() {
        let Ok(name) = symbol.name() else { continue };
        if symbol.is_undefined() && AROUND_THE_ALLOCATOR.contains(&name) {
            flags.push(Flag {
                kind: "around-the-allocator".to_owned(),
                what: format!("it calls `{name}`, which the scales do not see"),
                line: line_with(text, name),
            });
        }
    }
    flags
}

fn sections(object: &object::File<'_>, text: &str) -> Vec<Flag> {
    let mut flags = Vec::new();
    for section in object.sections() {
        let what = match section.kind() {
            SectionKind::UninitializedData | SectionKind::UninitializedTls => "memory",
            SectionKind::Data | SectionKind::Tls => "data",
            SectionKind::ReadOnlyData | SectionKind::ReadOnlyString => "constants",
            _ => continue,
        };
        let size = section.size();
        if size <= LARGE {
            continue;
        }
        let owner = owner(object, &section);
        let whose = owner
            .as_ref()
            .map_or(String::new(), |name| format!(" in `{name}`"));
        flags.push(Flag {
            kind: "large-static".to_owned(),
            what: format!("it has {size} bytes of {what}{whose} beside the heap"),
            line: owner.and_then(|name| line_with(text, &name)),
        });
    }
    flags
}

/// The last part of the name of what lies in a section.
fn owner(object: &object::File<'_>, section: &object::Section<'_, '_>) -> Option<String> {
    let mut inside = object
        .symbols()
        .filter(|symbol| symbol.section_index() == Some(section.index()) && symbol.size() > 0);
    let largest = inside.by_ref().max_by_key(|symbol| symbol.size())?;
    let name = format!("{:#}", rustc_demangle::demangle(largest.name().ok()?));
    Some(name.rsplit("::").next().unwrap_or(&name).to_owned())
}

/// The first line in which a name stands as a word.
fn line_with(text: &str, name: &str) -> Option<(u32, String)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let has = |line: &str| line.split(|c| !is_part(c)).any(|word| word == name);
    let (number, line) = text.lines().enumerate().find(|(_, line)| has(line))?;
    Some((number as u32 + 1, line.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// What is said of a text, by kind and line.
    fn flags(text: &str) -> Vec<(String, Option<u32>)> {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let source = folder.path().join("lib.rs");
        std::fs::write(&source, text).expect("written");
        let library = folder.path().join("libit.rlib");
        let status = Command::new("rustc")
            .args([
                "--edition=2024",
                "--crate-type=lib",
                "--crate-name=it",
                "-O",
                "-o",
            ])
            .args([&library, &source])
            .status()
            .expect("rustc");
        assert!(status.success(), "{text}");
        look(&library, text)
            .expect("a library")
            .into_iter()
            .map(|flag| (flag.kind, flag.line.map(|(line, _)| line)))
            .collect()
    }

    #[test]
    fn ordinary_code_has_no_flags() {
        let text = "use std::collections::HashMap;\n\
                    static NAMES: [&str; 3] = [\"a\", \"b\", \"c\"];\n\
                    pub fn f(s: &str) -> Vec<String> {\n\
                    let mut m = HashMap::new(); m.insert(s.to_owned(), 1); println!(\"{m:?}\");\n\
                    NAMES.iter().map(|n| n.to_string()).collect() }\n";
        assert_eq!(flags(text), []);
    }

    #[test]
    fn memory_beside_the_heap_is_named_with_its_line() {
        let arena = "use std::sync::Mutex;\n\
                     \n\
                     static ARENA: Mutex<[u8; 1 << 20]> = Mutex::new([0; 1 << 20]);\n\
                     pub fn f(n: usize) -> u8 { let mut a = ARENA.lock().unwrap(); a[n] += 1; a[n] }\n";
        assert_eq!(flags(arena), [("large-static".to_owned(), Some(3))]);
        let table = "const fn t() -> [u64; 8192] { let mut t = [0; 8192]; let mut i = 0;\n\
                     while i < 8192 { t[i] = (i * i) as u64; i += 1; } t }\n\
                     static TABLE: [u64; 8192] = t();\n\
                     pub fn f(n: usize) -> u64 { TABLE[n] }\n";
        assert_eq!(flags(table), [("large-static".to_owned(), Some(3))]);
    }

    #[test]
    fn calls_around_the_allocator_are_seen() {
        let text = "unsafe extern \"C\" {\n    safe fn malloc(n: usize) -> *mut u8;\n}\n\
                    pub fn f(n: usize) -> *mut u8 { malloc(n) }\n";
        assert_eq!(flags(text), [("around-the-allocator".to_owned(), Some(2))]);
    }
}
