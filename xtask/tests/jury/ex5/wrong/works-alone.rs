//! Does the work of all four in one thread.
//!
//! on = "reference"
//! part = "worker-table"
//! verdict = "wrong-answer"

fn measure_ways() {
    let workers = hire_workers(file)?;
    let all = thread::spawn(|| workers.into_iter().map(Worker::run).collect());
    all.join()
        .map_err(|_| io::Error::other("a worker panicked"))
}
