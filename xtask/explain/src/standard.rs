//! The standard library's own files. In: the end of a path and the name of a
//! function. Out: whether the standard library has both.
//!
//! Profiles keep only the end of a path, and inlined functions have no path in
//! their names. What is left of `alloc/src/raw_vec/mod.rs` may be
//! `src/raw_vec/mod.rs` or `mod.rs`, so the function decides.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Made by `examples/standard_library.rs` from the pinned toolchain: a line for
/// each file, `alloc/src/vec/mod.rs: append push …`.
static TABLE: &str = include_str!("standard_library.txt");

/// How well a frame fits to the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Such a file has such a function.
    Function,
    /// There is such a file.
    File,
    /// There is no such file.
    No,
}

/// Looks the end of a path and a function's own name up.
pub fn fit(file: &str, name: &str) -> Fit {
    let Some(functions) = files().get(file) else {
        return Fit::No;
    };
    if functions.iter().any(|known| known.contains(name)) {
        Fit::Function
    } else {
        Fit::File
    }
}

type Functions = HashSet<&'static str>;

/// The functions of all files that a path may be the end of.
fn files() -> &'static HashMap<&'static str, Vec<Functions>> {
    static FILES: OnceLock<HashMap<&str, Vec<Functions>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files: HashMap<&str, Vec<Functions>> = HashMap::new();
        for line in TABLE.lines() {
            let Some((path, names)) = line.split_once(": ") else {
                continue;
            };
            let functions: Functions = names.split(' ').collect();
            // dhat keeps three parts of a path and valgrind one.
            let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
            let ends: Vec<&str> = starts.map(|at| &path[at..]).collect();
            for end in ends {
                files.entry(end).or_default().push(functions.clone());
            }
        }
        files
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_ends_of_paths_by_their_functions() {
        for (file, name, expected) in [
            ("alloc/src/vec/mod.rs", "with_capacity", Fit::Function),
            ("src/vec/mod.rs", "with_capacity", Fit::Function),
            ("mod.rs", "with_capacity", Fit::Function),
            ("src/raw_vec/mod.rs", "grow_one", Fit::Function),
            ("iter/traits/iterator.rs", "collect", Fit::Function),
            ("sort/stable/quicksort.rs", "quicksort", Fit::Function),
            ("function.rs", "call_once", Fit::Function),
            ("src/raw/mod.rs", "reserve_rehash", Fit::Function),
            ("src/vec/mod.rs", "parse_invoice", Fit::File),
            ("iterator.rs", "parse_invoice", Fit::File),
            ("src/invoice/mod.rs", "with_capacity", Fit::No),
            ("ec/mod.rs", "with_capacity", Fit::No),
        ] {
            assert_eq!(fit(file, name), expected, "{file} {name}");
        }
    }
}
