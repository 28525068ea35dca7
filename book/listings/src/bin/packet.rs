//! A buffer of which only the length is read, in a library, while dhat watches.

// ANCHOR: main
#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() {
    let bytes = std::hint::black_box(1_000_000); // the compiler must not know it
    let _profiler = dhat::Profiler::new_heap();
    println!("fits: {}", listings::ch01::fits_in_packet(bytes));
}
// ANCHOR_END: main
