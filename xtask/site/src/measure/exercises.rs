//! Exercises. In: the starter and the reference of each, weighed by the runner.
//! Out: counts named `ex3/parse-users@4096/starter` and `…/reference`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use meter_report::Counts;
use serde::Deserialize;

use crate::process;
use crate::record::Measurements;

/// What inputs are made from: any number would do, but always the same.
const SEED: &str = "42";

#[derive(Debug, Deserialize)]
struct Check {
    exercises: Vec<Exercise>,
}

#[derive(Debug, Deserialize)]
struct Exercise {
    id: String,
    parts: Vec<Part>,
}

#[derive(Debug, Deserialize)]
struct Part {
    name: String,
    windows: Vec<Window>,
}

#[derive(Debug, Deserialize)]
struct Window {
    items: u64,
    build: String,
    allocations: Option<u64>,
    #[serde(default)]
    reallocations: u64,
    #[serde(default)]
    bytes: u64,
    #[serde(default)]
    peak_bytes: u64,
    #[serde(default)]
    live_blocks: u64,
    #[serde(default)]
    live_bytes: u64,
    reference: Option<Counts>,
}

impl Window {
    /// What the starter allocated; none where the part asks for an answer only.
    fn starter(&self) -> Option<Counts> {
        Some(Counts {
            allocations: self.allocations?,
            reallocations: self.reallocations,
            bytes: self.bytes,
            peak_bytes: self.peak_bytes,
            live_blocks: self.live_blocks,
            live_bytes: self.live_bytes,
        })
    }
}

/// Weighs the starter of every exercise beside its reference.
pub fn measure(root: &Path, measured: &mut Measurements) -> Result<()> {
    let folder = root.join("exercises");
    for entry in fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let starter = format!("exercises/{name}/starter.rs");
        if !root.join(&starter).is_file() {
            continue;
        }
        let mut check = process::cargo();
        check
            .current_dir(root)
            .args([
                "run",
                "--quiet",
                "--release",
                "--package",
                "xtask",
                "--",
                "check",
                &name,
            ])
            .args(["--file", &starter, "--seed", SEED, "--json"]);
        // It says by its exit code that a starter does not pass.
        let output = process::any_output(&mut check)?;
        let check: Check = serde_json::from_slice(&output.stdout).with_context(|| {
            format!(
                "the check of {starter}: {}",
                String::from_utf8_lossy(&output.stderr)
            )
        })?;
        for exercise in check.exercises {
            add(exercise, measured);
        }
    }
    Ok(())
}

fn add(exercise: Exercise, measured: &mut Measurements) {
    for part in exercise.parts {
        for window in part.windows {
            let build = if window.build == "debug" {
                "/debug"
            } else {
                ""
            };
            let name = format!("{}/{}@{}", exercise.id, part.name, window.items);
            let mut keep = |whose: &str, counts: Option<Counts>| {
                if let Some(counts) = counts {
                    measured
                        .weights
                        .insert(format!("{name}/{whose}{build}"), counts);
                }
            };
            keep("starter", window.starter());
            keep("reference", window.reference);
        }
    }
}
