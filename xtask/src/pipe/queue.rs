//! Work for several threads. In: jobs with a turn. Out: one job at a time, those
//! with the earliest turn first.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// When a job is done, compared with others that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Before all others.
    First,
    /// After the first.
    Second,
    /// When nothing else waits.
    Last,
}

/// Jobs that wait for a thread.
#[derive(Debug)]
pub struct Queue<T> {
    waiting: Mutex<Waiting<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct Waiting<T> {
    /// By turn, and within a turn in the order of their coming.
    jobs: [VecDeque<T>; 3],
    is_closed: bool,
}

impl<T> Default for Queue<T> {
    /// An open queue without jobs.
    fn default() -> Self {
        Queue {
            waiting: Mutex::new(Waiting {
                jobs: [VecDeque::new(), VecDeque::new(), VecDeque::new()],
                is_closed: false,
            }),
            changed: Condvar::new(),
        }
    }
}

impl<T> Queue<T> {
    /// Adds a job.
    pub fn add(&self, turn: Turn, job: T) {
        self.lock().jobs[turn as usize].push_back(job);
        self.changed.notify_one();
    }

    // Sends everybody home: what still waits is dropped.
    fn close(&self) {
        let mut waiting = self.lock();
        waiting.is_closed = true;
        waiting.jobs = Default::default();
        self.changed.notify_all();
    }

    /// The next job; waits for one. `None` once the queue is closed.
    pub fn take(&self) -> Option<T> {
        let mut waiting = self.lock();
        loop {
            if let Some(job) = waiting.jobs.iter_mut().find_map(VecDeque::pop_front) {
                return Some(job);
            }
            if waiting.is_closed {
                return None;
            }
            waiting = self
                .changed
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Closes the queue when dropped, also by a panic: whoever waits for the
    /// threads of a queue that stays open waits forever.
    pub fn close_at_end(&self) -> CloseAtEnd<'_, T> {
        CloseAtEnd { queue: self }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes a queue when dropped.
pub struct CloseAtEnd<'q, T> {
    queue: &'q Queue<T>,
}

impl<T> Drop for CloseAtEnd<'_, T> {
    fn drop(&mut self) {
        self.queue.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_turns_come_first_and_equal_ones_in_order() {
        let queue = Queue::default();
        for (turn, job) in [
            (Turn::Last, "e"),
            (Turn::First, "a"),
            (Turn::Second, "c"),
            (Turn::First, "b"),
            (Turn::Second, "d"),
        ] {
            queue.add(turn, job);
        }
        let taken: Vec<_> = (0..5).filter_map(|_| queue.take()).collect();
        assert_eq!(taken, ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn a_closed_queue_sends_waiting_threads_home() {
        let queue = Queue::<u8>::default();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.take());
            queue.close();
            assert_eq!(waiting.join().ok(), Some(None));
        });
    }
}
