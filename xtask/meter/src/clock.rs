//! Processor time. In: nothing. Out: how long the threads of this process were at work.
//!
//! What others do on the same machine does not count, unlike on a clock on the wall.

use std::time::Duration;

/// The time that all threads of this process have spent so far, where the system tells.
#[cfg(unix)]
pub(crate) fn processor_time() -> Option<Duration> {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer is to a value of the right type, which is ours alone.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    let seconds = u64::try_from(time.tv_sec).ok()?;
    let nanoseconds = u32::try_from(time.tv_nsec).ok()?;
    (failed == 0).then(|| Duration::new(seconds, nanoseconds))
}

/// The time that all threads of this process have spent so far, where the system tells.
#[cfg(not(unix))]
pub(crate) fn processor_time() -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_work_takes_processor_time() {
        let spent = |work: fn()| {
            let before = processor_time().expect("a time");
            work();
            processor_time().expect("a time") - before
        };
        let sleeping = spent(|| std::thread::sleep(Duration::from_millis(1)));
        let working = spent(|| {
            let mut sum = 0_u64;
            for number in 0..10_000_000 {
                sum = std::hint::black_box(sum.wrapping_add(number));
            }
        });
        assert!(working > Duration::from_millis(1), "{working:?}");
        // Other tests of this process may be at work meanwhile.
        assert!(sleeping < working * 100, "{sleeping:?} {working:?}");
    }
}
