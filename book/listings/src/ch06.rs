//! Listings of ch06.
