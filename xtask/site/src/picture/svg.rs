//! The elements of a picture. In: places, sizes and texts. Out: SVG.

use crate::html::escape;

/// Width of every picture in its own units; pages scale it to fit.
pub const WIDTH: f64 = 480.0;

/// The element around a picture.
pub fn svg(id: &str, height: f64, title: &str, description: &str, inner: &str) -> String {
    format!(
        "<svg role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         aria-labelledby=\"{id}-title {id}-description\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>{inner}</svg>",
        escape(title),
        escape(description)
    )
}

/// A text at a place. `anchor` is start, middle or end.
pub fn label(class: &str, x: f64, y: f64, anchor: &str, text: &str) -> String {
    let anchor = match anchor {
        "start" => String::new(),
        anchor => format!(" text-anchor=\"{anchor}\""),
    };
    format!(
        "<text class=\"{class}\" x=\"{}\" y=\"{}\"{anchor}>{}</text>",
        short(x),
        short(y),
        escape(text)
    )
}

/// A rectangle.
pub fn rect(class: &str, x: f64, y: f64, width: f64, height: f64) -> String {
    let (x, y, width, height) = (short(x), short(y), short(width), short(height));
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>")
}

/// A line between two places.
pub fn line(class: &str, from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
        short(from.0),
        short(from.1),
        short(to.0),
        short(to.1)
    )
}

/// A coordinate with one digit after the point, or none if it is zero.
fn short(coordinate: f64) -> String {
    let text = format!("{coordinate:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
