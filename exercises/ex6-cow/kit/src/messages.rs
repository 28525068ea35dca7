//! Part 3: messages in JSON.

use std::ops::Range;

use meter::{Rng, Seed, Window};
use serde::Serialize;

use crate::Functions;

/// A message, as it was read.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Message {
    pub sender: String,
    pub subject: String,
    pub body: String,
    pub sent: u64,
}

/// All messages in their order.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Messages {
    pub messages: Vec<Message>,
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

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let json = messages(window.places(), window.seed());
    let messages = (functions.read_messages)(window.weighing().on(&json), &json);
    window.answer(&messages);
    for (input, json) in [
        ("an empty array", "[]"),
        (
            "texts that are all escaped",
            r#"[{"sender":"\u0041","subject":"\\","body":"\ud83d\ude00","sent":1}]"#,
        ),
        (
            "empty texts",
            r#"[{"sender":"","subject":"","body":"","sent":0}]"#,
        ),
        (
            "fields in another order",
            r#"[{"sent":18446744073709551615,"body":"a\/b","sender":"c","subject":"d"}]"#,
        ),
        (
            "a field that is not asked for",
            r#"[{"sender":"a","subject":"b","body":"c","sent":1,"to":"\t"}]"#,
        ),
        (
            "a message without a body",
            r#"[{"sender":"a","subject":"b","sent":1}]"#,
        ),
        (
            "a message without a time",
            r#"[{"sender":"a","subject":"b","body":"c"}]"#,
        ),
        (
            "spaces at the ends of texts",
            r#"[{"sender":" a","subject":"b ","body":" c ","sent":1}]"#,
        ),
        (
            "half of a character",
            r#"[{"sender":"a","subject":"\ud83d","body":"c","sent":1}]"#,
        ),
        (
            "a time below zero",
            r#"[{"sender":"a","subject":"b","body":"c","sent":-1}]"#,
        ),
        ("an array that does not end", r#"[{"sender":"a""#),
        ("something behind the array", "[] 1"),
        ("no text", ""),
    ] {
        let messages = (functions.read_messages)(window.asking(input).on(json), json);
        window.asked(&messages);
    }
}

/// A message on each line.
fn messages(places: Range<usize>, seed: Seed) -> String {
    let all = places.flat_map(|place| group(place, &mut seed.rng_of(place)));
    format!("[{}]", all.collect::<Vec<_>>().join(",\n"))
}

/// A message with an escape in one of its texts, among 4 to 7 without.
fn group(place: usize, rng: &mut Rng) -> Vec<String> {
    let count = rng.usize(5..9);
    let escaped = rng.usize(..count);
    (0..count)
        .map(|index| message((index == escaped).then_some(place % 3), rng))
        .collect()
}

fn message(escaped_field: Option<usize>, rng: &mut Rng) -> String {
    let words = rng.usize(5..20);
    let words: Vec<&str> = (0..words).map(|_| BODY[rng.usize(..BODY.len())]).collect();
    let mut texts = [
        SENDERS[rng.usize(..SENDERS.len())].to_owned(),
        format!("Order {}", rng.u32(..)),
        words.join(" "),
    ];
    if let Some(field) = escaped_field {
        for _ in 0..rng.usize(1..4) {
            texts[field] += " ";
            texts[field] += ESCAPES[rng.usize(..ESCAPES.len())];
        }
    }
    let [sender, subject, body] = texts;
    let sent = 1_700_000_000 + rng.u32(..50_000_000);
    format!(r#"{{"sender":"{sender}","subject":"{subject}","body":"{body}","sent":{sent}}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_messages_are_the_first_of_more() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for groups in 0..70 {
                let more = messages(0..groups + 1, seed);
                let fewer = messages(0..groups, seed);
                assert!(
                    more.starts_with(fewer.trim_end_matches(']')),
                    "{seed:?} {groups}"
                );
            }
        }
    }
}
