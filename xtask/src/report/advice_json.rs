//! Advice as JSON. One document for all profiles, and nothing else.

use explain::advice::Order;
use explain::profile::{Cost, Profile, Writer};
use explain::site::SourceLocation;
use serde::Serialize;

use crate::report::advice::{Report, average_lifetime, sentence};
use crate::schema::Schema;

/// The whole JSON document.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: Schema<1>,
    order: &'static str,
    profiles: Vec<ProfileDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct ProfileDocument<'a> {
    file: &'a str,
    command: &'a str,
    writer: &'static str,
    time_unit: &'a str,
    total: CostDocument,
    notes: Vec<String>,
    sites_in_all: usize,
    sites: Vec<SiteDocument<'a>>,
    findings: Vec<FindingDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct CostDocument {
    blocks: u64,
    bytes: u64,
    peak_blocks: u64,
    peak_bytes: u64,
    end_blocks: u64,
    end_bytes: u64,
    short_lived_blocks: Option<u64>,
    average_lifetime: Option<f64>,
}

#[derive(Debug, Serialize)]
struct SiteDocument<'a> {
    rank: usize,
    place: Option<PlaceDocument<'a>>,
    library: Option<&'a str>,
    text: Option<&'a str>,
    operation: Option<&'static str>,
    #[serde(flatten)]
    cost: CostDocument,
    stacks: usize,
    calls: &'a [String],
    callers: Vec<PlaceDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct PlaceDocument<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    function: &'a str,
}

#[derive(Debug, Serialize)]
struct FindingDocument<'a> {
    site: usize,
    rule: &'a str,
    sentence: &'a str,
    chapter: &'a str,
    remedy: &'a str,
}

/// The document for these profiles, with the first `top` sites of each.
pub fn document<'a>(order: Order, reports: &[Report<'a>], top: usize) -> Document<'a> {
    Document {
        schema: Schema,
        order: order.name(),
        profiles: reports.iter().map(|report| profile(report, top)).collect(),
    }
}

fn profile<'a>(report: &Report<'a>, top: usize) -> ProfileDocument<'a> {
    let Report {
        profile, advice, ..
    } = *report;
    let ranked = || (1..).zip(&advice.sites).take(top);
    let notes = advice.notes.iter().map(|note| sentence(note, report));
    ProfileDocument {
        file: report.file,
        command: &profile.command,
        writer: match profile.writer {
            Writer::DhatCrate => "dhat-crate",
            Writer::Valgrind => "valgrind",
            Writer::Scales => "scales",
        },
        time_unit: &profile.time_unit,
        total: costs(&advice.total, profile),
        notes: notes.chain(report.remarks.iter().cloned()).collect(),
        sites_in_all: advice.sites.len(),
        sites: ranked()
            .map(|(rank, advised)| SiteDocument {
                rank,
                place: advised.site.place.as_ref().map(place_document),
                library: advised.site.library.as_deref(),
                text: advised.text.as_deref(),
                operation: advised.site.operation.map(|operation| operation.id),
                cost: costs(&advised.site.cost, profile),
                stacks: advised.site.stacks,
                calls: &advised.site.calls,
                callers: advised.site.callers.iter().map(place_document).collect(),
            })
            .collect(),
        findings: ranked()
            .filter_map(|(site, advised)| {
                let finding = advised.finding.as_ref()?;
                Some(FindingDocument {
                    site,
                    rule: &finding.rule,
                    sentence: &finding.sentence,
                    chapter: &finding.chapter,
                    remedy: &finding.remedy,
                })
            })
            .collect(),
    }
}

fn place_document(place: &SourceLocation) -> PlaceDocument<'_> {
    PlaceDocument {
        file: &place.file,
        line: place.line,
        column: place.column,
        function: &place.function,
    }
}

fn costs(cost: &Cost, profile: &Profile) -> CostDocument {
    CostDocument {
        blocks: cost.blocks,
        bytes: cost.bytes,
        peak_blocks: cost.peak_blocks,
        peak_bytes: cost.peak_bytes,
        end_blocks: cost.end_blocks,
        end_bytes: cost.end_bytes,
        short_lived_blocks: profile.short_life.map(|_| cost.short_lived),
        average_lifetime: average_lifetime(cost, profile),
    }
}
