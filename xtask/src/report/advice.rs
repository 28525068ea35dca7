//! Advice as text. In: what a profile says. Out: its sites, the costliest first,
//! each with its line and what to do.

use std::fmt::Write;

use explain::advice::{Advice, Advised, Note, Order};
use explain::profile::{Cost, Profile, Writer};
use explain::site::{Site, SourceLocation};

use crate::report::columns;
use crate::report::style::{Role, Style, counted, fitted, number};
use crate::text::tame;
use crate::workbook::reading::Reading;

/// A profile, where it was found, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The file's name as the reader wrote it.
    pub file: &'a str,
    /// The profile.
    pub profile: &'a Profile,
    /// What it says.
    pub advice: &'a Advice,
    /// More to know, such as what was guessed; each a sentence.
    pub remarks: &'a [String],
    /// Which figures of a site mean something.
    pub figures: Figures,
    /// Where the book is read.
    pub reading: &'a Reading,
}

/// Which figures of a site are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// All that the profile has.
    All,
    /// Blocks and bytes. In the attribution pass of a harness a block that grows is
    /// copied, and the lives of blocks are a matter of microseconds.
    Totals,
}

/// All of a report: the head, the first `top` sites, and how much they cover.
pub fn text(report: &Report<'_>, top: usize, style: Style) -> String {
    head(report, style) + &sites(report, top, style)
}

fn head(report: &Report<'_>, style: Style) -> String {
    let Report {
        profile, advice, ..
    } = report;
    let total = &advice.total;
    let writer = match profile.writer {
        Writer::DhatCrate => "written by the dhat crate",
        Writer::Valgrind => "written by valgrind's DHAT",
        Writer::Scales => "written by the workbook's scales",
    };
    let mut out = String::new();
    let title = columns::wrap("", report.file, style.width);
    let _ = writeln!(out, "{}", style.paint(Role::Strong, title));
    let lines = [
        format!("{}, {writer}", columns::code(&profile.command, 300)),
        format!(
            "{}, {} in all; at the peak {} live; at the end {}",
            counted(total.blocks, "block"),
            counted(total.bytes, "byte"),
            counted(total.peak_bytes, "byte"),
            counted(total.end_bytes, "byte"),
        ),
        format!("first the lines with {}", ordered_by(advice.order)),
    ];
    for line in &lines {
        let _ = writeln!(out, "{}", columns::wrap("  ", line, style.width));
    }
    let notes = advice.notes.iter().map(|note| sentence(note, report));
    for note in notes.chain(report.remarks.iter().cloned()) {
        let _ = writeln!(out, "{}", labelled("  = ", "note", &note, style));
    }
    out + "\n"
}

fn ordered_by(order: Order) -> &'static str {
    match order {
        Order::Blocks => "the most blocks",
        Order::Bytes => "the most bytes",
        Order::Peak => "the most bytes live at the peak",
        Order::ShortLived => "the most short-lived blocks",
    }
}

/// The first sites, and how much they cover.
pub fn sites(report: &Report<'_>, top: usize, style: Style) -> String {
    let advice = report.advice;
    let shown = &advice.sites[..top.min(advice.sites.len())];
    let mut out = String::new();
    for (rank, advised) in (1..).zip(shown) {
        site(&mut out, rank, advised, report, style);
    }
    let _ = writeln!(
        out,
        "{}",
        columns::wrap("", &coverage(advice, shown), style.width)
    );
    out
}

fn coverage(advice: &Advice, shown: &[Advised]) -> String {
    let whole = advice.order.of(&advice.total);
    let what = match advice.order {
        Order::Blocks => "blocks",
        Order::Bytes => "bytes",
        Order::Peak => "bytes at the peak",
        Order::ShortLived => "short-lived blocks",
    };
    if whole == 0 {
        return format!("The profile has no {what}.");
    }
    let covered: u64 = shown.iter().map(|a| advice.order.of(&a.site.cost)).sum();
    let rest = match advice.sites.len() - shown.len() {
        0 => "there are no others".to_owned(),
        1 => "one more is not shown (--top N)".to_owned(),
        more => format!("{} more are not shown (--top N)", number(more as u64)),
    };
    let (these, make) = match shown.len() {
        1 => ("This site".to_owned(), "makes"),
        several => (format!("These {several} sites"), "make"),
    };
    format!(
        "{these} {make} {} of all {what}; {rest}.",
        percent(covered, whole)
    )
}

/// `12.3 %`
fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0 %".to_owned();
    }
    let share = 100.0 * part as f64 / whole as f64;
    match share {
        _ if part == whole => "100 %".to_owned(),
        share if share >= 99.95 => "99.9 %".to_owned(),
        share if share < 0.1 && part > 0 => "under 0.1 %".to_owned(),
        share => format!("{share:.1} %"),
    }
}

fn site(out: &mut String, rank: usize, advised: &Advised, report: &Report<'_>, style: Style) {
    let Advised {
        site,
        finding,
        text,
    } = advised;
    let advice = report.advice;
    let share = percent(advice.order.of(&site.cost), advice.order.of(&advice.total));
    let first = format!("{rank:>2}. ");
    let title = columns::wrap(&first, &format!("{share} {}", title(site)), style.width);
    let _ = writeln!(out, "{}", style.paint(Role::Strong, title));
    let _ = writeln!(
        out,
        "{}",
        columns::wrap("    ", &cost(site, report), style.width)
    );
    if let Some(text) = text {
        let bar = style.paint(Role::Frame, "|");
        let code = columns::code(text, style.width.saturating_sub(6));
        let _ = writeln!(out, "    {bar} {code}");
    }
    match (finding, site.operation) {
        (Some(finding), _) => {
            let _ = writeln!(
                out,
                "{}",
                labelled("    = ", "here", &finding.sentence, style)
            );
            let read = report.reading.link(&finding.chapter);
            let _ = writeln!(
                out,
                "{}",
                labelled("    = ", "remedy", &finding.remedy, style)
            );
            let _ = writeln!(out, "{}", labelled("    = ", "read", &read, style));
        }
        (None, Some(operation)) => {
            let _ = writeln!(
                out,
                "{}",
                labelled("    = ", "here", operation.label, style)
            );
        }
        (None, None) => {}
    }
    if site.operation.is_none() && !site.calls.is_empty() {
        let calls = calls(&site.calls);
        let _ = writeln!(out, "{}", labelled("    = ", "calls", &calls, style));
    }
    if let Some(caller) = site.callers.first() {
        let _ = writeln!(out, "{}", labelled("    = ", "from", &place(caller), style));
    }
    out.push('\n');
}

fn title(site: &Site) -> String {
    match (&site.place, &site.library) {
        (Some(at), _) => place(at),
        (None, Some(library)) => format!("in crate {library}, no line of yours on the stack"),
        (None, None) => "no line of yours and no crate on the stack".to_owned(),
    }
}

/// How many of the calls on the way to the allocator are shown.
const CALLS: usize = 3;

/// `next, clone_truncated, clone, to_vec, …`: what leads to the allocator.
fn calls(calls: &[String]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in calls.iter().map(|call| without_types(call)) {
        // valgrind's word for what the compiler gave no name.
        if name != "UnknownInlinedFun" && names.last() != Some(&name) {
            names.push(name);
        }
    }
    let more = if names.len() > CALLS { ", …" } else { "" };
    names.truncate(CALLS);
    names.join(", ") + more
}

/// `ftables<Reader<File>>` without its types.
fn without_types(function: &str) -> &str {
    match function.find('<') {
        Some(types) if types > 0 => function[..types].trim_end_matches(':'),
        _ => function,
    }
}

/// `src/cart.rs:12 (add)`; without lines, the function alone.
fn place(place: &SourceLocation) -> String {
    match place.line {
        0 => tame(&place.file),
        line => tame(&format!(
            "{}:{line} ({})",
            place.file,
            without_types(&place.function)
        )),
    }
}

fn cost(site: &Site, report: &Report<'_>) -> String {
    let profile = report.profile;
    let cost = &site.cost;
    let mut line = format!(
        "{}, {}",
        counted(cost.blocks, "block"),
        counted(cost.bytes, "byte")
    );
    if report.figures == Figures::Totals {
        return line;
    }
    if cost.peak_bytes > 0 {
        let _ = write!(line, "; {} at the peak", number(cost.peak_bytes));
    }
    if let Some(average) = average_lifetime(cost, profile) {
        let unit = match profile.time_unit.as_str() {
            "instrs" => "instructions",
            unit => unit,
        };
        let _ = write!(
            line,
            "; a block lived {} {unit} on average",
            fitted(average)
        );
        if cost.short_lived > 0 && cost.short_lived < cost.blocks {
            let share = percent(cost.short_lived, cost.blocks);
            let _ = write!(line, ", {share} of them were short-lived");
        }
    }
    line
}

pub(super) fn average_lifetime(cost: &Cost, profile: &Profile) -> Option<f64> {
    profile.short_life?;
    (cost.blocks > 0).then(|| cost.lifetime as f64 / cost.blocks as f64)
}

fn labelled(first: &str, label: &str, text: &str, style: Style) -> String {
    let first = format!("{first}{label}: ");
    let wrapped = columns::wrap(&first, text, style.width);
    let painted = style.paint(Role::Strong, format!("{label}:"));
    wrapped.replacen(&format!("{label}:"), &painted, 1)
}

pub(super) fn sentence(note: &Note, report: &Report<'_>) -> String {
    let advice = report.advice;
    match note {
        Note::NoLines => "the profile names no line of any file. Sites are functions, as far as \
            they have names. Build with `debug = \"line-tables-only\"` under `[profile.release]` \
            in Cargo.toml, without `strip`, and profile again."
            .to_owned(),
        Note::NothingOwn => "no line of yours is in the profile. With `--source DIR`, DIR is the \
            folder that holds the sources which were compiled."
            .to_owned(),
        Note::CutStacks { frames, cost } => {
            let more = match report.profile.writer {
                Writer::DhatCrate => {
                    "`dhat::Profiler::builder().trim_backtraces(Some(32))` keeps more frames"
                }
                Writer::Valgrind => "`--num-callers=50` keeps more frames",
                Writer::Scales => "the scales keep 48 frames",
            };
            format!(
                "call stacks were cut after {frames} frames, and {} of the {} are in stacks \
                 that do not reach your code: {more}.",
                percent(advice.order.of(cost), advice.order.of(&advice.total)),
                match advice.order {
                    Order::Blocks => "blocks",
                    Order::Bytes => "bytes",
                    Order::Peak => "bytes at the peak",
                    Order::ShortLived => "short-lived blocks",
                }
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use explain::advice::advise;
    use explain::program::{Known, Program};

    use super::*;

    /// A profile with tabs, letters of two columns, and names without an end.
    fn profile() -> Profile {
        let long = "very_long_name_of_a_function_".repeat(20);
        let frames = [
            "[root]".to_owned(),
            format!("0x1: shop::{long} (shop/src/{long}.rs:3:1)"),
            "0x2: shop::名前 (shop/src/長い名前のファイル.rs:3:1)".to_owned(),
            "0x3: a\\tb (c\\td.rs:1)".to_owned(),
        ];
        let frames: Vec<String> = frames.iter().map(|frame| format!("\"{frame}\"")).collect();
        let points: Vec<String> = (1..=3)
            .map(|frame| {
                format!(
                    "{{\"tb\":{},\"tbk\":9999999999,\"tl\":7,\"gb\":8,\"gbk\":1,\"fs\":[{frame}]}}",
                    u64::MAX / 4
                )
            })
            .collect();
        let text = format!(
            "{{\"dhatFileVersion\":2,\"mode\":\"rust-heap\",\"bklt\":true,\"tuth\":10,\
              \"cmd\":\"{long} a\\tb\",\"tu\":\"µs\",\"te\":9,\"pps\":[{}],\"ftbl\":[{}]}}",
            points.join(","),
            frames.join(",")
        );
        Profile::read(text.as_bytes()).expect("a profile")
    }

    #[test]
    fn nothing_is_wider_than_the_terminal() {
        let profile = profile();
        let program = Program::new(&profile, Known::default());
        for order in Order::ALL {
            let advice = advise(&profile, &program, order);
            assert_eq!(advice.sites.len(), 3);
            let report = Report {
                file: "a/folder/with/a/long/name/dhat-heap.json",
                profile: &profile,
                advice: &advice,
                remarks: &["A remark with some words in it.".to_owned()],
                figures: Figures::All,
                reading: &Reading::NotBuilt,
            };
            for width in [20, 33, 80] {
                let mut style = Style::plain();
                style.width = width;
                for line in text(&report, 10, style).lines() {
                    assert!(columns::width(line) <= width, "{line:?} in {width}");
                    assert!(!line.contains('\t'), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn shares_do_not_round_to_what_they_are_not() {
        for (part, whole, text) in [
            (0, 0, "0 %"),
            (0, 9, "0.0 %"),
            (1, 1_000_000, "under 0.1 %"),
            (1, 3, "33.3 %"),
            (999_999, 1_000_000, "99.9 %"),
            (7, 7, "100 %"),
        ] {
            assert_eq!(percent(part, whole), text);
        }
    }
}
