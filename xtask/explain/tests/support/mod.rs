//! Recorded profiles. In: their files in `tests/profiles`, see `examples/record.rs`.
//! Out: profiles, and what there is to say of their sites.

// Each test program uses a part of this.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use explain::finding::{self, Finding};
use explain::profile::Profile;
use explain::site::{self, GrownSite};
use explain::sources::OneFile;
use serde_json::{Value, json};

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
    /// Reads `tests/profiles/NAME.json`.
    pub fn load(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/profiles");
        let text = read(folder.join(format!("{name}.json")));
        let recording: Value = serde_json::from_str(&text).expect("a recording");
        let (program, part) = name.split_once('/').expect("a name with a folder");
        let (part, author) = part.split_once('.').expect("a part and an author");
        let sizes = recording["sizes"].as_object().expect("sizes");
        let sizes: BTreeMap<usize, &Value> = sizes
            .iter()
            .map(|(items, rows)| (items.parse().expect("a size"), rows))
            .collect();
        Recording {
            name: name.to_owned(),
            source: OneFile::new(
                recording["source"].as_str().expect("a path").to_owned(),
                read(folder.join(program).join(format!("{author}.rs"))),
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
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/profiles");
        let mut names: Vec<String> = Vec::new();
        for program in fs::read_dir(folder).expect("profiles") {
            let program = program.expect("a folder").path();
            for file in fs::read_dir(&program).expect("a folder") {
                let file = file.expect("a file").path();
                if file.extension().is_some_and(|end| end == "json") {
                    let name = |path: &Path| {
                        let stem = path.file_stem().expect("a name");
                        stem.to_string_lossy().into_owned()
                    };
                    names.push(format!("{}/{}", name(&program), name(&file)));
                }
            }
        }
        names.sort();
        names.iter().map(|name| Recording::load(name)).collect()
    }

    /// Its sites, the one with the most blocks first.
    pub fn tell(&self) -> Vec<Told> {
        let profiles = self.profiles.iter();
        let sites = profiles.map(|(items, profile)| (*items, site::fold(profile, &self.source)));
        let largest = self.profiles.last().map_or(0, |(items, _)| *items);
        site::grow(largest, sites.collect())
            .into_iter()
            .map(|site| Told {
                line: match &site.site.place {
                    Some(place) => {
                        let line = self.source.text().lines().nth(place.line as usize - 1);
                        line.expect("a line of the file").trim().to_owned()
                    }
                    None => String::new(),
                },
                finding: finding::find(
                    &site.site,
                    Some(site.growth(|cost| cost.blocks)),
                    &self.item,
                ),
                site,
            })
            .collect()
    }
}

/// What a part counts its input in.
fn item(program: &str, part: &str) -> String {
    if ["listings", "samples"].contains(&program) {
        return "item".to_owned();
    }
    about(program)["part"]
        .as_array()
        .expect("parts")
        .iter()
        .find(|other| other["name"].as_str() == Some(part))
        .and_then(|part| part["item"].as_str())
        .expect("the item of the part")
        .to_owned()
}

/// What `exercise.toml` says.
pub fn about(exercise: &str) -> toml::Table {
    let file = root()
        .join("exercises")
        .join(exercise)
        .join("exercise.toml");
    read(file).parse().expect("a table")
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
    let text = json!({
        "dhatFileVersion": 2,
        "mode": recording["mode"],
        "cmd": "",
        "tu": "µs",
        "pps": points.collect::<Vec<_>>(),
        "ftbl": recording["frames"],
    });
    Profile::read(text.to_string().as_bytes()).expect("a profile")
}
