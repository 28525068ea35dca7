//! Six functions for part 2. Each allocates in a debug build.
//!
//! None is inlined into its caller, so that only what stands in the function
//! decides. There is nothing to edit here: predict, and the grade measures.

/// The price with a value added tax of 20 %, by way of a box.
#[inline(never)]
pub fn boxed_vat(cents: u64) -> u64 {
    let price = Box::new(cents);
    *price + *price / 5
}

/// The length of a buffer that was made to have that length.
#[inline(never)]
pub fn buffer_length(bytes: usize) -> usize {
    let buffer = vec![0u8; bytes];
    buffer.len()
}

/// The length of a text, by way of a copy that nobody reads.
#[inline(never)]
pub fn unread_copy(title: &str) -> usize {
    let copy = String::from(title);
    copy.len()
}

/// What the goods cost in all, by way of a `Vec` of prices with tax.
#[inline(never)]
pub fn collected_total(cents: &[u64]) -> u64 {
    let with_vat: Vec<u64> = cents.iter().map(|price| price + price / 5).collect();
    with_vat.iter().sum()
}

/// Whether two price lists agree, by way of a copy of the first.
#[inline(never)]
pub fn compared_copy(ours: &[u64], theirs: &[u64]) -> bool {
    let copy = ours.to_vec();
    copy == theirs
}

/// How many characters a price label has, by way of the label.
#[inline(never)]
pub fn formatted_length(cents: u64) -> usize {
    let label = format!("{cents} ct");
    label.len()
}
