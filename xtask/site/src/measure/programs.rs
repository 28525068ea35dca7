//! The programs of the listings. In: the repository. Out: where cargo put each
//! one, in a release and in a debug build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// One of the two builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Build {
    /// `--release`, with the profile that grades.
    Release,
    /// The profile for development.
    Debug,
}

/// Where the programs are.
pub struct Programs {
    paths: BTreeMap<(Build, String), PathBuf>,
}

/// The program that weighs listings.
pub const SCALES: &str = "listings";

impl Programs {
    /// Builds all programs of the listings.
    pub fn build(root: &Path) -> Result<Self> {
        let mut paths = BTreeMap::new();
        for build in [Build::Release, Build::Debug] {
            let mut cargo = process::cargo();
            cargo.current_dir(root).args([
                "build",
                "--quiet",
                "--package",
                "listings",
                "--bins",
                "--message-format=json-render-diagnostics",
            ]);
            if build == Build::Release {
                cargo.arg("--release");
            }
            for line in process::stdout(&mut cargo)?.lines() {
                let message: Value = serde_json::from_str(line).unwrap_or_default();
                let name = message["target"]["name"].as_str();
                if let (Some(name), Some(path)) = (name, message["executable"].as_str()) {
                    paths.insert((build, name.to_owned()), PathBuf::from(path));
                }
            }
        }
        Ok(Programs { paths })
    }

    /// Where a program is.
    pub fn path(&self, build: Build, name: &str) -> Result<&Path> {
        self.paths
            .get(&(build, name.to_owned()))
            .map(PathBuf::as_path)
            .with_context(|| format!("the listings have no program `{name}` in src/bin"))
    }
}
