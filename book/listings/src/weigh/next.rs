//! How the listings of "Where to go next" are weighed.

use listings::next::reuse::{Careful, Version};
use listings::next::{arena, intern, maps, reuse, small, text, variants, writing};
use meter::{Rng, Window};

use super::entry::{Fact, Listing, Rough};

mod facts;

pub const LISTINGS: &[Listing] = &[
    // Short lists.
    listing!("next/lines_vec", &[1_000], &stops => small::lines_vec),
    listing!("next/lines_small", &[1_000], &stops => small::lines_small),
    listing!("next/lines_roomy", &[1_000], &stops => small::lines_roomy),
    listing!("next/lines_array", &[1_000], &stops => small::lines_array),
    // Texts that nobody changes.
    listing!("next/full_names", &[1_000], &people => text::full_names),
    listing!("next/full_names_boxed", &[1_000], &people => text::full_names_boxed),
    listing!("next/full_names_rc", &[1_000], &people => text::full_names_rc),
    // Interning: few distinct texts, then only distinct ones.
    listing!("next/cities_owned", &[10_000], &repeated => intern::cities_owned),
    listing!("next/cities_interned", &[10_000], &repeated => intern::cities_interned),
    listing!("next/distinct_owned", &[10_000], &words of distinct => intern::cities_owned),
    listing!("next/distinct_interned", &[10_000], &words of distinct => intern::cities_interned),
    // Arenas.
    listing!("next/words_strings", &[10_000], &words of distinct => arena::words_strings),
    listing!("next/words_arena", &[10_000], &words of distinct => arena::words_arena),
    listing!("next/words_shrunk", &[10_000], &words of distinct => arena::words_shrunk),
    // Large variants: one in a hundred is large, then all are.
    listing!("next/messages", &[10_000], &codes => variants::messages),
    listing!("next/messages_boxed", &[10_000], &codes => variants::messages_boxed),
    listing!("next/snapshots", &[10_000], &snapshots => variants::messages),
    listing!("next/snapshots_boxed", &[10_000], &snapshots => variants::messages_boxed),
    // Maps.
    listing!("next/hash_map", PAIRS, traced &[1_000], &shuffled => maps::hash_map),
    listing!("next/hash_map_reserved", &[1_000, 10_000], &shuffled => maps::hash_map_reserved),
    listing!("next/btree_map", PAIRS, traced &[1_000], &shuffled => maps::btree_map),
    listing!("next/btree_ascending", PAIRS, &ascending => maps::btree_map),
    listing!("next/btree_collected", PAIRS, &shuffled => maps::btree_collected),
    listing!("next/sorted_pairs", PAIRS, traced &[1_000], &shuffled => maps::sorted_pairs),
    // Blocks that are there already.
    listing!("next/backup_cloned", &[100], &drafts => reuse::backup_cloned),
    listing!("next/backup_reused", &[100], &drafts => reuse::backup_reused),
    listing!("next/backup_derived", &[100], &versions => reuse::backup_derived),
    listing!("next/backup_written", &[100], &careful => reuse::backup_written),
    listing!("next/send_cloned", &[1_600], &repeated => reuse::send_cloned),
    listing!("next/send_taken", &[1_600], &repeated => reuse::send_taken),
    listing!("next/send_replaced", &[1_600], &repeated => reuse::send_replaced),
    // Writing.
    listing!("next/page_format", &[1_000], &prices => writing::page_format),
    listing!("next/page_write", &[1_000], &prices => writing::page_write),
];

pub const FACTS: &[Fact] = facts::FACTS;

pub const ROUGH: &[Rough] = &[];

/// Pairs in a map. A hash table of 2,048 places takes 1,792 entries, and grows for one more.
const PAIRS: &[usize] = &[10, 100, 1_000, 1_792, 1_793, 10_000];

/// A source of chance for the whole input, which is another one for each size.
fn rng(window: &Window) -> Rng {
    Rng::with_seed(window.seed().0 ^ (window.items() as u64).rotate_left(32))
}

/// Stops with one to four lines each; every fiftieth has twelve.
fn stops(window: &Window) -> Vec<String> {
    let mut rng = rng(window);
    let stop = |index: usize| {
        let lines = if index % 50 == 49 {
            12
        } else {
            rng.usize(1..=4)
        };
        let lines: Vec<String> = (0..lines).map(|_| rng.u16(1..300).to_string()).collect();
        lines.join(" ")
    };
    (0..window.items()).map(stop).collect()
}

const FIRST_NAMES: [&str; 8] = [
    "Ada", "Grace", "Mary", "Edith", "Barbara", "Annie", "Frances", "Jo",
];
const LAST_NAMES: [&str; 8] = [
    "Lovelace", "Hopper", "Allen", "Clarke", "Liskov", "Easley", "Spence", "Wood",
];

fn people(window: &Window) -> Vec<(&'static str, &'static str)> {
    let mut rng = rng(window);
    let person = |_| (FIRST_NAMES[rng.usize(..8)], LAST_NAMES[rng.usize(..8)]);
    (0..window.items()).map(person).collect()
}

const CITIES: [&str; 12] = [
    "Graz",
    "Linz",
    "Wien",
    "Salzburg",
    "Innsbruck",
    "Klagenfurt",
    "Villach",
    "Wels",
    "St. Pölten",
    "Dornbirn",
    "Steyr",
    "Bregenz",
];

fn repeated(window: &Window) -> Vec<&'static str> {
    let mut rng = rng(window);
    (0..window.items())
        .map(|_| CITIES[rng.usize(..12)])
        .collect()
}

/// Texts of which no two are equal.
fn distinct(window: &Window) -> Vec<String> {
    let cities = repeated(window).into_iter().enumerate();
    cities
        .map(|(index, city)| format!("{city} {index:05}"))
        .collect()
}

/// Pings and moves in turn; every hundredth is a snapshot.
fn codes(window: &Window) -> Vec<u8> {
    let code = |index| match index % 100 {
        99 => 2,
        _ => (index % 2) as u8,
    };
    (0..window.items()).map(code).collect()
}

fn snapshots(window: &Window) -> Vec<u8> {
    vec![2; window.items()]
}

fn ascending(window: &Window) -> Vec<(u32, u32)> {
    (0..window.items() as u32).map(|key| (key, key)).collect()
}

fn shuffled(window: &Window) -> Vec<(u32, u32)> {
    let mut pairs = ascending(window);
    rng(window).shuffle(&mut pairs);
    pairs
}

/// Lists of ten texts, of three lengths.
fn drafts(window: &Window) -> Vec<Vec<String>> {
    let mut rng = rng(window);
    let mut line = |_| "a line of a draft".repeat(rng.usize(1..=3));
    (0..window.items())
        .map(|_| (0..10).map(&mut line).collect())
        .collect()
}

fn versions(window: &Window) -> Vec<Version> {
    let numbered = (1..).zip(drafts(window));
    numbered
        .map(|(number, lines)| Version { number, lines })
        .collect()
}

fn careful(window: &Window) -> Vec<Careful> {
    let numbered = (1..).zip(drafts(window));
    numbered
        .map(|(number, lines)| Careful { number, lines })
        .collect()
}

fn prices(window: &Window) -> Vec<(&'static str, u32)> {
    let mut rng = rng(window);
    repeated(window)
        .into_iter()
        .map(|name| (name, rng.u32(100..1_000)))
        .collect()
}
