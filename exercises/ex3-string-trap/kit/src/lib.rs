//! What exercise 3 is asked. In: the learner's three functions. Out: a harness that weighs
//! them, and asks about the edges of their inputs.

mod directory;
mod export;
mod log;

use std::process::ExitCode;

use meter::{AnyError, Call};

pub use directory::Found;
pub use export::User;
pub use log::{Access, Accesses};

/// The functions under test. Each makes one call, and takes the answer out of its result.
pub struct Functions {
    /// `parse_users`, with a text.
    pub parse_users: fn(Call<'_>, &str) -> Vec<User>,
    /// `read_accesses`, with JSON. An error is not compared by its words.
    pub read_accesses: fn(Call<'_>, &str) -> Result<Accesses, AnyError>,
    /// `find_email`, with a directory and a name.
    pub find_email: fn(Call<'_>, &mut dyn std::io::Read, &str) -> Found,
}

/// The `main` of the harness.
pub fn main(functions: &Functions) -> ExitCode {
    meter::run(&[
        ("parse-users", &|window| export::weigh(window, functions)),
        ("json-records", &|window| log::weigh(window, functions)),
        ("find-email", &|window| directory::weigh(window, functions)),
    ])
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

/// A name that no other place has.
fn person(place: usize) -> String {
    let first = FIRST[place % FIRST.len()];
    let last = LAST[(place / FIRST.len()) % LAST.len()];
    format!("{first} {last} {}", place * 7)
}

/// The address of a person.
fn email(name: &str, rng: &mut meter::Rng) -> String {
    let user: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}@mail{}.example", user.to_lowercase(), rng.u8(..))
}
