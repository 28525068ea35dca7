//! From a grade to what is written down of it. In: a part's grade, and its receipts. Out:
//! a [`PartRecord`].

use std::collections::BTreeMap;

use meter_report::Counts;
use xtask::answer;
use xtask::pipe::explain::{Charge, Receipt};
use xtask::pipe::grade::PartGrade;

use crate::ledger::record::{FindingRecord, PartRecord, SiteRecord, WindowRecord};

/// A part whose sizes count items of this name; `lines` are those of the file that was graded.
pub fn part(
    grade: &PartGrade,
    item: &str,
    receipts: Option<&Vec<Receipt>>,
    lines: &[&str],
) -> PartRecord {
    let all = || receipts.into_iter().flatten();
    PartRecord {
        name: grade.name.clone(),
        verdict: grade.verdict,
        matches_reference: grade.matches_reference,
        message: answer::of_part(grade, item),
        windows: grade
            .windows
            .iter()
            .map(|window| WindowRecord {
                items: window.items,
                build: window.build.word().to_owned(),
                verdict: window.verdict,
                counts: window.counts.as_ref().map(by_name),
                reference: window.reference.as_ref().map(by_name),
                allowed: window
                    .allowed
                    .iter()
                    .map(|(quantity, allowed)| (quantity.key().to_owned(), *allowed))
                    .collect(),
            })
            .collect(),
        sites: all().flat_map(|receipt| sites(receipt, lines)).collect(),
        findings: all().flat_map(findings).collect(),
    }
}

fn by_name(counts: &Counts) -> BTreeMap<String, u64> {
    [
        ("allocations", counts.allocations),
        ("reallocations", counts.reallocations),
        ("bytes", counts.bytes),
        ("peak_bytes", counts.peak_bytes),
        ("live_blocks", counts.live_blocks),
        ("live_bytes", counts.live_bytes),
        ("left_bytes", counts.left_bytes),
    ]
    .into_iter()
    .map(|(name, count)| (name.to_owned(), count))
    .collect()
}

fn sites<'a>(receipt: &'a Receipt, lines: &'a [&str]) -> impl Iterator<Item = SiteRecord> + 'a {
    receipt.lines.iter().map(|line| {
        let cost = &line.site.site.cost;
        let number = line.site.site.place.as_ref().map(|place| place.line);
        let text = number.and_then(|number| lines.get((number as usize).checked_sub(1)?));
        SiteRecord {
            charge: receipt.charge.word().to_owned(),
            items: receipt.items,
            line: number,
            text: text.map(|text| (*text).to_owned()),
            blocks: cost.blocks,
            bytes: match receipt.charge {
                Charge::Made => cost.bytes,
                Charge::Peak => cost.peak_bytes,
                Charge::Kept | Charge::Left => cost.end_bytes,
            },
        }
    })
}

fn findings(receipt: &Receipt) -> impl Iterator<Item = FindingRecord> {
    receipt.lines.iter().filter_map(|line| {
        let finding = line.finding.as_ref()?;
        Some(FindingRecord {
            rule: finding.rule.to_owned(),
            line: line.site.site.place.as_ref().map(|place| place.line),
            sentence: finding.sentence.clone(),
            chapter: finding.chapter.to_owned(),
            remedy: finding.remedy.to_owned(),
        })
    })
}
