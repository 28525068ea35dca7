//! Predicts that nothing is removed.
//!
//! on = "reference"
//! part = "predict"
//! verdict = "wrong-answer"

fn predictions() {
    [Fate::Survives; 6]
}
