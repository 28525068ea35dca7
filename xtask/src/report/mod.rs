//! Rendering. In: grades. Out: text for a terminal or a pipe, or JSON.
//!
//! Nothing is decided here, and only this module knows colours and widths.

pub mod advice;
pub mod advice_json;
pub mod answer;
pub mod changes;
pub mod columns;
mod excerpt;
pub mod exercise;
pub mod face;
pub mod json;
pub mod part;
pub mod plot;
pub mod prediction;
pub mod progress;
pub mod receipt;
pub mod since;
pub mod sparkline;
pub mod starter;
pub mod style;
pub mod table;
pub mod words;
