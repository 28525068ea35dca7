//! How the listings of chapter 1 are weighed.

use std::hint::black_box;
use std::io::sink;
use std::time::Instant;

use listings::ch01;
use meter::Window;

use super::entry::{Fact, Listing, Rough};
use super::layout::layout;

pub const LISTINGS: &[Listing] = &[
    listing!("ch01/readings", &[1_000], traced &[1_000], count => ch01::readings),
    listing!("ch01/joined", &[1_000], &names => ch01::joined),
    listing!("ch01/counted", &[1_000], &names => ch01::counted),
    listing!("ch01/checked_inside", &[100], traced &[100], count => ch01::checked_inside),
    listing!("ch01/checked_before", &[100], traced &[100], count => ch01::checked_before),
    listing!("ch01/drive", &[100], count => |stops| ch01::drive(stops, &mut sink())),
    listing!("ch01/drive_quietly", &[100],
        count => |stops| ch01::drive_quietly(stops, &mut sink())),
    listing!("ch01/area", &[1], ((3, 4)) => |(width, height)| ch01::area(width, height)),
    listing!("ch01/fits_in_packet", &[1_000], Window::items => ch01::fits_in_packet),
    listing!("ch01/last_word", &[10], &stops => ch01::last_word),
    listing!("ch01/last_word_directly", &[10], &stops => ch01::last_word_directly),
    listing!("ch01/reads_the_same_backwards", &[10], &letters => ch01::reads_the_same_backwards),
    listing!("ch01/label_is_long", &[1], (17) => ch01::label_is_long),
];

pub const FACTS: &[Fact] = &[fact!("layout/box-of-sides" => layout(
        "Box::new([width, height])", &["pointer"], &[("width", 4), ("height", 4)],
        || Box::new([3_u32, 4])))];

pub const ROUGH: &[Rough] = &[
    rough!("ch01/stack-per-level", stack_per_level() => "bytes of stack for each level"),
    rough!("ch01/sum-time", microseconds(&ch01::readings(1_000_000), ch01::summed)
        => "microseconds"),
    rough!("ch01/owned-time", microseconds(&vec!["Porto Campanha"; 100_000], ch01::owned)
        => "microseconds"),
];

fn count(window: &Window) -> u32 {
    window.items() as u32
}

fn stops(window: &Window) -> String {
    vec!["stop"; window.items()].join(" ")
}

fn letters(window: &Window) -> String {
    "a".repeat(window.items())
}

/// Some names, again and again.
fn names(window: &Window) -> Vec<&'static str> {
    let names = ["oslo", "turin", "porto", "brno", "graz", "lyon"];
    (0..window.items())
        .map(|i| names[i % names.len()])
        .collect()
}

/// How far the stack grows from one level of a walk to the next.
fn stack_per_level() -> f64 {
    const LEVELS: usize = 101;
    let mut places = Vec::with_capacity(LEVELS);
    let folders = ch01::nested(LEVELS);
    ch01::walk(black_box(&folders), &mut |_| {
        let here = 0_u8;
        places.push(std::ptr::from_ref(black_box(&here)).addr());
    });
    let (first, last) = (places[0], places[LEVELS - 1]);
    first.abs_diff(last) as f64 / (LEVELS - 1) as f64
}

/// The time of one call of `f`; of several, the shortest.
fn microseconds<I, O>(input: &[I], f: impl Fn(&[I]) -> O) -> f64 {
    let times = (0..9).map(|_| {
        let start = Instant::now();
        let result = black_box(f(black_box(input)));
        let time = start.elapsed();
        drop(result);
        time.as_secs_f64() * 1e6
    });
    times.fold(f64::INFINITY, f64::min)
}
