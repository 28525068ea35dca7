//! How the listings of chapter 4 are weighed.

use std::hint::black_box;
use std::time::{Duration, Instant};

use listings::ch04;
use meter::Window;
use serde_json::{Value, json};

use super::entry::{Fact, Listing, Rough, call};
use super::layout::{LIST, layout};
use super::resident::growth;

pub const LISTINGS: &[Listing] = &[
    listing!("ch04/growing", &[10, 10_000], traced &[10_000], count => ch04::growing),
    listing!("ch04/reserved", &[10, 10_000], traced &[10_000], count => ch04::reserved),
    listing!("ch04/collect-map", &[10_000], &tenths => ch04::collect_map),
    listing!("ch04/collect-filter", &[10_000], &tenths => ch04::collect_filter),
    listing!("ch04/collect-flat-map", &[10_000], &tenths_by_day => ch04::collect_flat_map),
    listing!("ch04/collect-lines", &[10_000], &numbers_in_lines => ch04::collect_lines),
    listing!("ch04/collect-result", &[10_000], &numbers => ch04::collect_result),
    listing!("ch04/words-reserved", &[10_000], |window| {
        let (count, text) = (window.items(), numbers_in_a_line(window));
        call(window, &*text, |text| ch04::words_reserved(count, text));
    }),
    listing!("ch04/words-collected", &[10_000], &numbers_in_a_line => ch04::words_collected),
    listing!("ch04/oversized", &[100], (()) => |()| ch04::oversized()),
    listing!("ch04/shrunk", &[100], traced &[100], (()) => |()| ch04::shrunk()),
    listing!("ch04/frost-by-value", &[10_000], &celsius => ch04::frost_by_value),
    listing!("ch04/frost-by-reference", &[10_000], &celsius => ch04::frost_by_reference),
    listing!("ch04/longest-label-new", &[1_000], &rooms => ch04::longest_label_new),
    listing!("ch04/longest-label", &[1_000], &rooms => ch04::longest_label),
    listing!("ch04/longest-line-new", &[10_000], &mut file => ch04::longest_line_new),
    listing!("ch04/longest-line", &[10_000], &mut file => ch04::longest_line),
    listing!("ch04/batches", &[100], Window::items => ch04::batches),
    listing!("ch04/batches-exact", &[100], Window::items => ch04::batches_exact),
];

pub const FACTS: &[Fact] = &[
    size!("Vec<i32>", Vec<i32>),
    fact!("ch04/growth", |window| {
        window.answer(&json!({
            "of_1": capacities::<1>(),
            "of_4": capacities::<4>(),
            "of_24": capacities::<24>(),
            "of_1024": capacities::<1_024>(),
            "of_2048": capacities::<2_048>(),
        }));
    }),
    fact!("ch04/capacity", |window| {
        let celsius = degrees(10_000);
        window.answer(&json!({
            "growing": ch04::growing(10_000).capacity(),
            "reserved": ch04::reserved(10_000).capacity(),
            "shrunk": ch04::shrunk().capacity(),
            "by_value": ch04::frost_by_value(&celsius).capacity(),
            "by_reference": ch04::frost_by_reference(&celsius).capacity(),
            "frost": ch04::frost_by_value(&celsius).len(),
        }));
    }),
    fact!("ch04/data", |window| {
        let list = ch04::growing(10_000);
        let data = size_of_val(&*list);
        let last = list.capacity() * size_of::<i32>();
        let both = last + last / 2;
        window.answer(&json!({"bytes": data, "unused": last - data, "old_and_new": both}));
    }),
    fact!("layout/vec" => layout(
        "Vec<i32>", &LIST, &[("0", 4), ("1", 4), ("2", 4), ("unused", 4)], || ch04::growing(3))),
    fact!("explore/vec", |window| {
        let elements = [
            element("u8", || 0_u8),
            element("i32", || 0_i32),
            element("String", String::new),
            element("[u8; 2048]", || [0_u8; 2_048]),
        ];
        window.answer(&json!({"pushes": PUSHES, "elements": elements}));
    }),
];

pub const ROUGH: &[Rough] = &[
    rough!("ch04/growing-time", 100.0 * growing_time(10_000, 400)
        => "percent of the time with the room reserved, for a list of 10,000"),
    rough!("ch04/growing-time-small", growing_time(10, 60_000)
        => "times as long as with the room reserved, for a list of 10"),
    rough!("ch04/moves", moves(1)
        => "percent of the growths of a list of 10,000 moved its elements"),
    rough!("ch04/moves-in-turn", moves(10)
        => "percent of the growths of ten lists of 10,000 moved their elements"),
    rough!("ch04/resident-grown", grown_in_turn()
        => "percent more resident memory for lists that grew in turn than for reserved ones"),
    rough!("ch04/resident-shrunk-many", resident_after_shrinking(1_000, 10_000)
        => "percent of the resident memory stays when many lists shrink to a hundredth"),
    rough!("ch04/resident-shrunk-one", resident_after_shrinking(1, 10_000_000)
        => "percent of the resident memory stays when one large list shrinks to a hundredth"),
    rough!("ch04/resident-untouched", resident_untouched()
        => "percent of a block that was only reserved is resident"),
];

fn count(window: &Window) -> i32 {
    window.items() as i32
}

fn tenths(window: &Window) -> Vec<i32> {
    (0..count(window)).map(|day| day % 400 - 100).collect()
}

fn tenths_by_day(window: &Window) -> Vec<Vec<i32>> {
    tenths(window).chunks(20).map(<[i32]>::to_vec).collect()
}

fn numbers(window: &Window) -> Vec<&'static str> {
    vec!["17"; window.items()]
}

fn numbers_in_lines(window: &Window) -> String {
    "17\n".repeat(window.items())
}

fn numbers_in_a_line(window: &Window) -> String {
    numbers(window).join(" ")
}

fn celsius(window: &Window) -> Vec<i32> {
    degrees(count(window))
}

/// One reading in a hundred is below zero.
fn degrees(days: i32) -> Vec<i32> {
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
    growth(|| {
        let mut lists: Vec<Vec<i32>> = (0..2_000).map(|_| make()).collect();
        for number in 0..LENGTH {
            for list in &mut lists {
                list.push(number as i32);
            }
        }
        lists
    })
}

/// How much of the resident memory of full lists stays after they shrank.
fn resident_after_shrinking(lists: usize, length: usize) -> f64 {
    let full = || -> Vec<Vec<i32>> { (0..lists).map(|_| vec![7; length]).collect() };
    let (mut lists, of_full) = growth(full);
    let shrink = || {
        for list in &mut lists {
            list.truncate(length / 100);
            list.shrink_to_fit();
        }
    };
    let of_shrinking = growth(shrink).1;
    black_box(&lists);
    100.0 * (of_full + of_shrinking) / of_full
}

/// How much of a block is resident that was asked for and not written to.
fn resident_untouched() -> f64 {
    const RESERVED: usize = 100_000_000;
    let (_list, grown) = growth(|| black_box(Vec::<u8>::with_capacity(RESERVED)));
    100.0 * grown / RESERVED as f64
}
