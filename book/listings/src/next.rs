//! Listings of "Where to go next", one module per topic.

pub mod arena;
pub mod intern;
pub mod layout;
pub mod maps;
pub mod reuse;
pub mod small;
pub mod text;
pub mod variants;
pub mod writing;
