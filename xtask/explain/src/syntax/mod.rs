//! A file as syntax. In: the text of a source file. Out: each call in it, with its place
//! and with what stands around it.
//!
//! ```text
//! text ─► macros ─► reader ─► lists
//!         what is   calls,    what becomes of
//!         in them   shapes    a list later
//! ```
//!
//! A text that does not parse has no syntax, and nothing is said that would need it.

mod call;
mod lists;
mod macros;
mod reader;
mod tokens;

use crate::shape::Shape;
use call::Function;

pub use call::{Call, Place};
pub use tokens::Code;

/// The calls of a file.
#[derive(Clone, Debug)]
pub struct Syntax {
    /// In the order in which they stand in the text.
    calls: Vec<Call>,
    /// All functions, the outer ones before those in them.
    functions: Vec<Function>,
}

/// A longer file is no source that a person wrote.
const LONGEST: usize = 1 << 20;

/// Nobody nests brackets so deeply. Who does wants to see what breaks.
const DEEPEST: usize = 96;

/// Nor writes chains of so many fields and methods, which take long to go through.
const MOST_LINKS: usize = 512;

/// A file may be nested so deeply that an ordinary stack is too small. This one is
/// reserved, and what is not needed of it takes no memory.
const STACK: usize = 1 << 30;

impl Syntax {
    /// Reads a file; none if it does not parse.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST || depth(text) > DEEPEST || links(text) > MOST_LINKS {
            return None;
        }
        std::thread::scope(|scope| {
            let reading = std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, || read(text));
            reading.ok()?.join().ok()?
        })
    }

    /// The call at a place. Where only the line is known, the column is 0: then it is the
    /// one of the names, the first that is called there, by a function's own name.
    pub fn call_at(&self, line: u32, column: u32, names: &[&str]) -> Option<&Call> {
        let place = Place { line, column };
        let on_line = || self.calls.iter().filter(|call| call.place.line == line);
        if column == 0 {
            let called = |name: &&str| on_line().find(|call| call.own_name() == *name);
            return names.iter().find_map(called);
        }
        // `journal.lines()` of a loop. Of a chain of several nobody knows which it is.
        let begins = |call: &&Call| call.start == place;
        let only = || {
            let mut beginning = self.calls.iter().filter(begins);
            let first = beginning.next()?;
            beginning.next().is_none().then_some(first)
        };
        on_line().find(|call| call.place == place).or_else(only)
    }

    /// Whether the call at a place has a shape. Where only the line is known, whether some
    /// call of that line has it.
    pub fn has(&self, line: u32, column: u32, shape: Shape) -> bool {
        match column {
            0 => {
                let mut on_line = self.calls.iter().filter(|call| call.place.line == line);
                on_line.any(|call| call.has(shape))
            }
            column => self
                .call_at(line, column, &[])
                .is_some_and(|call| call.has(shape)),
        }
    }

    /// The innermost function that a line is in.
    pub fn function_at(&self, line: u32) -> Option<&str> {
        let around = |function: &&Function| (function.first..=function.last).contains(&line);
        let innermost = self.functions.iter().rfind(around)?;
        Some(&innermost.name)
    }
}

/// How deeply brackets are nested, at most. Those in texts and comments count, too.
fn depth(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The most points between two ends of statements: how long a chain may be.
fn links(text: &str) -> usize {
    let points = |piece: &[u8]| piece.iter().filter(|byte| **byte == b'.').count();
    let pieces = text
        .as_bytes()
        .split(|byte| matches!(byte, b';' | b'{' | b'}'));
    pieces.map(points).max().unwrap_or(0)
}

fn read(text: &str) -> Option<Syntax> {
    let file = syn::parse_file(text).ok()?;
    let macros = macros::Macros::of(&file);
    let (mut calls, functions) = reader::read(&file, &macros, text);
    lists::look(&mut calls);
    Some(Syntax { calls, functions })
}

#[cfg(test)]
mod tests;
