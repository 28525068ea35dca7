//! A call in a file, and the functions that calls are in.

use std::sync::Arc;

use super::tokens::Code;
use crate::shape::Shape;

/// A call of a method, a function or a macro, as it is written.
#[derive(Clone, Debug)]
pub struct Call {
    /// Where the name of a method stands, or the begin of any other call.
    pub place: Place,
    /// Where the whole expression begins.
    pub(super) start: Place,
    /// Its name as it is written: `to_string`, `Rc::new`, `format!`.
    pub name: String,
    /// What its place in the file shows.
    pub shapes: Vec<Shape>,
    /// The statement that it is in.
    pub statement: Arc<Code>,
    /// The variable or field that it is called on.
    pub(super) receiver: Option<String>,
    /// The variable that the statement makes.
    pub(super) bound: Option<String>,
    /// The number of the function that it is in.
    pub(super) function: Option<usize>,
}

/// A line and a column, both from 1. Columns are counted in bytes, as compilers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A function, and where it begins and ends.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Call {
    /// The name without a path and without the mark of a macro.
    pub(super) fn own_name(&self) -> &str {
        let name = self.name.rsplit("::").next().unwrap_or(&self.name);
        name.trim_end_matches('!')
    }

    /// Whether it has this shape.
    pub fn has(&self, shape: Shape) -> bool {
        self.shapes.contains(&shape)
    }
}
