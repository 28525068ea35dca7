//! The reader's exercises. In: the history that `cargo xtask check` keeps. Out: for
//! each exercise what its last check said, in a sentence.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
struct Record {
    event: String,
    id: String,
    verdict: String,
    #[serde(default)]
    parts: BTreeMap<String, Part>,
}

#[derive(Debug, Deserialize)]
struct Part {
    verdict: String,
}

/// Reads the history. What is missing or damaged counts as not there.
pub fn read(history: &Path) -> Value {
    summary(&fs::read_to_string(history).unwrap_or_default())
}

fn summary(history: &str) -> Value {
    let mut last: BTreeMap<String, Value> = BTreeMap::new();
    let checks = history
        .lines()
        .filter_map(|line| serde_json::from_str::<Record>(line).ok())
        .filter(|record| record.event == "check");
    for record in checks {
        let all = record.parts.len();
        let passed = record
            .parts
            .values()
            .filter(|part| part.verdict == "pass")
            .count();
        let says = match record.verdict.as_str() {
            "pass" => "Your last check passed.".to_owned(),
            verdict => {
                let verdict = verdict.replace('-', " ");
                format!("Your last check: {verdict}, {passed} of {all} parts pass.")
            }
        };
        let state =
            json!({"verdict": record.verdict, "passed": passed, "parts": all, "says": says});
        last.insert(record.id, state);
    }
    json!(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_check_counts_and_damage_does_not() {
        let history = r#"{"time":1,"event":"check","id":"ex3","verdict":"over-budget","seed":1,"parts":{"a":{"verdict":"pass"},"b":{"verdict":"over-budget"}}}
damaged
{"time":2,"event":"hint","id":"ex3","verdict":"x"}
{"time":3,"event":"check","id":"ex4","verdict":"over-budget","parts":{}}
{"time":4,"event":"check","id":"ex4","verdict":"pass","parts":{"a":{"verdict":"pass"}}}"#;
        let state = summary(history);
        assert_eq!(
            state["ex3"]["says"],
            "Your last check: over budget, 1 of 2 parts pass."
        );
        assert_eq!(state["ex4"]["says"], "Your last check passed.");
        assert_eq!(summary(""), json!({}));
    }
}
