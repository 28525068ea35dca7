//! valgrind, which knows nothing of the scales. In: a harness and one window of it. Out:
//! what its tool DHAT counts from the call of the function to its return, and what
//! memcheck finds wrong.
//!
//! Neither can be switched on within a process. So DHAT counts two of them: one ends
//! before the call, the other after it. Up to the call both do the same, so the
//! difference is what the call did, to the byte and to the call.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use meter_report::Counts;

use crate::failure::Failure;
use crate::pipe::weigh::{self, Window};
use crate::process;

/// What DHAT counted between the call and the return, and what the scales did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// DHAT's count.
    pub total: Total,
    /// The count of the harness itself, in the process that made the call.
    pub counts: Counts,
}

/// What DHAT counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Allocations, a block that grows each time it does.
    pub blocks: u64,
    /// The bytes that were asked for.
    pub bytes: u64,
}

impl Total {
    /// What this has more; none where it has less of something.
    pub fn beyond(self, other: Total) -> Option<Total> {
        Some(Total {
            blocks: self.blocks.checked_sub(other.blocks)?,
            bytes: self.bytes.checked_sub(other.bytes)?,
        })
    }
}

/// Whether valgrind can be started here.
pub fn is_installed() -> bool {
    process::can_start(Command::new("valgrind").arg("--version"))
}

/// Counts the window with DHAT. What it writes goes into `folder`.
pub fn count(window: &Window, folder: &Path) -> Result<Found, Failure> {
    let counts_file = folder.join("counts.json");
    let seed = window.seed;
    // The harness keeps its words in strings, which are allocated before the call, too: a
    // zero makes up for the letter that one word has more.
    let before = total(
        window,
        ("--before", &counts_file),
        &format!("{seed}"),
        folder,
    )?;
    let after = total(
        window,
        ("--after", &counts_file),
        &format!("0{seed}"),
        folder,
    )?;
    let text = fs::read(&counts_file).map_err(|error| Failure::io("read", &counts_file, &error))?;
    let counts = serde_json::from_slice(&text)
        .map_err(|error| Failure::new(format!("the harness wrote no counts: {error}")))?;
    Ok(Found {
        total: Total {
            blocks: after.blocks.saturating_sub(before.blocks),
            bytes: after.bytes.saturating_sub(before.bytes),
        },
        counts,
    })
}

/// What DHAT counts of a process that ends at this edge of the window.
fn total(
    window: &Window,
    (edge, counts): (&str, &Path),
    seed: &str,
    folder: &Path,
) -> Result<Total, Failure> {
    let mut command = under_valgrind(window, &["--tool=dhat"]);
    command
        .arg(edge)
        .arg(counts)
        .args(["--seed", seed])
        .current_dir(folder);
    let output = process::output(&mut command)?;
    let said = String::from_utf8_lossy(&output.stderr);
    read_total(&said).ok_or_else(|| Failure::new(format!("valgrind's DHAT said no total:\n{said}")))
}

/// Reads `==123== Total:     1,234 bytes in 5 blocks`.
fn read_total(said: &str) -> Option<Total> {
    let (_, line) = said.lines().find_map(|line| line.split_once("== Total:"))?;
    let mut numbers = line
        .split_whitespace()
        .filter_map(|word| word.replace(',', "").parse().ok());
    Some(Total {
        bytes: numbers.next()?,
        blocks: numbers.next()?,
    })
}

/// The exit code of a process in which memcheck found something.
const FAULTY: i32 = 77;

/// What memcheck finds wrong in a window: reads and writes where nothing may be read or
/// written, and blocks that are freed twice. Empty if nothing is.
pub fn faults(window: &Window, folder: &Path) -> Result<String, Failure> {
    let exit = format!("--error-exitcode={FAULTY}");
    let words = ["--tool=memcheck", "--quiet", &exit, "--leak-check=no"];
    let mut command = under_valgrind(window, &words);
    let output = process::output(command.current_dir(folder))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.code() {
        Some(0) => Ok(String::new()),
        Some(FAULTY) => Ok(said),
        _ => Err(Failure::new(format!(
            "the harness ended with {} under valgrind:\n{said}",
            output.status
        ))),
    }
}

/// The harness under valgrind.
fn under_valgrind(window: &Window, words: &[&str]) -> Command {
    let mut command = Command::new("valgrind");
    command
        .args(words)
        .arg(&window.executable)
        .args(weigh::words(window))
        .env("RUST_BACKTRACE", "0")
        .env_remove("RUST_LIB_BACKTRACE")
        .env_remove("RUST_MIN_STACK")
        .stdin(Stdio::null());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read() {
        let said = "==1== DHAT, a dynamic heap analysis tool\n==1== Total:     1,234 bytes in \
                    5 blocks\n==1== At t-gmax: 9 bytes in 1 blocks\n";
        let total = Total {
            blocks: 5,
            bytes: 1_234,
        };
        assert_eq!(read_total(said), Some(total));
        assert_eq!(read_total("==1== Total: many\n"), None);
    }

    #[test]
    fn what_is_less_is_no_difference() {
        let total = |blocks, bytes| Total { blocks, bytes };
        assert_eq!(total(5, 90).beyond(total(2, 40)), Some(total(3, 50)));
        assert_eq!(total(5, 90).beyond(total(2, 91)), None);
        assert_eq!(total(5, 90).beyond(total(6, 90)), None);
    }
}
