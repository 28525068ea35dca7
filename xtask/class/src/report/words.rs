//! Words for people. In: verdicts, counts, places in the book. Out: short texts.

use xtask::pipe::grade::Verdict;
use xtask::style::{number, plural};
use xtask::workbook::Quantity;

use crate::ledger::record::{FindingRecord, PartRecord, WindowRecord};
use crate::report::class::PartInfo;
use crate::report::text;

/// A verdict in words: `over budget`.
pub fn verdict(verdict: Verdict) -> String {
    verdict.word().replace('-', " ")
}

/// The place in the book that `ch03-string-trap.md#borrowing` names.
pub fn place(chapter: &str) -> String {
    let (file, section) = chapter.split_once('#').unwrap_or((chapter, ""));
    let file = file.strip_suffix(".md").unwrap_or(file);
    let numbered = file
        .strip_prefix("ch")
        .and_then(|rest| rest.split_once('-'))
        .and_then(|(number, topic)| Some((number.parse::<u32>().ok()?, topic)));
    let chapter = match numbered {
        Some((number, topic)) => format!("chapter {number}, {}", topic.replace('-', " ")),
        None => file.replace('-', " "),
    };
    let words = match section {
        "" => chapter,
        section => format!("{chapter}: “{}”", section.replace('-', " ")),
    };
    text::line(&words, 120)
}

/// `at 4,096 users: 11,425 allocations (allowed 32, reference 11)`, for a window that
/// was weighed; what happened there, for another.
pub fn window(window: &WindowRecord, part: &PartInfo) -> String {
    let mut words = format!(
        "at {} {}",
        number(window.items as u64),
        items(window.items, &part.item)
    );
    if window.build != "release" {
        words.push_str(&format!(" ({} build)", text::line(&window.build, 20)));
    }
    words.push_str(": ");
    let Some(counts) = &window.counts else {
        return words + &verdict(window.verdict);
    };
    let weighed: Vec<String> = shown_quantities(&[window])
        .into_iter()
        .filter_map(|quantity| {
            let counted = counts.get(quantity.key())?;
            let beside: Vec<String> = [
                ("allowed", window.allowed.get(quantity.key())),
                (
                    "reference",
                    window
                        .reference
                        .as_ref()
                        .and_then(|r| r.get(quantity.key())),
                ),
            ]
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", number(*value?))))
            .collect();
            let beside = match beside.as_slice() {
                [] => String::new(),
                some => format!(" ({})", some.join(", ")),
            };
            Some(format!("{} {quantity}{beside}", number(*counted)))
        })
        .collect();
    words + &weighed.join("; ")
}

/// The quantities that are worth showing of these windows: those with a budget, or the
/// allocations where nothing has one.
pub fn shown_quantities(windows: &[&WindowRecord]) -> Vec<Quantity> {
    let budgeted: Vec<Quantity> = Quantity::ALL
        .into_iter()
        .filter(|quantity| {
            windows
                .iter()
                .any(|window| window.allowed.contains_key(quantity.key()))
        })
        .collect();
    match budgeted.as_slice() {
        [] => vec![Quantity::Allocations],
        _ => budgeted,
    }
}

/// A finding and what to do about it, in one line.
pub fn finding(finding: &FindingRecord) -> String {
    let line = finding
        .line
        .map_or(String::new(), |line| format!("line {line}: "));
    text::line(
        &format!(
            "{line}{}; {} ({})",
            finding.sentence, finding.remedy, finding.chapter
        ),
        600,
    )
}

/// The verdict on a part, and whether it is of the second tier.
pub fn part(part: &PartRecord) -> String {
    match part.matches_reference {
        true => format!("{}, matches the reference", verdict(part.verdict)),
        false => verdict(part.verdict),
    }
}

/// `user`, or `users` for another number than 1.
pub fn items(count: usize, item: &str) -> String {
    match count {
        1 => item.to_owned(),
        _ => plural(item),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_names() {
        for (chapter, words) in [
            ("ch03-string-trap.md", "chapter 3, string trap"),
            (
                "ch03-string-trap.md#serde-can-borrow-too",
                "chapter 3, string trap: “serde can borrow too”",
            ),
            ("next.md#more", "next: “more”"),
            ("chapter", "chapter"),
            ("", ""),
        ] {
            assert_eq!(place(chapter), words);
        }
    }
}
