//! Times of what stays running: the watcher and the prompt, in the copy of the
//! workbook. In: a program that waits. Out: seconds from a cue to the verdict.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::process;

/// The line that ends every check.
const VERDICT: &str = " (seed ";
/// Between a verdict and the next cue, so that the watcher has come to rest.
const REST: Duration = Duration::from_millis(150);

/// A program that goes on; it is ended when dropped.
pub struct Live {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Live {
    /// Starts `terminal` in a folder, with these words.
    pub fn start(program: &Path, folder: &Path, words: &[&str]) -> Result<Self, Failure> {
        let mut command = Command::new(program);
        command
            .args(words)
            .current_dir(folder)
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = process::start(&mut command, &Interrupt::NEVER)?;
        let stdout = child.stdout.take();
        let stdout = stdout.ok_or_else(|| Failure::new("the terminal has no output"))?;
        Ok(Live {
            child,
            lines: BufReader::new(stdout).lines(),
        })
    }

    /// Seconds from `cue` to the end of the next check.
    pub fn timed(
        &mut self,
        cue: impl FnOnce(&mut Self) -> Result<(), Failure>,
    ) -> Result<f64, Failure> {
        thread::sleep(REST);
        let start = Instant::now();
        cue(self)?;
        self.until_verdict()?;
        Ok(start.elapsed().as_secs_f64())
    }

    /// Waits for the end of a check.
    pub fn until_verdict(&mut self) -> Result<(), Failure> {
        let is_verdict = |line: std::io::Result<String>| line.is_ok_and(|l| l.contains(VERDICT));
        match self.lines.any(is_verdict) {
            true => Ok(()),
            false => Err(Failure::new("the terminal ended before a verdict")),
        }
    }

    /// Types a line.
    pub fn say(&mut self, line: &str) -> Result<(), Failure> {
        let stdin = self.child.stdin.as_mut();
        let said = stdin.map(|stdin| writeln!(stdin, "{line}"));
        match said {
            Some(Ok(())) => Ok(()),
            _ => Err(Failure::new("the terminal does not listen")),
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
