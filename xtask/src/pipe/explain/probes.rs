//! The windows of one part that are weighed once more. In: their traces. Out: the
//! part's receipts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use explain::events::{Events, Names, Trace};
use explain::finding::{self, About, Excess};
use explain::site;
use explain::sources::OneFile;

use super::plan::Plan;
use super::receipt::{Charge, Line, Receipt};
use crate::pipe::grade::PartGrade;
use crate::pipe::weigh::{Ending, Pass, Weighed};
use crate::workbook::{Build, Part, Quantity};

/// The traces of one part on their way.
#[derive(Debug)]
pub struct Probes {
    plan: Plan,
    folder: PathBuf,
    part: usize,
    traces: BTreeMap<usize, Trace>,
    left: usize,
    trouble: Option<String>,
}

impl Probes {
    /// None of them is made yet; they will be written into `folder`.
    pub fn new(plan: Plan, folder: &Path, part: usize) -> Self {
        Probes {
            left: plan.sizes.len(),
            plan,
            folder: folder.to_owned(),
            part,
            traces: BTreeMap::new(),
            trouble: None,
        }
    }

    /// The sizes to weigh.
    pub fn sizes(&self) -> &[usize] {
        &self.plan.sizes
    }

    /// The pass that makes the trace of one of them.
    pub fn pass(&self, items: usize) -> Pass {
        Pass::Stacks(self.file(items))
    }

    fn file(&self, items: usize) -> PathBuf {
        self.folder.join(format!("{}-{items}.json", self.part))
    }

    /// Takes in one of them.
    pub fn note(&mut self, items: usize, weighed: &Weighed) {
        self.left = self.left.saturating_sub(1);
        match trace(&weighed.ending, &self.file(items)) {
            Ok(trace) => {
                self.traces.insert(items, trace);
            }
            Err(trouble) => {
                self.trouble.get_or_insert(trouble);
            }
        }
    }

    /// Whether all are there.
    pub fn are_done(&self) -> bool {
        self.left == 0
    }

    /// The addresses whose names the receipts need.
    pub fn addresses(&self) -> impl Iterator<Item = u64> {
        self.traces.values().flat_map(Trace::addresses).copied()
    }

    /// The receipts, or why there are none.
    pub fn receipts(
        &self,
        names: &Names,
        part: &Part,
        grade: &PartGrade,
        sources: &OneFile,
    ) -> Result<Vec<Receipt>, String> {
        if let Some(trouble) = &self.trouble {
            return Err(trouble.clone());
        }
        let shown = self.plan.shown;
        let counted = grade
            .windows
            .iter()
            .filter(|window| window.build == Build::Release && window.items == shown)
            .find_map(|window| window.counts)
            .unwrap_or_default();
        let named = |(items, trace): (&usize, &Trace)| (*items, trace.named(names));
        let traces: BTreeMap<usize, Events> = self.traces.iter().map(named).collect();
        let receipt = |(charge, quantity): &(Charge, Quantity)| {
            let profiles = traces
                .iter()
                .filter_map(|(items, events)| {
                    let profile = charge.profile(events)?;
                    Some((*items, site::fold(&profile, sources)))
                })
                .collect();
            let charged = charged(*charge, *quantity);
            let mut sites = site::grow(shown, profiles);
            sites.retain(|site| charge.amount(&site.site.cost) > 0);
            let amounts = sites.iter().map(|site| charged.of(&site.site.cost));
            let costliest = amounts.max().unwrap_or(0);
            let about = About {
                items: Some(shown),
                charge: Some(charged),
                excess: excess(grade, shown, *quantity, costliest),
                ..part.about()
            };
            let mut lines: Vec<Line> = sites
                .into_iter()
                .map(|site| Line {
                    finding: finding::find(
                        &site.site,
                        Some(site.growth(|cost| cost.blocks)),
                        &about,
                    ),
                    site,
                })
                .collect();
            lines.sort_by_key(|line| std::cmp::Reverse(charged.of(&line.site.site.cost)));
            Receipt {
                charge: *charge,
                quantity: *quantity,
                items: shown,
                counted,
                lines,
                unnamed: None,
            }
        };
        let mut receipts: Vec<Receipt> = self.plan.charges.iter().map(receipt).collect();
        // What calls leave behind, this one may not have.
        receipts.retain(|receipt| receipt.charge != Charge::Left || !receipt.lines.is_empty());
        Ok(receipts)
    }
}

/// What the rules are asked about.
fn charged(charge: Charge, quantity: Quantity) -> finding::Charge {
    match (charge, quantity) {
        (Charge::Made, Quantity::Bytes) => finding::Charge::Bytes,
        (Charge::Made, _) => finding::Charge::Allocations,
        (Charge::Peak, _) => finding::Charge::Peak,
        (Charge::Kept, _) => finding::Charge::Live,
        (Charge::Left, _) => finding::Charge::Left,
    }
}

/// By how much the quantity is over its budget at this size.
fn excess(grade: &PartGrade, items: usize, quantity: Quantity, costliest: u64) -> Option<Excess> {
    let mut windows = grade.windows.iter();
    let window = windows.find(|window| window.build == Build::Release && window.items == items)?;
    let excess = Excess {
        counted: quantity.of(window.counts.as_ref()?),
        limit: window.allowed(quantity)?,
        costliest,
    };
    (excess.counted > excess.limit).then_some(excess)
}

/// The trace of one window.
fn trace(ending: &Ending, file: &Path) -> Result<Trace, String> {
    returned(ending)?;
    let text = std::fs::read(file).map_err(|error| format!("no trace was written: {error}"))?;
    Trace::read(&text).map_err(|error| error.to_string())
}

/// Whether a window that returned before returned this time, too.
pub fn returned(ending: &Ending) -> Result<(), String> {
    match ending {
        Ending::Returned(_) => Ok(()),
        Ending::Panicked(panic) => Err(format!(
            "{} panicked, but not when it was graded: {}",
            panic.location, panic.message
        )),
        Ending::TimedOut(_) => {
            Err("looking takes longer than the time limit: raise --time-limit".to_owned())
        }
        Ending::OutOfMemory(_) => {
            Err("it asked for more memory than the limit: raise --memory-limit".to_owned())
        }
        Ending::Crashed(how) | Ending::Disturbed(how) | Ending::Broken(how) => Err(how.clone()),
        Ending::NotStarted(failure) => Err(failure.to_string()),
        Ending::Forged => Err("something else than the harness reported".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::super::plan::tests::part;
    use super::*;
    use crate::pipe::grade::Verdict;
    use crate::pipe::weigh::{Output, Returned};

    /// Line 1 makes a list that line 2 grows three times, line 3 makes two blocks for a
    /// while, and line 4 one that stays.
    const TRACE: &str = r#"{"events":[
        ["a",0,16],["r",0,32,true],["r",0,64,true],["r",0,1000,true],
        ["a",1,4000],["a",2,4000],["f",1],["f",2],["a",3,5000]],
        "truncated":false,"at":[0,1,1,1,2,2,0,0,3],
        "stacks":[[0],[1],[2],[3]],"addresses":[1,2,3,4],
        "names":[["0x1: list (src/lib.rs:1:1)"],["0x2: list (src/lib.rs:2:1)"],
                 ["0x3: list (src/lib.rs:3:1)"],["0x4: list (src/lib.rs:4:1)"]]}"#;

    #[test]
    fn each_charge_has_its_own_lines_with_the_costliest_first() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let plan = Plan {
            charges: vec![
                (Charge::Made, Quantity::Allocations),
                (Charge::Peak, Quantity::PeakBytes),
                (Charge::Kept, Quantity::LiveBytes),
            ],
            shown: 8,
            sizes: vec![8],
        };
        let mut probes = Probes::new(plan, folder.path(), 0);
        std::fs::write(probes.file(8), TRACE).expect("it is written");
        let weighed = Weighed {
            ending: Ending::Returned(Returned {
                counts: None,
                answer: RawValue::NULL.to_owned(),
                asked: Vec::new(),
                leaking_calls: 0,
                caught: Vec::new(),
                processor_time: None,
                truth: None,
                input: None,
            }),
            output: Output::default(),
        };
        probes.note(8, &weighed);
        let grade = PartGrade {
            name: "example".to_owned(),
            verdict: Verdict::OverBudget,
            matches_reference: false,
            windows: Vec::new(),
            bounded: Vec::new(),
            excess: None,
            example: None,
        };
        let text = "make();\ngrow();\nmake();\nmake();\n".to_owned();
        let source = OneFile::new("src/lib.rs".to_owned(), text);
        let receipts = probes.receipts(&Names::default(), &part(), &grade, &source);
        let told = |receipt: &Receipt| {
            let line = |line: &Line| {
                let site = &line.site.site;
                let place = site.place.as_ref().expect("a line of the file");
                (place.line, receipt.charge.amount(&site.cost))
            };
            let lines: Vec<(u32, u64)> = receipt.lines.iter().map(line).collect();
            (receipt.charge, lines)
        };
        let told: Vec<_> = receipts.expect("receipts").iter().map(told).collect();
        assert_eq!(
            told,
            [
                // What is made where it grows is charged to who grows it, and what is
                // live to who made it.
                (Charge::Made, vec![(2, 3), (3, 2), (4, 1), (1, 1)]),
                (Charge::Peak, vec![(3, 8_000), (1, 1_000)]),
                (Charge::Kept, vec![(4, 5_000), (1, 1_000)]),
            ]
        );
    }
}
