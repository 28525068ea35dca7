//! The process itself. In: a spec. Out: a process that holds nothing of the runner's,
//! and keeps to its limits; at last, another program.

use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::process::{Resource, Rlimit, Signal};
use rustix::thread::{CapabilitySet, CapabilitySets};

use super::spec::{ProcessLimits, Spec};

/// Takes what the runner handed down: its life, its open files, its capabilities.
pub(super) fn detach(spec: &Spec) -> Result<(), String> {
    if let Some(runner) = spec.runner {
        rustix::process::set_parent_process_death_signal(Some(Signal::KILL))
            .map_err(|error| format!("could not tie the process to the runner: {error}"))?;
        // It may have ended before that.
        let parent = rustix::process::getppid().map(|parent| parent.as_raw_nonzero().get());
        if parent.and_then(|parent| u32::try_from(parent).ok()) != Some(runner) {
            return Err(format!("the runner, process {runner}, is gone"));
        }
    }
    xtask::process::inherited::close_all()?;
    std::env::set_current_dir(&spec.folder)
        .map_err(|error| format!("could not go to {}: {error}", spec.folder.display()))?;
    drop_capabilities().map_err(|error| format!("could not drop capabilities: {error}"))?;
    rustix::thread::set_no_new_privs(true)
        .map_err(|error| format!("could not give up new privileges: {error}"))
}

/// Root without capabilities is a user like any other. Others have none to drop.
pub(super) fn drop_capabilities() -> rustix::io::Result<()> {
    let held = rustix::thread::capabilities(None)?;
    if held.permitted.is_empty() && held.inheritable.is_empty() {
        return Ok(());
    }
    rustix::thread::clear_ambient_capability_set()?;
    let none = CapabilitySet::empty();
    rustix::thread::set_capabilities(
        None,
        CapabilitySets {
            effective: none,
            permitted: none,
            inheritable: none,
        },
    )
}

/// Lowers limits for good. Where the runner's are lower still, those hold.
pub(super) fn limit(limits: &ProcessLimits) -> Result<(), String> {
    for (resource, most, what) in [
        (Resource::As, limits.address_space, "address space"),
        (Resource::Core, Some(0), "core dumps"),
        (Resource::Cpu, limits.cpu_seconds, "processor time"),
        (Resource::Fsize, limits.file_size, "file sizes"),
        (Resource::Nofile, limits.open_files, "open files"),
        (Resource::Nproc, limits.processes, "processes"),
        (Resource::Stack, limits.stack, "the stack"),
        (Resource::Memlock, Some(0), "locked memory"),
        (Resource::Msgqueue, Some(0), "message queues"),
    ] {
        let Some(most) = most else { continue };
        let held = rustix::process::getrlimit(resource).maximum;
        let most = held.map_or(most, |held| held.min(most));
        rustix::process::setrlimit(
            resource,
            Rlimit {
                current: Some(most),
                // A second more of time: first comes a signal that says what happened.
                maximum: Some(match resource {
                    Resource::Cpu => held.map_or(most + 1, |held| held.min(most + 1)),
                    _ => most,
                }),
            },
        )
        .map_err(|error| format!("could not limit {what} to {most}: {error}"))?;
    }
    Ok(())
}

/// Returns only if it fails, and says why.
pub(super) fn become_program(spec: &Spec) -> String {
    let error = Command::new(&spec.program)
        .args(&spec.arguments)
        .env_clear()
        .envs(&spec.environment)
        .exec();
    format!("could not start {}: {error}", spec.program.display())
}
