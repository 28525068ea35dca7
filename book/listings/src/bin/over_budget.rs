//! A heap budget that is not kept, to see what it says.

use listings::next::writing::page_format;

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

const MOST_BLOCKS: u64 = 20;

fn main() {
    let items = vec![("a cup of tea", 350); 1_000];

    let profiler = dhat::Profiler::builder().testing().build();
    let page = page_format(&items);
    let stats = dhat::HeapStats::get();
    dhat::assert!(stats.total_blocks <= MOST_BLOCKS, "{stats:?}");

    drop((profiler, page));
}
