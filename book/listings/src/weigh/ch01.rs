//! How the listings of chapter 1 are weighed.

use std::hint::black_box;
use std::io;
use std::time::Instant;

use listings::ch01;
use meter::Window;
use serde_json::json;

use super::{Fact, Listing, Rough, call};

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch01/readings",
        sizes: &[1_000],
        traced: &[1_000],
        weigh: |window| call(window, count(window), ch01::readings),
    },
    Listing {
        name: "ch01/joined",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, names(window).as_slice(), ch01::joined),
    },
    Listing {
        name: "ch01/counted",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, names(window).as_slice(), ch01::counted),
    },
    Listing {
        name: "ch01/checked_inside",
        sizes: &[100],
        traced: &[100],
        weigh: |window| call(window, count(window), ch01::checked_inside),
    },
    Listing {
        name: "ch01/checked_before",
        sizes: &[100],
        traced: &[100],
        weigh: |window| call(window, count(window), ch01::checked_before),
    },
    Listing {
        name: "ch01/drive",
        sizes: &[100],
        traced: &[],
        weigh: |window| {
            call(window, count(window), |stops| {
                ch01::drive(stops, &mut io::sink())
            })
        },
    },
    Listing {
        name: "ch01/drive_quietly",
        sizes: &[100],
        traced: &[],
        weigh: |window| {
            call(window, count(window), |stops| {
                ch01::drive_quietly(stops, &mut io::sink())
            })
        },
    },
    Listing {
        name: "ch01/area",
        sizes: &[1],
        traced: &[],
        weigh: |window| call(window, (3, 4), |(width, height)| ch01::area(width, height)),
    },
    Listing {
        name: "ch01/fits_in_packet",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, window.items(), ch01::fits_in_packet),
    },
    Listing {
        name: "ch01/last_word",
        sizes: &[10],
        traced: &[],
        weigh: |window| {
            let text = vec!["stop"; window.items()].join(" ");
            call(window, text.as_str(), ch01::last_word)
        },
    },
    Listing {
        name: "ch01/last_word_directly",
        sizes: &[10],
        traced: &[],
        weigh: |window| {
            let text = vec!["stop"; window.items()].join(" ");
            call(window, text.as_str(), ch01::last_word_directly)
        },
    },
    Listing {
        name: "ch01/reads_the_same_backwards",
        sizes: &[10],
        traced: &[],
        weigh: |window| {
            let word = "a".repeat(window.items());
            call(window, word.as_str(), ch01::reads_the_same_backwards)
        },
    },
    Listing {
        name: "ch01/label_is_long",
        sizes: &[1],
        traced: &[],
        weigh: |window| call(window, 17, ch01::label_is_long),
    },
];

pub const FACTS: &[Fact] = &[Fact {
    name: "layout/box-of-sides",
    find: |window| {
        let (sides, counts) = window.count([3_u32, 4], Box::new);
        let handle = size_of_val(&sides);
        window.answer(&json!({
            "label": "Box::new([width, height])",
            "bytes": handle,
            "fields": [{"name": "pointer", "bytes": handle, "to": 0}],
            "blocks": [{"bytes": counts.live_bytes, "parts": [
                {"name": "width", "bytes": size_of_val(&sides[0])},
                {"name": "height", "bytes": size_of_val(&sides[1])},
            ]}],
        }))
    },
}];

pub const ROUGH: &[Rough] = &[
    Rough {
        name: "ch01/stack-per-level",
        unit: "bytes of stack for each level",
        measure: stack_per_level,
    },
    Rough {
        name: "ch01/sum-time",
        unit: "microseconds",
        measure: || {
            let readings = ch01::readings(1_000_000);
            microseconds(|| ch01::summed(black_box(&readings)))
        },
    },
    Rough {
        name: "ch01/owned-time",
        unit: "microseconds",
        measure: || {
            let names = vec!["Porto Campanha"; 100_000];
            microseconds(|| ch01::owned(black_box(&names)))
        },
    },
];

fn count(window: &Window) -> u32 {
    window.items() as u32
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

/// The time of one call; of several, the shortest.
fn microseconds<T>(f: impl Fn() -> T) -> f64 {
    let times = (0..9).map(|_| {
        let start = Instant::now();
        let result = black_box(f());
        let time = start.elapsed();
        drop(result);
        time.as_secs_f64() * 1e6
    });
    times.fold(f64::INFINITY, f64::min)
}
