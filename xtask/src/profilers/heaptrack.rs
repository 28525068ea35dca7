//! heaptrack, a profiler of whole processes. In: a harness and one window of it.
//! Out: what heaptrack counts from the call of the learner's function to its return.
//!
//! heaptrack cannot be switched on within a process, so two processes are run: one
//! ends before the call, the other after it. Up to the call both do the same, so the
//! difference is what the call did, to the byte and to the call. A third one asks for
//! a huge block where the first one ends: the peak of that process, less the block, is
//! what was live then. What is live at a process's end is less, since ending frees.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use meter_report::Counts;

use crate::failure::Failure;
use crate::pipe::weigh::{self, Window};
use crate::process;

/// What heaptrack counted in one process, up to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Process {
    /// Calls of functions that allocate.
    pub calls: u64,
    /// Blocks that were freed before anything else was allocated.
    pub temporary: u64,
    /// The most bytes that were live at once.
    pub peak_bytes: u64,
    /// Bytes that were live at the end.
    pub end_bytes: u64,
}

/// What the processes showed, and our own counts of the one that made the call.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The one that ended before the call.
    pub before: Process,
    /// The one that ended after it.
    pub after: Process,
    /// What was live when the function was called.
    pub live_at_call: u64,
    /// What the harness itself counted between.
    pub counts: Counts,
}

impl Found {
    /// Whether the process was largest between the call and the return.
    pub fn is_peak_within(&self) -> bool {
        self.after.peak_bytes > self.before.peak_bytes
    }
}

/// Where heaptrack's data is kept.
pub struct Kept {
    /// What was counted.
    pub found: Found,
    /// heaptrack's file of the process that ended after the call.
    pub data: PathBuf,
}

/// The size of the huge block.
const MARK: u64 = 1 << 30;

/// Whether heaptrack can be started here.
pub fn is_installed() -> bool {
    ["heaptrack", "heaptrack_print"]
        .iter()
        .all(|program| process::can_start(Command::new(program).arg("--version")))
}

/// Runs both processes. heaptrack's data goes into `folder`.
pub fn measure(window: &Window, folder: &Path) -> Result<Kept, Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    let scratch =
        tempfile::tempdir_in(folder).map_err(|error| Failure::io("write into", folder, &error))?;
    let counts_file = scratch.path().join("counts.json");
    let at = |edge: &str| {
        let to = scratch.path().join(edge.trim_start_matches('-'));
        record(window, edge, &counts_file, &to)
    };
    let (before, mark, after) = (at("--before")?, at("--mark")?, at("--after")?);
    let text = fs::read(&counts_file).map_err(|error| Failure::io("read", &counts_file, &error))?;
    let counts: Counts = serde_json::from_slice(&text)
        .map_err(|error| Failure::new(format!("the harness wrote no counts: {error}")))?;
    let found = Found {
        before: analyse(&before, scratch.path())?,
        after: analyse(&after, scratch.path())?,
        live_at_call: analyse(&mark, scratch.path())?
            .peak_bytes
            .saturating_sub(MARK),
        counts,
    };
    let ending = after.extension().unwrap_or_default();
    let data = folder.join("heaptrack").with_extension(ending);
    fs::rename(&after, &data).map_err(|error| Failure::io("write", &data, &error))?;
    Ok(Kept { found, data })
}

/// Runs the harness up to an edge of the window; returns heaptrack's file.
fn record(window: &Window, edge: &str, counts: &Path, to: &Path) -> Result<PathBuf, Failure> {
    let mut command = Command::new("heaptrack");
    weigh::leave_to_itself(&mut command);
    command
        .arg("-o")
        .arg(to)
        .arg(&window.executable)
        .args(weigh::words(window))
        .arg(edge)
        .arg(counts);
    if let Some(folder) = window.executable.parent() {
        command.current_dir(folder);
    }
    let output = process::output(command.stdin(std::process::Stdio::null()))?;
    // It appends the name of how it packs: .zst or .gz.
    let found = ["zst", "gz"]
        .map(|ending| to.with_extension(ending))
        .into_iter()
        .find(|path| path.is_file());
    match found {
        Some(file) if output.status.success() && counts.is_file() => Ok(file),
        _ => Err(Failure::new(format!(
            "{} did not run to its end under heaptrack: {}",
            window.part,
            said(&output)
        ))
        .next("`cargo xtask check` shows whether it does without")),
    }
}

fn analyse(data: &Path, scratch: &Path) -> Result<Process, Failure> {
    let (text, peak_bytes) = print(data, scratch, "peak")?;
    let (_, end_bytes) = print(data, scratch, "leaked")?;
    let number = |label: &str| {
        number_after(&text, label).ok_or_else(|| {
            Failure::new(format!(
                "heaptrack_print says nothing of `{label}`; versions 1.2 to 1.5 do"
            ))
        })
    };
    Ok(Process {
        calls: number("calls to allocation functions: ")?,
        temporary: number("temporary memory allocations: ")?,
        peak_bytes,
        end_bytes,
    })
}

/// The summary, and the sum of one cost over all call stacks: the summary rounds.
fn print(data: &Path, scratch: &Path, cost: &str) -> Result<(String, u64), Failure> {
    let stacks = scratch.join("stacks.txt");
    let mut command = Command::new("heaptrack_print");
    command
        .args(["-a0", "-p0", "-T0", "--flamegraph-cost-type", cost])
        .args([
            "--disable-builtin-suppressions",
            "--disable-embedded-suppressions",
        ])
        .arg("-F")
        .arg(&stacks)
        .arg("-f")
        .arg(data);
    let output = process::output(&mut command)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = fs::read_to_string(&stacks);
    match lines {
        Ok(lines) if output.status.success() => Ok((text, sum_of_stacks(&lines))),
        _ => Err(Failure::new(format!(
            "heaptrack_print could not read {}: {}",
            data.display(),
            said(&output)
        ))),
    }
}

/// The costs at the ends of lines such as `main;f;g 128`.
fn sum_of_stacks(lines: &str) -> u64 {
    lines
        .lines()
        .filter_map(|line| line.rsplit_once(' ')?.1.parse::<u64>().ok())
        .sum()
}

fn number_after(text: &str, label: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(label))?;
    let end = rest.find(|c: char| !c.is_ascii_digit());
    rest[..end.unwrap_or(rest.len())].parse().ok()
}

/// The last line that a program printed.
fn said(output: &Output) -> String {
    let of = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.lines()
            .rfind(|line| !line.trim().is_empty())
            .map(str::to_owned)
    };
    of(&output.stderr)
        .or_else(|| of(&output.stdout))
        .unwrap_or_else(|| output.status.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_heaptrack_print_says() {
        let text = "total runtime: 0.49s.\ncalls to allocation functions: 8500 (17346/s)\n\
                    temporary memory allocations: 3647 (7442/s)\n";
        for (label, expected) in [
            ("calls to allocation functions: ", Some(8_500)),
            ("temporary memory allocations: ", Some(3_647)),
            ("total memory leaked: ", None),
        ] {
            assert_eq!(number_after(text, label), expected, "{label}");
        }
        for (lines, expected) in [
            ("main;f (a.rs);g 12\nmain;h 30\n", 42),
            ("", 0),
            ("main;nothing\n", 0),
        ] {
            assert_eq!(sum_of_stacks(lines), expected, "{lines}");
        }
    }
}
