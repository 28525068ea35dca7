//! Part 2: an access log in JSON.

use std::ops::Range;

use meter::{Rng, Seed, Window};
use serde::Serialize;

use crate::Functions;

/// One entry, as it was read.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Access {
    pub host: String,
    pub path: String,
    pub agent: String,
    pub status: u16,
}

/// All entries in their order.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Accesses {
    pub accesses: Vec<Access>,
}

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let json = log(window.places(), window.seed());
    let accesses = (functions.read_accesses)(window.weighing().on(&json), &json);
    window.answer(&accesses);
    for (input, json) in [
        ("an empty array", "[]"),
        ("an array with spaces and line breaks", " [\n ] "),
        (
            "fields in another order",
            r#"[{"status":304,"agent":"a/1","path":"/","host":"web"}]"#,
        ),
        (
            "a field that is not asked for",
            r#"[{"host":"web","path":"/","agent":"a/1","status":200,"bytes":17}]"#,
        ),
        (
            "an entry without an agent",
            r#"[{"host":"web","path":"/","status":200}]"#,
        ),
        (
            "an entry without a status",
            r#"[{"host":"web","path":"/","agent":"a/1"}]"#,
        ),
        (
            "an entry with another name for a field",
            r#"[{"server":"web","path":"/","agent":"a/1","status":200}]"#,
        ),
        (
            "two entries that are alike",
            r#"[{"host":"web","path":"/","agent":"a/1","status":200},
                {"host":"web","path":"/","agent":"a/1","status":200}]"#,
        ),
        (
            "texts with spaces at their ends",
            r#"[{"host":" web","path":"/ ","agent":" ","status":200}]"#,
        ),
        (
            "a status above 65535",
            r#"[{"host":"web","path":"/","agent":"a/1","status":65536}]"#,
        ),
        ("an array that does not end", r#"[{"host":"web""#),
        ("something behind the array", "[] []"),
        ("no array", "{}"),
        ("no text", ""),
    ] {
        let accesses = (functions.read_accesses)(window.asking(input).on(json), json);
        window.asked(&accesses);
    }
}

/// An entry on each line.
fn log(places: Range<usize>, seed: Seed) -> String {
    let entries = places.map(|place| entry(place, &mut seed.rng_of(place)));
    format!("[{}]", entries.collect::<Vec<_>>().join(",\n"))
}

/// An entry. Some have empty texts, and a status at the ends of its type.
fn entry(place: usize, rng: &mut Rng) -> String {
    let host = format!("web-{}.example", rng.u8(..40));
    let path = match place % 64 {
        3 => String::new(),
        5 => format!("/søk/{}", rng.u32(..)),
        _ => format!("/orders/{}/items", rng.u32(..)),
    };
    let agent = match place % 64 {
        7 => String::new(),
        _ => format!("client/{}.{} (linux)", rng.u8(1..9), rng.u8(..30)),
    };
    let status = match place % 64 {
        9 => 0,
        11 => 65_535,
        _ => [200, 200, 200, 304, 404, 500][rng.usize(..6)],
    };
    format!(r#"{{"host":"{host}","path":"{path}","agent":"{agent}","status":{status}}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_log_begins_a_longer_one() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for entries in 0..130 {
                let more = log(0..entries + 1, seed);
                let fewer = log(0..entries, seed);
                assert!(
                    more.starts_with(fewer.trim_end_matches(']')),
                    "{seed:?} {entries}"
                );
            }
        }
    }
}
