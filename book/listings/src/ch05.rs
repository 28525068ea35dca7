//! Listings of chapter 5: smart pointers and sharing.

pub mod harbours;
pub mod people;
pub mod teams;
pub mod threads;
pub mod units;
