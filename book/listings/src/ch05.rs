//! Listings of ch05.
