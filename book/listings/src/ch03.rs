//! Listings of ch03.
