//! Writes the fates by two names.
//!
//! on = "reference"
//! part = "predict"
//! sample = true

use Fate::{Removed as GONE, Survives as KEPT};

fn predictions() {
    let mut fates = [GONE; 6];
    fates[3..].fill(KEPT);
    fates
}
