//! Explaining one exercise. In: its grade, and what is weighed because of it. Out:
//! the receipts of its parts.
//!
//! First each part is weighed with its call stacks. Then one more process looks up
//! the names of all addresses on them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use explain::events::Names;
use explain::sources::OneFile;
use tempfile::TempDir;

use super::plan::Plan;
use super::probes::{self, Probes};
use super::receipt::{Explain, Receipt};
use crate::pipe::grade::{PartGrade, Verdict};
use crate::pipe::source::{SourceState, SourceText};
use crate::pipe::weigh::{Pass, Weighed};
use crate::workbook::Part;

/// One exercise on its way to receipts.
#[derive(Debug)]
pub struct Explaining {
    wanted: Explain,
    /// The file's text before cargo saw it.
    source: Option<OneFile>,
    /// By the number of the part.
    probes: BTreeMap<usize, Probes>,
    /// Where scratch folders are made; none for where the system makes them.
    within: Option<PathBuf>,
    /// Where the traces go, as long as something is on its way. It does not live until
    /// this is dropped: a reader that closes the pipe ends the whole process while it
    /// prints.
    scratch: Option<TempDir>,
    /// The addresses on all call stacks, in the order of their names.
    addresses: Vec<u64>,
}

/// What is to be done when a window was taken in.
#[derive(Clone, Debug)]
pub enum Next {
    /// There are other windows to wait for.
    Wait,
    /// Names are to be looked up.
    Names(Pass),
    /// The receipts can be written.
    Receipts(Names),
    /// They cannot, and this is why.
    Trouble(String),
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
            source: text.map(|text| OneFile::new(source.display().to_string(), text)),
            probes: BTreeMap::new(),
            within: None,
            scratch: None,
            addresses: Vec::new(),
        }
    }

    /// Of a file that is not.
    pub fn nothing() -> Self {
        Explaining {
            wanted: Explain::Nothing,
            source: None,
            probes: BTreeMap::new(),
            within: None,
            scratch: None,
            addresses: Vec::new(),
        }
    }

    /// The same, with traces below this folder.
    #[must_use]
    pub fn within(self, folder: &Path) -> Self {
        Explaining {
            within: Some(folder.to_owned()),
            ..self
        }
    }

    /// What is to be weighed, now that there is a grade.
    pub fn start(&mut self, parts: &[Part], grades: &[PartGrade]) -> Result<Vec<Probe>, String> {
        let plan = |(part, grade)| Plan::of(part, grade, self.wanted);
        let plans: Vec<Option<Plan>> = parts.iter().zip(grades).map(plan).collect();
        if self.source.is_none() || plans.iter().all(Option::is_none) {
            return Ok(Vec::new());
        }
        let scratch = match &self.within {
            Some(folder) => tempfile::tempdir_in(folder),
            None => tempfile::tempdir(),
        };
        let scratch = scratch.map_err(|error| format!("no scratch folder: {error}"))?;
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

    /// Takes in one of the windows of part number `part`.
    pub fn note(&mut self, part: usize, items: usize, weighed: &Weighed) -> Next {
        if let Some(probes) = self.probes.get_mut(&part) {
            probes.note(items, weighed);
        }
        if !self.probes.values().all(Probes::are_done) {
            return Next::Wait;
        }
        let addresses = self.probes.values().flat_map(Probes::addresses);
        let addresses: BTreeSet<u64> = addresses.collect();
        self.addresses = addresses.into_iter().collect();
        let Some(scratch) = &self.scratch else {
            return Next::Wait;
        };
        if self.addresses.is_empty() {
            return Next::Receipts(Names::default());
        }
        let text = format!("{:?}", self.addresses);
        match std::fs::write(scratch.path().join("addresses.json"), text) {
            Ok(()) => Next::Names(Pass::Names(scratch.path().to_owned())),
            Err(error) => Next::Trouble(format!("the addresses could not be written: {error}")),
        }
    }

    /// Takes in what the process said that looked up names.
    pub fn note_names(&self, weighed: &Weighed) -> Next {
        let Some(scratch) = &self.scratch else {
            return Next::Wait;
        };
        let names = probes::returned(&weighed.ending).and_then(|()| {
            let text = std::fs::read(scratch.path().join("names.json"))
                .map_err(|error| format!("no names were written: {error}"))?;
            Names::read(&self.addresses, &text).map_err(|error| error.to_string())
        });
        match names {
            Ok(names) => Next::Receipts(names),
            Err(trouble) => Next::Trouble(trouble),
        }
    }

    /// The receipts by the number of the part, or why there are none. This ends the
    /// work.
    pub fn receipts(
        &mut self,
        names: &Names,
        parts: &[Part],
        grades: &[PartGrade],
    ) -> Vec<(usize, Result<Vec<Receipt>, String>)> {
        self.scratch = None;
        let Some(source) = &self.source else {
            return Vec::new();
        };
        let receipts = |(part, probes): (&usize, &Probes)| {
            let (spec, grade) = (&parts[*part], &grades[*part]);
            let receipts = probes.receipts(names, spec, grade, source);
            let withheld = spec
                .unnamed
                .as_ref()
                .filter(|_| grade.verdict != Verdict::Pass);
            let receipts = match withheld {
                Some(unnamed) => receipts.map(|all| {
                    let all = all.into_iter();
                    all.map(|receipt| receipt.without(unnamed)).collect()
                }),
                None => receipts,
            };
            (*part, receipts)
        };
        self.probes.iter().map(receipts).collect()
    }

    /// Ends the work without receipts; the numbers of the parts that have none.
    pub fn give_up(&mut self) -> Vec<usize> {
        self.scratch = None;
        self.probes.keys().copied().collect()
    }

    /// Whether nothing is on its way any more.
    pub fn is_done(&self) -> bool {
        self.scratch.is_none()
    }

    /// The text as it was read, and whether the file still holds it.
    pub fn source(&self) -> Option<SourceText> {
        let source = self.source.as_ref()?;
        let now = std::fs::read(source.path());
        let is_same = now.is_ok_and(|now| now == source.text().as_bytes());
        Some(SourceText {
            text: source.text().to_owned(),
            state: if is_same {
                SourceState::Unchanged
            } else {
                SourceState::Changed
            },
        })
    }
}
