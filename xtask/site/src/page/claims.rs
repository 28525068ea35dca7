//! The ledger. In: `claim` blocks. Out: a card for each, and a table of all that
//! says how many hold.

use serde::Deserialize;
use xtask::failure::Failure;
use xtask::workbook::figure::FigureName;

use super::markdown::{paragraphs, sentence};
use crate::context::ensure;
use crate::figures::Figures;
use crate::html::{escape, table};
use crate::record::Measurements;

/// A claim of the article, and what came of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    id: u32,
    says: String,
    verdict: Verdict,
    measured: String,
    listings: Vec<String>,
    chapter: String,
}

/// How far a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Verdict {
    #[serde(rename = "holds")]
    Holds,
    #[serde(rename = "holds with a condition")]
    Condition,
    #[serde(rename = "does not hold")]
    Not,
    #[serde(rename = "not measured")]
    NotMeasured,
}

impl Verdict {
    /// The verdict on several claims.
    fn plural(self) -> &'static str {
        match self {
            Verdict::Holds => "hold",
            Verdict::Condition => "hold with a condition",
            Verdict::Not => "do not hold",
            Verdict::NotMeasured => "were not measured here",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Verdict::Holds => ("holds", "holds"),
            Verdict::Condition => ("condition", "holds with a condition"),
            Verdict::Not => ("not", "does not hold"),
            Verdict::NotMeasured => ("unmeasured", "not measured here"),
        }
    }
}

/// The card of a claim. What it rests on has to be in the record.
pub fn claim(block: &Claim, figures: Figures<'_>) -> Result<String, Failure> {
    let mut rests = Vec::new();
    for name in &block.listings {
        ensure(is_recorded(name, figures.0), || {
            format!("the claim rests on `{name}`, which is not in the record")
        })?;
        rests.push(format!("<code>{}</code>", escape(name)));
    }
    let needs_none = block.verdict == Verdict::NotMeasured;
    ensure(
        needs_none || !rests.is_empty(),
        || "a claim with a verdict rests on at least one figure",
    )?;
    let (class, verdict) = block.verdict.words();
    let page = block.chapter.replace(".md", ".html");
    let basis = match rests.is_empty() {
        true => String::new(),
        false => format!("<dt>Figures</dt><dd>{}</dd>", rests.join(", ")),
    };
    Ok(format!(
        "<article class=\"claim\" id=\"claim-{id}\" data-verdict=\"{class}\">\
         <h3>{id}. {says}</h3>\
         <p class=\"badge\">{verdict}</p>\
         <dl><dt>Measured</dt><dd>{measured}</dd>{basis}<dt>Chapter</dt>\
         <dd><a href=\"{page}\">{page_name}</a></dd></dl></article>\n",
        id = block.id,
        says = sentence(&block.says, figures)?,
        measured = paragraphs(&block.measured, figures)?,
        page_name = escape(&page_name(&page)),
    ))
}

/// `chapter 4` for `ch04-capacity.html`.
fn page_name(page: &str) -> String {
    let number = page
        .strip_prefix("ch")
        .and_then(|rest| rest.split('-').next());
    match number.map(str::parse::<u32>) {
        Some(Ok(number)) => format!("chapter {number}"),
        _ => page.trim_end_matches(".html").to_owned(),
    }
}

/// Whether a name is of anything in the record: a figure with or without its
/// size, a fact, a trace, an output, an error.
fn is_recorded(name: &str, record: &Measurements) -> bool {
    let listing = |weight: &String| FigureName::parse(weight).is_some_and(|w| w.listing == name);
    record.weights.contains_key(name)
        || record.weights.keys().any(listing)
        || Figures(record).fact(name).is_ok()
        || record.rough.contains_key(name)
        || record.outputs.contains_key(name)
        || record.errors.contains_key(name)
}

/// The table of all claims, and how many of them hold.
pub fn overview(claims: &[Claim], figures: Figures<'_>) -> Result<String, Failure> {
    let all = [
        Verdict::Holds,
        Verdict::Condition,
        Verdict::Not,
        Verdict::NotMeasured,
    ];
    let counts: Vec<String> = all
        .into_iter()
        .map(|verdict| {
            let count = claims
                .iter()
                .filter(|claim| claim.verdict == verdict)
                .count();
            format!("<strong>{count}</strong> {}", verdict.plural())
        })
        .collect();
    let mut rows = Vec::new();
    for claim in claims {
        rows.push(vec![
            format!("<a href=\"#claim-{id}\">{id}</a>", id = claim.id),
            sentence(&claim.says, figures)?,
            claim.verdict.words().1.to_owned(),
        ]);
    }
    let head = ["", "the article says", "verdict"].map(str::to_owned);
    Ok(format!(
        "<p class=\"verdicts\">Of {} claims, {}.</p><details class=\"claims\">\
         <summary>All claims in a table</summary>{}</details>\n",
        claims.len(),
        counts.join(", "),
        table("All claims", &head, &rows)
    ))
}
