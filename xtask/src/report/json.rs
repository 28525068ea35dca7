//! JSON. In: any document. Out: its text; and the document of grades.

use std::collections::BTreeMap;

use meter_report::Counts;
use serde::Serialize;

use crate::failure::Failure;
use crate::learner::compare::Since;
use crate::learner::starter::State;
use crate::pipe::case::ExerciseGrade;
use crate::pipe::explain::{Line, Receipt};
use crate::pipe::grade::{Example, PartGrade, Trouble, Verdict, WindowGrade};
use crate::report::answer;
use crate::schema::Schema;
use crate::workbook::{Build, Workbook};

/// The text of a document, which is printed and nothing else.
pub fn text(document: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(document)
        .map_err(|error| Failure::new(format!("could not write JSON: {error}")))
}

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Document {
    schema: Schema<4>,
    toolchain: String,
    target: String,
    seed: u64,
    exercises: Vec<ExerciseDocument>,
}

#[derive(Debug, Serialize)]
struct ExerciseDocument {
    id: String,
    title: String,
    /// The file that was graded, below the workbook if it is there.
    file: String,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    parts: Vec<PartDocument>,
    /// What changed since the learner's attempt before; none for other files, and
    /// for the first attempt.
    since_last: Option<Since>,
    /// Whether the exercise has another starter than the one that the file comes from.
    starter_changed: bool,
}

/// What only a learner's own file has: a past.
#[derive(Debug, Default)]
pub struct Past {
    /// What changed since the attempt before.
    pub since_last: Option<Since>,
    /// What the file is, beside the starters.
    pub file: Option<State>,
}

#[derive(Debug, Serialize)]
struct PartDocument {
    name: String,
    verdict: Verdict,
    matches_reference: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Where the answer is wrong; never of a prediction.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<DifferenceDocument>,
    /// The smallest input that shows what is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<InputDocument>,
    windows: Vec<WindowDocument>,
    /// How the work grows, where it grows far more than the input and the reference's does
    /// not.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<String>,
    /// Which lines cost what; only for parts that were explained.
    #[serde(skip_serializing_if = "Option::is_none")]
    sites: Option<Vec<SiteDocument>>,
    /// What there is to say of them, the costliest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingDocument>>,
    /// Why it is not known which lines cost what.
    #[serde(skip_serializing_if = "Option::is_none")]
    unexplained: Option<String>,
}

/// The first place where an answer is wrong.
#[derive(Debug, Serialize)]
struct DifferenceDocument {
    /// The way to it, such as `users[17].email`; empty for the whole answer.
    field: String,
    /// What the difference is as a whole, where lists are not of the same entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    lists: Option<String>,
    /// All of what is expected there.
    expected: String,
    /// All of what was found there.
    found: String,
}

/// An input that shows what is wrong.
#[derive(Debug, Serialize)]
struct InputDocument {
    /// Its name, where it is another one than the one that is weighed.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// How many items the input has that is weighed.
    items: usize,
    build: &'static str,
    /// All of it as people read it, or its beginning; absent where the harness does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// How many bytes all of it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
}

/// So many bytes of an input stand in a document.
const LONGEST_INPUT: usize = 4 << 10;

/// A line of a receipt.
#[derive(Debug, Serialize)]
struct SiteDocument {
    /// What it is charged for: `made`, `peak` or `kept`.
    charge: &'static str,
    /// The size of the input.
    items: usize,
    line: Option<u32>,
    column: Option<u32>,
    function: Option<String>,
    /// The own lines that led there, the nearest first.
    callers: Vec<u32>,
    /// The functions of others between the line and the allocator.
    calls: Vec<String>,
    operation: Option<&'static str>,
    blocks: u64,
    reallocations: u64,
    bytes: u64,
    peak_bytes: u64,
    live_bytes: u64,
    /// Blocks at each size that was looked at.
    growth: Vec<(usize, u64)>,
}

/// What there is to say of a line.
#[derive(Debug, Serialize)]
struct FindingDocument {
    charge: &'static str,
    rule: String,
    line: Option<u32>,
    sentence: String,
    chapter: String,
    remedy: String,
}

#[derive(Debug, Serialize)]
struct WindowDocument {
    items: usize,
    build: &'static str,
    verdict: Verdict,
    #[serde(flatten)]
    counts: Option<Counts>,
    allowed: BTreeMap<&'static str, u64>,
    reference: Option<Counts>,
}

/// The document for these grades, each with its past. `toolchain` and `target` are what the
/// compiler says of itself.
pub fn document(
    toolchain: String,
    target: String,
    seed: u64,
    workbook: &Workbook,
    grades: &[ExerciseGrade<'_>],
    pasts: Vec<Past>,
) -> Document {
    Document {
        schema: Schema,
        toolchain,
        target,
        seed,
        exercises: grades
            .iter()
            .zip(pasts)
            .map(|(grade, past)| exercise(workbook, grade, past))
            .collect(),
    }
}

fn exercise(workbook: &Workbook, grade: &ExerciseGrade<'_>, past: Past) -> ExerciseDocument {
    let errors: Vec<&str> = grade
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error)
        .map(|diagnostic| diagnostic.rendered.trim_end())
        .collect();
    let compiler = (!errors.is_empty()).then(|| errors.join("\n"));
    ExerciseDocument {
        id: grade.exercise.id.clone(),
        title: grade.exercise.title.clone(),
        file: workbook.shown(&grade.author.source(workbook, grade.exercise)),
        verdict: grade.verdict,
        message: grade.trouble.clone().or(compiler),
        parts: grade
            .parts
            .iter()
            .map(|part_grade| {
                let item = grade.exercise.part(&part_grade.name);
                let item = item.map_or("item", |part| &part.item);
                part(item, part_grade, grade.receipts.get(&part_grade.name))
            })
            .collect(),
        since_last: past.since_last,
        starter_changed: matches!(past.file, Some(State::Earlier | State::Outdated(_))),
    }
}

fn part(
    item: &str,
    grade: &PartGrade,
    receipts: Option<&Result<Vec<Receipt>, String>>,
) -> PartDocument {
    let known = receipts.and_then(|receipts| receipts.as_ref().ok());
    PartDocument {
        name: grade.name.clone(),
        verdict: grade.verdict,
        matches_reference: grade.matches_reference,
        message: answer::of_part(grade, item),
        difference: difference(grade),
        input: grade.example.as_ref().map(input),
        windows: grade.windows.iter().map(window).collect(),
        work: grade.excess.as_ref().map(|excess| excess.in_words(item)),
        sites: known.map(|receipts| lines(receipts).map(site).collect()),
        findings: known.map(|receipts| lines(receipts).filter_map(finding).collect()),
        unexplained: receipts.and_then(|receipts| receipts.as_ref().err().cloned()),
    }
}

fn difference(grade: &PartGrade) -> Option<DifferenceDocument> {
    let Some(Trouble::WrongAnswer(difference)) = grade.trouble() else {
        return None;
    };
    Some(DifferenceDocument {
        field: difference.field.clone(),
        lists: difference.lists.clone(),
        expected: answer::all_of(&difference.expected),
        found: answer::all_of(&difference.found),
    })
}

fn input(example: &Example) -> InputDocument {
    let name = match &example.trouble {
        Trouble::WrongAnswer(difference) => difference.input.clone(),
        Trouble::Panicked(panic) => panic.input.clone(),
        _ => None,
    };
    let text = example.input.as_ref().map(|input| &input.text);
    InputDocument {
        name,
        items: example.items,
        build: example.build.word(),
        text: text.map(|text| text[..text.floor_char_boundary(LONGEST_INPUT)].to_owned()),
        bytes: example.input.as_ref().map(|input| input.bytes),
    }
}

/// All lines of all receipts, each with its receipt.
fn lines(receipts: &[Receipt]) -> impl Iterator<Item = (&Receipt, &Line)> {
    receipts
        .iter()
        .flat_map(|receipt| receipt.lines.iter().map(move |line| (receipt, line)))
}

fn site((receipt, line): (&Receipt, &Line)) -> SiteDocument {
    let site = &line.site.site;
    let place = site.place.as_ref();
    SiteDocument {
        charge: receipt.charge.word(),
        items: receipt.items,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        function: place.map(|place| place.function.clone()),
        callers: site.callers.iter().map(|caller| caller.line).collect(),
        calls: site.calls.clone(),
        operation: site.operation.map(|operation| operation.id),
        blocks: site.cost.blocks,
        reallocations: site.cost.reallocations,
        bytes: site.cost.bytes,
        peak_bytes: site.cost.peak_bytes,
        live_bytes: site.cost.end_bytes,
        growth: line
            .site
            .costs
            .iter()
            .map(|(items, cost)| (*items, cost.blocks))
            .collect(),
    }
}

fn finding((receipt, line): (&Receipt, &Line)) -> Option<FindingDocument> {
    let finding = line.finding.as_ref()?;
    Some(FindingDocument {
        charge: receipt.charge.word(),
        rule: finding.rule.clone(),
        line: line.site.site.place.as_ref().map(|place| place.line),
        sentence: finding.sentence.clone(),
        chapter: finding.chapter.clone(),
        remedy: finding.remedy.clone(),
    })
}

fn window(grade: &WindowGrade) -> WindowDocument {
    WindowDocument {
        items: grade.items,
        build: match grade.build {
            Build::Release => "release",
            Build::Debug => "debug",
        },
        verdict: grade.verdict,
        counts: grade.counts,
        allowed: grade
            .allowed
            .iter()
            .map(|(quantity, allowed)| (quantity.key(), *allowed))
            .collect(),
        reference: grade.reference,
    }
}
