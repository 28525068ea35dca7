//! What programs print. In: the tables in `book/listings/outputs`. Out: the text
//! that each program printed, run in a folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use xtask::failure::Failure;
use xtask::pipe::listings::Scales;
use xtask::pipe::weigh;
use xtask::process;
use xtask::workbook::{Build, Workbook};

use crate::context::{Context, ensure};
use crate::record::Printed;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    output: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    program: String,
    #[serde(default)]
    arguments: Vec<String>,
    build: Build,
    stream: Stream,
    /// What runs the program, if it does not run by itself.
    #[serde(default)]
    through: Vec<String>,
    exact: bool,
    /// What a reader types; made from the program's name if it is not said.
    #[serde(default)]
    command: Option<String>,
    /// Only the lines from the first that starts like this …
    #[serde(default)]
    from: Option<String>,
    /// … up to the one before the next that starts like this.
    #[serde(default)]
    to: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Stream {
    Stdout,
    Stderr,
}

/// Runs every entry. What needs a tool that is not installed is left out, if the
/// entry is not exact.
pub fn run(workbook: &Workbook, scales: &Scales) -> Result<BTreeMap<String, Printed>, Failure> {
    let folder = workbook.root.join("book/listings/outputs");
    let mut printed = BTreeMap::new();
    let unreadable = |path: &Path, error| Failure::io("read", path, &error);
    let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        let table: Table = toml::from_str(&text).with_context(|| path.display().to_string())?;
        for entry in table.output {
            let text = text_of(&entry, scales)
                .with_context(|| format!("{}: output `{}`", path.display(), entry.name))?;
            let Some(text) = text else { continue };
            let command = entry
                .command
                .clone()
                .unwrap_or_else(|| usual_command(&entry));
            let exact = entry.exact;
            let known = printed.insert(
                entry.name.clone(),
                Printed {
                    command,
                    exact,
                    text,
                },
            );
            ensure(known.is_none(), || {
                format!("two outputs are named `{}`", entry.name)
            })?;
        }
    }
    Ok(printed)
}

fn usual_command(entry: &Entry) -> String {
    let release = match entry.build {
        Build::Release => "--release ",
        Build::Debug => "",
    };
    format!(
        "cargo run {release}--package listings --bin {}",
        entry.program
    )
}

fn text_of(entry: &Entry, scales: &Scales) -> Result<Option<String>, Failure> {
    let program = scales.program(entry.build, &entry.program)?;
    let folder = tempfile::tempdir().context("no temporary folder")?;
    let text = match entry.through.first().map(String::as_str) {
        None => {
            let mut command = Command::new(program);
            weigh::leave_to_itself(&mut command);
            command.args(&entry.arguments).current_dir(folder.path());
            let output = process::output(&mut command)?;
            let stream = match entry.stream {
                Stream::Stdout => output.stdout,
                Stream::Stderr => output.stderr,
            };
            String::from_utf8_lossy(&stream).into_owned()
        }
        Some("heaptrack") => match heaptrack(program, &entry.arguments, folder.path())? {
            Some(text) => text,
            None => {
                ensure(!entry.exact, || "heaptrack is not installed")?;
                return Ok(None);
            }
        },
        Some(other) => {
            return Err(Failure::new(format!(
                "no way through `{other}`; there is heaptrack"
            )));
        }
    };
    let text = text.replace(&*folder.path().to_string_lossy(), "…");
    let text = text.replace(&*program.to_string_lossy(), &entry.program);
    let shown = section(&text, entry.from.as_deref(), entry.to.as_deref());
    ensure(!shown.trim().is_empty(), || "it printed nothing there")?;
    Ok(Some(shown))
}

/// What heaptrack_print says of a run; none where it is not installed.
fn heaptrack(
    program: &Path,
    arguments: &[String],
    folder: &Path,
) -> Result<Option<String>, Failure> {
    if !process::can_start(Command::new("heaptrack").arg("--version")) {
        return Ok(None);
    }
    let mut record = Command::new("heaptrack");
    weigh::leave_to_itself(&mut record);
    record.arg("-o").arg(folder.join("heaptrack")).arg(program);
    process::stdout(record.args(arguments).current_dir(folder))?;
    let is_record = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "heaptrack");
    let written = fs::read_dir(folder)
        .map_err(|error| Failure::io("read", folder, &error))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(is_record)
        .context("heaptrack wrote no file")?;
    let mut print = Command::new("heaptrack_print");
    print.arg("-f").arg(written).current_dir(folder);
    process::stdout(&mut print).map(Some)
}

/// The lines from one that starts with `from` up to before one that starts with `to`.
fn section(text: &str, from: Option<&str>, to: Option<&str>) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if let Some(from) = from {
        let start = lines.iter().position(|line| line.starts_with(from));
        lines.drain(..start.unwrap_or(lines.len()));
    }
    if let Some(to) = to
        && let Some(end) = lines.iter().skip(1).position(|line| line.starts_with(to))
    {
        lines.truncate(end + 1);
    }
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_cut_out() {
        let text = "a\nb 1\nc\nd\n";
        assert_eq!(section(text, None, None), "a\nb 1\nc\nd");
        assert_eq!(section(text, Some("b"), Some("d")), "b 1\nc");
        assert_eq!(section(text, Some("z"), None), "");
    }
}
