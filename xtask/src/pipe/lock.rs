//! The right to use the target folder. In: the folder. Out: a lock, for as long as
//! what lies there is built and run; who waits for it is told for whom.

use std::fs::{self, File};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::pipe::progress::Progress;

/// How often a lock that others hold is tried, by who may be interrupted meanwhile.
const LOCK_GLANCE: Duration = Duration::from_millis(20);

/// The right to use the target folder; one check at a time has it. Whoever runs what
/// was built keeps it: another check may put another program in its place.
pub struct TargetLock {
    _lock: std::fs::File,
}

impl TargetLock {
    /// Takes it; waits while another check has it.
    pub fn take(
        target: &Path,
        progress: &dyn Progress,
        interrupt: &Interrupt,
    ) -> Result<Self, Failure> {
        let folder = target.join("stage");
        let path = folder.join("lock");
        let fail = |error: std::io::Error| {
            Failure::io("write", &path, &error)
                .next("make it writable, or set CARGO_TARGET_DIR to a folder that is")
        };
        fs::create_dir_all(&folder).map_err(fail)?;
        let lock = File::create(&path).map_err(fail)?;
        let holder = folder.join("holder");
        if let Err(fs::TryLockError::WouldBlock) = lock.try_lock() {
            progress.say(&waiting_for(fs::read_to_string(&holder).ok().as_deref()));
            if interrupt.is_possible() {
                while let Err(fs::TryLockError::WouldBlock) = lock.try_lock() {
                    interrupt.check()?;
                    thread::sleep(LOCK_GLANCE);
                }
            } else {
                lock.lock().map_err(fail)?;
            }
        }
        // Who waits does without it where it cannot be written.
        let _ = fs::write(&holder, this_program());
        Ok(TargetLock { _lock: lock })
    }
}

/// How long a command is shown.
const SHOWN: usize = 40;

/// What names this process to others that wait for it: its number, and what was typed.
fn this_program() -> String {
    let program = std::env::current_exe().ok();
    let name = program.as_deref().and_then(Path::file_stem);
    let words = name.map(|name| name.to_owned());
    let words = words.into_iter().chain(std::env::args_os().skip(1));
    let words: Vec<String> = words
        .map(|word| word.to_string_lossy().escape_debug().to_string())
        .collect();
    let words = words.join(" ");
    let shown = match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    };
    format!("process {}, `{shown}`", std::process::id())
}

/// What is said to who waits for the one that named itself so.
fn waiting_for(holder: Option<&str>) -> String {
    let waiting = "waiting for another check to end";
    match holder {
        Some(holder) if !holder.is_empty() => format!("{waiting}: {holder}"),
        _ => waiting.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipe::progress::tests::Recorder;

    #[test]
    fn who_waits_is_told_for_whom() {
        let target = tempfile::tempdir().expect("a folder");
        let recorder = Recorder::default();
        let take = || TargetLock::take(target.path(), &recorder, &Interrupt::NEVER);
        let first = take().expect("nobody has it");
        thread::scope(|scope| {
            let second = scope.spawn(|| take().map(drop));
            while recorder.told().is_empty() {
                thread::sleep(LOCK_GLANCE);
            }
            drop(first);
            second.join().expect("no panic").expect("it is free");
        });
        let number = std::process::id();
        let start = format!("waiting for another check to end: process {number}, `xtask-");
        assert!(recorder.told()[0].starts_with(&start), "{recorder:?}");
        assert_eq!(waiting_for(Some("")), "waiting for another check to end");
    }
}
