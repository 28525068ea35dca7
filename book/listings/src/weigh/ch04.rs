//! How the listings of chapter 4 are weighed.

use std::hint::black_box;
use std::time::{Duration, Instant};

use listings::ch04;
use meter::Window;
use serde_json::{Value, json};

use super::ch03::{layout, resident};
use super::{Fact, Listing, Rough, call, size};

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch04/growing",
        sizes: &[10, 10_000],
        traced: &[10_000],
        weigh: |window| call(window, count(window), ch04::growing),
    },
    Listing {
        name: "ch04/reserved",
        sizes: &[10, 10_000],
        traced: &[10_000],
        weigh: |window| call(window, count(window), ch04::reserved),
    },
    Listing {
        name: "ch04/collect-map",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*tenths(window), ch04::collect_map),
    },
    Listing {
        name: "ch04/collect-filter",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*tenths(window), ch04::collect_filter),
    },
    Listing {
        name: "ch04/collect-flat-map",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let days: Vec<Vec<i32>> = tenths(window).chunks(20).map(<[i32]>::to_vec).collect();
            call(window, &*days, ch04::collect_flat_map);
        },
    },
    Listing {
        name: "ch04/collect-lines",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*"17\n".repeat(window.items()), ch04::collect_lines),
    },
    Listing {
        name: "ch04/collect-result",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*vec!["17"; window.items()], ch04::collect_result),
    },
    Listing {
        name: "ch04/words-reserved",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let count = window.items();
            let text = vec!["17"; count].join(" ");
            call(window, &*text, |text| ch04::words_reserved(count, text));
        },
    },
    Listing {
        name: "ch04/words-collected",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let text = vec!["17"; window.items()].join(" ");
            call(window, &*text, ch04::words_collected);
        },
    },
    Listing {
        name: "ch04/oversized",
        sizes: &[100],
        traced: &[],
        weigh: |window| call(window, (), |()| ch04::oversized()),
    },
    Listing {
        name: "ch04/shrunk",
        sizes: &[100],
        traced: &[100],
        weigh: |window| call(window, (), |()| ch04::shrunk()),
    },
    Listing {
        name: "ch04/frost-by-value",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*celsius(count(window)), ch04::frost_by_value),
    },
    Listing {
        name: "ch04/frost-by-reference",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*celsius(count(window)), ch04::frost_by_reference),
    },
    Listing {
        name: "ch04/longest-label-new",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &*rooms(window), ch04::longest_label_new),
    },
    Listing {
        name: "ch04/longest-label",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &*rooms(window), ch04::longest_label),
    },
    Listing {
        name: "ch04/longest-line-new",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let file = file(window);
            call(window, &mut file.as_bytes(), |file| {
                ch04::longest_line_new(file)
            });
        },
    },
    Listing {
        name: "ch04/longest-line",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let file = file(window);
            call(window, &mut file.as_bytes(), |file| {
                ch04::longest_line(file)
            });
        },
    },
    Listing {
        name: "ch04/batches",
        sizes: &[100],
        traced: &[],
        weigh: |window| call(window, window.items(), ch04::batches),
    },
    Listing {
        name: "ch04/batches-exact",
        sizes: &[100],
        traced: &[],
        weigh: |window| call(window, window.items(), ch04::batches_exact),
    },
];

pub const FACTS: &[Fact] = &[
    size!("Vec<i32>", Vec<i32>),
    Fact {
        name: "ch04/growth",
        find: |window| {
            window.answer(&json!({
                "of_1": capacities::<1>(),
                "of_4": capacities::<4>(),
                "of_24": capacities::<24>(),
                "of_1024": capacities::<1_024>(),
                "of_2048": capacities::<2_048>(),
            }));
        },
    },
    Fact {
        name: "ch04/capacity",
        find: |window| {
            let celsius = celsius(10_000);
            window.answer(&json!({
                "growing": ch04::growing(10_000).capacity(),
                "reserved": ch04::reserved(10_000).capacity(),
                "shrunk": ch04::shrunk().capacity(),
                "by_value": ch04::frost_by_value(&celsius).capacity(),
                "by_reference": ch04::frost_by_reference(&celsius).capacity(),
                "frost": ch04::frost_by_value(&celsius).len(),
            }));
        },
    },
    Fact {
        name: "ch04/data",
        find: |window| {
            let list = ch04::growing(10_000);
            let data = size_of_val(&*list);
            let last = list.capacity() * size_of::<i32>();
            window.answer(&json!({
                "bytes": data,
                "unused": last - data,
                "old_and_new": last + last / 2,
            }));
        },
    },
    Fact {
        name: "layout/vec",
        find: |window| {
            let words = ["pointer", "capacity", "length"];
            let parts = [("0", 4), ("1", 4), ("2", 4), ("unused", 4)];
            layout(window, "Vec<i32>", &words, &parts, || ch04::growing(3));
        },
    },
    Fact {
        name: "explore/vec",
        find: |window| {
            window.answer(&json!({
                "pushes": PUSHES,
                "elements": [
                    element("u8", || 0_u8),
                    element("i32", || 0_i32),
                    element("String", String::new),
                    element("[u8; 2048]", || [0_u8; 2_048]),
                ],
            }));
        },
    },
];

pub const ROUGH: &[Rough] = &[
    Rough {
        name: "ch04/growing-time",
        unit: "percent of the time with the room reserved, for a list of 10,000",
        measure: || 100.0 * growing_time(10_000, 400),
    },
    Rough {
        name: "ch04/growing-time-small",
        unit: "times as long as with the room reserved, for a list of 10",
        measure: || growing_time(10, 60_000),
    },
    Rough {
        name: "ch04/moves",
        unit: "percent of the growths of a list of 10,000 moved its elements",
        measure: || moves(1),
    },
    Rough {
        name: "ch04/moves-in-turn",
        unit: "percent of the growths of ten lists of 10,000 moved their elements",
        measure: || moves(10),
    },
    Rough {
        name: "ch04/resident-grown",
        unit: "percent more resident memory for lists that grew in turn than for reserved ones",
        measure: grown_in_turn,
    },
    Rough {
        name: "ch04/resident-shrunk-many",
        unit: "percent of the resident memory stays when many lists shrink to a hundredth",
        measure: || resident_after_shrinking(1_000, 10_000),
    },
    Rough {
        name: "ch04/resident-shrunk-one",
        unit: "percent of the resident memory stays when one large list shrinks to a hundredth",
        measure: || resident_after_shrinking(1, 10_000_000),
    },
    Rough {
        name: "ch04/resident-untouched",
        unit: "percent of a block that was only reserved is resident",
        measure: resident_untouched,
    },
];

fn count(window: &Window) -> i32 {
    window.items() as i32
}

fn tenths(window: &Window) -> Vec<i32> {
    (0..count(window)).map(|day| day % 400 - 100).collect()
}

/// One reading in a hundred is below zero.
fn celsius(days: i32) -> Vec<i32> {
    (0..days).map(|day| day % 100 - 1).collect()
}

fn rooms(window: &Window) -> Vec<(u32, &'static str)> {
    let names = ["lab", "kitchen", "reading room", "office"];
    (0..window.items() as u32)
        .map(|room| (room / 40, names[room as usize % 4]))
        .collect()
}

/// Lines of 3 to 60 bytes; the longest comes early.
fn file(window: &Window) -> String {
    (0..window.items())
        .map(|line| "=".repeat(3 + (line * 37 + 20) % 58) + "\n")
        .collect()
}

/// How a list of elements of `SIZE` bytes grows over 10,000 pushes.
fn capacities<const SIZE: usize>() -> Value {
    let growths = ch04::growths(Vec::new(), || [0_u8; SIZE], 10_000);
    let capacities: Vec<usize> = growths.iter().map(|growth| growth.1).collect();
    json!({
        "bytes": SIZE,
        "first": capacities[0],
        "second": capacities[1],
        "third": capacities[2],
        "last": capacities[capacities.len() - 1],
        "allocations": capacities.len(),
        "capacities": capacities,
    })
}

const PUSHES: usize = 1_000;

/// How lists of one element type grow, from several capacities.
fn element<T>(name: &str, value: fn() -> T) -> Value {
    let starts: Vec<Value> = [0, 1, 10, 100, 1_000]
        .iter()
        .map(|&capacity| {
            let list: Vec<T> = Vec::with_capacity(capacity);
            let start = list.capacity();
            let growth = ch04::growths(list, value, PUSHES);
            json!({"capacity": start, "growth": growth})
        })
        .collect();
    json!({"bytes": size_of::<T>(), "name": name, "starts": starts})
}

/// The time that it takes to fill a list that grows, in times of that for a list
/// with its room reserved. Both run the same loop, at the same place.
fn growing_time(length: i32, rounds: u32) -> f64 {
    let time = |make: fn(usize) -> Vec<i32>| -> Duration {
        let start = Instant::now();
        for _ in 0..rounds {
            black_box(fill(make(black_box(length as usize)), length));
        }
        start.elapsed()
    };
    let (growing, reserved) = (|_| Vec::new(), Vec::with_capacity);
    time(reserved);
    let mut ratios: Vec<f64> = (0..15)
        .map(|_| time(growing).as_secs_f64() / time(reserved).as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

#[inline(never)]
fn fill(mut list: Vec<i32>, length: i32) -> Vec<i32> {
    for number in 0..length {
        list.push(number);
    }
    list
}

/// Of a hundred growths, how many moved the elements to another address, when
/// so many lists grow in turn.
fn moves(lists: usize) -> f64 {
    let mut lists: Vec<Vec<i32>> = vec![Vec::new(); lists];
    let (mut grown, mut moved) = (0, 0);
    for number in 0..10_000 {
        for list in &mut lists {
            let (capacity, address) = (list.capacity(), list.as_ptr());
            list.push(number);
            if capacity > 0 && list.capacity() > capacity {
                grown += 1;
                moved += usize::from(list.as_ptr() != address);
            }
        }
    }
    100.0 * f64::from(grown).recip() * moved as f64
}

const LENGTH: usize = 4_096;

/// How much more memory becomes resident, in percent, when many lists grow in
/// turn than when as many of the same capacity were reserved.
fn grown_in_turn() -> f64 {
    let (reserved, of_reserved) = filled(|| Vec::with_capacity(LENGTH));
    // The first lists stay, so that nothing of them is used again.
    let (grown, of_grown) = filled(Vec::new);
    assert_eq!(reserved[0].capacity(), grown[0].capacity());
    100.0 * (of_grown / of_reserved - 1.0)
}

/// Fills many lists in turn, and says how much memory became resident.
fn filled(make: fn() -> Vec<i32>) -> (Vec<Vec<i32>>, f64) {
    let before = resident();
    let mut lists: Vec<Vec<i32>> = (0..2_000).map(|_| make()).collect();
    for number in 0..LENGTH {
        for list in &mut lists {
            list.push(number as i32);
        }
    }
    let after = resident();
    (lists, after - before)
}

/// How much of the resident memory of full lists stays after they shrank.
fn resident_after_shrinking(lists: usize, length: usize) -> f64 {
    let before = resident();
    let mut lists: Vec<Vec<i32>> = (0..lists).map(|_| vec![7; length]).collect();
    let full = resident();
    for list in &mut lists {
        list.truncate(length / 100);
        list.shrink_to_fit();
    }
    let shrunk = resident();
    black_box(&lists);
    100.0 * (shrunk - before) / (full - before)
}

/// How much of a block is resident that was asked for and not written to.
fn resident_untouched() -> f64 {
    const RESERVED: usize = 100_000_000;
    let before = resident();
    let list: Vec<u8> = black_box(Vec::with_capacity(RESERVED));
    let after = resident();
    drop(list);
    100.0 * (after - before) / RESERVED as f64
}
