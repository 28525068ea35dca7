//! Compares titles without making texts, and makes only ASCII letters small.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn rank() {
    totals.sort_by(|one, other| {
        let letters = |title| bare(title).bytes().map(|byte| byte.to_ascii_lowercase());
        let by_cents = other.cents.cmp(&one.cents);
        by_cents.then_with(|| letters(one.title).cmp(letters(other.title)))
    });
    totals
}

fn bare(title: &str) -> &str {
    ["The ", "Der ", "Die ", "Les ", "El "]
        .iter()
        .find_map(|article| title.strip_prefix(article))
        .unwrap_or(title)
}
