//! The runner, as a library: `cargo xtask …` is a thin program around it, and so
//! are the prompt and the watcher (the crate `terminal`). In: a
//! [`CommandLine`](command_line::CommandLine) and a [`Session`](session::Session).
//! Out: text or JSON on standard output, and an [`Outcome`](session::Outcome).

mod commands;
pub mod failure;
mod flags;
pub mod interrupt;
pub mod learner;
mod machine;
pub mod pipe;
pub mod process;
mod profilers;
pub mod program;
mod report;
pub mod schema;
pub mod session;
mod text;
pub mod workbook;

pub use commands::command_line;
pub use report::answer;
pub use report::face;
pub use report::progress as bar;
pub use report::style;
pub use report::words::function_name;
