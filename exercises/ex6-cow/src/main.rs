//! Weighs the three parts of exercise 6.
//!
//! An item is a text that must change. How many stay as they are depends on
//! the seed, so a function that allocates for those has no budget for it.

use std::borrow::Cow;

use ex6_cow::{Message, censor, normalise, read_messages};
use meter::{Rng, Window, text};

fn main() -> std::process::ExitCode {
    meter::run(&[
        ("censor", weigh_censor),
        ("normalise", weigh_normalise),
        ("escaped-json", weigh_escaped_json),
    ])
}

fn weigh_censor(window: &mut Window) {
    let notes = release_notes(window.items(), &mut window.rng());
    // The room for the results is made out here, so the counts are `censor`'s alone.
    let mut published: Vec<Cow<'_, str>> = Vec::with_capacity(notes.len());
    window.weigh(notes.as_slice(), |notes| {
        published.extend(notes.iter().map(|note| Cow::from(censor(note))));
    });
    let answer: Vec<&str> = published.iter().map(text).collect();
    window.answer(&answer);
}

fn weigh_normalise(window: &mut Window) {
    let paths = paths(window.items(), &mut window.rng());
    let mut tidy: Vec<Cow<'_, str>> = Vec::with_capacity(paths.len());
    window.weigh(paths.as_slice(), |paths| {
        tidy.extend(paths.iter().map(|path| Cow::from(normalise(path))));
    });
    let answer: Vec<&str> = tidy.iter().map(text).collect();
    window.answer(&answer);
}

fn weigh_escaped_json(window: &mut Window) {
    let json = messages(window.items(), &mut window.rng());
    let messages: Result<Vec<_>, serde_json::Error> = window.weigh(json.as_str(), read_messages);
    let answer = messages.as_ref().map(|messages| {
        messages
            .iter()
            .map(|message| -> (&str, &str, &str, u64) {
                // By its pattern: a `Deref` could do the work now, uncounted.
                let Message {
                    sender,
                    subject,
                    body,
                    sent,
                    ..
                } = message;
                (text(sender), text(subject), text(body), *sent)
            })
            .collect::<Vec<_>>()
    });
    window.answer(&answer.map_err(ToString::to_string));
}

/// How many texts stay as they are beside `changing` ones that do not.
fn unchanged(changing: usize, rng: &mut Rng) -> usize {
    changing * rng.usize(8..16) + rng.usize(..changing)
}

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
const NOTE: [&str; 16] = [
    "fixes", "the", "façade", "of", "nightly", "builds", "in", "Zürich,", "adds", "a", "bluer",
    "theme", "and", "quicker", "imports", "naïvely",
];

/// Release notes, `dirty` of which name at least one secret project.
fn release_notes(dirty: usize, rng: &mut Rng) -> Vec<String> {
    let clean = unchanged(dirty, rng);
    let mut notes: Vec<String> = (0..dirty + clean)
        .map(|index| {
            let mut words: Vec<&str> = (0..rng.usize(8..16))
                .map(|_| NOTE[rng.usize(..NOTE.len())])
                .collect();
            if index < dirty {
                let names = [1, 1, 1, 1, 1, 1, 1, 1, 2, 3][rng.usize(..10)];
                for _ in 0..names {
                    let at = rng.usize(..=words.len());
                    words.insert(at, CODE_NAMES[rng.usize(..CODE_NAMES.len())]);
                }
            }
            format!("{} (#{})", words.join(" "), rng.u16(..))
        })
        .collect();
    rng.shuffle(&mut notes);
    notes
}

const FOLDERS: [&str; 12] = [
    "srv",
    "home",
    "inés",
    "photos",
    "Straßenbau",
    "2024",
    "invoices",
    ".cache",
    "..",
    "東京",
    "archive",
    "drafts",
];
const FILES: [&str; 6] = ["scan", "IMG", "rechnung", "résumé", "report", "map"];

/// Paths, `untidy` of which have three or four things wrong with them.
fn paths(untidy: usize, rng: &mut Rng) -> Vec<String> {
    let tidy = unchanged(untidy, rng);
    let mut paths: Vec<String> = (0..untidy + tidy)
        .map(|index| {
            let mut parts: Vec<String> = (0..rng.usize(2..5))
                .map(|_| FOLDERS[rng.usize(..FOLDERS.len())].to_owned())
                .collect();
            let file = FILES[rng.usize(..FILES.len())];
            parts.push(format!("{file}_{}.pdf", rng.u16(..)));
            let root = if rng.bool() { "/" } else { "" };
            if index < untidy {
                untidy_path(&parts, rng)
            } else {
                format!("{root}{}", parts.join("/"))
            }
        })
        .collect();
    // A path that is nothing but the root ends in a slash, and is tidy or not.
    if let [.., untidy_root] = &mut paths[..untidy] {
        *untidy_root = "\\\\".to_owned();
    }
    if let [.., tidy_root] = &mut paths[..] {
        *tidy_root = "/".to_owned();
    }
    rng.shuffle(&mut paths);
    paths
}

fn untidy_path(parts: &[String], rng: &mut Rng) -> String {
    let spared = rng.usize(..8);
    let slash = if spared == 0 { "/" } else { "\\" };
    let doubled = if spared == 1 {
        parts.len()
    } else {
        rng.usize(1..parts.len())
    };
    let mut path = if spared == 2 { "/" } else { "./" }.to_owned();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            path += slash;
        }
        if index == doubled {
            path += slash;
        }
        path += part;
    }
    if spared != 3 {
        path += slash;
    }
    path
}

const SENDERS: [&str; 8] = [
    "Ada Okafor",
    "Björn Lindqvist",
    "Chiara Moreau",
    "Hanako Sato",
    "Inés Quispe",
    "Katya Novák",
    "Liam O'Neill",
    "Farid Haddad",
];
const BODY: [&str; 12] = [
    "the", "invoice", "shows", "two", "cafés", "since", "Tuesday,", "please", "check", "order",
    "again;", "thanks",
];
/// Pieces of JSON text whose value is not what stands in the input.
const ESCAPES: [&str; 6] = [
    r"\n",
    r#"\"urgent\""#,
    r"caf\u00e9",
    r"C:\\orders",
    r"\t",
    r"https:\/\/desk.example",
];

/// A JSON array of messages. `escaped` of the texts in it hold escapes, at most
/// one of a message, and each of the three fields has some.
fn messages(escaped: usize, rng: &mut Rng) -> String {
    let count = escaped * rng.usize(4..8) + rng.usize(..escaped);
    let mut escaped_field: Vec<Option<usize>> = (0..count)
        .map(|index| (index < escaped).then_some(index % 3))
        .collect();
    rng.shuffle(&mut escaped_field);
    let messages: Vec<String> = escaped_field
        .into_iter()
        .map(|escaped_field| {
            let mut texts = [
                SENDERS[rng.usize(..SENDERS.len())].to_owned(),
                format!("Order {}", rng.u32(..)),
                words(rng),
            ];
            if let Some(field) = escaped_field {
                for _ in 0..rng.usize(1..4) {
                    texts[field] += " ";
                    texts[field] += ESCAPES[rng.usize(..ESCAPES.len())];
                }
            }
            let [sender, subject, body] = texts;
            let sent = 1_700_000_000 + rng.u32(..50_000_000);
            format!(
                r#"{{"sender":"{sender}","subject":"{subject}","body":"{body}","sent":{sent}}}"#
            )
        })
        .collect();
    format!("[{}]", messages.join(","))
}

fn words(rng: &mut Rng) -> String {
    let words: Vec<&str> = (0..rng.usize(5..20))
        .map(|_| BODY[rng.usize(..BODY.len())])
        .collect();
    words.join(" ")
}
