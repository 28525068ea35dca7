//! The only module here that starts processes. In: a command. Out: what it
//! printed, or an error that says what was run.

use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a program to its end; it must succeed. What it prints on standard error
/// is part of the error if it does not.
pub fn output(command: &mut Command) -> Result<Output> {
    let output = any_output(command)?;
    if !output.status.success() {
        bail!(
            "{} failed with {}\n{}",
            words(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    Ok(output)
}

/// Runs a program to its end, however it ends.
pub fn any_output(command: &mut Command) -> Result<Output> {
    command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} could not be started", words(command)))
}

/// Runs a program to its end with our own input and output; whether it succeeded.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command
        .status()
        .with_context(|| format!("{} could not be started", words(command)))?;
    Ok(status.success())
}

/// What a program printed on standard output; it must succeed.
pub fn stdout(command: &mut Command) -> Result<String> {
    Ok(String::from_utf8_lossy(&output(command)?.stdout).into_owned())
}

/// A cargo command. What the environment says of flags and profiles is left out,
/// since counts are a property of them.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PROFILE_") || text.contains("RUSTFLAGS") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

fn words(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    format!("`{}`", words.join(" "))
}
