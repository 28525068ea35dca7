//! Receipts as text: the learner's own lines, what each of them cost, and why.

use std::fmt::Write;

use explain::finding::Finding;
use explain::growth::Growth;
use explain::profile::Cost;

use crate::pipe::explain::{Charge, Line, Receipt};
use crate::pipe::source::SourceState;
use crate::report::excerpt::{self, Source};
use crate::report::style::{Role, Style, amount, counted, number};
use crate::report::words::{figure, growth_in_words};
use crate::text::tame_line;
use crate::workbook::Part;

/// The most lines of a receipt that are shown one by one.
const MOST_LINES: usize = 8;
/// What is less than one part in so many is not shown.
const SMALL_SHARE: u64 = 50;
/// Below this width a line of code with marks under it cannot be read.
const NARROWEST_SNIPPET: usize = 44;

/// The receipt as text, each line ended by a line break.
pub fn render(receipt: &Receipt, part: &Part, source: Source<'_>, style: Style) -> String {
    let mut out = String::new();
    let title = style.wrap("", &title(receipt, part));
    let _ = writeln!(out, "{}", style.paint(Role::Strong, title));
    if receipt.lines.is_empty() {
        return out;
    }
    let shown = &receipt.lines[..worth_showing(receipt)];
    if style.width >= NARROWEST_SNIPPET {
        out += &excerpt::render(receipt.charge, shown, source, style);
    }
    for line in shown {
        item(&mut out, receipt, part, line, style);
    }
    rest(&mut out, receipt, shown.len(), style);
    sum(&mut out, receipt, style);
    if source.text.state == SourceState::Changed {
        let text = format!(
            "{} changed while it was checked: the lines may be others by now",
            source.path
        );
        note(&mut out, "note", &text, style);
    }
    out
}

/// How many of the lines are shown one by one: not those that cost next to nothing
/// and that there is nothing to say of.
fn worth_showing(receipt: &Receipt) -> usize {
    let sum = receipt.charge.amount(&receipt.sum());
    let is_small = |line: &Line| receipt.charge.amount(&line.site.site.cost) * SMALL_SHARE < sum;
    let shown = receipt
        .lines
        .iter()
        .rposition(|line| !is_small(line) || line.finding.is_some());
    shown.map_or(1, |last| last + 1).min(MOST_LINES)
}

/// Why there is no receipt.
pub fn missing(part: &Part, trouble: &str, style: Style) -> String {
    let text = format!(
        "which lines of {} cost that is not known: {}",
        part.name,
        tame_line(trouble)
    );
    style.wrap("   = note: ", &text) + "\n"
}

/// `made for 512 users: 1,436 allocations, 118,627 bytes`
fn title(receipt: &Receipt, part: &Part) -> String {
    let size = counted(receipt.items as u64, &part.item);
    let sum = receipt.sum();
    match receipt.charge {
        Charge::Made => format!("made for {size}: {}", figure(Charge::Made, &sum)),
        Charge::Peak => format!(
            "held when most was live, for {size}: {}",
            figure(Charge::Peak, &sum)
        ),
        Charge::Kept => format!(
            "still held at the end, for {size}: {}",
            figure(Charge::Kept, &sum)
        ),
    }
}

/// One line of the receipt in words.
fn item(out: &mut String, receipt: &Receipt, part: &Part, line: &Line, style: Style) {
    let site = &line.site.site;
    let place = match &site.place {
        Some(place) => format!("line {}", place.line),
        None => "outside of the file".to_owned(),
    };
    let mut text = format!("{}: ", figure(receipt.charge, &site.cost));
    match &line.finding {
        Some(finding) => text += &finding.sentence,
        None => text += &unknown(line, part),
    }
    if receipt.charge != Charge::Made {
        let growth = line.site.growth(|cost| receipt.charge.amount(cost));
        if growth != Growth::Irregular {
            let _ = write!(text, " (bytes: {})", growth_in_words(growth, &part.item));
        }
    }
    note(out, &place, &text, style);
    if let Some(finding) = &line.finding {
        remedy(out, receipt, line, finding, style);
    }
}

/// What to do, once for each rule: where the costliest of its lines is.
fn remedy(out: &mut String, receipt: &Receipt, line: &Line, finding: &Finding, style: Style) {
    let first = receipt.lines.iter().find(|other| {
        other
            .finding
            .as_ref()
            .is_some_and(|f| f.rule == finding.rule)
    });
    if first.is_some_and(|first| std::ptr::eq(first, line)) {
        let text = format!("{} (book/src/{})", finding.remedy, finding.chapter);
        let _ = writeln!(out, "{}", style.wrap("     help: ", &text));
    }
}

/// A line that no rule knows is shown as it is: what is called there, and the count.
fn unknown(line: &Line, part: &Part) -> String {
    let site = &line.site.site;
    let growth = line.site.growth(|cost| cost.blocks);
    let growth = match growth {
        Growth::Irregular => String::new(),
        growth => format!(", {}", growth_in_words(growth, &part.item)),
    };
    // Some profilers know where an inlined function is, and not its name.
    let named = || site.calls.iter().filter(|call| !call.is_empty());
    match (named().next(), named().next_back()) {
        (Some(first), Some(last)) if first != last => {
            format!("by `{first}`, through `{last}`{growth}")
        }
        (Some(only), _) => format!("by `{only}`{growth}"),
        _ => format!("on this line{growth}"),
    }
}

/// What the lines that are not shown cost together.
fn rest(out: &mut String, receipt: &Receipt, shown: usize, style: Style) {
    let rest = &receipt.lines[shown..];
    if rest.is_empty() {
        return;
    }
    let mut cost = Cost::default();
    for line in rest {
        cost += line.site.site.cost;
    }
    let place = format!("{} more", counted(rest.len() as u64, "line"));
    note(out, &place, &figure(receipt.charge, &cost), style);
}

/// The addition, where it is worth showing, and whether it is what was counted.
fn sum(out: &mut String, receipt: &Receipt, style: Style) {
    let quantity = receipt.charge.quantity();
    let amounts: Vec<u64> = receipt
        .lines
        .iter()
        .map(|line| receipt.charge.amount(&line.site.site.cost))
        .collect();
    let total: u64 = amounts.iter().sum();
    let counted = quantity.of(&receipt.counted);
    if amounts.len() > 1 {
        let shown = worth_showing(receipt);
        let mut terms: Vec<String> = amounts[..shown].iter().copied().map(number).collect();
        if shown < amounts.len() {
            terms.push(number(amounts[shown..].iter().sum()));
        }
        let text = format!("{} = {}", terms.join(" + "), amount(total, quantity));
        note(out, "sum", &text, style);
    }
    if total != counted {
        let text = format!(
            "when it was graded, {} were counted: the code does not do the same each time, \
             as with a `HashMap`, whose order is new in each process, or with threads",
            amount(counted, quantity)
        );
        note(out, "note", &text, style);
    }
}

/// `   = label: text`, as under the verdict.
pub fn note(out: &mut String, label: &str, text: &str, style: Style) {
    let wrapped = style.wrap(&format!("   = {label}: "), text);
    let painted = wrapped.replacen(
        &format!("= {label}:"),
        &format!(
            "{} {}",
            style.paint(Role::Frame, "="),
            style.paint(Role::Strong, format!("{label}:"))
        ),
        1,
    );
    let _ = writeln!(out, "{painted}");
}
