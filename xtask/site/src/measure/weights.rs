//! Listings, facts and traces. In: the program that weighs. Out: counts, values
//! and curves, each from a process of its own.

use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use meter_report::{Counts, Outcome, Report};
use serde::Deserialize;
use serde_json::Value;

use super::programs::{Build, Programs, SCALES};
use super::trace;
use crate::process;
use crate::record::{Measurements, Trace};

/// What the program says it can measure.
#[derive(Debug, Deserialize)]
struct Offer {
    listings: Vec<OfferedListing>,
    facts: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct OfferedListing {
    name: String,
    sizes: Vec<u64>,
    traced: Vec<u64>,
}

/// One process to run.
#[derive(Clone, Debug)]
enum Job {
    Weigh(String, u64, Build),
    Find(String, Build),
    Trace(String, u64),
}

/// What came of one.
enum Found {
    Weight(String, Counts),
    Fact(String, Build, Value),
    Trace(String, Trace),
}

/// Runs everything that the program offers, on all cores.
pub fn measure(programs: &Programs, measured: &mut Measurements) -> Result<()> {
    let scales = programs.path(Build::Release, SCALES)?;
    let offer = process::stdout(Command::new(scales).arg("list"))?;
    let offer: Offer = serde_json::from_str(&offer).context("what `listings list` says")?;
    let jobs = Mutex::new(jobs(&offer));
    let found = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(2, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let Some(job) = job else { return };
                    let result = run(&job, programs);
                    found
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(result);
                }
            });
        }
    });
    let mut debug_facts = Vec::new();
    for result in found.into_inner().unwrap_or_else(PoisonError::into_inner) {
        match result? {
            Found::Weight(name, counts) => {
                measured.weights.insert(name, counts);
            }
            Found::Trace(name, trace) => {
                measured.traces.insert(name, trace);
            }
            Found::Fact(name, Build::Release, value) => {
                measured.facts.insert(name, value);
            }
            Found::Fact(name, Build::Debug, value) => debug_facts.push((name, value)),
        }
    }
    for (name, debug) in debug_facts {
        let release = measured.facts.get(&name);
        ensure!(
            release == Some(&debug),
            "the fact `{name}` differs between builds: release {release:?}, debug {debug}; \
             weigh it as a listing instead"
        );
    }
    Ok(())
}

fn jobs(offer: &Offer) -> Vec<Job> {
    let mut jobs = Vec::new();
    for build in [Build::Release, Build::Debug] {
        for listing in &offer.listings {
            let weigh = |size: &u64| Job::Weigh(listing.name.clone(), *size, build);
            jobs.extend(listing.sizes.iter().map(weigh));
        }
        jobs.extend(
            offer
                .facts
                .iter()
                .map(|name| Job::Find(name.clone(), build)),
        );
    }
    for listing in &offer.listings {
        let trace = |size: &u64| Job::Trace(listing.name.clone(), *size);
        jobs.extend(listing.traced.iter().map(trace));
    }
    jobs
}

fn run(job: &Job, programs: &Programs) -> Result<Found> {
    let outcome = |build: Build, name: &str, words: &[&str]| -> Result<_> {
        let mut command = Command::new(programs.path(build, SCALES)?);
        command.args(["--part", name]).args(words);
        finished(&mut command)
    };
    Ok(match job {
        Job::Weigh(name, size, build) => {
            let (counts, _) = outcome(*build, name, &["--items", &size.to_string()])?;
            let suffix = match build {
                Build::Release => "",
                Build::Debug => "/debug",
            };
            let counts = counts.with_context(|| format!("`{name}` weighs nothing"))?;
            Found::Weight(format!("{name}@{size}{suffix}"), counts)
        }
        Job::Find(name, build) => {
            let (_, answer) = outcome(*build, name, &[])?;
            Found::Fact(name.clone(), *build, answer)
        }
        Job::Trace(name, size) => {
            let folder = tempfile::tempdir()?;
            let file = folder.path().join("trace.json");
            let size_text = size.to_string();
            let words = ["--items", &size_text, "--trace", text(&file)?];
            outcome(Build::Release, name, &words)?;
            Found::Trace(format!("{name}@{size}"), trace::read(&file)?)
        }
    })
}

fn text(path: &Path) -> Result<&str> {
    path.to_str()
        .context("the temporary folder has a name that is not UTF-8")
}

/// Runs a harness and returns its counts and its answer.
pub fn finished(command: &mut Command) -> Result<(Option<Counts>, Value)> {
    let output = process::any_output(command)?;
    let report = Report::parse(&output.stdout).with_context(|| {
        format!(
            "{command:?} gave no report, but this:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    match report.outcome {
        Outcome::Finished { counts, answer, .. } => {
            Ok((counts, serde_json::from_str(answer.get())?))
        }
        Outcome::Panicked(panic) => {
            bail!(
                "{command:?} panicked at {}: {}",
                panic.location,
                panic.message
            )
        }
        Outcome::Misused(what) => bail!("{command:?}: {what}"),
    }
}
