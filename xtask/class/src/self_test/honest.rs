//! Whether an honest file gets what it gets at home. In: the file. Out: what differs
//! between `cargo xtask check --file` and the class.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;

use serde::Deserialize;
use xtask::failure::Failure;
use xtask::grade::Verdict;
use xtask::process;
use xtask::workbook::{Threads, Workbook};

use crate::corpus::Entry;
use crate::judge::{Bench, judge};

/// What `check --json` says, as far as it matters here.
#[derive(Deserialize)]
struct Document {
    exercises: Vec<Exercise>,
}

#[derive(Deserialize)]
struct Exercise {
    verdict: Verdict,
    parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    name: String,
    verdict: Verdict,
    windows: Vec<Window>,
}

#[derive(Deserialize)]
struct Window {
    items: usize,
    build: String,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

/// What differs, a line each.
pub fn differences(
    bench: &Bench<'_>,
    workbook: &Workbook,
    honest: &Entry,
) -> Result<Vec<String>, Failure> {
    let exercise = workbook.find(&honest.exercise)?;
    let folder = tempfile::Builder::new()
        .prefix("class-")
        .tempdir()
        .map_err(|error| Failure::broken(format!("no scratch folder: {error}")))?;
    let here = judge(bench, exercise, &honest.text, folder.path())?;
    let home = at_home(bench, workbook, honest)?;
    let mut differences = Vec::new();
    if here.verdict != home.verdict {
        differences.push(format!(
            "{} here, {} at home",
            here.verdict.word(),
            home.verdict.word()
        ));
    }
    for (here, home) in here.parts.iter().zip(&home.parts) {
        if here.verdict != home.verdict {
            differences.push(format!(
                "{}: {} here, {} at home",
                home.name,
                here.verdict.word(),
                home.verdict.word()
            ));
        }
        let threads = exercise
            .part(&home.name)
            .map_or(Threads::One, |part| part.threads);
        for (here, home_window) in here.windows.iter().zip(&home.windows) {
            for (name, count) in here.counts.iter().flatten() {
                // How high the sum of several threads gets is a matter of their order.
                let is_chance = threads == Threads::Many && name == "peak_bytes";
                let at_home = home_window
                    .rest
                    .get(name)
                    .and_then(serde_json::Value::as_u64);
                if at_home != Some(*count) && !is_chance {
                    differences.push(format!(
                        "{}, {} items, {}: {count} {name} here, {at_home:?} at home",
                        home.name, home_window.items, home_window.build
                    ));
                }
            }
        }
    }
    if here.parts.len() != home.parts.len() {
        differences.push("not the same parts".to_owned());
    }
    Ok(differences)
}

fn at_home(bench: &Bench<'_>, workbook: &Workbook, honest: &Entry) -> Result<Exercise, Failure> {
    let own = std::env::current_exe()
        .map_err(|error| Failure::broken(format!("where is this program? {error}")))?;
    let runner = own.with_file_name(format!("xtask{}", std::env::consts::EXE_SUFFIX));
    let scratch = |error| Failure::broken(format!("no scratch file: {error}"));
    let mut builder = tempfile::Builder::new();
    let mut file = builder
        .prefix("class-")
        .suffix(".rs")
        .tempfile()
        .map_err(scratch)?;
    file.write_all(honest.text.as_bytes()).map_err(scratch)?;
    let output = process::output(
        Command::new(&runner)
            .args(["check", &honest.exercise, "--json", "--explain=nothing"])
            .args(["--seed", &bench.seed.to_string()])
            .arg("--file")
            .arg(file.path())
            .current_dir(&workbook.root),
    )?;
    let document: Document = serde_json::from_slice(&output.stdout).map_err(|error| {
        Failure::broken(format!(
            "{} check {} --json: {error}: {}",
            runner.display(),
            honest.exercise,
            String::from_utf8_lossy(&output.stderr)
        ))
    })?;
    let mut exercises = document.exercises;
    exercises
        .pop()
        .ok_or_else(|| Failure::broken("check graded nothing"))
}
