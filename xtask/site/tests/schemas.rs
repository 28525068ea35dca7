//! `book/measurements.json` names its schema, and a new shape is a new number.

#[path = "../../tests/shape/mod.rs"]
mod shape;

use std::path::Path;

use shape::Kind;

#[test]
fn a_new_shape_of_the_measurements_is_a_new_number() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = folder.join("../../book/measurements.json");
    let text = std::fs::read_to_string(file).expect("the measurements");
    let kind = Kind {
        names: &["errors", "facts", "outputs", "rough", "traces", "weights"],
        anything: &["facts.*"],
        ..Kind::new("measurements")
    };
    let document = serde_json::from_str(&text).expect("JSON");
    kind.hold(&folder.join("tests/schemas"), &[document]);
}
