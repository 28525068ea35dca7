//! The starter, as it is handed out.
//!
//! on = "ex4/starter"
//! check = "over-budget"
