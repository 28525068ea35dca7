//! Explaining one exercise. In: its grade, and what is weighed because of it. Out:
//! the receipts of its parts.

use std::collections::BTreeMap;
use std::path::Path;

use explain::sources::OneFile;
use tempfile::TempDir;

use super::plan::Plan;
use super::probes::Probes;
use super::{Explain, Receipt};
use crate::grade::PartGrade;
use crate::source::{SourceState, SourceText};
use crate::weigh::{Pass, Weighed};
use crate::workbook::Part;

/// One exercise on its way to receipts.
#[derive(Debug)]
pub struct Explaining {
    wanted: Explain,
    /// The file's text before cargo saw it.
    source: Option<OneFile>,
    /// By the number of the part.
    probes: BTreeMap<usize, Probes>,
    /// Where the traces go; gone when this is dropped.
    scratch: Option<TempDir>,
}

/// A window to be weighed once more.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The number of the part.
    pub part: usize,
    /// The size of the input.
    pub items: usize,
    /// What is to be written down.
    pub pass: Pass,
}

impl Explaining {
    /// Of a file that is fit to be graded.
    pub fn new(wanted: Explain, source: &Path) -> Self {
        let text = std::fs::read_to_string(source).ok();
        Explaining {
            wanted,
            source: text.map(|text| OneFile {
                path: source.display().to_string(),
                text,
            }),
            probes: BTreeMap::new(),
            scratch: None,
        }
    }

    /// Of a file that is not.
    pub fn nothing() -> Self {
        Explaining {
            wanted: Explain::Nothing,
            source: None,
            probes: BTreeMap::new(),
            scratch: None,
        }
    }

    /// What is to be weighed, now that there is a grade.
    pub fn start(&mut self, parts: &[Part], grades: &[PartGrade]) -> Result<Vec<Probe>, String> {
        let plan = |(part, grade)| Plan::of(part, grade, self.wanted);
        let plans: Vec<Option<Plan>> = parts.iter().zip(grades).map(plan).collect();
        if self.source.is_none() || plans.iter().all(Option::is_none) {
            return Ok(Vec::new());
        }
        let scratch = tempfile::tempdir().map_err(|error| format!("no scratch folder: {error}"))?;
        let mut windows = Vec::new();
        for (part, plan) in plans.into_iter().enumerate() {
            let Some(plan) = plan else { continue };
            let probes = Probes::new(plan, scratch.path(), part);
            windows.extend(probes.sizes().iter().map(|items| Probe {
                part,
                items: *items,
                pass: probes.pass(*items),
            }));
            self.probes.insert(part, probes);
        }
        self.scratch = Some(scratch);
        Ok(windows)
    }

    /// Takes in one of the windows of part number `index`. If it was the last one,
    /// the part's receipts are there, or why there are none.
    pub fn note(
        &mut self,
        index: usize,
        part: &Part,
        grade: &PartGrade,
        items: usize,
        weighed: &Weighed,
    ) -> Option<Result<Vec<Receipt>, String>> {
        let probes = self.probes.get_mut(&index)?;
        probes.note(items, weighed);
        let source = self.source.as_ref()?;
        probes
            .are_done()
            .then(|| probes.receipts(part, grade, source))
    }

    /// Whether nothing is on its way any more.
    pub fn is_done(&self) -> bool {
        self.probes.values().all(Probes::are_done)
    }

    /// The text as it was read, and whether the file still holds it.
    pub fn source(&self) -> Option<SourceText> {
        let source = self.source.as_ref()?;
        let now = std::fs::read(&source.path);
        let is_same = now.is_ok_and(|now| now == source.text.as_bytes());
        Some(SourceText {
            text: source.text.clone(),
            state: if is_same {
                SourceState::Unchanged
            } else {
                SourceState::Changed
            },
        })
    }
}
