//! Live bytes over time. In: recorded traces. Out: a chart of steps, since the
//! bytes jump at each event and stand still between two.

use explain::words::number;
use serde::Deserialize;

use super::svg::{WIDTH, label, line, rect, svg};
use crate::figures::bytes_in_units;

/// One program in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// How many events it had.
    pub events: u64,
    /// `(event, live bytes after it)`, in order.
    pub points: Vec<(u64, u64)>,
}

/// What runs from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// Allocation events; a series that has fewer ends earlier.
    #[default]
    Events,
    /// Each series from its own start to its own end.
    Progress,
}

const HEIGHT: f64 = 280.0;
const LEFT: f64 = 74.0;
const RIGHT: f64 = WIDTH - 12.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = HEIGHT - 46.0;
/// Room at the right, so that one sees what the last event left.
const LAST: f64 = 10.0;
/// The height of a row of the legend.
const LEGEND_ROW: f64 = 22.0;

/// The chart.
pub fn chart(id: &str, title: &str, description: &str, series: &[Series], axis: Axis) -> String {
    let top = series
        .iter()
        .flat_map(|s| &s.points)
        .map(|p| p.1)
        .max()
        .unwrap_or(0);
    let last = series.iter().map(|s| s.events).max().unwrap_or(0);
    let ticks = ticks(top as f64);
    let highest = ticks.last().copied().unwrap_or(1.0);
    let y = |bytes: f64| BOTTOM - (BOTTOM - TOP) * bytes / highest;

    let mut inner = String::new();
    for tick in &ticks {
        inner.push_str(&line("grid", (LEFT, y(*tick)), (RIGHT, y(*tick))));
        inner.push_str(&label(
            "tick",
            LEFT - 6.0,
            y(*tick) + 4.5,
            "end",
            &bytes_in_units(*tick),
        ));
    }
    inner.push_str(&line("axis", (LEFT, TOP), (LEFT, BOTTOM)));
    inner.push_str(&line("axis", (LEFT, BOTTOM), (RIGHT, BOTTOM)));
    let (start, end, along) = match axis {
        Axis::Progress => (
            "start".to_owned(),
            "end".to_owned(),
            "the run of each program",
        ),
        Axis::Events => ("0".to_owned(), number(last), "allocation events"),
    };
    inner.push_str(&label("tick", LEFT, BOTTOM + 18.0, "start", &start));
    inner.push_str(&label("tick", RIGHT, BOTTOM + 18.0, "end", &end));
    let middle = (LEFT + RIGHT) / 2.0;
    inner.push_str(&label("label", middle, BOTTOM + 18.0, "middle", along));

    for (at, one) in series.iter().enumerate() {
        let width = match axis {
            Axis::Progress => one.events,
            Axis::Events => last,
        };
        let width = width.max(1) as f64;
        let x = |event: u64| LEFT + (RIGHT - LAST - LEFT) * event as f64 / width;
        inner.push_str(&steps(one, at + 1, x, y));
    }
    let height = HEIGHT + LEGEND_ROW * series.len().saturating_sub(1) as f64;
    for (at, one) in series.iter().enumerate() {
        let row = BOTTOM + 38.0 + LEGEND_ROW * at as f64;
        inner.push_str(&rect(
            &format!("legend area-{}", at + 1),
            LEFT,
            row - 11.0,
            14.0,
            12.0,
        ));
        let peak = one.points.iter().map(|p| p.1).max().unwrap_or(0);
        let text = format!("{}, at most {}", one.label, bytes_in_units(peak as f64));
        inner.push_str(&label("label", LEFT + 20.0, row, "start", &text));
    }
    svg(id, height, title, description, &inner)
}

/// One series: a filled shape, and its upper edge as a line.
fn steps(one: &Series, number: usize, x: impl Fn(u64) -> f64, y: impl Fn(f64) -> f64) -> String {
    let Some(first) = one.points.first() else {
        return String::new();
    };
    let mut path = format!("M{:.1} {:.1}", x(first.0), y(first.1 as f64));
    for point in &one.points[1..] {
        path.push_str(&format!("H{:.1}V{:.1}", x(point.0), y(point.1 as f64)));
    }
    // What is live after the last event stays live.
    let end = RIGHT;
    path.push_str(&format!("H{end:.1}"));
    format!(
        "<path class=\"area-{number}\" d=\"{path}V{:.1}H{:.1}Z\"/>\
         <path class=\"series-{number}\" d=\"{path}\"/>",
        y(0.0),
        x(first.0)
    )
}

/// Round values from zero up to one that is not below `top`.
fn ticks(top: f64) -> Vec<f64> {
    if top <= 0.0 {
        return vec![0.0, 1.0];
    }
    let rough = top / 4.0;
    let magnitude = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * magnitude)
        .find(|step| *step >= rough)
        .unwrap_or(rough);
    let count = (top / step).ceil() as u32;
    (0..=count).map(|at| f64::from(at) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(
            ticks(65_536.0),
            [0.0, 20_000.0, 40_000.0, 60_000.0, 80_000.0]
        );
        assert_eq!(ticks(4.0), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(ticks(0.0), [0.0, 1.0]);
    }

    #[test]
    fn bytes_stand_still_between_two_events() {
        let series = Series {
            label: "a".to_owned(),
            events: 2,
            points: vec![(0, 0), (1, 100), (2, 50)],
        };
        let path = steps(
            &series,
            1,
            |event| event as f64 * 10.0,
            |bytes| 100.0 - bytes,
        );
        assert!(
            path.contains("d=\"M0.0 100.0H10.0V0.0H20.0V50.0H468.0\""),
            "{path}"
        );
    }

    #[test]
    fn a_chart_says_what_it_shows() {
        let chart = chart("a", "A & B", "words", &[], Axis::Events);
        assert!(chart.contains("<title id=\"a-title\">A &amp; B</title>"));
        assert!(chart.contains("aria-labelledby=\"a-title a-description\""));
    }
}
