//! One module a command. In: a [`Session`](crate::session::Session) and the
//! command's options. Out: printed text, and whether all is well.

pub mod advise;
pub mod bench;
pub mod book;
pub mod check;
mod crates;
pub mod grade;
pub mod heaptrack;
pub mod hint;
pub mod list;
pub mod predict;
pub mod profile;
pub mod reset;
pub mod solution;
pub mod status;
pub mod terminal;
pub mod test;
pub mod verify;
