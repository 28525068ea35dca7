//! What a library does when it asks for memory. In: the frames between an own line
//! and the allocator, and who called that line. Out: the [`Operation`] that they
//! are, if it is a known one, and which frame is charged for it.
//!
//! What is known is in `table.rs`, in the form that is in `pattern.rs`.

mod pattern;
mod table;

use crate::frame::{Frame, split_as};
use crate::origin::{self, Named};
use crate::shape::Shape;
use pattern::At;

pub use pattern::{Operation, Owner, StackFrame};
pub use table::OPERATIONS;

/// The shapes for which a line further out is charged.
pub const CHARGING: [Shape; 2] = [Shape::DebugAssertOnly, Shape::Asserted];

/// What was found in a call stack.
#[derive(Clone, Debug)]
pub struct Recognised<'p> {
    /// The operation.
    pub operation: &'static Operation,
    /// The name of the function that stands for it: `to_string`.
    pub call: &'p str,
    /// The place of the charged frame in the stack.
    pub charged: usize,
}

/// The operation that these frames are, the outermost first. No frame is the
/// reader's own.
pub fn recognise(frames: &[&Frame]) -> Option<&'static Operation> {
    let frames: Vec<StackFrame<'_>> = frames
        .iter()
        .map(|frame| StackFrame::new(frame, Owner::Library))
        .collect();
    call_of(&frames).map(|(operation, _)| operation)
}

/// The operation of a whole call stack, the innermost frame first. `has` says
/// whether the line of a frame has a shape.
pub fn recognise_stack<'p>(
    stack: &[StackFrame<'p>],
    has: impl Fn(usize, Shape) -> bool,
) -> Option<Recognised<'p>> {
    around(stack, has).or_else(|| {
        let charged = stack.iter().position(|frame| frame.owner == Owner::Own)?;
        let inner: Vec<StackFrame<'p>> = stack[..charged].iter().rev().copied().collect();
        let (operation, call) = call_of(&inner)?;
        Some(Recognised {
            operation,
            call,
            charged,
        })
    })
}

/// The operation that is charged to an own line further out than the innermost.
fn around<'p>(
    stack: &[StackFrame<'p>],
    has: impl Fn(usize, Shape) -> bool,
) -> Option<Recognised<'p>> {
    OPERATIONS.iter().find_map(|operation| {
        let (charged, call) = match operation.at {
            At::Call | At::Library => None,
            At::CalledBy(functions) => called_by(stack, functions),
            At::Shaped(shape) => (0..stack.len())
                .find(|at| stack[*at].owner == Owner::Own && has(*at, shape))
                .map(|at| (at, "")),
        }?;
        Some(Recognised {
            operation,
            call,
            charged,
        })
    })
}

/// The innermost own frame that one of `functions` called, and its name.
fn called_by(
    stack: &[StackFrame<'_>],
    functions: &[&'static str],
) -> Option<(usize, &'static str)> {
    let own = |frame: &StackFrame<'_>| frame.owner == Owner::Own;
    let mut from = stack.iter().position(own)?;
    loop {
        // The frames of libraries that are between this own frame and the next one.
        let calling = stack[from + 1..].iter().take_while(|frame| !own(frame));
        for frame in calling.clone() {
            // An inlined closure does not say whose it is. The types of those who
            // call it do.
            let stands_in = |function: &&&'static str| {
                let text = frame.function;
                text.contains(**function)
                    && (frame.name == **function || text.contains(&format!("::{function}::")))
            };
            if let Some(function) = functions.iter().find(stands_in) {
                return Some((from, function));
            }
        }
        from += 1 + calling.count();
        if from >= stack.len() {
            return None;
        }
    }
}

/// The operation of frames that an own line calls, the outermost first.
fn call_of<'p>(frames: &[StackFrame<'p>]) -> Option<(&'static Operation, &'p str)> {
    let stranger = frames.iter().position(is_of_other_library);
    let direct = &frames[..stranger.unwrap_or(frames.len())];
    OPERATIONS.iter().find_map(|operation| {
        let frames = match operation.at {
            At::Call => direct,
            At::Library => frames,
            At::CalledBy(_) | At::Shaped(_) => return None,
        };
        let marks = operation.marks.iter();
        let found: Option<Vec<&'p str>> = marks.map(|mark| mark.find(frames)).collect();
        Some((operation, found?.into_iter().next()?))
    })
}

/// The crates of the standard library, with the one that its maps are made of.
const STANDARD: [&str; 4] = ["alloc", "core", "std", "hashbrown"];

/// Whether a frame surely belongs to a library that is not the standard one: its path
/// starts with a crate and its version, or its name with a crate.
fn is_of_other_library(frame: &StackFrame<'_>) -> bool {
    if frame.owner != Owner::Library {
        return false;
    }
    let folder = frame.path.split(['/', '\\']).next().unwrap_or_default();
    let versioned = folder.rsplit_once('-').filter(|(_, version)| {
        version.contains('.') && version.starts_with(|c: char| c.is_ascii_digit())
    });
    if let Some((name, _)) = versioned {
        return !STANDARD.contains(&name);
    }
    // The type before a method of a trait, as in `<T as B>::f`, says nothing: methods of the
    // standard library are for types of all crates. The trait does.
    let by_trait = frame.function.strip_prefix('<').and_then(split_as);
    let of = by_trait.map_or(frame.function, |(_, by)| by);
    matches!(origin::named(of), Named::Crate(name) if !STANDARD.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_used_once() {
        let mut seen = HashSet::new();
        for operation in OPERATIONS {
            assert!(
                seen.insert(operation.id),
                "two operations: {}",
                operation.id
            );
            let marked = !operation.marks.is_empty();
            let by_marks = matches!(operation.at, At::Call | At::Library);
            assert_eq!(marked, by_marks, "{}", operation.id);
        }
    }

    #[test]
    fn what_another_library_does_is_its_own_matter() {
        let copy = "to_owned (alloc/src/str.rs:1:1)";
        for (frame, expected) in [
            ("map<A, B> (core/src/option.rs:1:1)", Some("text-copy")),
            (
                "insert<A, B> (hashbrown-0.16.1/src/map.rs:1:1)",
                Some("text-copy"),
            ),
            (
                "<alloc::vec::Vec<url::Url>>::f (mod.rs:1:1)",
                Some("text-copy"),
            ),
            ("f<url::Url> (mod.rs:1:1)", Some("text-copy")),
            (
                "alloc::slice::<impl [T]>::f (slice.rs:1:1)",
                Some("text-copy"),
            ),
            (
                "<url::Url as core::clone::Clone>::clone (a.rs:1:1)",
                Some("text-copy"),
            ),
            ("parse (url-2.5.0/src/lib.rs:1:1)", None),
            ("url::parser::parse (src/a/parser.rs:1:1)", None),
            // The same method in both ways of writing names.
            ("url::parser::Parser<T>::parse (src/a/parser.rs:1:1)", None),
            (
                "<url::parser::Parser<u8>>::parse (src/a/parser.rs:1:1)",
                None,
            ),
            ("url::Ext::parse (src/a/parser.rs:1:1)", None),
            (
                "<alloc::vec::Vec<u8> as url::Ext>::parse (src/a/parser.rs:1:1)",
                None,
            ),
        ] {
            let frames = [Frame::parse(frame), Frame::parse(copy)];
            let found = recognise(&[&frames[0], &frames[1]]);
            assert_eq!(found.map(|operation| operation.id), expected, "{frame}");
        }
    }

    #[test]
    fn a_method_is_the_same_operation_in_both_ways_of_writing_names() {
        for (file, names, expected) in [
            (
                "string.rs",
                [
                    "to_string<u64>",
                    "<u64 as alloc::string::ToString>::to_string",
                ],
                "number-text",
            ),
            (
                "mod.rs",
                [
                    "alloc::vec::Vec<T,A>::with_capacity",
                    "<alloc::vec::Vec<u8>>::with_capacity",
                ],
                "vec-reserved",
            ),
            (
                "mod.rs",
                [
                    "std::io::BufRead::read_until",
                    "<std::io::stdio::StdinLock as std::io::BufRead>::read_until",
                ],
                "read-line",
            ),
        ] {
            for name in names {
                let frame = Frame::parse(&format!("{name} ({file}:1:1)"));
                let found = recognise(&[&frame]);
                assert_eq!(
                    found.map(|operation| operation.id),
                    Some(expected),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn a_function_that_is_called_by_a_sort_is_charged() {
        let frames: Vec<Frame> = [
            "alloc::str::to_lowercase (alloc/src/str.rs:3:1)",
            "key (a/src/lib.rs:9:1)",
            "{closure#0} (a/src/lib.rs:5:1)",
            "{closure#0}<A, B> (alloc/src/slice.rs:2:1)",
            "insert_tail<A, alloc::slice::{impl#0}::sort_by_key::{closure_env#0}<A>> (smallsort.rs:1:1)",
            "rank (a/src/lib.rs:4:1)",
        ]
        .iter()
        .map(|text| Frame::parse(text))
        .collect();
        let stack: Vec<StackFrame<'_>> = frames
            .iter()
            .map(|frame| match frame.file_name() {
                "lib.rs" => StackFrame::new(frame, Owner::Own),
                _ => StackFrame::new(frame, Owner::Library),
            })
            .collect();
        let found = recognise_stack(&stack, |_, _| false).expect("an operation");
        assert_eq!((found.operation.id, found.charged), ("sort-key", 2));
        assert_eq!(found.call, "sort_by_key");
        // Without the sort, it is what the innermost line does.
        let found = recognise_stack(&stack[..3], |_, _| false).expect("an operation");
        assert_eq!((found.operation.id, found.charged), ("text-case", 1));
    }
}
