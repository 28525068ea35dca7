//! Part 1: release notes.

use std::ops::Range;

use meter::{Named, Rng, Seed, Window, lines};

use crate::Functions;

/// The list of `lib.rs`; written out here, because that file may be edited.
const CODE_NAMES: [&str; 8] = [
    "Bluefin",
    "Cormorant",
    "Dovetail",
    "Foxglove",
    "Hawksbill",
    "Nightjar",
    "Quicksilver",
    "Tamarind",
];
const WORDS: [&str; 16] = [
    "fixes", "the", "façade", "of", "nightly", "builds", "in", "Zürich,", "adds", "a", "bluer",
    "theme", "and", "quicker", "imports", "naïvely",
];

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let notes = notes(window.places(), window.seed());
    let published = (functions.censor)(window.weighing().on(&lines(&notes)), &notes);
    window.answer(&Named("notes", published));
    for (input, note) in [
        ("an empty note", String::new()),
        ("a note that is a code name", "Bluefin".to_owned()),
        ("a name at the beginning", "Tamarind is out".to_owned()),
        ("a name at the end", "this is Cormorant".to_owned()),
        (
            "the same name twice",
            "Dovetail, and Dovetail again".to_owned(),
        ),
        ("two names without a space", "BluefinTamarind".to_owned()),
        (
            "a name twice without a space",
            "FoxgloveFoxglove".to_owned(),
        ),
        ("all names, the last first", {
            let names: Vec<&str> = CODE_NAMES.into_iter().rev().collect();
            names.join(" ")
        }),
        (
            "a name within a word",
            "the Quicksilverish é-Nightjars".to_owned(),
        ),
        (
            "a name between letters that are not ASCII",
            "éHawksbillé«»".to_owned(),
        ),
        (
            "a name in small letters",
            "bluefin, TAMARIND, Bluefi, n".to_owned(),
        ),
        ("a note with stars in it", "*** Bluefin **".to_owned()),
        (
            "the beginnings of names before names",
            "BluBluefin QuickQuicksilver DDovetail".to_owned(),
        ),
        (
            "a note of two lines",
            "Bluefin\nis not Tamarind\n".to_owned(),
        ),
        ("spaces at both ends", " Bluefin  ".to_owned()),
        ("a name with a line break in it", "Blue\nfin\n".to_owned()),
    ] {
        let call = window.asking(input).on(&note);
        let published = (functions.censor)(call, &[note]);
        window.asked(&Named("notes", published));
    }
}

fn notes(places: Range<usize>, seed: Seed) -> Vec<String> {
    places
        .flat_map(|place| group(place, &mut seed.rng_of(place)))
        .collect()
}

/// A note that names at least one secret project, among 8 to 15 that name none.
fn group(place: usize, rng: &mut Rng) -> Vec<String> {
    let count = rng.usize(9..17);
    let dirty = rng.usize(..count);
    let mut notes: Vec<String> = (0..count).map(|_| note(0, rng)).collect();
    let names = match place % 16 {
        3 | 11 => 2,
        7 => 3,
        _ => 1,
    };
    notes[dirty] = note(names, rng);
    notes
}

/// A note with this many names in it.
fn note(names: usize, rng: &mut Rng) -> String {
    let words = rng.usize(8..16);
    let mut words: Vec<&str> = (0..words)
        .map(|_| WORDS[rng.usize(..WORDS.len())])
        .collect();
    for _ in 0..names {
        let at = rng.usize(..=words.len());
        words.insert(at, CODE_NAMES[rng.usize(..CODE_NAMES.len())]);
    }
    format!("{} (#{})", words.join(" "), rng.u16(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_notes_are_the_first_of_more() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for groups in 0..70 {
                let more = notes(0..groups + 1, seed);
                assert!(
                    more.starts_with(&notes(0..groups, seed)),
                    "{seed:?} {groups}"
                );
                assert!(more.ends_with(&notes(groups / 2..groups + 1, seed)));
            }
        }
    }
}
