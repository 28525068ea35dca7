//! What is said of one exercise. In: nothing. Out: the type that the pipe hands to
//! whoever reports.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use meter_report::Counts;

use crate::pipe::compiled::Diagnostic;
use crate::pipe::explain::Receipt;
use crate::pipe::grade::{PartGrade, Verdict};
use crate::pipe::source::SourceText;
use crate::pipe::stage::Author;
use crate::workbook::Exercise;

/// One exercise, judged.
#[derive(Clone, Debug)]
pub struct ExerciseGrade<'w> {
    /// The exercise.
    pub exercise: &'w Exercise,
    /// Whose code was graded.
    pub author: Author,
    /// The worst of its parts, or why there are none.
    pub verdict: Verdict,
    /// The parts; empty where the code did not come to run.
    pub parts: Vec<PartGrade>,
    /// What the compiler said of the code under test and its harness.
    pub diagnostics: Vec<Diagnostic>,
    /// Why the code did not come to run, beyond what the compiler said.
    pub trouble: Option<String>,
    /// What the starter costs at the largest size, by part; only after a pass.
    pub starter: HashMap<String, Counts>,
    /// What the graded code costs on the inputs of the attempt before, by part; only
    /// where that tells something.
    pub again: HashMap<String, Counts>,
    /// Where dhat's profile of a part is, or why there is none; only of parts that are
    /// to have one.
    pub profiles: HashMap<String, Result<PathBuf, String>>,
    /// Which lines cost what, by part, or why that is not known. Only for parts
    /// that are to be explained.
    pub receipts: BTreeMap<String, Result<Vec<Receipt>, String>>,
    /// The file that was graded, where it is fit to be shown.
    pub source: Option<SourceText>,
    /// The release harness that holds the graded code, if it was built.
    pub executable: Option<PathBuf>,
}

impl ExerciseGrade<'_> {
    /// How many parts pass.
    pub fn parts_passed(&self) -> usize {
        let passes = |part: &&PartGrade| part.verdict == Verdict::Pass;
        self.parts.iter().filter(passes).count()
    }
}
