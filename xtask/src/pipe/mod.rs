//! The pipe, from files to verdicts. In: exercises, and whose code stands in for each.
//! Out: an [`ExerciseGrade`](case::ExerciseGrade) for each.
//!
//! `stage` writes a small workspace, `settings` say how it is compiled, `build` hands it to cargo, `workers` take windows
//! from a `queue` and `weigh` them, `grade` compares with an `answer` and a budget, and
//! `explain` says which lines it was. A `case` is one exercise on its way; [`run()`]
//! drives all of it.

pub mod answer;
pub mod build;
pub mod case;
pub mod compiled;
pub mod compiler;
pub mod complaint;
pub mod explain;
pub mod grade;
pub mod inspector;
pub mod listings;
pub mod lock;
pub mod manifest;
pub mod progress;
pub mod queue;
mod run;
pub mod settings;
pub mod source;
pub mod stage;
pub mod weigh;
pub mod windows;
pub mod work;
pub mod workers;

pub use run::{Order, run};
