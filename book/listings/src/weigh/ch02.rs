//! How the listings of chapter 2 are weighed.

use std::env;
use std::process::Command;

use listings::ch02::{self, resident};
use meter::Window;

use super::entry::{Fact, Listing, Rough};
use super::layout::{LIST, layout};

pub const LISTINGS: &[Listing] = &[
    listing!("ch02/station_names", &[100, 1_000], traced &[100], &log => ch02::station_names),
    listing!("ch02/days_of", &[100, 1_000], traced &[100],
        &log => |log| ch02::days_of(log, "oslo")),
    listing!("ch02/days_of_borrowed", &[1_000], &log => |log| ch02::days_of_borrowed(log, "oslo")),
    listing!("ch02/filled_and_dropped", &[200_000],
        Window::items => |count| drop(resident::texts(count, 40))),
];

pub const FACTS: &[Fact] = &[
    fact!("layout/no-names" => layout("Vec::new()", &LIST, &[], Vec::<String>::new)),
    fact!("layout/many-names" => layout(
        "a list of 1,000 names", &LIST, &[("handles", 1_000 * size_of::<String>())],
        || vec![String::new(); 1_000])),
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
