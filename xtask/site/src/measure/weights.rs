//! Listings, facts and traces. In: the scales, and what they offer. Out: counts, values
//! and curves, each from a process of its own.

use std::fs;
use std::path::{Path, PathBuf};

use explain::curve::Curve;
use serde_json::Value;
use xtask::failure::Failure;
use xtask::pipe::listings::{FACT_ITEMS, Scales, answer, counts};
use xtask::pipe::progress::Progress;
use xtask::pipe::weigh::{Pass, Weighed, Window};
use xtask::workbook::Build;

use super::offer::Offer;
use crate::context::{Context, ensure};
use crate::record::{Measurements, Trace, in_build};

/// How many points a curve has at most: as many as a picture can show.
const POINTS: usize = 240;

/// What is asked of one process.
#[derive(Debug)]
enum Asked<'a> {
    Weight(&'a str, usize, Build),
    Fact(&'a str, Build),
    Trace(&'a str, usize),
}

/// Measures everything that is offered.
pub fn measure(
    scales: &Scales,
    offer: &Offer,
    progress: &dyn Progress,
    measured: &mut Measurements,
) -> Result<(), Failure> {
    let scratch = tempfile::tempdir().context("no temporary folder")?;
    let asked = asked(offer);
    let window = |(number, asked)| window(scales, asked, &trace_file(scratch.path(), number));
    let windows = asked.iter().enumerate().map(window);
    let windows: Vec<Window> = windows.collect::<Result<_, _>>()?;
    let mut in_debug = Vec::new();
    let weighed = scales.weigh_all(&windows, progress)?;
    for (number, (asked, weighed)) in asked.iter().zip(weighed).enumerate() {
        match *asked {
            Asked::Weight(name, size, build) => {
                let whole = in_build(&format!("{name}@{size}"), build);
                measured.weights.insert(whole, counts(name, Some(weighed))?);
            }
            Asked::Fact(name, Build::Release) => {
                measured
                    .facts
                    .insert(name.to_owned(), found(name, weighed)?);
            }
            Asked::Fact(name, Build::Debug) => in_debug.push((name, found(name, weighed)?)),
            Asked::Trace(name, size) => {
                counts(name, Some(weighed))?;
                let trace = trace(&trace_file(scratch.path(), number))?;
                measured.traces.insert(format!("{name}@{size}"), trace);
            }
        }
    }
    for (name, debug) in in_debug {
        let release = measured.facts.get(name);
        ensure(release == Some(&debug), || {
            format!(
                "the fact `{name}` differs between builds: release {release:?}, debug {debug}; \
                 weigh it as a listing instead"
            )
        })?;
    }
    Ok(())
}

/// All weights and facts in both builds, and the traces.
fn asked(offer: &Offer) -> Vec<Asked<'_>> {
    let mut asked = Vec::new();
    for listing in &offer.listings {
        let name = &listing.name;
        for build in Build::BOTH {
            let weight = |size: &usize| Asked::Weight(name, *size, build);
            asked.extend(listing.sizes.iter().map(weight));
        }
        asked.extend(listing.traced.iter().map(|size| Asked::Trace(name, *size)));
    }
    for fact in &offer.facts {
        asked.extend(Build::BOTH.map(|build| Asked::Fact(fact, build)));
    }
    asked
}

fn window(scales: &Scales, asked: &Asked<'_>, trace: &Path) -> Result<Window, Failure> {
    match *asked {
        Asked::Weight(name, size, build) => scales.window(build, name, size),
        Asked::Fact(name, build) => scales.window(build, name, FACT_ITEMS),
        Asked::Trace(name, size) => Ok(Window {
            skipped: 0,
            pass: Pass::Trace(trace.to_owned()),
            ..scales.window(Build::Release, name, size)?
        }),
    }
}

fn trace_file(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("trace-{number}.json"))
}

fn found(name: &str, weighed: Weighed) -> Result<Value, Failure> {
    let answer = answer(name, Some(weighed))?;
    serde_json::from_str(answer.get()).with_context(|| format!("the fact `{name}`"))
}

fn trace(file: &Path) -> Result<Trace, Failure> {
    let text = fs::read(file).map_err(|error| Failure::io("read", file, &error))?;
    let curve = Curve::read(&text).context("a trace")?;
    ensure(
        !curve.truncated,
        || "too many events to keep; trace a smaller size",
    )?;
    Ok(Trace {
        events: curve.live.len() as u64,
        points: curve.points(POINTS),
    })
}
