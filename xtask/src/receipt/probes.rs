//! The windows of one part that are weighed once more. In: their traces. Out: the
//! part's receipts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use explain::events::Events;
use explain::finding;
use explain::site;
use explain::sources::OneFile;

use super::plan::Plan;
use super::{Charge, Line, Receipt};
use crate::grade::PartGrade;
use crate::weigh::{Ending, Pass, Weighed};
use crate::workbook::{Build, Part};

/// The traces of one part on their way.
#[derive(Debug)]
pub struct Probes {
    plan: Plan,
    folder: PathBuf,
    part: usize,
    traces: BTreeMap<usize, Events>,
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
        match events(&weighed.ending, &self.file(items)) {
            Ok(events) => {
                self.traces.insert(items, events);
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

    /// The receipts, or why there are none.
    pub fn receipts(
        &self,
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
        let receipt = |charge: &Charge| {
            let profiles = self
                .traces
                .iter()
                .map(|(items, events)| {
                    let profile = events.profile(charge.blame());
                    (*items, site::fold(&profile, sources))
                })
                .collect();
            let mut lines: Vec<Line> = site::grow(shown, profiles)
                .into_iter()
                .filter(|site| charge.amount(&site.site.cost) > 0)
                .map(|site| Line {
                    finding: finding::find(
                        &site.site,
                        Some(site.growth(|cost| cost.blocks)),
                        &part.item,
                    ),
                    site,
                })
                .collect();
            lines.sort_by_key(|line| std::cmp::Reverse(charge.amount(&line.site.site.cost)));
            Receipt {
                charge: *charge,
                items: shown,
                counted,
                lines,
            }
        };
        Ok(self.plan.charges.iter().map(receipt).collect())
    }
}

/// The events of one window.
fn events(ending: &Ending, file: &Path) -> Result<Events, String> {
    match ending {
        Ending::Returned(_) => {}
        Ending::Panicked(panic) => {
            return Err(format!(
                "{} panicked, but not when it was graded: {}",
                panic.location, panic.message
            ));
        }
        Ending::TimedOut => {
            return Err("looking takes longer than the time limit: raise --time-limit".to_owned());
        }
        Ending::OutOfMemory => {
            return Err("it asked for more memory than the limit: raise --memory-limit".to_owned());
        }
        Ending::Crashed(how) | Ending::Broken(how) => return Err(how.clone()),
        Ending::Forged => return Err("something else than the harness reported".to_owned()),
    }
    let text = std::fs::read(file).map_err(|error| format!("no trace was written: {error}"))?;
    Events::read(&text).map_err(|error| error.to_string())
}
