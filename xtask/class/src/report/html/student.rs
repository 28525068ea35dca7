//! A student's page. In: what one student has. Out: each exercise with its verdict, its
//! counts, its receipts and its findings.

use maud::{Markup, html};
use xtask::pipe::grade::Verdict;
use xtask::style::{counted, number, plural};
use xtask::workbook::Quantity;
use xtask::workbook::reading::Reading;

use crate::ledger::record::{FindingRecord, PartRecord, Record, SiteRecord, WindowRecord};
use crate::report::class::{ExerciseInfo, PartInfo};
use crate::report::html::glance;
use crate::report::html::page::{scrolling, title};
use crate::report::html::watch::prose;
use crate::report::sheet::{Sheet, Standing};
use crate::report::{text, words};

/// All of the page's body.
pub(super) fn render(sheet: &Sheet) -> Markup {
    html! {
        header.top {
            nav.back aria-label="Class" { a href="../index.html" { (title(sheet.class)) } }
            h1 { bdi { (sheet.student.shown) } }
            p.lead {
                @match sheet.total() {
                    Some(total) => { (total) " of " (counted(sheet.class.maximum() as u64, "point")) }
                    None => "Not everything is graded yet, so there is no total.",
                }
            }
            (scrolling("Points", overview(sheet)))
        }
        main #main {
            @for (exercise, record) in sheet.each() { (section(exercise, record)) }
        }
        footer {
            p.quiet {
                "A point is a part that passes. Counts are exact and belong to the inputs that "
                "were used. What could not be graded is no zero."
            }
        }
    }
}

fn overview(sheet: &Sheet) -> Markup {
    html! {
        table.glance.overview {
            caption.hidden { "Points by exercise" }
            thead {
                tr {
                    @for exercise in &sheet.class.exercises {
                        th scope="col" { a href={ "#" (exercise.id) } { (exercise.id) } }
                    }
                }
            }
            tbody {
                tr {
                    @for (exercise, record) in sheet.each() {
                        td { (glance::points(&Standing::of(record, exercise).cell())) }
                    }
                }
            }
        }
    }
}

fn section(exercise: &ExerciseInfo, record: Option<&Record>) -> Markup {
    let standing = Standing::of(record, exercise);
    let seed = record.map(|record| record.proof.seed);
    html! {
        section.exercise id=(exercise.id) aria-labelledby={ (exercise.id) "-h" } {
            h2 id={ (exercise.id) "-h" } { span.id { (exercise.id) } " " (exercise.title) }
            @if let Some(file) = record.and_then(|record| record.proof.file.as_deref()) {
                p.file { "File " code { (text::line(file, 200)) } }
            }
            @match &standing {
                Standing::NotGraded => p.quiet { "This is not graded yet." },
                Standing::NotSent => p.quiet { "No file was sent: 0 points." },
                Standing::Broken { .. } => p.quiet {
                    "The grader failed. This says nothing about the code, and is no zero."
                },
                Standing::Graded { verdict, message, parts } => {
                    @if parts.iter().all(|(_, part)| part.is_none()) {
                        p { span.word.failed { (words::verdict(*verdict)) } " The code was not run." }
                    }
                    @if let Some(message) = message {
                        pre tabindex="0" { (text::without_seed(&text::message(message), seed)) }
                    }
                    @for (info, part) in parts {
                        @if let Some(part) = part { (of_part(info, part, seed)) }
                    }
                }
            }
        }
    }
}

fn of_part(info: &PartInfo, part: &PartRecord, seed: Option<u64>) -> Markup {
    html! {
        article.part {
            h3 { (info.name) " " (badge(part)) }
            p.task { (info.task) }
            @if let Some(message) = &part.message {
                pre tabindex="0" { (text::without_seed(&text::message(message), seed)) }
            }
            @if part.windows.iter().any(|window| window.counts.is_some()) {
                (scrolling(&format!("{}: counts", info.name), windows(info, part)))
            }
            (receipts(info, part))
            @if !part.findings.is_empty() {
                h4 { "What to do" }
                ul.findings { @for finding in &part.findings { li { (of_finding(finding)) } } }
            }
        }
    }
}

fn badge(part: &PartRecord) -> Markup {
    let kind = match part.verdict {
        Verdict::Pass if part.matches_reference => "reference",
        Verdict::Pass => "pass",
        Verdict::OverBudget => "over",
        _ => "failed",
    };
    html! {
        span class={ "word " (kind) } { (words::part(part)) }
    }
}

/// A row for each size, and for each quantity what was counted, allowed, and needed.
fn windows(info: &PartInfo, part: &PartRecord) -> Markup {
    let all: Vec<&WindowRecord> = part.windows.iter().collect();
    let quantities = words::shown_quantities(&all);
    let builds = part.windows.iter().any(|window| window.build != "release");
    html! {
        table.counts {
            caption { "What was counted, by size" }
            thead {
                tr {
                    th.number scope="col" rowspan="2" { (plural(&info.item)) }
                    @if builds { th scope="col" rowspan="2" { "build" } }
                    @for quantity in &quantities {
                        th.first scope="colgroup" colspan="3" { (quantity) }
                    }
                    th scope="col" rowspan="2" { "verdict" }
                }
                tr {
                    @for _ in &quantities {
                        th.number.first scope="col" { "counted" }
                        th.number scope="col" { "allowed" }
                        th.number scope="col" { "reference" }
                    }
                }
            }
            tbody {
                @for window in &part.windows {
                    tr {
                        th.number scope="row" { (number(window.items as u64)) }
                        @if builds { td { (text::line(&window.build, 20)) } }
                        @for quantity in &quantities { (counts(window, *quantity)) }
                        td { (words::verdict(window.verdict)) }
                    }
                }
            }
        }
    }
}

fn counts(window: &WindowRecord, quantity: Quantity) -> Markup {
    let key = quantity.key();
    let counted = window.counts.as_ref().and_then(|counts| counts.get(key));
    let allowed = window.allowed.get(key);
    let reference = window.reference.as_ref().and_then(|counts| counts.get(key));
    let over = matches!((counted, allowed), (Some(counted), Some(allowed)) if counted > allowed);
    html! {
        td.number.first {
            @if over {
                b.over { (cell(counted)) } span.hidden { "over budget" }
            } @else {
                (cell(counted))
            }
        }
        td.number { (cell(allowed)) }
        td.number { (cell(reference)) }
    }
}

fn cell(count: Option<&u64>) -> String {
    count.map_or("–".to_owned(), |count| number(*count))
}

/// A table for each charge and size.
fn receipts(info: &PartInfo, part: &PartRecord) -> Markup {
    let same = |a: &SiteRecord, b: &SiteRecord| (&a.charge, a.items) == (&b.charge, b.items);
    html! {
        @for sites in part.sites.chunk_by(same) {
            (scrolling(&format!("{}: receipt", info.name), receipt(info, sites)))
        }
    }
}

fn receipt(info: &PartInfo, sites: &[SiteRecord]) -> Markup {
    let (charge, items) = sites
        .first()
        .map_or(("", 0), |site| (site.charge.as_str(), site.items));
    let what = match charge {
        "made" => "Made".to_owned(),
        "peak" => "Live at the peak".to_owned(),
        "kept" => "Kept at the end".to_owned(),
        other => text::line(other, 40),
    };
    html! {
        table.receipt {
            caption {
                (what) " for " (number(items as u64)) " " (words::items(items, &info.item))
                ", by line"
            }
            thead {
                tr {
                    th.number scope="col" { "line" }
                    th scope="col" { "code" }
                    th.number scope="col" { (if charge == "made" { "allocations" } else { "blocks" }) }
                    th.number scope="col" { "bytes" }
                }
            }
            tbody {
                @for site in sites {
                    tr {
                        th.number scope="row" {
                            @match site.line { Some(line) => (line), None => "–" }
                        }
                        td {
                            @match &site.text {
                                Some(source) => code.source { (text::code(source, 160)) },
                                None => span.quiet { "not on a line of this file" },
                            }
                        }
                        td.number { (number(site.blocks)) }
                        td.number { (number(site.bytes)) }
                    }
                }
            }
        }
    }
}

fn of_finding(finding: &FindingRecord) -> Markup {
    html! {
        @if let Some(line) = finding.line { b { "Line " (line) ": " } }
        (prose(&finding.sentence)) ". To do: " (prose(&finding.remedy)) "."
        span.sub {
            "Read " (words::place(&finding.chapter)) " "
            code { (text::line(&Reading::NotBuilt.link(&finding.chapter), 120)) }
        }
    }
}
