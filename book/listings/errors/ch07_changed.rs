// fails with: E0502
// ANCHOR: shown
fn add(names: &mut Vec<String>, name: String) -> usize {
    let first = &names[0];
    names.push(name);
    first.len()
}
// ANCHOR_END: shown
