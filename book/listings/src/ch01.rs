//! Listings of ch01.
