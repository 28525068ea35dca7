//! A buffer of which only the length is read, beside the allocator that watches.

// ANCHOR: main
#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() {
    let bytes = std::hint::black_box(1_000_000); // the compiler must not know it
    let _profiler = dhat::Profiler::new_heap();
    println!("fits: {}", fits_in_packet(bytes));
}

/// As in the library.
fn fits_in_packet(bytes: usize) -> bool {
    let packet = vec![0u8; bytes];
    packet.len() < 1_500
}
// ANCHOR_END: main
