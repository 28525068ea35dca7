//! What counting costs: the meter beside the system's allocator, in turn, in
//! one process. The answer is the median ratio of their times per allocation.
//!
//! Run by `cargo xtask bench`. By hand:
//! `cargo run --release --package meter --example overhead -- --part overhead --items 51`

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::time::Instant;

use meter::{Meter, Window};

fn main() -> std::process::ExitCode {
    meter::run(&[("overhead", &overhead)])
}

/// Blocks that are live at once in a batch.
const BLOCKS: usize = 64;
/// Times that each batch is repeated between two looks at the clock.
const REPEATS: usize = 400;

/// Each item is one batch on each allocator.
fn overhead(window: &mut Window) {
    let mut rng = window.rng();
    let sizes: Vec<usize> = (0..BLOCKS).map(|_| 1 << rng.u32(3..12)).collect();
    let layouts: Vec<Layout> = sizes
        .iter()
        .filter_map(|size| Layout::from_size_align(*size, 8).ok())
        .collect();
    let rounds = window.items();
    let mut blocks = vec![std::ptr::null_mut(); layouts.len()];
    let (mut ratios, _counts) = window.count((), |()| {
        let mut ratios = Vec::with_capacity(rounds);
        for round in 0..rounds {
            // Who goes first changes, so that neither profits from the order.
            let (metered, plain) = if round % 2 == 0 {
                let metered = batch(&Meter, &layouts, &mut blocks);
                (metered, batch(&System, &layouts, &mut blocks))
            } else {
                let plain = batch(&System, &layouts, &mut blocks);
                (batch(&Meter, &layouts, &mut blocks), plain)
            };
            ratios.push(metered / plain);
        }
        ratios
    });
    ratios.sort_by(f64::total_cmp);
    window.answer(&ratios[ratios.len() / 2]);
}

/// Seconds to allocate and free all blocks, again and again.
fn batch(allocator: &impl GlobalAlloc, layouts: &[Layout], blocks: &mut [*mut u8]) -> f64 {
    let start = Instant::now();
    for _ in 0..REPEATS {
        for (block, layout) in blocks.iter_mut().zip(layouts) {
            // SAFETY: every layout has a size above zero, and every block is
            // freed below by the same allocator with the same layout.
            *block = black_box(unsafe { allocator.alloc(*layout) });
        }
        for (block, layout) in blocks.iter_mut().zip(layouts) {
            // SAFETY: the block was made above with this layout, and is not used again.
            unsafe { allocator.dealloc(black_box(*block), *layout) };
        }
    }
    start.elapsed().as_secs_f64()
}
