//! Part 3: a directory of records of fixed length.

use std::fmt;
use std::io::{self, Read};
use std::ops::Range;

use meter::{Named, Rng, Seed, Window, bytes, lines};

use crate::{Functions, email, person};

/// What was found: an address, nothing, or the words of an error.
pub type Found = Result<Option<String>, String>;

/// The constants of `lib.rs`; written out here, because that file may be edited.
const RECORD_LEN: usize = 96;
const NAME_LEN: usize = 32;

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let people = window.places();
    let directory = directory(people.clone(), window.seed());
    // One of the last: all records before it are passed over.
    let back = window.rng().usize(..=people.len() / 8);
    let wanted = person(people.end.saturating_sub(1 + back));
    let call = window.weighing().on(&shown(&directory, &wanted));
    let found = (functions.find_email)(call, &mut directory.as_slice(), &wanted);
    window.answer(&Named("email", found));

    let edges = edges(&mut window.rng());
    let first = person(0);
    let beginning: String = first.chars().take(5).collect();
    let behind = format!("{first} ");
    for (input, name) in [
        ("a name that nobody has", "Nobody"),
        ("the first name of all", &first),
        ("the beginning of a name", &beginning),
        ("a name with a space behind it", &behind),
        ("a name with a space before it", " Ada"),
        ("a name in small letters", "twice"),
        ("a name of 32 bytes", LONGEST),
        ("a name of 33 bytes", "Hanako Lindqvist-Quispe of Zürich"),
        ("a name that two records have", "Twice"),
        ("an address of 64 bytes", "Long"),
        ("an address that is no UTF-8", "Broken"),
        ("a record behind a name that is no UTF-8", "Behind"),
        ("an address with a space before it", "Space"),
        ("a record without an address", "Silent"),
        ("a record without a name", ""),
        ("the last record", "Last"),
        ("a record that breaks off", "Cut"),
    ] {
        let call = window.asking(input).on(&shown(&edges, name));
        let found = (functions.find_email)(call, &mut edges.as_slice(), name);
        window.asked(&Named("email", found));
    }
    let call = window.asking("an empty directory").on("");
    let found = (functions.find_email)(call, &mut io::empty(), "Ada");
    window.asked(&Named("email", found));
    let call = window.asking("a directory that is read byte by byte");
    let call = call.on(&shown(&edges, "Last"));
    let found = (functions.find_email)(call, &mut Slowly(&edges), "Last");
    window.asked(&Named("email", found));
    let call = window.asking("a record that breaks off, read byte by byte");
    let call = call.on(&shown(&edges, "Cut"));
    let found = (functions.find_email)(call, &mut Slowly(&edges), "Cut");
    window.asked(&Named("email", found));
    let call = window.asking("a directory that cannot be read");
    let call = call.on("(reading it fails at once)");
    let found = (functions.find_email)(call, &mut Fails, "Last");
    window.asked(&Named("email", found));
}

/// What is looked for, and the records, each on a line of its own.
fn shown(directory: &[u8], name: &str) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        let records = directory.chunks(RECORD_LEN).map(bytes);
        write!(f, "the name: \"{name}\"\n{}", lines(records))
    })
}

fn directory(places: Range<usize>, seed: Seed) -> Vec<u8> {
    let records = places.flat_map(|place| {
        let name = person(place);
        let email = email(&name, &mut seed.rng_of(place));
        record(name.as_bytes(), email.as_bytes())
    });
    records.collect()
}

/// A name that leaves no room for padding.
const LONGEST: &str = "Hanako Lindqvist-Quispe of Zürig";

/// A record. Padding is in bytes, as the file has no notion of letters.
fn record(name: &[u8], email: &[u8]) -> Vec<u8> {
    let mut bytes = name.to_vec();
    bytes.resize(NAME_LEN, b' ');
    bytes.extend_from_slice(email);
    bytes.resize(RECORD_LEN, b' ');
    bytes
}

/// All that a directory can have.
fn edges(rng: &mut Rng) -> Vec<u8> {
    let first = person(0);
    let long = format!("{}@mail.example", "a".repeat(RECORD_LEN - NAME_LEN - 13));
    let mut bytes = record(first.as_bytes(), email(&first, rng).as_bytes());
    for (name, email) in [
        (LONGEST.as_bytes(), &b"longest@mail.example"[..]),
        (b" Ada", b"space@mail.example"),
        (b"Twice", b"one@mail.example"),
        (b"Twice", b"two@mail.example"),
        (b"Long", long.as_bytes()),
        (b"Broken", b"caf\xe9@mail.example"),
        (b"Jos\xe9", b"jose@mail.example"),
        (b"Behind", b"behind@mail.example"),
        (b"Space", b" space@mail.example"),
        (b"Silent", b""),
        (b"", b"nameless@mail.example"),
        (b"Last", b"last@mail.example"),
    ] {
        bytes.extend(record(name, email));
    }
    bytes.extend_from_slice(&record(b"Cut", b"cut@mail.example")[..RECORD_LEN - 1]);
    bytes
}

/// A reader that gives one byte at a time.
struct Slowly<'b>(&'b [u8]);

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(1);
        self.0.read(&mut buffer[..most])
    }
}

/// A reader that fails.
struct Fails;

impl Read for Fails {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk was pulled out"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_directory_begins_a_longer_one() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for people in 0..130 {
                let more = directory(0..people + 1, seed);
                assert!(
                    more.starts_with(&directory(0..people, seed)),
                    "{seed:?} {people}"
                );
                assert!(more.ends_with(&directory(people / 2..people + 1, seed)));
            }
        }
    }
}
