//! What is measured, and with which input. In: the listings. Out: tables that
//! `main` walks through, one module of them per chapter.

use meter::Window;

mod ch01;
mod ch02;
mod ch03;
mod ch04;
mod ch05;
mod ch06;
mod ch08;
mod next;

/// A listing and how to weigh it, in a debug and in a release build.
pub struct Listing {
    /// Chapter and name, as in `ch04/growing`.
    pub name: &'static str,
    /// The sizes of its input, in items.
    pub sizes: &'static [usize],
    /// The sizes at which the order of events is kept as well.
    pub traced: &'static [usize],
    /// Makes the input for `window.items()` and weighs the listing once.
    pub weigh: fn(&mut Window),
}

/// An exact figure that is no weight: the size of a type, a list of capacities.
pub struct Fact {
    /// Kind and name, as in `size/String`.
    pub name: &'static str,
    /// Finds it and hands it to `window.answer`. It must be the same in every
    /// run and in both builds. `window.count` weighs what has to be weighed.
    pub find: fn(&mut Window),
}

/// The fact `size/NAME`: how many bytes a value of the type has.
macro_rules! size {
    ($name:literal, $type:ty) => {
        $crate::weigh::Fact {
            name: concat!("size/", $name),
            find: |window| window.answer(&size_of::<$type>()),
        }
    };
}
pub(crate) use size;

/// A figure that differs between runs and machines: a time, resident memory.
/// It is best the ratio of two things that are measured in turn.
pub struct Rough {
    /// Chapter and name, as in `ch05/arc-clone-time`.
    pub name: &'static str,
    /// What the number counts, as in `times the clone of an Rc`.
    pub unit: &'static str,
    /// Measures it once. Its process does nothing else.
    pub measure: fn() -> f64,
}

/// Weighs `f`. What it returns is dropped after the window closed.
pub fn call<I, O>(window: &mut Window, input: I, f: impl FnOnce(I) -> O) {
    drop(window.weigh(input, f));
    window.answer(&());
}

/// Every listing of every chapter.
pub fn listings() -> impl Iterator<Item = &'static Listing> {
    CHAPTERS.iter().flat_map(|chapter| chapter.0)
}

/// Every fact of every chapter.
pub fn facts() -> impl Iterator<Item = &'static Fact> {
    CHAPTERS.iter().flat_map(|chapter| chapter.1)
}

/// Every rough figure of every chapter.
pub fn rough() -> impl Iterator<Item = &'static Rough> {
    CHAPTERS.iter().flat_map(|chapter| chapter.2)
}

/// The rough figures that are measured in a debug build as well.
pub const ROUGH_IN_DEBUG: &[&str] = &[
    "ch01/owned-time",
    "ch01/stack-per-level",
    "ch01/sum-time",
    "ch02/resident-at-start",
];

type Chapter = (&'static [Listing], &'static [Fact], &'static [Rough]);

const CHAPTERS: &[Chapter] = &[
    (ch01::LISTINGS, ch01::FACTS, ch01::ROUGH),
    (ch02::LISTINGS, ch02::FACTS, ch02::ROUGH),
    (ch03::LISTINGS, ch03::FACTS, ch03::ROUGH),
    (ch04::LISTINGS, ch04::FACTS, ch04::ROUGH),
    (ch05::LISTINGS, ch05::FACTS, ch05::ROUGH),
    (ch06::LISTINGS, ch06::FACTS, ch06::ROUGH),
    (ch08::LISTINGS, ch08::FACTS, ch08::ROUGH),
    (next::LISTINGS, next::FACTS, next::ROUGH),
];
