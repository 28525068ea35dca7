//! Pictures of a class. In: what became of a part. Out: SVG that can be read without
//! colours: hatched is over budget, lines are named, and a title says the same.

use std::collections::BTreeMap;

use maud::{Markup, html};
use xtask::style::number;

use crate::report::distribution::{Group, Measure, StudentCount};
use crate::report::words;

const WIDTH: f64 = 420.0;
const LEFT: f64 = 14.0;
const RIGHT: f64 = WIDTH - 14.0;
/// Where bars begin and end; above are two lines of names, below the scale.
const TOP: f64 = 52.0;
const BASE: f64 = 142.0;
const BINS: usize = 49;
const BIN: f64 = (RIGHT - LEFT) / BINS as f64;

/// The patterns that all pictures of a page fill areas with.
pub(super) fn patterns() -> Markup {
    html! {
        svg.patterns aria-hidden="true" width="0" height="0" {
            defs {
                pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" {
                    rect.ground width="6" height="6" {}
                    rect.stroke width="2.6" height="6" {}
                }
                pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect.ground width="6" height="6" {}
                    circle.spot cx="3" cy="3" r="1.5" {}
                }
            }
        }
    }
}

/// A bar for a whole class, a piece for each group.
pub(super) fn bar(groups: &BTreeMap<Group, usize>) -> Markup {
    let all: usize = groups.values().sum();
    let mut from = 0.0;
    let pieces: Vec<(Group, f64, f64)> = groups
        .iter()
        .map(|(group, count)| {
            let width = WIDTH * *count as f64 / all.max(1) as f64;
            from += width;
            (*group, from - width, width)
        })
        .collect();
    html! {
        svg.bar viewBox="0 0 420 18" preserveAspectRatio="none" aria-hidden="true" {
            @for (group, from, width) in pieces {
                rect class=(class(group)) x=(coordinate(from)) y="1"
                    width=(coordinate((width - 2.0).max(1.0))) height="16" rx="2" {}
            }
        }
    }
}

/// The class in the style sheet that fills a group's areas.
pub(super) fn class(group: Group) -> &'static str {
    match group {
        Group::Reference => "g-reference",
        Group::Pass => "g-pass",
        Group::OverBudget => "g-over",
        Group::Failed => "g-failed",
        Group::NotSent => "g-unsent",
        Group::Open => "g-open",
    }
}

/// How a scale of counts becomes places in a picture: by their logarithm, so that a
/// factor is the same way everywhere, and 0 has a place.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of(measure: &Measure) -> Self {
        let lines = [measure.reference, measure.allowed];
        let ends = lines.into_iter().flatten().flat_map(|(a, b)| [a, b]);
        let all = || measure.values.keys().copied().chain(ends.clone());
        let low = height(all().min().unwrap_or_default());
        let high = height(all().max().unwrap_or_default());
        // Where all counts are nearly the same, they are not told apart by force.
        let missing = (1.0 - (high - low)).max(0.0) / 2.0;
        let margin = (high - low) * 0.04 + missing;
        Scale {
            low: low - margin,
            high: high + margin,
        }
    }

    fn at(&self, value: u64) -> f64 {
        LEFT + (height(value) - self.low) / (self.high - self.low) * (RIGHT - LEFT)
    }

    /// Powers of ten with room between their names.
    fn ticks(&self) -> Vec<(u64, f64)> {
        let powers = (0..19).map(|power| 10_u64.pow(power));
        let steps = powers.flat_map(|ten| [ten, 2 * ten, 5 * ten]);
        let places = |values: Vec<u64>| -> Vec<(u64, f64)> {
            values
                .into_iter()
                .map(|value| (value, self.at(value)))
                .filter(|(_, x)| (LEFT..=RIGHT).contains(x))
                .collect()
        };
        let mut fine = places(std::iter::once(0).chain(steps.clone()).collect());
        if fine.len() > 6 {
            let coarse = |value: &u64| *value == 0 || value.to_string().starts_with('1');
            fine.retain(|(value, _)| coarse(value));
        }
        let mut kept: Vec<(u64, f64)> = Vec::new();
        for tick in fine {
            if kept.last().is_none_or(|(_, x)| tick.1 - x >= 58.0) {
                kept.push(tick);
            }
        }
        kept
    }
}

fn height(value: u64) -> f64 {
    (value as f64).ln_1p()
}

/// Students by what their solutions cost.
pub(super) fn histogram(measure: &Measure, id: &str, item: &str) -> Markup {
    let scale = Scale::of(measure);
    let bins = binned(measure, &scale);
    let tallest = tallest(measure);
    let share = |count: usize| (BASE - TOP) * count as f64 / tallest.max(1) as f64;
    html! {
        svg.histogram viewBox="0 0 420 166" role="img"
            aria-labelledby={ (id) "-t " (id) "-d" } {
            title id={ (id) "-t" } { (name(measure, item)) }
            desc id={ (id) "-d" } { (describe(measure)) }
            line.axis x1=(LEFT) x2=(RIGHT) y1=(BASE) y2=(BASE) {}
            @for (value, x) in scale.ticks() {
                line.axis x1=(coordinate(x)) x2=(coordinate(x)) y1=(BASE) y2=(BASE + 4.0) {}
                text.tick x=(coordinate(x)) y=(BASE + 18.0) text-anchor=(anchor(x)) {
                    (number(value))
                }
            }
            @for (index, bin) in bins.iter().enumerate().filter(|(_, bin)| bin.all() > 0) {
                @let x = coordinate(LEFT + BIN * index as f64 + 0.6);
                @let within = share(bin.within);
                @let over = share(bin.over);
                @if bin.within > 0 {
                    rect.g-pass x=(x) y=(coordinate(BASE - within)) width=(coordinate(BIN - 1.2))
                        height=(coordinate(within)) {}
                }
                @if bin.over > 0 {
                    rect.g-over x=(x) y=(coordinate(BASE - within - over))
                        width=(coordinate(BIN - 1.2)) height=(coordinate(over)) {}
                }
            }
            (marked("reference", measure.reference, &scale, 14.0))
            (marked("allowed", measure.allowed, &scale, 32.0))
        }
    }
}

/// How many students are in the tallest bar.
pub(super) fn tallest(measure: &Measure) -> usize {
    let bins = binned(measure, &Scale::of(measure));
    bins.iter().map(|bin| bin.all()).max().unwrap_or_default()
}

fn binned(measure: &Measure, scale: &Scale) -> [StudentCount; BINS] {
    let mut bins = [StudentCount::default(); BINS];
    for (value, count) in &measure.values {
        let bin = ((scale.at(*value) - LEFT) / BIN) as usize;
        bins[bin.min(BINS - 1)].add(*count);
    }
    bins
}

/// A line with its name, at each end of a range.
fn marked(name: &str, range: Option<(u64, u64)>, scale: &Scale, y: f64) -> Markup {
    let Some((low, high)) = range else {
        return Markup::default();
    };
    let x = scale.at(high);
    let near_the_right = x > WIDTH * 0.62;
    html! {
        g class={ "limit " (name) } {
            @for value in if low == high { vec![high] } else { vec![low, high] } {
                @let x = coordinate(scale.at(value));
                line x1=(x) x2=(x) y1=(y - 9.0) y2=(BASE) {}
            }
            text x=(coordinate(if near_the_right { x - 5.0 } else { x + 5.0 })) y=(y)
                text-anchor=(if near_the_right { "end" } else { "start" }) {
                (name) " " (span(low, high))
            }
        }
    }
}

/// `11`, or `11–14`.
pub(super) fn span(low: u64, high: u64) -> String {
    match low == high {
        true => number(low),
        false => format!("{}–{}", number(low), number(high)),
    }
}

/// `allocations for 4,096 users`.
pub(super) fn name(measure: &Measure, item: &str) -> String {
    format!(
        "{} for {} {}",
        measure.quantity,
        number(measure.items as u64),
        words::items(measure.items, item)
    )
}

fn describe(measure: &Measure) -> String {
    let low = measure.values.keys().next().copied().unwrap_or_default();
    let high = measure
        .values
        .keys()
        .next_back()
        .copied()
        .unwrap_or_default();
    let over: usize = measure.values.values().map(|count| count.over).sum();
    let limit = |name: &str, range: Option<(u64, u64)>| {
        range.map_or(String::new(), |(low, high)| {
            format!(", {name} {}", span(low, high))
        })
    };
    format!(
        "A histogram of the {} who returned: from {} to {}{}{}; {over} over budget. The \
         numbers are in the table below.",
        measure.students(),
        number(low),
        number(high),
        limit("reference", measure.reference),
        limit("allowed", measure.allowed),
    )
}

fn anchor(x: f64) -> &'static str {
    match x {
        x if x < LEFT + 12.0 => "start",
        x if x > RIGHT - 24.0 => "end",
        _ => "middle",
    }
}

/// With two decimals: enough for any screen, and the same everywhere.
fn coordinate(value: f64) -> String {
    format!("{value:.2}")
}
