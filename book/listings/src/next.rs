//! Listings of next.
