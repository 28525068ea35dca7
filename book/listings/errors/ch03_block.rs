// fails with: E0597
//! A borrow that outlives the block in which the text was made.

// ANCHOR: shown
pub fn longest_title(files: &[&str]) -> usize {
    let mut longest = "";
    for file in files {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        for line in text.lines() {
            if line.len() > longest.len() {
                longest = line;
            }
        }
    } // `text` is freed here, and `longest` may point into it
    longest.len()
}
// ANCHOR_END: shown
