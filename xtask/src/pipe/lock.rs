//! The right to use the target folder. In: the folder. Out: a lock, for as long as
//! what lies there is built and run.

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
        std::fs::create_dir_all(&folder).map_err(fail)?;
        let lock = std::fs::File::create(&path).map_err(fail)?;
        if let Err(std::fs::TryLockError::WouldBlock) = lock.try_lock() {
            progress.say("waiting for another check to end");
            if interrupt.is_possible() {
                while let Err(std::fs::TryLockError::WouldBlock) = lock.try_lock() {
                    interrupt.check()?;
                    thread::sleep(LOCK_GLANCE);
                }
            } else {
                lock.lock().map_err(fail)?;
            }
        }
        Ok(TargetLock { _lock: lock })
    }
}
