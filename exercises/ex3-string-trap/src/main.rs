//! Weighs the three parts of exercise 3.

use std::io;

use ex3_string_trap::{Access, NAME_LEN, RECORD_LEN, User, find_email, parse_users, read_accesses};
use meter::{Rng, Window, text};

fn main() -> std::process::ExitCode {
    meter::run(&[
        ("parse-users", weigh_parse_users),
        ("json-records", weigh_json_records),
        ("find-email", weigh_find_email),
    ])
}

fn weigh_parse_users(window: &mut Window) {
    let export = export(window.items(), &mut window.rng());
    let users: Vec<_> = window.weigh(export.as_str(), parse_users);
    let answer: Vec<[&str; 3]> = users
        .iter()
        // By its pattern: a method, or a `Deref`, could do the work now, uncounted.
        .map(
            |User {
                 name, email, bio, ..
             }| [text(name), text(email), text(bio)],
        )
        .collect();
    window.answer(&answer);
}

fn weigh_json_records(window: &mut Window) {
    let json = access_log(window.items(), &mut window.rng());
    let accesses: Result<Vec<_>, serde_json::Error> = window.weigh(json.as_str(), read_accesses);
    let answer = accesses.as_ref().map(|accesses| {
        accesses
            .iter()
            .map(|access| -> (&str, &str, &str, u16) {
                let Access {
                    host,
                    path,
                    agent,
                    status,
                    ..
                } = access;
                (text(host), text(path), text(agent), *status)
            })
            .collect::<Vec<_>>()
    });
    window.answer(&answer.map_err(ToString::to_string));
}

fn weigh_find_email(window: &mut Window) {
    let mut rng = window.rng();
    let people = window.items();
    let directory = directory(people, &mut rng);
    let wanted = person(people - 1 - rng.usize(..people / 8), people);
    let email: io::Result<Option<String>> = window.weigh(wanted.as_str(), |name| {
        find_email(&mut directory.as_slice(), name)
    });
    // A name that nobody has, and the beginning of one that somebody has.
    let beginning: String = wanted.chars().take(5).collect();
    let others = ["Nobody", beginning.as_str()].map(|name| {
        let email: io::Result<Option<String>> = find_email(&mut directory.as_slice(), name);
        email.map_err(|error| error.to_string())
    });
    window.answer(&(email.map_err(|error| error.to_string()), others));
}

const FIRST: [&str; 12] = [
    "Ada", "Björn", "Chiara", "Dmitri", "Esi", "Farid", "Grace", "Hanako", "Inés", "Jomo", "Katya",
    "Liam",
];
const LAST: [&str; 10] = [
    "Okafor",
    "Lindqvist",
    "Moreau",
    "Sato",
    "Haddad",
    "Novak",
    "Quispe",
    "O'Neill",
    "Varga",
    "Wu",
];
const BIO: [&str; 8] = [
    "writes", "parsers", "and", "bakes", "bread;", "since", "1998,", "gladly",
];

/// A name that no other index below `people` has.
fn person(index: usize, people: usize) -> String {
    let first = FIRST[index % FIRST.len()];
    let last = LAST[(index / FIRST.len()) % LAST.len()];
    format!("{first} {last} {}", index.wrapping_mul(7) % (people * 8))
}

fn email(name: &str, rng: &mut Rng) -> String {
    let user: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}@mail{}.example", user.to_lowercase(), rng.u8(..))
}

/// Lines of `name;email;bio`. One bio in five is empty; a bio may hold a semicolon.
fn export(users: usize, rng: &mut Rng) -> String {
    let mut text = String::new();
    for index in 0..users {
        let name = person(index, users);
        let words = if rng.u8(..5) == 0 {
            0
        } else {
            rng.usize(3..14)
        };
        let bio: Vec<&str> = (0..words).map(|_| BIO[rng.usize(..BIO.len())]).collect();
        text += &format!("{name};{};{}\n", email(&name, rng), bio.join(" "));
    }
    text
}

fn access_log(entries: usize, rng: &mut Rng) -> String {
    let entry = |rng: &mut Rng| {
        format!(
            r#"{{"host":"web-{}.example","path":"/orders/{}/items","agent":"client/{}.{} (linux)","status":{}}}"#,
            rng.u8(..40),
            rng.u32(..),
            rng.u8(1..9),
            rng.u8(..30),
            [200, 200, 200, 304, 404, 500][rng.usize(..6)],
        )
    };
    let entries: Vec<String> = (0..entries).map(|_| entry(rng)).collect();
    format!("[{}]", entries.join(","))
}

/// Records of fixed length. Padding is in bytes, as the file has no notion of letters.
fn directory(people: usize, rng: &mut Rng) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(people * RECORD_LEN);
    for index in 0..people {
        let name = person(index, people);
        let email = email(&name, rng);
        for (text, width) in [(&name, NAME_LEN), (&email, RECORD_LEN - NAME_LEN)] {
            bytes.extend_from_slice(text.as_bytes());
            bytes.resize(bytes.len() + width - text.len(), b' ');
        }
    }
    bytes
}
