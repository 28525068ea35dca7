//! Pictures of memory. In: measured numbers. Out: SVG that takes its colours from
//! the page's theme, with a title and a description.

mod chart;
mod memory;

pub use chart::{Series, chart};
pub use memory::{Layout, memory};

use crate::page::escape;

/// Width of every picture in its own units; pages scale it to fit.
const WIDTH: f64 = 480.0;

/// The element around a picture.
fn svg(id: &str, height: f64, title: &str, description: &str, inner: &str) -> String {
    format!(
        "<svg role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         aria-labelledby=\"{id}-title {id}-description\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>{inner}</svg>",
        escape(title),
        escape(description)
    )
}

/// A text at a place. `anchor` is start, middle or end.
fn label(class: &str, x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!(
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>",
        escape(text)
    )
}

fn rect(class: &str, x: f64, y: f64, width: f64, height: f64) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
    )
}

fn line(class: &str, from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
        from.0, from.1, to.0, to.1
    )
}
