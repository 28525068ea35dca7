//! The windows of an exercise. In: its parts. Out: which of them run at which sizes, and
//! in which builds.

use crate::workbook::{Build, Exercise};

/// One window of an exercise, whoever's code is run in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WindowId {
    /// How the code is compiled.
    pub build: Build,
    /// Which part of the exercise, counted from 0.
    pub part: usize,
    /// The size of the input.
    pub items: usize,
}

/// All of them, by part, then build, then size.
pub fn of(exercise: &Exercise) -> impl Iterator<Item = WindowId> + '_ {
    exercise
        .parts
        .iter()
        .enumerate()
        .flat_map(|(number, part)| {
            part.builds.iter().flat_map(move |build| {
                part.sizes_in(*build).iter().map(move |items| WindowId {
                    build: *build,
                    part: number,
                    items: *items,
                })
            })
        })
}
