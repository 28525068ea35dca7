//! What a fence is to be. In: JSON. Out: a [`Spec`]. Unknown names are an error: a
//! misspelt limit is no limit.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a process is to become, and within which limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The absolute path of the program.
    pub program: PathBuf,
    /// What it is told.
    pub arguments: Vec<String>,
    /// All of its environment.
    pub environment: BTreeMap<String, String>,
    /// Where it works.
    pub folder: PathBuf,
    /// The process that starts the fence. When its thread that did so ends, so does the
    /// program. None: it lives on.
    pub runner: Option<u32>,
    /// What it may use up.
    pub limits: ProcessLimits,
    /// What it may open.
    pub files: Files,
    /// Whether it may connect.
    pub network: Network,
    /// Which calls of the system it may make.
    pub syscalls: Syscalls,
    /// A text that has to keep the language rules before the program starts.
    pub scan: Option<PathBuf>,
}

/// What one process may use up. None: what the runner may. Each process that the
/// program starts may use up as much again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessLimits {
    /// Bytes of address space.
    pub address_space: Option<u64>,
    /// Seconds of processor time, of all threads together.
    pub cpu_seconds: Option<u64>,
    /// Bytes of each file that it writes.
    pub file_size: Option<u64>,
    /// Files open at a time.
    pub open_files: Option<u64>,
    /// Processes and threads. The system counts all of the user's, those outside of the
    /// fence too, and none of root's.
    pub processes: Option<u64>,
    /// Bytes of the main thread's stack.
    pub stack: Option<u64>,
}

/// What may be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Files {
    /// Everything that the user may open.
    AsIs,
    /// These paths and nothing else. It needs Landlock.
    Only(Paths),
}

/// Files, and folders with all that is in them. Each has to exist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paths {
    /// May be read, and started.
    pub read_execute: Vec<PathBuf>,
    /// May be read.
    pub read: Vec<PathBuf>,
    /// May be read and written; in folders, files and folders may come and go, but no
    /// links, pipes or devices.
    pub read_write: Vec<PathBuf>,
    /// What to do on a system that cannot forbid all the rest.
    pub demand: Demand,
}

/// How much of Landlock there has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// All that [`Support`](super::Support) asks for, or the program does not start.
    All,
    /// Files at least, or the program does not start. Signals, say, may be as they are.
    WhatThereIs,
}

/// Whether a process may connect to anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Network {
    /// It may do what the user may.
    AsIs,
    /// No sockets; only pairs that are connected to one another.
    Denied,
}

/// Which calls reach the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Syscalls {
    /// All of them.
    AsIs,
    /// All but those that no compiler needs.
    Compiler,
}

impl Spec {
    /// Reads a spec from a file, or from an argument that is the JSON itself.
    pub(super) fn read(argument: &OsStr) -> Result<Self, String> {
        match argument.to_str() {
            Some(json) if json.trim_start().starts_with('{') => {
                serde_json::from_str(json).map_err(|error| format!("the spec is wrong: {error}"))
            }
            _ => {
                let path = std::path::Path::new(argument);
                let bytes = std::fs::read(path)
                    .map_err(|error| format!("could not read {}: {error}", path.display()))?;
                serde_json::from_slice(&bytes)
                    .map_err(|error| format!("{} is no spec: {error}", path.display()))
            }
        }
    }
}
