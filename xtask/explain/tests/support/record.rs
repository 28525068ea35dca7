//! Recording profiles. In: a program that writes one, and sizes of its input. Out: a file
//! with the profiles of all sizes, without what differs from run to run.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::fingerprint;

/// What was made, or why not.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Writes recordings.
pub struct Recorder {
    /// The workspace.
    pub root: PathBuf,
    /// The folder for the recordings.
    pub into: PathBuf,
    /// Where a program puts its profile.
    pub raw: PathBuf,
}

/// What is recorded.
pub struct Subject<'a> {
    /// `ex2-dhat/report.starter`
    pub name: &'a str,
    /// The reader's own file, whose path is in the profiles.
    pub source: &'a str,
    /// Another file, where the same text is kept.
    pub kept: &'a str,
}

impl Recorder {
    /// Runs a program at every size, and writes `NAME.json`. In its words, `ITEMS` is the
    /// size and `RAW` the file for the profile.
    pub fn record(
        &self,
        subject: &Subject<'_>,
        sizes: &[usize],
        program: &Path,
        words: &str,
    ) -> Outcome<()> {
        let mut recording = Recording::default();
        for items in sizes {
            let mut command = Command::new(program);
            command.current_dir(&self.root);
            for word in words.split(' ') {
                match word {
                    "ITEMS" => command.arg(items.to_string()),
                    _ => command.arg(word.replace("RAW", &self.raw.to_string_lossy())),
                };
            }
            run(&mut command)?;
            recording.add(*items, &self.raw)?;
        }
        let text = fs::read_to_string(self.root.join(subject.kept))?;
        let mut recording = recording.document();
        recording["source"] = subject.source.into();
        recording["kept"] = subject.kept.into();
        recording["fingerprint"] = fingerprint::of(&text).into();
        let file = self.into.join(format!("{}.json", subject.name));
        fs::create_dir_all(file.parent().ok_or("a folder")?)?;
        fs::write(file, format!("{recording}\n"))?;
        Ok(())
    }
}

/// The words with which a harness, or the listings, weigh a part. The seed is that of all
/// recordings.
pub fn weighing(part: &str) -> String {
    format!("--part {part} --seed 42 --items ITEMS --profile RAW")
}

/// Runs a command, which must succeed.
pub fn run(command: &mut Command) -> Outcome<()> {
    let output = command.output();
    let output = output.map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?}: {}\n{said}", output.status).into())
}

/// The parts of an exercise that have a budget, each with its sizes.
pub fn parts(about: &toml::Table) -> Vec<(String, Vec<usize>)> {
    let parts = about.get("part").and_then(toml::Value::as_array);
    let with_budget = parts.into_iter().flatten().filter_map(|part| {
        part.get("budget")?;
        let sizes = part.get("sizes")?.as_array()?.iter();
        let sizes = sizes.filter_map(|size| usize::try_from(size.as_integer()?).ok());
        Some((part.get("name")?.as_str()?.to_owned(), sizes.collect()))
    });
    with_budget.collect()
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
