//! What is measured, and with which input. In: the listings. Out: tables that
//! `main` walks through, one module of them per chapter, with a line for each
//! listing, fact and rough figure. Below its tables a chapter says how inputs are made.

// First, because its macros are known only below.
#[macro_use]
mod entry;

mod ch01;
mod ch02;
mod ch03;
mod ch04;
mod ch05;
mod ch06;
mod ch08;
mod layout;
mod next;
mod resident;

use entry::{Fact, Listing, Rough};

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
