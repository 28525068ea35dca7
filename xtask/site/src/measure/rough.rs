//! What is not exact. In: times, resident memory, sizes of files. Out: the median
//! of several runs, rounded to two digits, and what machine they belong to.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::programs::{Build, Programs, SCALES};
use crate::process;
use crate::record::RoughFigure;

/// How often each is measured.
const RUNS: usize = 5;

#[derive(Debug, Deserialize)]
struct Offer {
    rough: Vec<Offered>,
}

#[derive(Debug, Deserialize)]
struct Offered {
    name: String,
    unit: String,
    /// Whether it is worth measuring in a debug build too.
    in_debug: bool,
}

/// Measures every rough figure, one process at a time.
pub fn measure(programs: &Programs) -> Result<BTreeMap<String, RoughFigure>> {
    let scales = programs.path(Build::Release, SCALES)?;
    let offer = process::stdout(Command::new(scales).arg("list"))?;
    let offer: Offer = serde_json::from_str(&offer).context("what `listings list` says")?;
    let mut figures = BTreeMap::new();
    for one in offer.rough {
        for (build, suffix) in [(Build::Release, ""), (Build::Debug, "/debug")] {
            if build == Build::Debug && !one.in_debug {
                continue;
            }
            let mut values = Vec::new();
            for _ in 0..RUNS {
                let mut command = Command::new(programs.path(build, SCALES)?);
                let said = process::stdout(command.args(["rough", &one.name]))?;
                // A machine on which it cannot be measured says null.
                values.extend(said.trim().parse::<f64>());
            }
            if let Some(value) = median(values) {
                let unit = one.unit.clone();
                let value = rounded(value);
                figures.insert(format!("{}{suffix}", one.name), RoughFigure { unit, value });
            }
        }
    }
    for (build, suffix) in [(Build::Release, ""), (Build::Debug, "/debug")] {
        let Ok(file) = programs.path(build, "stations") else {
            continue;
        };
        let bytes = fs::metadata(file)
            .with_context(|| format!("{}", file.display()))?
            .len();
        let size = RoughFigure {
            unit: "kB of the file".to_owned(),
            value: rounded(bytes as f64 / 1e3),
        };
        figures.insert(format!("binary/stations{suffix}"), size);
    }
    Ok(figures)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// With two significant digits.
fn rounded(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let scale = 10_f64.powf(1.0 - value.abs().log10().floor());
    // Once more as text, since a product of the two need not be round.
    let text = format!("{:.6}", (value * scale).round() / scale);
    text.parse().unwrap_or(value)
}

/// This machine, for whoever reads a figure that depends on it.
pub fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let memory = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let kib: f64 = text
            .lines()
            .next()?
            .split_whitespace()
            .nth(1)?
            .parse()
            .ok()?;
        Some(format!(", {:.0} GiB", kib / (1 << 20) as f64))
    });
    format!(
        "{} {}, {cores} cores{}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        memory.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_figures_have_two_digits() {
        for (value, expected) in [
            (3.276, 3.3),
            (131_056.0, 130_000.0),
            (0.0451, 0.045),
            (0.0, 0.0),
        ] {
            assert_eq!(rounded(value), expected);
        }
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
