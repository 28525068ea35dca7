//! Where a function comes from, as far as one frame tells. In: the text of a
//! frame. Out: the crate in its name, and what the shape of its path says.

use crate::frame::{Frame, split_as};

/// What the path of a file says of whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A folder of the compiler's: `/rustc/…/library/alloc/src/vec/mod.rs`.
    Standard,
    /// A folder of a registry, of a git dependency, or of what a build script wrote;
    /// the crate as code names it.
    Library(String),
    /// `folder/src/file.rs`: a package that is not from a registry.
    Package,
    /// Too little is left of the path.
    Cut,
}

/// What a path says.
pub fn shape(path: &str) -> Shape {
    let parts: Vec<&str> = parts(path).collect();
    let is_std = |at: usize| {
        parts.get(at).is_some_and(|part| STANDARD.contains(part))
            && parts.get(at + 1) == Some(&"src")
    };
    for (at, part) in parts.iter().enumerate() {
        match *part {
            "library" if is_std(at + 1) => return Shape::Standard,
            "rustc" if at == 0 && path.starts_with('/') => return Shape::Standard,
            // What a build script wrote: `target/release/build/name-hash/out/rules.rs`.
            "out" if at > 0 && at + 1 < parts.len() => {
                if let Some((name, hash)) = parts[at - 1].rsplit_once('-')
                    && hash.len() == 16
                    && hash.bytes().all(|b| b.is_ascii_hexdigit())
                {
                    return library(name);
                }
            }
            "checkouts" => {
                if let Some((name, _)) = parts.get(at + 1).and_then(|p| p.rsplit_once('-')) {
                    return library(name);
                }
            }
            "vendor" if at + 1 < parts.len() => {
                return library(without_version(parts[at + 1]));
            }
            part if at + 1 < parts.len() && without_version(part) != part => {
                let name = without_version(part);
                return if is_part_of_standard(name) {
                    Shape::Standard
                } else {
                    library(name)
                };
            }
            _ => {}
        }
    }
    match parts.iter().rposition(|part| *part == "src") {
        Some(0) | None => Shape::Cut,
        Some(at) if is_std(at - 1) => Shape::Cut,
        Some(at) if is_revision(parts[at - 1]) => {
            Shape::Library(format!("of revision {}", parts[at - 1]))
        }
        Some(_) => Shape::Package,
    }
}

/// A library by its name in code.
fn library(package: &str) -> Shape {
    Shape::Library(package.replace('-', "_"))
}

/// The parts of a path.
pub fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != ".")
}

/// `csv-core-0.1.10` becomes `csv-core`. What has no version stays as it is.
fn without_version(folder: &str) -> &str {
    folder
        .match_indices('-')
        .find(|(at, _)| {
            let version = &folder[at + 1..];
            let mut numbers = version.splitn(3, '.');
            let is_number = |n: Option<&str>| {
                n.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            };
            is_number(numbers.next())
                && is_number(numbers.next())
                && numbers
                    .next()
                    .is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
        })
        .map_or(folder, |(at, _)| &folder[..at])
}

/// cargo keeps git dependencies in a folder named by the beginning of a revision.
fn is_revision(folder: &str) -> bool {
    folder.len() == 7
        && folder.bytes().all(|b| b.is_ascii_hexdigit())
        && folder.bytes().any(|b| b.is_ascii_digit())
}

const STANDARD: [&str; 11] = [
    "alloc",
    "core",
    "std",
    "proc_macro",
    "test",
    "backtrace",
    "panic_abort",
    "panic_unwind",
    "std_detect",
    "stdarch",
    "unwind",
];

/// Crates that the standard library is made of, and that are seldom used otherwise.
fn is_part_of_standard(name: &str) -> bool {
    STANDARD.contains(&name)
        || matches!(
            name,
            "hashbrown" | "compiler_builtins" | "rustc_std_workspace_core"
        )
}

/// Whose function a name says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named<'f> {
    /// The standard library's.
    Standard,
    /// A function of this crate: `csv::reader::Reader<R>::read`.
    Crate(&'f str),
    /// A method by a trait: the type's crate or the trait's, whichever is not the
    /// standard library's. The standard library may be at work for both.
    Method(&'f str),
    /// The name has no path.
    Bare,
}

/// Whose function a name says it is.
pub fn named(function: &str) -> Named<'_> {
    let function = function.trim_start_matches("_<");
    if function.starts_with("__rust") || function.starts_with("rust_") {
        return Named::Standard;
    }
    let Some(inner) = function.strip_prefix('<') else {
        return match first_of_path(function) {
            Some(name) if is_part_of_standard(name) => Named::Standard,
            Some(name) => Named::Crate(name),
            None => Named::Bare,
        };
    };
    let (of, by) = match split_as(inner) {
        Some((of, by)) => (of, Some(by)),
        None => (inner, None),
    };
    let of = of.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '_'));
    let of = of
        .strip_prefix("dyn ")
        .or(of.strip_prefix("mut "))
        .unwrap_or(of);
    let mut crates = [first_of_path(of), by.and_then(first_of_path)]
        .into_iter()
        .flatten();
    let mut seen = false;
    let foreign = crates.find(|name| {
        seen = true;
        !is_part_of_standard(name)
    });
    match foreign {
        Some(name) if by.is_none() => Named::Crate(name),
        Some(name) => Named::Method(name),
        None if seen => Named::Standard,
        // `<str>::to_lowercase`, `<[T]>::to_vec`: only the standard library may.
        None if by.is_none() => Named::Standard,
        None => Named::Bare,
    }
}

/// All crates that a name speaks of: `csv` in `next<csv::reader::Reader>`.
pub fn crates_in(function: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    function.match_indices("::").filter_map(move |(at, _)| {
        let before = &function[..at];
        let start = before.rfind(|c| !is_word(c)).map_or(0, |at| at + 1);
        let name = &before[start..];
        (!name.is_empty() && !before[..start].ends_with(':')).then_some(name)
    })
}

/// `shop::cart::fill` in `Map<I, shop::cart::fill::{closure_env#1}>`, for
/// `{closure#1}`; none if there are several such paths.
pub fn path_of_closure<'f>(function: &'f str, closure: &str) -> Option<&'f str> {
    let environment = closure.replacen("{closure#", "::{closure_env#", 1);
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let mut paths = function.match_indices(&environment).map(|(at, _)| {
        let before = &function[..at];
        let start = before.rfind(|c| !is_path(c)).map_or(0, |at| at + 1);
        &before[start..]
    });
    let path = paths.next().filter(|path| !path.is_empty())?;
    paths.all(|other| other == path).then_some(path)
}

/// `csv` in `csv::reader::f`; none where no path follows.
fn first_of_path(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
    let first = &text[..end];
    let rest = &text[end..];
    // `csv[d1a2…]::reader`: some demanglers write the crate's hash.
    let rest = match rest.strip_prefix('[') {
        Some(hash) => hash.split_once(']')?.1,
        None => rest,
    };
    (rest.starts_with("::") && !first.is_empty()).then_some(first)
}

/// Whether a name can be looked for in a source file.
pub fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// valgrind's word for an inlined function that the compiler gave no name.
const NAMELESS: &str = "UnknownInlinedFun";

/// Whether a frame is where memory is asked for: what is within is the allocator.
pub fn is_boundary(frame: &Frame) -> bool {
    let file = frame.file.as_deref().unwrap_or_default();
    let in_alloc = file.ends_with("alloc/src/alloc.rs") || file == "alloc.rs";
    let name = frame.name();
    in_alloc
        && matches!(
            name,
            "" | NAMELESS | "alloc" | "alloc_zeroed" | "realloc" | "realloc_nonnull"
        )
        || frame.function.contains("__rust_alloc")
        || frame.function.contains("__rust_realloc")
        || frame.function.starts_with("alloc::alloc::")
}

/// Whether a frame is a function of the C library's that others call. What it calls
/// in turn may have any name.
pub fn is_entry_of_system(frame: &Frame) -> bool {
    // Names that C keeps for itself, and names with the library's version.
    let reserved = ["__libc_", "__pthread_", "__cxa_", "_IO_", "_dl_"];
    let name = frame.function.as_str();
    name.contains("@@GLIBC") || reserved.iter().any(|start| name.starts_with(start))
}

/// Whether a frame may be C: no path in its name, and no file of Rust.
pub fn may_be_c(frame: &Frame) -> bool {
    !frame.path().ends_with(".rs")
        && named(&frame.function) == Named::Bare
        && frame.name() != "main"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_shape_of_a_path() {
        let library = |name: &str| Shape::Library(name.to_owned());
        for (path, expected) in [
            ("csv-1.4.0/src/reader.rs", library("csv")),
            ("csv-core-0.1.10/src/reader.rs", library("csv_core")),
            ("time-0.3.0-alpha.1/src/lib.rs", library("time")),
            ("hashbrown-0.16.1/src/raw.rs", Shape::Standard),
            (
                "/home/a/.cargo/registry/src/index-1/csv-1.4.0/src/cmd/a.rs",
                library("csv"),
            ),
            (
                "/home/a/.cargo/git/checkouts/tool-0123456789abcdef/1a2b3c4/src/lib.rs",
                library("tool"),
            ),
            (
                "html5ever-892e4e8abea4a1c9/out/rules.rs",
                library("html5ever"),
            ),
            ("shop/out/rules.rs", Shape::Cut),
            ("1a2b3c4/src/lib.rs", library("of revision 1a2b3c4")),
            ("/rustc/5980/library/alloc/src/vec/mod.rs", Shape::Standard),
            ("library/core/src/ops/function.rs", Shape::Standard),
            ("alloc/src/slice.rs", Shape::Cut),
            ("src/raw_vec/mod.rs", Shape::Cut),
            ("mod.rs", Shape::Cut),
            ("shop/src/lib.rs", Shape::Package),
            ("/home/a/shop/src/cart/mod.rs", Shape::Package),
            (r"C:\shop\src\lib.rs", Shape::Package),
            ("ex3-string-trap/src/lib.rs", Shape::Package),
        ] {
            assert_eq!(shape(path), expected, "{path}");
        }
    }

    #[test]
    fn finds_the_path_of_a_closure_in_types() {
        for (function, closure, expected) in [
            (
                "next<Filter<I, shop::cart::fill::{closure_env#0}>, shop::cart::fill::{closure_env#1}>",
                "{closure#1}",
                Some("shop::cart::fill"),
            ),
            (
                "map<I, a::{closure_env#0}, b::{closure_env#0}>",
                "{closure#0}",
                None,
            ),
            ("map<I, a::{closure_env#0}<T>>", "{closure#0}<T>", Some("a")),
            ("map<I, F>", "{closure#0}", None),
        ] {
            let closure = Frame::parse(closure);
            assert_eq!(path_of_closure(function, closure.name()), expected);
        }
    }

    #[test]
    fn reads_whose_function_a_name_is() {
        for (function, expected) in [
            ("csv::reader::Reader<R>::read", Named::Crate("csv")),
            ("xsv::main", Named::Crate("xsv")),
            ("alloc::vec::Vec<shop::Item>::push", Named::Standard),
            ("<alloc::raw_vec::RawVec<u8>>::grow_one", Named::Standard),
            ("<str>::to_lowercase", Named::Standard),
            (
                "<alloc::string::String as core::clone::Clone>::clone",
                Named::Standard,
            ),
            (
                "<shop::Item as core::clone::Clone>::clone",
                Named::Method("shop"),
            ),
            (
                "<&mut shop::Item as core::fmt::Debug>::fmt",
                Named::Method("shop"),
            ),
            (
                "<alloc::vec::Vec<u8> as shop::Weigh>::weigh",
                Named::Method("shop"),
            ),
            ("<T as alloc::string::ToString>::to_string", Named::Standard),
            ("<shop::cart::Cart>::add", Named::Crate("shop")),
            ("shop[5f1a]::cart::add", Named::Crate("shop")),
            ("to_vec<u8, alloc::alloc::Global>", Named::Bare),
            ("{closure#0}<shop::Item>", Named::Bare),
            ("main", Named::Bare),
            ("", Named::Bare),
            ("__rust_alloc", Named::Standard),
        ] {
            assert_eq!(named(function), expected, "{function}");
        }
    }
}
