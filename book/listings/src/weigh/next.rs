//! How the listings of "Where to go next" are weighed.

use listings::next::{arena, intern, maps, reuse, small, text, variants, writing};
use meter::Window;

use super::{Fact, Listing, Rough, call};

mod facts;

pub const LISTINGS: &[Listing] = &[
    // Short lists.
    Listing {
        name: "next/lines_vec",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &stops(window)[..], small::lines_vec),
    },
    Listing {
        name: "next/lines_small",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &stops(window)[..], small::lines_small),
    },
    Listing {
        name: "next/lines_roomy",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &stops(window)[..], small::lines_roomy),
    },
    Listing {
        name: "next/lines_array",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &stops(window)[..], small::lines_array),
    },
    // Texts that nobody changes.
    Listing {
        name: "next/full_names",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &people(window)[..], text::full_names),
    },
    Listing {
        name: "next/full_names_boxed",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &people(window)[..], text::full_names_boxed),
    },
    Listing {
        name: "next/full_names_rc",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &people(window)[..], text::full_names_rc),
    },
    // Interning: few distinct texts, then only distinct ones.
    Listing {
        name: "next/cities_owned",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &repeated(window)[..], intern::cities_owned),
    },
    Listing {
        name: "next/cities_interned",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &repeated(window)[..], intern::cities_interned),
    },
    Listing {
        name: "next/distinct_owned",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let texts = distinct(window);
            call(window, &borrowed(&texts)[..], intern::cities_owned);
        },
    },
    Listing {
        name: "next/distinct_interned",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let texts = distinct(window);
            call(window, &borrowed(&texts)[..], intern::cities_interned);
        },
    },
    // Arenas.
    Listing {
        name: "next/words_strings",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let texts = distinct(window);
            call(window, &borrowed(&texts)[..], arena::words_strings);
        },
    },
    Listing {
        name: "next/words_arena",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let texts = distinct(window);
            call(window, &borrowed(&texts)[..], arena::words_arena);
        },
    },
    Listing {
        name: "next/words_shrunk",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            let texts = distinct(window);
            call(window, &borrowed(&texts)[..], arena::words_shrunk);
        },
    },
    // Large variants: one in a hundred is large, then all are.
    Listing {
        name: "next/messages",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &codes(window)[..], variants::messages),
    },
    Listing {
        name: "next/messages_boxed",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &codes(window)[..], variants::messages_boxed),
    },
    Listing {
        name: "next/snapshots",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &vec![2; window.items()][..], variants::messages),
    },
    Listing {
        name: "next/snapshots_boxed",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            call(
                window,
                &vec![2; window.items()][..],
                variants::messages_boxed,
            );
        },
    },
    // Maps. A hash table of 2,048 places takes 1,792 entries, and grows for one more.
    Listing {
        name: "next/hash_map",
        sizes: &[10, 100, 1_000, 1_792, 1_793, 10_000],
        traced: &[1_000],
        weigh: |window| call(window, &shuffled(window)[..], maps::hash_map),
    },
    Listing {
        name: "next/hash_map_reserved",
        sizes: &[1_000, 10_000],
        traced: &[],
        weigh: |window| call(window, &shuffled(window)[..], maps::hash_map_reserved),
    },
    Listing {
        name: "next/btree_map",
        sizes: &[10, 100, 1_000, 1_792, 1_793, 10_000],
        traced: &[1_000],
        weigh: |window| call(window, &shuffled(window)[..], maps::btree_map),
    },
    Listing {
        name: "next/btree_ascending",
        sizes: &[10, 100, 1_000, 1_792, 1_793, 10_000],
        traced: &[],
        weigh: |window| call(window, &ascending(window)[..], maps::btree_map),
    },
    Listing {
        name: "next/btree_collected",
        sizes: &[10, 100, 1_000, 1_792, 1_793, 10_000],
        traced: &[],
        weigh: |window| call(window, &shuffled(window)[..], maps::btree_collected),
    },
    Listing {
        name: "next/sorted_pairs",
        sizes: &[10, 100, 1_000, 1_792, 1_793, 10_000],
        traced: &[1_000],
        weigh: |window| call(window, &shuffled(window)[..], maps::sorted_pairs),
    },
    // Blocks that are there already.
    Listing {
        name: "next/backup_cloned",
        sizes: &[100],
        traced: &[],
        weigh: |window| call(window, &versions(window)[..], reuse::backup_cloned),
    },
    Listing {
        name: "next/backup_reused",
        sizes: &[100],
        traced: &[],
        weigh: |window| call(window, &versions(window)[..], reuse::backup_reused),
    },
    Listing {
        name: "next/backup_derived",
        sizes: &[100],
        traced: &[],
        weigh: |window| {
            let lists = versions(window).into_iter();
            let versions: Vec<_> = (1..)
                .zip(lists)
                .map(|(number, lines)| reuse::Version { number, lines })
                .collect();
            call(window, &versions[..], reuse::backup_derived);
        },
    },
    Listing {
        name: "next/backup_written",
        sizes: &[100],
        traced: &[],
        weigh: |window| {
            let lists = versions(window).into_iter();
            let versions: Vec<_> = (1..)
                .zip(lists)
                .map(|(number, lines)| reuse::Careful { number, lines })
                .collect();
            call(window, &versions[..], reuse::backup_written);
        },
    },
    Listing {
        name: "next/send_cloned",
        sizes: &[1_600],
        traced: &[],
        weigh: |window| call(window, &repeated(window)[..], reuse::send_cloned),
    },
    Listing {
        name: "next/send_taken",
        sizes: &[1_600],
        traced: &[],
        weigh: |window| call(window, &repeated(window)[..], reuse::send_taken),
    },
    Listing {
        name: "next/send_replaced",
        sizes: &[1_600],
        traced: &[],
        weigh: |window| call(window, &repeated(window)[..], reuse::send_replaced),
    },
    // Writing.
    Listing {
        name: "next/page_format",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &prices(window)[..], writing::page_format),
    },
    Listing {
        name: "next/page_write",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &prices(window)[..], writing::page_write),
    },
];

pub const FACTS: &[Fact] = facts::FACTS;

pub const ROUGH: &[Rough] = &[];

/// Stops with one to four lines each; every fiftieth has twelve.
fn stops(window: &Window) -> Vec<String> {
    let mut rng = window.rng();
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
    let mut rng = window.rng();
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
    let mut rng = window.rng();
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

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Pings and moves in turn; every hundredth is a snapshot.
fn codes(window: &Window) -> Vec<u8> {
    let code = |index| match index % 100 {
        99 => 2,
        _ => (index % 2) as u8,
    };
    (0..window.items()).map(code).collect()
}

fn ascending(window: &Window) -> Vec<(u32, u32)> {
    (0..window.items() as u32).map(|key| (key, key)).collect()
}

fn shuffled(window: &Window) -> Vec<(u32, u32)> {
    let mut pairs = ascending(window);
    window.rng().shuffle(&mut pairs);
    pairs
}

/// Lists of ten texts, of three lengths.
fn versions(window: &Window) -> Vec<Vec<String>> {
    let mut rng = window.rng();
    let mut line = |_| "a line of a draft".repeat(rng.usize(1..=3));
    (0..window.items())
        .map(|_| (0..10).map(&mut line).collect())
        .collect()
}

fn prices(window: &Window) -> Vec<(&'static str, u32)> {
    let mut rng = window.rng();
    repeated(window)
        .into_iter()
        .map(|name| (name, rng.u32(100..1_000)))
        .collect()
}
