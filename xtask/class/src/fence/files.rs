//! Which files may be opened. In: paths. Out: a process to which Landlock leaves these.
//!
//! Landlock does not hide names: a path's attributes (`stat`) and a link's target can
//! be read anywhere, and modes of the user's own files be changed. What is in a file or
//! a folder cannot.

use std::path::{Path, PathBuf};

use landlock::{
    AccessFs, BitFlags, PathBeneath, PathFd, RestrictionStatus, RulesetCreatedAttr, RulesetError,
    RulesetStatus,
};

use super::ruleset::{WANTED, ruleset};
use super::spec::{Demand, Files, Network, Paths};
use super::support;

/// Closes all files but these to this thread, and to what it starts.
pub fn close(files: &Files, network: Network) -> Result<(), String> {
    let paths = match files {
        Files::AsIs => return Ok(()),
        Files::Only(paths) => paths,
    };
    let status = restrict(paths, network)?;
    match (status.ruleset, paths.demand) {
        (RulesetStatus::FullyEnforced, _)
        | (RulesetStatus::PartiallyEnforced, Demand::WhatThereIs) => Ok(()),
        (RulesetStatus::PartiallyEnforced, Demand::All) => Err(format!(
            "this system's Landlock is too old: it lacks {}",
            support::probe().missing.join("; ")
        )),
        (RulesetStatus::NotEnforced, _) => Err(
            "this system has no Landlock, so files cannot be protected; it needs Linux 5.13 \
             or newer, with `landlock` in /sys/kernel/security/lsm"
                .to_owned(),
        ),
    }
}

fn restrict(paths: &Paths, network: Network) -> Result<RestrictionStatus, String> {
    let fail = |error: RulesetError| format!("Landlock: {error}");
    let mut ruleset = ruleset(network).map_err(fail)?;
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let groups = [
        (&paths.read_execute, read | AccessFs::Execute),
        (&paths.read, read),
        (&paths.read_write, read | writing()),
    ];
    for (group, access) in groups {
        for path in group {
            ruleset = ruleset.add_rule(rule(path, access)?).map_err(fail)?;
        }
    }
    ruleset.restrict_self().map_err(fail)
}

/// A rule for a path; of what is no folder, only what can be done to a file.
pub(super) fn rule(
    path: &PathBuf,
    access: BitFlags<AccessFs>,
) -> Result<PathBeneath<PathFd>, String> {
    let fail = |error: &dyn std::fmt::Display| {
        format!("could not open {} to allow it: {error}", path.display())
    };
    let access = if is_folder(path).map_err(|error| fail(&error))? {
        access
    } else {
        access & AccessFs::from_file(WANTED)
    };
    let open = PathFd::new(path).map_err(|error| fail(&error))?;
    Ok(PathBeneath::new(open, access))
}

fn is_folder(path: &Path) -> std::io::Result<bool> {
    Ok(std::fs::metadata(path)?.is_dir())
}

/// What may be done to files and folders in a folder that may be written to.
pub(super) fn writing() -> BitFlags<AccessFs> {
    AccessFs::WriteFile
        | AccessFs::Truncate
        | AccessFs::MakeReg
        | AccessFs::MakeDir
        | AccessFs::RemoveFile
        | AccessFs::RemoveDir
        | AccessFs::Refer
}
