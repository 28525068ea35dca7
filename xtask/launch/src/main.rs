//! `cargo xtask …`. In: words. Out: the runner gets them, and its exit code is ours.
//!
//! If the runner is up to date, it is started at once: cargo would wait for whoever
//! compiles. If not, cargo builds it, and shows that.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

use launch::heartbeat;
use launch::program::{Place, Program, RUNNER, State};

/// The exit code of a command that could not do its work.
const COULD_NOT_WORK: u8 = 2;

/// What is said before the first time, which takes long.
const FIRST: &str = "compiling the runner; the first time takes half a minute or more";

fn main() -> ExitCode {
    launch().unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::from(COULD_NOT_WORK)
    })
}

fn launch() -> Result<ExitCode, String> {
    let place = place().ok_or(
        "this starts the runner, and has to be started by cargo\n  next: run `cargo xtask` in \
         the folder of the workbook",
    )?;
    let runner = Program::new(RUNNER, place);
    match runner.state() {
        State::UpToDate => {}
        State::Unsure => build(&runner)?,
        State::Missing => {
            eprintln!("{FIRST}");
            build(&runner)?;
        }
    }
    let path = runner.path();
    let status = become_program(Command::new(&path).args(env::args_os().skip(1)))
        .map_err(|error| format!("could not start {}: {error}", path.display()))?;
    Ok(exit_code(status))
}

/// The workbook that this is of, and where cargo built this.
fn place() -> Option<Place> {
    let own = env::current_exe().ok()?;
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    let root = package.parent().and_then(Path::parent)?;
    Some(Place {
        root: root.to_owned(),
        target: own.parent().and_then(Path::parent)?.to_owned(),
        cargo: env::var_os("CARGO")?.into(),
    })
}

/// Lets cargo build it. What cargo says goes where ours does: its progress, for whom it
/// waits, and every error.
fn build(runner: &Program) -> Result<(), String> {
    let before = runner.before_build();
    let status = shown(&mut runner.cargo()).map_err(|e| format!("could not run cargo: {e}"))?;
    if !status.success() {
        return Err(format!(
            "the runner could not be built ({status}); what cargo said stands above\n  next: mend \
             what it names, and try again; the first time, it needs a network"
        ));
    }
    // Where that cannot be written, cargo is asked each time.
    let _ = runner.note(&before);
    Ok(())
}

/// Runs cargo to its end.
fn shown(cargo: &mut Command) -> io::Result<ExitStatus> {
    heartbeat::prepare(cargo);
    let mut cargo = cargo.spawn()?;
    heartbeat::follow(&mut cargo);
    cargo.wait()
}

#[cfg(unix)]
fn become_program(command: &mut Command) -> io::Result<ExitStatus> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> io::Result<ExitStatus> {
    command.status()
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    ExitCode::from(code.unwrap_or(COULD_NOT_WORK))
}
