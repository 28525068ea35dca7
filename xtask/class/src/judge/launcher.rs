//! Starting harnesses. In: a window. Out: what is known of it.
//!
//! A harness seals itself before it calls a stranger's code. Around the time before stands
//! the fence of [`start`](crate::fence::Start): so also what a program does before its
//! `main` finds nothing, and reaches nobody.

use std::process::Command;
#[cfg(target_os = "linux")]
use std::sync::Arc;

use xtask::failure::Failure;
#[cfg(target_os = "linux")]
use xtask::pipe::weigh::Pass;
use xtask::pipe::weigh::{self, Observed, Seal, Window};
use xtask::process::Limits;
use xtask::workbook::Threads;

#[cfg(target_os = "linux")]
use crate::fence::Start;
use crate::policy::Layer;

/// A process in which a window is weighed.
#[derive(Clone, Copy, Debug)]
pub struct Launch<'a> {
    /// What is weighed.
    pub window: &'a Window,
    /// Within which limits.
    pub limits: &'a Limits,
    /// How the harness closes itself up.
    pub seal: Seal,
    /// Whether it needs threads.
    pub threads: Threads,
    /// Whether it starts behind a fence.
    pub fence: Layer,
}

impl Launch<'_> {
    /// Runs it.
    ///
    /// # Errors
    ///
    /// There is no fence to start it behind.
    pub fn weigh(self) -> Result<Observed, Failure> {
        // Before anything is started: without its fence, nothing is.
        let fence = self.fence_around().map_err(|what| {
            Failure::new(format!(
                "harnesses cannot be started behind a fence: {what}"
            ))
        })?;
        let bind = |command: &mut Command| {
            if let Some(fence) = &fence {
                fence.bind(command);
            }
        };
        Ok(weigh::weigh_sealed(
            self.window,
            self.limits,
            self.seal,
            &bind,
        ))
    }

    #[cfg(target_os = "linux")]
    fn fence_around(&self) -> Result<Option<Arc<Start>>, String> {
        let written = match &self.window.pass {
            Pass::Trace(file) | Pass::Stacks(file) | Pass::Attribute(file) => file.parent(),
            Pass::Names(folder) => Some(folder.as_path()),
            Pass::Count | Pass::Show(_) => None,
        };
        match self.fence {
            Layer::On => Start::of(&self.window.executable, written, self.threads)
                .map(|start| Some(Arc::new(start))),
            Layer::Off => Ok(None),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn fence_around(&self) -> Result<Option<NoFence>, String> {
        match self.fence {
            Layer::On => Err("this system has no Landlock".to_owned()),
            Layer::Off => Ok(None),
        }
    }
}

/// What stands in the place of a fence where there is none.
#[cfg(not(target_os = "linux"))]
enum NoFence {}

#[cfg(not(target_os = "linux"))]
impl NoFence {
    fn bind(&self, _command: &mut Command) {
        match *self {}
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_gets_no_fence_is_not_started() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().expect("a scratch folder");
        let at = |name: &str| folder.path().join(name);
        let script = format!("#!/bin/sh\n: > '{}'\n", at("started").display());
        std::fs::write(at("harness"), script).expect("written");
        let mode = PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(at("harness"), mode).expect("a program");
        let window = Window {
            executable: at("harness"),
            source: "lib.rs".into(),
            part: "part".to_owned(),
            items: 1,
            seed: 1,
            skipped: 0,
            // Its folder is not there, so no rule can be made for it.
            pass: Pass::Stacks(at("absent/trace")),
        };
        let seal = Seal {
            closed: None,
            told: None,
        };
        let weighed = |fence| {
            let launch = Launch {
                window: &window,
                limits: &Limits::USUAL,
                seal,
                threads: Threads::One,
                fence,
            };
            launch.weigh()
        };
        let failure = weighed(Layer::On).expect_err("no fence");
        let words = "harnesses cannot be started behind a fence: could not open ";
        assert!(failure.to_string().starts_with(words), "{failure}");
        assert!(!at("started").exists());
        // So it is, where nobody asks for a fence.
        weighed(Layer::Off).expect("an ending");
        assert!(at("started").exists());
    }
}
