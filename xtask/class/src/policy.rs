//! The rules of a grading. In: what the instructor asks for, and what the system
//! offers. Out: limits, and which layers are on.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use xtask::interrupt::Interrupt;
use xtask::pipe::weigh::Seal;
use xtask::process::Limits;
use xtask::workbook::Part;

use crate::sha256;

/// Limits and layers. A verdict holds for one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What a window and a compilation may use up.
    pub limits: GradingLimits,
    /// What the harness does itself.
    pub sealing: Sealing,
    /// Whether the compiler is started behind a fence.
    pub fence: Layer,
    /// Whether harnesses are.
    pub start: Layer,
    /// Whether a compilation is bounded.
    pub compile_limits: Layer,
    /// Whether the tokens of a file are looked at.
    pub language: Layer,
    /// Whether what was built is looked at.
    pub audit: Layer,
    /// What this system's kernel cannot forbid, in words; empty if it can do all.
    pub lacking: Vec<String>,
}

/// What strangers' code may use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradingLimits {
    /// Wall seconds of a window.
    pub run_seconds: u64,
    /// Live heap bytes of a window.
    pub run_memory: u64,
    /// Bytes on standard output and standard error, each.
    pub run_output: u64,
    /// Wall seconds of a compilation.
    pub compile_seconds: u64,
    /// Bytes of address space of a compilation.
    pub compile_memory: u64,
}

impl Default for GradingLimits {
    fn default() -> Self {
        GradingLimits {
            // A window gets what it gets at home.
            run_seconds: Limits::USUAL.time.as_secs(),
            run_memory: Limits::USUAL.memory,
            run_output: 1 << 20,
            compile_seconds: 30,
            compile_memory: 4 << 30,
        }
    }
}

impl Policy {
    /// All layers.
    pub fn strict(limits: GradingLimits) -> Self {
        Policy {
            limits,
            sealing: Sealing {
                seal: Layer::On,
                events: Layer::On,
            },
            fence: Layer::On,
            start: Layer::On,
            compile_limits: Layer::On,
            language: Layer::On,
            audit: Layer::On,
            lacking: Vec::new(),
        }
    }

    /// The same on a system that lacks something that is not essential.
    #[must_use]
    pub fn on_a_system_without(self, lacking: &[String]) -> Self {
        Policy {
            lacking: lacking.to_vec(),
            ..self
        }
    }

    /// What a system without Landlock and seccomp can do.
    pub fn weaker(limits: GradingLimits) -> Self {
        let telling = if cfg!(unix) { Layer::On } else { Layer::Off };
        Policy {
            sealing: Sealing {
                seal: Layer::Off,
                events: telling,
            },
            fence: Layer::Off,
            start: Layer::Off,
            compile_limits: Layer::Off,
            ..Policy::strict(limits)
        }
    }

    /// The limits of a window.
    pub fn run_limits(&self) -> Limits {
        Limits {
            time: Duration::from_secs(self.limits.run_seconds),
            memory: self.limits.run_memory,
            output: usize::try_from(self.limits.run_output).unwrap_or(usize::MAX),
            interrupt: Interrupt::NEVER,
        }
    }

    /// How strictly strangers' code is kept apart, in a word or a few.
    pub fn isolation(&self) -> String {
        let off: Vec<&str> = self
            .layers()
            .into_iter()
            .filter(|(_, layer)| *layer == Layer::Off)
            .map(|(name, _)| name)
            .collect();
        let mut isolation = match off.as_slice() {
            [] => "sealed".to_owned(),
            off => format!("weaker: without {}", off.join(", ")),
        };
        if !self.lacking.is_empty() {
            let lacking = self.lacking.join(", ");
            isolation.push_str(&format!("; the kernel cannot forbid {lacking}"));
        }
        isolation
    }

    fn layers(&self) -> [(&'static str, Layer); 7] {
        [
            ("compile limits", self.compile_limits),
            ("fence", self.fence),
            ("start fence", self.start),
            ("language", self.language),
            ("seal", self.sealing.seal),
            ("outside count", self.sealing.events),
            ("audit", self.audit),
        ]
    }

    /// SHA-256 of all of it.
    pub fn fingerprint(&self) -> String {
        #[derive(Serialize)]
        struct Rules<'a> {
            /// Changes when the meaning of a layer does.
            version: u32,
            limits: &'a GradingLimits,
            isolation: String,
        }
        let rules = Rules {
            version: 2,
            limits: &self.limits,
            isolation: self.isolation(),
        };
        sha256::of(&serde_json::to_vec(&rules).unwrap_or_default())
    }
}

/// Which of the harness's own layers are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealing {
    /// Whether it seals itself.
    pub seal: Layer,
    /// Whether it tells its events.
    pub events: Layer,
}

/// Whether a layer is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// It is.
    On,
    /// It is not: somebody wants to see what the others stop.
    Off,
}

impl Sealing {
    /// What a window of this part is to do. `most` is how many events are wanted; none
    /// for all of them.
    pub fn of(self, part: &Part, most: Option<u64>) -> Seal {
        Seal {
            closed: (self.seal == Layer::On).then_some(part.threads),
            told: (self.events == Layer::On).then_some(most.unwrap_or(u64::MAX)),
        }
    }
}
