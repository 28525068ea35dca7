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
use std::hash::Hash;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::{Value, json};

#[path = "../tests/support/fingerprint.rs"]
mod fingerprint;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Where the samples are built.
const SCRATCH: &str = "target/profiles";
/// Where a program puts its profile.
const RAW: &str = "target/profiles/raw.json";

/// The book's programs that are recorded, and where they are.
const LISTINGS: [(&str, &str); 4] = [
    ("ch01/drive", "ch01"),
    ("ch05/copied", "ch05/units"),
    ("ch06/tracks_unsaid", "ch06/tracks"),
    ("ch08/with_entry", "ch08"),
];

fn main() -> Outcome<()> {
    env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
    fs::create_dir_all(SCRATCH)?;
    exercises()?;
    listings()?;
    samples()
}

/// Every part with a budget, the starter and the reference, at every size.
fn exercises() -> Outcome<()> {
    for entry in fs::read_dir("exercises")? {
        let folder = entry?.path();
        let exercise = name_of(&folder);
        let about: toml::Table = fs::read_to_string(folder.join("exercise.toml"))?.parse()?;
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
            starter(&exercise, name, &sizes)?;
            reference(&exercise, name, &sizes)?;
        }
    }
    Ok(())
}

fn starter(exercise: &str, part: &str, sizes: &[usize]) -> Outcome<()> {
    let source = format!("exercises/{exercise}/src/lib.rs");
    let kept = format!("exercises/{exercise}/starter.rs");
    if fs::read(&source)? != fs::read(&kept)? {
        return Err(format!("{exercise} was edited: cargo xtask reset {exercise}").into());
    }
    let program = weighing(&format!("{exercise}-learner-harness"), part);
    record(
        &format!("{exercise}/{part}.starter"),
        [&source, &kept],
        sizes,
        &program,
    )
}

fn reference(exercise: &str, part: &str, sizes: &[usize]) -> Outcome<()> {
    let source = format!("solutions/{exercise}/src/lib.rs");
    let program = weighing(&format!("{exercise}-reference-harness"), part);
    record(
        &format!("{exercise}/{part}.reference"),
        [&source, &source],
        sizes,
        &program,
    )
}

/// Some programs of the book.
fn listings() -> Outcome<()> {
    run(env!("CARGO"), "build --release -p listings")?;
    for (listing, file) in LISTINGS {
        let source = format!("book/listings/src/{file}.rs");
        let (_, part) = listing.split_once('/').ok_or("a chapter")?;
        let name = format!("listings/{part}.{}", name_of(Path::new(file)));
        record(
            &name,
            [&source, &source],
            &[100, 1_000],
            &weighing("listings", listing),
        )?;
    }
    Ok(())
}

/// The samples of this crate, under dhat and under valgrind.
fn samples() -> Outcome<()> {
    // The workspace compiles this crate without line tables.
    let lines = "profile.release.package.explain.debug='line-tables-only'";
    let sample = "build --release -p explain --example samples";
    run(
        env!("CARGO"),
        &format!("{sample} --config {lines} --target-dir {SCRATCH}"),
    )?;
    let program = format!("{SCRATCH}/release/examples/samples");
    let source = ["xtask/explain/examples/samples.rs"; 2];
    record(
        "samples/dhat.samples",
        source,
        &[64, 512, 4096],
        &format!("{program} ITEMS {RAW}"),
    )?;
    if run("valgrind", "--version").is_err() {
        println!("no valgrind: its profiles stay as they are");
        return Ok(());
    }
    let valgrind = format!("valgrind --tool=dhat --num-callers=40 --dhat-out-file={RAW}");
    record(
        "samples/valgrind.samples",
        source,
        &[64, 512],
        &format!("{valgrind} {program} ITEMS"),
    )
}

/// The command that weighs a part of a harness. The seed is that of all inputs.
fn weighing(harness: &str, part: &str) -> String {
    format!("target/release/{harness} --part {part} --seed 42 --items ITEMS --profile {RAW}")
}

/// Runs a command at every size, and writes `tests/profiles/NAME.json`. The reader's own
/// file has its path in the profiles, and another one where the same text is kept.
fn record(name: &str, source: [&str; 2], sizes: &[usize], command: &str) -> Outcome<()> {
    let (program, words) = command.split_once(' ').ok_or("a command")?;
    let mut recording = Recording::default();
    for items in sizes {
        run(program, &words.replace("ITEMS", &items.to_string()))?;
        recording.add(*items, Path::new(RAW))?;
    }
    let mut recording = recording.document();
    recording["source"] = source[0].into();
    recording["kept"] = source[1].into();
    recording["fingerprint"] = fingerprint::of(&fs::read_to_string(source[1])?).into();
    let file = Path::new("xtask/explain/tests/profiles").join(format!("{name}.json"));
    fs::create_dir_all(file.parent().ok_or("a folder")?)?;
    fs::write(file, format!("{recording}\n"))?;
    Ok(())
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn run(program: &str, words: &str) -> Outcome<()> {
    let output = Command::new(program).args(words.split(' ')).output();
    let output = output.map_err(|error| {
        format!("{program}: {error}; cargo xtask check; cargo xtask check --solutions")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program}: {}\n{said}", output.status).into())
}

/// Profiles of one program at several sizes. What they have in common is kept once:
/// `{"mode", "frames", "stacks": [[frame…]…], "sizes": {"64": [[stack, cost…]…]}}`, and of
/// the program `source`, where its text is `kept`, and the text's `fingerprint`.
/// Addresses, times and the paths of this machine are left out, and equal call stacks
/// are added up.
#[derive(Default)]
struct Recording {
    mode: String,
    frames: Numbered<String>,
    stacks: Numbered<Vec<usize>>,
    sizes: BTreeMap<usize, BTreeMap<usize, [u64; 6]>>,
}

/// What is known of a point, in the order in which it is kept.
const FIELDS: [&str; 6] = ["tb", "tbk", "gb", "gbk", "eb", "ebk"];

impl Recording {
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

    /// What is written, always in the same order: dhat's own order is that of a hash map.
    fn document(&self) -> Value {
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
        json!({
            "mode": self.mode,
            "frames": frames.all,
            "stacks": stacks,
            "sizes": sizes.collect::<serde_json::Map<String, Value>>(),
        })
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
