//! What becomes of lists. In: the calls of a file, in the order of the text. Out: those
//! that make or fill a list from which most may be taken out later.

use super::call::Call;
use crate::shape::Shape;

/// What takes elements out of a list and leaves its block as it is.
const REMOVALS: [&str; 6] = [
    "retain",
    "retain_mut",
    "truncate",
    "drain",
    "dedup",
    "dedup_by_key",
];

/// What gives the rest of a block back.
const SHRINKS: [&str; 2] = ["shrink_to_fit", "shrink_to"];

/// Notes the shapes.
pub(super) fn look(calls: &mut [Call]) {
    let shapes: Vec<Option<Shape>> = (0..calls.len()).map(|at| shape(calls, at)).collect();
    for (call, shape) in calls.iter_mut().zip(shapes) {
        call.shapes.extend(shape);
    }
}

fn shape(calls: &[Call], at: usize) -> Option<Shape> {
    let call = &calls[at];
    let list = match call.name.as_str() {
        "push" | "extend" | "extend_from_slice" => call.receiver.as_deref(),
        _ => call.bound.as_deref(),
    }?;
    let later = || {
        let later = calls.iter().enumerate();
        later.filter(|(_, other)| {
            other.function == call.function
                && other.place > call.place
                && other.receiver.as_deref() == Some(list)
        })
    };
    let last_removal = later().rfind(|(_, other)| removes(other))?.0;
    let shrinks = |(_, other): &(usize, &Call)| SHRINKS.contains(&other.name.as_str());
    let shrunk = later().rfind(shrinks).map(|(at, _)| at);
    match shrunk {
        None => Some(Shape::FilteredLater),
        Some(shrunk) if shrunk < last_removal => Some(Shape::ShrunkEarly),
        Some(_) => None,
    }
}

fn removes(call: &Call) -> bool {
    let chain = |name: &str| call.statement.tokens().iter().any(|token| token == name);
    REMOVALS.contains(&call.name.as_str())
        || call.name == "into_iter" && chain("filter") && chain("collect")
}
