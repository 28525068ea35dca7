//! What a library does when it asks for memory. In: the frames between an own line
//! and the allocator. Out: the [`Operation`] that they are, if it is a known one.

use crate::frame::Frame;

/// Something that libraries do, and that allocates.
#[derive(Debug)]
pub struct Operation {
    /// Its name in JSON: `string-clone`.
    pub id: &'static str,
    /// What it is, in a few words that follow "here": "`String` cloned".
    pub label: &'static str,
    /// How its frames are known.
    marks: &'static [Mark],
}

/// A frame that gives an operation away.
#[derive(Debug)]
enum Mark {
    /// Some frame's name, without path and types, is this.
    Name(&'static str),
    /// Some frame's whole text contains this.
    Text(&'static str),
}

/// From the most special one to the most general one: the first that fits is it.
/// All marks of an operation must be found.
static OPERATIONS: &[Operation] = &[
    Operation {
        id: "string-clone",
        label: "a `String` is cloned",
        marks: &[Mark::Text("String as core::clone::Clone>::clone")],
    },
    Operation {
        id: "vec-growth",
        label: "a `Vec` grows",
        marks: &[Mark::Name("grow_one")],
    },
];

/// The operation that these frames are, the outermost first.
pub fn recognise(frames: &[&Frame]) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| {
        operation.marks.iter().all(|mark| {
            frames.iter().any(|frame| match mark {
                Mark::Name(name) => frame.name() == *name,
                Mark::Text(text) => frame.function.contains(text),
            })
        })
    })
}
