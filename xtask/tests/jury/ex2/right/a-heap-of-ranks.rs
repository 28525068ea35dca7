//! Takes the best total from a binary heap, again and again.
//!
//! on = "reference"
//! part = "report"

use std::collections::BinaryHeap;

/// Ordered by what it brought in, then by the catalogue, then by its place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    cents: u64,
    filed_as: Reverse<String>,
    place: Reverse<usize>,
}

fn rank() {
    let mut ranks: BinaryHeap<Rank> = totals
        .iter()
        .enumerate()
        .map(|(place, total)| Rank {
            cents: total.cents,
            filed_as: Reverse(catalogue_title(total.title)),
            place: Reverse(place),
        })
        .collect();
    let mut ranking = Vec::with_capacity(totals.len());
    while let Some(rank) = ranks.pop() {
        ranking.push(std::mem::take(&mut totals[rank.place.0]));
    }
    ranking
}
