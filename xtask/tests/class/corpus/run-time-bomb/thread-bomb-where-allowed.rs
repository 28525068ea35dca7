//! starts two thousand threads that wait, in a part that may have threads
//!
//! on = "ex5/reference"
//! parts = ["worker-table"]
//! layers = ["limits"]
//! expect = ["over-budget", "timed-out", "panicked", "crashed", "out-of-memory"]
//! check = "over-budget"

fn hire_workers() {
    let idle = || thread::sleep(std::time::Duration::from_secs(2));
    let threads: Vec<_> = (0..2_000)
        .map_while(|_| thread::Builder::new().spawn(idle).ok())
        .collect();
    println!("{}", threads.len());
    let table = Arc::new(read_table(file)?);
    let worker = |number| Worker {
        number,
        table: Arc::clone(&table),
    };
    Ok((0..WORKERS).map(worker).collect())
}
