//! Recorded profiles. In: their files in `tests/profiles`, see `examples/record.rs`, and
//! the sources that they are of. Out: profiles, and what there is to say of their sites.

// Each test program uses a part of this.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use explain::finding::{self, About, Finding};
use explain::profile::Profile;
use explain::site::{self, GrownSite, Site};
use explain::sources::OneFile;
use serde_json::{Value, json};

mod fingerprint;
pub mod record;
pub mod said;

/// The workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the root")
}

/// The text of a file.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One program at several sizes of its input.
pub struct Recording {
    /// `ex2-dhat/report.starter`
    pub name: String,
    /// The reader's own file as it was compiled.
    pub source: OneFile,
    /// What the input is counted in.
    pub item: String,
    /// Pairs of (items, profile), the sizes growing.
    pub profiles: Vec<(usize, Profile)>,
}

/// A site, what its line says, and the finding.
pub struct Told {
    pub site: GrownSite,
    pub line: String,
    pub finding: Option<Finding>,
}

impl Recording {
    /// Reads `tests/profiles/NAME.json`. Fails if the program has changed since.
    pub fn load(name: &str) -> Self {
        Recording::load_from(&profiles(), name)
    }

    /// Reads `NAME.json` of a folder with recordings.
    pub fn load_from(folder: &Path, name: &str) -> Self {
        let text = read(folder.join(format!("{name}.json")));
        let recording: Value = serde_json::from_str(&text).expect("a recording");
        let (program, part) = name.split_once('/').expect("a name with a folder");
        let (part, _author) = part.split_once('.').expect("a part and an author");
        let sizes = recording["sizes"].as_object().expect("sizes");
        let sizes: BTreeMap<usize, &Value> = sizes
            .iter()
            .map(|(items, rows)| (items.parse().expect("a size"), rows))
            .collect();
        Recording {
            name: name.to_owned(),
            source: OneFile::new(
                recording["source"].as_str().expect("a path").to_owned(),
                kept(name, &recording),
            ),
            item: item(program, part),
            profiles: sizes
                .into_iter()
                .map(|(items, rows)| (items, profile(&recording, rows)))
                .collect(),
        }
    }

    /// All recordings.
    pub fn all() -> Vec<Recording> {
        Recording::all_from(&profiles())
    }

    /// All recordings of a folder.
    pub fn all_from(folder: &Path) -> Vec<Recording> {
        let mut names: Vec<String> = Vec::new();
        for program in entries(folder) {
            for file in entries(&program) {
                let [program, file] = [&program, &file].map(|path| {
                    let stem = path.file_stem().expect("a name");
                    stem.to_string_lossy().into_owned()
                });
                names.push(format!("{program}/{file}"));
            }
        }
        names.sort();
        let load = |name: &String| Recording::load_from(folder, name);
        names.iter().map(load).collect()
    }

    /// The same program, at some of the sizes.
    pub fn at(mut self, sizes: &[usize]) -> Self {
        self.profiles.retain(|(items, _)| sizes.contains(items));
        self
    }

    /// Its sites, the one with the most blocks first.
    pub fn tell(&self) -> Vec<Told> {
        let profiles = self.profiles.iter();
        let sites = profiles.map(|(items, profile)| (*items, site::fold(profile, &self.source)));
        let (largest, _) = self.largest();
        let law = |site: &GrownSite| Some(site.growth(|cost| cost.blocks));
        site::grow(largest, sites.collect())
            .into_iter()
            .map(|site| Told {
                line: self.line(&site.site).to_owned(),
                finding: finding::find(&site.site, law(&site), &self.about()),
                site,
            })
            .collect()
    }

    /// What is known beside the profiles.
    pub fn about(&self) -> About<'_> {
        About {
            item: &self.item,
            ..About::default()
        }
    }

    /// The text of the line that a site is charged to; none, if it is no line's.
    pub fn line(&self, site: &Site) -> &str {
        let Some(place) = &site.place else { return "" };
        let line = self.source.text().lines().nth(place.line as usize - 1);
        line.expect("a line of the file").trim()
    }

    /// The largest size, and the profile at it.
    pub fn largest(&self) -> (usize, &Profile) {
        let (items, profile) = self.profiles.last().expect("a profile");
        (*items, profile)
    }
}

fn profiles() -> PathBuf {
    root().join("xtask/explain/tests/profiles")
}

/// What is in a folder.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

/// The text of the program, which must be the one that was recorded.
fn kept(name: &str, recording: &Value) -> String {
    let file = recording["kept"].as_str().expect("a path");
    let text = read(root().join(file));
    assert!(
        recording["fingerprint"] == fingerprint::of(&text),
        "{file} has changed since {name} was recorded; record again:\n\
         cargo xtask check; cargo xtask check --solutions\n\
         cargo run --release -p explain --example record"
    );
    text
}

/// What a part counts its input in.
fn item(program: &str, part: &str) -> String {
    if ["listings", "samples"].contains(&program) {
        return "item".to_owned();
    }
    let item = about_part(program, part)["item"]
        .as_str()
        .map(str::to_owned);
    item.expect("the item of the part")
}

/// What `exercise.toml` says.
pub fn about(exercise: &str) -> toml::Table {
    let file = root()
        .join("exercises")
        .join(exercise)
        .join("exercise.toml");
    read(file).parse().expect("a table")
}

/// What `exercise.toml` says of a part.
pub fn about_part(exercise: &str, part: &str) -> toml::Value {
    let about = about(exercise);
    let mut parts = about["part"].as_array().expect("parts").iter();
    let found = parts.find(|other| other["name"].as_str() == Some(part));
    found.expect("the part").clone()
}

/// A profile as dhat wrote it, but for what was left out of the recording.
fn profile(recording: &Value, rows: &Value) -> Profile {
    let points = rows.as_array().expect("rows").iter().map(|row| {
        let stack = row[0].as_u64().expect("the number of a stack") as usize;
        json!({
            "tb": row[1], "tbk": row[2], "gb": row[3], "gbk": row[4],
            "eb": row[5], "ebk": row[6], "fs": recording["stacks"][stack],
        })
    });
    read_profile(&recording["mode"], points.collect(), &recording["frames"])
}

/// What is read of a file with these points and frames.
pub fn read_profile(mode: &Value, points: Vec<Value>, frames: &Value) -> Profile {
    let text = json!({
        "dhatFileVersion": 2, "mode": mode, "cmd": "", "tu": "µs", "pps": points, "ftbl": frames,
    });
    Profile::read(text.to_string().as_bytes()).expect("a profile")
}
