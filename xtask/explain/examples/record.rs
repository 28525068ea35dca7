//! Records the profiles that the tests read, in `tests/profiles`.
//!
//! ```console
//! $ cargo xtask check; cargo xtask check --solutions
//! $ cargo run --release -p explain --example record
//! ```
//!
//! The exercises must be as they were handed out: it is the harnesses of those two
//! checks that are run. The samples also run under valgrind, if there is one.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The seed of all inputs.
const SEED: &str = "42";

/// The book's programs that are recorded, and where they are.
const LISTINGS: [(&str, &str); 4] = [
    ("ch01/drive", "ch01"),
    ("ch05/copied", "ch05/units"),
    ("ch06/tracks_unsaid", "ch06/tracks"),
    ("ch08/with_entry", "ch08"),
];

fn main() -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let record = Record {
        profiles: root.join("xtask/explain/tests/profiles"),
        scratch: root.join("target/profiles"),
        root,
    };
    fs::create_dir_all(&record.scratch)?;
    record.exercises()?;
    record.listings()?;
    record.samples()
}

struct Record {
    root: PathBuf,
    profiles: PathBuf,
    scratch: PathBuf,
}

impl Record {
    /// Every part with a budget, the starter and the reference, at every size.
    fn exercises(&self) -> Outcome<()> {
        for entry in fs::read_dir(self.root.join("exercises"))? {
            let folder = entry?.path();
            let exercise = name_of(&folder);
            let text = fs::read_to_string(folder.join("exercise.toml"))?;
            let about: toml::Table = text.parse()?;
            let parts = about.get("part").and_then(toml::Value::as_array);
            for part in parts.into_iter().flatten() {
                let name = part.get("name").and_then(toml::Value::as_str);
                let sizes = part.get("sizes").and_then(toml::Value::as_array);
                let (Some(name), Some(sizes), true) = (name, sizes, part.get("budget").is_some())
                else {
                    continue;
                };
                let sizes = sizes.iter().filter_map(toml::Value::as_integer);
                let sizes: Vec<usize> = sizes.map(usize::try_from).collect::<Result<_, _>>()?;
                self.part(&exercise, name, "starter", &sizes)?;
                self.part(&exercise, name, "reference", &sizes)?;
            }
        }
        Ok(())
    }

    fn part(&self, exercise: &str, part: &str, author: &str, sizes: &[usize]) -> Outcome<()> {
        let (source, harness) = match author {
            "starter" => (format!("exercises/{exercise}"), "learner"),
            _ => (format!("solutions/{exercise}"), "reference"),
        };
        let shown = format!("{source}/src/lib.rs");
        let source = self.root.join(&shown);
        let starter = self
            .root
            .join("exercises")
            .join(exercise)
            .join("starter.rs");
        if author == "starter" && fs::read(&source)? != fs::read(starter)? {
            return Err(format!("{exercise} was edited: cargo xtask reset {exercise}").into());
        }
        let harness = format!("target/release/{exercise}-{harness}-harness");
        let raw = self.scratch.join("raw.json");
        let mut recording = Recording::of(&shown);
        for items in sizes {
            let run = Command::new(self.root.join(&harness))
                .args([
                    "--part",
                    part,
                    "--seed",
                    SEED,
                    "--items",
                    &items.to_string(),
                ])
                .arg("--profile")
                .arg(&raw)
                .output()
                .map_err(|error| {
                    format!("{harness}: {error}; cargo xtask check; cargo xtask check --solutions")
                })?;
            succeeded(&harness, &run)?;
            recording.add(*items, &raw)?;
        }
        let folder = self.profiles.join(exercise);
        fs::create_dir_all(&folder)?;
        fs::copy(&source, folder.join(format!("{author}.rs")))?;
        recording.write(&folder.join(format!("{part}.{author}.json")))
    }

    /// Some programs of the book.
    fn listings(&self) -> Outcome<()> {
        let build = Command::new(env!("CARGO"))
            .args(["build", "--release", "-p", "listings"])
            .current_dir(&self.root)
            .output()?;
        succeeded("cargo build", &build)?;
        let folder = self.profiles.join("listings");
        fs::create_dir_all(&folder)?;
        let raw = self.scratch.join("raw.json");
        for (listing, file) in LISTINGS {
            let source = format!("book/listings/src/{file}.rs");
            let mut recording = Recording::of(&source);
            for items in [100, 1_000] {
                let run = Command::new(self.root.join("target/release/listings"))
                    .args(["--part", listing, "--seed", SEED])
                    .args(["--items", &items.to_string(), "--profile"])
                    .arg(&raw)
                    .output()?;
                succeeded(listing, &run)?;
                recording.add(items, &raw)?;
            }
            let (_, part) = listing.split_once('/').ok_or("a chapter")?;
            let author = name_of(Path::new(file));
            fs::copy(self.root.join(&source), folder.join(format!("{author}.rs")))?;
            recording.write(&folder.join(format!("{part}.{author}.json")))?;
        }
        Ok(())
    }

    /// The samples of this crate, under dhat and under valgrind.
    fn samples(&self) -> Outcome<()> {
        // The workspace compiles this crate without line tables.
        let lines = "profile.release.package.explain.debug='line-tables-only'";
        let build = Command::new(env!("CARGO"))
            .args([
                "build",
                "--release",
                "-p",
                "explain",
                "--example",
                "samples",
            ])
            .args(["--config", lines, "--target-dir"])
            .arg(&self.scratch)
            .current_dir(&self.root)
            .output()?;
        succeeded("cargo build", &build)?;
        let program = self.scratch.join("release/examples/samples");
        let folder = self.profiles.join("samples");
        fs::create_dir_all(&folder)?;
        let source = "xtask/explain/examples/samples.rs";
        fs::copy(self.root.join(source), folder.join("samples.rs"))?;
        let raw = self.scratch.join("raw.json");
        let mut recording = Recording::of(source);
        for items in [64, 512, 4096] {
            let run = Command::new(&program)
                .arg(items.to_string())
                .arg(&raw)
                .output()?;
            succeeded("samples", &run)?;
            recording.add(items, &raw)?;
        }
        recording.write(&folder.join("dhat.samples.json"))?;
        let mut recording = Recording::of(source);
        for items in [64, 512] {
            let run = Command::new("valgrind")
                .args(["--tool=dhat", "--num-callers=40"])
                .arg(format!("--dhat-out-file={}", raw.display()))
                .arg(&program)
                .arg(items.to_string())
                .output();
            let Ok(run) = run else {
                println!("no valgrind: its profiles stay as they are");
                return Ok(());
            };
            succeeded("valgrind", &run)?;
            recording.add(items, &raw)?;
        }
        recording.write(&folder.join("valgrind.samples.json"))
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn succeeded(what: &str, output: &std::process::Output) -> Outcome<()> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{what}: {}\n{said}", output.status).into())
}

/// Profiles of one program at several sizes. What they have in common is kept once:
/// `{"source", "mode", "frames", "stacks": [[frame…]…], "sizes": {"64": [[stack, cost…]…]}}`.
/// Addresses, times and the paths of this machine are left out, and equal call stacks
/// are added up.
#[derive(Default)]
struct Recording {
    source: String,
    mode: String,
    frames: Numbered<String>,
    stacks: Numbered<Vec<usize>>,
    sizes: BTreeMap<usize, BTreeMap<usize, [u64; 6]>>,
}

/// What is known of a point, in the order in which it is kept.
const FIELDS: [&str; 6] = ["tb", "tbk", "gb", "gbk", "eb", "ebk"];

impl Recording {
    fn of(source: &str) -> Self {
        Recording {
            source: source.to_owned(),
            ..Recording::default()
        }
    }

    /// Takes in a profile that dhat wrote.
    fn add(&mut self, items: usize, file: &Path) -> Outcome<()> {
        let profile: Value = serde_json::from_slice(&fs::read(file)?)?;
        self.mode = profile["mode"].as_str().unwrap_or_default().to_owned();
        let table = profile["ftbl"].as_array().ok_or("no frames")?.iter();
        let table: Vec<usize> = table
            .map(|frame| {
                let text = without_address(frame.as_str().unwrap_or_default());
                self.frames.number(text)
            })
            .collect();
        let mut points: BTreeMap<usize, [u64; 6]> = BTreeMap::new();
        for point in profile["pps"].as_array().ok_or("no points")? {
            let stack = point["fs"].as_array().ok_or("no stack")?.iter();
            let stack = stack.filter_map(|number| Some(table[number.as_u64()? as usize]));
            let sums = points
                .entry(self.stacks.number(stack.collect()))
                .or_default();
            for (sum, field) in sums.iter_mut().zip(FIELDS) {
                *sum += point[field].as_u64().unwrap_or(0);
            }
        }
        self.sizes.insert(items, points);
        Ok(())
    }

    /// Writes it, always in the same order: dhat's own order is that of a hash map.
    fn write(&self, file: &Path) -> Outcome<()> {
        let text = |stack: usize| {
            let stack = self.stacks.all[stack].iter();
            let frames = stack.map(|frame| self.frames.all[*frame].as_str());
            frames.collect::<Vec<&str>>()
        };
        let mut order: Vec<usize> = (0..self.stacks.all.len()).collect();
        order.sort_by_cached_key(|stack| text(*stack));
        let mut frames: Numbered<&str> = Numbered::default();
        let stacks: Vec<Vec<usize>> = order
            .iter()
            .map(|stack| {
                let stack = text(*stack).into_iter();
                stack.map(|frame| frames.number(frame)).collect()
            })
            .collect();
        let sizes = self.sizes.iter().map(|(items, points)| {
            let rows = order.iter().enumerate().filter_map(|(place, stack)| {
                let row = [place as u64].into_iter().chain(*points.get(stack)?);
                Some(row.collect::<Vec<u64>>())
            });
            (items.to_string(), rows.collect::<Vec<_>>().into())
        });
        let recording = json!({
            "source": self.source,
            "mode": self.mode,
            "frames": frames.all,
            "stacks": stacks,
            "sizes": sizes.collect::<serde_json::Map<String, Value>>(),
        });
        fs::write(file, format!("{recording}\n"))?;
        Ok(())
    }
}

/// Things, each of which is kept once.
#[derive(Default)]
struct Numbered<T> {
    all: Vec<T>,
    known: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn number(&mut self, one: T) -> usize {
        let next = self.all.len();
        *self.known.entry(one).or_insert_with_key(|one| {
            self.all.push(one.clone());
            next
        })
    }
}

/// `0x55d3: f (…)` becomes `f (…)`: addresses differ from run to run. A path that
/// starts at the root, as valgrind writes of libraries, is left out.
fn without_address(frame: &str) -> String {
    let Some((_, rest)) = frame.split_once(": ").filter(|(a, _)| a.starts_with("0x")) else {
        return frame.to_owned();
    };
    let function = rest.split(" (in /").next().unwrap_or_default();
    function.to_owned()
}
