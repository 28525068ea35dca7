//! Holds the profiler in a type, which gives the cost when it ends.
//!
//! on = "reference"
//! part = "heap-cost"

struct Measurement(Option<dhat::Profiler>);

impl Measurement {
    fn begin() -> Self {
        Measurement(Some(dhat::Profiler::builder().testing().build()))
    }

    fn end(mut self) -> HeapCost {
        let dhat::HeapStats {
            total_blocks: blocks,
            total_bytes: bytes,
            max_bytes,
            ..
        } = dhat::HeapStats::get();
        self.0.take();
        HeapCost {
            blocks,
            bytes,
            peak_bytes: max_bytes as u64,
        }
    }
}

fn heap_cost() {
    let measurement = Measurement::begin();
    let value = f();
    (value, measurement.end())
}
