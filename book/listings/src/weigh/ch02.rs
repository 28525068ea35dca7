//! How the listings of chapter 2 are weighed.

use std::env;
use std::process::Command;

use listings::ch02::{self, resident};
use meter::Window;
use serde_json::{Value, json};

use super::{Fact, Listing, Rough, call};

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch02/station_names",
        sizes: &[100, 1_000],
        traced: &[100],
        weigh: |window| call(window, log(window).as_str(), ch02::station_names),
    },
    Listing {
        name: "ch02/days_of",
        sizes: &[100, 1_000],
        traced: &[100],
        weigh: |window| {
            call(window, log(window).as_str(), |log| {
                ch02::days_of(log, "oslo")
            })
        },
    },
    Listing {
        name: "ch02/days_of_borrowed",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            call(window, log(window).as_str(), |log| {
                ch02::days_of_borrowed(log, "oslo")
            })
        },
    },
    Listing {
        name: "ch02/filled_and_dropped",
        sizes: &[200_000],
        traced: &[],
        weigh: |window| {
            call(window, window.items(), |count| {
                drop(resident::texts(count, 40))
            })
        },
    },
];

pub const FACTS: &[Fact] = &[
    Fact {
        name: "layout/no-names",
        find: |window| {
            let names = list_layout(window, "Vec::new()", 0);
            window.answer(&names);
        },
    },
    Fact {
        name: "layout/many-names",
        find: |window| {
            let names = list_layout(window, "a list of 1,000 names", 1_000);
            window.answer(&names);
        },
    },
];

pub const ROUGH: &[Rough] = &[
    megabytes("ch02/resident-at-start", || resident::small_blocks()[0]),
    megabytes("ch02/small-full", || resident::small_blocks()[1]),
    megabytes("ch02/small-dropped", || resident::small_blocks()[2]),
    megabytes("ch02/small-again", || resident::small_blocks()[3]),
    megabytes("ch02/small-dropped-tuned", || tuned("ch02/small-dropped")),
    megabytes("ch02/larger-full", || resident::larger_blocks()[1]),
    megabytes("ch02/larger-dropped", || resident::larger_blocks()[2]),
    megabytes("ch02/survivor-full", || resident::survivor()[0]),
    megabytes("ch02/survivor-alone", || resident::survivor()[1]),
    megabytes("ch02/one-block-full", || resident::one_block()[1]),
    megabytes("ch02/one-block-cleared", || resident::one_block()[2]),
    megabytes("ch02/one-block-dropped", || resident::one_block()[3]),
    megabytes("ch02/truncated", || resident::shrunk()[1]),
    megabytes("ch02/shrunk", || resident::shrunk()[2]),
    megabytes("ch02/untouched-reserved", || resident::untouched()[1]),
    megabytes("ch02/untouched-half", || resident::untouched()[2]),
    megabytes("ch02/in-turn", || resident::in_turn()[1]),
    megabytes("ch02/one-text-full", || resident::one_text()[1]),
    megabytes("ch02/one-text-dropped", || resident::one_text()[2]),
    megabytes("ch02/after-a-thread", resident::after_a_thread),
];

const fn megabytes(name: &'static str, measure: fn() -> f64) -> Rough {
    Rough {
        name,
        unit: "MB resident",
        measure,
    }
}

/// The same figure in a process whose glibc joins small free blocks at once.
fn tuned(name: &str) -> f64 {
    let output = env::current_exe().and_then(|program| {
        Command::new(program)
            .args(["rough", name])
            .env("GLIBC_TUNABLES", "glibc.malloc.mxfast=0")
            .output()
    });
    output
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(f64::NAN)
}

fn log(window: &Window) -> String {
    ch02::weather_log(window.items())
}

/// A list of names as it stands in memory, without the letters.
fn list_layout(window: &mut Window, label: &str, count: usize) -> Value {
    let (names, counts) = window.count(count, |count| vec![String::new(); count]);
    let word = size_of::<usize>();
    let mut fields = vec![json!({"name": "pointer", "bytes": word})];
    let mut blocks = vec![];
    if count > 0 {
        fields[0]["to"] = json!(0);
        let name = "handles";
        let bytes = size_of_val(names.as_slice());
        blocks.push(json!({
            "bytes": counts.live_bytes,
            "parts": [{"name": name, "bytes": bytes}],
        }));
    }
    fields.push(json!({"name": "capacity", "bytes": word}));
    fields.push(json!({"name": "length", "bytes": word}));
    json!({"label": label, "bytes": size_of_val(&names), "fields": fields, "blocks": blocks})
}
