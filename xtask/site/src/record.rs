//! What was measured. In and out: `book/measurements.json`, one line per figure.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use meter_report::Counts;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use xtask::failure::Failure;
use xtask::schema::Schema;
use xtask::workbook::Build;

use crate::context::Context;

/// Every figure that the book shows, with where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurements {
    /// Records without a number are of the first.
    #[serde(default)]
    pub schema: Schema<1>,
    /// Compiler, target and machine that the figures belong to.
    pub recorded: Recorded,
    /// What listings and exercises allocate: `ch04/growing@10000`, and with
    /// `/debug` the same in a debug build.
    pub weights: BTreeMap<String, Counts>,
    /// Exact values that are no weights, such as the size of a type.
    pub facts: BTreeMap<String, Value>,
    /// Live bytes over allocation events.
    pub traces: BTreeMap<String, Trace>,
    /// What the compiler says of the listings that do not compile.
    pub errors: BTreeMap<String, CompileError>,
    /// What programs print.
    pub outputs: BTreeMap<String, Printed>,
    /// Times, resident memory, sizes of files: they differ between machines.
    pub rough: BTreeMap<String, RoughFigure>,
}

/// The name of a figure in a build.
pub fn in_build(name: &str, build: Build) -> String {
    match build {
        Build::Release => name.to_owned(),
        Build::Debug => format!("{name}/debug"),
    }
}

/// What the figures belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// `rustc --version`.
    pub toolchain: String,
    /// The target triple.
    pub target: String,
    /// Cores, memory and system, for the figures that are rough.
    pub machine: String,
}

/// Live bytes over allocation events, thinned out to what a picture can show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// How many events there were.
    pub events: u64,
    /// `[event, live bytes after it]`, from `[0, 0]` on.
    pub points: Vec<(u64, u64)>,
}

impl Trace {
    /// The number of events, the peak, and what is live at the end.
    fn marks(&self) -> [u64; 3] {
        let peak = self.points.iter().map(|point| point.1).max();
        let end = self.points.last().map(|point| point.1);
        [self.events, peak.unwrap_or(0), end.unwrap_or(0)]
    }
}

/// The message of a listing that does not compile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompileError {
    /// Its code, such as `E0515`.
    pub code: String,
    /// All that the compiler printed.
    pub message: String,
}

/// What a program printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// What a reader would type to see it.
    pub command: String,
    /// Whether every run on every machine of this target prints the same.
    pub exact: bool,
    /// The text.
    pub text: String,
}

/// A figure that is not exact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoughFigure {
    /// What the number counts.
    pub unit: String,
    /// The median of several runs, rounded to two digits.
    pub value: f64,
}

impl Measurements {
    /// Reads the file. An error names it and says what to do.
    pub fn read(file: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(file).with_context(|| {
            format!(
                "{} could not be read; `cargo xtask book measure` writes it",
                file.display()
            )
        })?;
        serde_json::from_str(&text).with_context(|| {
            format!(
                "{} is damaged; `cargo xtask book measure` writes it anew",
                file.display()
            )
        })
    }

    /// The file's text: sorted, one line per figure.
    pub fn to_text(&self) -> Result<String, Failure> {
        let sections = serde_json::to_value(self).context("the record is no JSON")?;
        let section = |(name, figures): (&String, &Value)| {
            let Some(figures) = figures.as_object() else {
                return format!("  \"{name}\": {figures}");
            };
            let lines: Vec<String> = figures
                .iter()
                .map(|(name, figure)| format!("    {}: {figure}", Value::from(name.as_str())))
                .collect();
            format!("  \"{name}\": {{\n{}\n  }}", lines.join(",\n"))
        };
        let sections = sections.as_object().into_iter().flatten().map(section);
        let sections: Vec<String> = sections.collect();
        Ok(format!("{{\n{}\n}}\n", sections.join(",\n")))
    }

    /// These exact figures, and of `before` what is not exact, with the machine that it
    /// belongs to. A curve stays if only its course differs, see [`Self::differences`].
    pub fn with_inexact_of(mut self, before: &Measurements) -> Self {
        self.rough.clone_from(&before.rough);
        self.recorded.machine.clone_from(&before.recorded.machine);
        for (name, trace) in &mut self.traces {
            if let Some(old) = before.traces.get(name)
                && old.marks() == trace.marks()
            {
                trace.clone_from(old);
            }
        }
        self.outputs.retain(|_, printed| printed.exact);
        let rough = before.outputs.iter().filter(|(_, printed)| !printed.exact);
        self.outputs
            .extend(rough.map(|(name, printed)| (name.clone(), printed.clone())));
        self
    }

    /// What this one says and `other` does not, of all that has to be exact.
    pub fn differences(&self, other: &Measurements) -> Vec<String> {
        let mut found = Vec::new();
        compare("weights", &self.weights, &other.weights, &mut found);
        compare("facts", &self.facts, &other.facts, &mut found);
        // Between its ends a curve may differ: a `HashMap` drops what it holds in
        // an order that is new in each process.
        let marks = |traces: &BTreeMap<String, Trace>| -> BTreeMap<String, [u64; 3]> {
            let marks = traces
                .iter()
                .map(|(name, trace)| (name.clone(), trace.marks()));
            marks.collect()
        };
        compare(
            "traces",
            &marks(&self.traces),
            &marks(&other.traces),
            &mut found,
        );
        compare("errors", &self.errors, &other.errors, &mut found);
        let exact = |outputs: &BTreeMap<String, Printed>| -> BTreeMap<String, Printed> {
            let exact = outputs.iter().filter(|(_, printed)| printed.exact);
            exact.map(|(name, p)| (name.clone(), p.clone())).collect()
        };
        compare(
            "outputs",
            &exact(&self.outputs),
            &exact(&other.outputs),
            &mut found,
        );
        found
    }
}

/// Adds a line for each figure that is missing, new or different.
fn compare<T: PartialEq + Serialize>(
    section: &str,
    recorded: &BTreeMap<String, T>,
    measured: &BTreeMap<String, T>,
    found: &mut Vec<String>,
) {
    let text = |figure: Option<&T>| match figure.map(serde_json::to_string) {
        Some(Ok(text)) => text,
        _ => "nothing".to_owned(),
    };
    let mut names: Vec<&String> = recorded.keys().chain(measured.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let (before, now) = (recorded.get(name), measured.get(name));
        if before != now {
            found.push(format!(
                "{section} {name}\n  recorded {}\n  measured {}",
                text(before),
                text(now)
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Measurements {
        let mut sample = Measurements::default();
        for (name, bytes) in [("b@1", 2), ("a@1", 1)] {
            let counts = Counts {
                bytes,
                ..Counts::default()
            };
            sample.weights.insert(name.to_owned(), counts);
        }
        sample.outputs.insert(
            "rough".to_owned(),
            Printed {
                command: "x".to_owned(),
                exact: false,
                text: "1".to_owned(),
            },
        );
        sample
    }

    #[test]
    fn a_file_has_one_sorted_line_per_figure_and_reads_back() {
        let text = sample().to_text().expect("a text");
        let (a, b) = (text.find("\"a@1\""), text.find("\"b@1\""));
        assert!(a.is_some() && a < b, "{text}");
        assert_eq!(text.lines().filter(|line| line.contains("@1\"")).count(), 2);
        let read: Measurements = serde_json::from_str(&text).expect("the same");
        assert_eq!(read, sample());
    }

    #[test]
    fn the_record_is_written_as_it_stands() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/measurements.json");
        let text = fs::read_to_string(&file).expect("the record");
        let read = Measurements::read(&file).expect("the record");
        assert!(read.to_text().expect("a text") == text, "it would change");
    }

    #[test]
    fn what_is_missing_new_or_different_is_named() {
        let mut now = sample();
        now.weights.remove("a@1");
        now.weights.get_mut("b@1").expect("b").bytes = 3;
        now.facts.insert("size/X".to_owned(), 4.into());
        let trace = |points: &[(u64, u64)]| Trace {
            events: 2,
            points: points.to_vec(),
        };
        let mut before = sample();
        before
            .traces
            .insert("same".into(), trace(&[(0, 0), (1, 9), (2, 1)]));
        now.traces
            .insert("same".into(), trace(&[(0, 0), (2, 9), (2, 1)]));
        before
            .traces
            .insert("other".into(), trace(&[(0, 0), (1, 9), (2, 1)]));
        now.traces
            .insert("other".into(), trace(&[(0, 0), (1, 8), (2, 1)]));
        let found = before.differences(&now);
        let names: Vec<&str> = found
            .iter()
            .filter_map(|text| text.lines().next())
            .collect();
        assert_eq!(
            names,
            ["weights a@1", "weights b@1", "facts size/X", "traces other"]
        );
    }

    #[test]
    fn exact_figures_are_new_and_all_else_stays() {
        let trace = |points: &[(u64, u64)]| Trace {
            events: 2,
            points: points.to_vec(),
        };
        let mut before = sample();
        before.recorded.machine = "one".to_owned();
        let rough = |value| RoughFigure {
            unit: "ms".to_owned(),
            value,
        };
        before.rough.insert("time".to_owned(), rough(1.0));
        before
            .traces
            .insert("a".into(), trace(&[(0, 0), (1, 9), (2, 1)]));
        before
            .traces
            .insert("b".into(), trace(&[(0, 0), (1, 9), (2, 1)]));
        let mut now = sample();
        now.recorded.machine = "other".to_owned();
        now.weights.get_mut("b@1").expect("b").bytes = 3;
        now.traces
            .insert("a".into(), trace(&[(0, 0), (2, 9), (2, 1)]));
        now.traces
            .insert("b".into(), trace(&[(0, 0), (1, 8), (2, 1)]));
        now.outputs.get_mut("rough").expect("it").text = "2".to_owned();
        let kept = now.clone().with_inexact_of(&before);
        assert_eq!(kept.weights, now.weights);
        assert_eq!(kept.recorded.machine, "one");
        assert_eq!(kept.rough, before.rough);
        assert_eq!(kept.outputs, before.outputs);
        assert_eq!(kept.traces["a"], before.traces["a"]);
        assert_eq!(kept.traces["b"], now.traces["b"]);
    }

    #[test]
    fn what_is_not_exact_is_not_compared() {
        let mut now = sample();
        now.outputs.get_mut("rough").expect("it").text = "2".to_owned();
        assert_eq!(sample().differences(&now), Vec::<String>::new());
    }
}
