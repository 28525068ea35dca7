//! The form in which an operation is known. In: frames of a call stack. Out: whether
//! they have the marks of the operation, and in which of them.

use crate::frame::Frame;
use crate::shape::Shape;

/// Something that libraries do, and that allocates.
#[derive(Debug)]
pub struct Operation {
    /// Its name in JSON: `string-clone`.
    pub id: &'static str,
    /// What it is, in a few words that follow "here": "a `String` is cloned".
    pub label: &'static str,
    /// Which own line it is charged to, and so which frames are looked at.
    pub(super) at: At,
    /// How its frames are known. All of these must be found.
    pub(super) marks: &'static [Mark],
}

impl Operation {
    /// Whether the call on the line that is charged is what does it.
    pub fn is_of_its_line(&self) -> bool {
        matches!(self.at, At::Call | At::Library)
    }
}

/// The own line that an operation is charged to.
#[derive(Debug)]
pub(super) enum At {
    /// The innermost own line that does something. The standard library does it, and
    /// nobody else is between: what other libraries do is their own matter.
    Call,
    /// The same, and a certain library does it.
    Library,
    /// The own line within a function that one of these functions calls, and calls
    /// more often than its elements are many.
    CalledBy(&'static [&'static str]),
    /// The innermost own line of this shape.
    Shaped(Shape),
}

/// A frame that gives an operation away.
#[derive(Debug)]
pub(super) enum Mark {
    /// The outermost frame has one of these names, in one of these files.
    First(&'static [&'static str], &'static [&'static str]),
    /// Some frame has one of these names, in one of these files.
    Frame(&'static [&'static str], &'static [&'static str]),
    /// Some frame has one of these names, in any file.
    Name(&'static [&'static str]),
    /// Some frame's whole text contains this.
    Text(&'static str),
    /// Some frame has this name, and is for one of these types.
    For(&'static str, &'static [&'static str]),
    /// A method of this name that was derived for a type of the reader's.
    Derived(&'static str),
}

/// A frame of a call stack.
#[derive(Clone, Copy, Debug)]
pub struct StackFrame<'p> {
    /// The function as the profile has it, without types at its end that only one way
    /// of writing names has.
    pub function: &'p str,
    /// The type that it is for, where its name tells.
    pub for_type: Option<&'p str>,
    /// The function's own name, without path and types.
    pub name: &'p str,
    /// The last part of the file's path.
    pub file: &'p str,
    /// As much of the path as the profile has.
    pub path: &'p str,
    /// Whose it is.
    pub owner: Owner,
}

impl<'p> StackFrame<'p> {
    /// A frame, and whose it is.
    pub fn new(frame: &'p Frame, owner: Owner) -> Self {
        StackFrame {
            function: frame.without_turbofish(),
            for_type: frame.for_type(),
            name: frame.name(),
            file: frame.file_name(),
            path: frame.file.as_deref().unwrap_or_default(),
            owner,
        }
    }
}

/// Whose code a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A library's, or one whose file is unknown.
    Library,
    /// The reader's, on a line that does something itself.
    Own,
    /// The reader's, on a line from which the compiler derived a method.
    Derived,
}

impl Mark {
    /// The name of the outermost frame that has this mark.
    pub(super) fn find<'p>(&self, frames: &[StackFrame<'p>]) -> Option<&'p str> {
        let in_file = |frame: &StackFrame<'_>, names: &[&str], files: &[&str]| {
            // A file of the reader's may have the name of one of a library's.
            frame.owner == Owner::Library
                && names.contains(&frame.name)
                && files.contains(&frame.file)
        };
        let found = match self {
            Mark::First(names, files) => {
                frames.first().filter(|frame| in_file(frame, names, files))
            }
            Mark::Frame(names, files) => frames.iter().find(|frame| in_file(frame, names, files)),
            Mark::Name(names) => frames.iter().find(|frame| names.contains(&frame.name)),
            Mark::Text(text) => frames.iter().find(|frame| frame.function.contains(text)),
            Mark::For(name, types) => frames.iter().find(|frame| {
                frame.name == *name && frame.for_type.is_some_and(|of| types.contains(&of))
            }),
            Mark::Derived(name) => frames
                .iter()
                .find(|frame| frame.owner == Owner::Derived && frame.name == *name),
        };
        found.map(|frame| frame.name)
    }
}
