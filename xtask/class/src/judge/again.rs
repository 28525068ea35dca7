//! Whose fault it is. In: a file that could not be judged. Out: its verdict after all, or a
//! failure of this machine.
//!
//! A fault has no name on it: a linker that finds no room on the disk says the same as one
//! that was made to say so. So the reference is judged in the file's place, at once. Where
//! that fails, too, the machine is at fault: it gets time, and then the file is tried again.
//! Where it passes, the machine is not, and the file fails by what is in it.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::workbook::Exercise;

use crate::judge::setup::Setup;
use crate::judge::{Fault, Judgement, Stage, judge};

/// How long a machine is waited for that cannot judge anything, from its first fault on. All
/// that judge at the same time share it: a fault of the machine is everybody's.
#[derive(Debug)]
pub struct Patience {
    most: Duration,
    ill_since: Mutex<Option<Instant>>,
}

/// The first pause; each is about twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

impl Patience {
    /// As long as a class waits.
    pub const USUAL: Duration = Duration::from_secs(15);

    /// Waits so long in all.
    pub fn of(most: Duration) -> Self {
        Patience {
            most,
            ill_since: Mutex::new(None),
        }
    }

    /// Waits for a moment after a fault. Returns whether it is worth while to try again.
    fn wait(&self) -> bool {
        let now = Instant::now();
        let since = {
            let mut ill_since = self
                .ill_since
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            now - *ill_since.get_or_insert(now)
        };
        if since >= self.most {
            return false;
        }
        thread::sleep(since.max(FIRST_PAUSE).min(self.most));
        true
    }

    /// The machine can judge.
    fn is_well(&self) {
        *self
            .ill_since
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Judges a file, and judges it again as long as it is the machine that fails.
///
/// # Errors
///
/// The machine fails still, or the workbook's own files do.
pub fn judge_patiently(
    setup: &Setup,
    exercise: &Exercise,
    text: &str,
    scratch: &Path,
    patience: &Patience,
) -> Result<Judgement, Failure> {
    let once = || without_fault(judge(setup, exercise, text, scratch));
    loop {
        let fault = match once() {
            Ok(judgement) => {
                patience.is_well();
                return Ok(judgement);
            }
            Err(fault) => fault,
        };
        if passes(setup, exercise, scratch) {
            patience.is_well();
            // The machine may have been ill, and be well again.
            return Ok(once().unwrap_or_else(of_the_file));
        }
        if !patience.wait() {
            return Err(fault.failure);
        }
    }
}

/// A judgement that says that the grader is at fault is a fault.
fn without_fault(came: Result<Judgement, Fault>) -> Result<Judgement, Fault> {
    let judgement = came?;
    match judgement.verdict {
        Verdict::Broken => Err(Fault {
            stage: Stage::Running,
            failure: Failure::new(words_of(&judgement)),
        }),
        _ => Ok(judgement),
    }
}

/// Why a judgement says that the grader is at fault.
fn words_of(judgement: &Judgement) -> String {
    let broken = judgement
        .parts
        .iter()
        .find(|part| part.verdict == Verdict::Broken);
    let part = broken.and_then(|part| part.message.clone());
    judgement
        .message
        .clone()
        .or(part)
        .unwrap_or_else(|| "it says not why".to_owned())
}

/// Whether the reference, handed in as a file, passes here and now.
fn passes(setup: &Setup, exercise: &Exercise, scratch: &Path) -> bool {
    let Some(text) = setup.toolchain.references.get(&exercise.id) else {
        return false;
    };
    let came = without_fault(judge(setup, exercise, text, scratch));
    came.is_ok_and(|judgement| judgement.verdict == Verdict::Pass)
}

/// What the file gets that fails where the reference passes.
fn of_the_file(fault: Fault) -> Judgement {
    Judgement {
        verdict: match fault.stage {
            Stage::Compiling => Verdict::DidNotCompile,
            Stage::Running => Verdict::Crashed,
        },
        message: Some(format!(
            "it failed twice where the reference passes at the same time: {}",
            fault.failure
        )),
        parts: Vec::new(),
        flags: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_patience_is_over_and_begin_anew_when_all_is_well() {
        let patience = Patience::of(Duration::from_millis(600));
        let start = Instant::now();
        let mut pauses = Vec::new();
        let mut last = start;
        while patience.wait() {
            pauses.push(last.elapsed());
            last = Instant::now();
        }
        assert!(pauses.len() >= 2, "{pauses:?}");
        assert!(start.elapsed() >= Duration::from_millis(600));
        assert!(!patience.wait(), "it is over for all");
        patience.is_well();
        assert!(patience.wait());
    }

    #[test]
    fn a_file_that_fails_alone_has_a_verdict_of_its_own() {
        for (stage, verdict) in [
            (Stage::Compiling, Verdict::DidNotCompile),
            (Stage::Running, Verdict::Crashed),
        ] {
            let failure = Failure::new("No space left on device");
            let judgement = of_the_file(Fault { stage, failure });
            assert_eq!(judgement.verdict, verdict);
            let message = judgement.message.expect("a message");
            assert!(message.ends_with("No space left on device"), "{message}");
        }
    }
}
