//! Part 1: lines of `name;email;bio`.

use std::ops::Range;

use meter::{Named, Rng, Seed, Window};
use serde::Serialize;

use crate::{Functions, email, person};

/// One user, as it was read.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct User {
    pub name: String,
    pub email: String,
    pub bio: String,
}

const BIO: [&str; 8] = [
    "writes", "parsers", "and", "bakes", "bread;", "since", "1998,", "gladly",
];

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let export = export(window.places(), window.seed());
    let users = (functions.parse_users)(window.weighing().on(&export), &export);
    window.answer(&Named("users", users));
    for (input, text) in [
        ("an empty text", ""),
        ("a text of two empty lines", "\n\n"),
        (
            "one line without a line break",
            "Ada;ada@mail.example;bakes",
        ),
        ("a name without a line break", "Inés"),
        (
            "Windows line ends",
            "Ada;ada@mail.example;bakes\r\nInés;;\r\n",
        ),
        ("a line break at the beginning", "\nEsi;esi@mail.example;"),
    ] {
        let users = (functions.parse_users)(window.asking(input).on(text), text);
        window.asked(&Named("users", users));
    }
}

fn export(places: Range<usize>, seed: Seed) -> String {
    places
        .map(|place| line(place, &mut seed.rng_of(place)) + "\n")
        .collect()
}

/// A line. The first 64 have all that a line can have.
fn line(place: usize, rng: &mut Rng) -> String {
    let name = person(place);
    let email = email(&name, rng);
    let words = rng.usize(3..14);
    let bio: Vec<&str> = (0..words).map(|_| BIO[rng.usize(..BIO.len())]).collect();
    let bio = bio.join(" ");
    match place % 64 {
        2 => String::new(),
        4 => name,
        6 => format!("{name};{email}"),
        8 => format!("{name};{email};"),
        9 => format!("{name};{email};;;{bio};;"),
        10 => ";;".to_owned(),
        11 => format!(";{email};{bio}"),
        12 => format!(" {name} ; {email} ; {bio} "),
        13 => format!("{name};;{bio}"),
        _ => format!("{name};{email};{bio}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_export_begins_a_longer_one() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for users in 0..130 {
                let more = export(0..users + 1, seed);
                assert!(
                    more.starts_with(&export(0..users, seed)),
                    "{seed:?} {users}"
                );
                assert!(more.ends_with(&export(users / 2..users + 1, seed)));
            }
        }
    }
}
