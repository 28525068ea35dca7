//! What this system offers. In: the path of this program. Out: what a fence can forbid
//! here. The process that asks is not restricted: it lets a child try.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

/// What a fence can forbid on this system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// The version of Landlock's interface; 0 if there is none.
    pub landlock: u32,
    /// Whether calls can be refused.
    pub seccomp: bool,
    /// What cannot be forbidden, in words; empty if all can.
    pub missing: Vec<String>,
}

/// Whether what a file was compiled to can be read before it runs.
const READS_MACHINE_CODE: bool = cfg!(target_arch = "x86_64");

impl Support {
    /// Whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// Whether strangers' code can be kept apart: what is missing beyond that, other
    /// layers refuse as well.
    pub fn is_enough(&self) -> bool {
        self.landlock >= 3 && self.seccomp && READS_MACHINE_CODE
    }

    /// Whether files can be protected at all.
    pub fn protects_files(&self) -> bool {
        self.landlock > 0
    }

    fn of(landlock: u32, seccomp: bool) -> Self {
        let lacks = [
            (landlock < 1, "files (no Landlock)"),
            (landlock < 3, "emptying files that may be read (Landlock 3)"),
            (landlock < 5, "commands to devices (Landlock 5)"),
            (landlock < 6, "signals to other processes (Landlock 6)"),
            (!seccomp, "the network and dangerous calls (no seccomp)"),
            (
                !READS_MACHINE_CODE,
                "instructions that enter the kernel (only those of x86-64 are read)",
            ),
        ];
        Support {
            landlock,
            seccomp,
            missing: lacks
                .into_iter()
                .filter(|&(lacks, _)| lacks)
                .map(|(_, what)| what.to_owned())
                .collect(),
        }
    }
}

/// Asks what the system offers; `program` is `class`. An error says why it could not
/// be asked.
pub fn support(program: &Path) -> Result<Support, String> {
    let output = Command::new(program)
        .args(["fence", "--probe"])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("could not start {}: {error}", program.display()))?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        format!(
            "{} fence --probe: {}, {error}: {}",
            program.display(),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        )
    })
}

/// Tries it out. It restricts this process for good.
#[cfg(target_os = "linux")]
pub(super) fn probe() -> Support {
    use super::spec::{Network, Syscalls};
    let landlock = super::ruleset::ruleset(Network::Denied)
        .and_then(landlock::RulesetCreated::restrict_self)
        .map_or(0, |status| match (status.ruleset, status.landlock) {
            (landlock::RulesetStatus::NotEnforced, _) => 0,
            (_, landlock::LandlockStatus::Available { effective_abi, .. }) => effective_abi as u32,
            (_, _) => 0,
        });
    let seccomp = super::calls::close(Syscalls::Compiler, Network::Denied).is_ok();
    Support::of(landlock, seccomp)
}

/// There is no fence on this system.
#[cfg(not(target_os = "linux"))]
pub(super) fn probe() -> Support {
    Support::of(0, false)
}

#[cfg(test)]
mod tests {
    use super::{READS_MACHINE_CODE, Support};

    #[test]
    fn older_kernels_lack_more() {
        for (landlock, seccomp, missing) in [
            (7, true, 0),
            (6, true, 0),
            (5, true, 1),
            (4, true, 2),
            (2, true, 3),
            (0, true, 4),
            (6, false, 1),
            (0, false, 5),
        ] {
            let support = Support::of(landlock, seccomp);
            assert_eq!(support.missing.len(), missing, "{support:?}");
            assert_eq!(support.is_complete(), missing == 0);
            assert_eq!(support.protects_files(), landlock > 0);
            let is_enough = landlock >= 3 && seccomp && READS_MACHINE_CODE;
            assert_eq!(support.is_enough(), is_enough);
        }
    }
}
