//! The rules of a grading. In: what the instructor asks for, and what the system
//! offers. Out: limits, and which layers are on.

use std::fmt;
use std::time::Duration;

use serde::Serialize;
use sha2::{Digest, Sha256};
use xtask::interrupt::Interrupt;

use crate::compile::toolchain::hex;
use crate::judge::launcher::Surroundings;
use crate::judge::reference::{Layer, Sealing};
use crate::ledger::record::Limits;

/// Limits and layers. A verdict holds for one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What a window and a compilation may use up.
    pub limits: Limits,
    /// What the harness does itself.
    pub sealing: Sealing,
    /// Whether compiler and harness are started behind a fence.
    pub fence: Layer,
    /// Whether a compilation is bounded.
    pub compile_limits: Layer,
    /// Whether the tokens of a file are looked at.
    pub language: Layer,
    /// Whether what was built is looked at.
    pub audit: Layer,
    /// What this system's kernel cannot forbid, in words; empty if it can do all.
    pub lacking: Vec<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            run_seconds: 10,
            run_memory: 2 << 30,
            run_output: 1 << 20,
            compile_seconds: 30,
            compile_memory: 4 << 30,
        }
    }
}

impl Policy {
    /// All layers.
    pub fn strict(limits: Limits) -> Self {
        Policy {
            limits,
            sealing: Sealing {
                seal: Layer::On,
                events: Layer::On,
            },
            fence: Layer::On,
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
    pub fn weaker(limits: Limits) -> Self {
        let telling = if cfg!(unix) { Layer::On } else { Layer::Off };
        Policy {
            sealing: Sealing {
                seal: Layer::Off,
                events: telling,
            },
            fence: Layer::Off,
            compile_limits: Layer::Off,
            ..Policy::strict(limits)
        }
    }

    /// Where harnesses are started.
    pub fn surroundings(&self) -> Surroundings {
        match self.fence {
            Layer::On => Surroundings::Fenced,
            Layer::Off => Surroundings::Open,
        }
    }

    /// The limits of a window.
    pub fn run_limits(&self) -> xtask::process::Limits {
        xtask::process::Limits {
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

    fn layers(&self) -> [(&'static str, Layer); 6] {
        [
            ("compile limits", self.compile_limits),
            ("fence", self.fence),
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
            limits: &'a Limits,
            isolation: String,
        }
        let rules = Rules {
            version: 1,
            limits: &self.limits,
            isolation: self.isolation(),
        };
        hex(&Sha256::digest(
            serde_json::to_vec(&rules).unwrap_or_default(),
        ))
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Layer::On => "on",
            Layer::Off => "off",
        })
    }
}
