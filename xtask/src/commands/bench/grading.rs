//! What grading a class costs. In: the workbook. Out: figures.
//!
//! The crate `class` takes the times, since nobody else depends on it.

use serde::Deserialize;

use super::figure::Figure;
use super::times::median;
use crate::failure::Failure;
use crate::pipe::settings::Settings;
use crate::process;
use crate::session::Session;

/// Files of a class of 100 with seven exercises.
const FILES: f64 = 700.0;

/// Students of a small class, and of a large one.
const FEW: usize = 100;
const MANY: usize = 1000;

/// What the example `grading_times` of `class` prints: seconds.
#[derive(Debug, Deserialize)]
struct Times {
    graded: Vec<f64>,
    compiled: Vec<f64>,
    sealed: Vec<f64>,
    open: Vec<f64>,
    each_of_many: Vec<f64>,
}

/// Takes the times and makes figures of them.
pub fn figures(session: &Session, runs: usize) -> Result<Vec<Figure>, Failure> {
    let output = example(session, "grading_times", &runs.to_string())?;
    let times = serde_json::from_str(&output)
        .map_err(|error| Failure::new(format!("the times of grading are no JSON: {error}")))?;
    let mut figures = of(&times);
    let few = memory(session, FEW)?;
    let many = memory(session, MANY)?;
    let name = "memory for 1,000 students / for 100";
    figures.push(Figure::ratio(name, many / few, 1.5));
    Ok(figures)
}

/// The most bytes that are in memory while the results of so many are put together.
fn memory(session: &Session, students: usize) -> Result<f64, Failure> {
    let output = example(session, "grading_memory", &students.to_string())?;
    let last = output.lines().last().unwrap_or_default();
    last.parse().map_err(|_| {
        Failure::new(format!(
            "expected a number of bytes from grading_memory, and found {last:?}"
        ))
    })
}

/// What an example of `class` prints.
fn example(session: &Session, name: &str, argument: &str) -> Result<String, Failure> {
    let settings = Settings::of_release(&session.workbook)?;
    let mut cargo = settings.cargo();
    cargo.current_dir(&session.workbook.root).args([
        "run",
        "--quiet",
        "--package",
        "class",
        "--example",
        name,
    ]);
    settings.apply(&mut cargo);
    cargo.args(["--", argument]);
    let output = process::output(&mut cargo)?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if stdout.is_empty() {
        return Err(Failure::new(format!(
            "the example {name} prints nothing\n{}",
            String::from_utf8_lossy(&output.stderr)
        )));
    }
    Ok(stdout)
}

fn of(times: &Times) -> Vec<Figure> {
    let pairs = |a: &[f64], b: &[f64], of: fn(f64, f64) -> f64| {
        median(a.iter().zip(b).map(|(a, b)| of(*a, *b)).collect())
    };
    let ratio = pairs(&times.graded, &times.compiled, |a, b| a / b);
    let sealing = pairs(&times.sealed, &times.open, |a, b| a - b);
    let class = FILES * median(times.each_of_many.clone());
    vec![
        Figure::ratio("grading a file / compiling it", ratio, 1.3),
        Figure::seconds("the seal and the outside count, a part", sealing, 0.06),
        Figure::seconds("700 files of a class, all cores", class, 300.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_of_pairs_and_a_class_is_many_files() {
        let times = Times {
            graded: vec![3.0, 8.0, 24.0],
            compiled: vec![2.0, 4.0, 10.0],
            sealed: vec![0.5, 0.75],
            open: vec![0.25, 0.25],
            each_of_many: vec![0.5, 1.0, 2.0],
        };
        let values: Vec<f64> = of(&times).iter().map(|figure| figure.value).collect();
        assert_eq!(values, [2.0, 0.375, 700.0]);
    }
}
