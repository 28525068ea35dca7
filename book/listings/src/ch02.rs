//! Listings of ch02.
