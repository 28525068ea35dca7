//! Receipts as text: the learner's own lines, what each of them cost, and why.

use std::fmt::Write;

use explain::growth::Growth;
use explain::profile::Cost;

use crate::pipe::explain::{Charge, Line, Receipt};
use crate::pipe::source::SourceState;
use crate::report::excerpt::{self, Callers, Source};
use crate::report::style::{Role, Style, amount, counted, number};
use crate::report::words::{figure, growth_in_words};
use crate::text::tame_line;
use crate::workbook::Part;

/// How much of a receipt is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// The costliest lines, and a sentence on the cause.
    Short,
    /// Each line that is worth it, what there is to say of it, and the addition.
    Full,
}

/// The most lines that are shown of a short receipt.
const COSTLIEST: usize = 2;
/// The most lines of a receipt that are shown one by one.
const MOST_LINES: usize = 8;
/// What is less than one part in so many is not shown.
const SMALL_SHARE: u64 = 50;
/// Below this width a line of code with marks under it cannot be read.
const NARROWEST_SNIPPET: usize = 44;

/// The receipt as text, each line ended by a line break.
pub fn render(
    receipt: &Receipt,
    part: &Part,
    source: Source<'_>,
    length: Length,
    style: Style,
) -> String {
    let mut out = String::new();
    let unnamed = part.unnamed.as_ref().zip(receipt.unnamed.as_ref());
    if let (Some((unnamed, _)), true) = (unnamed, receipt.lines.is_empty()) {
        note(&mut out, "which line", &unnamed.reason, style);
        return out;
    }
    let title = style.wrap("", &title(receipt, part));
    let _ = writeln!(out, "{}", style.paint(Role::Strong, title));
    if let Some((unnamed, cost)) = unnamed {
        let text = format!("{}: {}", figure(receipt.charge, cost), unnamed.reason);
        note(&mut out, "other lines", &text, style);
    }
    if receipt.lines.is_empty() {
        return out;
    }
    let most = match length {
        Length::Short => COSTLIEST,
        Length::Full => MOST_LINES,
    };
    let lines = match length {
        Length::Short => fine_ones_last(receipt, part),
        Length::Full => receipt.lines.clone(),
    };
    let (shown, rest) = lines.split_at(worth_showing(receipt).min(most));
    if style.width >= NARROWEST_SNIPPET {
        let callers = match length {
            Length::Short => Callers::Hidden,
            Length::Full => Callers::Shown,
        };
        out += &excerpt::render(receipt.charge, shown, callers, source, style);
    }
    match length {
        Length::Short => cause(&mut out, receipt, style),
        Length::Full => {
            for line in shown {
                item(&mut out, receipt, part, line, style);
            }
        }
    }
    the_rest(&mut out, receipt, rest, style);
    if length == Length::Full {
        sum(&mut out, receipt, style);
    }
    unlike_graded(&mut out, receipt, style);
    if source.text.state == SourceState::Changed {
        let text = format!(
            "{} changed while it was checked: the lines may be others by now",
            source.path
        );
        note(&mut out, "note", &text, style);
    }
    out
}

/// The lines with those last that are in functions which the starter calls fine as they are.
fn fine_ones_last(receipt: &Receipt, part: &Part) -> Vec<Line> {
    let is_fine = |line: &Line| {
        let function = line.site.site.function.as_ref();
        function.is_some_and(|name| part.fine.contains(name))
    };
    let mut lines = receipt.lines.clone();
    lines.sort_by_key(is_fine);
    lines
}

/// What the costliest line does that there is something to say of.
fn cause(out: &mut String, receipt: &Receipt, style: Style) {
    if let Some((line, finding)) = receipt.costliest() {
        note(out, &place(line), &finding.sentence, style);
    }
}

/// `line 39`.
fn place(line: &Line) -> String {
    match &line.site.site.place {
        Some(place) => format!("line {}", place.line),
        None => "outside of the file".to_owned(),
    }
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
        Charge::Left => format!(
            "left behind when the result was gone, for {size}: {}",
            figure(Charge::Left, &sum)
        ),
    }
}

/// One line of the receipt in words.
fn item(out: &mut String, receipt: &Receipt, part: &Part, line: &Line, style: Style) {
    let site = &line.site.site;
    let mut text = format!("{}: ", figure(receipt.charge, &site.cost));
    match &line.finding {
        Some(finding) => text += &finding.sentence,
        None => text += &unknown(line, receipt.charge, part),
    }
    if receipt.charge != Charge::Made {
        let growth = line.site.growth(|cost| receipt.charge.amount(cost));
        if growth != Growth::Irregular {
            let _ = write!(text, " (bytes: {})", growth_in_words(growth, &part.item));
        }
    }
    note(out, &place(line), &text, style);
}

/// A line that no rule knows is shown as it is: what the file calls there, and the count.
fn unknown(line: &Line, charge: Charge, part: &Part) -> String {
    let site = &line.site.site;
    let growth = line.site.growth(|cost| cost.blocks);
    let growth = match growth {
        Growth::Irregular => String::new(),
        // How often it was made says nothing of what is there at one moment.
        _ if charge != Charge::Made => String::new(),
        growth => format!(", {}", growth_in_words(growth, &part.item)),
    };
    match &site.written {
        Some(call) => format!("by `{call}`{growth}"),
        None => format!("on this line{growth}"),
    }
}

/// What the lines that are not shown cost together.
fn the_rest(out: &mut String, receipt: &Receipt, rest: &[Line], style: Style) {
    if rest.is_empty() {
        return;
    }
    let mut cost = Cost::default();
    for line in rest {
        cost += line.site.site.cost;
    }
    note(out, "the rest", &figure(receipt.charge, &cost), style);
}

/// The addition, where it is worth showing.
fn sum(out: &mut String, receipt: &Receipt, style: Style) {
    let quantity = receipt.charge.quantity();
    let amounts: Vec<u64> = receipt
        .lines
        .iter()
        .map(|line| receipt.charge.amount(&line.site.site.cost))
        .collect();
    let hidden = receipt.unnamed.as_ref();
    let hidden = hidden.map_or(0, |cost| receipt.charge.amount(cost));
    let total: u64 = amounts.iter().sum::<u64>() + hidden;
    if amounts.len() > 1 {
        let shown = worth_showing(receipt);
        let mut terms: Vec<String> = amounts[..shown].iter().copied().map(number).collect();
        let rest = amounts[shown..].iter().sum::<u64>() + hidden;
        if rest > 0 {
            terms.push(number(rest));
        }
        let text = format!("{} = {}", terms.join(" + "), amount(total, quantity));
        note(out, "sum", &text, style);
    }
}

/// Says that the lines add up to something else than what was counted, if they do.
fn unlike_graded(out: &mut String, receipt: &Receipt, style: Style) {
    let quantity = receipt.charge.quantity();
    let total = receipt.charge.amount(&receipt.sum());
    let counted = quantity.of(&receipt.counted);
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
