//! Listings of chapter 6: clone on write.

pub mod messages;
pub mod numbers;
pub mod tracks;
