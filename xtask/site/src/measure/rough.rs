//! What is not exact. In: times, resident memory, sizes of files. Out: the median
//! of several runs, rounded to two digits, and what machine they belong to.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::process::Command;
use std::thread;

use xtask::failure::Failure;
use xtask::pipe::listings::{LISTINGS, Scales};
use xtask::pipe::weigh;
use xtask::process;
use xtask::workbook::Build;

use super::offer::Offer;
use crate::record::{RoughFigure, in_build};

/// How often each is measured.
const RUNS: usize = 5;

/// Measures every rough figure, one process at a time. Such a process does nothing else,
/// so it is not asked for a report either: it prints one number.
pub fn measure(scales: &Scales, offer: &Offer) -> Result<BTreeMap<String, RoughFigure>, Failure> {
    let mut figures = BTreeMap::new();
    for one in &offer.rough {
        for build in Build::BOTH {
            if build == Build::Debug && !one.in_debug {
                continue;
            }
            let mut values = Vec::new();
            for _ in 0..RUNS {
                let mut command = Command::new(scales.program(build, LISTINGS)?);
                weigh::leave_to_itself(&mut command);
                let said = process::stdout(command.args(["rough", &one.name]))?;
                // A machine on which it cannot be measured says null.
                values.extend(said.trim().parse::<f64>());
            }
            if let Some(value) = median(values) {
                let unit = one.unit.clone();
                let value = rounded(value);
                figures.insert(in_build(&one.name, build), RoughFigure { unit, value });
            }
        }
    }
    for build in Build::BOTH {
        let Ok(file) = scales.program(build, "stations") else {
            continue;
        };
        let bytes = fs::metadata(file)
            .map_err(|error| Failure::io("read", file, &error))?
            .len();
        let size = RoughFigure {
            unit: "kB of the file".to_owned(),
            value: rounded(bytes as f64 / 1e3),
        };
        figures.insert(in_build("binary/stations", build), size);
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
