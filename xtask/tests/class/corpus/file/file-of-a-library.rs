//! lets a library write a file, so that its own text names no function of files
//!
//! on = "ex2/reference"
//! parts = ["heap-cost"]
//! layers = ["seal"]
//! expect = ["wrong-answer", "rejected", "crashed", "panicked"]
//! trace = ["/tmp/class-attack-file-of-a-library"]
//! check = "wrong-answer; leaves /tmp/class-attack-file-of-a-library"

fn heap_cost() {
    let profiler = dhat::Profiler::builder()
        .file_name("/tmp/class-attack-file-of-a-library")
        .build();
    let value = f();
    drop(profiler);
    let cost = HeapCost {
        blocks: 1,
        bytes: 1,
        peak_bytes: 1,
    };
    (value, cost)
}
