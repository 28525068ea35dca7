//! How the listings of chapter 4 are weighed.

use listings::ch04;
use meter::Window;

use super::{Fact, Listing, Rough, call, size};

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch04/growing",
        sizes: &[10_000],
        traced: &[10_000],
        weigh: |window| call(window, count(window), ch04::growing),
    },
    Listing {
        name: "ch04/reserved",
        sizes: &[10_000],
        traced: &[10_000],
        weigh: |window| call(window, count(window), ch04::reserved),
    },
];

pub const FACTS: &[Fact] = &[size!("Vec<i32>", Vec<i32>)];

pub const ROUGH: &[Rough] = &[];

fn count(window: &Window) -> i32 {
    window.items() as i32
}
