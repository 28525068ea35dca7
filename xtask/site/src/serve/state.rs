//! The reader's exercises. In: the history that `cargo xtask check` keeps. Out: for
//! each exercise what its last check said, in a sentence.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use xtask::learner::event::{Attempt, Event};
use xtask::learner::history::History;
use xtask::pipe::grade::Verdict;

/// Reads the history. What is missing or damaged counts as not there.
pub fn read(root: &Path) -> Value {
    let Ok(history) = History::read(root) else {
        return json!({});
    };
    // The last of an exercise replaces those before it.
    let checks: BTreeMap<&str, Value> = history
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Check(attempt) => Some((attempt.id.as_str(), state(attempt))),
            _ => None,
        })
        .collect();
    json!(checks)
}

fn state(attempt: &Attempt) -> Value {
    let (passed, all) = (attempt.passed(), attempt.parts.len());
    let verdict = attempt.verdict.word();
    let says = match attempt.verdict {
        Verdict::Pass => "Your last check passed.".to_owned(),
        _ => format!(
            "Your last check: {}, {passed} of {all} parts pass.",
            verdict.replace('-', " ")
        ),
    };
    json!({"verdict": verdict, "passed": passed, "parts": all, "says": says})
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_last_check_counts_and_damage_does_not() {
        let root = tempfile::tempdir().expect("a folder");
        assert_eq!(read(root.path()), json!({}));
        let history = r#"{"time":1,"event":"check","id":"ex3","verdict":"over-budget","seed":1,"parts":{"a":{"verdict":"pass","matches_reference":true,"counts":null},"b":{"verdict":"over-budget","matches_reference":false,"counts":null}}}
damaged
{"time":2,"event":"hint","id":"ex3","part":"a","level":1}
{"time":3,"event":"check","id":"ex4","verdict":"over-budget","seed":1,"parts":{}}
{"time":4,"event":"check","id":"ex4","verdict":"pass","seed":1,"parts":{"a":{"verdict":"pass","matches_reference":true,"counts":null}}}"#;
        let folder = root.path().join(".workbook");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("history.jsonl"), history).expect("a history");
        let state = read(root.path());
        assert_eq!(
            state["ex3"],
            json!({
                "verdict": "over-budget", "passed": 1, "parts": 2,
                "says": "Your last check: over budget, 1 of 2 parts pass."
            })
        );
        assert_eq!(state["ex4"]["says"], "Your last check passed.");
    }
}
