//! The windows of one part that are weighed once more. In: their traces. Out: the
//! part's receipts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use explain::events::{Events, Names, Trace};
use explain::finding;
use explain::site;
use explain::sources::OneFile;

use super::plan::Plan;
use super::receipt::{Charge, Line, Receipt};
use crate::pipe::grade::PartGrade;
use crate::pipe::weigh::{Ending, Pass, Weighed};
use crate::workbook::{Build, Part};

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
        let receipt = |charge: &Charge| {
            let profiles = traces
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
        Ending::TimedOut => {
            Err("looking takes longer than the time limit: raise --time-limit".to_owned())
        }
        Ending::OutOfMemory => {
            Err("it asked for more memory than the limit: raise --memory-limit".to_owned())
        }
        Ending::Crashed(how) | Ending::Broken(how) => Err(how.clone()),
        Ending::NotStarted(failure) => Err(failure.to_string()),
        Ending::Forged => Err("something else than the harness reported".to_owned()),
    }
}
