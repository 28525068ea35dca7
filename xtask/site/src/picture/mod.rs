//! Pictures of memory. In: measured numbers. Out: SVG that takes its colours from
//! the page's theme, with a title and a description.

mod chart;
mod memory;
mod svg;

pub use chart::{Axis, Series, chart};
pub use memory::{Layout, memory};
