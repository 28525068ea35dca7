//! The fence. In: a [`Spec`]. Out: this process, limited for good, as another program.
//!
//! `class fence --spec FILE` (or the JSON itself) limits itself in this order: it dies
//! with the runner, has no open files but the three standard ones, no capabilities,
//! the limits of the spec; then Landlock for files, seccomp for calls. Behind all that
//! it looks through the stranger's text, if it is asked to, and becomes the program.
//! So nothing that reads what a stranger wrote runs outside of the fence.
//!
//! `class fence --probe` prints what this system offers, as JSON.
//!
//! The fence fails closed: what the spec demands and the system does not have ends the
//! process with [`NOT_FENCED`], and the program does not start.

#[cfg(target_os = "linux")]
mod calls;
mod compile;
#[cfg(target_os = "linux")]
mod files;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
mod ruleset;
mod spec;
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod start;
mod support;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

pub use compile::{Compilation, Source, compile, there};
#[cfg(target_os = "linux")]
use files::close as close_files;
pub use spec::{Demand, Files, Network, Paths, ProcessLimits, Spec, Syscalls};
#[cfg(target_os = "linux")]
pub use start::Start;
pub use support::{Support, support};

/// The first word on the command line of a fence.
pub const MODE: &str = "fence";

/// The exit code for a text that breaks the language rules. They stand on standard
/// output, as a JSON list of [`Violation`](crate::scan::Violation)s.
pub const VIOLATIONS: u8 = 3;

/// The exit code if the program was not started. Why stands on standard error.
pub const NOT_FENCED: u8 = 4;

/// What a fence ends with, if it does not become the program.
enum End {
    /// The text breaks the language rules.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code))]
    Violations(Vec<crate::scan::Violation>),
    /// This is what the system offers.
    Probed(Support),
}

/// Carries out `class fence …`; `arguments` are those after `fence`. Returns only if
/// the program does not start.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match carry_out(&arguments) {
        Ok(End::Violations(violations)) => print(&violations, VIOLATIONS),
        Ok(End::Probed(support)) => print(&support, 0),
        Err(message) => {
            // Without standard error nobody can be told, but the exit code.
            let _ = writeln!(std::io::stderr(), "class fence: {message}");
            ExitCode::from(NOT_FENCED)
        }
    }
}

fn print(document: &impl serde::Serialize, code: u8) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    let printed = serde_json::to_writer(&mut stdout, document)
        .map_err(std::io::Error::from)
        .and_then(|()| writeln!(stdout));
    match printed {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(NOT_FENCED),
    }
}

fn carry_out(arguments: &[OsString]) -> Result<End, String> {
    match arguments {
        [option] if option == "--probe" => Ok(End::Probed(support::probe())),
        [option, spec] if option == "--spec" => {
            let spec = Spec::read(spec)?;
            enter(&spec)
        }
        _ => Err("expected `--spec FILE`, `--spec JSON` or `--probe`".to_owned()),
    }
}

#[cfg(target_os = "linux")]
fn enter(spec: &Spec) -> Result<End, String> {
    process::detach(spec)?;
    process::limit(&spec.limits)?;
    close_files(&spec.files, spec.network)?;
    calls::close(spec.syscalls, spec.network)?;
    if let Some(path) = &spec.scan {
        let bytes = std::fs::read(path)
            .map_err(|error| format!("could not read {}: {error}", path.display()))?;
        let violations = crate::scan::scan_bytes(&bytes);
        if !violations.is_empty() {
            return Ok(End::Violations(violations));
        }
    }
    Err(process::become_program(spec))
}

#[cfg(not(target_os = "linux"))]
fn enter(_spec: &Spec) -> Result<End, String> {
    Err("there is no fence on this system; it needs Linux".to_owned())
}
