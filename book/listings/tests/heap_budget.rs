//! A heap budget: this test fails when a page costs more than it may.
//!
//! The usual test runner has threads that allocate too, so `Cargo.toml` says
//! `harness = false` for this file, and it has a `main` of its own.

// ANCHOR: test
use listings::next::writing::page_write;

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

/// The input of the budget. A budget without its input says nothing.
const ITEMS: usize = 1_000;
/// One buffer that doubles, with some slack, and nothing for each item.
const MOST_BLOCKS: u64 = 20;

fn main() {
    let items = vec![("a cup of tea", 350); ITEMS]; // made before it counts

    let profiler = dhat::Profiler::builder().testing().build();
    let page = page_write(&items);
    let stats = dhat::HeapStats::get();

    dhat::assert!(stats.total_blocks <= MOST_BLOCKS, "{stats:?}");
    dhat::assert!(stats.max_bytes <= 4 * page.len(), "{stats:?}");

    // What a caller keeps is the page, and it gives it back.
    drop(page);
    let end = dhat::HeapStats::get(); // not inside an assertion: that panics
    dhat::assert_eq!(end.curr_blocks, 0);

    drop(profiler);
    println!("page_write: {} of {MOST_BLOCKS} blocks", stats.total_blocks);
}
// ANCHOR_END: test
