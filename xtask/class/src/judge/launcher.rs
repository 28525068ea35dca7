//! Starting harnesses. In: a window. Out: what is known of it.
//!
//! A harness seals itself before it calls a stranger's code. Around the time before stands
//! the fence of [`start`](crate::fence::Start): so also what a program does before its
//! `main` finds nothing, and reaches nobody.

use xtask::failure::Failure;
use xtask::pipe::weigh::{self, Observed, Seal, Window};
use xtask::process::Limits;
use xtask::workbook::Threads;

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
        let mut bound = Ok(());
        let observed = weigh::weigh_sealed(self.window, self.limits, self.seal, &mut |command| {
            if self.fence == Layer::On {
                bound = bind(&self, command);
            }
        });
        bound.map_err(|what| {
            Failure::new(format!(
                "harnesses cannot be started behind a fence: {what}"
            ))
        })?;
        Ok(observed)
    }
}

#[cfg(target_os = "linux")]
fn bind(launch: &Launch<'_>, command: &mut std::process::Command) -> Result<(), String> {
    use std::sync::Arc;

    use xtask::pipe::weigh::Pass;

    use crate::fence::Start;

    let written = match &launch.window.pass {
        Pass::Trace(file) | Pass::Stacks(file) | Pass::Attribute(file) => file.parent(),
        Pass::Names(folder) => Some(folder.as_path()),
        Pass::Count | Pass::Show(_) => None,
    };
    let start = Start::of(&launch.window.executable, written, launch.threads)?;
    Arc::new(start).bind(command);
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn bind(_launch: &Launch<'_>, _command: &mut std::process::Command) -> Result<(), String> {
    Err("this system has no Landlock".to_owned())
}
