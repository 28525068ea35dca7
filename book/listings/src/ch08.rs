//! Listings of ch08.
