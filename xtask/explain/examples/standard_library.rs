//! Prints `src/standard_library.txt`. In: the folder of the standard library's sources, or
//! of its documentation (`share/doc/rust/html/src`), the table as it is, and the folder of
//! hashbrown, of which the maps are made. Out: one line for each file, with the functions
//! in it. `cargo xtask bump` runs it for another compiler.
//!
//! What the table knows of hashbrown stays: programs may use older versions of it.
//!
//! ```console
//! $ cargo run -p explain --example standard_library -- \
//!       "$(rustc --print sysroot)/lib/rustlib/src/rust/library" \
//!       xtask/explain/src/standard_library.txt \
//!       ~/.cargo/registry/src/*/hashbrown-0.16.1/src
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Error};
use std::path::Path;

type Table = BTreeMap<String, BTreeSet<String>>;

fn main() -> io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .ok_or_else(|| Error::other("expected the folder of the sources"))?;
    let mut table = Table::new();
    for name in ["alloc", "core", "std"] {
        let root = Path::new(&folder).join(name);
        let sources = root.join("src");
        let start = if sources.is_dir() { sources } else { root };
        collect(&start, &format!("{name}/src"), &mut table)?;
    }
    if let Some(known) = std::env::args().nth(2) {
        keep(&fs::read_to_string(known)?, &mut table);
    }
    for hashbrown in std::env::args().skip(3) {
        collect(Path::new(&hashbrown), "hashbrown/src", &mut table)?;
    }
    for (file, functions) in table {
        let functions: Vec<String> = functions.into_iter().collect();
        println!("{file}: {}", functions.join(" "));
    }
    Ok(())
}

/// Takes over what a table knows of hashbrown.
fn keep(known: &str, table: &mut Table) {
    let lines = known.lines().filter_map(|line| line.split_once(": "));
    for (file, functions) in lines.filter(|(file, _)| file.starts_with("hashbrown/")) {
        let known = table.entry(file.to_owned()).or_default();
        known.extend(functions.split(' ').map(str::to_owned));
    }
}

/// What belongs to one processor or system only, and tests.
const LEFT_OUT: [&str; 8] = [
    "os",
    "pal",
    "core_arch",
    "core_simd",
    "tests",
    "test",
    "unicode",
    "benches",
];

fn collect(folder: &Path, shown: &str, table: &mut Table) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !LEFT_OUT.contains(&&*name) {
                collect(&path, &format!("{shown}/{name}"), table)?;
            }
        } else if let Some(name) = name.strip_suffix(".rs").or(name.strip_suffix(".rs.html")) {
            let functions = functions(&without_tags(&fs::read_to_string(&path)?));
            if !functions.is_empty() {
                let known = table.entry(format!("{shown}/{name}.rs")).or_default();
                known.extend(functions);
            }
        }
    }
    Ok(())
}

/// The documentation shows sources between tags.
fn without_tags(text: &str) -> String {
    if !text.starts_with("<!DOCTYPE html>") {
        return text.to_owned();
    }
    let plain = |piece: &str| {
        piece
            .split_once('>')
            .map_or("", |(_, text)| text)
            .to_owned()
    };
    text.split('<').map(plain).collect()
}

fn functions(text: &str) -> BTreeSet<String> {
    text.lines()
        .map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()))
        .filter(|line| !line.starts_with("//"))
        .flat_map(|line| line.split("fn ").skip(1))
        .map(|rest| {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            rest[..end.unwrap_or(rest.len())].to_owned()
        })
        .filter(|name| name.starts_with(|c: char| c.is_lowercase() || c == '_'))
        .collect()
}
